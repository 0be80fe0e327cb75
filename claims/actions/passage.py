"""What a claim is: its borders, splitting it, merging it with a neighbour, and saying that it repeats another.

All of it before anybody checks the claim (`WORDS_MAY_CHANGE` in the workflow says when). Nothing is deleted: a claim
that went into another one is dismissed and leads there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims import workflow
from claims.access import claims_visible_to
from claims.actions.change import changing_claim
from claims.actions.errors import Invalid, require
from claims.actions.events import record_event
from claims.actions.numbering import bring_together
from claims.models import Article, Claim, Newsroom, Snapshot, User, Verdict
from claims.publishing.text import shorten
from claims.vocabulary import Action, EventKind, Origin, State

# Their events say where the claim began and ended before.
RESHAPING = (Action.CHANGE_BORDERS, Action.SPLIT_CLAIM, Action.MERGE)


def trimmed_span(snapshot: Snapshot, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without white space at its borders. Raises Invalid when no words are left, or it is outside."""
    if not 0 <= start < end <= snapshot.char_count:
        raise Invalid(span=_("Select a passage of the text."))
    quote = snapshot.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise Invalid(span=_("The selected passage is empty. Select some words."))
    return start, start + len(quote)


def require_free(snapshot: Snapshot, start: int, end: int, *, besides: Claim | None = None) -> None:
    """Raise Invalid when the passage is a claim already. The caller holds the lock on the article."""
    others = Claim.objects.filter(snapshot=snapshot, start=start, end=end)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise Invalid(span=_("This very passage is a claim already."))


def change_borders(*, actor: User, claim_id: int, version: int, start: int, end: int) -> Claim:
    """Let the claim be `[start, end)` (code points) of its text; the wording as checked stays."""
    with (
        _article_locked(actor, claim_id),
        changing_claim(actor=actor, claim_id=claim_id, action=Action.CHANGE_BORDERS, version=version) as change,
    ):
        claim = change.claim
        start, end = trimmed_span(claim.snapshot, start, end)
        require_free(claim.snapshot, start, end, besides=claim)
        change.is_empty = (start, end) == (claim.start, claim.end)
        change.data |= {"before": [claim.start, claim.end], "after": [start, end], "quote_before": claim.quote}
        _place(claim, start, end)
    return claim


def split_claim(*, actor: User, claim_id: int, version: int, at: int) -> tuple[Claim, Claim]:
    """Cut the claim before the character `at` of its text; the second part becomes a claim in the same state.

    Evidence and comments stay with the first. The wording as checked spoke of both: only the history keeps it.
    """
    with (
        _article_locked(actor, claim_id),
        changing_claim(actor=actor, claim_id=claim_id, action=Action.SPLIT_CLAIM, version=version) as change,
    ):
        claim = change.claim
        if not claim.start < at < claim.end:
            raise Invalid(at=_("Choose a place inside the claim."))
        spans = trimmed_span(claim.snapshot, claim.start, at), trimmed_span(claim.snapshot, at, claim.end)
        if not all(any(char.isalnum() for char in claim.snapshot.text[start:end]) for start, end in spans):
            raise Invalid(at=_("Choose a place with words on both sides."))
        (start, end), (second_start, second_end) = spans
        require_free(claim.snapshot, start, end)
        require_free(claim.snapshot, second_start, second_end)
        second = _second_part(actor, claim, second_start, second_end)
        change.data |= {"before": [claim.start, claim.end], "after": [start, end], "quote_before": claim.quote}
        change.data |= {"new": second.pk} | ({"wording_before": claim.wording} if claim.wording else {})
        claim.wording = ""
        _place(claim, start, end)
    return claim, second


def merge_claims(*, actor: User, claim_id: int, version: int, other_id: int, other_version: int) -> Claim:
    """Make one claim of two of the same text, from where the first begins to where the second ends.

    The one that is further along is kept (of two alike, `claim_id`), and returned. The other is dismissed and points to
    it; its evidence, replies, comments and draft go over.
    """
    with _article_locked(actor, claim_id):
        # In one order, so that two people who merge the same two claims do not wait for each other for ever.
        pair = {
            claim.pk: claim
            for claim in claims_visible_to(actor)
            .select_for_update(of=("self",))
            .filter(pk__in=[claim_id, other_id])
            .order_by("pk")
        }
        if len(pair) != 2 or pair[claim_id].snapshot_id != pair[other_id].snapshot_id:
            raise Invalid(other=_("Choose another claim of the same text."))
        require(workflow.can(actor, Action.MERGE, pair[claim_id]))
        versions = {claim_id: version, other_id: other_version}
        kept, merged = sorted(
            pair.values(), key=lambda claim: (-_PROGRESS.index(State(claim.state)), claim.pk != claim_id)
        )
        _merge(actor, kept.pk, merged.pk, versions)
    return Claim.objects.get(pk=kept.pk)


# From the least to the most work done; the states in which words may not change any more come last.
_PROGRESS = [State.DISMISSED, State.SUGGESTED, State.TO_CHECK, State.ASSIGNED]
_PROGRESS += [state for state in State if state not in _PROGRESS]


