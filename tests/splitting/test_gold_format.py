"""The annotated stories are what their README says: every span stands in its story, every field is one of the known."""

import json
from pathlib import Path

import pytest

from benchmarks.gold import load_own, start_of

STORIES = sorted((Path(__file__).parent / "gold").glob("*.txt"))
FIELDS = {"text", "speaker", "aliases", "cue", "quote", "worthy", "priority", "kind"}
OPTIONAL = {"occurrence", "context"}
KINDS_NOT_WORTH_CHECKING = {
    "advice",
    "background",
    "caption",
    "circumstance",
    "insult",
    "opinion",
    "prediction",
    "question",
    "repeat",
    "speech_act",
}
QUOTATION_MARKS = '"“”'


def rows_of(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


every_story = pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)


def test_there_are_enough_stories_of_enough_claims():
    assert len(STORIES) >= 13
    assert sum(len(rows_of(path)) for path in STORIES) >= 400


@every_story
def test_a_row_has_the_known_fields_and_no_others(path):
    for row in rows_of(path):
        assert FIELDS <= row.keys() <= FIELDS | OPTIONAL, row


@every_story
def test_every_span_stands_in_its_story_once_or_says_which(path):
    text, claims = load_own(path)
    assert [text[claim.start : claim.end] for claim in claims] == [row["text"] for row in rows_of(path)]
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    assert len({(claim.start, claim.end) for claim in claims}) == len(claims)


@every_story
def test_a_span_has_clean_edges(path):
    for row in rows_of(path):
        assert row["text"] == row["text"].strip(" \n,;:"), row
        assert not row["text"].endswith(".") or "." in row["text"].split()[-1][:-1], row  # "3 a.m." keeps its own.
        # Outer quotation marks are left out, unless the words between are the whole of what is said in them.
        assert row["text"].count('"') % 2 == 0, row


@every_story
def test_speakers_cues_and_context_are_printed_in_the_story(path):
    text = path.read_text(encoding="utf-8")
    for row in rows_of(path):
        assert row["speaker"] is None or row["speaker"] in text, row
        assert row["speaker"] is not None or not row["aliases"], row
        assert row["cue"] is None or (row["cue"] in text and row["speaker"] is not None), row
        assert all(words in text for words in row.get("context", [])), row


@every_story
def test_priority_goes_with_check_worthiness(path):
    for row in rows_of(path):
        assert row["priority"] in ({"high", "medium"} if row["worthy"] else {"low"}), row
        assert (row["kind"] == "claim") if row["worthy"] else (row["kind"] in KINDS_NOT_WORTH_CHECKING), row
        assert row["quote"] in {"full", "partial", None}, row


@every_story
def test_what_is_marked_as_quoted_touches_quotation_marks(path):
    text, claims = load_own(path)
    for claim, row in zip(claims, rows_of(path), strict=True):
        if any(mark in row["text"] for mark in QUOTATION_MARKS):
            assert row["quote"] is not None, row
        if row["quote"] == "full":
            paragraph = text[text.rfind("\n\n", 0, claim.start) + 1 : text.find("\n\n", claim.end)]
            assert any(mark in paragraph for mark in QUOTATION_MARKS), row


@pytest.mark.parametrize(("words", "occurrence", "start"), [("a cow and", None, 0), ("cow", 1, 2), ("cow", 2, 12)])
def test_words_are_found_by_their_occurrence(words, occurrence, start):
    assert start_of(words, occurrence, "a cow and a cow") == start


@pytest.mark.parametrize(("words", "occurrence"), [("cow", None), ("cow", 3), ("horse", None)])
def test_words_that_point_at_no_one_place_are_an_error(words, occurrence):
    with pytest.raises(ValueError, match=words):
        start_of(words, occurrence, "a cow and a cow")
