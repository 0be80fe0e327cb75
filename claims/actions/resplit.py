"""Bringing an article's suggestions up to date with a new version of the splitter.

A preview is a job, because a text may be long: it stores what the present splitter finds, on its own row, and changes
nothing. What that would add or remove is compared when somebody looks (claims/queries/resplit.py) and again, under
locks, when it is carried out: whatever people have touched by then is no longer among the changes, and a change that
was shown but is not possible any more is a conflict in which nothing is written.

A suggestion that the splitter no longer makes is dismissed, not deleted. Its events are append-only and point at it, so
that a row cannot go without its history going; somebody may have its address; and a later version of the splitter may
well suggest it again, which then reads as what happened. The event says whose idea that was (`unsuggest`), and the
claim stays untouched: nobody has judged the statement itself. Hundreds of claims change at once, so they are locked and
written together here, with the same rules as in change.py: lock, compare versions, ask the workflow, save, one event.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.errors import Conflict, Invalid, require
from claims.actions.events import next_events, record_event
from claims.actions.jobs import enqueue_once, finish_job, heartbeat
from claims.actions.splitting import fields_of, look_through, subject_of, suggest_claims, with_speakers
from claims.models import Article, Claim, Job, Newsroom, Snapshot, User
from claims.queries.resplit import (
    ADD,
    DESCRIBE,
    REMOVE,
    Change,
    Comparison,
    Found,
    claims_to_compare,
    compare,
    found_by,
    newest_preview,
)
from claims.splitting.split import Split
from claims.vocabulary import EventKind, JobKind, State

# Each new claim's words are compared with the text by the database, which takes a moment where the text is long: a
# person waits for no more changes than these. `manage.py resplit` has no limit.
AT_ONCE = 500


@dataclass(frozen=True)
class Applied:
    """How many suggestions were added, taken off the list, and described anew."""

    added: int
    removed: int
    described: int


def start_preview(*, actor: User, article: Article) -> Job:
    """Queue a preview. One that is queued or running is returned as it is."""
    require(workflow.may_resplit(actor))
    return enqueue_once(kind=JobKind.PREVIEW_SPLIT, article=article, actor=actor)


def run_preview(job: Job) -> None:
    """Store what the present splitter finds in the article's current text, in place of earlier previews."""
    article, snapshot = subject_of(job)
    with heartbeat(job) as progress:
        found = _found(look_through(article, snapshot, progress))

    def write() -> None:
        previews = Job.objects.filter(kind=JobKind.PREVIEW_SPLIT, article=article)
        previews.filter(result__isnull=False).update(result=None)
        result = {"splitter": found.version, "snapshot": snapshot.pk, "claims": found.claims}
        previews.filter(pk=job.pk).update(result=result)

    finish_job(job, write)


def apply_preview(
    *, actor: User, article: Article, preview_id: int, keys: Collection[str] | None = None, fingerprint: str = ""
) -> Applied:
    """Carry out the changes with these keys; without keys, all those that have this fingerprint.

    Raises Refused, Invalid (nothing or too much chosen), or Conflict where one of them is not possible any more:
    somebody has worked on the claim, another preview was made, the text or the splitter is another one.
    """
    require(workflow.may_resplit(actor))
    with transaction.atomic():
        snapshot = _lock(article)
        found = _shown(actor, article, snapshot, preview_id)
        comparison = compare(found, _locked_claims(snapshot))
        changes = comparison.changes
        if keys is not None:
            changes = [change for change in changes if change.key in keys]
            if gone := set(keys) - {change.key for change in changes}:
                raise _conflict(article, snapshot, gone)
        elif fingerprint != comparison.fingerprint:
            raise _conflict(article, snapshot, set())
        if not changes:
            raise Invalid(change=_("Tick at least one of the changes."))
        if len(changes) > AT_ONCE:
            raise Invalid(change=_("At most %(count)s changes can be made at once.") % {"count": AT_ONCE})
        return _Resplit(snapshot, found.version, actor).carry_out(changes, left=len(comparison.changes) - len(changes))


def leave_as_it_is(*, actor: User, article: Article, preview_id: int) -> None:
    """Note that somebody has looked at the changes and wants none of them. Raises Refused or Conflict."""
    require(workflow.may_resplit(actor))
    with transaction.atomic():
        snapshot = _lock(article)
        found = _shown(actor, article, snapshot, preview_id)
        comparison = compare(found, claims_to_compare(snapshot.pk))
        _Resplit(snapshot, found.version, actor).carry_out([], left=len(comparison.changes))


def resplit_article(article: Article, *, on_progress: Callable[[float], None] | None = None) -> Applied:
    """Split an article anew and carry out every change, by nobody. For operators."""
    snapshot = article.current_snapshot
    found = _found(look_through(article, snapshot, on_progress))
    with transaction.atomic():
        if _lock(article) != snapshot:
            raise Conflict(article, None)
        return _Resplit(snapshot, found.version, None).carry_out(compare(found, _locked_claims(snapshot)).changes)


def compare_article(article: Article, *, on_progress: Callable[[float], None] | None = None) -> Comparison:
    """What `resplit_article` would change now. Writes nothing."""
    snapshot = article.current_snapshot
    return compare(_found(look_through(article, snapshot, on_progress)), claims_to_compare(snapshot.pk))


