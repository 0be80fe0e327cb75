"""The edges of a claim: conjunctions, commas, outer quotation marks and the final full stop come off."""

import unicodedata

from claims.splitting.tokens import FINITE, Token

STRIPPED = frozenset(".,;:–—-…·•*")
MARKS = frozenset('"“”„«»')
SINGLES = frozenset("'‘’")
# Words that tie a clause to the one before and are no part of what it says.
OPENERS = frozenset({"while", "whereas", "although", "though", "where", "yet", "so"})


def trim(text: str, tokens: list[Token]) -> tuple[int, int] | None:
    """Take conjunctions, commas, outer quotation marks and the final full stop off; None when no word is left."""
    first, last = 0, len(tokens)
    marks = sum(token.text in MARKS for token in tokens)
    while first < last:
        opening, closing = tokens[first], tokens[last - 1]
        if ties(tokens, first, last):
            first += 1
        elif trails(tokens, last - 1):
            last -= 1
        elif drops_marks(opening, closing, marks) and last - first > 1:
            first += opening.text in MARKS | SINGLES
            last -= closing.text in MARKS
            marks -= (opening.text in MARKS) + (closing.text in MARKS)
        else:
            break
    if first >= last or all(token.tag == "MARK" for token in tokens[first:last]):
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def ties(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether the first word or mark only ties the claim to what stands before it."""
    opening = tokens[first]
    if opening.tag == "THAT":
        return last - first > 1 and tokens[first + 1].tag not in FINITE  # Not in "That is more than one a day".
    if opening.text == "with":
        return last - first > 1  # "..., with | their experts trying to agree"
    return opening.text in STRIPPED or opening.text in ")]" or opening.tag == "CC" or opening.text in OPENERS


def trails(tokens: list[Token], at: int) -> bool:
    """Say whether the last word or mark belongs to what comes after the claim, or to nothing."""
    closing = tokens[at]
    if closing.text in STRIPPED:
        return not keeps_stop(tokens, at)
    return closing.text in "([" or closing.tag in ("CC", "SUB", "REL") or closing.lower == "with"


def drops_marks(opening: Token, closing: Token, marks: int) -> bool:
    """Say whether quotation marks at the edges can go: both edges are marks, or the only edge mark has no partner."""
    opens, closes = opening.text in MARKS, closing.text in MARKS
    if opening.text in SINGLES:
        return closes and (marks - closes) % 2 == 0
    return (opens or closes) and (marks - opens - closes) % 2 == 0


def keeps_stop(tokens: list[Token], at: int) -> bool:
    """Say whether the full stop at `at` belongs to an abbreviation ("U.S.", "Jr.")."""
    return at > 0 and tokens[at].text == "." and tokens[at - 1].end == tokens[at].start and "." in tokens[at - 1].text
