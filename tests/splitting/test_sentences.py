"""Where sentences end."""

import pytest

from claims.splitting.paragraphs import find_blocks
from claims.splitting.sentences import MAX_SENTENCE, find_sentences


def cut(text):
    return [text[sentence.start : sentence.end] for sentence in find_sentences(text, find_blocks(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The bridge is closed.", "Nobody was hurt."],
        ["Mr. Roe met Dr. Doe at St. Mary's.", "They talked."],
        ["John F. Roe was there."],
        ["The U.S. Navy sent two ships.", "They left."],
        ["He lives in the U.S.", "The family stays."],
        ["It cost $2.5 million.", "That is 3.2% more."],
        ["Is it closed?", "It is!", "Good."],
        ['"It is closed." He left.'[:15], "He left."],
        ['"Is it closed?" she asked.'],
        ["He said the trip was at 5 p.m. on Monday."],
        ["See www.example.org for more.", "It is free."],
        ["It was... strange.", "Then it ended."],
        ["Smith Inc. closed it.", "Roe & Co. did not."],
        ["It rained on Jan. 5 and on Feb. 7.", "Then it stopped."],
    ],
)
def test_it_ends_sentences_where_a_reader_does(sentences):
    assert cut(" ".join(sentences)) == sentences


def test_a_quotation_of_several_sentences_is_cut_inside():
    assert cut('"We left. They stayed," he said.') == ['"We left.', 'They stayed," he said.']


def test_a_lost_space_after_a_full_stop_is_no_glue():
    assert cut("The bridge is closed.The road is open.") == ["The bridge is closed.", "The road is open."]


def test_no_sentence_is_longer_than_the_limit():
    text = "word " * MAX_SENTENCE
    assert max(len(sentence) for sentence in cut(text)) <= MAX_SENTENCE


def test_a_word_longer_than_the_limit_is_cut_and_kept_whole_in_sum():
    text = "a" * (3 * MAX_SENTENCE + 7)
    assert "".join(cut(text)) == text
