"""Lists: narrowed as asked, in pages that stay put, with the same number of queries however long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions.comment import add_comment
from claims.actions.evidence import add_evidence
from claims.actions.jobs import enqueue_job
from claims.models import (
    Article,
    Capture,
    Claim,
    PublicRevision,
    Rating,
    RatingScale,
    Review,
    Revision,
    Source,
    Speaker,
    User,
)
from claims.vocabulary import CaptureState, JobKind, RatingKind, State
from tests.api.conftest import Caller
from tests.cast import complete, fresh, make_user, new_story


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def editor(ed: User, program_of: Callable[..., Caller]) -> Caller:
    return program_of(ed)


def more_articles(n: int, ed: User, **_: Any) -> None:
    for _number in range(n):
        new_story(ed)


def more_claims(n: int, story: Article, ed: User, mara: User, **_: Any) -> None:
    """Claims with a speaker and a checker, so that what hangs on them is read, too."""
    first = Claim.objects.count()
    for number in range(first, first + n):
        claim = claims.add_claim(actor=ed, article=story, start=number * 4, end=number * 4 + 4)
        speaker = Speaker.objects.create(name=f"Speaker {claim.pk}")
        Claim.objects.filter(pk=claim.pk).update(speaker=speaker, checker=mara)


def more_people(n: int, **_: Any) -> None:
    count = User.objects.count()
    User.objects.bulk_create(
        User(email=f"p{count + i}@example.org", username=f"p{count + i}", name="P") for i in range(n)
    )


def more_evidence(n: int, claim: Claim, mara: User, **_: Any) -> None:
    for _number in range(n):
        url = f"https://a.example/{Source.objects.count()}"
        piece = add_evidence(actor=mara, claim_id=claim.pk, title="Ledger", url=url, stance="context")
        Capture.objects.create(source=piece.source, state=CaptureState.STORED, captured_at=timezone.now())


def more_revisions(n: int, claim: Claim, mara: User, edna: User, **_: Any) -> None:
    """Revisions with a review and a public revision each, written straight: the workflow would take a minute."""
    for _number in range(n):
        number = claim.revisions.count() + 1
        revision = Revision.objects.create(
            claim=claim,
            number=number,
            author=mara,
            author_ids=[mara.pk],
            rating=Rating.objects.order_by("?")[0],
            summary="a",
            explanation="b",
            evidence=[],
        )
        Review.objects.create(revision=revision, reviewer=edna, decision="approved")
        PublicRevision.objects.create(
            claim=claim,
            number=number,
            revision=revision,
            change="update",
            reason="New figures.",
            published_by=edna,
            published_at=timezone.now(),
            content={},
        )


def more_comments(n: int, claim: Claim, mara: User, **_: Any) -> None:
    for _number in range(n):
        add_comment(actor=make_user_once(), claim_id=claim.pk, body="Page?", parent=claim.comments.first())


def make_user_once() -> User:
    return User.objects.filter(username="cleo").first() or make_user("checker", "Cleo Marsh")  # type: ignore[arg-type]


def more_scales(n: int, **_: Any) -> None:
    for _number in range(n):
        scale = RatingScale.objects.create(name=f"Scale {RatingScale.objects.count()}")
        Rating.objects.create(scale=scale, slug="false", label="False", meaning="No.", kind=RatingKind.OFF_AXIS)


def more_jobs(n: int, story: Article, ed: User, **_: Any) -> None:
    for _number in range(n):
        enqueue_job(kind=JobKind.SPLIT_ARTICLE, article=story, actor=ed)


LISTS: dict[str, Callable[..., None]] = {
    "articles/": more_articles,
    "articles/{story}/claims/": more_claims,
    "claims/": more_claims,
    "claims/{claim}/evidence/": more_evidence,
    "claims/{claim}/revisions/": more_revisions,
    "claims/{claim}/reviews/": more_revisions,
    "claims/{claim}/public-revisions/": more_revisions,
    "claims/{claim}/comments/": more_comments,
    "public-revisions/": more_revisions,
    "people/": more_people,
    "rating-scales/": more_scales,
    "sources/": more_evidence,
    "jobs/": more_jobs,
}


@pytest.mark.parametrize(("shape", "more"), LISTS.items(), ids=LISTS)
def test_as_many_queries_for_one_row_as_for_fifty(
    shape: str,
    more: Callable[..., None],
    story: Article,
    claim_in: Callable[..., Claim],
    ed: User,
    edna: User,
    mara: User,
    editor: Caller,
) -> None:
    claim = claim_in(State.CHECKING)
    world = {"story": story, "claim": claim, "ed": ed, "edna": edna, "mara": mara}
    path = shape.format(story=story.pk, claim=claim.pk)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            rows = editor.get(f"{path}?page_size=100").json()["results"]
        return len(rows), len(seen)

    more(1, **world)
    editor.get("me/")  # The first use of a token is noted; that is a query of its own.
    few, queries_for_few = queries()
    more(50, **world)
    many, queries_for_many = queries()
    assert many == few + 50
    assert queries_for_many == queries_for_few
    assert queries_for_many <= 6


def test_pages_neither_skip_nor_repeat_while_rows_come_in(story: Article, ed: User, mara: User, editor: Caller) -> None:
    more_claims(7, story, ed, mara)
    expected = list(Claim.objects.order_by("-id").values_list("id", flat=True))
    seen, path = [], "/api/v1/claims/?page_size=3"
    while path:
        answer = editor.get(path)
        seen += ids(answer)
        claims.add_claim(actor=ed, article=new_story(ed), start=0, end=4)
        path = answer.json()["next"] and "{0.path}?{0.query}".format(urlsplit(answer.json()["next"]))
    assert seen == expected
    previous = answer.json()["previous"]
    assert ids(editor.get("{0.path}?{0.query}".format(urlsplit(previous)))) == expected[3:6]


def test_claims_of_an_article_stand_in_its_order(story: Article, ed: User, editor: Caller) -> None:
    for start in (60, 0, 30, 90):
        claims.add_claim(actor=ed, article=story, start=start, end=start + 10)
    path, starts = f"/api/v1/articles/{story.pk}/claims/?page_size=2", []
    while path:
        answer = editor.get(path).json()
        starts += [row["start"] for row in answer["results"]]
        path = answer["next"] and "{0.path}?{0.query}".format(urlsplit(answer["next"]))
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_filters_of_claims(
    claim_in: Callable[..., Claim], ed: User, mara: User, cem: User, editor: Caller, program_of: Callable[..., Caller]
) -> None:
    suggested, mine = claim_in(State.SUGGESTED), claim_in(State.CHECKING)
    theirs, free = claim_in(State.ASSIGNED, checker=cem), claim_in(State.TO_CHECK)
    urgent = claims.prioritise_claim(actor=ed, claim_id=free.pk, version=free.version, priority=4, due_on=None)
    spoken = claims.edit_claim(
        actor=mara, claim_id=mine.pk, version=mine.version, wording="Zebras 100%", speaker_name="Lena Okafor"
    )

    def found(query: str) -> set[int]:
        return set(ids(editor.get(f"claims/?{query}")))

    everything = {suggested.pk, mine.pk, theirs.pk, free.pk}
    assert found("") == everything
    assert found("state=suggested") == {suggested.pk}
    assert found("state=suggested&state=checking") == {suggested.pk, mine.pk}
    assert found(f"checker={cem.pk}") == {theirs.pk}
    assert found("checker=nobody") == {suggested.pk, free.pk}
    assert found("checker=me") == set()
    assert ids(program_of(mara).get("claims/?checker=me")) == [mine.pk]
    assert found("priority=4") == {urgent.pk}
    assert found("priority=4&priority=2") == everything
    assert found(f"speaker={spoken.speaker_id}") == {mine.pk}
    assert found(f"article={mine.article_id}") == everything
    assert found(f"article={10**9}") == set()
    assert found("q=zebras") == {mine.pk}
    assert found("q=okafor+ZEBRAS") == {mine.pk}
    assert found("q=100%25") == {mine.pk}
    assert found("q=zebras+giraffes") == set()
    moment = fresh(urgent).updated_at
    assert found(f"updated_since={quote(moment.isoformat())}") == {urgent.pk, mine.pk}
    assert found(f"updated_since={quote((moment + timedelta(days=1)).isoformat())}") == set()
    assert found("updated_since=2999-01-01T00:00:00%2B23:59") == set()


def test_filters_of_the_other_lists(
    claim_in: Callable[..., Claim], story: Article, mara: User, vic: User, editor: Caller
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    assert ids(editor.get("articles/?q=harrowmouth+gazette")) == [story.pk]
    assert ids(editor.get("articles/?q=nowhere")) == []
    assert ids(editor.get("people/?role=viewer")) == [vic.pk]
    assert len(ids(editor.get(f"jobs/?article={story.pk}&state=queued&kind=split_article"))) == 1
    assert ids(editor.get("jobs/?state=failed")) == []
    source = claim.evidence.get().source
    assert ids(editor.get(f"sources/?url={quote(source.url)}")) == [source.pk]
    assert ids(editor.get("sources/?q=maintenance")) == [source.pk]


def test_people_who_left_are_not_listed(vic: User, editor: Caller) -> None:
    User.objects.filter(pk=vic.pk).update(is_active=False)
    assert vic.pk not in ids(editor.get("people/"))
    assert not any("email" in row for row in editor.get("people/").json()["results"])


def test_an_article_shows_how_far_its_job_is(story: Article, ed: User, editor: Caller) -> None:
    newest = enqueue_job(kind=JobKind.SPLIT_ARTICLE, article=story, actor=ed)
    newest.progress = 40
    newest.save()
    for path in ("articles/", f"articles/{story.pk}/"):
        body = editor.get(path).json()
        article = body["results"][0] if "results" in body else body
        assert (article["job"]["id"], article["job"]["progress"]) == (newest.pk, 40)
        assert article["claim_count"] == 0
    assert editor.get(f"jobs/{newest.pk}/").json()["progress"] == 40
