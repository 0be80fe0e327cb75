"""Reads for deciding what a claim is: its neighbours, what resembles it, and what repeats it."""

from __future__ import annotations

import re

from claims.access import claims_visible_to
from claims.models import Claim, User
from claims.vocabulary import State

# Short words stand in every sentence; numbers do not.
_WORD = re.compile(r"\d+|\w{4,}")


def similar_in_text(user: User, claim: Claim, *, limit: int = 6) -> list[Claim]:
    """The claims of the same text that share most words with `claim` and were not dismissed, the most alike first."""
    others = claims_visible_to(user).filter(snapshot=claim.snapshot_id).exclude(state=State.DISMISSED)
    words = _words(claim)
    alike = []
    for other in others.exclude(pk=claim.pk).only("quote", "wording", "state", "start"):
        theirs = _words(other)
        common = len(words & theirs)
        # Of the shorter one's words, so that a part of a long sentence resembles it.
        share = common / max(min(len(words), len(theirs)), 1)
        if common >= 2 and share >= 0.5:
            alike.append((share, other))
    alike.sort(key=lambda pair: (-pair[0], pair[1].start))
    return [other for _share, other in alike[:limit]]


def repeats_of(user: User, claim: Claim) -> list[Claim]:
    """The claims that were dismissed as repeats of `claim`, or merged into it, the oldest first."""
    repeats = claims_visible_to(user).filter(repeat_of=claim, state=State.DISMISSED)
    return list(repeats.select_related("article").order_by("id"))


def _words(claim: Claim) -> set[str]:
    return set(_WORD.findall(f"{claim.quote} {claim.wording}".lower()))
