"""Whatever the text: text[start:end] is the claim, and nothing breaks."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.splitting.split import split

# Words that trigger rules, mixed with the characters that break offsets.
WORDS = st.sampled_from(
    [
        "said", "says", "Smith", "She", "the ministry", "that", "accusing", "of", "and", "but", "while",
        "according to", "which", "whom", "identified as", '"', "“", "”", "'", "‘", "’", "«", ",", ".", "?", ";", ":",
        "-", "(", ")", "U.S.", "28", "%", "killed", "was", "with", "quoting", "\r\n", "\n", "\n\n", "\u00a0",
        "\u2028", "😀", "e\u0301", "\u0301", "\u200d", "\ufeff", "\x00", "…", "in which", "what", "Picture: AFP.",
        "MOSCOW - ", "By Jane Doe", "İ", "ß", "ﬁ",
    ]
)  # fmt: skip
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)


def check(text):
    result = split(text)
    last = 0
    for claim in result.claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.text.strip() == claim.text != ""
        assert 0 <= claim.score <= 1
        assert last <= claim.start
        last = claim.start
        assert claim.speaker != ""
        assert (claim.cue is None) == (not claim.attribution)
    assert len({(claim.start, claim.end) for claim in result.claims}) == len(result.claims)
    for (_, end), (start, _) in zip(result.sentences, result.sentences[1:], strict=False):
        assert end <= start


@settings(max_examples=80, deadline=None, derandomize=True)
@given(SENTENCES)
def test_claims_are_exact_substrings_of_newslike_text(text):
    check(text)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_claims_are_exact_substrings_of_any_text(text):
    check(text)


STORY = "“The bridge was closed,” Anna Doe said.\n\nThe café’s owner, José Roe, said 12 people were hurt in São Paulo."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(".", ". 😀"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("“", '"').replace("”", '"'),
    ],
    ids=["crlf", "nbsp", "combining", "emoji", "bom", "straight"],
)
def test_it_finds_the_same_claims_however_the_text_is_written(change):
    text = change(STORY)
    check(text)
    assert len(split(text).claims) == len(split(STORY).claims)


def test_a_claim_never_ends_inside_a_letter_and_its_accent():
    text = unicodedata.normalize("NFD", "Anna Doe said the bridge is near the café.")
    assert split(text).claims[0].text.endswith(unicodedata.normalize("NFD", "café"))


def test_progress_rises_from_zero_to_one():
    heard = []
    split("The bridge was closed on Monday. Four piers have cracks.\n\n" * 20, on_progress=heard.append)
    assert heard[0] == 0
    assert heard[-1] == 1
    assert heard == sorted(heard)
    assert len(heard) > 10


def test_details_of_a_text_read_in_parts_are_the_same(monkeypatch):
    text = "On 2 May 2016 the port of Esterfeld paid 28 people 3 million dollars. " * 40
    whole = split(text).details
    monkeypatch.setattr("claims.splitting.details.parts.PART", 500)
    assert split(text).details == whole != ()
