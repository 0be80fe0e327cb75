"""Step 8: how much a claim deserves checking, from 0 to 1, and why.

A weighted sum of what an editor would name, squeezed by a logistic curve. The weights are set by hand, not trained;
.5 is the
border above which a claim is worth a look.
"""

import math
import re
from dataclasses import dataclass

from claims.splitting.kinds import kind_of
from claims.splitting.names import is_place
from claims.splitting.reasons import TEXT, Reason
from claims.splitting.tokens import FINITE, Token
from claims.splitting.wordlists import base_of, load_classes

BIAS = -0.75
WEIGHTS: dict[Reason, float] = {
    Reason.VICTIMS: 0.8,
    Reason.NUMBER: 0.8,
    Reason.MONEY: 0.9,
    Reason.SHARE: 0.9,
    Reason.DATE: 0.4,
    Reason.PLACE: 0.4,
    Reason.ACCUSATION: 1.3,
    Reason.VIOLENCE: 0.7,
    Reason.WRONGDOING: 0.7,
    Reason.CAUSE: 0.3,
    Reason.COMPARISON: 0.5,
    Reason.ABSOLUTE: 0.4,
    Reason.OFFICIAL_ACT: 0.5,
    Reason.EVENT: 0.5,
    Reason.NAMED_PARTY: 0.4,
    Reason.ATTRIBUTED: 0.5,
    Reason.DIRECT_QUOTE: 0.1,
    Reason.VAGUE_SOURCE: 0.2,
    Reason.OPINION: -0.9,
    Reason.PREDICTION: -1.2,
    Reason.QUESTION: -1.6,
    Reason.SPEECH_ACT: -1.8,
    Reason.REPEAT: -1.8,
    Reason.HEADLINE: -0.6,
    Reason.CAPTION: -1.2,
    Reason.VAGUE: -1.2,
    Reason.FRAGMENT: -1.0,
    Reason.FIRST_PERSON: -0.8,
    Reason.BELIEF: -0.5,
}
HARM_WORDS = frozenset(
    {
        "kill",
        "wound",
        "injure",
        "die",
        "death",
        "deaths",
        "dead",
        "drown",
        "victims",
        "casualties",
        "displace",
        "evacuate",
        "arrest",
        "detain",
        "rescue",
    }
)
MONTHS_AND_DAYS = re.compile(r"(?:19|20)\d\d")
MONEY = frozenset({"$", "£", "€", "¥"})
MONEY_WORDS = frozenset(
    {"dollars", "euros", "pounds", "dollar", "euro", "pound", "yen", "rubles", "roubles", "rupees", "usd", "eur", "gbp"}
)
FUTURE = frozenset(
    {"will", "would", "shall", "it'll", "he'll", "she'll", "they'll", "we'll", "you'll", "won't", "wouldn't"}
)
PLANS = frozenset(
    {"expected", "likely", "scheduled", "planned", "due", "set", "going", "plans", "intends", "hopes", "wants", "about"}
)
DUTY = frozenset({"should", "must", "ought", "shouldn't", "mustn't"})
MIND = frozenset({"think", "feel", "believe", "hope", "want", "love", "like", "wish", "know", "guess"})
UNNAMED = frozenset({"reportedly", "allegedly", "sources", "estimates", "unconfirmed", "purportedly"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim to be judged: its tokens, and what the earlier steps know about it."""

    tokens: list[Token]
    attributed: bool
    quoted: bool
    accusation: bool = False
    belief: bool = False
    speech_act: bool = False
    question: bool = False
    block_kind: str = "body"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it: score (0..1), kind (claim, opinion, prediction, question, speech_act, fragment) and reasons,
    strongest first.
    """

    score: float
    kind: str
    reasons: tuple[Reason, ...]


def judge(candidate: Candidate) -> Judgement:
    """Score one claim."""
    found = word_reasons(candidate.tokens)
    found |= number_reasons(candidate.tokens)
    found |= form_reasons(candidate)
    if Reason.VAGUE in found and (Reason.NUMBER in found or Reason.DATE in found or Reason.ACCUSATION in found):
        found.discard(Reason.VAGUE)
    total = BIAS + sum(WEIGHTS[reason] for reason in found)
    reasons = sorted(found, key=lambda reason: (-abs(WEIGHTS[reason]), reason))
    return Judgement(squeeze(total), kind_of(candidate.tokens, found), tuple(reasons))


def adjust(judgement: Judgement, extra: Reason, kind: str) -> Judgement:
    """Add a reason found later, such as that the claim repeats another one."""
    reasons = (extra, *judgement.reasons)
    return Judgement(squeeze(BIAS + sum(WEIGHTS[reason] for reason in reasons)), kind, reasons)


_SIGN_OF_TEXT = {TEXT[reason]: 1 if weight > 0 else -1 for reason, weight in WEIGHTS.items()}


def sign_of(reason_text: str) -> int:
    """Whether a reason, in the words that a claim keeps, speaks for checking (1) or against it (-1).

    0 for words that this version does not know.
    """
    return _SIGN_OF_TEXT.get(reason_text, 0)


def squeeze(total: float) -> float:
    """Bring any sum between 0 and 1."""
    return round(1 / (1 + math.exp(-total)), 3)


def word_reasons(tokens: list[Token]) -> set[Reason]:
    """Give the reasons that single words carry, by the lists in worth.txt and places.txt."""
    found: set[Reason] = set()
    table = worth_words()
    for index, token in enumerate(tokens):
        codes = table.get(token.lower) or table.get(base_of(token.lower), ())
        for code in codes:
            # "may" and "will" as names, "United" and "North" as parts of names say nothing.
            if token.tag != "NAME" or code in (Reason.OFFICIAL_ACT, Reason.VIOLENCE):
                found.add(code)
        if token.tag == "NAME":
            found.add(Reason.NAMED_PARTY)
            before = tokens[index - 1].lower if index else ""
            if before in ("in", "at", "near", "from") or (
                is_place(token.lower) and before in ("to", "of", "on", "across", "over", "into")
            ):
                found.add(Reason.PLACE)
        elif token.tag == "TIME":
            found.add(Reason.DATE)
        elif token.lower in UNNAMED:
            found.add(Reason.VAGUE_SOURCE)
    return found


_CODES = {
    "violence": Reason.VIOLENCE,
    "wrongdoing": Reason.WRONGDOING,
    "causation": Reason.CAUSE,
    "comparison": Reason.COMPARISON,
    "superlative": Reason.ABSOLUTE,
    "official": Reason.OFFICIAL_ACT,
    "event": Reason.EVENT,
    "vague": Reason.VAGUE,
    "opinion": Reason.OPINION,
}
_table: dict[str, tuple[Reason, ...]] = {}


def worth_words() -> dict[str, tuple[Reason, ...]]:
    """Give word -> reason codes, read once from worth.txt."""
    if not _table:
        for label, words in load_classes("worth").items():
            if label in _CODES:
                for word in words:
                    _table[word] = (*_table.get(word, ()), _CODES[label])
    return _table


def number_reasons(tokens: list[Token]) -> set[Reason]:
    """Tell figures apart: victims, money, shares, years and dates, other numbers."""
    found: set[Reason] = set()
    for index, token in enumerate(tokens):
        if token.text in MONEY or token.lower in MONEY_WORDS:
            found.add(Reason.MONEY)
        elif token.lower in ("percent", "%") or (
            token.lower == "per" and index + 1 < len(tokens) and tokens[index + 1].lower == "cent"
        ):
            found.add(Reason.SHARE)
        if token.tag != "NUM":
            continue
        beside = [t for t in tokens[max(0, index - 1) : index + 2] if t is not token]
        if any(t.tag == "TIME" for t in beside) or MONTHS_AND_DAYS.fullmatch(token.text):
            found.add(Reason.DATE)
        elif token.lower != "one":
            found.add(Reason.NUMBER)
            around = tokens[max(0, index - 4) : index + 6]
            if any(base_of(t.lower) in HARM_WORDS for t in around):
                found.add(Reason.VICTIMS)
    return found


def form_reasons(candidate: Candidate) -> set[Reason]:
    """Give the reasons that lie in the form: who says it, its main verb, its mood, where it stands."""
    tokens = candidate.tokens
    found: set[Reason] = set()
    flags = {
        Reason.ATTRIBUTED: candidate.attributed,
        Reason.DIRECT_QUOTE: candidate.quoted,
        Reason.ACCUSATION: candidate.accusation,
        Reason.BELIEF: candidate.belief,
        Reason.SPEECH_ACT: candidate.speech_act,
        Reason.QUESTION: candidate.question,
        Reason.HEADLINE: candidate.block_kind in ("headline", "standfirst"),
        Reason.CAPTION: candidate.block_kind == "caption",
    }
    found |= {reason for reason, holds in flags.items() if holds}
    main = next((index for index, token in enumerate(tokens) if token.tag in FINITE), -1)
    if main < 0:
        if not candidate.accusation:
            found.add(Reason.FRAGMENT)
        return found
    verb = tokens[main].lower
    following = [token.lower for token in tokens[main + 1 : main + 4]]
    conditional = tokens[0].lower == "if" or (len(tokens) > 1 and tokens[1].lower == "if")
    if (
        verb in FUTURE
        or (tokens[main].tag == "BE" and PLANS & set(following))
        or verb in PLANS
        or (conditional and FUTURE & {t.lower for t in tokens})
    ):
        found.add(Reason.PREDICTION)
    if verb in DUTY:
        found.add(Reason.OPINION)
    subject = {token.lower for token in tokens[: main + 1]}
    if subject & {"i", "we", "i'm", "we're"} and (base_of(verb) in MIND or MIND & set(following)):
        found.add(Reason.FIRST_PERSON)
    return found
