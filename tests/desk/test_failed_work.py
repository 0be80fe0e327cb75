"""Background work that fails: seen on the screens, and tried again from them and by programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from claims.actions.jobs import claim_job, fail_job, finish_job
from claims.models import Article, Claim, Job, User
from claims.queries.jobs import jobs_in_trouble, newest_page_job
from claims.vocabulary import JobKind, JobState, State
from tests.cast import new_story

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WRONG = "OSError: no space left on the device"


def run_once(job: Job, *, wrong: str = "") -> Job:
    """One attempt by a worker."""
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    held = claim_job(job.pk)
    assert held is not None
    if wrong:
        fail_job(held, wrong)
    else:
        finish_job(held, lambda: None)
    return Job.objects.get(pk=job.pk)


def give_up(job: Job) -> Job:
    """Every attempt fails, as often as other work than publishing is tried."""
    for _attempt in range(settings.JOB_MAX_ATTEMPTS):
        job = run_once(job, wrong=WRONG)
    return job


def page_job(claim: Claim) -> Job:
    return claim.jobs.get(kind=JobKind.PUBLISH_CLAIM)


def claim_page(desk: Client, claim: Claim) -> str:
    return desk.get(f"/desk/claims/{claim.pk}/").content.decode()


def state_of_page(desk: Client, claim: Claim) -> str:
    return desk.get(f"/desk/claims/{claim.pk}/_page/").content.decode()


def test_the_claim_says_how_far_its_page_is(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.PUBLISHED)
    job, desk = page_job(claim), sign_in(ed)
    assert "The public page is being written" in claim_page(desk, claim)
    assert 'hx-trigger="every 1s"' in state_of_page(desk, claim)
    run_once(job, wrong=WRONG)
    trying = state_of_page(desk, claim)
    assert "It will be tried again in a moment." in trying
    assert WRONG in trying
    assert 'hx-trigger="every 1s"' in trying
    run_once(job)
    written = state_of_page(desk, claim)
    assert "The public page is written." in written
    assert "hx-trigger" not in written
    assert "The public page" not in claim_page(desk, claim)


def test_a_page_that_could_not_be_written_is_said_with_a_way_to_try_again(
    sign_in: SignIn, ed: User, vic: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.PUBLISHED)
    job = give_up(page_job(claim))
    assert f"/desk/jobs/{job.pk}/retry/" not in claim_page(sign_in(vic), claim)
    desk = sign_in(ed)
    page = claim_page(desk, claim)
    assert "The public page could not be written." in page
    assert WRONG in page
    assert "It is tried again every few minutes." in page
    assert 'hx-trigger="every 1s"' in state_of_page(desk, claim)
    answer = desk.post(f"/desk/jobs/{job.pk}/retry/")
    assert answer.url == f"/desk/claims/{claim.pk}/#publishing"
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_a_retry_goes_back_to_where_the_button_was_but_never_to_another_site(
    sign_in: SignIn, ed: User, story: Article
) -> None:
    address = f"/desk/jobs/{give_up(story.jobs.get()).pk}/retry/"
    desk = sign_in(ed)
    assert desk.post(address, {"next": "/desk/articles/?q=port"}).url == "/desk/articles/?q=port"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
        assert desk.post(address, {"next": elsewhere}).url == f"/desk/articles/{story.pk}/"


def test_my_work_shows_editors_what_failed(
    sign_in: SignIn, ed: User, mara: User, story: Article, claim_in: Callable[..., Claim]
) -> None:
    assert "failed and wait" not in sign_in(ed).get("/desk/").content.decode()
    claims = [claim_in(State.PUBLISHED) for _ in range(2)]
    for claim in claims:
        give_up(page_job(claim))
    give_up(story.jobs.get())
    page = sign_in(ed).get("/desk/").content.decode()
    assert "3 pieces of work failed and wait for you" in page
    for claim in claims:
        assert f'href="/desk/claims/{claim.pk}/#publishing"' in page
    assert page.count('name="next" value="/desk/"') == 3
    assert "failed and wait" not in sign_in(mara).get("/desk/").content.decode()


def test_one_or_two_failures_may_pass_and_what_was_taken_up_again_is_none(
    ed: User, story: Article, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.PUBLISHED)
    job = page_job(claim)
    run_once(job, wrong=WRONG)
    run_once(job, wrong=WRONG)
    assert jobs_in_trouble(ed) == []
    run_once(job, wrong=WRONG)
    split = give_up(story.jobs.get())
    assert split.state == JobState.FAILED
    assert jobs_in_trouble(ed) == [job, split]
    again = Job.objects.create(kind=JobKind.PUBLISH_CLAIM, claim=claim, run_after=timezone.now())
    assert jobs_in_trouble(ed) == [split]
    assert newest_page_job(ed, claim) == again
    run_once(again)
    # Another article's split takes up nothing of this one's.
    new_story(ed)
    assert jobs_in_trouble(ed) == [split]
