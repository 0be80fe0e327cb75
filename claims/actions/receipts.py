"""Receipts: the private address of what a reader sent in, and the mails about it.

Nobody has confirmed an address that a reader typed, so it may be somebody else's. Hence one mail an hour to one address
at most, none of the reader's own words in it, and a way to say "this was not me" that ends it for good.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import logging
import secrets
from smtplib import SMTPException, SMTPRecipientsRefused

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import punycode

from claims.actions.jobs import enqueue_job, finish_job, heartbeat
from claims.delivery.to_readers import letter_about
from claims.models import Job, Mailbox, Submission
from claims.vocabulary import JobKind

log = logging.getLogger(__name__)

BETWEEN_MAILS = datetime.timedelta(hours=1)


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


def token_of(nonce: str) -> str:
    """What the receipt's address holds: 256 bits made from the row and the secret key, so that the database alone
    opens no receipt, and a later mail can name the address once more."""
    mac = salted_hmac("claims.receipt", nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def proof_of(nonce: str) -> str:
    """What the address has besides where it was mailed. Whoever sent something in is shown the address as well, and
    could otherwise say of anybody's mailbox that nothing is to be written to it."""
    return salted_hmac("claims.receipt-mailed", nonce, algorithm="sha256").hexdigest()[:32]


def is_proven(submission: Submission, proof: str) -> bool:
    """Whether the receipt was opened from the mail about it."""
    return constant_time_compare(proof, proof_of(submission.nonce))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def submission_of(token: str) -> Submission:
    """What the token is the receipt of. Raises Submission.DoesNotExist."""
    return Submission.objects.select_related("claim__repeat_of").get(token_sha256=hash_of(token))


def queue_letters(submission: Submission) -> bool:
    """Let the reader be written to, if they wait for it and their address may get a mail now; else it stays due.

    In the caller's transaction, which holds the lock on the submission. Returns whether a mail was queued.
    """
    if not submission.mail_is_due:
        return False
    mailbox = _mailbox(submission.email)
    now = timezone.now()
    if not mailbox.is_closed:
        if mailbox.written_at is not None and mailbox.written_at > now - BETWEEN_MAILS:
            return False
        mailbox.written_at = now
        mailbox.save()
        enqueue_job(kind=JobKind.WRITE_TO_READER, submission=submission)
    submission.mail_is_due = False
    Submission.objects.filter(pk=submission.pk).update(mail_is_due=False)
    return not mailbox.is_closed


def queue_due_letters(*, limit: int = 2_000) -> int:
    """Queue the mails that had to wait. Asked every few minutes; returns how many were queued."""
    queued = 0
    for pk in list(Submission.objects.filter(mail_is_due=True).order_by("pk").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            submission = Submission.objects.select_for_update().get(pk=pk)
            queued += queue_letters(submission)
    return queued


def run_write_to_reader(job: Job) -> None:
    """The job that mails a reader where their receipt is, and once it is decided that it is. Raises LeaseLost."""
    submission = job.submission
    if submission is None:
        raise ValueError(f"job {job.pk} writes to nobody")
    with heartbeat(job):
        if submission.email:
            try:
                letter_about(submission, token_of(submission.nonce), proof_of(submission.nonce), job).send()
            except SMTPRecipientsRefused:
                # Nobody is there. Trying again would not help, and it is no fault of ours for the desk to see.
                log.info("the mail of job %s was refused for its recipient", job.pk)
            except SMTPException as error:
                # The server's own words may name the address, and what became of a job is kept and shown.
                raise RuntimeError(type(error).__name__) from None
    finish_job(job, lambda: None)


def close_mailbox(email: str) -> None:
    """Never write to this address again: its owner said that it was not them."""
    if email:
        with transaction.atomic():
            mailbox = _mailbox(email)
            mailbox.is_closed = True
            mailbox.save()


def forget_mailboxes() -> None:
    """Those that were written to long enough ago say nothing any more; the closed ones stay."""
    Mailbox.objects.filter(is_closed=False, written_at__lt=timezone.now() - 2 * BETWEEN_MAILS).delete()


def mailbox_of(email: str) -> str:
    """The one spelling of all the addresses that end in the same mailbox, or somebody could be written to under each.

    What follows a plus sign is a mark of the owner's own; one large host leaves dots out, too.
    """
    local, _at, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{punycode(domain)}"


def _mailbox(email: str) -> Mailbox:
    """The row of the address, locked."""
    name = salted_hmac("claims.mailbox", mailbox_of(email), algorithm="sha256").hexdigest()
    Mailbox.objects.get_or_create(hash=name)
    return Mailbox.objects.select_for_update().get(hash=name)
