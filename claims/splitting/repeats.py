"""Who says it again: headlines and standfirsts repeat the story below, and stories repeat themselves.

The cost is linear: a claim is compared only with the few that share its rarest words.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from claims.splitting.tokens import WORD
from claims.splitting.wordlists import base_of, word_classes

# This share of a headline's words found again below, and this many of them, makes it a repeat.
SHARE = 0.5
FEWEST = 2
# A later sentence of the story repeats an earlier one when nearly all its words and all its figures are in that one,
# and it has words enough to be sure.
NEARLY_ALL = 0.9
ENOUGH_WORDS = 4
# Claims are looked up under this many of their rarest words, and at most this many are compared for each word.
RAREST = 3
COMPARED = 12
DENIALS = frozenset({"not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without"})


class Gist(NamedTuple):
    """What a claim says, without its form: the words that carry meaning, its figures and days, and whether it denies.

    Plain tuples, because a long text has very many; each word once.
    """

    words: tuple[str, ...]
    figures: tuple[str, ...]
    denies: bool


def gist_of(text: str) -> Gist:
    """Give the gist of a claim: verbs in their base form, endings of plurals and owners off."""
    read = dict.fromkeys(read_word(match.group()) for match in WORD.finditer(text))
    return Gist(
        tuple([word for word, role in read if role in ("word", "number")]),
        tuple([word for word, role in read if role in ("number", "time")]),
        any(role == "denial" for _, role in read),
    )


@lru_cache(maxsize=20_000)
def read_word(printed: str) -> tuple[str, str]:
    """Give a word in the form that is compared, and its role: word, number, time, denial or "" for none."""
    word = printed.lower().replace("’", "'").removesuffix("'s")
    kind = word_classes("function_words").get(word)
    if word in DENIALS or word.endswith("n't"):
        return word, "denial"
    if kind == "TIME":
        return word, "time"
    if word[:1].isdigit() or kind == "NUM":
        return word, "number"
    if word[:1].isalnum() and kind in (None, "NOUN"):
        return base_of(word)[:6], "word"
    return word, ""


def find_repeats(claims: Iterable[tuple[str, bool]]) -> dict[int, int]:
    """Give index of a repeat -> index of the claim it repeats; each claim is (text, stands above the story)."""
    tops: dict[int, Gist] = {}
    below: dict[int, Gist] = {}
    for index, (text, top) in enumerate(claims):
        (tops if top else below)[index] = gist_of(text)
    return {**find_body_repeats(below), **find_top_repeats(tops, below)}


def find_body_repeats(below: dict[int, Gist]) -> dict[int, int]:
    """Find sentences of the story that say nothing an earlier one has not said."""
    counts = Counter(word for gist in below.values() for word in gist.words)
    places: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=COMPARED))
    found: dict[int, int] = {}
    for index, gist in below.items():
        if len(gist.words) < ENOUGH_WORDS:
            continue
        shared = sorted((word for word in gist.words if counts[word] > 1), key=lambda word: (counts[word], word))
        near = (other for word in shared[:RAREST] for other in reversed(places[word]))
        earlier = next((other for other in near if says_again(gist, below[other])), -1)
        if earlier >= 0:
            found[index] = found.get(earlier, earlier)
        for word in shared[: 2 * RAREST]:
            places[word].append(index)
    return found


def find_top_repeats(tops: dict[int, Gist], below: dict[int, Gist]) -> dict[int, int]:
    """Find what the headline and the standfirst say that the story says again, in one claim or in several."""
    wanted = {word for gist in tops.values() for word in gist.words}
    places: defaultdict[str, list[int]] = defaultdict(list)
    if wanted:
        for index, gist in below.items():
            for word in wanted.intersection(gist.words):
                if len(places[word]) < COMPARED:
                    places[word].append(index)
    found: dict[int, int] = {}
    for index, gist in tops.items():
        told = sum(word in places for word in gist.words)
        if gist.words and told >= max(SHARE * len(gist.words), min(FEWEST, len(gist.words))):
            shared = Counter(other for word in gist.words for other in places.get(word, ()))
            found[index] = max(shared, key=lambda other: (shared[other], -other))
    return found


def says_again(gist: Gist, earlier: Gist) -> bool:
    """Say whether a claim says nothing that the earlier one has not said."""
    if gist.denies != earlier.denies or not set(gist.figures) <= set(earlier.figures):
        return False
    return sum(word in earlier.words for word in gist.words) >= NEARLY_ALL * len(gist.words)