def _found(split: Split) -> Found:
    rows = [{"start": one.start, "end": one.end, "fields": fields_of(one, split)} for one in split.claims]
    return Found(split.version, rows)


def _shown(actor: User, article: Article, snapshot: Snapshot, preview_id: int) -> Found:
    """What the preview found that somebody was shown. Raises Conflict when it is not the one that counts."""
    preview = newest_preview(actor, article)
    found = found_by(preview, snapshot)
    if preview is None or preview.pk != preview_id or found is None:
        raise Conflict(article, None)
    return found


def _lock(article: Article) -> Snapshot:
    """Nobody else adds claims to the article until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk).current_snapshot


def _locked_claims(snapshot: Snapshot) -> list[Claim]:
    """All claims of the text, those that a split may have a say in under locks.

    Two reads: a lock may have to wait for somebody's transaction, and what the first read saw before that is old.
    """
    left = Claim.objects.filter(snapshot=snapshot, is_touched=False).order_by("pk")
    list(left.select_for_update(of=("self",)).values_list("pk"))
    return list(claims_to_compare(snapshot.pk))


def _conflict(article: Article, snapshot: Snapshot, gone: Collection[str]) -> Conflict:
    """With what was done last to one of the claims that are gone from the list, if it can be told."""
    pks = [int(pk) for key in gone if (pk := key.rpartition("-")[2].partition(".")[0]).isdecimal() and len(pk) < 19]
    claim = Claim.objects.filter(snapshot=snapshot, pk__in=pks).order_by("-updated_at").first()
    if claim is None:
        return Conflict(article, None)
    return Conflict(claim, claim.events.select_related("actor").newest())


@dataclass(frozen=True)
class _Resplit:
    """A comparison being carried out under locks: of which text, by which version, for whom (None: an operator)."""

    snapshot: Snapshot
    version: str
    actor: User | None

    def carry_out(self, changes: list[Change], *, left: int = 0) -> Applied:
        """Make these changes and note them with the article. `left`: how many others there were."""
        new = [(change.start, change.end, change.fields) for change in changes if change.claim is None]
        suggest_claims(self.snapshot, new, self.version)
        self._suggest_again(_of(changes, ADD))
        self._take_back([claim for claim, _change in _of(changes, REMOVE)])
        self._describe(_of(changes, DESCRIBE))
        counts = {kind: sum(change.kind == kind for change in changes) for kind in (ADD, REMOVE, DESCRIBE)}
        applied = Applied(counts[ADD], counts[REMOVE], counts[DESCRIBE])
        record_event(
            kind=EventKind.RESPLIT,
            actor=self.actor,
            article=self.snapshot.article,
            data={"splitter": self.version, "snapshot": self.snapshot.number, **asdict(applied), "left": left},
        )
        return applied

    def _suggest_again(self, changes: list[tuple[Claim, Change]]) -> None:
        for claim, _change in changes:
            _move(claim, State.SUGGESTED, "")
        filled = _fill(changes)
        data = [{"splitter": self.version, "from": State.DISMISSED, "to": State.SUGGESTED} for _one in changes]
        self._save(EventKind.SUGGEST, [claim for claim, _change in changes], data, filled)

    def _take_back(self, claims: list[Claim]) -> None:
        with Newsroom.speaking():
            reason = _("No longer suggested by the splitter %(version)s.") % {"version": self.version}
        for claim in claims:
            _move(claim, State.DISMISSED, reason)
        moved = {"splitter": self.version, "from": State.SUGGESTED, "to": State.DISMISSED}
        self._save(EventKind.UNSUGGEST, claims, [moved | {"was": {"splitter": claim.splitter}} for claim in claims])

    def _describe(self, changes: list[tuple[Claim, Change]]) -> None:
        """With what was said before in the event, or nobody could tell any more why the claim was where it was."""
        data = []
        for claim, change in changes:
            was = {name: getattr(claim, name) for name in change.different}
            if "speaker" in was:
                was["speaker"] = claim.speaker.name if claim.speaker else None
            data.append({"splitter": self.version, "was": {"splitter": claim.splitter, **was}})
        filled = _fill(changes)
        self._save(EventKind.DESCRIBE, [claim for claim, _change in changes], data, filled)

    def _save(
        self, kind: EventKind, claims: list[Claim], data: list[dict[str, Any]], filled: Collection[str] = ()
    ) -> None:
        for claim in claims:
            claim.version += 1
            claim.updated_at = timezone.now()
        moved = ["state", "state_changed_at", "dismissed_reason", "version", "updated_at"]
        Claim.objects.bulk_update(claims, [*moved, *filled], batch_size=200)
        next_events(kind=kind, actor=self.actor, claims=claims, data=data)


def _of(changes: list[Change], kind: str) -> list[tuple[Claim, Change]]:
    """The changes of that kind that are of a claim which stands."""
    return [(change.claim, change) for change in changes if change.kind == kind and change.claim is not None]


def _move(claim: Claim, state: State, reason: str) -> None:
    claim.state, claim.dismissed_reason, claim.state_changed_at = state, reason, timezone.now()


def _fill(changes: list[tuple[Claim, Change]]) -> set[str]:
    """Put what the splitter says into the claims; the names of the columns. A claim's place and words never change."""
    rows = with_speakers(change.fields for _claim, change in changes)
    for (claim, _change), row in zip(changes, rows, strict=True):
        for name, value in row.items():
            setattr(claim, name, value)
    return {name for row in rows for name in row}
