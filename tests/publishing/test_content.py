"""Content survives being frozen into JSON, and says what is wrong with what it cannot show."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.publishing.content import Check, Newsroom, PublicRevision, Rating, Topic
from claims.publishing.freezing import ContentError
from claims.publishing.labels import CHANGES, STANCES
from claims.publishing.summaries import CheckSummary
from claims.vocabulary import CaptureState, ChangeClass, RatingKind, Stance
from tests.publishing.samples import CORRECTED, EVERY, FALSE, HARBOUR, SATIRE, SCALE, TRUE, UNPROVEN, WITHDRAWN


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.slug)
def test_json_gives_the_same_check_back(check):
    frozen = json.loads(json.dumps(check.to_json()))
    assert Check.from_json(frozen) == check


def test_a_field_that_was_added_later_may_be_missing():
    frozen = HARBOUR.to_json()
    del frozen["override_reason"]
    del frozen["evidence"][0]["interest"], frozen["media"], frozen["newsroom"]["data_licence"]
    assert Check.from_json(frozen) == HARBOUR


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("summary"), "content.summary is missing"),
        (lambda data: data.update(summary=3), "content.summary is 3"),
        (lambda data: data.update(authors="Oda"), "content.authors is not a list"),
        (lambda data: data.update(colour="red"), "content has fields that this version does not know: colour"),
        (lambda data: data.update(format=2), "format 2"),
        (lambda data: data.update(revisions=[]), "at least one public revision"),
        (lambda data: data.update(slug="../etc"), "slug"),
        (lambda data: data["revisions"][0].update(published_at="soon"), "content.revisions[0].published_at"),
        (lambda data: data["revisions"][0].update(published_at="2026-10-23T15:04:00"), "without a time zone"),
        (lambda data: data["article"].update(published_on=20261020), "content.article.published_on"),
        (lambda data: data.update(claim=None), "content.claim is not an object"),
    ],
)
def test_unfit_json_is_refused_with_the_field_named(change, message):
    frozen = HARBOUR.to_json()
    change(frozen)
    with pytest.raises(ContentError) as caught:
        Check.from_json(frozen)
    assert message in str(caught.value)


@pytest.mark.parametrize("slug", ["", "a/b", "..", "A", "é", "a--b", "-a", "a\u202e"])
def test_a_slug_is_nothing_but_a_name(slug):
    with pytest.raises(ContentError):
        replace(HARBOUR, slug=slug)
    if slug:
        with pytest.raises(ContentError):
            replace(HARBOUR.article, slug=slug)


@pytest.mark.parametrize("url", ["facts.example", "https://facts.example/", "javascript:alert(1)", "https://a b", ""])
def test_the_newsrooms_address_is_a_scheme_and_a_host(url):
    with pytest.raises(ContentError):
        Newsroom(name="X", url=url)


def test_off_the_axis_there_is_no_number():
    with pytest.raises(ContentError):
        Rating("unproven", "Unproven", kind="off_axis", value=3)
    assert not UNPROVEN.is_on_axis
    assert [one.slug for one in SCALE.axis] == ["false", "mostly-false", "half-true", "mostly-true", "true"]
    assert (SCALE.worst, SCALE.best) == (FALSE.value, TRUE.value)
    assert SATIRE not in SCALE.axis


def test_withdrawn_is_the_last_word_only():
    assert WITHDRAWN.withdrawn == WITHDRAWN.revisions[-1]
    again = PublicRevision(3, "correction", datetime(2026, 9, 1, tzinfo=UTC), "Checked again.")
    assert replace(WITHDRAWN, revisions=(*WITHDRAWN.revisions, again)).withdrawn is None


def test_typos_are_no_corrections():
    assert [one.change for one in CORRECTED.corrections] == ["rating_changed"]


def test_a_summary_shows_the_claim_as_checked():
    assert (
        CheckSummary.of(CORRECTED).claim == "The number of ferry passengers doubled after the timetable of 1 June 2026."
    )
    assert CheckSummary.of(HARBOUR).claim == HARBOUR.claim.quote


def test_the_words_are_those_of_the_vocabulary():
    """publishing/ does not import the vocabulary (its enumerations come from django.db), so they are compared here."""
    assert list(CHANGES) == ChangeClass.values
    assert sorted(STANCES) == sorted(Stance.values)
    for kind in RatingKind.values:
        Rating("x", "X", kind=kind)
    for stance in Stance.values:
        for archive in CaptureState.values:
            replace(HARBOUR.evidence[0], stance=stance, archive=archive)


def test_content_stored_before_there_were_topics_is_read():
    old = HARBOUR.to_json()
    del old["topics"], old["speaker"]["slug"]
    assert Check.from_json(old) == HARBOUR


def test_a_slug_that_would_lead_elsewhere_is_refused():
    with pytest.raises(ContentError, match="joined by hyphens"):
        replace(HARBOUR, topics=(Topic("Health", "../desk"),))
