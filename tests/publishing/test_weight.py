"""What the page of a check weighs, with the stylesheet that it loads and without pictures."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.publishing import assets
from claims.publishing.content import Check, Evidence
from claims.publishing.pages import render_verdict_page
from tests.publishing.samples import HARBOUR

# What the issue asks of a verdict page.
LIMIT = 60_000
PASSAGE = (
    "Total expenditure for the measure amounts to EUR 96,214,880.17, of which EUR 19,204,000.00 were borne by the State"
    " under the decree of 11 March; the remainder was paid out of the capital budget of the city, and no part of it has"
    " been charged to the operating account of the Port Authority by the end of December."
)


def piece(number: int) -> Evidence:
    address = f"council.vessin.example/papers/2026/10/12/accounts-{number}.pdf"
    return Evidence(
        ["contradicts", "supports", "context"][number % 3],
        f"Final accounts of the inner harbour works, part {number}",
        f"https://{address}",
        "City Council of Vessin",
        passage=f"{number}. {PASSAGE}",
        locator=f"Page {number}, table 3",
        note="The city's own books: more was spent than was voted." if number % 2 else "",
        is_primary=number % 2 == 0,
        archive="stored",
        archived_url=f"https://web.archive.org/web/20261022093000/https://{address}",
        archived_at=datetime(2026, 10, 22, 9, 30, tzinfo=UTC),
        number=number,
        published_on=date(2026, 10, 12),
        added_on=date(2026, 10, 21),
    )


def with_pieces(count: int) -> Check:
    """Every piece with its passage of 300 characters, its archived copy, and a place where it is cited."""
    numbers = range(1, count + 1)
    cited = "".join(f" [{number}]" for number in numbers)
    return replace(HARBOUR, evidence=tuple(map(piece, numbers)), explanation=f"{HARBOUR.explanation}\n{cited}\n")


@pytest.fixture(scope="module")
def forty() -> bytes:
    return render_verdict_page(with_pieces(40)).encode()


def test_forty_pieces_of_evidence_are_light_on_the_way(forty):
    assert len(gzip.compress(forty)) + len(gzip.compress(assets.check_stylesheet().content)) < LIMIT / 4


def test_a_piece_of_evidence_costs_less_than_a_kilobyte_besides_what_it_says(forty):
    before = render_verdict_page(with_pieces(39)).encode()
    said = [getattr(piece(40), name) for name in ("title", "url", "publisher", "passage", "locator", "archived_url")]
    assert len(forty) - len(before) - len("".join(said)) < 1000


def test_a_check_of_ten_pieces_keeps_the_limit_as_it_is_stored():
    page = render_verdict_page(with_pieces(10)).encode()
    assert len(page) + len(assets.check_stylesheet().content) < LIMIT


def test_making_a_stylesheet_small_keeps_what_it_says():
    css = """/* Why. */
a > b, c::before { content: " <;  { " attr(href) ", " / ""; margin: calc(1px + -2px) auto; }

@media (max-width: 32rem) {
  .x :hover { color: red; }  /* And why. */
}
"""
    assert assets.small(css) == (
        'a>b,c::before{content:" <;  { " attr(href) ", " / "";margin:calc(1px + -2px) auto}'
        "@media (max-width:32rem){.x :hover{color:red}}"
    )


def test_nothing_that_the_page_of_a_check_is_drawn_with_is_left_out(forty):
    styled = set(re.findall(r"\.([a-z][\w-]+)", assets.stylesheet().content.decode()))
    here = set(re.findall(r"\.([a-z][\w-]+)", assets.check_stylesheet().content.decode()))
    used = {name for names in re.findall(rb'class="([^"]+)"', forty) for name in names.decode().split()}
    assert used & styled <= here
