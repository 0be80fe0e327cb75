"""Triage, assignment and the claim's own fields."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.change import Change, changing_claim, undo_fields
from claims.actions.errors import Invalid, require
from claims.actions.events import record_event
from claims.actions.passage import require_free, trimmed_span
from claims.models import Article, Claim, Speaker, Topic, User
from claims.publishing.text import plain
from claims.vocabulary import Action, EventKind, Origin, Priority, SpeakerKind

WORDING_LIMIT = 2000


def add_claim(*, actor: User, article: Article, start: int, end: int, speaker_name: str = "") -> Claim:
    """Mark `[start, end)` (code points) of the article's current snapshot as a claim.

    An editor's is accepted at once, a checker's is suggested. White space at the borders is left out. An empty name is
    the article's own voice. Raises Refused, or Invalid when the span is outside the text, empty, or a claim already.
    """
    require(workflow.may_import(actor))
    snapshot = article.current_snapshot
    start, end = trimmed_span(snapshot, start, end)
    speaker_name = limited(speaker_name, "speaker_name", 300)
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        require_free(snapshot, start, end)
        claim = Claim.objects.create(
            article=article,
            snapshot=snapshot,
            start=start,
            end=end,
            quote=snapshot.text[start:end],
            speaker=speaker_named(speaker_name),
            origin=Origin.PERSON,
            is_touched=True,
            state=workflow.state_of_added(actor),
            state_changed_at=timezone.now(),
            created_by=actor,
        )
        data = {"start": start, "end": end} | ({"speaker": speaker_name} if speaker_name else {})
        record_event(kind=EventKind.ADD, actor=actor, claim=claim, data=data)
    return claim


def accept_claim(*, actor: User, claim_id: int, version: int) -> Claim:
    """suggested -> to check."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.ACCEPT, version=version) as change:
        pass
    return change.claim


def dismiss_claim(*, actor: User, claim_id: int, version: int, reason: str) -> Claim:
    """-> dismissed, with a reason."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.DISMISS, version=version) as change:
        change.claim.dismissed_reason = needed(reason, "reason", _("Say why the claim is dismissed."), limit=500)
        change.claim.checker = None
        change.data["reason"] = change.claim.dismissed_reason
    return change.claim


def reopen_claim(*, actor: User, claim_id: int, version: int) -> Claim:
    """dismissed -> suggested."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.REOPEN, version=version) as change:
        change.data["was_dismissed_for"] = change.claim.dismissed_reason
        change.claim.dismissed_reason = ""
        change.claim.repeat_of = None
    return change.claim


def assign_claim(
    *,
    actor: User,
    claim_id: int,
    version: int,
    checker: User,
    due_on: datetime.date | None = None,
    priority: int | None = None,
) -> Claim:
    """-> assigned to `checker`; also reassigns. None leaves the due date or the priority as it is."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.ASSIGN, version=version) as change:
        _assign(change, checker, due_on, priority)
    return change.claim


@transaction.atomic
def accept_and_assign(
    *,
    actor: User,
    claim_id: int,
    version: int,
    checker: User,
    due_on: datetime.date | None = None,
    priority: int | None = None,
) -> Claim:
    """suggested -> assigned to `checker`: both steps or neither, and one for undoing."""
    version = accept_claim(actor=actor, claim_id=claim_id, version=version).version
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.ASSIGN, version=version) as change:
        _assign(change, checker, due_on, priority)
        change.joins_last = True
    return change.claim


def _assign(change: Change, checker: User, due_on: datetime.date | None, priority: int | None) -> None:
    if not workflow.may_be_assigned(checker):
        raise Invalid(checker=_("%(name)s cannot be assigned claims.") % {"name": checker.display_name})
    change.data |= {"checker": checker.pk, "was": change.claim.checker_id}
    change.claim.checker = checker
    if due_on is not None:
        change.claim.due_on = due_on
        change.data["due_on"] = due_on.isoformat()
    if priority is not None:
        change.claim.priority = _known_priority(priority)
        change.data["priority"] = change.claim.priority


def take_claim(*, actor: User, claim_id: int, version: int) -> Claim:
    """to check -> assigned to oneself."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.TAKE, version=version) as change:
        change.claim.checker = actor
        change.data["checker"] = actor.pk
    return change.claim


def hand_back_claim(*, actor: User, claim_id: int, version: int, reason: str = "") -> Claim:
    """-> to check, assigned to nobody. Evidence and draft stay with the claim."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.HAND_BACK, version=version) as change:
        change.data |= {"was": change.claim.checker_id, "reason": reason.strip()[:500]}
        change.claim.checker = None
    return change.claim


def start_checking(*, actor: User, claim_id: int, version: int) -> Claim:
    """assigned or changes requested -> checking."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.START, version=version) as change:
        pass
    return change.claim


