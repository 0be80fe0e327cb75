"""Under which letters names stand in a list that is too long for one page.

The whole list is the group "". A group with more than CUT_AT names is cut by its names' next letter, down to two.
Its page has an address of letters and digits alone: `/speakers/by/l/`, `/speakers/by/le/`, `/speakers/by/u000633/`.
"""

from __future__ import annotations

import unicodedata

CUT_AT = 200
DEPTH = 2
# Stands where a name has no further letter or digit.
NONE = "0"


def initials(name: str) -> str:
    """The first two letters of the name without case and accents: "le" for "Léa Martin"."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = [one for one in folded if one.isalnum()][:DEPTH]
    return "".join(letters).ljust(DEPTH, NONE)


def sort_key(name: str) -> tuple[str, str]:
    """Orders names whatever their case and accents."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(one for one in folded if not unicodedata.combining(one)), name


def groups_of(letters: str) -> list[str]:
    """The groups in which a name with these initials stands, the whole list first: "", "l", "le"."""
    return [letters[:length] for length in range(DEPTH + 1)]


def segment(group: str) -> str:
    """The group as an address writes it."""
    return "".join(one if one in _PLAIN else f"u{ord(one):06x}" for one in group)


_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"
