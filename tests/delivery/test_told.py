"""Who is told: everything that can happen is in the table, and only people concerned are in what it finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions import publish, review
from claims.actions.comment import add_comment, resolve_comment
from claims.actions.jobs import claim_job, fail_job
from claims.actions.passage import RESHAPING, mark_repeat
from claims.actions.people import change_person
from claims.actions.reply import add_reply
from claims.actions.reviewer import ask_reviewer
from claims.actions.verdict import recall_verdict, submit_verdict
from claims.delivery.preferences import DEFAULTS
from claims.delivery.told import NOBODY, TABLE
from claims.delivery.words import _SENTENCES
from claims.models import Article, Claim, Job, Newsroom, Notification, User
from claims.vocabulary import Action, EventKind, JobKind, NotificationKind, ReplyWay, Role, State, SubmissionStep
from tests.cast import bring, complete, fresh, make_user, new_story, newest

ClaimIn = Callable[..., Claim]
K = NotificationKind


def told() -> set[tuple[str, str]]:
    """(first name, kind) of every row there is."""
    rows = Notification.objects.select_related("person")
    return {(row.person.name.split()[0], row.kind) for row in rows}


def clear() -> None:
    Notification.objects.all().delete()


def test_everything_that_can_happen_is_in_the_table_or_tells_nobody() -> None:
    happens = {*Action.values, *EventKind.values, *SubmissionStep.values}
    assert set(TABLE) | NOBODY == happens
    assert not set(TABLE) & NOBODY


def test_every_kind_is_told_by_a_row_or_a_date_has_a_default_and_words() -> None:
    in_table = {kind for rows in TABLE.values() for kind, _who in rows}
    assert in_table | {K.DUE, K.OVERDUE} == set(NotificationKind)
    assert set(DEFAULTS) == set(NotificationKind)
    assert {kind for kind, happened in _SENTENCES if happened is None} == set(NotificationKind)


def test_what_is_written_in_bulk_tells_nobody() -> None:
    # next_events and first_events write no notifications.
    assert {EventKind.SUGGEST, EventKind.UNSUGGEST, EventKind.DESCRIBE} <= NOBODY
    assert set(RESHAPING) <= NOBODY


def test_assigning_tells_the_checker_and_passing_on_the_former_one(ed: User, cem: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.ASSIGNED)
    assert told() == {("Mara", K.ASSIGNED)}
    clear()
    claims.assign_claim(actor=ed, claim_id=claim.pk, version=claim.version, checker=cem)
    assert told() == {("Cem", K.ASSIGNED), ("Mara", K.TAKEN)}
    clear()
    claims.assign_claim(actor=ed, claim_id=claim.pk, version=fresh(claim).version, checker=cem, priority=3)
    assert told() == set()


def test_a_reply_that_somebody_else_records_is_told_to_the_checker(ed: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.CHECKING)
    clear()
    today = timezone.localdate()
    add_reply(actor=ed, claim_id=claim.pk, person="Lena Okafor", way=ReplyWay.PHONE, asked_on=today)
    assert told() == {("Mara", K.REPLIED)}
    clear()
    add_reply(actor=mara, claim_id=claim.pk, person="The ministry", way=ReplyWay.MAIL, asked_on=today)
    assert told() == set()


def test_nobody_is_told_of_what_they_did(ed: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.TO_CHECK)
    claims.take_claim(actor=mara, claim_id=claim.pk, version=claim.version)
    other = claim_in(State.TO_CHECK)
    claims.assign_claim(actor=ed, claim_id=other.pk, version=other.version, checker=ed)
    assert told() == set()


def test_a_claim_that_leaves_its_checker_by_any_way(ed: User, mara: User, claim_in: ClaimIn) -> None:
    handed = claim_in(State.ASSIGNED)
    taken, dismissed, undone = (claim_in(State.ASSIGNED) for _ in range(3))
    repeat = claim_in(State.ASSIGNED)
    clear()
    claims.hand_back_claim(actor=mara, claim_id=handed.pk, version=handed.version, reason="I am away.")
    assert told() == {("Ed", K.HANDED_BACK)}
    assert Notification.objects.get().words == "I am away."
    clear()
    claims.take_claim(actor=mara, claim_id=handed.pk, version=fresh(handed).version)
    claims.hand_back_claim(actor=mara, claim_id=handed.pk, version=fresh(handed).version)
    assert told() == set()
    for step in (
        lambda: claims.hand_back_claim(actor=ed, claim_id=taken.pk, version=taken.version),
        lambda: claims.dismiss_claim(actor=ed, claim_id=dismissed.pk, version=dismissed.version, reason="A repeat"),
        lambda: claims.undo_step(actor=ed, claim_id=undone.pk, version=undone.version),
        lambda: mark_repeat(actor=ed, claim_id=repeat.pk, version=repeat.version, original_id=handed.pk),
    ):
        clear()
        step()
        assert told() == {("Mara", K.TAKEN)}
    clear()
    claims.undo_step(actor=ed, claim_id=dismissed.pk, version=fresh(dismissed).version)
    assert told() == {("Mara", K.ASSIGNED)}


def test_a_verdict_on_its_way_to_readers(ed: User, edna: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    assert {("Ed", K.REVIEW), ("Edna", K.REVIEW)} <= told()
    clear()
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    assert told() == {("Mara", K.DECIDED)}
    clear()
    publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    publish.start_correction(actor=edna, claim_id=claim.pk, version=fresh(claim).version, reason="A typing error.")
    publish.cancel_correction(actor=edna, claim_id=claim.pk, version=fresh(claim).version)
    publish.withdraw_claim(actor=edna, claim_id=claim.pk, version=fresh(claim).version, reason="A forgery.")
    assert told() == {("Mara", K.PUBLISHED)}
    assert Notification.objects.count() == 4


def test_who_wrote_a_part_is_not_asked_to_review_and_is_told_what_came_of_it(
    ed: User, edna: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.CHECKING)
    complete(edna, claim)
    clear()
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert told() == {("Ed", K.REVIEW)}
    clear()
    review.request_changes(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="Who says so?")
    assert told() == {("Mara", K.CHANGES), ("Edna", K.CHANGES)}
    assert set(Notification.objects.values_list("words", flat=True)) == {"Who says so?"}


def test_who_is_asked_for_the_review_is_told_and_the_others_are_left_alone(
    ed: User, edna: User, ada: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    clear()
    ask_reviewer(actor=mara, claim_id=claim.pk, version=fresh(claim).version, reviewer=edna)
    assert told() == {("Edna", K.ASKED)}
    clear()
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert told() == {("Edna", K.ASKED)}
    # Where two must approve, one who was asked is not enough.
    recall_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert not Notification.objects.unread().exists()
    Newsroom.objects.update(approvals_needed=2)
    clear()
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert told() == {("Edna", K.ASKED), ("Ed", K.REVIEW), ("Ada", K.REVIEW)}


@pytest.mark.parametrize(("role", "is_active"), [(Role.EDITOR, False), (Role.CHECKER, True)])
def test_where_who_was_asked_can_review_nothing_any_more_the_others_are_told(
    ed: User, edna: User, ada: User, mara: User, claim_in: ClaimIn, role: Role, is_active: bool
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    ask_reviewer(actor=mara, claim_id=claim.pk, version=fresh(claim).version, reviewer=edna)
    change_person(actor=ada, person_id=edna.pk, role=role, is_active=is_active)
    clear()
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert {("Ed", K.REVIEW), ("Ada", K.REVIEW)} <= told()


def test_a_review_that_is_over_waits_for_nobody(ed: User, edna: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    assert edna.notifications.unread().get().kind == K.REVIEW
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    assert not edna.notifications.unread().exists()
    assert mara.notifications.unread().filter(kind=K.DECIDED).exists()


def test_of_a_blind_review_nobody_is_told_before_it_is_over(
    ed: User, edna: User, mara: User, ada: User, claim_in: ClaimIn
) -> None:
    Newsroom.objects.update(approvals_needed=2, reviews_are_blind=True)
    claim = claim_in(State.IN_REVIEW)
    clear()
    review.dissent_from_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="I doubt it.")
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim))
    assert told() == set()
    review.approve_revision(actor=ada, claim_id=claim.pk, revision_id=newest(claim))
    assert told() == {("Mara", K.DECIDED)}
    assert Notification.objects.get().event.actor == ada


def test_comments_tell_the_mentioned_the_thread_and_the_checker_each_once(
    ed: User, edna: User, mara: User, cem: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.CHECKING)
    clear()
    first = add_comment(actor=cem, claim_id=claim.pk, body="Whose figure is it?")
    assert told() == {("Mara", K.COMMENTED)}
    clear()
    add_comment(actor=ed, claim_id=claim.pk, body="Ask @Mara Lind or @edna.", parent=first)
    assert told() == {("Mara", K.MENTIONED), ("Edna", K.MENTIONED), ("Cem", K.ANSWERED)}
    clear()
    add_comment(actor=mara, claim_id=claim.pk, body="I did.", parent=first)
    assert told() == {("Cem", K.ANSWERED), ("Ed", K.ANSWERED)}
    clear()
    resolve_comment(actor=edna, comment_id=first.pk)
    assert told() == set()


def test_a_viewer_and_whoever_was_sent_away_are_never_told(
    ed: User, mara: User, cem: User, vic: User, ada: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.CHECKING)
    thread = add_comment(actor=cem, claim_id=claim.pk, body="Whose figure is it?")
    clear()
    change_person(actor=ada, person_id=mara.pk, role=Role.CHECKER, is_active=False)
    change_person(actor=ada, person_id=cem.pk, role=Role.VIEWER, is_active=True)
    add_comment(actor=ed, claim_id=claim.pk, body="@vic @mara @cem – whose?", parent=thread)
    claims.assign_claim(actor=ed, claim_id=claim.pk, version=fresh(claim).version, checker=ed)
    assert told() == set()


def test_work_that_is_given_up_is_told_to_who_brought_the_article_in(
    ed: User, story: Article, settings: object
) -> None:
    settings.JOB_MAX_ATTEMPTS = 1  # type: ignore[attr-defined]
    held = claim_job(story.jobs.get(kind=JobKind.SPLIT_ARTICLE).pk)
    assert held is not None
    fail_job(held, "RuntimeError: no such font")
    assert told() == {("Ed", K.FAILED)}
    row = Notification.objects.get()
    assert (row.article, row.claim, row.words) == (story, None, "RuntimeError: no such font")
    assert story.events.get(kind=EventKind.GIVE_UP).data["job"] == JobKind.SPLIT_ARTICLE


def test_20_claims_for_one_person_are_one_mail_job(ed: User, mara: User, cem: User) -> None:
    article = new_story(ed)
    for _ in range(20):
        bring(State.ASSIGNED, editor=ed, checker=mara, article=article)
    bring(State.ASSIGNED, editor=ed, checker=cem, article=article)
    assert Notification.objects.filter(person=mara, kind=K.ASSIGNED).count() == 20
    assert set(Job.objects.filter(kind=JobKind.SEND_NOTIFICATIONS).values_list("person", flat=True)) == {
        mara.pk,
        cem.pk,
    }
    assert Job.objects.filter(kind=JobKind.SEND_NOTIFICATIONS).count() == 2


def test_what_a_person_does_not_want_is_not_written(mara: User, claim_in: ClaimIn) -> None:
    mara.told_how = {K.ASSIGNED: "off"}
    mara.save()
    claim_in(State.ASSIGNED)
    assert told() == set()
    assert not Job.objects.filter(kind=JobKind.SEND_NOTIFICATIONS).exists()


def test_an_action_that_fails_tells_nobody(ed: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.TO_CHECK)
    viewer = make_user(Role.VIEWER, "Noor Haddad")
    with pytest.raises(Exception, match="cannot be assigned"):
        claims.assign_claim(actor=ed, claim_id=claim.pk, version=claim.version, checker=viewer)
    assert told() == set()
