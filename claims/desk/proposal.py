"""What the splitter proposes about a claim, made ready to be shown: a wording with its insertions, and its details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim

# In the order in which a checker asks.
DETAIL_LABELS: dict[str, str | Promise] = {
    "figure": _("Figures"),
    "date": _("Dates"),
    "time": _("Times"),
    "place": _("Places"),
    "person": _("People"),
    "organisation": _("Organisations"),
    "name": _("Names"),
}


@dataclass(frozen=True)
class Part:
    """A stretch of a proposed wording; `is_inserted` where the words are not the claim's own."""

    text: str
    is_inserted: bool


@dataclass(frozen=True)
class DetailGroup:
    """Details of one kind, each as (the words as printed, what they come to or "")."""

    label: str | Promise
    details: list[tuple[str, str]]


def wording_parts(proposed: dict[str, Any] | None) -> list[Part]:
    """The stretches of a proposed wording in order; none where there is no proposal."""
    if not proposed:
        return []
    text, parts, done = proposed["text"], [], 0
    for start, end, *_why in sorted(proposed["insertions"]):
        parts += [Part(text[done:start], is_inserted=False), Part(text[start:end], is_inserted=True)]
        done = end
    parts.append(Part(text[done:], is_inserted=False))
    return [part for part in parts if part.text]


def proposal_of(claim: Claim) -> list[Part]:
    """The wording proposed for a claim that has none."""
    return [] if claim.wording else wording_parts(claim.proposed_wording)


def detail_groups(claim: Claim) -> list[DetailGroup]:
    """The claim's details by kind, each phrase once, kinds that this version does not know at the end."""
    by_kind: dict[str, dict[str, str]] = {}
    for detail in claim.details:
        by_kind.setdefault(detail["kind"], {}).setdefault(detail["text"], _meaning(detail))
    known = [kind for kind in DETAIL_LABELS if kind in by_kind]
    return [
        DetailGroup(DETAIL_LABELS.get(kind, kind), list(by_kind[kind].items()))
        for kind in [*known, *sorted(by_kind.keys() - DETAIL_LABELS.keys())]
    ]


def _meaning(detail: dict[str, Any]) -> str:
    """What the phrase comes to, where that is not the phrase itself: the absolute date, the number in digits."""
    if detail["kind"] == "figure":
        parts = [_number(detail[name]) for name in ("value", "upper") if detail.get(name) is not None]
        meaning = " ".join(part for part in ("–".join(parts), detail.get("unit")) if part)
    elif detail["kind"] == "date":
        meaning = detail.get("value") or " / ".join(detail.get("alternatives", ()))
    else:
        meaning = ""
    return "" if meaning == detail["text"] else meaning


def _number(value: float) -> str:
    return number_format(value, force_grouping=True) if abs(value) >= 10_000 else number_format(value)
