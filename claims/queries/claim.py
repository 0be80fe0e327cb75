"""What a claim's page shows: its place in the text, evidence, revisions, comments and history."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q

from claims.access import claim_events_visible_to, claims_visible_to, reviews_visible_to
from claims.models import (
    Claim,
    Comment,
    Event,
    Evidence,
    Mention,
    PublicRevision,
    Rating,
    ReviewPoint,
    Revision,
    User,
    Verdict,
)
from claims.vocabulary import Action, Decision, Question, Stance, State

# How much of the article's text is shown on each side of the quoted words, in characters.
CONTEXT = 600


@dataclass(frozen=True)
class Passage:
    """The words as said, and the rest of their paragraph on both sides."""

    before: str
    quote: str
    after: str
    is_cut_before: bool
    is_cut_after: bool


@dataclass
class Thread:
    """A comment and the answers to it."""

    comment: Comment
    answers: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Neighbours:
    """Where a claim stands among the claims of its article that were not dismissed. `place` counts from 1."""

    previous: Claim | None
    next: Claim | None
    place: int
    count: int


def passage_of(claim: Claim, *, around: int = CONTEXT) -> Passage:
    """The claim's words in their paragraph, with at most `around` characters on each side, cut between two words."""
    text = claim.snapshot.text
    paragraph = start = text.rfind("\n", 0, claim.start) + 1
    if start < claim.start - around:
        start = text.find(" ", claim.start - around, claim.start) + 1 or claim.start
    stop = text.find("\n", claim.end)
    paragraph_end = end = len(text) if stop < 0 else stop
    if end > claim.end + around:
        end = max(text.rfind(" ", claim.end, claim.end + around), claim.end)
    return Passage(
        before=text[start : claim.start],
        quote=claim.quote,
        after=text[claim.end : end],
        is_cut_before=start > paragraph,
        is_cut_after=end < paragraph_end,
    )


def evidence_by_question(claim: Claim) -> list[tuple[Question, list[tuple[Stance, list[Evidence]]]]]:
    """The evidence for each of the two questions, grouped by stance, in the order it was added.

    A stance without any is left out. So is the first question, with nothing said of it, where it is moot: the article
    itself says it.
    """
    pieces = list(claim.evidence.select_related("source", "added_by").order_by("id"))
    return [
        (question, _by_stance([piece for piece in pieces if piece.question == question]))
        for question in Question
        if question == Question.TRUE or not claim.is_own_voice or any(piece.question == question for piece in pieces)
    ]


def _by_stance(pieces: list[Evidence]) -> list[tuple[Stance, list[Evidence]]]:
    groups = [(stance, [piece for piece in pieces if piece.stance == stance]) for stance in Stance]
    return [(stance, group) for stance, group in groups if group]


def verdict_of(claim: Claim) -> Verdict | None:
    return Verdict.objects.filter(claim=claim).select_related("rating").first()


def revisions_of(user: User, claim: Claim) -> list[Revision]:
    """What was sent to review, newest first, each with the `reviews` that `user` may see, their reviewers and points.

    `votes` counts who has said yes or no, `approvals` who has said yes.
    """
    points = Prefetch("points", queryset=ReviewPoint.objects.select_related("answered_by").order_by("number"))
    reviews = reviews_visible_to(user).select_related("reviewer").prefetch_related(points).order_by("id")
    is_yes = Q(reviews__decision=Decision.APPROVED)
    return list(
        claim.revisions.select_related("author", "rating")
        .annotate(
            votes=Count("reviews", filter=is_yes | Q(reviews__decision=Decision.DISSENTED)),
            approvals=Count("reviews", filter=is_yes),
        )
        .prefetch_related(Prefetch("reviews", queryset=reviews))
        .order_by("-number")
    )


def public_revisions_of(claim: Claim) -> list[PublicRevision]:
    """What readers were shown, newest first."""
    return list(claim.public_revisions.select_related("published_by").defer("content").order_by("-number"))


def threads_of(claim: Claim) -> list[Thread]:
    """The comments, oldest first, with the answers below the comment they belong to."""
    threads: dict[int, Thread] = {}
    mentions = Prefetch("mentions", queryset=Mention.objects.select_related("person"))
    comments = claim.comments.select_related("author", "resolved_by").prefetch_related(mentions)
    for comment in comments.order_by("id"):
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment)
        else:
            threads[comment.parent_id].answers.append(comment)
    return list(threads.values())


def open_threads_of(claim: Claim) -> int:
    """How many comments nobody has settled; answers belong to theirs."""
    return claim.comments.filter(parent=None, resolved_at=None).count()


def events_of(user: User, claim: Claim, limit: int | None) -> list[Event]:
    """The newest `limit` events that `user` may see (None: all), newest first."""
    return list(claim_events_visible_to(user, claim).select_related("actor").order_by("-number")[:limit])


def newest_correction(claim: Claim) -> Event | None:
    """The event that began the newest correction, finished or not."""
    events = claim.events.filter(kind=Action.START_CORRECTION).select_related("actor")
    return events.order_by("-number").first()


def rating_is_new(claim: Claim, revision_id: int | None) -> bool:
    """Whether the revision's rating is another one than readers see."""
    if revision_id is None:
        return False
    shown = claim.public_revisions.order_by("-number").values_list("revision__rating", flat=True).first()
    rating = claim.revisions.filter(pk=revision_id).values_list("rating", flat=True).first()
    return None not in (shown, rating) and shown != rating


def people_by_id(ids: set[int]) -> dict[int, User]:
    return User.objects.only("name", "username").in_bulk(ids)


def neighbours_of(user: User, claim: Claim) -> Neighbours:
    """The claims before and after `claim` in the text. A dismissed claim is left out, unless it is `claim` itself."""
    others = claims_visible_to(user).filter(snapshot_id=claim.snapshot_id).exclude(state=State.DISMISSED)
    others = others.only("id", "start", "end").exclude(pk=claim.pk)
    before = others.filter(Q(start__lt=claim.start) | Q(start=claim.start, end__lt=claim.end))
    after = others.filter(Q(start__gt=claim.start) | Q(start=claim.start, end__gt=claim.end))
    place = before.count() + 1
    return Neighbours(
        previous=before.order_by("-start", "-end").first(),
        next=after.order_by("start", "end").first(),
        place=place,
        count=place + after.count(),
    )


def ratings_to_choose(verdict: Verdict | None) -> list[Rating]:
    """The current scale's ratings in order; an older verdict keeps its own rating among them."""
    chosen = verdict.rating_id if verdict else None
    return list(
        Rating.objects.filter(Q(scale__is_current=True) | Q(pk=chosen))
        .select_related("scale")
        .order_by("-scale__is_current", "position")
    )
