"""Step 8b: what kind of statement a claim is, whatever it weighs: a fact to check, an opinion, a forecast, a question.

The rows of KINDS are asked from top to bottom; the first whose evidence is there names the kind, and without any it is
a claim. Repeats and captions are told by where a sentence stands (split.py).
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from claims.splitting.reasons import Reason
from claims.splitting.tokens import FINITE, Token
from claims.splitting.wordlists import base_of, cue_classes, word_set

Evidence = Callable[[Sequence[Token], frozenset[Reason]], bool]

# Something to look up stands in it, so it stays a claim although it judges as well.
FIRM = frozenset(
    {
        Reason.NUMBER,
        Reason.DATE,
        Reason.ACCUSATION,
        Reason.VIOLENCE,
        Reason.MONEY,
        Reason.SHARE,
        Reason.ABSOLUTE,
        Reason.WRONGDOING,
    }
)
# What is said of somebody stands behind one of these: "is a liar", "referred to them as animals", "calling him a fool".
NAMING = frozenset({"call", "brand", "dub", "label", "name", "describe", "dismiss", "characterise", "characterize"})
# What a sentence sums up with; what follows is a judgement unless something in it can be looked up.
SUMMARY = frozenset({"it's", "that's", "it’s", "that’s"})
POINTING = frozenset({"it", "that", "this"})
LONGEST_SUMMARY = 14
TASTE = frozenset({"best", "greatest", "finest", "saddest", "nicest", "rest", "test", "request", "interest", "protest"})
LOOKED_UP = FIRM - {Reason.ABSOLUTE} | {Reason.OFFICIAL_ACT, Reason.EVENT}
# The object of "denied this", "expressed its deepest sorrow" has at most this many words.
SHORT_OBJECT = 3
# No formula of a newsroom is longer.
LONGEST_FORMULA = 30


def kind_of(tokens: Sequence[Token], found: set[Reason]) -> str:
    """Name the kind of a piece from its tokens and the reasons found in it."""
    reasons = frozenset(found)
    return next((kind for kind, evidence in KINDS if evidence(tokens, reasons)), "claim")


def is_question(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it ends in a question mark."""
    return Reason.QUESTION in found


