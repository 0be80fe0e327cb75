"""The numbers by which an explanation cites the evidence of its claim. A claim gives each once."""

from __future__ import annotations

from claims.models import Claim, Evidence


def next_number(claim: Claim) -> int:
    """A number that no evidence of the claim has or had; the claim is locked, and saved when the action ends."""
    claim.evidence_numbers += 1
    return claim.evidence_numbers


def bring_together(kept: Claim, merged: Claim, *, keep: Claim) -> int:
    """Move the evidence of `merged` to `kept`; returns how much. Both are locked, and saved when the action ends.

    The pieces of `keep`, whose draft may cite them, keep their numbers; the other's get new ones.
    """
    last = max(kept.evidence_numbers, merged.evidence_numbers)
    others = (merged if keep.pk == kept.pk else kept).evidence.order_by("id")
    for piece in others:
        last += 1
        Evidence.objects.filter(pk=piece.pk).update(number=last)
    kept.evidence_numbers = last
    return merged.evidence.update(claim=kept)
