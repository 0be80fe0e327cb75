"""Step 8c: what a statement's wording says for or against checking it, by weights learned from annotated debates.

The weights are a text file that `benchmarks/train_checkworthiness.py` writes; its first lines say from what. A score
is a sum that can be done by hand: the signals' weights, and the phrases' weights over the square root of the length,
so that a long sentence does not win by its length alone. Without the file there is nothing learned to add.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from claims.splitting.phrases import length_of, phrases_of, signals_of
from claims.splitting.reasons import Reason
from claims.splitting.tokens import Token
from claims.splitting.wordlists import DATA

FILE = "learned_worth.txt"
# The file holds whole numbers, to be small: hundredths.
UNIT = 0.01
BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned, in units: the starting point, and what each signal and each phrase adds.

    usual: what the phrases of any sentence add up to on average; only what is more or less than that tells.
    """

    start: int
    usual: int
    signals: dict[str, int]
    phrases: dict[str, int]


@dataclass(frozen=True, slots=True)
class Learned:
    """The parts of a sum: `total` is above 0 where it pays to check; `phrases` is what the phrases have added to it,
    beyond the usual.

    signals: what each signal that holds has added.
    """

    total: float
    phrases: float
    signals: dict[str, float]


def learned_worth(tokens: Sequence[Token], reasons: Iterable[Reason], language: str = "en") -> Learned | None:
    """Add up what was learned for a statement, or None where nothing was learned for a language."""
    weights = load_weights(language)
    if weights is None:
        return None
    known = weights.signals
    signals = {name: known[name] * UNIT for name in signals_of(tokens, reasons) if name in known}
    units = sum(map(weights.phrases.get, phrases_of(tokens), repeat(0)))
    phrases = (units / math.sqrt(length_of(tokens) + 1) - weights.usual) * UNIT
    return Learned(weights.start * UNIT + sum(signals.values()) + phrases, phrases, signals)


@cache
def load_weights(language: str = "en") -> Weights | None:
    """Read a language's weights once, when the first statement is scored."""
    path = DATA / language / FILE
    return parse_weights(path.read_text(encoding="utf-8")) if path.exists() else None


def parse_weights(text: str) -> Weights:
    """Read "start N", "usual N", "signal N name" and "phrases N one|two|three" lines; "#" opens a comment."""
    numbers = {"start": 0, "usual": 0}
    signals: dict[str, int] = {}
    phrases: dict[str, int] = {}
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        weight, _, names = rest.partition(" ")
        if kind == "phrases":
            phrases.update(dict.fromkeys(names.split(BETWEEN), int(weight)))
        elif kind == "signal":
            signals[names] = int(weight)
        elif kind in numbers:
            numbers[kind] = int(weight)
    return Weights(signals=signals, phrases=phrases, **numbers)
