"""One step for all claims that the filters find, and for many at once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import claim as claims
from claims.models import Article, Claim, Event, Topic, User
from claims.vocabulary import Priority, State
from tests.cast import fresh
from tests.many_claims import make_claims

BULK = "/desk/claims/bulk/"
SignIn = Callable[[User], Client]


@pytest.fixture
def at_the_desk(sign_in: SignIn, ed: User) -> Client:
    return sign_in(ed)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def hidden(page: str) -> dict[str, str]:
    """What the form on the page of the question would send."""
    form = page.split(f'action="{BULK}"', 1)[1].split("</form>", maxsplit=1)[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    button = re.search(r'<button[^>]* name="do" value="([^"]+)"', form)
    assert button
    return {name: html.unescape(value) for name, value in found} | {"do": button[1]}


def test_all_that_were_found_are_asked_about_first_and_then_done(
    at_the_desk: Client, ed: User, mara: User, cem: User
) -> None:
    make_claims([ed, mara], 300)
    to_check = Claim.objects.filter(state=State.TO_CHECK, priority=Priority.HIGH)
    others = Claim.objects.exclude(pk__in=to_check).filter(checker=cem).count()
    query = "state=to_check&priority=3"
    count = to_check.count()
    assert count > 5
    sent = {"do": "assign", "checker": cem.pk, "priority": "4", "everything": "on", "query": query}
    question = words(at_the_desk.post(BULK, sent))
    assert f"Assign: {count} claims?" in question
    assert "<bdi>Cem Aydin</bdi>" in question
    assert "<bdi>Urgent</bdi>" in question
    assert f"and {count - 5} more" in question
    assert not Claim.objects.filter(checker=cem).exists()

    # One is changed before the button is pressed, and is refused; all others are done, and nothing else.
    one = to_check[0]
    claims.prioritise_claim(actor=mara_is_editor(mara), claim_id=one.pk, version=one.version, priority=1, due_on=None)
    answer = at_the_desk.post(BULK, hidden(question), follow=True)
    assert f"{count - 1} claims were assigned." in words(answer)
    assert "1 claim was refused:" in words(answer)
    assert "Mara Lind changed this in the meantime." in words(answer)
    assert answer.redirect_chain[-1][0].endswith(f"?{query}")
    assert Claim.objects.filter(checker=cem, priority=Priority.URGENT).count() == count - 1 + others


def mara_is_editor(mara: User) -> User:
    mara.role = "editor"
    mara.save()
    return mara


def test_the_question_is_not_asked_for_nothing_or_for_too_many(
    at_the_desk: Client, ed: User, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"do": "accept", "everything": "on", "query": "state=suggested"}
    answer = at_the_desk.post(BULK, sent)
    assert (answer.status_code, "find no claim any more" in words(answer)) == (400, True)
    make_claims([ed, mara], 40)
    monkeypatch.setattr("claims.desk.bulk.LIMIT", 2)
    answer = at_the_desk.post(BULK, sent)
    assert (answer.status_code, "Narrow them first" in words(answer)) == (400, True)
    # What a step cannot do without is said before the question.
    assert "Say why the claims are dismissed." in words(at_the_desk.post(BULK, sent | {"do": "dismiss"}))


def test_all_pages_are_offered_only_where_there_are_some(at_the_desk: Client, ed: User, mara: User) -> None:
    make_claims([ed, mara], 60)
    assert "All 60 found, on every page" in words(at_the_desk.get("/desk/claims/?state=any"))
    assert "on every page" not in words(at_the_desk.get("/desk/claims/?state=to_check"))


def test_many_refusals_are_counted_and_a_few_are_named(at_the_desk: Client, ed: User, mara: User) -> None:
    rows = make_claims([ed, mara], 90)
    done = [claim for claim in rows if claim.state == State.WITHDRAWN] + [
        claim for claim in rows if claim.state == State.DISMISSED
    ]
    assert len(done) > 10
    picked = [f"{claim.pk}:{claim.version}" for claim in done]
    page = words(at_the_desk.post(BULK, {"claims": picked, "do": "prioritise", "priority": "1"}, follow=True))
    refused = page.split('<ul class="refusals">')[1].split("</div>")[0]
    assert f"{len(done)} claims were refused:" in page
    counts = [int(number) for number in re.findall(r"not possible there\. \((\d+)\)", refused)]
    assert sum(counts) == len(done)
    assert refused.count("<a href") == sum(min(count, 8) for count in counts)
    assert all(f"and {count - 8} more" in refused for count in counts if count > 8)


def test_a_reviewer_is_asked_for_many_and_authors_are_refused(
    at_the_desk: Client, claim_in: Callable[..., Claim], edna: User
) -> None:
    rows = [claim_in(State.IN_REVIEW), claim_in(State.CHECKING)]
    hers, early = claim_in(State.IN_REVIEW, checker=edna), claim_in(State.TO_CHECK)
    picked = [f"{claim.pk}:{claim.version}" for claim in [*rows, hers, early]]
    sent = {"claims": picked, "do": "ask_reviewer", "reviewer": edna.pk}
    page = words(at_the_desk.post(BULK, sent, follow=True))
    assert "Who is asked for the review was set for 2 claims." in page
    assert "2 claims were refused:" in page
    assert "Edna Ruiz wrote a part of this verdict." in page
    assert [fresh(claim).reviewer for claim in [*rows, hers, early]] == [edna, edna, None, None]
    events = Event.objects.count()
    assert "was set for 2 claims." in words(at_the_desk.post(BULK, sent, follow=True))
    assert Event.objects.count() == events


def test_a_topic_is_added_to_those_a_claim_has(
    at_the_desk: Client, claim_in: Callable[..., Claim], ed: User, story: Article
) -> None:
    health, budget = (Topic.objects.create(name=name) for name in ("Health", "Budget"))
    claim, dismissed = claim_in(State.TO_CHECK), claim_in(State.DISMISSED)
    claim = claims.set_topics(actor=ed, claim_id=claim.pk, version=claim.version, topics=[health.pk])
    picked = [f"{one.pk}:{fresh(one).version}" for one in (claim, dismissed)]
    page = words(at_the_desk.post(BULK, {"claims": picked, "do": "set_topics", "topic": budget.pk}, follow=True))
    assert "The topic was added to 1 claim." in page
    assert set(claim.topics.all()) == {health, budget}
