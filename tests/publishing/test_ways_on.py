"""Where the page of a check leads its reader, and the small words between its parts."""

from dataclasses import replace

import html5lib

from claims.publishing import datafeed
from claims.publishing.content import Speaker, Topic
from claims.publishing.list_pages import render_month, render_speaker
from claims.publishing.pages import render_corrections, render_verdict_page
from claims.publishing.paging import front
from claims.publishing.parts import evidence_count
from claims.publishing.summaries import Beside
from tests.publishing.samples import HARBOUR, NEWSROOM, WITHDRAWN

FORMATS = (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON"))
KNOWN = replace(HARBOUR, speaker=Speaker(name="Ines Dahl", slug="ines-dahl"), topics=(Topic("Ports", "ports"),))


def ways(page: str) -> dict[str, str]:
    """The last links of a check's page: where each leads, and its words."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {
        one.get("href"): " ".join("".join(one.itertext()).split()) for one in tree.findall(".//nav[@class='more']//a")
    }


def test_a_check_ends_with_ways_to_others():
    found = ways(render_verdict_page(KNOWN))
    assert found["/speakers/ines-dahl/"] == "What else Ines Dahl said, checked"
    assert found["/topics/ports/"] == "All checks about Ports"
    assert found["/"] == "The newest checks"


def test_a_withdrawn_check_leads_to_nobodys_record():
    named = replace(WITHDRAWN, speaker=Speaker(name="Ines Dahl", slug="ines-dahl"))
    found = ways(render_verdict_page(named))
    assert "/" in found
    assert not any(path.startswith("/speakers/") for path in found)


def test_a_side_without_evidence_is_not_counted():
    against = [one for one in HARBOUR.pieces.values() if one.stance == "contradicts"]
    assert evidence_count(against) == "1 piece of evidence: 1 against."


def test_in_arabic_the_comma_is_the_scripts_own():
    arabic = render_verdict_page(replace(HARBOUR, newsroom=replace(NEWSROOM, language="ar")))
    where = arabic.partition('<span class="claim-where">')[2].partition("</p>")[0]
    assert "، <time" in where
    assert ", <time" not in where


def test_who_reads_a_list_can_follow_it():
    speaker = render_speaker(NEWSROOM, "ines-dahl", [], front(0, 20), Beside(name="Ines Dahl"))
    for page, path in (
        (speaker, "/feeds/speakers/ines-dahl"),
        (render_corrections(NEWSROOM, []), "/feeds/corrections"),
    ):
        follow = page.partition('class="follow soft"')[2].partition("</p>")[0]
        assert [f'<a href="{path}.{kind}">{name}</a>' in follow for kind, name in FORMATS] == [True] * 3
    assert 'class="follow' not in render_month(NEWSROOM, "2026-11", [], front(0, 20), Beside())


def test_the_page_for_programs_names_where_cards_are_asked_for():
    page = datafeed.render_page(NEWSROOM, 1)
    assert f"{NEWSROOM.url}/oembed</code>" in page
    assert 'href="/sitemap.xml"' in page