def _merge(actor: User, kept_id: int, merged_id: int, versions: dict[int, int]) -> None:
    with (
        changing_claim(actor=actor, claim_id=kept_id, action=Action.MERGE, version=versions[kept_id]) as change,
        changing_claim(actor=actor, claim_id=merged_id, action=Action.DISMISS, version=versions[merged_id]) as end,
    ):
        kept, merged = change.claim, end.claim
        require(workflow.can(actor, Action.MERGE, merged))
        start, stop = min(kept.start, merged.start), max(kept.end, merged.end)
        if (start, stop) == (merged.start, merged.end):
            raise Invalid(
                other=_("It covers the words of this claim already. Mark this one as a repeat of it instead.")
            )
        between = Claim.objects.filter(
            snapshot=kept.snapshot,
            start__gte=min(kept.end, merged.end),
            end__lte=max(kept.start, merged.start),
        )
        if between.exclude(state=State.DISMISSED).exclude(pk__in=(kept.pk, merged.pk)).exists():
            raise Invalid(other=_("Other claims stand between these two. Merge neighbours only."))
        require_free(kept.snapshot, start, stop, besides=kept)
        drafts = Verdict.objects.filter(claim__in=(kept, merged))
        if len(drafts) == 2:
            raise Invalid(other=_("Both claims have a draft of a verdict; they stay apart."))
        is_cited = any(draft.claim_id == merged.pk for draft in drafts)
        drafts.update(claim=kept)
        moved = {"evidence": bring_together(kept, merged, keep=merged if is_cited else kept)}
        moved["comments"] = merged.comments.update(claim=kept)
        moved["replies"] = merged.replies.update(claim=kept)
        moved["readers"] = merged.submissions.update(claim=kept)
        change.data |= {"before": [kept.start, kept.end], "after": [start, stop], "quote_before": kept.quote}
        change.data |= {"merged": merged.pk, "moved": moved}
        _place(kept, start, stop)
        _point_to(merged, kept, gettext_noop("Merged into claim %(number)s: %(text)s"))
        end.data |= {"reason": merged.dismissed_reason, "merged_into": kept.pk}
        end.is_final = True


@transaction.atomic
def mark_repeat(*, actor: User, claim_id: int, version: int, original_id: int) -> Claim:
    """-> dismissed, as a repeat of another claim of this or of another article.

    What that one repeats itself is followed to the first. Raises Invalid when it is dismissed, or this claim.
    """
    original = _first_of(claims_visible_to(actor).filter(pk=original_id).first())
    # Both, in one order: two people may mark the same two claims as repeats of each other, or dismiss the first.
    both = [claim_id] + ([original.pk] if original else [])
    list(claims_visible_to(actor).select_for_update(of=("self",)).filter(pk__in=both).order_by("pk"))
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.MARK_REPEAT, version=version) as change:
        claim = change.claim
        if original is None:
            raise Invalid(original=_("There is no claim with this number."))
        if original.pk == claim.pk:
            raise Invalid(original=_("A claim cannot be a repeat of itself, or of its own repeat."))
        original.refresh_from_db(fields=["state"])
        if original.state == State.DISMISSED:
            raise Invalid(original=_("That claim was dismissed. Choose one that is checked."))
        _point_to(claim, original, gettext_noop("A repeat of claim %(number)s: %(text)s"))
        change.data |= {"reason": claim.dismissed_reason, "repeat_of": original.pk}
    return claim


def _first_of(claim: Claim | None) -> Claim | None:
    """What it repeats, and what that repeats, to the first."""
    seen: set[int] = set()
    while claim is not None and claim.repeat_of_id and claim.pk not in seen:
        seen.add(claim.pk)
        claim = claim.repeat_of
    return claim


@contextmanager
def _article_locked(actor: User, claim_id: int) -> Iterator[None]:
    """Whoever makes a claim of a text, or gives one other borders, does so alone."""
    with transaction.atomic():
        article_id = claims_visible_to(actor).values_list("article_id", flat=True).get(pk=claim_id)
        Article.objects.select_for_update().get(pk=article_id)
        yield


def _place(claim: Claim, start: int, end: int) -> None:
    """Move the borders, with what the splitter said of the words between them; its proposal was for the old ones."""
    if (start, end) == (claim.start, claim.end):
        return
    claim.start, claim.end, claim.quote = start, end, claim.snapshot.text[start:end]
    claim.proposed_wording = None
    claim.details = [detail for detail in claim.details if start <= detail["start"] and detail["end"] <= end]


def _point_to(claim: Claim, other: Claim, reason: str) -> None:
    claim.repeat_of = other
    claim.checker = None
    with Newsroom.speaking():
        claim.dismissed_reason = shorten(_(reason) % {"number": other.pk, "text": other.text}, 300)


def _second_part(actor: User, claim: Claim, start: int, end: int) -> Claim:
    second = Claim.objects.create(
        article=claim.article,
        snapshot=claim.snapshot,
        start=start,
        end=end,
        quote=claim.snapshot.text[start:end],
        speaker=claim.speaker,
        speaker_as_printed=claim.speaker_as_printed,
        speaker_is_resolved=claim.speaker_is_resolved,
        cue=claim.cue,
        attribution=claim.attribution,
        is_quote=claim.is_quote,
        details=[detail for detail in claim.details if start <= detail["start"] and detail["end"] <= end],
        origin=Origin.PERSON,
        is_touched=True,
        state=claim.state,
        state_changed_at=timezone.now(),
        checker=claim.checker,
        priority=claim.priority,
        due_on=claim.due_on,
        created_by=actor,
    )
    record_event(
        kind=EventKind.ADD, actor=actor, claim=second, data={"start": start, "end": end, "split_from": claim.pk}
    )
    return second
