"""What was probably meant by words that no published check has: a letter too few, too many, or another one."""

from __future__ import annotations

import difflib
import re

from django.core.cache import cache
from django.db import OperationalError, connection, transaction

# The words of so many checks, the newest, are known; working them out is given up after so long.
_NEWEST = "SELECT words FROM claims_publicwords ORDER BY public_id DESC LIMIT 2000"
LONGEST_MS = 1000
# For so long, in seconds, the known words may be old.
_KEPT = 600
# How alike two words must be, of 1; shorter words than these are too like many others.
_ALIKE, _SHORTEST = 0.8, 4
# Of so many words typed, each may be mended.
_MOST_WORDS = 8
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")


def mended(typed: str) -> str:
    """`typed` with each word that no check has put as the one that is most like it; "" where none of them is."""
    known = _known_words()
    words = {word.lower() for word in _WORD.findall(typed)[:_MOST_WORDS]} - known
    near = {word: found for word in words if (found := _nearest(word, known))}
    if not near:
        return ""
    return _WORD.sub(lambda found: near.get(found[0].lower(), found[0]), typed)


def _nearest(word: str, known: frozenset[str]) -> str:
    # Whoever misspells a word gets its first letter right; that leaves few to compare.
    alike = [one for one in known if one[0] == word[0] and abs(len(one) - len(word)) <= 2]
    return next(iter(difflib.get_close_matches(word, sorted(alike), n=1, cutoff=_ALIKE)), "")


def _known_words() -> frozenset[str]:
    """Every word of the newest checks, as written and as inflected. Kept for a while: they are many."""
    key = "near-words"
    if (kept := cache.get(key)) is not None:
        return frozenset(kept)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(LONGEST_MS)])
            cursor.execute("SELECT word FROM ts_stat(%s) WHERE length(word) >= %s", [_NEWEST, _SHORTEST])
            words = frozenset(word for (word,) in cursor.fetchall())
    except OperationalError:
        return frozenset()  # It took too long. The search answers without.
    cache.set(key, sorted(words), timeout=_KEPT)
    return words
