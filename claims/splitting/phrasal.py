"""Step 4: what reports without a plain verb of saying: "his claim that ...", "is confident that ...", "was quoted as
saying ...", "as he put it", and the wishes that are reported but claim nothing ("urged them to leave").
"""

from functools import cache

from claims.splitting.attributed import Attributed
from claims.splitting.contents import clause_stop, opens_content, preceding_content, starts_clause
from claims.splitting.noun_phrases import LONGEST, NOMINAL, phrase_after, phrase_before, phrase_or_apposition
from claims.splitting.tokens import FINITE, Token
from claims.splitting.views import View, quotes_after
from claims.splitting.wordlists import word_set, word_sets

# A reported wish begins with these: "to leave", "for an inquiry", "whether it was true".
WISH_OPENERS = frozenset({"to", "for", "that", "on"})
QUESTIONS = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})


@cache
def phrase_words() -> frozenset[str]:
    """Give the words at which read_phrasal can find something."""
    return word_sets("reports", "noun", "adjective") | {"quoted", "cited", "put", "puts"}


def read_phrasal(view: View, index: int) -> Attributed | None:
    """Read a report without a cue verb that begins at `index`, if one does."""
    token = view.tokens[index]
    if token.lower in word_set("reports", "noun") and token.tag in ("NOUN", "VFIN", "NAME"):
        return read_noun(view, index)
    if token.lower in word_set("reports", "adjective") and token.tag in ("NOUN", "PART", "ADV", "ING"):
        return read_adjective(view, index)
    if token.lower in ("quoted", "cited"):
        return read_quoted_as(view, index)
    if token.lower in ("put", "puts"):
        return read_put(view, index)
    return None


def read_noun(view: View, index: int) -> Attributed | None:
    """Read "the Front's claim that cluster bombs were used": reported, while the sentence says something about it."""
    tokens = view.tokens
    at = index + 1
    source: tuple[int, int] | None = None
    if at < len(tokens) and tokens[at].lower in ("of", "by", "from", "among"):
        end = phrase_after(tokens, at + 1)
        source, at = ((at + 1, end), end) if end > at + 1 else (None, at)
    if at + 1 >= len(tokens) or tokens[at].tag != "THAT" or tokens[at + 1].tag in FINITE:
        return None
    start = phrase_before(tokens, index)
    owner = next((i for i in range(start, index) if tokens[i].lower.endswith(("'s", "s'"))), -1)
    if source is None and owner >= 0:
        source = (start, owner + 1)
    elif source is None and start < len(tokens) and tokens[start].lower in ("his", "her", "their") and start <= index:
        source = (start, start + 1)
    if source is None:
        return None
    return Attributed(source, (index, index + 1), (index, index), ((at + 1, noun_stop(tokens, start, at + 1)),), "act")


def noun_stop(tokens: list[Token], start: int, content: int) -> int:
    """Give where a noun's clause ends: at the verb that the noun is subject of, else at the next comma's clause."""
    is_subject = start == 0 or not any(token.tag in FINITE for token in tokens[max(0, start - LONGEST) : start])
    pending = 1
    for at in range(content, len(tokens)):
        token = tokens[at]
        if token.text == ";" or (token.text == "," and starts_clause(tokens, at + 1)):
            return at
        if token.tag in ("THAT", "REL", "SUB"):
            pending += 1
        elif token.tag in FINITE and tokens[at - 1].tag not in ("CC", "MODAL", "HAVE"):
            if is_subject and pending == 0:
                return at
            pending = max(0, pending - 1)
    return len(tokens)


def read_adjective(view: View, index: int) -> Attributed | None:
    """Read "she is confident that the vote will pass"."""
    tokens = view.tokens
    back = index - 1
    while back > 0 and tokens[back].tag in ("ADV", "NEG", "DET", "BEN"):
        back -= 1
    if back < 1 or tokens[back].tag not in ("BE", "PRONBE", "VFIN", "HAVE") or index + 2 >= len(tokens):
        return None
    explicit = tokens[index + 1].tag == "THAT"
    if not explicit and not (
        tokens[index + 1].tag in ("PRON", "DET", "NAME", "POSS") and opens_content(view, index + 1)
    ):
        return None
    source = (back, back + 1) if tokens[back].tag == "PRONBE" else phrase_or_apposition(tokens, back)
    if source is None or tokens[source[0]].lower in ("it", "it's", "that's", "there", "there's"):
        return None
    start = index + 2 if explicit else index + 1
    return Attributed(source, (index, index + 1), (source[0], start), ((start, len(tokens)),), "think")


