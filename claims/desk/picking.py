"""Picking a source that was used before: by words in the claim's page, without JavaScript by its address alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from claims import workflow
from claims.access import sources_visible_to
from claims.desk.forms.evidence import AddEvidenceForm
from claims.models import Claim, Source, User
from claims.models.ids import id_in
from claims.queries.sources import sources_to_pick
from claims.vocabulary import Action

LONGEST = 200


def evidence_picker(request: HttpRequest, claim: Claim, bound: AddEvidenceForm | None) -> dict[str, Any]:
    """For the claim's page: the form for one more piece of evidence, the source picked, and what to pick from.

    `?find=` are the words looked for, `?source=` the one picked. A form that came back has its own.
    """
    if not workflow.can(request.user, Action.EDIT_EVIDENCE, claim):
        return {"evidence_form": bound or AddEvidenceForm()}
    words = request.GET.get("find", "").strip()[:LONGEST]
    picked = source_picked(request.user, bound["source_id"].value() if bound else request.GET.get("source"))
    return {
        "evidence_form": bound or AddEvidenceForm(source=picked),
        "picked": picked,
        "find": words,
        "found": sources_to_pick(request.user, words) if words else [],
        "is_picking": bool(words or picked),
    }


def source_picked(user: User, number: object) -> Source | None:
    """The source with this number, if it is one that `user` may see."""
    pk = id_in(number)
    return None if pk is None else sources_visible_to(user).filter(pk=pk).first()
