"""Whole stories with everybody quoted in them: agency, council, court, business, sport, war, health, politics.

Each file of stories/ is a story of ours, a line "----", and a line "speaker | content" for each attribution in it, in
the order of the story: other right names stand behind "/", "first words ... last words" shortens a content, and "! "
marks what is not found yet.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks.gold import SAME, overlap, same_name
from claims.splitting.reported import Reported
from claims.splitting.split import split

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@dataclass(frozen=True)
class Wanted:
    """An attribution of the table: the content's offsets, who may be named for it, whether it is known to be missed."""

    start: int
    end: int
    names: tuple[str, ...]
    missed: bool


@cache
def read(path):
    """Give a story, the attributions of its table and those that are found."""
    text, _, table = path.read_text(encoding="utf-8").partition("\n----\n")
    rows = []
    for line in table.strip().splitlines():
        names, _, content = line.removeprefix("! ").partition(" | ")
        first, _, last = content.partition(" ... ")
        start = text.index(first)
        end = text.index(last, start) + len(last) if last else start + len(first)
        rows.append(Wanted(start, end, tuple(names.split("/")), line.startswith("! ")))
    return text, rows, split(text).attributions


def best_for(wanted: Wanted, found: tuple[Reported, ...]) -> Reported | None:
    """Give the attribution that covers the wanted content best, None below half."""
    best = max(found, key=lambda one: overlap((one.start, one.end), (wanted.start, wanted.end)), default=None)
    return best if best and overlap((best.start, best.end), (wanted.start, wanted.end)) >= SAME else None


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_everybody_is_given_what_they_said(path):
    text, rows, found = read(path)
    wrong = []
    for wanted in rows:
        best = best_for(wanted, found)
        said = best and (best.speaker or best.speaker_as_printed)
        if not wanted.missed and not same_name(said, wanted.names):
            wrong.append((wanted.names[0], text[wanted.start : wanted.end], said))
    assert wrong == []


def test_hardly_anything_else_is_attributed():
    spare = total = 0
    for path in STORIES:
        _, rows, found = read(path)
        clauses = [one for one in found if one.kind != "act"]
        total += len(clauses)
        spare += len(clauses) - sum(best_for(wanted, tuple(clauses)) is not None for wanted in rows)
    assert spare <= 0.06 * total


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_sources_and_cues_stand_where_they_are_said_to_stand(path):
    text, _, found = read(path)
    for one in found:
        assert text[one.cue_start : one.cue_end] == one.cue
        assert one.source_start is None or text[one.source_start : one.source_end] == one.speaker_as_printed
