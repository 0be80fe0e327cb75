"""Who says it again, and what."""

import pytest

from claims.splitting.split import split

BODY = "The port closed the old bridge on Monday after inspectors found cracks in four piers."


def repeats(text):
    return {claim.text: (claim.repeat_of, claim.kind) for claim in split(text).claims if claim.repeat_of is not None}


def test_a_headline_points_at_the_claim_below():
    text = f"Port closes old bridge over cracks\n\nRain fell in the north all week.\n\n{BODY}"
    claims = split(text).claims
    assert repeats(text) == {"Port closes old bridge over cracks": (2, "repeat")}
    assert claims[2].text == BODY[:-1]


def test_a_headline_of_its_own_is_no_repeat():
    assert repeats(f"Mayor under fire for late answer\n\n{BODY}") == {}


def test_a_later_sentence_that_says_nothing_new_repeats_the_earlier_one():
    text = f"{BODY}\n\nThe mayor came later. Inspectors had found cracks in four piers."
    assert repeats(text) == {"Inspectors had found cracks in four piers": (0, "repeat")}


@pytest.mark.parametrize(
    "later",
    [
        "Inspectors found cracks in five piers.",
        "Inspectors found no cracks in four piers.",
        "Inspectors found cracks in four piers in June.",
        "Inspectors found cracks in four piers and rust in the cables.",
        "They found cracks.",
    ],
    ids=["another figure", "a denial", "another time", "something new", "too short to tell"],
)
def test_what_differs_is_no_repeat(later):
    assert repeats(f"{BODY}\n\n{later}") == {}
