"""What changed between two lists of records (evidence, replies): which came, which went, which say something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.publishing.diff import Block, Kind, diff_text

# What a record says, as texts by their names.
Record = Mapping[str, str]


@dataclass(frozen=True)
class RecordDiff:
    """A record that was added, removed or changed. `place` and `was_place` count from 1; 0 where it is not there.

    `texts` are those that changed, by their names, in the order asked for.
    """

    kind: Kind
    record: Record
    place: int
    was_place: int
    texts: dict[str, list[Block]] = field(default_factory=dict)


def diff_records(
    before: Sequence[Record], after: Sequence[Record], *, names: Sequence[str], known_by: Iterable[Sequence[str]]
) -> list[RecordDiff]:
    """The records of `after` that are new or say something else under `names`, then those of `before` that are gone."""
    became = match_records(before, after, known_by=[names, *known_by])
    was = {new: old for old, new in became.items()}
    found = []
    for at, record in enumerate(after):
        if at not in was:
            found.append(RecordDiff(Kind.ADDED, record, place=at + 1, was_place=0))
            continue
        old = before[was[at]]
        texts = {
            name: diff_text(old.get(name, ""), record.get(name, ""))
            for name in names
            if old.get(name, "") != record.get(name, "")
        }
        if texts:
            found.append(RecordDiff(Kind.CHANGED, record, place=at + 1, was_place=was[at] + 1, texts=texts))
    gone = [at for at in range(len(before)) if at not in became]
    return found + [RecordDiff(Kind.REMOVED, before[at], place=0, was_place=at + 1) for at in gone]


def match_records(
    before: Sequence[Record], after: Sequence[Record], *, known_by: Iterable[Sequence[str]]
) -> dict[int, int]:
    """Which record of `before` became which of `after`, by their places from 0.

    A frozen record has no number of its own. It is known by what it says under the first of `known_by`; what that
    leaves over by the second, and so on; of several alike the first.
    """
    became: dict[int, int] = {}
    for names in known_by:
        taken = set(became.values())
        left: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(after) - 1, -1, -1):
            if at not in taken:
                left.setdefault(_said(after[at], names), []).append(at)
        for at, record in enumerate(before):
            if at not in became and left.get(_said(record, names)):
                became[at] = left[_said(record, names)].pop()
    return became


def _said(record: Record, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(record.get(name, "") for name in names)