def is_formula(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it is what a newsroom writes under any story: "could not be independently verified"."""
    return Reason.ACCUSATION not in found and holds_phrase(tokens, "formula")


def insults(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether all it says of somebody is an insult: 'as "animals"', "is a liar", "called him a coward".

    "These animals used poison gas" insults too, but says something that can be looked up.
    """
    if found & {Reason.NUMBER, Reason.MONEY, Reason.SHARE, Reason.ACCUSATION, Reason.DATE}:
        return False
    hurting = word_set("kinds", "insult")
    for at, token in enumerate(tokens):
        if token.lower in hurting and token.tag != "NAME":
            back = at - 1
            while back >= 0 and (tokens[back].tag in ("DET", "ADV", "MARK", "NEG") or is_adjective(tokens, back)):
                back -= 1
            if back >= 0 and names_somebody(tokens, back):
                return True
    return False


def is_adjective(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a word without a class of its own stands between "a" and a noun: "a convicted liar"."""
    return tokens[at].tag in ("NOUN", "PART") and at > 0 and tokens[at - 1].tag in ("DET", "ADV", "MARK")


def names_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the word at `at` leads to what somebody is called: "is", "as", or "call" with the one who is."""
    if tokens[at].tag in ("BE", "PRONBE", "BEN"):
        return at == 0 or tokens[at - 1].lower != "there"  # "There are rats in the cellar"
    if tokens[at].lower == "as":
        return True
    return any(base_of(token.lower) in NAMING for token in tokens[max(0, at - 3) : at + 1])


def only_reports(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it only reports that somebody spoke, or did not."""
    return Reason.SPEECH_ACT in found or holds_phrase(tokens, "silence") or says_no_more(tokens, found)


def says_no_more(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether a verb of saying has nothing but a short object: "The army denied this", "voiced its sorrow"."""
    verb = main_verb(tokens)
    if verb < 1 or tokens[verb].tag != "VFIN" or Reason.ACCUSATION in found:
        return False
    rest = [token for token in tokens[verb + 1 :] if token.tag != "MARK"]
    base = base_of(tokens[verb].lower)
    speaks = {"say", "act"} & set(cue_classes().get(base, ())) or base in word_set("kinds", "voicing")
    return bool(speaks) and len(rest) <= SHORT_OBJECT and not any(token.tag in ("NUM", "NAME") for token in rest)


def main_verb(tokens: Sequence[Token]) -> int:
    """Give the place of the first verb that carries tense, -1 where there is none."""
    return next((at for at, token in enumerate(tokens) if token.tag in FINITE), -1)


def characterises(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it gives in quotation marks what somebody calls something: 'called it "a mess"', 'was "a mess"'."""
    marks = [at for at, token in enumerate(tokens) if token.text in '"“']
    if not marks or Reason.NUMBER in found:
        return False
    predicate = any(
        0 < at < len(tokens) - 1 and tokens[at - 1].tag in ("BE", "PRONBE", "BEN") and tokens[at + 1].tag == "DET"
        for at in marks
    )
    return predicate or any(base_of(token.lower) in NAMING for token in tokens[:12])


def foretells(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it is about what has not happened yet, by its main verb: "will", "may", "plans to", "is due to"."""
    verb = main_verb(tokens)
    if verb < 0 or (verb > 0 and tokens[verb - 1].tag in ("REL", "THAT")):
        return False  # 'a plan "that would unlock the solution"'
    if tokens[0].lower == "if" and any(token.lower in word_set("kinds", "future") for token in tokens):
        return True
    behind = [token for token in tokens[verb + 1 : verb + 6] if token.tag not in ("ADV", "NEG")]
    done = behind[:1] and behind[0].tag == "HAVE"  # "would have sunk", "may have left"
    if tokens[verb].lower in word_set("kinds", "future"):
        return not done
    planned = tokens[verb].tag in ("BE", "VFIN", "PRONBE", "HAVE")
    plans = word_set("kinds", "plan")
    at = next((place for place, token in enumerate([tokens[verb], *behind[:2]]) if base_of(token.lower) in plans), -1)
    return planned and at >= 0 and any(token.lower == "to" for token in behind[at : at + 2])


def judges(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it judges without anything to look up, is about the speaker's own mind, or asks for something."""
    if Reason.FIRST_PERSON in found or speaks_its_mind(tokens) or asks_for(tokens) or sums_up(tokens, found):
        return True
    return Reason.OPINION in found and not found & FIRM and not only_ordered(tokens)


def only_ordered(tokens: Sequence[Token]) -> bool:
    """Say whether the duty in it is what somebody ordered or asked for: "issued an order that the army should ..."."""
    opens = next((at for at, token in enumerate(tokens) if token.tag == "THAT"), len(tokens))
    judging = word_set("worth", "opinion")
    return main_verb(tokens) < opens < len(tokens) and not any(token.lower in judging for token in tokens[:opens])


def speaks_its_mind(tokens: Sequence[Token]) -> bool:
    """Say whether it opens with what "I" or "we" think: "I believe him"."""
    opening = [token for token in tokens[:5] if token.tag not in ("ADV", "MARK", "CC")][:2]
    return (
        len(opening) == 2 and opening[0].lower in ("i", "we") and base_of(opening[1].lower) in word_set("kinds", "mind")
    )


def sums_up(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether "it", "that" or "you" is all it speaks about, and nothing is named, dated or counted.

    "It's a choice between flu and a cold"; "That is how they repair things here"; "You cannot sell boots in the rain".
    """
    verb = main_verb(tokens)
    if verb not in (0, 1) or not verb + 1 < len(tokens) <= LONGEST_SUMMARY:
        return False
    if any(token.tag in ("NUM", "NAME", "TIME") or token.text == "," or ranks(token) for token in tokens):
        return False
    if tokens[verb].tag == "MODAL":
        return tokens[0].lower == "you" and not found & FIRM
    is_summary = tokens[0].lower in SUMMARY or (verb == 1 and tokens[0].lower in POINTING and tokens[1].tag == "BE")
    return is_summary and tokens[verb + 1].tag not in ("PART", "ING", "PREP") and not found & LOOKED_UP


def ranks(token: Token) -> bool:
    """Say whether a word gives a rank that can be looked up: "third", "19th", "largest"; not "best" and "worst"."""
    return token.lower in word_set("kinds", "rank") or (token.lower.endswith("est") and token.lower not in TASTE)


def asks_for(tokens: Sequence[Token]) -> bool:
    """Say whether it opens like a request: "Tell it to the rats"."""
    first = tokens[0]
    return first.lower in word_set("kinds", "order") and not any(token.tag in FINITE for token in tokens[1:4])


def is_fragment(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether it has no verb that carries tense."""
    return Reason.FRAGMENT in found


def holds_phrase(tokens: Sequence[Token], label: str) -> bool:
    """Say whether a short piece holds one of the phrases of a class in kinds.txt, on whole words."""
    if len(tokens) > LONGEST_FORMULA:
        return False
    return phrase_pattern(label).search(" ".join([token.lower for token in tokens])) is not None


@cache
def phrase_pattern(label: str) -> re.Pattern[str]:
    """Give the pattern of any phrase of a class; plain alternatives, so it cannot run away."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(word_set('kinds', label))))})\b")


KINDS: tuple[tuple[str, Evidence], ...] = (
    ("question", is_question),
    ("boilerplate", is_formula),
    ("insult", insults),
    ("opinion", characterises),
    ("speech_act", only_reports),
    ("prediction", foretells),
    ("opinion", judges),
    ("fragment", is_fragment),
)
