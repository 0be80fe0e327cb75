"""Every public page is valid HTML that fetches nothing from elsewhere and shows what it must."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import html5lib
import pytest

from claims.publishing.datafeed import render_page
from claims.publishing.pages import (
    render_corrections,
    render_home,
    render_not_found,
    render_verdict_page,
    render_withdrawn,
)
from claims.publishing.paging import archive_page, front
from claims.publishing.summaries import CheckSummary, Correction
from tests.publishing.samples import (
    ARABIC,
    CORRECTED,
    EVERY,
    HARBOUR,
    HOSTILE,
    LONG,
    NEWSROOM,
    STANDING,
    WITHDRAWN,
)

SUMMARIES = [CheckSummary.of(check) for check in STANDING]
CORRECTIONS = [Correction.newest_of(check) for check in (HOSTILE, CORRECTED, WITHDRAWN)]
# Two pages of the archive behind the front.
FRONT, NEWEST_ARCHIVED, OLDEST = front(70, 20), archive_page(2, 70, 20), archive_page(1, 70, 20)

PAGES = {
    **{f"check {check.slug}": render_verdict_page(check) for check in EVERY},
    "home": render_home(NEWSROOM, SUMMARIES, NEWEST_ARCHIVED),
    "home of the hostile": render_home(HOSTILE.newsroom, SUMMARIES),
    "empty home": render_home(NEWSROOM, []),
    "full home": render_home(NEWSROOM, SUMMARIES * 8, FRONT),
    "corrections": render_corrections(NEWSROOM, CORRECTIONS),
    "no corrections": render_corrections(NEWSROOM, []),
    "feeds and data": render_page(HOSTILE.newsroom, 2),
    "not found": render_not_found(NEWSROOM),
}
every_page = pytest.mark.parametrize("page", list(PAGES.values()), ids=list(PAGES))


def parse(page: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def text_of(page: str) -> str:
    main = parse(page).find(".//main")
    return " ".join("".join(main.itertext()).split())


@every_page
def test_it_is_valid_html(page):
    parse(page)


@every_page
def test_it_has_no_inline_style_or_script(page):
    for element in parse(page).iter():
        if isinstance(element.tag, str):
            assert element.tag != "style"
            assert element.tag != "script" or element.attrib == {"type": "application/ld+json"}
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@every_page
def test_it_fetches_nothing_but_files_of_the_folder(page):
    tree = parse(page)
    fetched = [
        element.attrib[name]
        for element in tree.iter()
        for name in ("src", "srcset", "data", "poster", "background", "action")
        if name in element.attrib
    ]
    fetched += [one.attrib["href"] for one in tree.iter("link") if one.attrib["rel"] in ("stylesheet", "icon")]
    assert fetched
    assert all(re.fullmatch(r"/assets/\w+\.[0-9a-f]{12}\.(css|svg)", address) for address in fetched)


@every_page
def test_its_one_address_is_told_and_what_a_browser_needs_first_comes_first(page):
    head = parse(page).find("head")
    canonical = [one.attrib["href"] for one in head.iter("link") if one.attrib["rel"] == "canonical"]
    shared = [one.attrib["content"] for one in head.iter("meta") if one.attrib.get("property") == "og:url"]
    assert canonical == shared
    assert len(canonical) == (0 if "noindex" in page and "Page not found" in page else 1)
    kinds = [one.attrib.get("rel") or next(iter(one.attrib), "") or one.tag for one in head]
    assert kinds[:3] == ["charset", "http-equiv", "name"]
    assert kinds.index("title") < kinds.index("stylesheet") < kinds.index("property" if shared else "alternate")
    assert kinds.index("stylesheet") < kinds.index("type")  # What machines read holds up nobody.


@every_page
def test_links_lead_to_the_site_the_web_or_the_newsrooms_mailbox(page):
    for link in parse(page).iter("a"):
        address = link.attrib["href"]
        on_page = r"#(main|evidence-\d+|cite-\d+-\d+)$"
        assert re.match(rf"/(?!/)|https?://[a-z]|{on_page}|mailto:corrections@facts\.example$", address), address
        if address.startswith("http"):
            assert link.attrib["rel"] == "nofollow noreferrer"


@every_page
def test_it_has_its_landmarks_one_heading_and_a_skip_link(page):
    tree = parse(page)
    assert len(list(tree.iter("main"))) == len(list(tree.iter("h1"))) == len(list(tree.iter("title"))) == 1
    assert tree.find("body/a").attrib["href"] == f"#{tree.find('.//main').attrib['id']}"
    levels = [int(one.tag[1]) for one in tree.iter() if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    for element in tree.iter():
        assert element.attrib.get("aria-labelledby", "main") in ids


@every_page
def test_it_is_light(page):
    assert len(page.encode()) < 60_000


@every_page
def test_no_template_variable_is_left(page):
    assert "{%" not in page
    assert "{# " not in page


def test_the_verdict_page_tells_it_in_its_order():
    page = text_of(render_verdict_page(HARBOUR))
    order = [
        "the dredging of the inner harbour was finished",
        "Ines Dahl",
        "spokeswoman of the Port Authority",
        "Mostly false",
        "A grain of truth",
        "Place 2 of 5 on the scale from “False” to “True”",
        "In short",
        "How it was said",
        "the dredging of the inner harbour was finished",
        "How it reached the reader",
        "Coastal News Agency",
        "Vessin port hails early end",
        "What we found",
        "Evidence for the claim",
        "Handover protocol",
        "Evidence against the claim",
        "Total expenditure for the measure",
        "Page 14, table 3",
        "Archived copy",
        "Context",
        "What we could not find out",
        "talks are going on",
        "Oda Brandt",
        "Tomas Lind",
        "Did we get something wrong?",
        "History of this page",
    ]
    places = []
    start = 0
    for words in order:
        assert words in page[start:], words
        start = page.index(words, start)
        places.append(start)
    assert places == sorted(places)


def test_evidence_says_what_it_is():
    page = text_of(render_verdict_page(HARBOUR))
    assert "3 pieces of evidence: 1 for, 1 against, 1 for context." in page
    assert page.count("Primary source") == 2
    assert page.count("Secondary source") == 1
    assert "No archived copy is kept" in page
    assert "Declared interest The Port Authority is the speaker's employer." in page
    assert "Archiving this page failed" in page
    assert page.count("Archived copy") == 1


def test_the_passage_shows_the_claim_marked_in_its_place():
    tree = parse(render_verdict_page(HARBOUR))
    passage = tree.find(".//blockquote[@class='passage']/p")
    assert "".join(passage.itertext()) == HARBOUR.claim.before + HARBOUR.claim.quote + HARBOUR.claim.after
    assert passage.find("mark").text == HARBOUR.claim.quote


def test_the_speaker_stands_once_on_the_way():
    tree = parse(render_verdict_page(HARBOUR))
    steps = [" ".join("".join(step.itertext()).split()) for step in tree.find(".//div[@class='way']/ol")]
    assert steps[0] == "Ines Dahl (in the article: “the spokeswoman”) told reporters"
    assert steps[1] == "Coastal News Agency reported"
    assert len(steps) == 3


def test_a_claim_in_the_articles_own_voice_names_nobody():
    page = render_verdict_page(replace(HARBOUR, speaker=None, attribution=()))
    assert "Nobody is named as saying this" in text_of(page)
    assert len(parse(page).findall(".//div[@class='way']/ol/li")) == 1


def test_off_the_axis_the_page_says_so():
    page = text_of(render_verdict_page(LONG))
    assert "Unproven" in page
    assert "This rating has no place on the scale from “False” to “True”" in page
    assert "is-here" not in render_verdict_page(LONG)


def test_an_override_of_four_eyes_is_shown():
    assert "Published without a second pair of eyes The second editor was on the ferry" in text_of(
        render_verdict_page(LONG)
    )
    assert "second pair of eyes" not in text_of(render_verdict_page(HARBOUR))


def test_corrections_stand_on_top_and_typos_only_in_the_history():
    page = text_of(render_verdict_page(CORRECTED))
    top, rest = page.split("The claim we checked")
    assert "Rating changed" in top
    assert "61 per cent, not 12" in top
    assert "misspelt" not in top
    assert "Typo mended" in rest
    assert "misspelt" in rest
    assert rest.index("Rating changed") < rest.index("Typo mended") < rest.rindex("First published")


def test_a_withdrawn_page_says_so_and_shows_no_verdict():
    page = render_verdict_page(WITHDRAWN)
    assert page == render_withdrawn(WITHDRAWN)
    assert "This check was withdrawn on Aug. 19, 2026." in text_of(page)
    assert "was of another building" in page
    assert WITHDRAWN.summary not in page
    assert "Handover protocol" not in page
    assert "Our rating" not in page
    assert '<meta name="robots" content="noindex">' in page
    with pytest.raises(ValueError, match="stands"):
        render_withdrawn(HARBOUR)


def test_words_that_stand_in_quotation_marks_are_shown_in_them():
    def is_marked(check):
        return "is-verbatim" in render_verdict_page(check)

    said = replace(CORRECTED.claim, wording="")
    assert is_marked(replace(CORRECTED, claim=said))
    assert not is_marked(HARBOUR)
    assert not is_marked(replace(CORRECTED, claim=replace(said, wording="The newsroom's own words")))
    assert not is_marked(replace(CORRECTED, claim=replace(said, quote="Passengers “doubled”, he said")))


def test_a_claim_in_another_script_has_its_language_and_its_own_direction():
    page = replace(ARABIC, claim=replace(ARABIC.claim, wording=""))
    heading = parse(render_verdict_page(page)).find(".//h1")
    assert heading.attrib["lang"] == "ar"
    assert heading.attrib["dir"] == "auto"
    assert heading.text == ARABIC.claim.quote
    # <bdi> inside would hide the text from dir="auto".
    assert heading.find("bdi") is None


def test_the_wording_as_checked_is_the_heading():
    page = replace(HARBOUR, claim=replace(HARBOUR.claim, wording="The works took eleven months"))
    tree = parse(render_verdict_page(page))
    assert tree.find(".//h1").text == "The works took eleven months"
    assert tree.find(".//blockquote[@class='passage']/p/mark").text == HARBOUR.claim.quote


def test_hidden_characters_are_seen_and_explained():
    page = render_verdict_page(HOSTILE)
    assert "\u202e" not in page
    assert "\u200b" not in page
    assert "Each is shown by its code" in page
    assert "Each is shown by its code" not in render_verdict_page(HARBOUR)


def test_the_newsrooms_language_is_the_pages():
    tree = parse(render_home(replace(NEWSROOM, language="ar"), []))
    assert tree.attrib == {"lang": "ar", "dir": "rtl"}


def test_what_is_no_language_is_not_called_one():
    assert "lang" not in parse(render_verdict_page(HOSTILE)).find(".//h1").attrib
    assert parse(render_home(replace(NEWSROOM, language="pt-BR"), [])).attrib["lang"] == "pt-BR"


def test_a_newsroom_without_a_mailbox_shows_none():
    page = render_verdict_page(replace(HARBOUR, newsroom=replace(NEWSROOM, contact_email="not an address")))
    assert "mailto:" not in page
    assert f'href="/take-part/challenge/?check={HARBOUR.slug}"' in page


def test_the_front_page_lists_checks_with_rating_speaker_and_date():
    page = text_of(render_home(NEWSROOM, SUMMARIES))
    for words in ("Mostly false", "Half true", "Rating changed", "Ines Dahl", "Oct. 23, 2026", "Bread prices"):
        assert words in page
    links = [one.attrib["href"] for one in parse(render_home(NEWSROOM, SUMMARIES)).iter("a")]
    assert HARBOUR.path in links


def test_the_empty_front_page_says_that_it_is_empty():
    assert "No check has been published yet." in text_of(render_home(NEWSROOM, []))


def test_pages_lead_to_their_neighbours():
    def neighbours(page):
        return {one.attrib["rel"]: one.attrib["href"] for one in parse(page).iter("a") if "rel" in one.attrib}

    assert neighbours(render_home(NEWSROOM, SUMMARIES)) == {}
    assert neighbours(render_home(NEWSROOM, SUMMARIES, FRONT)) == {"next": "/page/2/"}
    assert neighbours(render_home(NEWSROOM, SUMMARIES, NEWEST_ARCHIVED)) == {"prev": "/", "next": "/page/1/"}
    assert neighbours(render_home(NEWSROOM, SUMMARIES, OLDEST)) == {"prev": "/page/2/"}
    assert neighbours(render_corrections(NEWSROOM, CORRECTIONS, NEWEST_ARCHIVED)) == {
        "prev": "/corrections/",
        "next": "/corrections/page/1/",
    }


def test_the_corrections_page_tells_what_why_and_when():
    page = text_of(render_corrections(NEWSROOM, CORRECTIONS))
    assert "Rating changed Oct. 8, 2026" in page
    assert "Withdrawn Aug. 19, 2026" in page
    assert "misspelt" not in page


def test_dates_are_the_newsrooms_own(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    late = replace(HARBOUR.revisions[0], published_at=datetime(2026, 10, 23, 15, 4, tzinfo=UTC))
    page = render_verdict_page(replace(HARBOUR, revisions=(late,)))
    assert "Oct. 24, 2026" in page
    assert 'datetime="2026-10-24T04:04:00+1300"' in page
