"""Sources, and what they say of a claim."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.access import claims_visible_to
from claims.actions.change import changing_claim
from claims.actions.claim import limited
from claims.actions.errors import Conflict, Invalid
from claims.actions.numbering import next_number
from claims.actions.source import change_source, source_for, source_used_before
from claims.actions.uploads import removed_on_failure
from claims.intake.uploads import Upload
from claims.models import Claim, Evidence, User
from claims.publishing.text import shorten
from claims.vocabulary import Action, Question, Stance


def add_evidence(
    *,
    actor: User,
    claim_id: int,
    stance: str,
    source_id: int | None = None,
    title: str = "",
    url: str = "",
    upload: Upload | None = None,
    publisher: str = "",
    interest: str = "",
    published_on: datetime.date | None = None,
    archived_url: str = "",
    passage: str = "",
    locator: str = "",
    note: str = "",
    is_primary: bool = False,
    question: str = Question.TRUE,
    newest: int | None = None,
) -> Evidence:
    """Add what a source says: the one with the id `source_id`, else the one that is described.

    A source with the same address, or the same file, is used again, its gaps filled in.

    `newest` is the id of the newest evidence of the claim that the person saw, 0 for none. The very same by the same
    person since then is a second click: that evidence is returned, and nothing is written. Raises Invalid, Refused or
    Claim.DoesNotExist.
    """
    with (
        removed_on_failure() as saved,
        changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change,
    ):
        said = _content(question=question, stance=stance, passage=passage, locator=locator, note=note)
        said |= {"added_by": actor, "is_primary": is_primary}
        which = _source_is(source_id, title=title, url=url, upload=upload)
        if newest is not None and (same := _same_evidence(change.claim, newest, said | which)):
            change.is_empty = True
            return same
        if source_id is not None:
            source = source_used_before(actor, source_id)
        else:
            source = source_for(
                actor,
                url=url,
                upload=upload,
                saved=saved,
                title=title,
                publisher=publisher,
                interest=interest,
                published_on=published_on,
                archived_url=archived_url,
            )
        evidence = Evidence.objects.create(claim=change.claim, source=source, number=next_number(change.claim), **said)
        change.data |= {"did": "add", "evidence": evidence.pk, "source": source.title, "stance": evidence.stance}
    return evidence


def edit_evidence(
    *,
    actor: User,
    evidence_id: int,
    version: int,
    stance: str,
    passage: str = "",
    locator: str = "",
    note: str = "",
    is_primary: bool = False,
    question: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    interest: str | None = None,
) -> Evidence:
    """Change what a source says of the claim, and where given what is recorded of the source itself.

    A source is one row for all claims that use it. Its address stays: another address is another source. Raises
    Conflict when somebody else changed the evidence first.
    """
    claim_id = Evidence.objects.values_list("claim_id", flat=True).get(pk=evidence_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        evidence = _locked(change.claim, evidence_id, version)
        question = evidence.question if question is None else question
        content = _content(question=question, stance=stance, passage=passage, locator=locator, note=note)
        content["is_primary"] = is_primary
        before = frozen(evidence)
        for name, value in content.items():
            setattr(evidence, name, value)
        evidence.source = change_source(actor, evidence.source_id, title=title, publisher=publisher, interest=interest)
        change.is_empty = frozen(evidence) == before
        change.data |= {"did": "edit", "evidence": evidence.pk, "source": evidence.source.title, "before": before}
        if not change.is_empty:
            evidence.version += 1
            evidence.save()
    return evidence


def take_over_evidence(*, actor: User, claim_id: int, from_claim_id: int, stances: dict[int, str]) -> list[Evidence]:
    """Use what sources said of another claim for this one, too: `stances` maps the evidence's ids to what each says
    of this claim.

    Passage, place and source are taken over; a note stays where it is, because it speaks of the other claim. What the
    claim has already is left out, so a second click adds nothing. Raises Invalid, Refused or Claim.DoesNotExist.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        other = claims_visible_to(actor).get(pk=from_claim_id)
        if not stances:
            raise Invalid(pieces=_("Choose at least one piece of evidence."))
        pieces = list(other.evidence.filter(pk__in=stances).select_related("source").order_by("id"))
        if other.pk == change.claim.pk or len(pieces) != len(stances):
            raise Invalid(pieces=_("Some of it is not on that claim any more. Look at the page again."))
        there = set(change.claim.evidence.values_list("source", "passage", "locator"))
        new = [piece for piece in pieces if (piece.source_id, piece.passage, piece.locator) not in there]
        change.is_empty = not new
        taken = [_take_over(actor, change.claim, piece, stance=stances[piece.pk]) for piece in new]
        change.data |= {"did": "take", "from": other.pk, "from_text": shorten(other.text, 120)}
        change.data["pieces"] = [
            {"evidence": one.pk, "taken_from": piece.pk, "source": one.source.title, "stance": one.stance}
            for one, piece in zip(taken, new, strict=True)
        ]
    return taken


