"""What changed between two versions of a text, for people to read: paragraphs first, then the words inside them.

The result is data, drawn by templates/diff/. Both texts of 50,000 characters take well under a second, whatever stands
in them: where working out the words would take longer, whole paragraphs are shown as taken out and put in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import TypeVar

from claims.publishing.words import Word, lines_of, words_of

T = TypeVar("T", bound=Hashable)

# How many steps finding the shortest way from one list to the other may take for each of their words.
_EFFORT = 20
# Two paragraphs are one that was changed if at least this share of their words is the same; else one was taken out and
# another put in. Below it, what stayed the same is chance.
_ALIKE = 0.4
# Among how many of the next new paragraphs the one that an old one became is looked for.
_AHEAD = 6


class Kind(Enum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # Of a paragraph: its runs say how.
    SPACED = "spaced"  # Of a paragraph: the same words, with other spaces or empty lines.
    FOLDED = "folded"  # Paragraphs that are the same and left out; `count` says how many.


@dataclass(frozen=True)
class Run:
    """Words that follow each other and are SAME, ADDED or REMOVED together."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, or several that share one fate. Its runs, put together, are what a reader sees."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    count: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def diff_text(before: str, after: str) -> list[Block]:
    """The paragraphs of `after`, with those of `before` that are gone. A line is a paragraph."""
    blocks: list[Block] = []
    for old, new, is_same in _aligned(lines_of(before), lines_of(after)):
        if is_same:
            kinds = (Kind.SAME if was.space == line.space else Kind.SPACED for was, line in zip(old, new, strict=True))
            blocks += [_whole(kind, [line]) for kind, line in zip(kinds, new, strict=True)]
        else:
            blocks += _changed(old, new)
    return blocks


def is_changed(blocks: Sequence[Block]) -> bool:
    return any(block.kind is not Kind.SAME for block in blocks)


def folded(blocks: Sequence[Block], *, around: int = 1) -> list[Block]:
    """`blocks` without the unchanged paragraphs that are further than `around` from a change."""
    shown: list[Block] = []
    groups = [(is_same, list(group)) for is_same, group in groupby(blocks, key=lambda block: block.kind is Kind.SAME)]
    for at, (is_same, group) in enumerate(groups):
        first = group[:around] if at > 0 else []
        last = group[max(len(group) - around, len(first)) :] if at < len(groups) - 1 else []
        left_out = len(group) - len(first) - len(last)
        if is_same and left_out > 0:
            shown += [*first, Block(Kind.FOLDED, count=left_out), *last]
        else:
            shown += group
    return shown


def _changed(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Block]:
    """Paragraphs that stand where others stood: those that are alike are compared word by word."""
    at_old = at_new = 0
    for i, j in [*_pairs(old, new), (len(old), len(new))]:
        if at_old < i:
            yield _whole(Kind.REMOVED, old[at_old:i])
        if at_new < j:
            yield _whole(Kind.ADDED, new[at_new:j])
        if i < len(old):
            yield from _compared(old[i], new[j])
        at_old, at_new = i + 1, j + 1


def _pairs(old: Sequence[Word], new: Sequence[Word]) -> list[tuple[int, int]]:
    """Which of `old` became which of `new`, in order: each with the first that has enough words in common."""
    bags = [_bag(line) for line in new]
    found: list[tuple[int, int]] = []
    start = 0
    for i, line in enumerate(old):
        bag = _bag(line)
        for j in range(start, min(start + _AHEAD, len(new))):
            if _likeness(bag, bags[j]) >= _ALIKE:
                found.append((i, j))
                start = j + 1
                break
    return found


def _bag(line: Word) -> Counter[str]:
    return Counter(word.key for word in words_of(line.key))


def _likeness(some: Counter[str], others: Counter[str]) -> float:
    total = some.total() + others.total()
    return 2 * (some & others).total() / total if total else 1.0