def edit_claim(
    *, actor: User, claim_id: int, version: int, wording: str, speaker_name: str, speaker_kind: str | None = None
) -> Claim:
    """Set the wording as checked and the speaker; the words as said never change.

    An empty name is the outlet's own voice. The printed words of a speaker whom nobody has named yet leave it at that.
    `speaker_kind` says whether it is a person or an organisation, for all
    claims of that speaker; None leaves it as it is.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_CLAIM, version=version) as change:
        claim = change.claim
        before = _worded(claim)
        claim.wording = limited(wording, "wording", WORDING_LIMIT)
        name = limited(plain(speaker_name), "speaker_name", 300)
        if claim.speaker_is_resolved or name != claim.speaker_as_printed:
            claim.speaker = speaker_named(name, speaker_kind)
            claim.speaker_is_resolved = True
        change.data |= {"before": before, "after": _worded(claim)}
        change.is_empty = change.data["before"] == change.data["after"]
    return change.claim


def speaker_named(name: str, kind: str | None = None) -> Speaker | None:
    """The speaker's row, made if it is new; None for an empty name. `kind` is set where it is given."""
    if not name:
        return None
    if kind is not None and kind not in SpeakerKind.values:
        raise Invalid(speaker_kind=_("Say whether it is a person or an organisation, or that it is not known."))
    speaker, _is_new = Speaker.objects.get_or_create(name=name)
    if kind is not None and speaker.kind != kind:
        speaker.kind = kind
        speaker.save(update_fields=["kind"])
    return speaker


def _worded(claim: Claim) -> dict[str, str]:
    speaker = claim.speaker
    return {
        "wording": claim.wording,
        "speaker": speaker_text(claim),
        "speaker_kind": speaker.kind if speaker else "",
    }


def speaker_text(claim: Claim) -> str:
    """What stands in the field for the speaker: the name, the printed words of one nobody has named, else ""."""
    if claim.speaker is not None:
        return claim.speaker.name
    return "" if claim.speaker_is_resolved else claim.speaker_as_printed


def prioritise_claim(*, actor: User, claim_id: int, version: int, priority: int, due_on: datetime.date | None) -> Claim:
    """Set priority and due date (None takes the date away)."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.PRIORITISE, version=version) as change:
        change.claim.priority = _known_priority(priority)
        change.claim.due_on = due_on
        change.data |= {"priority": change.claim.priority, "due_on": due_on.isoformat() if due_on else None}
    return change.claim


def undo_step(*, actor: User, claim_id: int, version: int) -> Claim:
    """Take one's own last step on the claim back: the fields are as before it, and the step stays in the history.

    Raises Refused when it cannot be undone: somebody else, or something else, came since.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.UNDO, version=version) as change:
        last = workflow.last_step(change.claim)
        if last is None:
            raise ValueError("the workflow allowed undoing nothing")
        undo_fields(change.claim, last.data[workflow.UNDO_KEY])
        change.data |= {"undid": last.kind, "event": last.number}
    return change.claim


def set_topics(*, actor: User, claim_id: int, version: int, topics: Collection[int]) -> Claim:
    """Say what the claim is about. `topics` are ids; one that was taken out of use may stay, but is not given anew."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.SET_TOPICS, version=version) as change:
        before = {topic.pk: topic.name for topic in change.claim.topics.all()}
        wanted = {topic.pk: topic for topic in Topic.objects.filter(pk__in=topics)}
        if set(topics) - set(wanted) or any(not one.is_active and pk not in before for pk, one in wanted.items()):
            raise Invalid(topics=_("Choose from the newsroom’s topics."))
        change.claim.topics.set(wanted.values())
        change.data |= {
            "topics": sorted(wanted),
            "names": [topic.name for topic in sorted(wanted.values(), key=lambda one: one.position)],
            "before": list(before.values()),
        }
        change.is_empty = set(before) == set(wanted)
    return change.claim


def needed(text: str, field: str, message: str, *, limit: int) -> str:
    """`text` without white space around it. Raises Invalid when it is empty or longer than `limit` characters."""
    if not text.strip():
        raise Invalid(**{field: message})
    return limited(text, field, limit)


def limited(text: str, field: str, limit: int = 10_000) -> str:
    """`text` with LF line breaks and without white space around it. Raises Invalid when it is longer than `limit`."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limit:
        raise Invalid(**{field: _("Shorten this to %(limit)s characters.") % {"limit": limit}})
    return text


def _known_priority(priority: int) -> Priority:
    if priority not in Priority.values:
        raise Invalid(priority=_("Choose one of the priorities."))
    return Priority(priority)
