"""Reading uploaded text files, and finding pasted passages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.intake.text import (
    FileTooLarge,
    NotPlainText,
    PassageNotFound,
    PassageNotUnique,
    decode_text,
    find_passage,
    largest_file,
)

WORDS = "Zwölf Brücken, “naïve” 😀 – 東京"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_is_read(encoding):
    assert decode_text(WORDS.encode(encoding), max_chars=100) == WORDS


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_either_byte_order_is_read(mark, encoding):
    assert decode_text(mark + WORDS.encode(encoding), max_chars=100) == WORDS


@pytest.mark.parametrize(
    "data",
    [
        "naïve".encode("latin-1"),
        "text".encode("utf-16-le") + b"\0\0",  # No mark: it reads as UTF-8 with NULs.
        b"\xff\xfea",  # Half a character.
        b"\xff\xfe\x00\xd8",  # Half a surrogate pair.
        b"%PDF-1.7 ...",
        b"PK\x03\x04...",
        b"{\\rtf1 ...",
        b"a\0b",
    ],
)
def test_anything_else_is_refused_with_what_to_do(data):
    with pytest.raises(NotPlainText) as error:
        decode_text(data, max_chars=100)
    assert "UTF-8" in str(error.value) or "paste" in str(error.value)


def test_the_limit_counts_characters_and_not_bytes():
    assert len(decode_text(("😀" * 100).encode(), max_chars=100)) == 100
    with pytest.raises(FileTooLarge, match="100 characters"):
        decode_text(("a" * 101).encode(), max_chars=100)


def test_what_is_surely_too_large_is_not_even_decoded():
    with pytest.raises(FileTooLarge):
        decode_text(b"\xff" * (largest_file(100) + 1), max_chars=100)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_every_text_survives_the_way_through_a_file(text):
    if not text.startswith(("%PDF", "PK\x03\x04", "{\\rtf")):
        assert decode_text(text.encode(), max_chars=1000) == text


def test_a_passage_is_found_at_code_points():
    text = "😀😀 The mayor said so. Twelve bridges are closed."
    assert find_passage(text, "Twelve bridges") == (22, 36)
    assert text[22:36] == "Twelve bridges"


def test_a_fragment_of_words_is_found():
    assert find_passage("unbelievable", "believ") == (2, 8)


def test_white_space_may_differ():
    text = "Twelve\n\n  bridges are closed"
    start, end = find_passage(text, "  Twelve bridges\r\nare ")
    assert text[start:end] == "Twelve\n\n  bridges are"


@pytest.mark.parametrize("passage", ["", " \n", "thirteen", "twelve"])
def test_a_passage_that_is_not_there_is_refused(passage):
    with pytest.raises(PassageNotFound):
        find_passage("Twelve bridges", passage)


def test_a_passage_that_is_there_twice_asks_for_more_words():
    with pytest.raises(PassageNotUnique, match="Add the words"):
        find_passage("She said so. He said so.", "said so")
    with pytest.raises(PassageNotUnique):
        find_passage("aaa", "aa")


def test_finding_stays_fast_on_hostile_text():
    text, passage = "a " * 500_000, "a " * 9_999 + "b"
    began = time.perf_counter()
    with pytest.raises(PassageNotFound):
        find_passage(text, passage)
    assert time.perf_counter() - began < 5


@given(st.data())
def test_what_is_found_is_the_passage(data):
    text = data.draw(st.text(alphabet="ab \n😀", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        found = find_passage(text, text[start:end])
    except PassageNotFound:
        assert not text[start:end].strip()
    except PassageNotUnique:
        words = " ".join(text[start:end].split())
        squeezed = " ".join(text.split())
        assert squeezed.find(words) != squeezed.rfind(words)
    else:
        assert text[slice(*found)].split() == text[start:end].split()
