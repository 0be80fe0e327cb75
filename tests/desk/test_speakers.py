"""Speakers: finding them, saying what they belong to, and the dashboard by party and by topic."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Speaker, Topic, User
from claims.vocabulary import State

URL, DASHBOARD = "/desk/speakers/", "/desk/dashboard/"
SignIn = Callable[[User], Client]


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def speaker(name: str, **more: str) -> Speaker:
    return Speaker.objects.create(name=name, **more)


def test_speakers_are_found_by_what_is_known_of_them(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    lena, omar = speaker("Lena Okafor", affiliation="Harbour Party"), speaker("Omar Idris", description="minister")
    Claim.objects.filter(pk=claim_in(State.TO_CHECK).pk).update(speaker=omar)
    desk = sign_in(ed)

    def found(query: str) -> list[str]:
        return [one.name for one in desk.get(URL, {"q": query}).context["page"]]

    assert found("") == [omar.name, lena.name]  # With most claims first.
    assert (found("harbour"), found("MINISTER"), found("okafor")) == ([lena.name], [omar.name], [lena.name])
    assert "No speaker is found" in words(desk.get(URL, {"q": "nobody"}))
    assert desk.get(URL, {"page": "x"}).status_code == 200


def test_what_is_said_of_a_speaker_is_kept_with_its_history(sign_in: SignIn, ed: User, edna: User) -> None:
    lena = speaker("Lena Okafor")
    speaker("Omar Idris")
    desk, address = sign_in(ed), f"{URL}{lena.pk}/"
    sent = {"version": 0, "name": "Lena Okafor", "description": "", "affiliation": " Harbour Party", "kind": "person"}
    assert desk.post(address, sent).headers["Location"] == URL
    lena.refresh_from_db()
    assert (lena.affiliation, lena.kind) == ("Harbour Party", "person")
    assert '<ins dir="auto">Harbour Party</ins>' in words(desk.get(address))
    # Who was slower is told, and a name belongs to one.
    answer = sign_in(edna).post(address, sent | {"affiliation": "None"})
    assert (answer.status_code, "Ed Brandt changed this" in words(answer)) == (409, True)
    for wrong, said in (({"name": "Omar Idris"}, "another speaker of this name"), ({"kind": "x"}, "valid choice")):
        answer = desk.post(address, sent | {"version": 1} | wrong)
        assert (answer.status_code, said in words(answer)) == (400, True)
    assert desk.get(f"{URL}999999/").status_code == 404


def test_ratings_are_counted_by_party_and_by_topic(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    party = "Harbour Party"
    lena, omar, free = speaker("Lena", affiliation=party), speaker("Omar", affiliation=party), speaker("Free")
    health, budget = (Topic.objects.create(name=name) for name in ("Health", "Budget"))
    for who, topics in ((lena, [health]), (omar, [health, budget]), (free, [])):
        claim = claim_in(State.PUBLISHED)
        Claim.objects.filter(pk=claim.pk).update(speaker=who)
        claim.topics.set(topics)
    desk = sign_in(ed)
    figures = {figure.slug: figure for figure in desk.get(DASHBOARD).context["figures"]}
    assert [(row[0], row[-1]) for row in figures["parties"].rows] == [(party, "2")]
    assert [(row[0], row[-1]) for row in figures["topics"].rows] == [("Health", "2"), ("Budget", "1")]
    assert "Health" in words(desk.get(f"{DASHBOARD}topics.csv"))


def test_a_file_asks_only_for_what_is_in_it(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.PUBLISHED)
    desk = sign_in(ed)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(address).status_code == 200
        return len(found)

    assert queries(f"{DASHBOARD}backlog.csv") == queries(f"{DASHBOARD}parties.csv") - 1  # The ratings and the topics.
    assert queries(f"{DASHBOARD}backlog.csv") < queries(DASHBOARD) - 8
