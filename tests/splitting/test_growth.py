"""Work grows with the text, not with its square: counted in calls, so that a busy machine changes nothing."""

import sys

import pytest

from claims.splitting.split import split

SIZE = 8_000
# What hostile or broken input looks like; each is repeated to the size.
HOSTILE = {
    "one long word": "a",
    "one-word sentences": "Go. ",
    "cues": "said ",
    "attributions": "Smith said that ",
    "quotations": '"a b c d" ',
    "open quotation marks": '" ',
    "curly quotation marks": "“ ",
    "apostrophes": "'a ",
    "full stops": ". ",
    "dots": ".",
    "commas": ",",
    "brackets": "(",
    "names": "Abc ",
    "joined names": "Abc of the ",
    "owners": "Foo's ",
    "bodies": "Foo army ",
    "abbreviations": "U.S. ",
    "sources": "according to ",
    "relative clauses": "a man whom police identified as ",
    "clauses": "he is and ",
    "short lines": "ab cd ef gh ij kl mn op qr st uv\n",
    "carriage returns": "a\r",
    "empty lines": " \n",
    "open paragraphs": '"It was so bad that we left.\n\n',
}


def work(text):
    """Count the calls, of Python and of C, that splitting a text as English takes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1

    sys.setprofile(count)
    try:
        split(text, language="en")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_at_most_a_little_more_than_twice_the_work(pattern):
    split(pattern, language="en")
    text = pattern * (SIZE // len(pattern))
    assert work(text * 2) <= 2.3 * work(text) + 500


@pytest.mark.parametrize("text", ["a" + " " * 400_000 + "b", "\n" * 400_000, "\t\xa0" * 200_000])
def test_a_run_of_white_space_is_no_work(text):
    assert work(text) < 2_000


def test_a_quotation_over_many_sentences_is_read_once():
    def quotation(sentences):
        return '"' + "It was so bad that we left. " * sentences + '" said Anna Doe.'

    assert work(quotation(800)) <= 2.3 * work(quotation(400)) + 500
