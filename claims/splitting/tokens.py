"""Words and marks of a stretch of text, each with a coarse word class.

No tagger is shipped: closed classes come from function_words.txt, verbs from verbs.txt, and what stands before a word
decides
the rest. It is right often enough to find who speaks and where a clause ends, and it costs a microsecond a word.
"""

import re
from typing import NamedTuple

from claims.splitting.wordlists import base_of, cue_classes, cue_forms, verb_forms, word_classes

# Titles, initials and abbreviations keep their full stops ("Dr.", "K.C.", "U.S.").
# A word may hold apostrophes, hyphens, full stops, commas and slashes between its letters ("U.S", "26,000", "al-
# Zinki").
# Classes that the rest of the clause decides, and what they are where it has a verb already.
OPEN = {"OPEN": "NOUN", "OPEN_PART": "PART"}
PLURALS = frozenset({"people", "police", "men", "women", "children", "media", "military", "public", "majority"})
WORD = re.compile(
    r"[^\W_]+(?:[-'’.,@/][^\W_]+)*(?:\.(?:"
    r"(?<=\.[A-Za-z]\.)(?!\w)|(?<=\b[A-Z]\.)(?=\s[A-Z])|(?<=\b[JS]r\.)(?=[\s,])|"
    r"(?:(?<=\bM[rs]\.)|(?<=\b(?:Dr|Lt|St)\.)|(?<=\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Sgt|Maj|Rev|Hon)\.)|"
    r"(?<=\b(?:Prof|Sens|Reps|Capt|Cllr)\.))(?=\s)))?|[^\w\s]|_+"
)
# The classes that carry tense, and so make a clause.
FINITE = frozenset({"VFIN", "BE", "HAVE", "DO", "MODAL", "PRONBE"})


class Token(NamedTuple):
    """A word or mark: its offsets, its lower-case text and its class (see function_words.txt;

    NAME, NOUN, VFIN, PART, ING, INF, MARK).
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Cut text[start:end] into classed tokens; offsets are those of `text`."""
    raw = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end)]
    tokens: list[Token] = []
    before = "MARK"  # The class of the last token that is not an adverb or "not"; a noun in the plural is "NOUNS".
    for index, (left, right, word) in enumerate(raw):
        lower = word.lower().replace("’", "'")
        following = raw[index + 1][2] if index + 1 < len(raw) else ""
        tag = classify(word, lower, before, following, is_first=index == 0)
        tokens.append(Token(left, right, word, lower, tag))
        if tag not in ("ADV", "NEG"):
            before = (
                "DET"
                if lower == "whom" or (tag in ("NAME", "NOUN") and lower.endswith("'s"))
                else "NOUNS"
                if tag == "NOUN" and (lower.endswith("s") or lower in PLURALS)
                else "NAMES"
                if tag == "NAME" and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s"))
                else tag
            )
    settle(tokens)
    return tokens


def opens_segment(token: Token) -> bool:
    """Say whether a clause with a verb of its own can follow this token; reporting verbs are such ("said the sirens
    sounded").
    """
    if token.tag in ("SUB", "THAT", "REL") or token.text in ',;:"“”–—':
        return True
    return token.tag == "VFIN" and "say" in cue_classes().get(base_of(token.lower), ())


def settle(tokens: list[Token]) -> None:
    """Decide the words left open: verbs where their clause has no other, else nouns ("supports") or participles
    ("signed").
    """
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or opens_segment(tokens[at]):
            finite = next((index for index in range(start, at) if tokens[index].tag in FINITE), at)
            verbless = finite == at
            for index in range(start, at):
                if tokens[index].tag in OPEN:
                    reports = index < finite and index + 1 < at and reports_clause(tokens, index)
                    follows = index + 1 < at or (at < len(tokens) and tokens[at].tag == "THAT")
                    tag = "VFIN" if (verbless and follows) or reports else OPEN[tokens[index].tag]
                    verbless = verbless and tag != "VFIN"
                    finite = at if reports else finite
                    tokens[index] = tokens[index]._replace(tag=tag)
            if at < len(tokens) and tokens[at].tag in OPEN:
                tokens[at] = tokens[at]._replace(tag=OPEN[tokens[at].tag])
            start = at + 1


def reports_clause(tokens: list[Token], index: int) -> bool:
    """Say whether an open word is a reporting verb with a clause behind it: "Woman claims the church kept her"."""
    classes = cue_classes().get(base_of(tokens[index].lower), ())
    if not {"say", "think"} & set(classes):
        return False
    if tokens[index].lower.endswith("s"):
        return takes_object(tokens[index + 1].text)
    return index > 0 and tokens[index - 1].lower.endswith("s")  # "Supermarkets fear prices will rise"


