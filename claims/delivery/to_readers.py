"""The mails to readers who sent something in. None of their own words are in them: the address may be another's."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Job, Newsroom, Submission
from claims.publishing.text import plain
from claims.vocabulary import SubmissionState


def letter_about(submission: Submission, token: str, proof: str, job: Job) -> EmailMessage:
    """The mail that names the receipt's address and, once it is decided, says how.

    `proof` in the address tells that it was mailed: who opens it so may say "this was not me".
    """
    newsroom = plain(Newsroom.current().name)
    context = {
        "newsroom": newsroom,
        "number": submission.pk,
        "is_challenge": submission.is_challenge,
        "is_waiting": submission.is_waiting,
        "is_taken_up": submission.state == SubmissionState.TAKEN_UP,
        "is_declined": submission.state == SubmissionState.DECLINED,
        "reply": submission.reply,
        "link": settings.SITE_URL + reverse("public:receipt", args=[token]) + f"?mailed={proof}",
    }
    what = _("we have received number %(number)d") if submission.is_waiting else _("about number %(number)d")
    return EmailMessage(
        subject=f"{newsroom}: {what % {'number': submission.pk}}",
        body=render_to_string("email/reader.txt", context),
        to=[submission.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<reader-{job.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        },
    )
