"""What is late: past its due date, and still asking for somebody's work."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from claims.models import Claim
from claims.vocabulary import State
from claims.workflow import OPEN_STATES


def overdue() -> Q:
    """The condition on claims."""
    return Q(due_on__lt=timezone.localdate(), state__in=OPEN_STATES)


def is_overdue(claim: Claim) -> bool:
    return State(claim.state) in OPEN_STATES and claim.due_on is not None and is_past(claim.due_on)


def is_past(day: dt.date) -> bool:
    """Whether `day` is over where the newsroom is."""
    return day < timezone.localdate()
