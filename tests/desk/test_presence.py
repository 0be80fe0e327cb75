"""Who else is here now: told by browsers, shown by the server, and gone without harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.desk import presence
from claims.models import Claim, User
from claims.vocabulary import State
from factcheck.cache import ForgivingRedisCache

SignIn = Callable[[User], Client]


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


def beat(client: Client, claim: Claim, **fields: str) -> dict[str, object]:
    return client.post(f"/desk/claims/{claim.pk}/here/", fields).json()


def page_of(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def test_others_are_named_and_oneself_is_not(sign_in: SignIn, claim: Claim, ed: User, mara: User, vic: User) -> None:
    beat(sign_in(mara), claim)
    assert "here-now" not in page_of(sign_in(mara), claim)
    assert "<bdi>Mara Lind</bdi>" in str(beat(sign_in(vic), claim)["here"])
    # At page load already, so without a script, too; a viewer is somebody as well.
    page = page_of(sign_in(ed), claim)
    here = page[page.index('class="here-now"') :].split("</p>")[0]
    assert "<bdi>Mara Lind</bdi>" in here
    assert "<bdi>Vic Oyelaran</bdi>" in here
    assert "writing" not in here


def test_who_writes_is_told_before_somebody_else_begins(sign_in: SignIn, claim: Claim, ed: User, mara: User) -> None:
    form = f"verdict-{claim.pk}"
    beat(sign_in(mara), claim, writing=form)
    warning = "<bdi>Mara Lind</bdi> is writing here now."
    assert warning in page_of(sign_in(ed), claim)
    answer = beat(sign_in(ed), claim)
    assert list(answer["writing"]) == [form]
    assert warning in answer["writing"][form]
    assert answer["writing"][form].count("<p") == 1
    # And no more when they have stopped.
    beat(sign_in(mara), claim)
    assert warning not in page_of(sign_in(ed), claim)


@pytest.mark.parametrize("writing", ["<script>", "a" * 101, "a b", "a\n"])
def test_a_form_has_a_key(sign_in: SignIn, claim: Claim, ed: User, mara: User, writing: str) -> None:
    beat(sign_in(mara), claim, writing=writing)
    assert beat(sign_in(ed), claim)["writing"] == {}


def test_who_leaves_or_says_nothing_for_a_while_is_gone(
    sign_in: SignIn, claim: Claim, ed: User, mara: User, cem: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(presence.time, "time", lambda: now)
    beat(sign_in(mara), claim)
    beat(sign_in(cem), claim)
    assert sign_in(mara).post(f"/desk/claims/{claim.pk}/here/", {"gone": "1"}).status_code == 204
    assert [one.name for one in presence.others_at(ed, "claim", claim.pk)] == ["Cem Aydin"]
    now += presence.SECONDS + 1
    assert presence.others_at(ed, "claim", claim.pk) == []


def test_a_person_with_two_tabs_is_there_once_until_both_are_closed(
    sign_in: SignIn, claim: Claim, ed: User, mara: User
) -> None:
    beat(sign_in(mara), claim, tab="one", writing="comment-1")
    beat(sign_in(mara), claim, tab="two")
    assert [(one.name, one.writing) for one in presence.others_at(ed, "claim", claim.pk)] == [
        ("Mara Lind", "comment-1")
    ]
    sign_in(mara).post(f"/desk/claims/{claim.pk}/here/", {"tab": "one", "gone": "1"})
    assert [one.writing for one in presence.others_at(ed, "claim", claim.pk)] == [""]


def test_articles_have_their_own(sign_in: SignIn, claim: Claim, ed: User, mara: User) -> None:
    sign_in(mara).post(f"/desk/articles/{claim.article_id}/here/")
    assert "<bdi>Mara Lind</bdi>" in sign_in(ed).get(f"/desk/articles/{claim.article_id}/").content.decode()
    assert presence.others_at(ed, "claim", claim.article_id) == []


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_what_nobody_may_see_has_nobody(sign_in: SignIn, ed: User, pk: int) -> None:
    for what in ("claims", "articles"):
        assert sign_in(ed).post(f"/desk/{what}/{pk}/here/").status_code == 404


def test_a_beat_costs_three_queries(
    sign_in: SignIn, claim: Claim, ed: User, mara: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    beat(sign_in(mara), claim)
    client = sign_in(ed)
    with django_assert_num_queries(3):  # Session, person, whether they may see the claim.
        beat(client, claim)


def test_the_queue_marks_the_claims_that_somebody_is_in(sign_in: SignIn, claim: Claim, ed: User, mara: User) -> None:
    beat(sign_in(mara), claim, writing=f"verdict-{claim.pk}")
    page = sign_in(ed).get("/desk/claims/").content.decode()
    assert page.count('class="here-mark"') == 1
    assert "<bdi>Mara Lind</bdi></span>" in page[page.index('class="here-mark"') :][:200]
    assert "here-mark" not in sign_in(mara).get("/desk/claims/").content.decode()


@pytest.mark.durability
def test_without_redis_nobody_is_shown_and_nothing_breaks(
    sign_in: SignIn, claim: Claim, ed: User, mara: User, services: object
) -> None:
    beat(sign_in(mara), claim)
    services.stop_redis()  # type: ignore[attr-defined]
    try:
        assert beat(sign_in(ed), claim)["writing"] == {}
        assert "here-now" not in page_of(sign_in(ed), claim)
        assert sign_in(ed).get("/desk/claims/").status_code == 200
    finally:
        services.start_redis()  # type: ignore[attr-defined]
        ForgivingRedisCache.away_until = 0.0
