"""Feeds parse, hold the newest, and say what the pages say; ids never change."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import html5lib
import pytest

from claims.publishing import feeds
from claims.publishing.content import ClaimAsSaid, PublicRevision
from claims.publishing.text import plain
from tests.publishing.samples import ARABIC, CORRECTED, HARBOUR, HOSTILE, NEWSROOM, STANDING, WITHDRAWN

CHECKS = feeds.checks_feed(NEWSROOM)
CORRECTIONS = feeds.corrections_feed(NEWSROOM)


def parsed(kind, feed, entries, newsroom=NEWSROOM):
    text = feeds.render(kind, feed, newsroom, entries)
    if kind == "json":
        return json.loads(text)
    found = feedparser.parse(text)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == {"rss": "rss20", "atom": "atom10"}[kind]
    return found


def text_of(html):
    return " ".join("".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext()).split())


@pytest.mark.parametrize("names", ["roles", "none"])
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_names_nobody_whom_the_pages_do_not_name(kind, names):
    """Names are frozen with the content, and the policy is today's: the feed leaves them out as the page does."""
    newsroom = replace(NEWSROOM, names=names)
    entry = feeds.check_entry(replace(HARBOUR, newsroom=newsroom))
    told = feeds.render(kind, CHECKS, newsroom, [entry])
    assert HARBOUR.authors[0] not in told
    assert HARBOUR.approvers[0] not in told


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("check", STANDING, ids=lambda check: check.slug)
def test_an_entry_says_what_the_page_says(kind, check):
    feed = parsed(kind, CHECKS, [feeds.check_entry(check)])
    assert feed.feed.title == "Fact checks by The Harbour Ledger"
    assert feed.feed.link == "https://facts.example/"
    assert feed.feed.links[-1].href == f"https://facts.example/feeds/checks.{kind}"
    (entry,) = feed.entries
    assert entry.link == check.url
    assert entry.id == feeds.check_entry(replace(check, slug="another-address")).id
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == check.first_published
    words = text_of(entry.summary)
    for text in (check.claim.text, check.rating.label, check.summary):
        assert plain(text) in words


def test_the_title_of_a_hostile_claim_is_text_and_not_markup():
    for kind in ("rss", "atom"):
        (entry,) = parsed(kind, CHECKS, [feeds.check_entry(HOSTILE)]).entries
        # The parser hands titles over as HTML: what comes out once that is read is what was claimed.
        assert "<script" not in entry.summary
        assert "</script><script>alert(1)</script>" in text_of(entry.summary)
    (item,) = parsed("json", CHECKS, [feeds.check_entry(HOSTILE)])["items"]
    assert "</script><script>alert(1)</script>" in item["title"]
    assert "<script" not in item["content_html"]


def test_the_json_feed_has_the_fields_of_version_1_1():
    feed = parsed("json", CHECKS, [feeds.check_entry(check) for check in STANDING])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://facts.example/feeds/checks.json"
    assert [item["url"] for item in feed["items"]] == [check.url for check in STANDING]
    first = feed["items"][0]
    assert first["date_published"] == "2026-10-23T15:04:00+00:00"
    assert first["authors"] == [{"name": "Oda Brandt"}]
    assert first["title"].startswith("Mostly false: the dredging")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_each_correction_of_a_check_is_an_entry_of_its_own_and_keeps_its_id(kind):
    again = replace(
        CORRECTED,
        revisions=(*CORRECTED.revisions, PublicRevision(4, "correction", datetime(2026, 10, 9, tzinfo=UTC), "A name.")),
    )
    entries = [feeds.correction_entry(check) for check in (again, CORRECTED, WITHDRAWN)]
    found = parsed(kind, CORRECTIONS, entries)
    items = found["items"] if kind == "json" else found.entries
    assert [item["id"] for item in items] == [
        "tag:facts.example,2026-09-30:check/080000.000000/4",
        "tag:facts.example,2026-09-30:check/080000.000000/3",
        "tag:facts.example,2026-08-02:check/080000.000000/2",
    ]
    assert [item["title"].split(":")[0] for item in items] == ["Correction", "Rating changed", "Withdrawn"]
    assert "another building" in (items[2]["content_html"] if kind == "json" else items[2].summary)
    assert WITHDRAWN.summary not in feeds.render(kind, CORRECTIONS, NEWSROOM, entries)


def test_a_corrected_check_says_so_in_the_feed_of_checks():
    entry = feeds.check_entry(CORRECTED)
    assert entry.text.startswith("Rating changed, Oct. 8, 2026: We had compared September with June")
    assert entry.id == "tag:facts.example,2026-09-30:check/080000.000000"
    assert entry.updated > entry.published


def test_a_withdrawn_check_is_refused():
    with pytest.raises(ValueError, match="withdrawn"):
        feeds.check_entry(WITHDRAWN)


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_an_empty_feed_is_a_feed_and_the_same_bytes_every_time(kind):
    parsed(kind, CHECKS, [])
    for entries in ([], [feeds.check_entry(ARABIC)]):
        assert feeds.render(kind, CHECKS, NEWSROOM, entries) == feeds.render(kind, CHECKS, NEWSROOM, entries)
    assert "1970" in feeds.render("atom", CHECKS, NEWSROOM, [])


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud7ff", "\U0001f4a9"])
def test_no_character_breaks_the_xml(char):
    check = replace(HARBOUR, claim=ClaimAsSaid(quote=f"It ros{char}e"))
    for kind in ("rss", "atom"):
        parsed(kind, CHECKS, [feeds.check_entry(check)], replace(NEWSROOM, name=f"The{char} Ledger"))


def test_a_lists_feed_stands_beside_its_page():
    feed = feeds.list_feed(NEWSROOM, "/topics/harbour/", "The harbour")
    assert feed.path_of("atom") == "/feeds/topics/harbour.atom"
    found = parsed("atom", feed, [feeds.check_entry(HARBOUR)])
    assert (found.feed.title, found.feed.link) == (
        "The harbour: fact checks by The Harbour Ledger",
        "https://facts.example/topics/harbour/",
    )
