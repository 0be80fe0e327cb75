"""Every citation leads to its piece of evidence and back; what is no citation stays as it was typed."""

from dataclasses import replace

import pytest

from claims.publishing.pages import render_verdict_page
from claims.publishing.text import cited_numbers, markdown_html, markdown_words
from tests.publishing.samples import HARBOUR
from tests.publishing.test_pages import parse, text_of

NUMBERED = tuple(replace(piece, number=number) for number, piece in zip((2, 3, 7), HARBOUR.evidence, strict=True))
CITING = replace(HARBOUR, evidence=NUMBERED, explanation="One [3]. Two [2, 7], and [3] again.")


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("One [3]. Two [1, 12].", [3, 1, 12]),
        ("- in a list [4]\n\n> quoted [5]\n\n| a |\n| --- |\n| cell [6] |", [4, 5, 6]),
        (r"An escaped \[3\] is none.", []),
        ("A link [3](https://a.example/), code `[3]`, a year [2024], words [sic], none [].", []),
        ("[8]\n\n[8]: https://a.example/", []),
    ],
)
def test_a_citation_is_numbers_in_brackets_and_nothing_else(source, cited):
    assert cited_numbers(source) == cited


def test_each_citation_leads_to_its_piece_and_back():
    tree = parse(render_verdict_page(CITING))
    ids = {one.attrib["id"] for one in tree.iter() if "id" in one.attrib}
    links = [one for one in tree.iter("a") if one.attrib.get("class") == "cite"]
    assert [one.attrib["href"] for one in links] == ["#evidence-3", "#evidence-2", "#evidence-7", "#evidence-3"]
    assert ["".join(one.itertext()) for one in links] == [
        "[evidence 3]",
        "[evidence 2]",
        "[evidence 7]",
        "[evidence 3]",
    ]
    back = [one.attrib["href"] for one in tree.iter("a") if one.attrib["href"].startswith("#cite-")]
    assert sorted(back) == ["#cite-2-1", "#cite-3-1", "#cite-3-2", "#cite-7-1"]
    assert {link.attrib["href"].removeprefix("#") for link in tree.iter("a") if "#" in link.attrib["href"]} <= ids


def test_numbers_stay_with_their_pieces_and_stand_beside_them():
    tree = parse(render_verdict_page(CITING))
    titles = {f"evidence-{piece.number}": piece.title for piece in NUMBERED}
    for place, title in titles.items():
        piece = next(one for one in tree.iter("article") if one.attrib.get("id") == place)
        assert title in "".join(piece.itertext())


def test_content_from_before_there_were_numbers_counts_its_pieces():
    page = render_verdict_page(replace(HARBOUR, explanation="See [1] and [3]."))
    assert 'href="#evidence-1"' in page
    assert 'id="evidence-3"' in page


def test_a_number_without_a_piece_stays_text():
    page = render_verdict_page(replace(CITING, explanation="See [9] and [3, 9]."))
    assert "See [9] and [3, 9]." in text_of(page)
    assert 'class="cite"' not in page


def test_a_citation_cannot_carry_markup():
    html = markdown_html('[3]<a class="cite" id="main" href="#x">x</a>', evidence={3})
    assert html.count("<a ") == 1


def test_markdown_is_read_as_words_for_comparing():
    table = "| a | b |\n| --- | --- |\n| 1 | 2 |"
    source = f"# Head\n\nSome **bold** [words](https://a.example/) [3]\nand more\n\n{table}\n\n    code"
    assert markdown_words(source).split("\n") == [
        "Head",
        "Some bold words (https://a.example/) [3] and more",
        "a | b",
        "1 | 2",
        "code",
    ]
