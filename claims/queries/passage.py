"""Reads for deciding what a claim is: its neighbours, what resembles it, and what repeats it."""

from __future__ import annotations

import re

from claims.access import claims_visible_to
from claims.models import Claim, User
from claims.vocabulary import State

_WORD = re.compile(r"\w{3,}")


def similar_in_text(user: User, claim: Claim, *, limit: int = 6) -> list[Claim]:
    """The claims of the same text that share most words with `claim` and were not dismissed, the most alike first."""
    others = claims_visible_to(user).filter(snapshot=claim.snapshot_id).exclude(state=State.DISMISSED)
    words = _words(claim)
    alike = []
    for other in others.exclude(pk=claim.pk).only("quote", "wording", "state", "start"):
        theirs = _words(other)
        # Of the shorter one's words, so that a part of a long sentence resembles it.
        share = len(words & theirs) / max(min(len(words), len(theirs)), 1)
        if share >= 0.3:
            alike.append((share, other))
    alike.sort(key=lambda pair: (-pair[0], pair[1].start))
    return [other for _share, other in alike[:limit]]


def repeats_of(user: User, claim: Claim) -> list[Claim]:
    """The claims that were dismissed as repeats of `claim`, or merged into it, the oldest first."""
    repeats = claims_visible_to(user).filter(repeat_of=claim, state=State.DISMISSED)
    return list(repeats.select_related("article").order_by("id"))


def _words(claim: Claim) -> set[str]:
    return set(_WORD.findall(f"{claim.quote} {claim.wording}".lower()))
