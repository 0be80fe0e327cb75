"""What readers send in: taking it in, deciding about it, writing to them, and forgetting who they were."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims.actions import submission as actions
from claims.actions.claim import add_claim
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.jobs import claim_job
from claims.actions.passage import merge_claims
from claims.actions.receipts import (
    forget_mailboxes,
    hash_of,
    proof_of,
    queue_due_letters,
    run_write_to_reader,
    submission_of,
    token_of,
)
from claims.actions.submission import TooMany, send_in
from claims.models import Article, Claim, Event, Job, Mailbox, Notification, Submission, User
from claims.queries.events import first_broken_event
from claims.vocabulary import Action, JobKind, JobState, State, SubmissionKind, SubmissionState, SubmissionStep

CLAIM = "The pier of Harrowmouth was closed in 1987, and never opened again."
ADDRESS = "oda@mail.example"
S, T = SubmissionState, SubmissionStep

pytestmark = pytest.mark.django_db


def sent(text: str = CLAIM, **more: object) -> Submission:
    return send_in(kind=SubmissionKind.CLAIM, text=text, **more)[0]  # type: ignore[arg-type]


def challenged(claim: Claim, **more: object) -> Submission:
    text = "The ledger is of another year; the sum of 2025 was 41 million."
    return send_in(kind=SubmissionKind.CHALLENGE, text=text, claim=claim, **more)[0]  # type: ignore[arg-type]


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def deliver() -> list[str]:
    """Let the workers mail what is due; the bodies of the mails."""
    before = len(mail.outbox)
    for job in Job.objects.filter(kind=JobKind.WRITE_TO_READER, state=JobState.QUEUED):
        claimed = claim_job(job.pk)
        assert claimed is not None
        run_write_to_reader(claimed)
    return [str(one.body) for one in mail.outbox[before:]]


def earlier(**much: float) -> None:
    """As if everything so far had happened that long ago."""
    ago = dt.timedelta(**much)
    for row in Submission.objects.all():
        decided = row.decided_at - ago if row.decided_at else None
        Submission.objects.filter(pk=row.pk).update(created_at=row.created_at - ago, decided_at=decided)
    for box in Mailbox.objects.exclude(written_at=None):
        Mailbox.objects.filter(pk=box.pk).update(written_at=box.written_at - ago)  # type: ignore[operator]


def test_what_is_sent_in_is_kept_with_an_event_that_says_nothing_of_its_sender(ed: User, vic: User, mara: User):
    submission = sent(seen="Radio, Tuesday", name="Oda  Lind", email=ADDRESS)
    assert (submission.state, submission.name) == (S.RECEIVED, "Oda Lind")
    event = submission.events.get()
    assert (event.kind, event.actor, event.data) == (T.SEND, None, {})
    # Those who decide are told, nobody else.
    assert {(row.person, row.kind) for row in Notification.objects.all()} == {(ed, "readers")}


def test_the_receipts_token_opens_it_and_is_not_in_the_database():
    submission = sent()
    token = token_of(submission.nonce)
    assert len(token) >= 22  # 128 bits are 22 characters.
    assert submission_of(token) == submission
    row = Submission.objects.filter(pk=submission.pk).values().get()
    assert token not in {str(value) for value in row.values()}
    assert row["token_sha256"] == hash_of(token)
    for wrong in ("", "x", token[:-1], token.lower(), "\ud800", submission.nonce):
        with pytest.raises(Submission.DoesNotExist):
            submission_of(wrong)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": ""}, {"text"}),
        ({"text": " \r\n\t "}, {"text"}),
        ({"text": "?!?!?!?!?!?!?!"}, {"text"}),
        ({"text": "x" * 2001}, {"text"}),
        ({"text": CLAIM + "\x00"}, {"text"}),
        ({"text": CLAIM + "\x1b[31m"}, {"text"}),
        ({"text": CLAIM + "\ud83d"}, {"text"}),
        ({"text": CLAIM, "seen": "\x07"}, {"seen"}),
        ({"text": CLAIM, "why": "y" * 1001}, {"why"}),
        ({"text": CLAIM, "name": "n" * 151}, {"name"}),
        ({"text": CLAIM, "email": "nobody"}, {"email"}),
        ({"text": CLAIM, "email": "a@b.example\nBcc: all@b.example"}, {"email"}),
        ({"text": CLAIM, "email": "a@b.example, c@d.example"}, {"email"}),
        ({"text": CLAIM, "email": "root@localhost"}, {"email"}),
        ({"text": CLAIM, "email": "root@[10.0.0.5]"}, {"email"}),
        ({"text": CLAIM, "email": '"<all@b.example>"@c.example'}, {"email"}),
        ({"text": CLAIM, "email": f"{'a' * 250}@b.example"}, {"email"}),
        ({"text": "", "email": "nobody", "name": "\x00"}, {"text", "email", "name"}),
    ],
)
def test_hostile_input_is_refused_beside_its_field_all_at_once(fields: dict[str, str], wrong: set[str]):
    with pytest.raises(Invalid) as refused:
        send_in(kind=SubmissionKind.CLAIM, **fields)  # type: ignore[arg-type]
    assert set(refused.value.errors) == wrong
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> said the mayor",
        "{{ settings.SECRET_KEY }} {% load x %}",
        "قال الوزير إن الجسر أغلق",
        "🙂" * 5 + CLAIM,
    ],
)
def test_odd_text_that_is_text_is_kept_as_it_is(text: str):
    assert sent(text).text == text


def test_the_same_words_again_are_the_same_receipt():
    first = sent(network="net", email=ADDRESS)
    again, is_new = send_in(
        kind=SubmissionKind.CLAIM, text=f"  {CLAIM.upper()}\r\n", network="net", email=ADDRESS.upper()
    )
    assert (again, is_new) == (first, False)
    # Somebody else's are their own: a receipt is shown to its sender only.
    assert sent(network="other").pk != first.pk
    assert sent(network="net", email="else@mail.example").pk != first.pk
    assert sent(network="").pk != sent(network="").pk
    earlier(hours=25)
    assert sent(network="net", email=ADDRESS).pk != first.pk


def test_the_limits_hold_and_end(settings):
    settings.READERS_A_NETWORK_AN_HOUR, settings.READERS_AN_ADDRESS_A_DAY, settings.READERS_AN_HOUR = 2, 3, 4
    for number in range(2):
        sent(f"{CLAIM} {number}", network="net")
    with pytest.raises(TooMany, match="network"):
        sent(f"{CLAIM} 2", network="net")
    assert sent(f"{CLAIM} 0", network="net")  # A known one is no new one.
    for number in range(2):
        sent(f"{CLAIM} {number}", network=f"net {number}", email=ADDRESS)
    with pytest.raises(TooMany, match="Very much"):
        sent(f"{CLAIM} 9", network="net 9")
    earlier(hours=1.1)
    sent(f"{CLAIM} 3", network="net", email=ADDRESS)
    with pytest.raises(TooMany, match="e-mail"):
        sent(f"{CLAIM} 4", network="net", email=ADDRESS.upper())


def test_a_reader_is_mailed_the_address_and_then_the_decision_without_a_word_of_their_own(ed: User):
    submission = sent(email=ADDRESS, name="Oda; buy now https://spam.example")
    [receipt] = deliver()
    link = f"/take-part/receipt/{token_of(submission.nonce)}?mailed={proof_of(submission.nonce)}"
    assert link in receipt
    assert "This was not me" in receipt
    assert "pier" not in receipt
    assert "spam.example" not in receipt
    earlier(hours=2)
    actions.decline(actor=ed, submission_id=submission.pk, version=1, reply="It is about taste.")
    [decision] = deliver()
    assert "It is about taste." in decision
    assert link in decision
    assert "pier" not in decision
    assert {tuple(one.to) for one in mail.outbox} == {(ADDRESS,)}


def test_one_address_gets_one_mail_an_hour_at_most_and_nothing_is_dropped(ed: User):
    first = sent(email=ADDRESS)
    second = sent(f"{CLAIM} 2", email=ADDRESS.upper())
    actions.answer(actor=ed, submission_id=first.pk, version=1, reply="It was opened in 1991.")
    assert len(deliver()) == 1
    assert queue_due_letters() == 0
    assert deliver() == []
    earlier(hours=1.1)
    # The first of the two that wait; with what is so by now.
    assert queue_due_letters() == 1
    assert "It was opened in 1991." in deliver()[0]
    assert fresh(second).mail_is_due
    earlier(hours=1.1)
    queue_due_letters()
    assert f"number {second.pk}" in deliver()[0]
    assert queue_due_letters() == 0


def test_this_was_not_me_removes_the_address_and_ends_all_mail_to_it():
    submission = sent(email=ADDRESS, name="Oda")
    deliver()
    for _click in range(2):
        actions.not_me(token=token_of(submission.nonce), proof=proof_of(submission.nonce))
    submission = fresh(submission)
    assert (submission.name, submission.email, submission.network) == ("", "", "")
    assert [event.kind for event in submission.events.all()] == [T.SEND, T.NOT_ME]
    earlier(hours=3)
    sent(f"{CLAIM} 2", email=ADDRESS)
    forget_mailboxes()
    assert queue_due_letters() == 0
    assert deliver() == []


def test_a_mail_to_nobody_is_not_tried_again(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: object) -> int:
        raise SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})

    sent(email=ADDRESS)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    deliver()
    job = Job.objects.get(kind=JobKind.WRITE_TO_READER)
    assert (job.state, job.error) == (JobState.DONE, "")


def test_what_a_mail_server_says_of_an_address_is_not_kept(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: object) -> int:
        raise SMTPDataError(554, f"{ADDRESS} is full".encode())

    sent(email=ADDRESS)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(RuntimeError, match=r"^SMTPDataError$"):
        deliver()


def test_taking_up_makes_an_article_and_an_accepted_claim(ed: User):
    submission = sent(seen="https://radio.example/1")
    claim = actions.take_up(
        actor=ed,
        submission_id=submission.pk,
        version=1,
        title="From a reader",
        text=CLAIM,
        passage=CLAIM.rstrip("."),
        url="https://radio.example/1",
    )
    assert (claim.state, claim.quote) == (State.TO_CHECK, CLAIM.rstrip("."))
    assert (fresh(submission).state, fresh(submission).claim) == (S.TAKEN_UP, claim)
    assert claim.article.url == "https://radio.example/1"
    assert first_broken_event(Event.objects.filter(submission=submission)) is None


def test_taking_up_with_words_that_are_not_there_writes_nothing(ed: User):
    submission = sent()
    with pytest.raises(Invalid) as refused:
        actions.take_up(actor=ed, submission_id=submission.pk, version=1, title="x", text=CLAIM, passage="the bridge")
    assert set(refused.value.errors) == {"passage"}
    assert not Article.objects.exists()
    assert fresh(submission).state == S.RECEIVED


def test_attaching_wants_a_claim_that_somebody_checks(ed: User, claim_in: Callable[..., Claim]):
    submission = sent()
    with pytest.raises(Invalid, match="no claim with this number"):
        actions.attach(actor=ed, submission_id=submission.pk, version=1, claim_id=999_999)
    with pytest.raises(Invalid, match="dismissed"):
        actions.attach(actor=ed, submission_id=submission.pk, version=1, claim_id=claim_in(State.DISMISSED).pk)
    claim = claim_in(State.CHECKING)
    assert actions.attach(actor=ed, submission_id=submission.pk, version=1, claim_id=claim.pk).claim == claim
    reopened = actions.reopen(actor=ed, submission_id=submission.pk, version=2)
    assert (reopened.state, reopened.claim) == (S.LOOKED_AT, None)


def test_what_readers_asked_for_follows_a_merged_claim(ed: User, story: Article):
    text = story.current_snapshot.text
    start = text.index("We asked for repairs")
    spans = [(start, start + 20), (start + 21, start + 60)]
    first, second = (add_claim(actor=ed, article=story, start=begin, end=end) for begin, end in spans)
    submission = sent()
    actions.attach(actor=ed, submission_id=submission.pk, version=1, claim_id=second.pk)
    merge_claims(actor=ed, claim_id=first.pk, version=1, other_id=second.pk, other_version=1)
    assert fresh(submission).claim == first


def test_a_challenge_starts_a_correction_or_joins_one(ed: User, claim_in: Callable[..., Claim]):
    claim = claim_in(State.PUBLISHED)
    first, second = challenged(claim), challenged(claim)
    actions.correct(actor=ed, submission_id=first.pk, version=1, reason="The ledger is of 2024.")
    claim.refresh_from_db()
    assert claim.state == State.CHECKING
    event = claim.events.order_by("-number")[0]
    assert (event.kind, event.data["reason"]) == (Action.START_CORRECTION, "The ledger is of 2024.")
    actions.correct(actor=ed, submission_id=second.pk, version=1, reason="The same.")
    assert fresh(second).state == S.TAKEN_UP
    assert claim.events.filter(kind=Action.START_CORRECTION).count() == 1


STEPS: dict[SubmissionStep, Callable[[User, Submission], object]] = {
    T.LOOK: lambda who, one: actions.look_at(actor=who, submission_id=one.pk, version=one.version),
    T.TAKE_UP: lambda who, one: actions.take_up(
        actor=who, submission_id=one.pk, version=one.version, title="x", text=CLAIM, passage=CLAIM
    ),
    T.ATTACH: lambda who, one: actions.attach(actor=who, submission_id=one.pk, version=one.version, claim_id=1),
    T.CORRECT: lambda who, one: actions.correct(actor=who, submission_id=one.pk, version=one.version, reason="x"),
    T.ANSWER: lambda who, one: actions.answer(actor=who, submission_id=one.pk, version=one.version, reply="x"),
    T.DECLINE: lambda who, one: actions.decline(actor=who, submission_id=one.pk, version=one.version, reply="x"),
    T.SPAM: lambda who, one: actions.mark_spam(actor=who, submissions=[one.pk]),
    T.REOPEN: lambda who, one: actions.reopen(actor=who, submission_id=one.pk, version=one.version),
    T.FORGET: lambda who, one: actions.forget(actor=who, submission_id=one.pk),
}


@pytest.mark.parametrize("step", STEPS)
def test_only_editors_decide(step: SubmissionStep, vic: User, mara: User):
    submission = sent(name="Oda")
    with pytest.raises(Submission.DoesNotExist) if step is not T.SPAM else pytest.raises(Refused):
        STEPS[step](vic, submission)
    with pytest.raises(Refused):
        STEPS[step](mara, submission)
    assert (fresh(submission).version, submission.events.count()) == (1, 1)


@pytest.mark.parametrize("step", [T.LOOK, T.TAKE_UP, T.ATTACH, T.DECLINE])
def test_what_is_decided_is_decided_until_it_is_reopened(step: SubmissionStep, ed: User):
    submission = sent()
    actions.decline(actor=ed, submission_id=submission.pk, version=1, reply="Taste.")
    with pytest.raises(Refused):
        STEPS[step](ed, fresh(submission))
    actions.reopen(actor=ed, submission_id=submission.pk, version=2)
    assert (fresh(submission).state, fresh(submission).reply) == (S.LOOKED_AT, "")
    assert submission.events.get(kind=T.DECLINE).data["reason"] == "Taste."


def test_of_two_editors_the_second_is_told(ed: User, edna: User):
    submission = sent()
    actions.look_at(actor=edna, submission_id=submission.pk, version=1)
    with pytest.raises(Conflict, match="Edna"):
        actions.decline(actor=ed, submission_id=submission.pk, version=1, reply="Taste.")


def test_spam_is_marked_in_one_go_and_tells_nobody_any_more(ed: User, edna: User):
    some = [sent(f"{CLAIM} {number}", email=f"{number}@mail.example") for number in range(3)]
    actions.decline(actor=edna, submission_id=some[2].pk, version=1, reply="Taste.")
    assert actions.mark_spam(actor=ed, submissions=[one.pk for one in some] + [999_999]) == 2
    assert [fresh(one).state for one in some] == [S.SPAM, S.SPAM, S.DECLINED]
    assert not Notification.objects.unread().filter(submission__in=some[:2]).exists()


def test_who_it_was_is_forgotten_by_hand_and_by_itself(ed: User, settings):
    by_hand, decided, waiting = (
        sent(f"{CLAIM} {n}", name="Oda", email=f"{n}@mail.example", network="net") for n in range(3)
    )
    actions.forget(actor=ed, submission_id=by_hand.pk)
    assert (fresh(by_hand).name, fresh(by_hand).email) == ("", "")
    with pytest.raises(Refused, match="neither name"):
        actions.forget(actor=ed, submission_id=by_hand.pk)
    actions.decline(actor=ed, submission_id=decided.pk, version=1, reply="Taste.")
    earlier(days=settings.READERS_NETWORK_DAYS + 1)
    assert actions.forget_old() == 0
    assert not Submission.objects.exclude(network="").exists()
    earlier(days=settings.READERS_CONTACT_DAYS)
    assert actions.forget_old() == 1
    assert (fresh(decided).name, fresh(decided).email) == ("", "")
    assert fresh(waiting).email
    # Nor is it in what is kept for ever.
    kept = " ".join(str(event.data) for event in Event.objects.exclude(submission=None))
    assert "Oda" not in kept
    assert "@" not in kept


def test_the_database_refuses_what_makes_no_sense(claim_in: Callable[..., Claim]):
    submission = sent()
    for wrong in (
        {"kind": SubmissionKind.CHALLENGE},
        {"state": S.TAKEN_UP},
        {"state": S.DECLINED},
        {"state": "lost"},
        {"forgotten_at": timezone.now(), "name": "Oda"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_the_limits_hold_for_those_who_send_at_the_same_moment(settings):
    settings.READERS_A_NETWORK_AN_HOUR = 4
    start = threading.Barrier(10)
    refused: list[TooMany] = []

    def send(number: int) -> None:
        try:
            start.wait()
            sent(f"{CLAIM} {number % 8}", network="net", email=ADDRESS)
        except TooMany as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = Submission.objects.count()
    assert (rows, len(refused) >= 4) == (4, True)
    assert Job.objects.filter(kind=JobKind.WRITE_TO_READER).count() == 1
