"""Showing verdicts to readers: publishing, correcting, withdrawing. The pages themselves are written by a job."""

from __future__ import annotations

import copy
import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.addresses import give_addresses
from claims.actions.change import changing_claim
from claims.actions.claim import needed, speaker_named
from claims.actions.errors import Invalid
from claims.actions.jobs import enqueue_job
from claims.actions.review import newest_revision
from claims.models import Claim, Newsroom, PublicRevision, Revision, User
from claims.publishing import content, linter, pages
from claims.publishing.freezing import ContentError
from claims.queries.published import check_of, public_history
from claims.vocabulary import Action, ChangeClass, JobKind

# The classes a person may choose for a correction; the others are given by what happens.
CORRECTION_CLASSES = (ChangeClass.TYPO, ChangeClass.UPDATE, ChangeClass.CORRECTION, ChangeClass.RATING_CHANGED)


def publish_claim(*, actor: User, claim_id: int, revision_id: int) -> PublicRevision:
    """approved -> published, naming the exact revision. Gives the claim its address, for good."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.PUBLISH, version=None) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        change.claim.is_public = True
        public = _write(actor, change.claim, revision, ChangeClass.FIRST, "")
        change.data |= {"revision": revision.number, "public_revision": public.number, "slug": change.claim.slug}
    return public


def start_correction(*, actor: User, claim_id: int, version: int, reason: str) -> Claim:
    """published, corrected or withdrawn -> checking. The public page stays as it is."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.START_CORRECTION, version=version) as change:
        change.data["reason"] = needed(reason, "reason", _("Say what is to be corrected."), limit=2000)
        change.claim.due_on = None  # The old date was for the first publishing.
        checker = change.claim.checker
        if checker is None or not workflow.may_be_assigned(checker):
            # It was handed back, or its checker has left. Whoever starts the correction has it, and may assign it.
            change.claim.checker = actor
            change.data["checker"] = actor.pk
    return change.claim


def cancel_correction(*, actor: User, claim_id: int, version: int) -> Claim:
    """-> back to the state and to the wording and speaker that readers see. The draft keeps its text."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.CANCEL_CORRECTION, version=version) as change:
        shown = content.Check.from_json(_newest(change.claim).content)
        change.claim.wording = shown.claim.wording
        change.claim.speaker = speaker_named(shown.speaker.name) if shown.speaker else None
    return change.claim


def publish_correction(
    *, actor: User, claim_id: int, revision_id: int, change_class: str, reason: str
) -> PublicRevision:
    """approved -> corrected, with the class of the change and a reason that readers are shown.

    A new rating is a changed rating whatever was chosen, and an unchanged one is none.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.PUBLISH_CORRECTION, version=None) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        kind, reason = correction_of(change.claim, revision, change_class, reason)
        change.claim.is_public = True
        public = _write(actor, change.claim, revision, kind, reason)
        change.data |= {
            "revision": revision.number,
            "public_revision": public.number,
            "change": public.change,
            "reason": reason,
        }
    return public


def correction_of(claim: Claim, revision: Revision, change_class: str, reason: str) -> tuple[ChangeClass, str]:
    """What readers are told of publishing `revision` as a correction. Raises Invalid where the two do not fit it."""
    reason = needed(reason, "reason", _("Say what was changed and why; readers see it."), limit=2000)
    if change_class not in CORRECTION_CLASSES:
        raise Invalid(change_class=_("Choose what kind of change it is."))
    rating_changed = _newest(claim).revision.rating_id != revision.rating_id
    if rating_changed != (change_class == ChangeClass.RATING_CHANGED):
        raise Invalid(
            change_class=_("The rating is another one than before: choose “Rating changed”.")
            if rating_changed
            else _("The rating is the same as before: choose another kind of change.")
        )
    return ChangeClass(change_class), reason


def withdraw_claim(*, actor: User, claim_id: int, version: int, reason: str) -> PublicRevision:
    """-> withdrawn. The page stays at its address and says so, with the reason."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.WITHDRAW, version=version) as change:
        reason = needed(reason, "reason", _("Say why it is withdrawn; readers see it."), limit=2000)
        change.claim.is_public = False
        public = _withdraw(actor, change.claim, reason)
        change.data |= {"public_revision": public.number, "reason": reason}
    return public


def preview(*, actor: User, claim: Claim, revision: Revision, reason: str = "") -> content.Check:
    """What readers would be shown if `actor` published `revision` now. Writes nothing, and takes no address.

    Raises Invalid for what publishing would refuse.
    """
    change = ChangeClass.FIRST
    if before := claim.public_revisions.select_related("revision").newest():
        is_same = before.revision.rating_id == revision.rating_id
        change = ChangeClass.CORRECTION if is_same else ChangeClass.RATING_CHANGED
    with transaction.atomic():
        claim = copy.copy(claim)
        give_addresses(claim)
        _public, history = _next(actor, claim, revision, change, reason)
        check = _checked(claim, revision, history)
        transaction.set_rollback(True)
    return check


def _write(actor: User, claim: Claim, revision: Revision, change: ChangeClass, reason: str) -> PublicRevision:
    """Show readers `revision`, unless the page would tell machines what is not valid, or what it does not show."""
    give_addresses(claim)
    public, history = _next(actor, claim, revision, change, reason)
    return _store(public, _checked(claim, revision, history))


def _checked(claim: Claim, revision: Revision, history: list[PublicRevision]) -> content.Check:
    try:
        check = check_of(claim, revision, history, Newsroom.current())
    except ContentError as error:
        raise Invalid(content=str(error)) from error
    if problems := linter.problems(pages.render_verdict_page(check)):
        raise Invalid(markup=" ".join(problems))
    return check


def _withdraw(actor: User, claim: Claim, reason: str) -> PublicRevision:
    """Show readers what they saw last, as withdrawn: nothing that was drafted since, and that nobody approved."""
    last = _newest(claim)
    public, history = _next(actor, claim, last.revision, ChangeClass.WITHDRAWN, reason)
    shown = content.Check.from_json(last.content)
    return _store(public, dataclasses.replace(shown, revisions=public_history(history)))


def _next(
    actor: User, claim: Claim, revision: Revision, change: ChangeClass, reason: str
) -> tuple[PublicRevision, list[PublicRevision]]:
    """The claim's next public revision, not stored yet, and all of them with it at the end."""
    history = list(claim.public_revisions.order_by("number"))
    public = PublicRevision(
        claim=claim,
        number=len(history) + 1,
        revision=revision,
        change=change,
        reason=reason,
        published_by=actor,
        published_at=_after(history),
    )
    return public, [*history, public]


def _store(public: PublicRevision, check: content.Check) -> PublicRevision:
    public.content = check.to_json()
    public.save(force_insert=True)
    enqueue_job(kind=JobKind.PUBLISH_CLAIM, claim=public.claim, actor=public.published_by)
    return public


def _newest(claim: Claim) -> PublicRevision:
    """What readers see. The workflow lets only claims get here that have one."""
    return claim.public_revisions.select_related("revision").order_by("-number")[0]


def _after(history: list[PublicRevision]) -> datetime.datetime:
    """Now, and in any case after the revision before it, also when a clock was set back."""
    now = timezone.now()
    return max(now, history[-1].published_at + datetime.timedelta(microseconds=1)) if history else now
