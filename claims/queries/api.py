"""The reads of the API: what each representation needs, in a fixed number of queries. All start at access.py."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from claims.access import (
    articles_visible_to,
    claims_visible_to,
    jobs_visible_to,
    reviews_visible_to,
    sources_visible_to,
)
from claims.models import (
    Article,
    Claim,
    Comment,
    Evidence,
    Job,
    PublicRevision,
    Rating,
    RatingScale,
    Review,
    Revision,
    Source,
    User,
    Verdict,
)
from claims.queries.jobs import newest_splits


def articles(user: User) -> QuerySet[Article]:
    """Articles with `claim_count`, and their newest splitting job as the only item of `split_jobs`."""
    counted = Claim.objects.filter(article=OuterRef("pk")).order_by().values("article").annotate(n=Count("pk"))
    return (
        articles_visible_to(user)
        .select_related("created_by")
        .prefetch_related(Prefetch("jobs", queryset=newest_splits(user), to_attr="split_jobs"))
        .annotate(claim_count=Subquery(counted.values("n")))
    )


def claims(user: User) -> QuerySet[Claim]:
    """Claims with all they are shown with, and `latest_revision_id`."""
    newest = Revision.objects.filter(claim=OuterRef("pk")).order_by("-number").values("pk")[:1]
    return (
        claims_visible_to(user)
        .select_related("article", "snapshot", "speaker", "checker", "reviewer", "created_by")
        .prefetch_related("topics")
        .defer("snapshot__text")
        .annotate(latest_revision_id=Subquery(newest))
    )


def claim(user: User, pk: int) -> Claim:
    """One of them, without the article's whole text, or Claim.DoesNotExist."""
    return claims(user).get(pk=pk)


def evidence(user: User) -> QuerySet[Evidence]:
    return Evidence.objects.filter(claim__in=claims_visible_to(user)).select_related("source", "added_by")


def verdicts(user: User) -> QuerySet[Verdict]:
    return Verdict.objects.filter(claim__in=claims_visible_to(user)).select_related("rating")


def revisions(user: User) -> QuerySet[Revision]:
    reviews = Prefetch("reviews", queryset=reviews_visible_to(user).select_related("reviewer").order_by("id"))
    visible = Revision.objects.filter(claim__in=claims_visible_to(user))
    return visible.select_related("author", "rating").prefetch_related(reviews)


def public_revisions(user: User) -> QuerySet[PublicRevision]:
    return PublicRevision.objects.filter(claim__in=claims_visible_to(user)).select_related("published_by")


def comments(user: User) -> QuerySet[Comment]:
    return Comment.objects.filter(claim__in=claims_visible_to(user)).select_related("author", "resolved_by")


def sources(user: User) -> QuerySet[Source]:
    return sources_visible_to(user).select_related("created_by").prefetch_related("captures")


def jobs(user: User) -> QuerySet[Job]:
    return jobs_visible_to(user)


def rating_scales() -> QuerySet[RatingScale]:
    return RatingScale.objects.prefetch_related(Prefetch("ratings", queryset=Rating.objects.order_by("position")))


def reviews(user: User) -> QuerySet[Review]:
    return reviews_visible_to(user).select_related("reviewer")


def ratings() -> QuerySet[Rating]:
    return Rating.objects.all()
