"""Questions about the words around a cue, which decide whether and how it reports."""

from claims.splitting.contents import starts_clause
from claims.splitting.noun_phrases import LONGEST, phrase_after
from claims.splitting.tokens import FINITE, Token
from claims.splitting.views import View
from claims.splitting.wordlists import base_of, word_set, word_sets


def runs_in(view: View, end: int) -> bool:
    """Say whether a quotation that ends at `end` is the subject of what follows: 'said "the dishwashers" could ...'."""
    tokens = view.tokens
    return end < len(tokens) and tokens[end].tag in FINITE and tokens[end - 2].text not in ",.!?"


def shows(tokens: list[Token], index: int, start: int) -> bool:
    """Say whether a poll "shows Smith leading"."""
    end = phrase_after(tokens, start)
    return base_of(tokens[index].lower) in ("show", "find") and start < end < len(tokens) and tokens[end].tag == "ING"


def colon_before_quote(view: View, start: int, stop: int) -> int:
    """Give the colon with a quotation behind it in what was said, or 0."""
    for at in range(start + 1, stop - 1):
        if view.tokens[at].text == ":" and view.inside[at] < 0 <= view.inside[at + 1]:
            return at
    return 0


def after_insertion(tokens: list[Token], end: int) -> tuple[tuple[int, int], ...]:
    """Give what goes on behind an inserted attribution: "Many will come, she said, and most of them will vote"."""
    goes_on = end + 2 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower == "and"
    return ((end + 2, len(tokens)),) if goes_on and starts_clause(tokens, end + 2) else ()


def can_speak(source: list[Token]) -> bool:
    """Say whether a phrase behind a cue can be a speaker: it holds a name, a role or a body ("promised payments"
    does not).
    """
    known = word_sets("roles", "person", "body", "document")
    return any(token.tag in ("NAME", "PRON") or token.lower in known for token in source)


def runs_on(tokens: list[Token], end: int) -> bool:
    """Say whether what looks like a speaker behind a cue is the subject of a verb: ", said the 46 million spent on
    it came ...".
    """
    for token in tokens[end : end + LONGEST]:
        if token.tag in ("MARK", "SUB", "REL", "CC", "ING", "THAT"):
            return False
        if token.tag in FINITE:
            return True
    return False


def is_weak(tokens: list[Token], index: int, start: int, source: tuple[int, int] | None) -> bool:
    """Say whether a cue that mostly takes a thing ("found nothing in the water they took") has no clause behind it."""
    if base_of(tokens[index].lower) not in word_set("cues", "weak"):
        return False
    while start < len(tokens) and tokens[start].tag == "ADV":
        start += 1
    if start < len(tokens) and tokens[start].tag in FINITE:
        # "seekers found in the water may": no subject of its own; but "a remark that Moreno admits upset him" has one.
        return source is None or source[0] == 0 or tokens[source[0] - 1].tag not in ("REL", "THAT")
    for at in range(start, min(len(tokens), start + LONGEST)):
        tag, before = tokens[at].tag, tokens[at - 1].tag
        if tag in (*FINITE, "ING"):
            return False
        if tag in ("MARK", "SUB", "REL", "THAT", "CC"):
            return True
        if at > start and tag in ("DET", "POSS", "PRON") and before in ("NOUN", "NAME"):
            return True  # "the water they took": what follows belongs to the thing.
    return True


def is_order(tokens: list[Token], index: int) -> bool:
    """Say whether somebody is told to do something: "told people to keep their windows shut"."""
    for at in range(index + 1, min(len(tokens) - 1, index + 12)):
        if tokens[at].tag in FINITE or tokens[at].tag in ("MARK", "THAT"):
            return False
        if tokens[at].lower == "to" and tokens[at + 1].tag in ("INF", "NOUN", "BEN", "VFIN", "HAVE", "DO"):
            return base_of(tokens[at + 1].lower) == tokens[at + 1].lower
    return False


def is_insertion(tokens: list[Token], frame_start: int, after: int) -> bool:
    """Say whether an attribution stands between a subject and its verb: "Only one in five, she said, had been
    admitted".
    """
    opens = frame_start > 1 and tokens[frame_start - 1].text == ","
    return opens and after < len(tokens) and tokens[after].tag in FINITE


def says_no_more(tokens: list[Token], start: int) -> bool:
    """Say whether nothing but a time or an occasion stands behind a cue: "Sachs said after the hearing."."""
    return len(tokens) - start < LONGEST and not any(token.tag in (*FINITE, "THAT", "ING") for token in tokens[start:])


def is_hedge(tokens: list[Token], index: int, source: int) -> bool:
    """Say whether a cue and its source only qualify: "for what she said was a crime", "the case on which the court
    ruled was".
    """
    before = tokens[source - 1] if source > 0 else None
    if tokens[source].lower in ("there", "nobody") or (before is not None and before.lower == "what"):
        return True
    if before is not None and before.tag == "REL" and source > 1 and tokens[source - 2].tag == "PREP":
        return index + 1 >= len(tokens) or tokens[index + 1].tag in FINITE
    return False


def is_relative(tokens: list[Token], at: int) -> bool:
    """Say whether "whom" or "which" stands at `at`, and not "in which"."""
    return at >= 0 and tokens[at].tag == "REL" and (at == 0 or tokens[at - 1].tag != "PREP")
