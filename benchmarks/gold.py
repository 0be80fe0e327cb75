"""Gold annotations and how a split is measured against them. Used by benchmarks/splitting.py and by the tests."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from claims.splitting.split import ClaimSpan, split

# Two spans are the same claim when they share half of what they cover together.
SAME = 0.5


@dataclass(frozen=True)
class GoldClaim:
    """A claim as a person annotated it. speakers: the name and what else counts as right; empty is the outlet's own
    voice.
    """

    start: int
    end: int
    speakers: tuple[str, ...]
    worthy: bool


@dataclass
class Measure:
    """What was counted; add up several articles with `+=`."""

    worthy: int = 0
    found: int = 0
    with_speaker: int = 0
    speaker_right: int = 0
    own_voice: int = 0
    own_voice_given_away: int = 0
    spans: int = 0
    spans_in_gold: int = 0
    misses: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Measure") -> "Measure":
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self


def load_shared(path: Path) -> tuple[str, list[GoldClaim]]:
    """Read an article of the shared samples and its *.gold.json (claims by offsets)."""
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))["claims"]
    claims = [
        GoldClaim(
            row["start"],
            row["end"],
            (row["speaker"], *row.get("speaker_aliases", [])) if row["speaker"] else (),
            row["checkworthy"],
        )
        for row in gold
    ]
    return path.read_bytes().decode("utf-8"), claims


def load_own(path: Path) -> tuple[str, list[GoldClaim]]:
    """Read a story of tests/splitting/gold and its .json (claims by their words; see the README there)."""
    text = path.read_bytes().decode("utf-8")
    claims = []
    for row in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
        start = start_of(row["text"], row.get("occurrence"), text)
        speakers = (row["speaker"], *row["aliases"]) if row["speaker"] else ()
        claims.append(GoldClaim(start, start + len(row["text"]), speakers, row["worthy"]))
    return text, claims


def start_of(words: str, occurrence: int | None, text: str) -> int:
    """Give where annotated words begin in their story. Words that stand there more than once need an occurrence,
    counted from 1. Raises ValueError where the words and the number do not point at one place.
    """
    if occurrence is None and text.count(words) > 1:
        raise ValueError(f"{words!r} stands in the story more than once: say which with an occurrence")
    start = -1
    for _ in range(occurrence or 1):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{words!r} does not stand in the story, or not so often")
    return start


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Give intersection over union of two spans, 0 to 1."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / ((one[1] - one[0]) + (other[1] - other[0]) - shared)


def same_name(name: str | None, accepted: Iterable[str]) -> bool:
    """Compare names without case, white space and a leading article."""
    return name is not None and plain(name) in {plain(other) for other in accepted}


def plain(name: str) -> str:
    """Bring a name into the form that is compared."""
    return re.sub(r"^(?:the|a|an) ", "", " ".join(name.lower().split()))


def measure(text: str, gold: list[GoldClaim]) -> Measure:
    """Split a text and count what of the gold was found, by whom it was said to be said, and what was made up."""
    claims = split(text).claims
    result = Measure(spans=len(claims))
    for wanted in gold:
        best = max(claims, key=lambda claim: overlap_with(claim, wanted), default=None)
        is_found = best is not None and overlap_with(best, wanted) >= SAME
        if best is not None and is_found and not wanted.speakers:
            result.own_voice += 1
            result.own_voice_given_away += best.speaker is not None
        if not wanted.worthy:
            continue
        result.worthy += 1
        result.found += is_found
        if not is_found:
            result.misses.append(text[wanted.start : wanted.end])
        if wanted.speakers:
            result.with_speaker += 1
            result.speaker_right += best is not None and is_found and same_name(best.speaker, wanted.speakers)
    result.spans_in_gold = sum(any(overlap_with(claim, wanted) >= SAME for wanted in gold) for claim in claims)
    return result


def overlap_with(claim: ClaimSpan, wanted: GoldClaim) -> float:
    """Give the overlap of a claim with a gold claim."""
    return overlap((claim.start, claim.end), (wanted.start, wanted.end))
