"""A splitter that finds what a test says, under the version that the test gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import resplit as actions
from claims.actions import splitting
from claims.actions.jobs import claim_job, enqueue_job
from claims.models import Article, Claim, Job, User
from claims.queries import resplit
from claims.queries.resplit import Comparison, claims_to_compare, compare, found_by, newest_preview
from claims.splitting.split import ClaimSpan, Split
from claims.tasks import HANDLERS
from claims.vocabulary import JobKind, JobState

# Passages of tests/cast.py's story.
CRANE = "the failure of a single crane had cost shippers 40 million crowns"
WARNINGS = "ignoring three written warnings since March"
REPAIRS = "We asked for repairs on 4 March, on 19 May and again on 2 August"
INJURED = "two people were injured when the boom fell"
FAILURES = "The ministry of transport has counted 14 crane failures in the country since January"
CONTAINERS = "Harrowmouth handled 61,000 containers in September, a fifth fewer than a year before"

Install = Callable[..., None]


def span(text: str, words: str, **fields: Any) -> ClaimSpan:
    start = text.index(words)
    plain: dict[str, Any] = {
        "speaker": None,
        "speaker_as_printed": "",
        "cue": None,
        "quote": False,
        "score": 0.5,
        "reasons": ("gives a number",),
        "kind": "claim",
        "attribution": (),
        "reason_codes": (),
    }
    return ClaimSpan(start=start, end=start + len(words), text=words, **(plain | fields))


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """`install("en-2", CRANE, (WARNINGS, {"score": 0.9}))`: the version that is installed, and what it finds."""

    def install(version: str, *passages: str | tuple[str, dict[str, Any]]) -> None:
        def split(text: str, on_progress: Callable[[float], None] | None = None, **_given: Any) -> Split:
            wanted = [(one, {}) if isinstance(one, str) else one for one in passages]
            spans = sorted((span(text, words, **fields) for words, fields in wanted), key=lambda one: one.start)
            (on_progress or (lambda _fraction: None))(1.0)
            return Split(version, tuple(spans), ())

        monkeypatch.setattr(splitting, "split", split)
        monkeypatch.setattr(resplit, "present_versions", lambda: frozenset({version}))

    return install


def work(article: Article, kind: JobKind) -> Job:
    """Run the article's waiting job of that kind, or a new one, as a worker would; the job as it is then."""
    job = article.jobs.filter(kind=kind, state=JobState.QUEUED).first() or enqueue_job(kind=kind, article=article)
    held = claim_job(job.pk)
    assert held is not None
    HANDLERS[kind](held)
    return Job.objects.get(pk=job.pk)


OKAFOR = {"speaker": "Lena Okafor", "speaker_as_printed": "Okafor", "cue": "said", "score": 0.9}


@pytest.fixture
def split_by_1(story: Article, install: Install) -> Article:
    """The story as the splitter en-1 has split it: four suggestions."""
    install("en-1", CRANE, WARNINGS, REPAIRS, INJURED)
    work(story, JobKind.SPLIT_ARTICLE)
    return story


@pytest.fixture
def previewed(split_by_1: Article, install: Install) -> Article:
    """And then compared with en-2: one suggestion new, one gone, one described anew, two as they were."""
    install("en-2", CRANE, WARNINGS, (REPAIRS, OKAFOR), FAILURES)
    work(split_by_1, JobKind.PREVIEW_SPLIT)
    return split_by_1


def claim_of(article: Article, words: str) -> Claim:
    return Claim.objects.get(article=article, quote=words)


def comparison_of(user: User, article: Article) -> Comparison:
    found = found_by(newest_preview(user, article), article.current_snapshot)
    assert found is not None
    return compare(found, claims_to_compare(article.current_snapshot.pk))


def keys(user: User, article: Article, *kinds: str) -> set[str]:
    return {change.key for change in comparison_of(user, article).changes if not kinds or change.kind in kinds}


def apply(user: User, article: Article, wanted: set[str] | None = None, **more: Any) -> actions.Applied:
    preview = newest_preview(user, article)
    assert preview is not None
    given = {"keys": keys(user, article) if wanted is None else wanted} | more
    return actions.apply_preview(actor=user, article=article, preview_id=preview.pk, **given)


def everything(article: Article) -> list[dict[str, Any]]:
    return list(Claim.objects.filter(article=article).order_by("pk").values())
