"""Who wrote and who approved is told as the newsroom's policy of today has it; an override always is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.publishing.content import Check, PublicRevision, Topic
from claims.publishing.freezing import ContentError
from claims.publishing.pages import render_verdict_page
from tests.publishing.samples import CORRECTED, HARBOUR, LONG, NEWSROOM
from tests.publishing.test_pages import text_of


def page(check, names):
    return text_of(render_verdict_page(replace(check, newsroom=replace(NEWSROOM, names=names))))


def test_names_are_told_by_default():
    assert "Written by Oda Brandt Approved by Tomas Lind" in text_of(render_verdict_page(HARBOUR))
    assert "Checked by Oda Brandt" in text_of(render_verdict_page(HARBOUR))


def test_roles_are_told_without_names():
    both = replace(HARBOUR, approvers=("Tomas Lind", "Ada Holm"))
    text = page(both, "roles")
    assert "Written by a fact-checker of the newsroom Approved by 2 people, who did not write it" in text
    assert "Lind" not in text
    assert "Brandt" not in text


def test_nothing_is_told_where_the_newsroom_tells_nothing():
    text = page(HARBOUR, "none")
    assert "Written by" not in text
    assert "Brandt" not in text


@pytest.mark.parametrize("names", ["names", "roles", "none"])
def test_an_override_is_always_told_and_its_approver_is_not_called_another_person(names):
    text = page(LONG, names)
    assert "Published without a second pair of eyes The second editor was on the ferry" in text
    assert "did not write it" not in text


def test_another_policy_is_refused():
    with pytest.raises(ContentError, match="names, roles, none"):
        replace(NEWSROOM, names="initials")


def test_the_page_tells_when_it_was_approved_published_updated_and_corrected():
    approved = datetime(2026, 9, 29, 8, 0, tzinfo=UTC)
    text = text_of(render_verdict_page(replace(CORRECTED, checked_at=approved)))
    for words in (
        "Approved on Sept. 29, 2026",
        "First published Sept. 30, 2026",
        "Last updated Sept. 30, 2026",
        "Last corrected Oct. 8, 2026",
    ):
        assert words in text
    assert "Last corrected" not in text_of(render_verdict_page(HARBOUR))


def test_evidence_tells_its_own_day_and_when_it_was_read():
    dated = replace(HARBOUR.evidence[0], published_on=date(2026, 10, 12), added_on=date(2026, 10, 21))
    text = text_of(render_verdict_page(replace(HARBOUR, evidence=(dated,))))
    assert "Primary source · City Council of Vessin · council.vessin.example · Oct. 12, 2026" in text
    assert "read Oct. 21, 2026" in text
    assert "kept Oct. 22, 2026" in text


def test_content_from_before_all_this_is_still_read():
    frozen = HARBOUR.to_json()
    for name in ("number", "published_on", "added_on"):
        for piece in frozen["evidence"]:
            del piece[name]
    del frozen["checked_at"], frozen["article"]["slug"], frozen["newsroom"]["names"]
    assert Check.from_json(frozen) == HARBOUR


def test_a_source_without_an_address_says_so():
    bare = replace(HARBOUR.evidence[2], url="")
    text = text_of(render_verdict_page(replace(HARBOUR, evidence=(bare,))))
    assert "This source has no address." in text
    assert "No archived copy" not in text


def test_the_scale_is_told_with_every_meaning():
    text = text_of(render_verdict_page(HARBOUR))
    for rating in HARBOUR.scale.ratings:
        assert rating.meaning in text


def test_the_page_leads_to_what_the_check_is_about_and_to_the_speakers_record():
    told = replace(HARBOUR, topics=(Topic("Harbours", "harbours"),), speaker=replace(HARBOUR.speaker, slug="ines-dahl"))
    page = render_verdict_page(told)
    assert '<a href="/topics/harbours/"><bdi>Harbours</bdi></a>' in page
    assert '<a href="/speakers/ines-dahl/"><bdi>Ines Dahl</bdi></a>' in page
    withdrawn = PublicRevision(2, "withdrawn", datetime(2026, 11, 1, tzinfo=UTC), "Forged.")
    gone = render_verdict_page(replace(told, revisions=(*told.revisions, withdrawn)))
    assert 'href="/speakers/ines-dahl/"' not in gone
