"""The card of a check, and the oEmbed that brings it to other sites."""

import json
import re
from xml.etree import ElementTree

import html5lib
import pytest

from claims.publishing import card, oembed, share
from claims.publishing.pages import render_verdict_page
from tests.publishing.samples import ARABIC, CORRECTED, EVERY, HARBOUR, HOSTILE, STANDING, WITHDRAWN


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.slug)
def test_a_card_is_valid_runs_nothing_and_leads_to_the_check(check):
    page = card.render(check)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not [one for one in tree.iter() if one.tag in ("script", "style", "iframe", "form", "img")]
    assert not [name for one in tree.iter() for name in one.attrib if name == "style" or str(name).startswith("on")]
    (link,) = tree.iter("a")
    assert (link.attrib["href"], link.attrib["target"]) == (check.url, "_top")
    (sheet,) = [one for one in tree.iter("link") if one.attrib["rel"] == "stylesheet"]
    assert re.fullmatch(r"/assets/card\.[0-9a-f]{12}\.css", sheet.attrib["href"])
    assert len(page.encode()) < 6000


def test_a_card_says_what_was_found_and_that_it_was_corrected_or_withdrawn():
    assert "Mostly false" in card.render(HARBOUR)
    assert "Rating changed" not in card.render(HARBOUR)
    assert '<strong>Rating changed</strong> <time datetime="2026-10-08' in card.render(CORRECTED)
    gone = card.render(WITHDRAWN)
    assert '<strong>Withdrawn</strong> <time datetime="2026-08-19' in gone
    assert WITHDRAWN.summary not in gone
    assert "False" not in gone


@pytest.mark.parametrize("check", STANDING, ids=lambda check: check.slug)
def test_the_answer_has_the_fields_of_the_protocol(check):
    data = json.loads(oembed.render(check))
    assert (data["version"], data["type"], data["width"], data["height"]) == ("1.0", "rich", 560, 380)
    frame = html5lib.parseFragment(data["html"], namespaceHTMLElements=False)[0]
    assert frame.attrib["src"] == f"{check.url}card/"
    assert "allow-scripts" not in frame.attrib["sandbox"]
    assert "allow-top-navigation-by-user-activation" in frame.attrib["sandbox"]
    assert data["thumbnail_url"] == f"https://facts.example/{share.name_of(check)}"


def test_that_of_a_withdrawn_check_says_so_and_shows_nothing_old():
    text = oembed.render(WITHDRAWN)
    assert json.loads(text)["title"].startswith("Withdrawn: The roof")
    assert "thumbnail" not in text
    assert WITHDRAWN.rating.label not in text


def test_it_bends_to_the_room_there_is():
    data = oembed.answer(HARBOUR)
    assert oembed.fitted(data, max_width=None, max_height=None) == data
    narrow = oembed.fitted(data, max_width=400, max_height=None)
    assert (narrow["width"], narrow["height"]) == (400, 500)
    assert 'width="400" height="500"' in narrow["html"]
    assert "thumbnail_url" not in narrow
    low = oembed.fitted(data, max_width=2000, max_height=300)
    assert (low["width"], low["height"]) == (560, 300)
    assert oembed.fitted(data, max_width=1, max_height=1)["width"] == oembed.LEAST_WIDTH


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://facts.example/checks/a-claim/", "a-claim"),
        ("http://FACTS.example/checks/a-claim?x=1#top", "a-claim"),
        ("https://facts.example/checks/a-claim/card/", "a-claim"),
        ("https://facts.example/checks/a-claim/history/2/", ""),
        ("https://other.example/checks/a-claim/", ""),
        ("https://facts.example/corrections/", ""),
        ("ftp://facts.example/checks/a-claim/", ""),
        ("https://[/checks/a/", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_checks_are_answered(address, slug):
    assert oembed.slug_of(address, "https://facts.example") == slug


def test_as_xml_it_says_the_same():
    data = oembed.answer(HOSTILE)
    tree = ElementTree.fromstring(oembed.as_xml(data))  # noqa: S314 - it is our own
    assert {one.tag: one.text for one in tree} == {name: str(value) for name, value in data.items()}


def test_the_page_names_its_oembed_and_shows_the_code_to_copy():
    page = render_verdict_page(ARABIC)
    address = f"{ARABIC.url}oembed.json"
    assert f'<link rel="alternate" type="application/json+oembed" href="{address}"' in page
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (code,) = tree.iter("textarea")
    assert code.text == str(oembed.frame(ARABIC))
    assert "readonly" in code.attrib
    assert "textarea" not in render_verdict_page(WITHDRAWN)
