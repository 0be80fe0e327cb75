"""The queue's filters: what each means, and that the counts are right under any combination of them."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions.reviewer import ask_reviewer
from claims.models import Article, Claim, User
from claims.vocabulary import State
from claims.workflow import OPEN_STATES
from tests.many_claims import make_claims

QUEUE = "/desk/claims/"
DONE = (State.DISMISSED, State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)


@pytest.fixture
def at_the_desk(sign_in: Callable[[User], Client], ed: User) -> Client:
    return sign_in(ed)


def shown(response: Any) -> set[int]:
    return {row.claim.pk for row in response.context["rows"]}


def chips(response: Any) -> set[tuple[str, str]]:
    return {(chip.label, chip.value) for chip in response.context["chips"]}


def test_whom_the_review_is_asked_of(at_the_desk: Client, claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    mine, hers, nobodys = (claim_in(State.IN_REVIEW) for _ in range(3))
    for claim, reviewer in ((mine, ed), (hers, edna)):
        ask_reviewer(actor=edna, claim_id=claim.pk, version=claim.version, reviewer=reviewer)
    assert shown(at_the_desk.get(QUEUE, {"reviewer": "me"})) == {mine.pk}
    assert shown(at_the_desk.get(QUEUE, {"reviewer": "nobody"})) == {nobodys.pk}
    answer = at_the_desk.get(QUEUE, {"reviewer": edna.pk})
    assert shown(answer) == {hers.pk}
    assert chips(answer) == {("Review asked of", "Edna Ruiz")}


def test_publisher_score_and_age_say_themselves_in_words(
    at_the_desk: Client, claim_in: Callable[..., Claim], story: Article
) -> None:
    old, new = claim_in(State.TO_CHECK), claim_in(State.TO_CHECK)
    long_ago = timezone.now() - dt.timedelta(days=31)
    Claim.objects.filter(pk=old.pk).update(created_at=long_ago, score=0.564)
    Claim.objects.filter(pk=new.pk).update(score=0.565)
    asked = {"publisher": "The Harrowmouth Gazette", "score": "57", "age": "day"}
    answer = at_the_desk.get(QUEUE, asked)
    assert shown(answer) == {new.pk}
    assert chips(answer) == {
        ("Publisher", "The Harrowmouth Gazette"),
        ("Worth checking from", "57 %"),
        ("Age", "Added in the last 24 hours"),
    }
    assert shown(at_the_desk.get(QUEUE, {"age": "over_month"})) == {old.pk}
    Article.objects.filter(pk=story.pk).update(publisher="")
    assert shown(at_the_desk.get(QUEUE, {"publisher": "nobody"})) == {old.pk, new.pk}


def test_nothing_worth_checking_is_a_filter_too(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.TO_CHECK)
    claim_in(State.TO_CHECK)
    Claim.objects.filter(pk=claim.pk).update(score=0.0)
    answer = at_the_desk.get(QUEUE, {"score": "0"})
    assert shown(answer) == {claim.pk}
    assert answer.context["filters"].is_folded_in_use
    assert len(answer.context["chips"]) == 1


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("reviewer=abc", "Review asked of"),
        ("reviewer=999999", "Review asked of"),
        ("publisher=Nobody%20prints%20this", "Publisher"),
        ("score=abc", "Worth checking from"),
        ("score=101", "Worth checking from"),
        ("score=-1", "Worth checking from"),
        ("score=1e999999999", "Worth checking from"),
        ("age=century", "Age"),
        ("topic=%D9%A3", "Topic"),
        ("sort=-password", "Sorting"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_and_left_out(
    at_the_desk: Client, claim_in: Callable[..., Claim], query: str, named: str
) -> None:
    claim = claim_in(State.TO_CHECK)
    answer = at_the_desk.get(f"{QUEUE}?{query}")
    assert answer.status_code == 200
    assert shown(answer) == {claim.pk}
    assert f"was left out: {named}." in answer.content.decode()


# What each filter means, in plain Python. `me` is the editor who asks.

TODAY = timezone.localdate


def _due(claim: Claim, value: str) -> bool:
    day = claim.due_on
    if value == "none":
        return day is None
    if day is None:
        return False
    if value == "overdue":
        return day < TODAY() and claim.state not in DONE
    sunday = TODAY() + dt.timedelta(days=6 - TODAY().weekday())
    return day == TODAY() if value == "today" else TODAY() <= day <= sunday


def _age(claim: Claim, value: str) -> bool:
    age = timezone.now() - claim.created_at
    days = {"day": 1, "week": 7, "over_week": 7, "over_month": 30}[value]
    return (age > dt.timedelta(days=days)) == value.startswith("over")


def _person(pk: int | None, value: str, me: User) -> bool:
    return pk == {"me": me.pk, "nobody": None}.get(value, int(value) if value.isdecimal() else -1)


def _holds(claim: Claim, name: str, value: Any, me: User) -> bool:
    means: dict[str, Callable[[], bool]] = {
        "q": lambda: value.lower() in claim.quote.lower() or value.lower() in claim.wording.lower(),
        "checker": lambda: _person(claim.checker_id, value, me),
        "reviewer": lambda: _person(claim.reviewer_id, value, me),
        "speaker": lambda: claim.speaker is not None and value.lower() in claim.speaker.name.lower(),
        "topic": lambda: _topic(claim, value),
        "publisher": lambda: claim.article.publisher == ("" if value == "nobody" else value),
        "article": lambda: claim.article_id == int(value),
        "priority": lambda: str(claim.priority) in value,
        "due": lambda: _due(claim, value),
        "score": lambda: claim.score is not None and int(claim.score * 100 + 0.5 + 1e-6) >= int(value),
        "age": lambda: _age(claim, value),
    }
    return means[name]()


def _topic(claim: Claim, value: str) -> bool:
    topics = {topic.pk for topic in claim.topics.all()}
    return not topics if value == "nobody" else int(value) in topics


def test_counts_are_right_under_any_combination(
    at_the_desk: Client, ed: User, edna: User, mara: User, django_assert_max_num_queries: Any
) -> None:
    make_claims([ed, edna, mara], 120)
    claims = list(Claim.objects.select_related("article", "speaker").prefetch_related("topics"))
    topic = claims[0].topics.model.objects.order_by("pk")[0].pk
    offered: dict[str, list[Any]] = {
        "q": ["crane", "ZEBRA", "100%"],
        "checker": ["me", "nobody", str(mara.pk)],
        "reviewer": ["me", "nobody", str(edna.pk)],
        "speaker": ["speaker 1", "nobody says this"],
        "topic": ["nobody", str(topic)],
        "publisher": ["nobody", "Radio Süd"],
        "article": [str(claims[0].article_id)],
        "priority": [["3", "4"], ["1"]],
        "due": ["overdue", "today", "week", "none"],
        "score": ["0", "50", "57", "100"],
        "age": ["day", "week", "over_week", "over_month"],
    }
    chance = random.Random(7)
    seen = 0
    for _ in range(35):
        asked = {
            name: chance.choice(offered[name]) for name in chance.sample(sorted(offered), chance.choice((1, 1, 2, 3)))
        }
        states = chance.sample(State.values, chance.choice((0, 1, 2)))
        left = [claim for claim in claims if all(_holds(claim, name, value, ed) for name, value in asked.items())]
        counted = Counter(claim.state for claim in left)
        answer = at_the_desk.get(QUEUE, asked | {"state": states})
        assert {one.value: one.count for one in answer.context["state_counts"] if one.count} == (
            dict(counted) | ({"any": len(left)} if left else {})
        ), asked
        if not states:
            by_day = asked.get("due") in ("overdue", "today", "week")
            states = [state for state in OPEN_STATES if by_day or state != State.SUGGESTED]
        assert answer.context["total"] == sum(counted[state] for state in states), (asked, states)
        assert len(answer.context["rows"]) == min(answer.context["total"], 50)
        seen += answer.context["total"]
    assert seen > 100
