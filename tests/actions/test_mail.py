"""Mails: gathered, once, also when a worker is killed; the digest once a day, also after a restart."""

from __future__ import annotations

import datetime
import email
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from claims import tasks
from claims.actions.comment import add_comment
from claims.actions.jobs import LeaseLost, claim_job, retry_job
from claims.actions.mail import queue_digests, run_send
from claims.actions.notification import read_all
from claims.actions.people import change_person
from claims.actions.telling import tell_of_due_dates
from claims.delivery.letters import letter_to
from claims.models import Claim, Job, Newsroom, Notification, User
from claims.vocabulary import How, JobKind, JobState, NotificationKind, Role, State

ClaimIn = Callable[..., Claim]


def mail_job(kind: JobKind = JobKind.SEND_NOTIFICATIONS) -> Job:
    """The newest job of that kind, as if its time had come."""
    job = Job.objects.filter(kind=kind).order_by("-id")[0]
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    return job


def at(monkeypatch: pytest.MonkeyPatch, hour: int, *, days: int = 0) -> None:
    """Let it be `hour` o'clock where the newsroom is, `days` from today."""
    today = datetime.datetime.now(tz=timezone.get_default_timezone())
    then = today.replace(hour=hour, minute=5) + datetime.timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: then)


def test_what_happens_together_is_one_mail(mara: User, claim_in: ClaimIn) -> None:
    claims = [claim_in(State.ASSIGNED) for _ in range(3)]
    job = mail_job()
    assert claim_job(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    tasks.run_job(job.pk)
    (letter,) = mail.outbox
    assert letter.to == [mara.email]
    assert letter.subject == "Factcheck: Ed Brandt assigned the claim to you (3 times)"
    for claim in claims:
        assert claim.text[:60] in letter.body
        assert f"/desk/claims/{claim.pk}/\n" in letter.body
    assert "/desk/settings/notifications/" in letter.body
    headers = email.message_from_bytes(letter.message().as_bytes())
    assert headers["List-Unsubscribe"].startswith("<http")
    assert headers["List-Unsubscribe"].endswith("/desk/settings/notifications/>")
    assert "@Factcheck" not in letter.body
    assert not Notification.objects.filter(person=mara, mailed_at=None).exists()


def test_it_waits_a_while_so_that_more_can_follow(claim_in: ClaimIn) -> None:
    claim_in(State.ASSIGNED)
    job = Job.objects.get(kind=JobKind.SEND_NOTIFICATIONS)
    assert timezone.now() < job.run_after <= timezone.now() + datetime.timedelta(seconds=60)
    assert claim_job(job.pk) is None


def test_one_notification_names_its_claim_and_a_line_break_cannot_forge_a_header(
    ed: User, cem: User, mara: User, claim_in: ClaimIn
) -> None:
    User.objects.filter(pk=ed.pk).update(name="Ed\r\nBcc: all@example.org")
    Newsroom.objects.update(name="Port\nSubject: x")
    claim = claim_in(State.TO_CHECK)
    Claim.objects.filter(pk=claim.pk).update(wording="The crane\r\nX-Spam: no")
    add_comment(actor=User.objects.get(pk=ed.pk), claim_id=claim.pk, body="@mara\nlook at this")
    tasks.run_job(mail_job().pk)
    (letter,) = mail.outbox
    assert letter.subject == "Port Subject: x: Ed Bcc: all@example.org mentioned you: The crane X-Spam: no"
    headers = email.message_from_bytes(letter.message().as_bytes())
    assert not {"Bcc", "X-Spam"} & set(headers.keys())
    assert "“@mara look at this”" in letter.body
    assert "#comment-" in letter.body


def test_what_was_read_meanwhile_is_not_mailed(mara: User, claim_in: ClaimIn) -> None:
    claim_in(State.ASSIGNED)
    read_all(actor=mara, until=2**62)
    job = mail_job()
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (mail.outbox, job.state) == ([], JobState.DONE)


def test_who_was_sent_away_is_not_mailed(mara: User, ada: User, claim_in: ClaimIn) -> None:
    claim_in(State.ASSIGNED)
    change_person(actor=ada, person_id=mara.pk, role=Role.CHECKER, is_active=False)
    tasks.run_job(mail_job().pk)
    assert mail.outbox == []


def test_a_worker_killed_before_the_mail_loses_nothing_and_another_sends_the_very_same(
    mara: User, claim_in: ClaimIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = claim_in(State.ASSIGNED)
    job = mail_job()
    held = claim_job(job.pk)
    assert held is not None

    def die(_letter: EmailMessage) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(EmailMessage, "send", die)
        run_send(held)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    # What comes in between goes into a mail of its own.
    second = claim_in(State.ASSIGNED)
    other = mail_job()
    assert other != job
    tasks.run_job(other.pk)
    tasks.run_job(job.pk)
    with pytest.raises(LeaseLost):
        run_send(held)
    bodies = [letter.body for letter in mail.outbox]
    assert [(f"/claims/{first.pk}/" in body, f"/claims/{second.pk}/" in body) for body in bodies] == [
        (False, True),
        (True, False),
    ]
    tasks.run_job(job.pk)
    assert len(mail.outbox) == 2


def test_a_mail_that_was_given_up_goes_out_with_the_next(
    ed: User, claim_in: ClaimIn, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.JOB_MAX_ATTEMPTS = 1  # type: ignore[attr-defined]
    first = claim_in(State.ASSIGNED)
    job = mail_job()
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", lambda _letter: 1 / 0)
        tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    second = claim_in(State.ASSIGNED)
    tasks.run_job(mail_job().pk)
    (letter,) = mail.outbox
    assert f"/claims/{first.pk}/" in letter.body
    assert f"/claims/{second.pk}/" in letter.body
    retry_job(actor=ed, job_id=job.pk)
    tasks.run_job(job.pk)
    assert len(mail.outbox) == 1


def test_two_attempts_have_one_message_id(mara: User, claim_in: ClaimIn) -> None:
    claim_in(State.ASSIGNED)
    job, rows = mail_job(), list(Notification.objects.filter(person=mara))
    made = {letter_to(mara, rows, job).message()["Message-ID"] for _ in range(2)}
    assert len(made) == 1
    assert f"notifications-{job.pk}@" in made.pop()


@pytest.fixture
def commented(cem: User, mara: User, claim_in: ClaimIn) -> Claim:
    """Something for mara's digest."""
    claim = claim_in(State.CHECKING)
    add_comment(actor=cem, claim_id=claim.pk, body="Whose figure is it?")
    return claim


def test_the_digest_leaves_once_a_day_also_after_a_restart(
    ed: User, mara: User, cem: User, commented: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 6)
    assert queue_digests() == 0
    at(monkeypatch, 7)
    assert queue_digests() == 1
    # Asked again by the next ring of the bell, or by a scheduler that was restarted.
    assert queue_digests() == 0
    tasks.run_job(mail_job(JobKind.SEND_DIGEST).pk)
    (letter,) = mail.outbox
    assert letter.to == [mara.email]
    assert "Cem Aydin commented on your claim" in letter.body
    add_comment(actor=cem, claim_id=commented.pk, body="And the date?")
    at(monkeypatch, 23)
    assert queue_digests() == 0
    # Nothing ran at seven: it is made up for in the afternoon.
    at(monkeypatch, 15, days=1)
    assert queue_digests() == 1
    tasks.run_job(mail_job(JobKind.SEND_DIGEST).pk)
    assert "And the date?" in mail.outbox[1].body
    assert "Whose figure" not in mail.outbox[1].body


def test_who_has_nothing_new_gets_no_digest(
    ed: User, commented: Claim, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(actor=mara, until=2**62)
    at(monkeypatch, 9)
    assert queue_digests() == 0
    assert User.objects.get(pk=mara.pk).digest_on is None


def test_the_hour_is_the_newsrooms(commented: Claim, monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"  # type: ignore[attr-defined]
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 11, 24, 22, 5, tzinfo=datetime.UTC))
    assert queue_digests() == 1  # It is 7:05 of the 25th in Tokyo.
    assert User.objects.get(name="Mara Lind").digest_on == datetime.date(2026, 11, 25)


def test_due_dates_are_told_once_each_and_anew_when_they_change(ed: User, mara: User, claim_in: ClaimIn) -> None:
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    near, late, far, sent = (
        claim_in(State.CHECKING),
        claim_in(State.ASSIGNED),
        claim_in(State.CHECKING),
        claim_in(State.IN_REVIEW),
    )
    for claim, due in ((near, today + day), (late, today - day), (far, today + 2 * day), (sent, today)):
        Claim.objects.filter(pk=claim.pk).update(due_on=due)
    Notification.objects.all().delete()
    assert tell_of_due_dates() == 2
    assert tell_of_due_dates() == 0
    found = set(Notification.objects.values_list("person", "claim", "kind"))
    assert found == {
        (mara.pk, near.pk, NotificationKind.DUE),
        (mara.pk, late.pk, NotificationKind.OVERDUE),
    }
    Claim.objects.filter(pk=near.pk).update(due_on=today)
    assert tell_of_due_dates() == 1


def test_a_due_date_at_once_is_a_mail(mara: User, claim_in: ClaimIn, monkeypatch: pytest.MonkeyPatch) -> None:
    mara.told_how = {NotificationKind.DUE: How.AT_ONCE}
    mara.save()
    claim = claim_in(State.CHECKING)
    Claim.objects.filter(pk=claim.pk).update(due_on=timezone.localdate())
    Notification.objects.all().delete()
    Job.objects.all().delete()
    tell_of_due_dates()
    tasks.run_job(mail_job().pk)
    (letter,) = mail.outbox
    assert "The claim is due on" in letter.subject
