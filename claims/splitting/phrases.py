"""Step 8a: a statement as a learner sees it: its words, pairs of words, patterns, and a few signals of its form.

Nothing is judged here. `benchmarks/train_checkworthiness.py` reads the same phrases and signals when it learns what
each weighs as `learned.py` when it adds them up, so the two cannot drift apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from claims.splitting.reasons import Reason
from claims.splitting.tokens import FINITE, Token
from claims.splitting.wordlists import base_of

START, END = "^", "$"
# A number stands for its shape: the learner must not remember "4,317", only that a large figure was given.
SHAPES = (
    (re.compile(r"(?:19|20)\d\d"), "<year>"),
    (re.compile(r"(?:(?:19|20)?\d0)'?s"), "<decade>"),
    (re.compile(r"\d"), "<digit>"),
    (re.compile(r"\d\d"), "<two-digits>"),
    (re.compile(r"\d+"), "<digits>"),
    (re.compile(r"\d+(?:,\d\d\d)+"), "<large>"),
    (re.compile(r"\d*\.\d+"), "<decimal>"),
)
# In a pattern these classes stay words ("has been PART by"); all others become their class.
LITERAL = frozenset(
    {"DET", "POSS", "PREP", "CC", "SUB", "REL", "THAT", "PRON", "BEN", "BE", "HAVE", "DO", "MODAL", "PRONBE", "NEG"}
    | {"MARK"}
)
LENGTHS = (3, 5, 8, 12, 18, 26, 36)
FEW = (1, 2, 3)
# What a token of a class shows of itself, as a signal.
TELLING = {"HAVE": "has a perfect or possession", "MODAL": "modal", "NEG": "negation", "TIME": "day or month"}


def word_of(token: Token) -> str:
    """Give a token as the learner knows it: lower case, a figure as its shape."""
    if not token.lower[0].isdigit():
        return token.lower
    return next((shape for pattern, shape in SHAPES if pattern.fullmatch(token.lower)), "<figure>")


def phrases_of(tokens: Sequence[Token]) -> set[str]:
    """Give the words, the pairs of words, and the patterns of two and three tokens, START and END included."""
    words = [word_of(token) for token in tokens]
    shapes = [START]
    shapes += [token.lower if token.tag in LITERAL else token.tag for token in tokens]
    shapes.append(END)
    found = set(words)
    found.update([f"{one} {two}" for one, two in zip([START, *words], [*words, END], strict=True)])
    pairs = [f"{one} {two}" for one, two in pairwise(shapes)]
    found.update(pairs)
    found.update([f"{pair} {shape}" for pair, shape in zip(pairs, shapes[2:], strict=False)])
    return found


def length_of(tokens: Sequence[Token]) -> int:
    """Count the words; marks do not count."""
    return sum(token.tag != "MARK" for token in tokens)


def signals_of(tokens: Sequence[Token], reasons: Iterable[Reason]) -> Iterator[str]:
    """Give the reasons that hold and what the form shows: length, figures, names, tense, mood. Each at most once."""
    yield from sorted(reasons)
    words = length_of(tokens)
    yield from (f"{least} words" for least in LENGTHS if words >= least)
    figures = sum(token.tag == "NUM" and token.lower != "one" for token in tokens)
    yield from (f"{least} figures" for least in FEW if figures >= least)
    names = sum(token.tag == "NAME" for token in tokens)
    yield from (f"{least} names" for least in FEW if names >= least)
    past = sum(map(is_past, tokens))
    yield from (f"{least} past" for least in FEW[:2] if past >= least)
    tags = {token.tag for token in tokens}
    yield from (signal for tag, signal in TELLING.items() if tag in tags)
    if not tags & FINITE:
        yield "no finite verb"


def is_past(token: Token) -> bool:
    """Say whether a token is a full verb in the past."""
    if token.tag != "VFIN" or token.lower.endswith("s"):
        return False
    return token.lower.endswith("ed") or base_of(token.lower) != token.lower
