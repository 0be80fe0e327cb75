"""A request sent again because its answer was lost: with `newest`, nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.models import Claim, User
from claims.vocabulary import State
from tests.api.conftest import Caller

EVIDENCE = {"url": "https://stats.example/tables", "title": "Tables", "stance": "contradicts", "passage": "14 cranes."}

REPLY = {"person": "Lena Okafor", "way": "mail", "asked_on": "2026-03-02", "note": "Table 2."}


@pytest.mark.parametrize(
    ("what", "body"), [("evidence", EVIDENCE), ("comments", {"body": "Who counted?"}), ("replies", REPLY)]
)
def test_the_same_since_the_newest_known_is_answered_with_what_is_there(
    program_of: Callable[..., Caller], mara: User, ed: User, claim_in: Callable[..., Claim], what: str, body: dict
) -> None:
    claim = claim_in(State.CHECKING)
    program, address = program_of(mara), f"claims/{claim.pk}/{what}/"
    first = program.post(address, {**body, "newest": 0})
    events = claim.events.count()
    again = program.post(address, {**body, "newest": 0})
    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 201, first.json()["id"])
    assert claim.events.count() == events
    # Without it, by somebody else, with other words, or knowing of the first, it is another one.
    others = [
        program.post(address, body),
        program_of(ed).post(address, {**body, "newest": 0}),
        program.post(address, {**body, **{name: "Table 3." for name in ("body", "passage", "note") if name in body}}),
    ]
    newest = others[-1].json()["id"]
    others.append(program.post(address, {**body, "newest": newest}))
    ids = {answer.json()["id"] for answer in others}
    assert len(ids) == 4
    assert first.json()["id"] not in ids
