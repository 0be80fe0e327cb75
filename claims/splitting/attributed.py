"""What one attribution of a sentence is made of, as printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as printed, in token indexes of its View (end-exclusive).

    source: the phrase that names the speaker; None where it must be carried over from before.
    cue: the verb or phrase. frame: what is attribution and no claim. contents: what is attributed.
    beside: it does not stand inside the attribution before it but beside it. quoted: places of quotations it
    attributes.
    kind: say, think, accuse, act, name, according or quote. An act only reports that somebody spoke or wished; what it
    wished or did not say in a clause is its content without being anybody's claim.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int]
    frame: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    kind: str
    beside: bool = False
    quoted: tuple[int, ...] = ()