def remove_evidence(*, actor: User, evidence_id: int, version: int) -> None:
    """Take evidence off a claim. The event keeps its words; sent revisions keep theirs."""
    claim_id = Evidence.objects.values_list("claim_id", flat=True).get(pk=evidence_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        evidence = _locked(change.claim, evidence_id, version)
        change.data |= {"did": "remove", "evidence": evidence.pk, "was": frozen(evidence)}
        evidence.delete()


def frozen(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as plain data, the form in which a revision keeps it."""
    source = evidence.source
    return {
        "number": evidence.number,
        "question": evidence.question,
        "stance": evidence.stance,
        "passage": evidence.passage,
        "locator": evidence.locator,
        "note": evidence.note,
        "is_primary": evidence.is_primary,
        "added_on": timezone.localdate(evidence.created_at).isoformat(),
        "source": {
            "id": source.pk,
            "title": source.title,
            "url": source.url,
            "publisher": source.publisher,
            "interest": source.interest,
            "published_on": source.published_on.isoformat() if source.published_on else "",
            "file_name": source.file_name,
            "sha256": source.sha256,
        },
    }


def _take_over(actor: User, claim: Claim, piece: Evidence, *, stance: str) -> Evidence:
    said = _content(question=piece.question, stance=stance, passage=piece.passage, locator=piece.locator, note="")
    return Evidence.objects.create(
        claim=claim,
        number=next_number(claim),
        source=piece.source,
        added_by=actor,
        is_primary=piece.is_primary,
        **said,
    )


def _locked(claim: Claim, evidence_id: int, version: int) -> Evidence:
    evidence = (
        Evidence.objects.select_for_update(of=("self",)).select_related("source").get(pk=evidence_id, claim=claim)
    )
    if evidence.version != version:
        of_this_one = claim.events.filter(kind=Action.EDIT_EVIDENCE, data__evidence=evidence_id)
        raise Conflict(evidence, of_this_one.select_related("actor").newest())
    return evidence


def _source_is(source_id: int | None, *, title: str, url: str, upload: Upload | None) -> dict[str, Any]:
    """What the evidence's source is known by; with an address or a file whatever it is called."""
    if source_id is not None:
        return {"source": source_id}
    if upload is not None:
        return {"source__sha256": upload.sha256}
    return {"source__url": url.strip()} if url.strip() else {"source__url": "", "source__title": title.strip()}


def _same_evidence(claim: Claim, newest: int, said: dict[str, Any]) -> Evidence | None:
    return claim.evidence.filter(pk__gt=newest, **said).select_related("source").first()


def _content(*, question: str, stance: str, passage: str, locator: str, note: str) -> dict[str, Any]:
    if stance not in Stance.values:
        raise Invalid(stance=_("Say whether it supports or contradicts the claim, or gives context."))
    if question not in Question.values:
        raise Invalid(question=_("Say which of the two questions it answers."))
    return {
        "question": question,
        "stance": stance,
        "passage": limited(passage, "passage"),
        "locator": limited(locator, "locator", 200),
        "note": limited(note, "note"),
    }
