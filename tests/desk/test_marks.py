"""An article's text with its claims marked: nothing of the text may be lost, whatever the claims do."""

import re
import time
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from claims.desk.marks import marked, paragraphs_of, pieces_of
from claims.models import Claim, Speaker
from claims.vocabulary import State


def claim(pk, start, end, **more):
    return Claim(pk=pk, start=start, end=end, state=State.SUGGESTED, **more)


def text_of(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


@st.composite
def texts_with_claims(draw):
    text = draw(st.text(alphabet='ab <&"\n😀', min_size=1, max_size=80))
    border = st.integers(0, len(text))
    spans = draw(st.sets(st.tuples(border, border).filter(lambda span: span[0] < span[1]), max_size=8))
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    return text, [claim(pk, *span) for pk, span in enumerate(ordered, start=1)]


@given(texts_with_claims())
def test_the_text_is_whole_and_every_character_has_its_claims(case):
    text, claims = case
    paragraphs = paragraphs_of(text)
    covered = {}
    at = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    for piece in pieces_of(paragraphs, claims):
        assert piece.start < piece.end
        lengths = [claim.end - claim.start for claim in piece.claims]
        assert lengths == sorted(lengths)
        for offset in range(piece.start, piece.end):
            assert offset not in covered
            covered[offset] = {claim.pk for claim in piece.claims}
    assert covered == {
        offset: {claim.pk for claim in claims if claim.start <= offset < claim.end}
        for start, end in at
        for offset in range(start, end)
    }
    html = marked(text, claims)
    assert [text_of(part.html) for part in html] == [text[start:end] for start, end in at]


@given(texts_with_claims())
def test_one_claims_paragraphs_are_those_of_the_whole(case):
    text, claims = case
    whole = {part.paragraph.number: part for part in marked(text, claims)}
    for each in claims:
        for part in marked(text, claims, only=each):
            assert text_of(part.html) == text_of(whole[part.paragraph.number].html)
            assert part.paragraph == whole[part.paragraph.number].paragraph


def test_a_nested_claim_lies_on_top():
    (part,) = marked("the mayor said twelve", [claim(1, 0, 21), claim(2, 15, 21)])
    assert part.html.count("<a ") == 2
    assert 'data-claims="1"' in part.html
    assert re.search(r'mark-deep" href="/desk/claims/2/"[^>]*data-claims="2 1"[^>]*>twelve</a>', part.html)


def test_a_claim_in_pieces_is_one_stop_of_the_tab_key():
    (part,) = marked("one two three", [claim(1, 0, 13), claim(2, 4, 7)])
    assert part.html.count("<a ") == 3
    assert part.html.count('tabindex="-1"') == 1


def test_the_mark_says_state_and_speaker_and_escapes_both():
    speaker = Speaker(name='O"Neill <b>')
    (part,) = marked("a < b", [claim(1, 0, 5, speaker=speaker)])
    assert 'title="Suggested – O&quot;Neill &lt;b&gt;"' in part.html
    assert "a &lt; b</a>" in part.html
    assert "s-suggested" in part.html


def test_a_line_right_under_another_is_told_from_a_new_paragraph():
    assert [part.is_tight for part in paragraphs_of("a\nb\n\nc\n \nd")] == [False, True, False, False]


def test_a_million_characters_with_thousands_of_claims_take_seconds_at_most():
    text = ("word " * 40 + "\n") * 5000
    claims = [claim(pk, pk * 200, pk * 200 + 250) for pk in range(5000)]
    began = time.perf_counter()
    marked(text, claims)
    assert time.perf_counter() - began < 10
