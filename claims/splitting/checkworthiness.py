"""Step 8d: how much a claim deserves checking, from 0 to 1, and why.

In an article: a weighted sum of what an editor would name, set by hand, and a share of what was learned from annotated
debates (learned.py). A statement by itself is scored by what was learned alone, because its annotators were shown
single sentences too. A logistic curve squeezes the sum; .5 is the border above which a claim is worth a look.
"""

import math
import re
from dataclasses import dataclass

from claims.splitting.kinds import kind_of
from claims.splitting.learned import learned_worth
from claims.splitting.names import is_place
from claims.splitting.reasons import TEXT, Reason
from claims.splitting.tokens import FINITE, Token, tokenise
from claims.splitting.wordlists import base_of, load_classes, word_set

BIAS = -0.2
# What was learned counts so much in an article: it knows American debates, and news is worded otherwise.
LEARNED_SHARE = 0.3
WEIGHTS: dict[Reason, float] = {
    Reason.VICTIMS: 0.8,
    Reason.NUMBER: 0.7,
    Reason.MONEY: 0.7,
    Reason.SHARE: 0.6,
    Reason.DATE: 0.3,
    Reason.PLACE: 0.4,
    Reason.ACCUSATION: 1.3,
    Reason.VIOLENCE: 0.7,
    Reason.WRONGDOING: 0.5,
    Reason.CAUSE: 0.3,
    Reason.COMPARISON: 0.5,
    Reason.ABSOLUTE: 0.4,
    Reason.OFFICIAL_ACT: 0.5,
    Reason.EVENT: 0.5,
    Reason.NAMED_PARTY: 0.3,
    Reason.ATTRIBUTED: 0.9,
    Reason.DIRECT_QUOTE: 0.1,
    Reason.VAGUE_SOURCE: 0.2,
    Reason.OPINION: -0.9,
    Reason.PREDICTION: -1.2,
    Reason.QUESTION: -1.6,
    Reason.SPEECH_ACT: -1.8,
    Reason.REPEAT: -3.0,
    Reason.HEADLINE: -0.8,
    Reason.CAPTION: -1.2,
    Reason.VAGUE: -1.2,
    Reason.FRAGMENT: -1.0,
    Reason.FIRST_PERSON: -0.8,
    Reason.BELIEF: -0.5,
}
# What a kind says against checking, where no word has said it.
SAID_BY_KIND = {
    "question": Reason.QUESTION,
    "opinion": Reason.OPINION,
    "insult": Reason.OPINION,
    "speech_act": Reason.SPEECH_ACT,
    "prediction": Reason.PREDICTION,
    "fragment": Reason.FRAGMENT,
    "boilerplate": Reason.VAGUE,
}
AGAINST = frozenset(SAID_BY_KIND.values())
# A forecast with a figure rests on a calculation that can be checked: so much of its weight is left.
FORECAST_WITH_FIGURE = 0.4
QUANTITIES = frozenset({Reason.NUMBER, Reason.MONEY, Reason.SHARE, Reason.VICTIMS})
# How the phrases of a claim count has a reason of its own, from this contribution on.
PHRASES_COUNT = 0.4
# News is worded more like claims than debates are, by this much in the annotated stories.
NEWS_USUAL = 1.6
# A reason that adds less to a single statement's score is not worth a word.
REASON_COUNTS = 0.1
# Signals of the form that an editor would call by the name of a reason.
ALSO = {
    "1 past": Reason.EVENT,
    "2 past": Reason.EVENT,
    "1 names": Reason.NAMED_PARTY,
    "2 names": Reason.NAMED_PARTY,
    "3 names": Reason.NAMED_PARTY,
    "no finite verb": Reason.FRAGMENT,
}
# What a figure in a statement can be, the more telling first.
FIGURES = (Reason.VICTIMS, Reason.MONEY, Reason.SHARE, Reason.NUMBER, Reason.DATE)
# Beyond this a logistic curve is flat, and a float overflows soon after.
FLAT = 30.0
# Of a single statement's score: whole debates are ranked by it, and .998 would stand there a hundred times.
DIGITS = 6
# Half of what a claim's score is rounded to: 0 and 1 are not quite what they say.
LEAST = 0.0005
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


def find_reasons(candidate: Candidate) -> set[Reason]:
    """Give what there is to say for and against checking a claim."""
    found = word_reasons(candidate.tokens) | number_reasons(candidate.tokens) | form_reasons(candidate)
    if found & {Reason.NUMBER, Reason.DATE, Reason.ACCUSATION}:
        found.discard(Reason.VAGUE)
    return found


