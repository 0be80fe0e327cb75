"""Writing a verdict and sending it to review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.claim import limited
from claims.actions.errors import Conflict, Invalid
from claims.actions.evidence import frozen
from claims.actions.media import checked_media
from claims.actions.reply import frozen_replies
from claims.actions.reviewer import leave_out_who_cannot, put_reviewer
from claims.models import Claim, Event, Newsroom, Rating, Revision, Source, User, Verdict
from claims.vocabulary import Action, EventKind, Said

SUMMARY_LIMIT = 600
EXPLANATION_LIMIT = 50_000
SAID_NOTE_LIMIT = 1000
WHY_NOT_ASKED_LIMIT = 300


def save_verdict(
    *,
    actor: User,
    claim_id: int,
    version: int,
    rating: Rating | None,
    summary: str,
    explanation: str,
    not_found: str = "",
    said: str | None = None,
    said_note: str | None = None,
    why_not_asked: str | None = None,
    media: Mapping[str, str] | None = None,
) -> Verdict:
    """Save the draft. `version` is the draft's own, 0 for one that does not exist yet.

    `said` answers “Was it said?” (a Said), `said_note` says where it can be seen or heard, `media` what was found of
    a picture or recording (actions/media.py; empty for a claim about none); None leaves each of them alone.
    Raises Conflict when somebody saved another text first; the typed text is the caller's to keep. Saving the same
    text again changes nothing and makes nobody an author.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_VERDICT, version=None) as change:
        verdict = Verdict.objects.filter(claim=change.claim).select_related("rating").first() or Verdict(
            claim=change.claim, version=0
        )
        typed: dict[str, Any] = {
            "rating": rating,
            "summary": limited(summary, "summary", SUMMARY_LIMIT),
            "explanation": limited(explanation, "explanation", EXPLANATION_LIMIT),
            "not_found": limited(not_found, "not_found", EXPLANATION_LIMIT),
        } | _first_question(said, said_note, why_not_asked)
        if media is not None:
            typed["media"] = checked_media(media)
        changed = [name for name, value in typed.items() if getattr(verdict, name) != value]
        if verdict.version != version and changed:
            raise Conflict(verdict, _last_save(change.claim))
        if not changed:
            change.is_empty = True
            return verdict
        for name, value in typed.items():
            setattr(verdict, name, value)
        verdict.version += 1
        if actor.pk not in verdict.writer_ids:
            verdict.writer_ids = [*verdict.writer_ids, actor.pk]
        verdict.save()
        change.data |= {"changed": changed, "version": verdict.version}
    return verdict


def submit_verdict(*, actor: User, claim_id: int, version: int, reviewer: User | None = None) -> Revision:
    """checking -> in review, freezing verdict, wording, evidence and replies as a revision, which is reviewed.

    `reviewer` is whom to ask for the review; None leaves it with whoever was asked before.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.SUBMIT, version=version) as change:
        claim = change.claim
        verdict = Verdict.objects.select_related("rating").get(claim=claim)
        if verdict.rating is None:
            raise Invalid(rating=_("Choose a rating."))
        newsroom = Newsroom.current()
        # Whoever corrects a source now waits: what is frozen and who wrote it are read one after the other.
        list(Source.objects.select_for_update().filter(pk__in=claim.evidence.values("source")).order_by("pk"))
        revision = Revision.objects.create(
            claim=claim,
            approvals_needed=newsroom.approvals_needed,
            is_blind=newsroom.reviews_are_blind,
            number=claim.revisions.count() + 1,
            author=actor,
            author_ids=sorted({actor.pk, *verdict.writer_ids, *_people_of_the_findings(claim)}),
            rating=verdict.rating,
            summary=verdict.summary,
            explanation=verdict.explanation,
            not_found=verdict.not_found,
            # Moot, whatever the draft says from when somebody was thought to have said it.
            said="" if claim.is_own_voice else verdict.said,
            said_note="" if claim.is_own_voice else verdict.said_note,
            why_not_asked="" if claim.is_own_voice else verdict.why_not_asked,
            media=verdict.media,
            wording=claim.wording,
            replies=frozen_replies(claim),
            evidence=[frozen(piece) for piece in claim.evidence.select_related("source").order_by("id")],
        )
        change.data["revision"] = revision.number
        if reviewer is not None and reviewer.pk != claim.reviewer_id:
            put_reviewer(change, reviewer)
        else:
            leave_out_who_cannot(change, revision)
    return revision


def recall_verdict(*, actor: User, claim_id: int, version: int) -> Claim:
    """in review -> checking, by the checker."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.RECALL, version=version) as change:
        pass
    return change.claim


def _last_save(claim: Claim) -> Event | None:
    return claim.events.filter(kind=Action.EDIT_VERDICT).select_related("actor").newest()


def _first_question(said: str | None, said_note: str | None, why_not_asked: str | None) -> dict[str, str]:
    """What was given of it, by the names of the draft's fields."""
    if said is not None and said not in Said.values:
        raise Invalid(said=_("Choose one of the answers to “Was it said?”."))
    given = {
        "said": said,
        "said_note": None if said_note is None else limited(said_note, "said_note", SAID_NOTE_LIMIT),
        "why_not_asked": None
        if why_not_asked is None
        else limited(why_not_asked, "why_not_asked", WHY_NOT_ASKED_LIMIT),
    }
    return {name: value for name, value in given.items() if value is not None}


def _people_of_the_findings(claim: Claim) -> set[int]:
    """Everyone who ever added, changed or removed evidence of the claim, or recorded who was asked and what they
    answered: choosing what readers get to see of it is writing the verdict, too.

    So is correcting what is recorded of a source after the claim began to use it, or adding what was not recorded, also
    from another claim.
    """
    kinds = [Action.EDIT_EVIDENCE, Action.EDIT_REPLIES]
    events = claim.events.filter(kind__in=kinds, actor__isnull=False)
    corrections = Event.objects.filter(
        kind__in=[EventKind.EDIT_SOURCE, EventKind.COMPLETE_SOURCE],
        source__evidence__claim=claim,
        source__evidence__created_at__lte=F("created_at"),
    )
    return {*events.values_list("actor_id", flat=True), *corrections.values_list("actor_id", flat=True)}
