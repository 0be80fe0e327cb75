"""What readers send in, and what the newsroom does with it."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import rights, workflow
from claims.access import claims_visible_to, submissions_visible_to
from claims.actions.article import import_article
from claims.actions.claim import add_claim, needed
from claims.actions.errors import ActionError, Conflict, Invalid, Refused, require
from claims.actions.events import record_event
from claims.actions.publish import start_correction
from claims.actions.receipts import (
    close_mailbox,
    hash_of,
    is_proven,
    mailbox_of,
    new_nonce,
    queue_letters,
    submission_of,
    token_of,
)
from claims.intake.passages import find_near
from claims.intake.text import TextError
from claims.models import Claim, Job, Notification, Submission, User
from claims.publishing.text import plain
from claims.vocabulary import Action, State, SubmissionKind, SubmissionStep

# The longest of each field, in characters.
LIMITS = {"text": 2000, "seen": 1000, "why": 1000, "links": 2000, "name": 150, "email": 254}
REPLY_LIMIT = 2000
# Fewer letters than these are no claim, and nothing that could be looked at.
FEWEST_LETTERS = 10
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# Any number does, as long as nothing else in this database locks it.
_TAKING_IN = 7_302_027
# Everything that is not a character to read, but line breaks and tabs: it cannot be stored, or it cannot be shown.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


# A quoted name, or a number for a host.
_ODD_ADDRESS = re.compile(r'["\[]')


class TooMany(ActionError):
    """A limit on what readers send in is reached (429)."""

    status = 429


def send_in(
    *,
    kind: SubmissionKind,
    text: str,
    seen: str = "",
    why: str = "",
    links: str = "",
    name: str = "",
    email: str = "",
    claim: Claim | None = None,
    network: str = "",
) -> tuple[Submission, bool]:
    """Take in what a reader sent; `claim` is the check that is challenged. Returns it, and whether it is new.

    The same words from the same network and with the same e-mail address on one day are the same submission: it is
    returned as it is. Raises Invalid (with all that is wrong at once), or TooMany.
    """
    said = _checked(kind, {"text": text, "seen": seen, "why": why, "links": links, "name": name, "email": email})
    fingerprint = fingerprint_of(kind, claim.pk if claim else None, said)
    with transaction.atomic():
        _one_at_a_time()
        same = Submission.objects.filter(
            fingerprint=fingerprint,
            network=network,
            email__iexact=said["email"],
            forgotten_at=None,
            created_at__gt=timezone.now() - DAY,
        )
        # Without a network nobody can tell whose it is, and a receipt is shown to its sender only.
        if network and (earlier := same.order_by("pk").first()):
            return earlier, False
        _require_room(network, said["email"])
        nonce = new_nonce()
        submission = Submission.objects.create(
            kind=kind,
            claim=claim,
            network=network,
            fingerprint=fingerprint,
            nonce=nonce,
            token_sha256=hash_of(token_of(nonce)),
            mail_is_due=bool(said["email"]),
            **said,
        )
        step = SubmissionStep.CHALLENGE if claim else SubmissionStep.SEND
        # Events are for ever: what could say who it was is not in them.
        record_event(kind=step, actor=None, submission=submission, data={"claim": claim.pk} if claim else {})
        queue_letters(submission)
    return submission, True


def fingerprint_of(kind: SubmissionKind, claim_id: int | None, said: dict[str, str]) -> str:
    """The SHA-256 of what was said: the same however it is spaced, cased and composed."""
    words = unicodedata.normalize("NFKC", said["text"]).casefold().split()
    return hashlib.sha256(f"{kind}\n{claim_id or ''}\n{' '.join(words)}".encode()).hexdigest()


def _checked(kind: SubmissionKind, said: dict[str, str]) -> dict[str, str]:
    said = {name: text.replace("\r\n", "\n").replace("\r", "\n").strip() for name, text in said.items()}
    errors: dict[str, str] = {}
    for name, text in said.items():
        if found := _CONTROL.search(text):
            errors[name] = _("This holds a character that cannot be read (U+%(code)04X). Remove it.") % {
                "code": ord(found[0])
            }
        elif len(text) > LIMITS[name]:
            errors[name] = _("Shorten this to %(limit)s characters; it has %(count)s.") % {
                "limit": LIMITS[name],
                "count": len(text),
            }
    if "text" not in errors and sum(char.isalnum() for char in said["text"]) < FEWEST_LETTERS:
        errors["text"] = (
            _("Say what is wrong, in a sentence.")
            if kind == SubmissionKind.CHALLENGE
            else _("Write the claim as you met it, in a sentence.")
        )
    said["name"] = plain(said["name"]).strip()
    if said["email"] and "email" not in errors and not _can_be_mailed(said["email"]):
        errors["email"] = _("Give an e-mail address like name@mail.example, or leave this empty.")
    if errors:
        raise Invalid(**errors)
    return said


def _can_be_mailed(email: str) -> bool:
    """Whether it is an address. Nobody's mail is at a bare machine ("localhost", "[10.0.0.5]"), and strangers must not
    have us write to one."""
    try:
        EmailValidator(allowlist=[])(email)
    except ValidationError:
        return False
    return not _ODD_ADDRESS.search(email)


def _one_at_a_time() -> None:
    """So that limits and duplicates hold whoever sends at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TAKING_IN])


