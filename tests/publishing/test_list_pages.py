"""The pages of topics, speakers and months say what they list, in whatever names and numbers."""

from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest

from claims.publishing import index_pages, list_pages, policy_pages, search_pages
from claims.publishing.content import PolicyLink, Rating
from claims.publishing.labels import POLICIES
from claims.publishing.list_pages import render_month, render_speaker, render_topic
from claims.publishing.paging import archive_page, front
from claims.publishing.summaries import Beside, CheckSummary, Count, Entry
from claims.queries.public_search import asked
from tests.publishing.samples import FALSE, HARBOUR, HOSTILE, HOSTILE_TEXT, NEWSROOM, SATIRE, SCALE, STANDING, TRUE

SUMMARIES = [CheckSummary.of(check) for check in STANDING]
ONLY = front(len(SUMMARIES), 20)
RECORD = (Count(FALSE, 12), Count(TRUE, 3), Count(SATIRE, 1))
EVERY_PAGE = replace(NEWSROOM, pages=tuple(PolicyLink(kind) for kind in POLICIES))
LOUD = Beside(name=HOSTILE_TEXT, description=HOSTILE_TEXT, record=(Count(Rating("x", HOSTILE_TEXT), 2),))


def test_the_record_says_how_many_were_checked_and_warns_against_reading_it_as_a_score() -> None:
    page = render_speaker(EVERY_PAGE, "ines-dahl", SUMMARIES, ONLY, Beside(name="Ines Dahl", record=RECORD))
    assert "16 statements checked" in page
    assert "This is not a score." in page
    assert 'href="/about/selection/"' in page
    for label, number, length in (("False", 12, 100), ("True", 3, 25), ("Satire", 1, 8)):
        row = page.partition(f'<th scope="row" dir="auto">{label}</th>')[2].partition("</tr>")[0]
        assert f'<span class="bar-number">{number}</span>' in row
        assert f'<rect width="{length}" ' in row


def test_the_record_stands_on_the_front_alone() -> None:
    beside = Beside(name="Ines Dahl", record=RECORD)
    assert "not a score" not in render_speaker(NEWSROOM, "ines-dahl", SUMMARIES, archive_page(1, 60, 20), beside)
    assert "not a score" not in render_speaker(NEWSROOM, "ines-dahl", [], ONLY, Beside(name="Ines Dahl"))


def test_a_month_is_named_in_the_newsrooms_language() -> None:
    assert "<h1><bdi>November 2026</bdi></h1>" in render_month(NEWSROOM, "2026-11", SUMMARIES, ONLY)
    german = render_month(replace(NEWSROOM, language="de"), "2026-03", SUMMARIES, ONLY)
    assert "<h1><bdi>März 2026</bdi></h1>" in german


def test_months_stand_by_year_the_newest_first() -> None:
    page = index_pages.render_months(NEWSROOM, [("2025-12", 3), ("2026-02", 1), ("2026-11", 2)])
    links = [page.index(f'href="/months/{month}/"') for month in ("2026-11", "2026-02", "2025-12")]
    assert links == sorted(links)
    assert page.count("<h2") == 2


def test_a_cut_group_links_to_its_parts() -> None:
    groups = [index_pages.Group("le", 12), index_pages.Group("la", 230)]
    page = index_pages.render_speakers(NEWSROOM, "l", [], groups, 242)
    assert "242 speakers" in page
    assert page.index('href="/speakers/by/la/"') < page.index('href="/speakers/by/le/"')
    assert 'href="/speakers/"' in page


def test_ratings_are_those_of_every_scale_that_is_cited() -> None:
    old = policy_pages.ShownScale("House scale", 1, is_current=False, ratings=(FALSE, SATIRE))
    now = policy_pages.ShownScale("House scale", 2, is_current=True, ratings=SCALE.ratings)
    page = policy_pages.render_ratings(NEWSROOM, [old, now])
    assert page.index("The scale we use now") < page.index("version 1")
    assert page.count(FALSE.meaning) == 2
    assert page.index(FALSE.meaning) < page.index(TRUE.meaning) < page.index(SATIRE.meaning)


def test_a_policy_says_when_it_was_last_reviewed() -> None:
    policy = policy_pages.Policy("methodology", "# Sources\n\nTwo.", HARBOUR.first_published.date())
    page = policy_pages.render_policy(EVERY_PAGE, policy)
    assert '<time datetime="2026-10-23">' in page
    assert "<h2" in page.partition("prose")[2]
    assert f'<link rel="canonical" href="{NEWSROOM.url}/about/methodology/">' in page
    assert all(f'href="{one.path}"' in page for one in EVERY_PAGE.pages)


PAGES = {
    "topic": render_topic(HOSTILE.newsroom, "x", SUMMARIES, ONLY, LOUD),
    "speaker": render_speaker(HOSTILE.newsroom, "x", SUMMARIES, ONLY, LOUD),
    "month": render_month(HOSTILE.newsroom, "2026-11", SUMMARIES, ONLY),
    "topics": index_pages.render_topics(NEWSROOM, [Entry(HOSTILE_TEXT, "/topics/x/", 2, HOSTILE_TEXT)]),
    "speakers": index_pages.render_speakers(NEWSROOM, "", [Entry(HOSTILE_TEXT, "/speakers/x/", 2, HOSTILE_TEXT)]),
    "months": index_pages.render_months(NEWSROOM, [("2026-11", 2)]),
    "policy": policy_pages.render_policy(EVERY_PAGE, policy_pages.Policy("contact", HOSTILE.explanation)),
    "team": policy_pages.render_team(EVERY_PAGE, [policy_pages.Colleague(HOSTILE_TEXT, "Editor", HOSTILE_TEXT)]),
    "ratings": policy_pages.render_ratings(
        EVERY_PAGE, [policy_pages.ShownScale(HOSTILE_TEXT, 1, is_current=False, ratings=(Rating("x", HOSTILE_TEXT),))]
    ),
    "search": search_pages.render_search(NEWSROOM),
    "results": search_pages.render_results(NEWSROOM, asked(HOSTILE_TEXT), SUMMARIES, total=5, page=2, has_more=True),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_valid_html_and_shows_foreign_text_as_text(name: str) -> None:
    page = PAGES[name]
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script>" not in page
    assert "\u202e" not in page
    assert " style=" not in page


def test_kinds_of_lists_have_folders_of_their_own() -> None:
    paths = {path("x", 0) for path, _render in list_pages.KINDS.values()}
    assert paths == {"/topics/x/", "/speakers/x/", "/months/x/"}