def judge(candidate: Candidate) -> Judgement:
    """Score one claim of an article."""
    found = find_reasons(candidate)
    kind = kind_of(candidate.tokens, found) if candidate.tokens else "fragment"
    learned = learned_worth(candidate.tokens, found)
    if kind in SAID_BY_KIND and not found & AGAINST:
        found.add(SAID_BY_KIND[kind])
    counted = {reason: WEIGHTS[reason] for reason in found}
    if Reason.PREDICTION in found and found & QUANTITIES:
        counted[Reason.PREDICTION] *= FORECAST_WITH_FIGURE
    total = BIAS + sum(counted.values())
    if learned:
        total += LEARNED_SHARE * learned.total
        # For checking where it is more than news has anyway, against it where it is less than debates have.
        beyond = max(learned.phrases - NEWS_USUAL, min(learned.phrases, 0.0))
        counted |= phrase_reason(LEARNED_SHARE * beyond)
    return Judgement(squeeze(total), kind, strongest_first(counted))


def judge_statement(text: str) -> Judgement:
    """Score a statement that stands by itself, such as a line of a transcript."""
    tokens = tokenise(text, 0, len(text))
    candidate = Candidate(tokens, attributed=False, quoted=False, question=text.rstrip().endswith("?"))
    found = find_reasons(candidate)
    learned = learned_worth(tokens, found)
    if learned is None:
        return judge(candidate)
    counted = phrase_reason(learned.phrases)
    for signal, weight in learned.signals.items():
        reason = ALSO.get(signal) or (Reason(signal) if signal in WEIGHTS else None)
        if signal.endswith("figures"):
            reason = next((figure for figure in FIGURES if figure in found), None)
        if reason:
            counted[reason] = counted.get(reason, 0.0) + weight
    # What counts here against its usual sense would only puzzle.
    clear = {r: weight for r, weight in counted.items() if weight * sign_of(TEXT[r]) >= REASON_COUNTS}
    kind = kind_of(tokens, found) if tokens else "fragment"
    return Judgement(squeeze(learned.total, DIGITS), kind, strongest_first(clear))


def phrase_reason(weight: float) -> dict[Reason, float]:
    """Give the reason that lies in the phrases of a claim, where they count."""
    if abs(weight) < PHRASES_COUNT:
        return {}
    return {Reason.FAMILIAR if weight > 0 else Reason.UNFAMILIAR: weight}


def strongest_first(counted: dict[Reason, float]) -> tuple[Reason, ...]:
    """Order reasons by what they have added or taken away."""
    return tuple(sorted(counted, key=lambda reason: (-abs(counted[reason]), reason)))


def adjust(judgement: Judgement, extra: Reason, kind: str) -> Judgement:
    """Add a reason found later, such as that the claim repeats another one."""
    odds = math.log((judgement.score + LEAST) / (1 - judgement.score + LEAST))
    return Judgement(squeeze(odds + WEIGHTS[extra]), kind, (extra, *judgement.reasons))


_SIGN_OF_TEXT = {TEXT[reason]: 1 if weight > 0 else -1 for reason, weight in WEIGHTS.items()}
# As claims say it that were found before it was reworded.
_SIGN_OF_TEXT["gives a figure"] = _SIGN_OF_TEXT[TEXT[Reason.NUMBER]]
_SIGN_OF_TEXT |= {TEXT[Reason.FAMILIAR]: 1, TEXT[Reason.UNFAMILIAR]: -1}


def sign_of(reason_text: str) -> int:
    """Whether a reason, in the words that a claim keeps, speaks for checking (1) or against it (-1).

    0 for words that this version does not know.
    """
    return _SIGN_OF_TEXT.get(reason_text, 0)


def squeeze(total: float, digits: int = 3) -> float:
    """Bring any sum between 0 and 1."""
    return round(1 / (1 + math.exp(-max(-FLAT, min(FLAT, total)))), digits)


def word_reasons(tokens: list[Token]) -> set[Reason]:
    """Give the reasons that single words carry, by the lists in worth.txt and places.txt."""
    found: set[Reason] = set()
    table = worth_words()
    for index, token in enumerate(tokens):
        codes = table.get(token.lower) or table.get(base_of(token.lower), ())
        for code in codes:
            # "may" and "will" as names, "United" and "North" as parts of names say nothing.
            if code == Reason.ABSOLUTE and tells_when(tokens, index):
                continue
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


def tells_when(tokens: list[Token], index: int) -> bool:
    """Say whether "last" or "first" tells when and ranks nothing: "last year", "the first three months", "at last"."""
    if tokens[index].lower not in ("first", "last"):
        return False
    if index and tokens[index - 1].lower == "at":
        return True
    stretches = word_set("worth", "stretch")
    return any(token.tag == "TIME" or token.lower in stretches for token in tokens[index + 1 : index + 3])


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
