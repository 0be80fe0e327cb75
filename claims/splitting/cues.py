"""Which words of a sentence hand the word to somebody."""

from claims.splitting.noun_phrases import phrase_before
from claims.splitting.tokens import Token
from claims.splitting.wordlists import cue_classes, cue_forms


def is_according(tokens: list[Token], index: int) -> bool:
    """Say whether "according to" begins at index."""
    return tokens[index].lower == "according" and index + 1 < len(tokens) and tokens[index + 1].lower == "to"


def is_cue(tokens: list[Token], index: int) -> bool:  # noqa: PLR0911 - cases
    """Say whether the token is a cue verb in a form and place where it can report: not a noun, not a passive."""
    token = tokens[index]
    known = cue_forms().get(token.lower)
    if (
        known
        and cue_classes()[known[0]] == ("back",)
        and tokens[index + 1 : index + 2]
        and tokens[index + 1].lower != "back"
    ):
        return False
    if known is None or token.tag not in ("VFIN", "PART", "ING", "INF", "NOUN"):
        return False
    if token.tag == "INF":
        return False
    back = index - 1
    while back >= 0 and tokens[back].tag in ("ADV", "NEG") and index - back < 4:
        back -= 1
    before = tokens[back] if back >= 0 else None
    if token.tag == "PART":
        if "name" in cue_classes()[known[0]] and before is not None and before.tag in ("NOUN", "NAME"):
            start = phrase_before(tokens, index)
            return start > 0 and tokens[start - 1].lower in ("whom", "which", "that")
        return before is not None and before.tag == "HAVE"
    if token.tag == "ING":
        return before is not None and (
            before.tag in ("MARK", "CC", "SUB", "BE", "BEN", "PRONBE") or names_with(tokens, index)
        )
    if token.tag == "NOUN":
        return reports_as_noun(tokens, index, known[1])
    return before is not None


def reports_as_noun(tokens: list[Token], index: int, kinds: str) -> bool:
    """Rescue "claims", "reports" and the like that look like nouns: a subject before and a clause or quotation
    after.
    """
    if "s" not in kinds or index == 0 or index + 1 >= len(tokens):
        return False
    return tokens[index - 1].tag in ("NAME", "NOUN", "PRON") and (
        tokens[index + 1].tag in ("THAT", "PRON", "PRONBE") or tokens[index + 1].text in '"“'
    )


def names_with(tokens: list[Token], index: int) -> bool:
    """Say whether "with NAME" stands before a participle: "with one poster writing"."""
    start = phrase_before(tokens, index)
    return start < index and start > 0 and tokens[start - 1].lower == "with"
