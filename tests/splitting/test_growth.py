"""Work grows with the text, not with its square: counted in calls, so that a busy machine changes nothing."""

import sys

import pytest

from claims.splitting.sentences import cut_sentences
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
# The same for the steps that find blocks and sentences.
HOSTILE_TO_SENTENCES = HOSTILE | {
    "spaced dots": " . . .",
    "a word before spaced dots": "a . . . ",
    "closing marks": '."',
    "stray closing marks": 'a. " ',
    "initials": "J. ",
    "times": "At 5 p.m. ",
    "figures with full stops": "1. ",
    "list items": "1) a 2) b ",
    "bullets": "• a ",
    "bulleted lines": "- a\n",
    "labels": "SMITH: we left.\n",
    "labels alone": "SMITH:\n",
    "names before colons": "Anna Doe: ",
    "datelines": "PARIS (AP) - ",
    "dates": "May 7, 2015 ",
    "dated lines": "May 7, 2015 On\n",
    "credits": "Image: AP. ",
    "credited captions": "At sea. Image: AP.\n",
    "bylines": "By Anna Doe\n",
    "slashes": "a/",
    "addresses": "www.a.B",
    "lost spaces": "Here.There",
    "footnotes": "gone.[1] ",
    "questions": '"What?" Smith ',
    "wide full stops": "好。",
    "form feeds": "a\x0cb ",
    "zero-width spaces": "\u200b a",
    "wrapped lines": "the bridge that was closed by\n",
}


def work(text, step=split, **how):
    """Count the calls, of Python and of C, that splitting a text takes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1

    sys.setprofile(count)
    try:
        step(text, **how)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_at_most_a_little_more_than_twice_the_work(pattern):
    # Whatever language it looks like; test_languages.py does the same for the others.
    split(pattern, language="en")
    text = pattern * (SIZE // len(pattern))
    assert work(text * 2, language="en") <= 2.3 * work(text, language="en") + 500


@pytest.mark.parametrize("pattern", HOSTILE_TO_SENTENCES.values(), ids=HOSTILE_TO_SENTENCES.keys())
def test_sentences_of_twice_the_text_are_at_most_a_little_more_than_twice_the_work(pattern):
    cut_sentences(pattern)
    text = pattern * (SIZE // len(pattern))
    assert work(text * 2, cut_sentences) <= 2.3 * work(text, cut_sentences) + 500


@pytest.mark.parametrize("text", ["a" + " " * 400_000 + "b", "\n" * 400_000, "\t\xa0" * 200_000])
def test_a_run_of_white_space_is_no_work(text):
    split(text)  # Reads the word lists.
    assert work(text) < 2_000


def test_a_quotation_over_many_sentences_is_read_once():
    def quotation(sentences):
        return '"' + "It was so bad that we left. " * sentences + '" said Anna Doe.'

    assert work(quotation(800)) <= 2.3 * work(quotation(400)) + 500
