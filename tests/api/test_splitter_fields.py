"""What the splitter proposes, as programs read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.models import Claim, User
from claims.vocabulary import State
from tests.api.conftest import Caller


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    """A claim of somebody who is only printed as "she"."""
    claim = claim_in(State.TO_CHECK)
    claim.proposed_wording = {"text": "Lena Okafor saw it.", "insertions": [[0, 11, "who"]]}
    claim.details = [
        {"kind": "figure", "start": 3, "end": 12, "text": "10 to 15 m", "value": 10, "upper": 15, "unit": "m"},
        {"kind": "date", "start": 20, "end": 28, "text": "4/3/2024", "alternatives": ["2024-03-04", "2024-04-03"]},
    ]
    claim.speaker_as_printed, claim.speaker_is_resolved = "she", False
    claim.save()
    return claim


def test_wording_details_and_whether_the_speaker_is_known(
    claim: Claim, vic: User, program_of: Callable[..., Caller]
) -> None:
    shown = program_of(vic).get(f"claims/{claim.pk}/").json()
    assert shown["proposed_wording"] == {
        "text": "Lena Okafor saw it.",
        "insertions": [{"start": 0, "end": 11, "why": "who"}],
    }
    assert shown["details"] == claim.details
    assert (shown["speaker"], shown["speaker_as_printed"], shown["speaker_is_resolved"]) == (None, "she", False)


def test_a_patch_of_the_wording_leaves_it_open_who_speaks(
    claim: Claim, ed: User, program_of: Callable[..., Caller]
) -> None:
    answer = program_of(ed).patch(f"claims/{claim.pk}/", {"wording": "It was seen."}, version=claim.version)
    assert answer.json()["speaker_is_resolved"] is False
    named = program_of(ed).patch(f"claims/{claim.pk}/", {"speaker_name": "Lena Okafor"}, version=answer.headers["ETag"])
    assert (named.json()["speaker"]["name"], named.json()["speaker_is_resolved"]) == ("Lena Okafor", True)


def test_a_claim_without_them_has_none(claim_in: Callable[..., Claim], vic: User, program_of: Callable[..., Caller]):
    shown = program_of(vic).get(f"claims/{claim_in(State.TO_CHECK).pk}/").json()
    assert (shown["proposed_wording"], shown["details"], shown["speaker_is_resolved"]) == (None, [], True)
