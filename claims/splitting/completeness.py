"""Step 7, a piece at a time: is what is left of a sentence a statement, or only a leftover?"""

from claims.splitting.tokens import FINITE, Token
from claims.splitting.trimming import OPENERS
from claims.splitting.wordlists import cue_classes, cue_forms, word_set

# Fewer words than this say nothing by themselves; without a finite verb it takes two more.
SMALLEST_PIECE = 2
# A stretch without a verb tells something when it has a figure and this many words ("Two dead, 14 hurt in port fire").
SMALLEST_NOTE = 4
LEAST_COMPARED = 5
BESIDE = frozenset({"from", "on", "by"})
# Words behind which something must follow: "That was challenged by | Anna Doe, who told ...".
UNFINISHED = frozenset({"PREP", "DET", "POSS"})
# What a short stretch before a name can end in when it is only somebody's role; a role can look like a verb.
NAMELIKE = frozenset({"NOUN", "NAME", "VFIN"})
# In longer stretches at a sentence's beginning a main verb that no list knows is more likely than a leftover.
SHORT = 8
# A clause behind one of these tells when or how something else was.
HANGING = frozenset({"as", "since", "when", "until", "till", "once", "whenever", "than", "lest"})


def says_something(tokens: list[Token], first: int, last: int, role: str, *, headline: bool) -> bool:  # noqa: PLR0911 - cases
    """Say whether a piece is more than a leftover: it has a finite verb, is an accusation, or is a line of its own."""
    if first > 0 and tokens[first].tag == "REL" and tokens[first].text.islower() and tokens[first].text not in OPENERS:
        return False  # "which posted it first", behind an attribution
    if hangs(tokens, first, last):
        return False
    whole = first == 0 and last == len(tokens)
    words = [token for token in tokens[first:last] if token.tag != "MARK"]
    if first > 0 and compares(words):
        return True
    if role == "own" and not whole:
        short = first > 0 or len(words) <= SHORT
        if (short and not has_main_verb(tokens, first, last)) or opens_with_participle(words):
            return False
        if last < len(tokens) and tokens[last].tag != "MARK" and ends_unfinished(tokens, first, last):
            return False
    if whole and opens_with_participle(words) and len(words) <= SMALLEST_NOTE:
        return False  # "Published 14:20"
    if any(token.tag in FINITE for token in words) or role == "accuse":
        says_nothing = len(words) == SMALLEST_PIECE and words[1].tag in FINITE - {"VFIN"}  # "I have"
        return len(words) >= SMALLEST_PIECE and not says_nothing and not is_phatic(words)
    if whole:
        noted = headline or any(token.tag == "NUM" for token in words)
        return len(words) >= SMALLEST_NOTE and noted and not is_phatic(words)
    return role != "own" and len(words) > SMALLEST_PIECE + 2


def compares(words: list[Token]) -> bool:
    """Say whether words without a verb give a figure to compare with: "down from a peak of 11 percent in May"."""
    if len(words) < LEAST_COMPARED or not any(token.tag == "NUM" for token in words):
        return False
    opening = words[0].lower, words[1].lower
    return (opening[0] in ("down", "up") and opening[1] in BESIDE) or (opening[0] == "with" and words[1].tag == "NUM")


def hangs(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether a piece only tells when or how another was: "as supporters cheered", "since he took over"."""
    if first == 0 or tokens[first].lower not in HANGING:
        return False
    opened = [token.tag for token in tokens[first:last] if token.tag in ("REL", "SUB", "THAT") or token.tag in FINITE]
    return sum(tag in FINITE for tag in opened) <= sum(tag not in FINITE for tag in opened)


def ends_unfinished(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether what stands behind belongs to it: "was challenged by | Anna Doe", "Athletic boss | Karl Roe"."""
    part_of_name = last - first <= SMALLEST_NOTE and tokens[last].tag == "NAME" and tokens[last - 1].tag in NAMELIKE
    return tokens[last - 1].tag in UNFINISHED or part_of_name


def opens_with_participle(words: list[Token]) -> bool:
    """Say whether a piece is only a participle before its subject: "Asked about that number, | Doe said"."""
    return bool(words) and words[0].tag in ("PART", "ING", "VFIN") and words[0].lower.endswith(("ed", "ing"))


def is_phatic(words: list[Token]) -> bool:
    """Say whether words only greet, thank or hand the word on: "Good morning, Nadia", "I'm quoting"."""
    if len(words) > 10 or any(token.tag == "NUM" for token in words):
        return False
    opening = " ".join(token.lower for token in words[:3])
    phrases = word_set("kinds", "phatic")
    return any(opening == phrase or opening.startswith(phrase + " ") for phrase in phrases)


def has_main_verb(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether a finite verb is left when each "who", "when" and "that" has taken one."""
    balance = 0
    while first < last and (tokens[first].text in OPENERS or tokens[first].tag in ("MARK", "CC")):
        first += 1
    for token in tokens[first:last]:
        if token.tag in ("REL", "SUB", "THAT") and token.lower not in ("than", "as"):
            balance -= 1
        elif token.tag in FINITE:
            balance += 1
            if balance > 0:
                return True
    return False


def is_speech_act(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether the main verb of an own-voice piece is a speech act ("criticised", "referred to")."""
    for token in tokens[first:last]:
        if token.tag in FINITE and token.tag not in ("HAVE", "BE"):
            known = cue_forms().get(token.lower)
            return known is not None and "act" in cue_classes()[known[0]]
    return False
