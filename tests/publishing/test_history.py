"""Every version that readers were shown stays readable beside the one before it, until the check is withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.publishing.changes import changes_between
from claims.publishing.content import Attribution, PublicRevision, Reply
from claims.publishing.history import render_version
from tests.publishing import test_pages
from tests.publishing.samples import CORRECTED, HOSTILE, MOSTLY_FALSE, NEWSROOM
from tests.publishing.test_pages import parse, text_of

FIRST = replace(
    CORRECTED,
    revisions=CORRECTED.revisions[:1],
    rating=MOSTLY_FALSE,
    summary="Passengers rose by 12 per cent between June and September.",
    explanation=CORRECTED.explanation.replace("eleven months later", "twelve months later"),
    evidence=CORRECTED.evidence[:2],
)
SECOND = replace(FIRST, revisions=CORRECTED.revisions[:2], summary=f"{FIRST.summary} Checked.")
VERSIONS = [FIRST, SECOND, CORRECTED]
WITHDRAWAL = PublicRevision(4, "withdrawn", datetime(2026, 11, 1, tzinfo=UTC), "The tables were forged.")
WITHDRAWN = replace(CORRECTED, revisions=(*CORRECTED.revisions, WITHDRAWAL))
ANEW = replace(
    WITHDRAWN,
    summary="Counted again.",
    revisions=(*WITHDRAWN.revisions, PublicRevision(5, "correction", datetime(2026, 11, 9, tzinfo=UTC), "Anew.")),
)

PAGES = {
    "first": render_version(VERSIONS, 1),
    "second": render_version(VERSIONS, 2),
    "newest": render_version(VERSIONS, 3),
    "withdrawn": render_version([*VERSIONS, WITHDRAWN], 2),
    "hostile": render_version([replace(HOSTILE, revisions=HOSTILE.revisions[:1], summary="x"), HOSTILE], 2),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(
    "rule",
    [
        test_pages.test_it_is_valid_html,
        test_pages.test_it_has_no_inline_style_or_script,
        test_pages.test_it_has_its_landmarks_one_heading_and_a_skip_link,
        test_pages.test_no_template_variable_is_left,
        test_pages.test_links_lead_to_the_site_the_web_or_the_newsrooms_mailbox,
    ],
)
def test_it_keeps_the_rules_of_all_pages(rule, page):
    rule(page)
    assert '<meta name="robots" content="noindex">' in page
    assert "ClaimReview" not in page


def test_a_version_shows_what_changed_its_class_reason_and_date_and_what_it_said():
    page = text_of(PAGES["newest"])
    for words in (
        "Version 3 of this check Rating changed Oct. 8, 2026 We had compared September with June",
        "This is the current version.",
        "[taken out: Mostly false end] → [put in: Half true end]",
        "[taken out: 12 end] [put in: 61 end]",
        "[taken out: twelve end] [put in: eleven end] months later",
        "New: Who pays for the lock gates?",
        "What version 3 said",
        CORRECTED.summary,
    ):
        assert words in page, words


def test_an_old_version_says_that_it_is_old_and_leads_to_its_neighbours_and_the_check():
    page = PAGES["second"]
    assert "This is an old version." in page
    assert "Mostly false" in text_of(page)
    links = [one.attrib["href"] for one in parse(page).iter("a")]
    assert {CORRECTED.path, CORRECTED.history_path(1), CORRECTED.history_path(3)} <= set(links)


def test_the_first_version_has_nothing_to_be_compared_with():
    page = text_of(PAGES["first"])
    assert "What changed since" not in page
    assert FIRST.summary in page


def test_nothing_that_was_withdrawn_is_shown_by_any_version():
    for number in (1, 2, 3, 4):
        page = text_of(render_version([*VERSIONS, WITHDRAWN], number))
        for words in ("12 per cent between", CORRECTED.summary, "Mostly false", "Handover protocol", "What changed"):
            assert words not in page.replace(CORRECTED.revisions[2].reason, "")
        # When, what kind and why stay.
        assert "Rating changed Oct. 8, 2026" in page
        assert "The tables were forged." in page


def test_published_anew_the_withdrawn_versions_stay_closed():
    versions = [*VERSIONS, WITHDRAWN, ANEW]
    assert CORRECTED.summary not in render_version(versions, 3)
    assert "What this version said is not shown any more." in render_version(versions, 4)
    newest = text_of(render_version(versions, 5))
    assert "Counted again." in newest
    assert "What changed since" not in newest


def test_names_are_shown_as_the_newsroom_does_today():
    today = replace(NEWSROOM, names="roles")
    versions = [replace(one, newsroom=today) for one in VERSIONS]
    assert "Oda Brandt" not in render_version(versions, 1)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"claim": replace(CORRECTED.claim, wording="Passengers tripled.")}, "claim"),
        ({"speaker": None}, "speaker"),
        ({"summary": "Other."}, "summary"),
        ({"explanation": "Other."}, "explanation"),
        ({"not_found": ""}, "not_found"),
        ({"said": "not_said"}, "said"),
        ({"why_not_asked": "Dead."}, "why_not_asked"),
        ({"override_reason": "Alone."}, "override"),
        ({"attribution": (Attribution("Port", "said"),)}, "way"),
        ({"article": replace(CORRECTED.article, title="Other")}, "way"),
    ],
)
def test_every_text_that_a_reader_sees_is_compared(change, where):
    assert [one.part for one in changes_between(CORRECTED, replace(CORRECTED, **change)).texts] == [where]


def test_evidence_and_replies_are_compared_piece_by_piece():
    first = CORRECTED.evidence[0]
    evidence = (replace(first, passage="Other."), *CORRECTED.evidence[2:])
    reply = Reply("Ines Dahl", "mail", date(2026, 11, 3), "declined")
    changes = changes_between(CORRECTED, replace(CORRECTED, evidence=evidence, replies=(reply,)))
    assert [(one.found.kind.value, [text.part for text in one.texts]) for one in changes.evidence] == [
        ("changed", ["passage"]),
        ("removed", []),
    ]
    assert [one.found.kind.value for one in changes.replies] == ["added"]


def test_the_same_again_is_no_change():
    assert changes_between(CORRECTED, CORRECTED).is_empty
