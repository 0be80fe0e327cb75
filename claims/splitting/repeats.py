"""Who says it again: headlines and standfirsts repeat the story below, and stories repeat themselves.

The cost is linear: a claim is compared only with the few that share its rarest words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Gist:
    """What a claim says without its form: words that carry meaning, figures and days, and whether it denies."""

    words: frozenset[str]
    figures: frozenset[str]
    denies: bool


def gist_of(text: str) -> Gist:
    """Give the gist of a claim: verbs in their base form, endings of plurals and owners off."""
    read = [read_word(match.group()) for match in WORD.finditer(text)]
    return Gist(
        frozenset(word for word, role in read if role in ("word", "number")),
        frozenset(word for word, role in read if role in ("number", "time")),
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


def find_repeats(claims: Sequence[tuple[str, bool]]) -> dict[int, int]:
    """Give index of a repeat -> index of the claim it repeats; each claim is (text, stands above the story)."""
    gists = [gist_of(text) for text, _ in claims]
    below = [index for index, (_, top) in enumerate(claims) if not top]
    found: dict[int, int] = {}
    if not below:
        return found
    counts = Counter(word for gist in gists for word in gist.words)
    places: defaultdict[str, list[int]] = defaultdict(list)
    told: set[str] = set()
    for index in below:
        told |= gists[index].words
        earlier = next(
            (other for other in candidates(gists[index], places, counts) if says_again(gists, index, other)), -1
        )
        if earlier >= 0:
            found[index] = found.get(earlier, earlier)
        for word in rarest(gists[index], counts, 2 * RAREST):
            places[word].append(index)
    everywhere: defaultdict[str, list[int]] = defaultdict(list)
    for index in below:
        for word in gists[index].words:
            if len(everywhere[word]) < COMPARED:
                everywhere[word].append(index)
    for index, (_, top) in enumerate(claims):
        words = gists[index].words
        if top and words and len(words & told) >= max(SHARE * len(words), min(FEWEST, len(words))):
            near = {other for word in words for other in everywhere[word]}
            found[index] = max(near, key=lambda other: (len(words & gists[other].words), -other))
    return found


def rarest(gist: Gist, counts: Counter[str], many: int) -> list[str]:
    """Give a claim's rarest words that stand in more than one claim."""
    return sorted((word for word in gist.words if counts[word] > 1), key=lambda word: (counts[word], word))[:many]


def candidates(gist: Gist, places: dict[str, list[int]], counts: Counter[str]) -> Iterator[int]:
    """Give earlier claims that share one of the rarest words, newest first."""
    for word in rarest(gist, counts, RAREST):
        yield from reversed(places.get(word, [])[-COMPARED:])


def says_again(gists: list[Gist], index: int, earlier: int) -> bool:
    """Say whether a claim says nothing that the earlier one has not said."""
    one, other = gists[index], gists[earlier]
    if len(one.words) < ENOUGH_WORDS or one.denies != other.denies or not one.figures <= other.figures:
        return False
    return len(one.words & other.words) >= NEARLY_ALL * len(one.words)