def read_quoted_as(view: View, index: int) -> Attributed | None:
    """Read "X was quoted as saying ..." and "the paper quoted X as saying ..."; what is said can stand before."""
    tokens = view.tokens
    saying = next((i for i in range(index + 1, min(len(tokens) - 1, index + 16)) if tokens[i].lower == "as"), -1)
    if saying < 0 or tokens[saying + 1].lower not in ("saying", "telling", "writing", "warning"):
        return None
    source = phrase_or_apposition(tokens, index) if saying == index + 1 else (index + 1, saying)
    subject = source if saying == index + 1 else phrase_or_apposition(tokens, index)
    if source is None:
        return None
    cue = (index, saying + 2)
    left = subject[0] if subject else index
    places, _ = quotes_after(view, saying + 2)
    before = preceding_content(view, index, source, left)
    if before:
        return Attributed(source, cue, (left, len(tokens)), (before[1],), "say", beside=True, quoted=tuple(before[0]))
    start = saying + 2
    if start < len(tokens) and tokens[start].tag == "THAT":
        start += 1
    if start >= len(tokens):
        return None
    return Attributed(source, cue, (left, start), ((start, len(tokens)),), "say", quoted=tuple(places))


def read_put(view: View, index: int) -> Attributed | None:
    """Read "as he put it," before or behind what was said."""
    tokens = view.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].lower != "it":
        return None
    start = phrase_before(tokens, index)
    if start in (index, 0) or tokens[start - 1].lower != "as":
        return None
    end = index + 2
    source, cue = (start, index), (index, end)
    places, _ = quotes_after(view, end)
    if start == 1:
        end = end + 1 if end < len(tokens) and tokens[end].text in ",:" else end
        if end >= len(tokens):
            return None
        return Attributed(source, cue, (0, end), ((end, len(tokens)),), "say", quoted=tuple(places))
    before = preceding_content(view, index, source, start - 1)
    if not before:
        return None
    return Attributed(source, cue, (start - 1, end), (before[1],), "say", beside=True, quoted=tuple(before[0]))


def wished(view: View, index: int) -> tuple[int, int] | None:
    """Give what is wanted behind a cue: "urged both sides to respect the truce", "called for calm", "asked whether"."""
    tokens = view.tokens
    at = index + 1
    while at < len(tokens) and tokens[at].tag in ("ADV", "TIME"):
        at += 1
    if at + 1 >= len(tokens) or view.inside[at] >= 0:
        return None
    stop = wish_stop(view, at)
    lower = tokens[at].lower
    if lower in QUESTIONS or (lower == "that" and not tokens[index].lower.startswith("call")):
        return at, stop
    if lower in ("to", "for", "on"):
        return (at + 1, stop) if stop > at + 2 else None
    # Somebody is asked to: "urged both sides to respect".
    for end in range(at + 1, min(stop, at + 12)):
        if tokens[end].lower in WISH_OPENERS | QUESTIONS and tokens[at].tag in (
            *NOMINAL,
            "DET",
            "POSS",
            "PRON",
            "PREP",
        ):
            return at, stop
        if tokens[end].tag in FINITE or tokens[end].tag == "MARK":
            return None
    return None


def asks(tokens: list[Token], index: int) -> bool:
    """Say whether "how", "why" or the like stands behind a cue: "described how they fled"."""
    return index + 1 < len(tokens) and tokens[index + 1].lower in QUESTIONS


def thing(view: View, index: int, *, quoted: bool = False) -> tuple[int, int] | None:
    """Give the thing behind a cue: "denied the charges", "predicted a record turnout"; `quoted` wants quotation
    marks in it: 'called the estimate "pure fantasy"'.
    """
    tokens = view.tokens
    at = index + 1
    if (
        at >= len(tokens)
        or view.inside[at] >= 0
        or tokens[at].tag not in ("DET", "POSS", "NOUN", "NAME", "NUM", "PART")
    ):
        return None
    end = phrase_after(tokens, at)
    stop = wish_stop(view, at)
    if quoted and not any(token.text in '"“' for token in tokens[at:stop]):
        return None
    return (at, stop) if end > at else None


def wish_stop(view: View, start: int) -> int:
    """Give where a wish or thing ends: as an accusation does, or at a comma, or before a quotation's verb."""
    stop = clause_stop(view, start)
    tokens, ends = view.tokens, (",", "–", "—", "according")
    for at in range(start, stop):
        # "called it a joke and demanded": another verb of the same subject.
        joins = tokens[at].tag == "CC" and at + 1 < len(tokens) and tokens[at + 1].tag == "VFIN"
        if tokens[at].text in ends or joins:
            return at
    return stop


def read_headline(view: View) -> Attributed | None:
    """Read "Moreno: I never asked to leave" and "Study: aspirin of no use", which end without a stop."""
    tokens = view.tokens
    if len(tokens) < 5 or tokens[-1].text in '.!?:"”' or tokens[-1].lower.endswith("."):
        return None
    colon = next((at for at in range(1, 7) if at < len(tokens) and tokens[at].text == ":"), -1)
    if (
        colon < 0
        or len(tokens) - colon < 4
        or any(token.tag not in ("NAME", "NOUN", "DET") for token in tokens[:colon])
    ):
        return None
    places, _ = quotes_after(view, colon + 1)
    content = ((colon + 1, len(tokens)),)
    return Attributed((0, colon), (colon, colon + 1), (0, colon + 1), content, "headline", quoted=tuple(places))
