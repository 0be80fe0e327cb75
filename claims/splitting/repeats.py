"""Headlines and standfirsts say what the story says again below; here they are recognised."""

from claims.splitting.tokens import WORD
from claims.splitting.wordlists import base_of, word_classes

# This share of a headline's words found again below makes it a repeat.
SHARE = 0.5


def content_words(text: str) -> frozenset[str]:
    """Give the words that carry meaning, verbs in their base form, endings of plurals and owners off."""
    words = (match.group().lower().removesuffix("'s").removesuffix("’s") for match in WORD.finditer(text))
    kept = (word for word in words if word[0].isalnum() and word_classes("function_words").get(word) in (None, "NUM"))
    return frozenset(base_of(word)[:6] for word in kept)


def find_repeats(claims: list[tuple[str, bool]]) -> frozenset[int]:
    """Give the indexes of claims that repeat the story; each claim is (text, stands in headline or standfirst)."""
    tops = [(index, content_words(text)) for index, (text, top) in enumerate(claims) if top]
    if not tops or len(tops) == len(claims):
        return frozenset()
    below: set[str] = set()
    for text, top in claims:
        if not top:
            below |= content_words(text)
    return frozenset(index for index, words in tops if words and len(words & below) >= SHARE * len(words))
