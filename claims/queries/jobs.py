"""Reads of background work: what became of it, and what somebody must look at."""

from __future__ import annotations

from django.db.models import QuerySet

from claims.access import jobs_visible_to
from claims.models import Article, Claim, Job, User
from claims.vocabulary import JobKind


def newest_split(user: User, article: Article) -> Job | None:
    """The article's newest splitting job."""
    return jobs_visible_to(user).filter(article=article).newest(JobKind.SPLIT_ARTICLE)


def newest_splits(user: User) -> QuerySet[Job]:
    """The newest splitting job of each article that has one."""
    return jobs_visible_to(user).newest_of_each_article(JobKind.SPLIT_ARTICLE)


def newest_page_job(user: User, claim: Claim) -> Job | None:
    """The newest job that writes the claim's public page; None before the first publishing."""
    return jobs_visible_to(user).filter(claim=claim).newest(JobKind.PUBLISH_CLAIM)


def jobs_in_trouble(user: User) -> list[Job]:
    """What failed for good or keeps failing, the newest first, each with its article or claim."""
    jobs = jobs_visible_to(user).in_trouble().select_related("article", "claim", "invitation")
    return list(jobs.order_by("-id"))
