"""Moving the borders of a passage."""

from __future__ import annotations

import pytest

from claims.intake.passages import find_near, gaps, likely_gap, nudged
from claims.intake.text import PassageNotFound, PassageNotUnique

TEXT = "Two people, he said, were hurt; two people\nwere not. 😀 Two people were."


def span(words: str, *, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("passage", "near", "expected"),
    [
        ("he said, were hurt", "were hurt", "he said, were hurt"),
        ("two  people were not", "two people", "two people\nwere not"),
        ("Two people", "Two people were", "Two people"),
        ("Two people were.", "hurt", "Two people were."),
    ],
)
def test_the_place_that_shares_most_is_meant(passage: str, near: str, expected: str) -> None:
    at = TEXT.find(near) if TEXT.find(near) >= 0 else TEXT.find(near.replace(" ", "\n", 1))
    at = TEXT.rfind("Two people were") if near == "Two people were" else max(at, 0)
    start, end = find_near(TEXT, passage, at, at + len(near))
    assert TEXT[start:end] == expected


def test_words_that_are_not_there_or_twice_elsewhere() -> None:
    for nothing in ("", " \n", "no such words"):
        with pytest.raises(PassageNotFound):
            find_near(TEXT, nothing, 0, 5)
    with pytest.raises(PassageNotUnique):
        find_near(TEXT, "Two people", *span("hurt"))


@pytest.mark.parametrize(
    ("nudge", "words", "expected"),
    [
        ("start-earlier", "people, he", "Two people, he"),
        ("start-later", "Two people, he", "people, he"),
        ("end-earlier", "Two people, he", "Two people,"),
        ("end-later", "Two people,", "Two people, he"),
        ("start-earlier", "Two people,", "Two people,"),
        ("start-later", "hurt;", "hurt;"),
        ("end-earlier", "hurt;", "hurt;"),
        ("end-later", "hurt; two people", "hurt; two people\nwere"),
        ("end-later", "hurt", "hurt;"),
    ],
)
def test_one_word_more_or_less(nudge: str, words: str, expected: str) -> None:
    start, end = nudged(TEXT, *span(words), nudge)
    assert TEXT[start:end] == expected


def test_the_last_word_has_none_after_it() -> None:
    last = (len(TEXT) - 5, len(TEXT))
    assert nudged(TEXT, *last, "end-later") == last


def test_every_place_between_two_words_and_the_likely_one() -> None:
    found = gaps(TEXT, *span("Two people, he said, were hurt; two people"))
    seconds = [TEXT[gap.at :].split(maxsplit=1)[0] for gap in found]
    assert seconds == ["people,", "he", "said,", "were", "hurt;", "two", "people"]
    assert found[2].before == "Two people, he"
    assert TEXT[likely_gap(found) :].startswith("two people")
    assert likely_gap(gaps(TEXT, *span("he said, were"))) == TEXT.index("were")
    assert likely_gap(gaps(TEXT, *span("were hurt"))) is None
    assert gaps(TEXT, *span("hurt;")) == []
