"""Floors on annotated articles: our own stories, and the shared samples where they are."""

import os
from pathlib import Path

import pytest

from benchmarks.gold import Measure, load_own, load_shared, measure, overlap, same_name
from claims.splitting.split import split

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "samples"
# The stories the first rules were written beside. The others of the folder are measured by benchmarks/splitting.py.
OWN = [Path(__file__).parent / "gold" / f"{name}.txt" for name in ("harbour", "vaccine", "village")]

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")


@pytest.fixture(scope="module")
def own():
    total = Measure()
    for path in OWN:
        total += measure(*load_own(path))
    return total


def test_our_stories_check_worthy_claims_are_found(own):
    assert own.worthy >= 30
    assert own.found >= 0.85 * own.worthy


def test_our_stories_speakers_are_right(own):
    assert own.speaker_right >= 0.8 * own.with_speaker


def test_our_stories_own_voice_stays_the_outlets(own):
    assert own.own_voice_given_away <= 0.1 * own.own_voice


def test_most_spans_are_what_a_person_would_mark(own):
    assert own.spans_in_gold >= 0.75 * own.spans


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_check_worthy_claims_rank_above_the_others(path):
    text, gold = load_own(path)
    claims = split(text).claims

    def scores(*, worthy):
        return [
            claim.score
            for wanted in gold
            if wanted.worthy == worthy
            for claim in claims
            if overlap((claim.start, claim.end), (wanted.start, wanted.end)) >= 0.5
        ]

    pairs = [(good, bad) for good in scores(worthy=True) for bad in scores(worthy=False)]
    assert sum(good > bad for good, bad in pairs) >= 0.8 * len(pairs)


@needs_samples
def test_the_first_story_is_split_as_well_as_promised():
    result = measure(*load_shared(SAMPLES / "zakharova.txt"))
    assert (result.worthy, result.found >= 18, result.speaker_right >= 15) == (21, True, True)


@needs_samples
def test_nothing_is_made_of_the_first_storys_credit():
    text, _ = load_shared(SAMPLES / "zakharova.txt")
    start = text.index("Picture: AFP.")
    assert not [claim for claim in split(text).claims if claim.start < start + 13 and claim.end > start]


@needs_samples
def test_the_second_story_is_mostly_found():
    result = measure(*load_shared(SAMPLES / "korea.txt"))
    assert result.found >= 0.8 * result.worthy
    assert result.speaker_right >= 0.7 * result.with_speaker


@pytest.mark.parametrize(
    ("name", "accepted", "right"),
    [
        ("The United Nations", ["United Nations"], True),
        ("maria zakharova", ["Maria Zakharova"], True),
        (None, ["Maria Zakharova"], False),
        ("Zakharova", ["Maria Zakharova"], False),
    ],
)
def test_names_are_compared_without_case_and_article(name, accepted, right):
    assert same_name(name, accepted) is right
