"""A claim as it can be checked on its own: what is put in is sure, and marked."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.splitting.details.detail import Detail
from claims.splitting.split import split
from claims.splitting.tokens import WORD
from claims.splitting.when import date_edits, readable
from claims.splitting.wording import Edit, Wording, word
from tests.splitting.test_offsets import SENTENCES

PORT = "Anna Doe, the director of the Harbour Institute, spoke on Monday. "


def wordings(text):
    """Give claim -> its wording with what is put in between braces."""
    return {claim.text: show(claim.wording) for claim in split(text).claims}


def show(wording):
    if wording is None:
        return None
    shown = wording.text
    for start, end, why in reversed(wording.insertions):
        shown = f"{shown[:start]}{{{shown[start:end]}|{why}}}{shown[end:]}"
    return shown


@pytest.mark.parametrize(
    ("text", "claim", "wording"),
    [
        (PORT + "She closed the bridge.", "She closed the bridge", "{Anna Doe|who} closed the bridge"),
        (
            PORT + "Her office closed the bridge.",
            "Her office closed the bridge",
            "{Anna Doe's|who} office closed the bridge",
        ),
        (PORT + "Doe closed the bridge.", "Doe closed the bridge", "{Anna|who} Doe closed the bridge"),
        (PORT + "Ms Doe's office closed it.", "Ms Doe's office closed it", "Ms {Anna|who} Doe's office closed it"),
        (
            PORT + "Doe said she had closed the bridge.",
            "she had closed the bridge",
            "{Anna Doe|who} had closed the bridge",
        ),
        (PORT + '"I closed the bridge," Doe said.', "I closed the bridge", "I {[Anna Doe]|who} closed the bridge"),
        (
            "The Port Agency said it was closing the bridge.",
            "it was closing the bridge",
            "{the Port Agency|who} was closing the bridge",
        ),
        (
            "Freeland's transport ministry met on Monday. The ministry closed the bridge.",
            "The ministry closed the bridge",
            "{Freeland's transport ministry|who} closed the bridge",
        ),
        (
            "The Northern Harbour Agency (NHA) met on Monday. On Friday NHA closed the bridge.",
            "On Friday NHA closed the bridge",
            "On Friday NHA {(Northern Harbour Agency)|who} closed the bridge",
        ),
        (
            PORT + "Doe accused the army of shelling two villages and of killing nine people.",
            "killing nine people",
            "{the army is accused of|who} killing nine people",
        ),
        (
            PORT + "She accused the army of shelling two villages.",
            "the army of shelling two villages",
            "{Anna Doe accused|who} the army of shelling two villages",
        ),
        (
            "Doctors treated 12 people after an incident the Freeland army said occurred on 2 August in the port.",
            "occurred on 2 August in the port",
            "{an incident|what} occurred on 2 August in the port",
        ),
        (
            "Twelve people were hurt in an incident on 28 July. The navy is investigating that episode.",
            "The navy is investigating that episode",
            "The navy is investigating that episode {(the incident on 28 July)|what}",
        ),
    ],
)
def test_what_the_article_gives_is_put_in_and_marked(text, claim, wording):
    assert wordings(text)[claim] == wording


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("She closed the bridge.", "She closed the bridge"),
        (PORT + "Maria Roe, the mayor, left. She closed the bridge.", "She closed the bridge"),
        ("Anna Doe and Peter Doe run the port. Doe closed the bridge.", "Doe closed the bridge"),
        (PORT + "The Port Agency said it was the oldest bridge.", "it was the oldest bridge"),
        (PORT + "He closed the bridge.", "He closed the bridge"),
        ("The ministry closed the bridge.", "The ministry closed the bridge"),
        (
            "Freeland's transport ministry and Roeland's transport ministry met. The ministry closed the bridge.",
            "The ministry closed the bridge",
        ),
        (
            "An attack on Monday and an attack on Friday hurt ten. The navy is investigating that attack.",
            "The navy is investigating that attack",
        ),
        (PORT + '"She closed the bridge," Doe said.', "She closed the bridge"),
    ],
    ids=[
        "nobody",
        "two women",
        "two of a name",
        "no doer",
        "a woman",
        "unnamed",
        "two ministries",
        "two attacks",
        "quoted",
    ],
)
def test_what_is_not_sure_is_left_as_it_is(text, claim):
    assert wordings(text)[claim] is None


def test_inside_a_quotation_nothing_is_replaced():
    text = PORT + 'The mayor said the bridge was "the bridge Doe forgot".'
    assert (
        wordings(text)['the bridge was "the bridge Doe forgot"']
        == 'the bridge was "the bridge {[Anna]|who} Doe forgot"'
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2016-08-18", "18 August 2016"),
        ("2016-08", "August 2016"),
        ("2016", "2016"),
        ("2024-01-01/2024-03-31", "1 January 2024 to 31 March 2024"),
        ("2015/..", ""),
        ("soon", ""),
        ("2016-02-31", ""),
    ],
)
def test_a_date_is_written_as_english_news_does(value, words):
    assert readable(value) == words


@pytest.mark.parametrize(
    ("printed", "value", "wording"),
    [
        ("last month", "2016-07", "It sank last month {(July 2016)|when}"),
        ("on 2 August", "2016-08-02", "It sank on 2 August {2016|when}"),
        ("on 2 August 2016", "2016-08-02", None),
        ("on Thursday", None, None),
        ("in last years", "2015", None),
        ("over the past 30 days", "2016-07-19/2016-08-18", None),
    ],
)
def test_a_time_gets_its_date_where_it_is_known(printed, value, wording):
    text = f"It sank {printed}"
    detail = Detail("date", 8, len(text), printed, value)
    assert show(word(text, 0, len(text), date_edits(text, [detail]))) == wording


def test_a_date_inside_a_quotation_stands_in_square_brackets():
    detail = Detail("date", 8, 18, "last month", "2016-07")
    edits = date_edits("It sank last month", [detail], quoted=True)
    assert show(word("It sank last month", 0, 18, edits)) == "It sank last month {[July 2016]|when}"


def test_a_day_without_a_year_is_left_where_the_claim_looks_ahead():
    text = "The vote is to be held on 2 November"
    detail = Detail("date", 26, len(text), "2 November", "2015-11-02")
    assert list(date_edits(text, [detail])) == []


def test_edits_keep_to_their_span_and_do_not_overlap():
    edits = [
        Edit(0, 3, "Anna Doe", "who"),
        Edit(2, 5, "x", "who"),
        Edit(40, 44, "y", "who"),
        Edit(4, 4, "Port", "what"),
    ]
    assert show(word("She sank", 0, 8, edits)) == "{Anna Doe|who} {Port|what} sank"
    assert word("She sank", 0, 8, []) is None


def words_of(text):
    return [match.group() for match in WORD.finditer(text)]


def check(text):
    for claim in split(text, date=datetime.date(2016, 8, 18)).claims:
        wording = claim.wording
        if wording is None:
            continue
        assert isinstance(wording, Wording)
        last = 0
        left = ""
        for start, end, why in wording.insertions:
            assert last <= start < end <= len(wording.text)
            assert why in {"who", "when", "what"}
            left += wording.text[last:start] + " "
            last = end
        remaining = iter(words_of(claim.text))
        assert all(word in remaining for word in words_of(left + wording.text[last:]))


NAMED = st.lists(
    st.sampled_from(
        [
            "Anna Doe", "Doe", "Ms Doe", "Peter Roe", "Roe's", "she", "He", "his", "her", "it", "I", "said", "of",
            "accused", "killing", "the ministry", "Freeland's ministry", "an attack on Monday", "that attack", ",", ".",
            "and", '"', "“", "”", "last month", "on 2 August", "was", "closed", "the bridge", "\n\n", "\u00a0", "😀",
            "e\u0301",
        ]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@settings(max_examples=100, deadline=None, derandomize=True)
@given(NAMED)
def test_without_what_was_put_in_the_words_are_the_claims_in_their_order(text):
    check(text)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(SENTENCES)
def test_the_same_holds_for_broken_text(text):
    check(text)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(NAMED)
def test_the_same_text_is_split_the_same_way(text):
    assert split(text) == split(text)
