"""How much a German claim deserves checking. Weights are set by hand; the reasons are those of English."""

import re
from functools import cache

from claims.splitting.checkworthiness import Judgement, squeeze
from claims.splitting.languages.german.words import Word, is_finite
from claims.splitting.reasons import Reason
from claims.splitting.wordlists import load_classes

BIAS = -0.75
WEIGHTS: dict[Reason, float] = {
    Reason.VICTIMS: 0.8,
    Reason.NUMBER: 0.8,
    Reason.MONEY: 0.9,
    Reason.SHARE: 0.9,
    Reason.DATE: 0.4,
    Reason.ACCUSATION: 1.3,
    Reason.VIOLENCE: 0.7,
    Reason.WRONGDOING: 0.7,
    Reason.CAUSE: 0.3,
    Reason.COMPARISON: 0.5,
    Reason.ABSOLUTE: 0.4,
    Reason.OFFICIAL_ACT: 0.5,
    Reason.EVENT: 0.5,
    Reason.ATTRIBUTED: 0.5,
    Reason.DIRECT_QUOTE: 0.1,
    Reason.OPINION: -0.9,
    Reason.PREDICTION: -1.2,
    Reason.QUESTION: -1.6,
    Reason.SPEECH_ACT: -1.8,
    Reason.HEADLINE: -0.6,
    Reason.FRAGMENT: -1.0,
}
FIRM = frozenset(
    {Reason.NUMBER, Reason.MONEY, Reason.SHARE, Reason.VICTIMS, Reason.DATE, Reason.ACCUSATION, Reason.WRONGDOING}
)
MONEY = frozenset({"euro", "dollar", "cent", "franken", "pfund", "€", "$"})
YEAR = re.compile(r"(?:19|20)\d\d")
# "wird" alone is a passive as often as a future; with an infinitive at the end of its clause it is a future.
PLANS = frozenset({"soll", "sollen", "will", "wollen", "plant", "planen"})
FUTURE = frozenset({"wird", "werden", "werde"})
SMALL_NUMBERS = frozenset(load_classes("times", "de")["small_numbers"])
TIMES = frozenset(load_classes("times", "de")["times"])


@cache
def beginnings() -> list[tuple[Reason, tuple[str, ...]]]:
    """Give reason -> the word beginnings that stand for it."""
    return [(Reason(code), words) for code, words in load_classes("worth", "de").items()]


def judge(words: list[Word], role: str, *, attributed: bool, quoted: bool, kind: str, question: bool) -> Judgement:
    """Score one claim. `role` is the attribution it stands in; `kind` is that of its block."""
    found = word_reasons(words)
    flags = {
        Reason.ATTRIBUTED: attributed,
        Reason.DIRECT_QUOTE: quoted,
        Reason.ACCUSATION: role == "accuse",
        Reason.SPEECH_ACT: role == "act",
        Reason.QUESTION: question,
        Reason.HEADLINE: kind in ("headline", "standfirst"),
        Reason.PREDICTION: is_prediction(words),
        Reason.FRAGMENT: role != "accuse" and not any(is_finite(word) for word in words),
    }
    found |= {reason for reason, holds in flags.items() if holds}
    total = BIAS + sum(WEIGHTS[reason] for reason in found)
    reasons = tuple(sorted(found, key=lambda reason: (-abs(WEIGHTS[reason]), reason)))
    return Judgement(squeeze(total), kind_of(found), reasons)


def word_reasons(words: list[Word]) -> set[Reason]:
    """Give the reasons that single words carry."""
    found: set[Reason] = set()
    for word in words:
        lower = word.lower
        if lower in ("prozent", "%"):
            found.add(Reason.SHARE)
        elif lower in MONEY:
            found.add(Reason.MONEY)
        elif lower in TIMES or YEAR.fullmatch(word.text):
            found.add(Reason.DATE)
        elif word.tag == "NUM" or lower in SMALL_NUMBERS:
            found.add(Reason.NUMBER)
        for reason, starts in beginnings():
            if lower.startswith(starts):
                found.add(reason)
    return found


def is_prediction(words: list[Word]) -> bool:
    """Say whether a claim is about what will be: "soll ... beginnen", "wird ... kommen"."""
    lower = [word.lower for word in words]
    verb = next((at for at, word in enumerate(words) if is_finite(word)), -1)
    if verb < 0:
        return False
    last = next((word.lower for word in reversed(words) if word.tag != "MARK"), "")
    ends_open = last.endswith("en") and not last.startswith("ge") and last != lower[verb]
    return ends_open and lower[verb] in PLANS | FUTURE and "worden" not in lower


def kind_of(found: set[Reason]) -> str:
    """Name the kind: what a claim is, before how much it weighs."""
    order = (
        (Reason.QUESTION, "question"),
        (Reason.SPEECH_ACT, "speech_act"),
        (Reason.PREDICTION, "prediction"),
    )
    for reason, kind in order:
        if reason in found:
            return kind
    if Reason.OPINION in found and not found & FIRM:
        return "opinion"
    return "fragment" if Reason.FRAGMENT in found else "claim"
