"""The picture of a check: of the size that networks want, light, the same every time, and never with boxes in it."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from claims.publishing import share, share_text
from claims.publishing.content import ClaimAsSaid
from claims.publishing.pages import render_verdict_page
from claims.publishing.share_text import drawable, fitted, one_line
from claims.publishing.tokens import colour
from tests.publishing.samples import ARABIC, FALSE, HARBOUR, HOSTILE, LONG, SCALE, TRUE, UNPROVEN

ENDLESS = replace(HARBOUR, claim=ClaimAsSaid(quote="Donaudampfschifffahrt" * 40))


@pytest.mark.parametrize("check", [HARBOUR, HOSTILE, LONG, ARABIC, ENDLESS], ids=lambda check: check.slug)
def test_it_is_a_light_png_of_the_right_size_and_the_same_every_time(check):
    drawn = share.draw(check)
    assert len(drawn) < share.MOST_BYTES
    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert share.draw(check) == drawn
    # Nothing is drawn in the margins: whatever is claimed, it keeps to its room.
    pixels = picture.convert("RGB")
    paper = pixels.getpixel((5, 300))
    for strip in ((0, 15, 60, 630), (1145, 15, 1200, 630), (0, 590, 1200, 630)):
        assert pixels.crop(strip).getcolors() == [((strip[2] - strip[0]) * (strip[3] - strip[1]), paper)]


def test_the_rating_is_drawn_in_its_colour():
    for rating in (FALSE, TRUE):
        drawn = Image.open(io.BytesIO(share.draw(replace(HARBOUR, rating=rating)))).convert("RGB")
        wanted = tuple(bytes.fromhex(colour(f"tone-{rating.tone}")[1:]))
        assert max(abs(a - b) for a, b in zip(drawn.getpixel((600, 7)), wanted, strict=True)) < 4


def test_its_name_tells_what_it_shows():
    name = share.name_of(HARBOUR)
    assert share.is_picture(name)
    assert name.startswith(f"checks/{HARBOUR.slug}/share.")
    assert share.name_of(replace(HARBOUR, explanation="Something else.", not_found="")) == name
    for change in (
        {"rating": TRUE},
        {"speaker": None},
        {"claim": ClaimAsSaid(quote="Something else")},
        {"newsroom": replace(HARBOUR.newsroom, name="The Ledger")},
    ):
        assert share.name_of(replace(HARBOUR, **change)) != name


def test_off_the_axis_there_is_no_place():
    assert share.shown(HARBOUR).place == 1
    assert len(share.shown(HARBOUR).steps) == 5
    off = share.shown(replace(HARBOUR, rating=UNPROVEN, scale=SCALE))
    assert (off.place, off.steps) == (None, ())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Prices rose \U0001f4c8, they say", "Prices rose, they say"),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467 One family ❤\ufe0f", "One family"),
        ("Ein Überschuss von 3 % – “so” viel", "Ein Überschuss von 3 % – “so” viel"),
        ("Нет роста, Ελλάδα", "Нет роста, Ελλάδα"),
        ("مرحبا بالعالم 40", "مرحبا بالعالم 40"),
        ("שלום עולם", "שלום עולם"),
        # No font of ours has these: better nothing than boxes, or half a claim.
        ("面包价格上涨了", ""),
        ("Bread (面包) costs more", ""),
        ("\U0001f4c8\U0001f4c9", ""),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_never_a_box(text, shown):
    assert drawable(text) == shown


def test_without_the_library_for_it_nothing_is_drawn_from_right_to_left(monkeypatch):
    monkeypatch.setattr(share_text, "_can_shape", lambda: False)
    assert drawable("Prices rose") == "Prices rose"
    assert drawable("مرحبا") == ""


def test_a_claim_that_cannot_be_drawn_leaves_a_picture_of_the_rating():
    check = replace(HARBOUR, claim=ClaimAsSaid(quote="面包价格上涨了"))
    assert share.shown(check).claim == ""
    assert len(share.draw(check)) > 5000
    assert "面包价格上涨了" in share.alt_text(check)


def test_a_long_text_shrinks_and_is_cut_only_in_the_smallest_size():
    short, large = fitted("A short claim", (60, 30), 600, 1000, 250)
    assert (short, large.size) == (["A short claim"], 60)
    lines, small = fitted("word " * 300, (60, 30), 600, 1000, 250)
    assert small.size == 30
    assert len(lines) * small.leading <= 250
    assert lines[-1].endswith("…")
    assert all(small.width(line) <= 1000 for line in lines)
    assert one_line("A short claim", small, 1000) == "A short claim"


def test_the_page_names_it_with_its_size_and_what_it_shows():
    page = render_verdict_page(HARBOUR)
    assert f'<meta property="og:image" content="https://facts.example/{share.name_of(HARBOUR)}">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert "Our rating: Mostly false" in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
