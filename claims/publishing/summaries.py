"""What stands beside checks in the lists: a topic or a speaker in one line, and how many checks there are."""

from __future__ import annotations

from dataclasses import dataclass

from claims.publishing.content import Correction, Rating


@dataclass(frozen=True, slots=True)
class Count:
    """How many checks have a rating."""

    rating: Rating
    checks: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: a topic or a speaker, with how many checks it has."""

    name: str
    path: str
    checks: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pages of a list show beside its checks, as it is today.

    `name` and `description` say whose list it is; `record` is a speaker's. `topics` and `corrections` (the newest) are
    the home page's.
    """

    name: str = ""
    description: str = ""
    record: tuple[Count, ...] = ()
    topics: tuple[Entry, ...] = ()
    corrections: tuple[Correction, ...] = ()


NOTHING = Beside()
