"""The right-of-reply log and “was it said?”: what is recorded, what is frozen, and what a review needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from claims import guards, workflow
from claims.actions import claim as claims
from claims.actions import passage, publish, reply, review, verdict
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.newsroom import set_review_rules
from claims.models import Claim, Event, Reply, Revision, User
from claims.publishing.content import Check
from claims.vocabulary import Action, ReplyStatus, Said, State
from tests.cast import add_sentence, ask, complete, fresh

ANSWER = "It was 38 million. Please keep my number, 555-0188, to yourselves."


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def change(actor: User, entry: Reply, **more: Any) -> Reply:
    said = {name: getattr(entry, name) for name in reply.FIELDS} | more
    return reply.edit_reply(actor=actor, reply_id=entry.pk, version=entry.version, **said)


def answered(actor: User, entry: Reply) -> Reply:
    return change(actor, entry, status="answered", answered_on=today(), answer=ANSWER, quotable="It was 38 million.")


def say(checker: User, claim: Claim, **given: str) -> None:
    draft = claim.verdict
    verdict.save_verdict(
        actor=checker,
        claim_id=claim.pk,
        version=draft.version,
        rating=draft.rating,
        summary=draft.summary,
        explanation=draft.explanation,
        **given,
    )


@pytest.fixture
def spoken(claim_in: Callable[..., Claim], ed: User, mara: User) -> Claim:
    """A claim that somebody makes, being checked, with all that a verdict on its truth needs."""
    claim = claim_in(State.CHECKING)
    claims.edit_claim(actor=ed, claim_id=claim.pk, version=claim.version, wording="", speaker_name="Lena Okafor")
    complete(mara, claim)
    return fresh(claim)


def sent(checker: User, claim: Claim) -> Revision:
    return verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)


def test_the_log_keeps_what_was_asked_and_every_change_of_it(spoken: Claim, mara: User) -> None:
    entry = ask(mara, spoken)
    assert (entry.person, entry.status, entry.version) == ("Lena Okafor", ReplyStatus.OPEN, 1)
    entry = answered(mara, entry)
    event = spoken.events.newest()
    assert (event.kind, event.data["did"], event.data["before"]["status"]) == (Action.EDIT_REPLIES, "edit", "open")
    reply.remove_reply(actor=mara, reply_id=entry.pk, version=2)
    assert spoken.events.newest().data["was"]["answer"] == ANSWER
    assert not spoken.replies.exists()


def test_a_second_click_adds_nothing_and_an_unchanged_entry_is_no_event(spoken: Claim, mara: User) -> None:
    first = ask(mara, spoken, newest=0)
    events = Event.objects.count()
    assert ask(mara, spoken, newest=0) == first
    change(mara, first)
    assert (spoken.replies.count(), Event.objects.count()) == (1, events)
    assert ask(mara, spoken, newest=first.pk) != first


def test_who_changes_an_entry_that_somebody_changed_first_is_told(spoken: Claim, mara: User, ed: User) -> None:
    entry = ask(mara, spoken)
    change(ed, Reply.objects.get(pk=entry.pk), note="Called again.")
    with pytest.raises(Conflict, match="Ed Brandt changed this"):
        answered(mara, entry)
    with pytest.raises(Conflict):
        reply.remove_reply(actor=mara, reply_id=entry.pk, version=1)
    assert Reply.objects.get(pk=entry.pk).note == "Called again."


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"person": " "}, "person"),
        ({"way": "pigeon"}, "way"),
        ({"status": "maybe"}, "status"),
        ({"asked_on": today(5)}, "asked_on"),
        ({"due_on": today(-3)}, "due_on"),
        ({"status": "unanswered"}, "status"),  # Tomorrow's deadline has not come.
        ({"status": "unanswered", "due_on": None}, "status"),
        ({"status": "answered", "answered_on": today()}, "answer"),
        ({"status": "answered", "answer": "Yes."}, "answered_on"),
        ({"status": "answered", "answer": "Yes.", "answered_on": today(-3)}, "answered_on"),
        ({"status": "declined", "quotable": "No."}, "status"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(
    spoken: Claim, mara: User, entry: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as error:
        ask(mara, spoken, **entry)
    assert field in error.value.errors
    assert not Reply.objects.exists()


def test_no_answer_by_a_deadline_that_has_come(spoken: Claim, mara: User) -> None:
    assert ask(mara, spoken, status="unanswered", due_on=today()).status == ReplyStatus.UNANSWERED


def test_what_somebody_said_needs_an_answer_to_whether_they_said_it(spoken: Claim, mara: User) -> None:
    assert guards.missing_for_review(spoken) == ["said"]
    with pytest.raises(Refused, match="Was it said"):
        sent(mara, spoken)
    say(mara, spoken, said=Said.CONFIRMED, said_note="The recording, at 3:12.")
    assert guards.missing_for_review(spoken) == []
    revision = sent(mara, spoken)
    assert (revision.said, revision.said_note) == (Said.CONFIRMED, "The recording, at 3:12.")


def test_an_answer_that_does_not_exist_is_refused_and_one_left_out_stays(spoken: Claim, mara: User) -> None:
    say(mara, spoken, said=Said.DIFFERENTLY, why_not_asked="She has died.")
    with pytest.raises(Invalid, match="Was it said"):
        say(mara, fresh(spoken), said="perhaps")
    say(mara, fresh(spoken))
    now = fresh(spoken).verdict
    assert (now.said, now.why_not_asked, now.version) == (Said.DIFFERENTLY, "She has died.", 2)


def test_two_people_who_answer_it_differently_are_told(spoken: Claim, mara: User, ed: User) -> None:
    seen = fresh(spoken)
    assert seen.verdict.version == 1  # Looked at before the other saves.
    say(ed, fresh(spoken), said=Said.NOT_FOUND)
    with pytest.raises(Conflict) as error:
        say(mara, seen, said=Said.CONFIRMED)
    assert error.value.current.said == Said.NOT_FOUND  # type: ignore[union-attr]


def test_in_the_articles_own_voice_it_is_moot(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    say(mara, claim, said=Said.CONFIRMED, said_note="From when it had a speaker.")
    revision = sent(mara, claim)
    assert (revision.said, revision.said_note) == ("", "")


def test_the_newsroom_may_insist_that_the_speaker_was_asked(spoken: Claim, mara: User, ada: User) -> None:
    say(mara, spoken, said=Said.CONFIRMED)
    assert guards.missing_for_review(spoken) == []
    set_review_rules(actor=ada, version=0, approvals_needed=1, reviews_are_blind=False, speaker_must_be_asked=True)
    assert guards.missing_for_review(spoken) == ["asked"]
    entry = ask(mara, spoken)
    assert guards.missing_for_review(spoken) == []
    reply.remove_reply(actor=mara, reply_id=entry.pk, version=1)
    say(mara, fresh(spoken), why_not_asked="Quoted from a public record.")
    assert guards.missing_for_review(spoken) == []
    # Rules that are set without it leave it as it is.
    set_review_rules(actor=ada, version=1, approvals_needed=2, reviews_are_blind=False)
    assert "asked" in guards.parts_needed(spoken, must_ask=True)


def test_a_revision_keeps_the_log_as_it_was_without_the_notes(spoken: Claim, mara: User, ed: User, edna: User) -> None:
    say(mara, spoken, said=Said.CONFIRMED)
    entry = ask(mara, spoken, note="Her number is 555-0188.")
    revision = sent(mara, spoken)
    assert [one["person"] for one in revision.replies] == ["Lena Okafor"]
    assert "555-0188" not in str(revision.replies)
    # The answer comes while it is in review: the log has it, what is reviewed has not.
    answered(mara, entry)
    assert fresh(spoken).state == State.IN_REVIEW
    revision.refresh_from_db()
    assert revision.replies[0]["status"] == "open"
    review.approve_revision(actor=edna, claim_id=spoken.pk, revision_id=revision.pk)
    public = publish.publish_claim(actor=ed, claim_id=spoken.pk, revision_id=revision.pk)
    public.refresh_from_db()
    shown = Check.from_json(public.content)
    assert (shown.said, shown.replies[0].status, shown.replies[0].quote) == ("confirmed", "open", "")
    # After publishing an answer leads to a correction.
    change(mara, Reply.objects.get(), note="Sent to all.")
    claim = fresh(spoken)
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="She has answered.")
    assert sent(mara, claim).replies[0]["status"] == "answered"


def test_readers_get_of_an_answer_only_what_may_be_quoted(spoken: Claim, mara: User, ed: User, edna: User) -> None:
    say(mara, spoken, said=Said.CONFIRMED)
    answered(mara, ask(mara, spoken, note="Rang twice."))
    revision = sent(mara, spoken)
    assert revision.replies[0]["answer"] == ANSWER
    review.approve_revision(actor=edna, claim_id=spoken.pk, revision_id=revision.pk)
    content = publish.publish_claim(actor=ed, claim_id=spoken.pk, revision_id=revision.pk).content
    assert content["replies"][0]["quote"] == "It was 38 million."
    assert "555-0188" not in str(content)
    assert "Rang twice" not in str(content)


def test_who_recorded_an_answer_does_not_approve_what_quotes_it(
    spoken: Claim, mara: User, ed: User, edna: User
) -> None:
    say(mara, spoken, said=Said.CONFIRMED)
    answered(edna, ask(mara, spoken))
    revision = sent(mara, spoken)
    assert edna.pk in revision.author_ids
    assert not workflow.can(edna, Action.APPROVE, fresh(spoken))
    # What is recorded later makes nobody an author of what was sent before.
    answered(ed, ask(ed, spoken, person="The council"))
    assert workflow.can(ed, Action.APPROVE, fresh(spoken))


def test_merging_hands_the_log_over(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    kept = claim_in(State.ASSIGNED)
    other = claims.assign_claim(
        actor=ed, claim_id=(one := add_sentence(ed, kept.article)).pk, version=one.version, checker=mara
    )
    ask(mara, other)
    passage.merge_claims(
        actor=ed, claim_id=kept.pk, version=kept.version, other_id=other.pk, other_version=fresh(other).version
    )
    assert (kept.replies.count(), other.replies.count()) == (1, 0)
