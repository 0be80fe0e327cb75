"""Reads of what readers sent in, for the desk's queue of it and for the claims that it led to."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from claims.access import claims_visible_to, submissions_visible_to
from claims.models import Claim, Event, Submission, User
from claims.models import words as vectors
from claims.models.submission import WAITING
from claims.queries.search import every_word, words_of
from claims.queries.similar import claims_like
from claims.vocabulary import SubmissionState

# The count in the navigation goes no further.
COUNTED = 99
# Shown on a claim's page.
SHOWN_OF_A_CLAIM = 20
WAITING_STATES = "waiting"

# What the list can be sorted by; the key is the word in the address.
AGES: dict[str, int] = {"1": 1, "7": 7, "30": 30}


@dataclass(frozen=True)
class SubmissionsWanted:
    """What the list is narrowed to. `state` is one of SubmissionState, "waiting", or "" for any but spam; `age` is a
    key of AGES ("sent in the last ... days"), "older" than the longest of them, or ""."""

    words: str = ""
    kind: str = ""
    state: str = WAITING_STATES
    age: str = ""


def submissions_found(user: User, wanted: SubmissionsWanted) -> QuerySet[Submission]:
    """Those that wait come oldest first, all others newest first."""
    found = submissions_visible_to(user).select_related("claim")
    if words := words_of(wanted.words):
        found = found.annotate(words=vectors.SUBMISSION).filter(words=every_word(words))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.age:
        days = AGES.get(wanted.age, max(AGES.values()))
        since = timezone.now() - dt.timedelta(days=days)
        found = found.filter(created_at__gte=since) if wanted.age in AGES else found.filter(created_at__lt=since)
    if wanted.state == WAITING_STATES:
        return found.filter(state__in=WAITING).order_by("id")
    if wanted.state:
        return found.filter(state=wanted.state).order_by("-id")
    return found.exclude(state=SubmissionState.SPAM).order_by("-id")


def waiting_count(user: User) -> int:
    """How many wait for the newsroom; COUNTED + 1 stands for "more than COUNTED"."""
    waiting = submissions_visible_to(user).filter(state__in=WAITING).order_by()
    return len(waiting.values_list("pk", flat=True)[: COUNTED + 1])


def counts_by_state(user: User) -> Counter[str]:
    rows = submissions_visible_to(user).order_by().values("state").annotate(n=Count("pk"))
    return Counter({row["state"]: row["n"] for row in rows})


def submissions_of(user: User, claim: Claim) -> list[Submission]:
    """What readers sent in about the claim or a repeat of it, the newest first."""
    about = Q(claim=claim) | Q(claim__repeat_of=claim)
    found = submissions_visible_to(user).filter(about).exclude(state=SubmissionState.SPAM)
    return list(found.order_by("-id")[: SHOWN_OF_A_CLAIM + 1])


def history_of_submission(submission: Submission) -> list[Event]:
    """What happened to it, newest first."""
    return list(submission.events.select_related("actor").order_by("-number")[:50])


def same_words_as(user: User, submission: Submission) -> list[Submission]:
    """What else was sent in with the very same words."""
    found = submissions_visible_to(user).exclude(pk=submission.pk).exclude(state=SubmissionState.SPAM)
    return list(found.filter(fingerprint=submission.fingerprint).order_by("-id")[:10])


def claims_like_it(user: User, submission: Submission) -> list[Claim]:
    """Claims of the desk that speak of much the same, whatever their state; a challenged check is left out."""
    return claims_like(claims_visible_to(user).exclude(pk=submission.claim_id or 0), submission.text)