def _require_room(network: str, email: str) -> None:
    """Raise TooMany. It counts rows, so it holds without Redis, too."""
    now = timezone.now()
    lately = Submission.objects.filter(created_at__gt=now - HOUR)
    if network and lately.filter(network=network).count() >= settings.READERS_A_NETWORK_AN_HOUR:
        raise TooMany(_("Several things were sent from your network in the last hour. Please send this again later."))
    if email and _sent_today(email, now) >= settings.READERS_AN_ADDRESS_A_DAY:
        raise TooMany(
            _("Several things were sent with this e-mail address today. Leave it out, or send this again tomorrow.")
        )
    if lately.count() >= settings.READERS_AN_HOUR:
        raise TooMany(_("Very much is being sent to us at the moment. Please send this again in an hour."))


def _sent_today(email: str, now: datetime.datetime) -> int:
    """How many came with an address of the same mailbox."""
    today = Submission.objects.filter(created_at__gt=now - DAY).exclude(email="")
    return [mailbox_of(one) for one in today.values_list("email", flat=True)].count(mailbox_of(email))


@dataclass
class SubmissionChange:
    """What a reader sent in, under its lock. What is put into `data` goes into the event."""

    submission: Submission
    data: dict[str, Any] = field(default_factory=dict)
    tells_reader: bool = False


@contextmanager
def changing_submission(
    *, actor: User, submission_id: int, step: SubmissionStep, version: int | None
) -> Iterator[SubmissionChange]:
    """Run the body with it locked and `step` allowed; then move it on, save it and write the event.

    `version` is the one the person saw; None is for what cannot overwrite anybody's words. Raises
    Submission.DoesNotExist, Conflict or Refused; then, and whenever the body raises, nothing is written.
    """
    with transaction.atomic():
        submission = submissions_visible_to(actor).select_for_update().get(pk=submission_id)
        if version is not None and submission.version != version and rights.may_decide_submissions(actor):
            raise Conflict(submission, submission.events.select_related("actor").newest())
        require(rights.can_step(actor, step, submission))
        change = SubmissionChange(submission)
        yield change
        to = rights.SUBMISSIONS[step].to
        if to is not None:
            change.data |= {"from": submission.state, "to": to}
            submission.state = to
            submission.decided_at = None if submission.is_waiting else timezone.now()
        submission.version += 1
        submission.mail_is_due = bool(submission.email) and (submission.mail_is_due or change.tells_reader)
        submission.save()
        record_event(kind=step, actor=actor, submission=submission, data=change.data)
        queue_letters(submission)


def look_at(*, actor: User, submission_id: int, version: int) -> Submission:
    """received -> being looked at."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.LOOK, version=version
    ) as change:
        pass
    return change.submission


def take_up(
    *,
    actor: User,
    submission_id: int,
    version: int,
    title: str,
    text: str,
    passage: str,
    url: str = "",
    publisher: str = "",
    speaker_name: str = "",
) -> Claim:
    """-> taken up as a new claim: `text` becomes an article, and `passage` of it the claim, accepted at once.

    Raises Refused, Conflict, Invalid or TooLong.
    """
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.TAKE_UP, version=version
    ) as change:
        article = import_article(actor=actor, title=title, text=text, url=url, publisher=publisher)
        whole = article.current_snapshot.text
        try:
            start, end = find_near(whole, passage, 0, len(whole))
        except TextError as error:
            raise Invalid(passage=str(error)) from error
        claim = add_claim(actor=actor, article=article, start=start, end=end, speaker_name=speaker_name)
        change.submission.claim = claim
        change.data["claim"] = claim.pk
        change.tells_reader = True
    return claim


def attach(*, actor: User, submission_id: int, version: int, claim_id: int) -> Submission:
    """-> taken up as a claim that is here already."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.ATTACH, version=version
    ) as change:
        claim = claims_visible_to(actor).filter(pk=claim_id).first()
        if claim is None:
            raise Invalid(claim=_("There is no claim with this number."))
        if claim.state == State.DISMISSED:
            raise Invalid(claim=_("That claim was dismissed. Choose one that is checked, or reopen it first."))
        change.submission.claim = claim
        change.data["claim"] = claim.pk
        change.tells_reader = True
    return change.submission


