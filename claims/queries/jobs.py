"""Reads of background work: what became of it, and what somebody must look at."""

from __future__ import annotations

from django.db.models import QuerySet

from claims.access import jobs_visible_to
from claims.models import Article, Claim, Job, User
from claims.vocabulary import JobKind, JobState


def newest_split(user: User, article: Article) -> Job | None:
    """The article's newest splitting job."""
    return jobs_visible_to(user).filter(article=article).newest(JobKind.SPLIT_ARTICLE)


def newest_splits(user: User) -> QuerySet[Job]:
    """The newest splitting job of each article that has one."""
    return jobs_visible_to(user).newest_of_each_article(JobKind.SPLIT_ARTICLE)


def newest_page_job(user: User, claim: Claim) -> Job | None:
    """The newest job that writes the claim's public page; None before the first publishing.

    None, too, when it failed and the page was written since with the whole site.
    """
    jobs = jobs_visible_to(user).filter(claim=claim)
    job = jobs.newest(JobKind.PUBLISH_CLAIM)
    if job is not None and job.state == JobState.FAILED and not jobs.unmended().exists():
        return None
    return job


def failed_jobs(user: User) -> list[Job]:
    """What failed for good and nobody has taken up again, the newest first, each with its article or claim."""
    jobs = jobs_visible_to(user).unmended().select_related("article", "claim")
    return list(jobs.order_by("-id"))