def classify(word: str, lower: str, before: str, following: str, *, is_first: bool) -> str:  # noqa: C901, PLR0911, PLR0912 - cases
    """Choose the class of one word from itself, the class before it and the word after it."""
    if not word[0].isalnum():
        return "MARK"
    if word[0].isdigit():
        return "NUM"
    if lower == "miss" and word[0] == "M" and following[:1].isupper():
        return "NAME"
    closed = word_classes("function_words").get(lower)
    if closed == "ADV" and word[0].isupper() and not is_first:
        return "NAME"  # "the group Wexley Together"
    if closed == "TIME" and not word[0].isupper() and lower in ("march", "may", "sat", "sun"):
        closed = None
    if closed and not (word[0].isupper() and word.isupper() and len(word) > 1 and lower in ("us", "it", "who")):
        return closed
    stem = lower[:-2] if lower.endswith("'s") else lower
    if "-" in word:
        last = word.rpartition("-")[2]
        if last[:1].isupper():
            return "NAME"  # "al-Zinki"
        if last in ("based", "led", "backed", "owned", "born", "listed", "flagged"):
            return "NOUN"  # "Athens-based Pelagia Maritime"
    if word[0].isupper() and not is_first:
        return "NAME"
    if stem != lower:
        return "NAME" if word[0].isupper() else "NOUN"
    known = verb_forms().get(lower) or cue_forms().get(lower)
    if known:
        return classify_verb(word, known[1], before, following)
    if word[0].isupper():
        return "NAME"
    if lower.endswith("ly") and len(lower) > 4:
        return "ADV"
    if lower.endswith("ing") and len(lower) > 5:
        return "NOUN" if before == "DET" and following.lower() == "of" else "ING"  # "the timing of"
    if lower.endswith("s") and before == "PRON" and not lower.endswith("ss"):
        return "VFIN"  # "he drones"
    if lower.endswith("s") and before in ("NAME", "NAMES", "NOUN") and takes_object(following):
        return "OPEN"  # A verb that no list has: "Branwick handles a third of it".
    if lower.endswith("ed") and len(lower) > 4:
        return classify_verb(word, "DN", before, following)
    return "NOUN"


def classify_verb(word: str, kinds: str, before: str, following: str) -> str:  # noqa: C901, PLR0911, PLR0912 - cases
    """Tell what a verb form does here: finite (VFIN), participle (PART), INF, ING, or a noun after all."""
    plural = before in ("NOUNS", "NAMES")  # "Democrats say"
    if before == "NAMES":
        before = "NAME"
    if "G" in kinds:
        return "NOUN" if before == "DET" and following.lower() == "of" else "ING"
    if before in ("MODAL", "DO") and ("b" in kinds or "B" in kinds):
        return "INF"
    if before in ("BE", "BEN", "HAVE", "PRONBE") and "N" in kinds:
        return "PART"
    after_subject = before in ("NOUN", "NOUNS", "NAME", "PRON", "REL", "TIME", "NUM")
    if "D" in kinds:
        if before in ("DET", "POSS", "PREP"):
            return "PART"
        if "N" in kinds and before in ("NOUN", "NOUNS") and word not in ("said", "told", "added"):
            if following.lower() == "by":
                return "PART"
            if following.lower() in ("in", "at", "as", "on", "from", "last") or is_day(following):
                return "OPEN_PART"  # "The river crested at six metres", "the deal signed in May was".
        return "VFIN"
    if "N" in kinds:
        return "PART"
    if "S" in kinds:
        return "VFIN" if after_subject or before in ("CC", "MARK", "THAT") else "NOUN"
    if "s" in kinds:
        return (
            "VFIN"
            if before in ("PRON", "REL")
            or (before == "NAME" and takes_object(following))
            or (before == "MARK" and following.lower() == "that")
            or (before == "TIME" and takes_object(following))
            else "OPEN"
            if before in ("NAME", "NOUN")
            else "NOUN"
        )
    if "B" in kinds and (plural or before in ("PRON", "REL") or (before == "MARK" and following.lower() == "that")):
        return "VFIN"
    if "b" in kinds and (before == "PRON" or (plural and takes_object(following))):
        return "VFIN"
    if (
        "B" in kinds
        and before in ("NAME", "NOUN")
        and following
        and {"say", "think"} & set(cue_classes().get(word, ()))
    ):
        return "VFIN"  # "Growers in Kent say"
    if before in ("NOUNS", "NAME") and ("b" in kinds or "B" in kinds):
        return "OPEN"
    return "INF" if "B" in kinds and before == "PREP" else "NOUN"


def is_day(word: str) -> bool:
    """Say whether a word is a weekday or the like."""
    return word[:1].isupper() and word_classes("function_words").get(word.lower()) == "TIME"


def takes_object(following: str) -> bool:
    """Say whether the next word can open what a verb governs: a name, a determiner, a pronoun, a number."""
    if not following:
        return False
    closed = word_classes("function_words").get(following.lower())
    return following[0].isupper() or following[0].isdigit() or closed in ("DET", "POSS", "PRON", "THAT", "NUM")