def correct(*, actor: User, submission_id: int, version: int, reason: str) -> Submission:
    """-> taken up: a correction of the challenged check is started for `reason`, unless one is under way."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.CORRECT, version=version
    ) as change:
        claim = change.submission.claim
        if claim is None:
            raise ValueError(f"challenge {submission_id} is of no check")
        claim = claims_visible_to(actor).get(pk=claim.pk)
        change.data["claim"] = claim.pk
        if workflow.is_possible(Action.START_CORRECTION, claim):
            start_correction(actor=actor, claim_id=claim.pk, version=claim.version, reason=reason)
        change.tells_reader = True
    return change.submission


def answer(*, actor: User, submission_id: int, version: int, reply: str, is_mailed: bool = True) -> Submission:
    """-> answered. The receipt shows the answer; with `is_mailed` it is mailed to who left an address."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.ANSWER, version=version
    ) as change:
        change.submission.reply = needed(reply, "reply", _("Write the answer first."), limit=REPLY_LIMIT)
        change.data["reason"] = change.submission.reply
        change.tells_reader = is_mailed
    return change.submission


def decline(*, actor: User, submission_id: int, version: int, reply: str) -> Submission:
    """-> declined, with a reason that the reader is shown."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.DECLINE, version=version
    ) as change:
        change.submission.reply = needed(
            reply, "reply", _("Say why it is declined; the reader is shown it."), limit=REPLY_LIMIT
        )
        change.data["reason"] = change.submission.reply
        change.tells_reader = True
    return change.submission


def mark_spam(*, actor: User, submissions: list[int]) -> int:
    """-> spam, several at once: nobody is told, and mails about them are not sent. Returns how many it was.

    Those that somebody else has decided about meanwhile stay as they are.
    """
    require(rights.may_decide_submissions(actor))
    marked = 0
    for pk in sorted(set(submissions)):
        try:
            with changing_submission(actor=actor, submission_id=pk, step=SubmissionStep.SPAM, version=None) as change:
                change.submission.mail_is_due = False
                Notification.objects.unread().filter(submission=pk).update(read_at=timezone.now())
        except (Refused, Submission.DoesNotExist):
            continue
        marked += 1
    return marked


def reopen(*, actor: User, submission_id: int, version: int) -> Submission:
    """Back to being looked at. What it was answered stays in the history; a claim it was taken up as is let go."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.REOPEN, version=version
    ) as change:
        submission = change.submission
        submission.reply, submission.mail_is_due = "", False
        if not submission.is_challenge and submission.claim_id:
            change.data["claim"] = submission.claim_id
            submission.claim = None
    return change.submission


def forget(*, actor: User, submission_id: int) -> Submission:
    """Remove name, e-mail address and network, for good."""
    with changing_submission(
        actor=actor, submission_id=submission_id, step=SubmissionStep.FORGET, version=None
    ) as change:
        _forget(change.submission)
    return change.submission


def not_me(*, token: str, proof: str) -> Submission:
    """The same, for whoever has the receipt's address from our mail; and nothing is mailed there ever again.

    Raises Submission.DoesNotExist, also where the address is not the one that was mailed.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission_of(token).pk)
        if not is_proven(submission, proof):
            raise Submission.DoesNotExist
        if submission.forgotten_at is None:
            close_mailbox(submission.email)
            _forget(submission)
            submission.save()
            record_event(kind=SubmissionStep.NOT_ME, actor=None, submission=submission)
    return submission


def forget_old() -> int:
    """Remove what was kept long enough: networks, and of what is decided names and addresses.

    Returns of how many submissions the latter.
    """
    now = timezone.now()
    kept_from = now - datetime.timedelta(days=settings.READERS_NETWORK_DAYS)
    Submission.objects.filter(created_at__lt=kept_from).exclude(network="").update(network="")
    decided_by = now - datetime.timedelta(days=settings.READERS_CONTACT_DAYS)
    somebodys = Submission.objects.exclude(name="", email="").filter(decided_at__lt=decided_by)
    count = 0
    for pk in list(somebodys.values_list("pk", flat=True)[:5000]):
        with transaction.atomic():
            submission = somebodys.select_for_update().filter(pk=pk).first()
            if submission is not None:
                _forget(submission)
                submission.save()
                record_event(kind=SubmissionStep.FORGET, actor=None, submission=submission)
                count += 1
    return count


def _forget(submission: Submission) -> None:
    submission.name = submission.email = submission.network = ""
    submission.mail_is_due = False
    submission.forgotten_at = timezone.now()
    # A mail server that refused a mail may have named the address.
    Job.objects.filter(submission=submission).exclude(error="").update(error=_("The reader’s address was removed."))