def _compared(before: Word, after: Word) -> Iterator[Block]:
    old, new = words_of(before.key), words_of(after.key)
    if old == new:
        yield _whole(Kind.SPACED, [after])
        return
    runs: list[Run] = []
    for gone, come, is_same in _smoothed(_aligned(old, new)):
        if is_same:
            runs.append(_run(Kind.SAME, come))
        else:
            runs += [_run(kind, words) for kind, words in ((Kind.REMOVED, gone), (Kind.ADDED, come)) if words]
    if any(run.kind is Kind.SAME for run in runs):
        yield Block(Kind.CHANGED, tuple(runs))
    else:
        yield _whole(Kind.REMOVED, [before])
        yield _whole(Kind.ADDED, [after])


def _run(kind: Kind, words: Sequence[Word]) -> Run:
    return Run(kind, "".join(word.space + word.key for word in words))


def _whole(kind: Kind, lines: Sequence[Word]) -> Block:
    text = _run(Kind.SAME if kind is Kind.SPACED else kind, lines)
    return Block(kind, (replace(text, text=text.text.strip("\n")),), count=len(lines))


Stretch = tuple[Sequence[T], Sequence[T], bool]


def _smoothed(stretches: Iterator[Stretch[Word]]) -> list[Stretch[Word]]:
    """A lone short word or sign that stayed between two changes is read with them: it is chance more often than not."""
    all_of_them = list(stretches)
    smooth: list[Stretch[Word]] = []
    for at, (old, new, is_same) in enumerate(all_of_them):
        is_lone = is_same and 0 < at < len(all_of_them) - 1 and sum(len(word.key) for word in new) <= 3
        is_also_changed = not is_same or is_lone
        if smooth and is_also_changed and not smooth[-1][2]:
            smooth[-1] = ([*smooth[-1][0], *old], [*smooth[-1][1], *new], False)
        else:
            smooth.append((old, new, not is_also_changed))
    return smooth


def _aligned(old: Sequence[T], new: Sequence[T]) -> Iterator[Stretch[T]]:
    """Both lists in stretches, in order: the same in both, or what was taken out with what was put in instead."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield old[:head], new[:head], True
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield old[len(old) - tail :], new[len(new) - tail :], True


def _middle(old: Sequence[T], new: Sequence[T]) -> Iterator[Stretch[T]]:
    at_old = at_new = 0
    for i, j, length in [*_matches(old, new), (len(old), len(new), 0)]:
        if at_old < i or at_new < j:
            yield old[at_old:i], new[at_new:j], False
        if length:
            yield old[i : i + length], new[j : j + length], True
        at_old, at_new = i + length, j + length


def _matches(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int, int]]:
    """The stretches that both have in common, as (start in old, start in new, length), with the fewest changes between.

    Myers' greedy algorithm; [] when it would take too many steps, so that everything counts as changed.
    """
    trail = _trail(old, new)
    x, y = len(old), len(new)
    found: list[tuple[int, int, int]] = []
    for depth in range(len(trail) - 1, -1, -1):
        reached = trail[depth]
        k = x - y
        came_down = depth > 0 and (k == -depth or (k != depth and reached.get(k - 1, -1) < reached.get(k + 1, -1)))
        from_k = k + 1 if came_down else k - 1
        start_x = 0 if depth == 0 else reached[from_k] + (0 if came_down else 1)
        if x > start_x:
            found.append((start_x, start_x - k, x - start_x))
        if depth > 0:
            x = reached[from_k]
            y = x - from_k
    return found[::-1]


def _trail(old: Sequence[T], new: Sequence[T]) -> list[dict[int, int]]:
    """How far each diagonal had come before each depth; [] when `_EFFORT` was not enough, or nothing is in common."""
    if set(old).isdisjoint(new):
        return []
    reached: dict[int, int] = {}
    trail: list[dict[int, int]] = []
    steps = -_EFFORT * (50 + len(old) + len(new))
    for depth in range(len(old) + len(new) + 1):
        trail.append(dict(reached))
        for k in range(-depth, depth + 1, 2):
            if k == -depth or (k != depth and reached.get(k - 1, -1) < reached.get(k + 1, -1)):
                x = reached.get(k + 1, 0)
            else:
                x = reached[k - 1] + 1
            began = x
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            reached[k] = x
            if x >= len(old) and x - k >= len(new):
                return trail
            steps += 1 + x - began
        # Copying what was reached costs as much as it holds.
        steps += len(reached)
        if steps > 0:
            return []
    return []
