"""The edges of a claim: conjunctions, commas, outer quotation marks and the final full stop come off."""

import unicodedata

from claims.splitting.tokens import FINITE, Token

STRIPPED = frozenset(".,;:–—-…·•*")
MARKS = frozenset('"“”„«»')
SINGLES = frozenset("'‘’")
# Words that tie a clause to the one before and are no part of what it says.
OPENERS = frozenset({"while", "whereas", "although", "though", "where", "yet"})


def trim(text: str, tokens: list[Token]) -> tuple[int, int] | None:
    """Take conjunctions, commas, outer quotation marks and the final full stop off; None when no word is left."""
    first, last = 0, len(tokens)
    changed = True
    while changed and first < last:
        changed = False
        opening, closing = tokens[first], tokens[last - 1]
        if (
            opening.text in STRIPPED
            or opening.tag == "CC"
            or (opening.tag == "THAT" and last - first > 1 and tokens[first + 1].tag not in FINITE)
            or opening.text in ")]"
            or opening.lower in OPENERS
        ):
            first += 1
            changed = True
        elif (
            (closing.text in STRIPPED and not keeps_stop(tokens, last - 1))
            or closing.text in "(["
            or closing.tag in ("CC", "THAT", "SUB", "REL")
            or closing.lower == "with"
        ):
            last -= 1
            changed = True
        elif first < last and unbalanced(text, tokens, first, last):
            first, last = unquote(text, tokens, first, last)
            changed = True
    if first >= last or all(token.tag == "MARK" for token in tokens[first:last]):
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def keeps_stop(tokens: list[Token], at: int) -> bool:
    """Say whether the full stop at `at` belongs to an abbreviation ("U.S.", "Jr.")."""
    return at > 0 and tokens[at].text == "." and tokens[at - 1].end == tokens[at].start and "." in tokens[at - 1].text


def unbalanced(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """Say whether quotation marks at the edges can go: both edges are marks, or one edge has no partner inside."""
    opening, closing = tokens[first].text in MARKS | SINGLES, tokens[last - 1].text in MARKS
    if not opening and not closing:
        return False
    inner = sum(token.text in MARKS for token in tokens[first + 1 : last - 1])
    if opening and closing:
        return last - first > 1 and inner % 2 == 0
    if tokens[first].text in SINGLES:
        return False
    return inner % 2 == 0


def unquote(text: str, tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Drop the quotation marks found by `unbalanced`."""
    opening, closing = tokens[first].text in MARKS | SINGLES, tokens[last - 1].text in MARKS
    return (first + 1 if opening else first), (last - 1 if closing else last)
