"""Reads for the screens "my work", "articles" and one article. Each costs the same number of queries at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window

from claims.access import articles_visible_to, claims_visible_to
from claims.models import Article, Claim, Event, Job, Reply, Review, Snapshot, User
from claims.queries.due import overdue
from claims.queries.jobs import newest_splits
from claims.queries.review import waiting_for_review
from claims.vocabulary import Decision, EventKind, State

Listed = TypeVar("Listed", Claim, Article, Reply)

# How many rows a list of my work shows; the rest is counted.
LIST_LENGTH = 20


@dataclass(frozen=True)
class WorkList(Generic[Listed]):
    """The first rows of a list, and how many there are in all."""

    rows: Sequence[Listed]
    total: int

    @classmethod
    def of(cls, found: QuerySet[Listed]) -> WorkList[Listed]:
        """The list of an ordered `found`, in one query."""
        rows = list(found.annotate(total=Window(Count("pk")))[:LIST_LENGTH])
        return cls(rows, rows[0].total if rows else 0)

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class StateCount:
    state: State
    count: int


@dataclass
class ArticleRow:
    """An article in a list: how many claims it has in which state, and its newest splitting job."""

    article: Article
    counts: list[StateCount] = field(default_factory=list)
    job: Job | None = None

    @property
    def total(self) -> int:
        return sum(count.count for count in self.counts)


def claims_to_do(user: User) -> WorkList[Claim]:
    """Assigned to `user` and not sent back, the earliest due first."""
    return _work(user, Q(checker=user, state__in=[State.ASSIGNED, State.CHECKING]), *_BY_DUE_DATE)


def claims_sent_back(user: User) -> WorkList[Claim]:
    """Of `user`, with changes asked for. Each row carries `asked_by` (a name) and `asked_for` (the comment)."""
    asked = Review.objects.filter(revision__claim=OuterRef("pk"), decision=Decision.CHANGES_REQUESTED).order_by(
        "-created_at", "-id"
    )
    return _work(
        user,
        Q(checker=user, state=State.CHANGES_REQUESTED),
        *_BY_DUE_DATE,
        asked_for=Subquery(asked.values("comment")[:1]),
        asked_by=Subquery(asked.values("reviewer__name")[:1]),
    )


def claims_awaiting_others(user: User) -> WorkList[Claim]:
    """Of `user`, in somebody else's hands: in review or approved."""
    return _work(user, Q(checker=user, state__in=[State.IN_REVIEW, State.APPROVED]), "state_changed_at")


def claims_to_review(user: User) -> WorkList[Claim]:
    """What waits for the review of `user`, in the order in which "approve and next" goes through it."""
    return _listed(waiting_for_review(user))


def claims_in_review(user: User) -> WorkList[Claim]:
    """Everybody's that wait for a reviewer, the longest waiting first."""
    return _work(user, Q(state=State.IN_REVIEW), "state_changed_at", "id")


def claims_public(user: User) -> WorkList[Claim]:
    """Those with a public page that nobody is correcting, the last published or corrected first."""
    return _work(user, Q(state__in=[State.PUBLISHED, State.CORRECTED]), "-state_changed_at", "-id")


def claims_to_publish(user: User) -> WorkList[Claim]:
    """Approved, waiting for an editor to publish them."""
    return _work(user, Q(state=State.APPROVED), "-priority", "state_changed_at")


def claims_unassigned(user: User) -> WorkList[Claim]:
    """To check, and nobody's; the most urgent first."""
    return _work(user, Q(state=State.TO_CHECK), "-priority", F("due_on").asc(nulls_last=True), "id")


def claims_overdue(user: User) -> WorkList[Claim]:
    """Everybody's, past the due date and not done."""
    return _work(user, overdue(), "due_on", "-priority", "id")


def articles_to_triage(user: User) -> WorkList[Article]:
    """The newest articles with suggested claims, each with `suggested`, how many."""
    waiting = articles_visible_to(user).filter(claims__state=State.SUGGESTED).annotate(suggested=Count("claims"))
    return WorkList.of(waiting.order_by("-created_at", "-id"))


def is_untouched(user: User) -> bool:
    """Whether no article has come in yet."""
    return not articles_visible_to(user).exists()


def articles_found(user: User, words: str) -> QuerySet[Article]:
    """Articles whose title or publisher holds `words`, newest first; all of them when it is empty."""
    articles = articles_visible_to(user)
    if words:
        articles = articles.filter(Q(title__icontains=words) | Q(publisher__icontains=words))
    return articles.order_by("-created_at", "-id")


def article_rows(user: User, articles: Iterable[Article]) -> list[ArticleRow]:
    """`articles`, with their counts and jobs, in two queries."""
    rows = {article.pk: ArticleRow(article) for article in articles}
    for pk, counts in _counts_by_article(claims_visible_to(user).filter(article__in=list(rows))).items():
        rows[pk].counts = counts
    for job in newest_splits(user).filter(article__in=list(rows)):
        if job.article_id is not None:
            rows[job.article_id].job = job
    return list(rows.values())


def claims_added_by(job: Job) -> int:
    """How many claims a split that is done has added to its article."""
    split = Event.objects.filter(article=job.article_id, kind=EventKind.SPLIT, created_at__gte=job.created_at).order_by(
        "number"
    )
    return sum(event.data["added"] for event in split[:1])


def claims_overlapping(user: User, claim: Claim) -> list[Claim]:
    """The other claims of its text that share characters with `claim` and were not dismissed, in reading order."""
    others = claims_visible_to(user).filter(snapshot=claim.snapshot_id, start__lt=claim.end, end__gt=claim.start)
    return list(others.exclude(state=State.DISMISSED).exclude(pk=claim.pk).order_by("start", "-end"))


def articles_with_text(user: User, sha256: str) -> QuerySet[Article]:
    """The articles that have or had the text with this SHA-256, the oldest first."""
    return articles_visible_to(user).filter(snapshots__sha256=sha256).order_by("id").distinct()


def claims_of_text(user: User, snapshot: Snapshot) -> list[Claim]:
    """The claims of one text in reading order, the longer first where two start together."""
    claims = claims_visible_to(user).filter(snapshot=snapshot).select_related("speaker", "checker")
    # There may be thousands, and no list shows these.
    claims = claims.defer("attribution", "details", "checker__password", "speaker__description", "speaker__url")
    return list(claims.order_by("start", "-end"))


_BY_DUE_DATE = (F("due_on").asc(nulls_last=True), "-priority", "id")


def _work(user: User, where: Q, *order: object, **annotations: Subquery) -> WorkList[Claim]:
    claims = claims_visible_to(user).annotate(**annotations).filter(where)
    return _listed(claims.order_by(*order))  # type: ignore[arg-type]


def _listed(claims: QuerySet[Claim]) -> WorkList[Claim]:
    return WorkList.of(claims.select_related("article", "speaker", "checker", "reviewer"))


def _counts_by_article(claims: QuerySet[Claim]) -> dict[int, list[StateCount]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for article, state, count in claims.order_by().values_list("article_id", "state").annotate(count=Count("pk")):
        found[article][state] = count
    return {
        article: [StateCount(state, counts[state]) for state in State if state in counts]
        for article, counts in found.items()
    }
