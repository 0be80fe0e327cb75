"""Step 6b: each attribution as a stretch of the article, whole where the claims cut it into several."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.splitting.assembly import Heard
from claims.splitting.attribution import Attributed
from claims.splitting.quotations import Quotation
from claims.splitting.trimming import MARKS, trim
from claims.splitting.views import View
from claims.splitting.voices import Chain

# Kinds that report that somebody spoke, without saying what.
EMPTY = frozenset({"act", "quote"})


@dataclass(frozen=True, slots=True)
class Reported:
    """What one source is said to have said or thought: text[start:end], offsets in code points, end-exclusive.

    speaker: the name, or None for a pronoun that nobody in the article answers. speaker_as_printed: the words of the
    source. resolved: False where nothing but the printed words is known. cue: the verb, phrase or colon, with its
    offsets, which can stand in an earlier sentence. source_start and source_end: the source's offsets, None where it
    has no words. quote: some of the content stands in quotation marks.
    """

    start: int
    end: int
    speaker: str | None
    speaker_as_printed: str
    resolved: bool
    cue: str
    cue_start: int
    cue_end: int
    source_start: int | None
    source_end: int | None
    quote: bool


def report_block(block: list[Heard], known: set[int]) -> list[Reported]:
    """Give what is reported in the sentences of one block, in reading order.

    known: numbers of quotations that have been given already; it is added to.
    """
    found: list[Reported] = []
    for heard in block:
        for index, (attributed, chain) in enumerate(zip(heard.attributions, heard.chains, strict=True)):
            if not chain or (attributed.kind in EMPTY and not attributed.quoted):
                continue
            for start, end, quoted in stretches(heard.text, heard.view, heard.attributions, index):
                found.append(make(chain, start, end, quote=quoted))
            known.update(heard.view.numbers[place] for place in attributed.quoted)
    for heard in block:
        for number, quotation, chain in zip(heard.view.numbers, heard.view.quotations, heard.quoted, strict=True):
            if chain and number not in known and not heard.floor:
                known.add(number)
                found.append(make(chain, quotation.inner_start, quotation.inner_end, quote=True))
    if block and block[0].floor:
        sentences = block[0].view.sentence, block[-1].view.sentence
        found.append(make(block[0].floor, sentences[0].start, sentences[1].end, quote=False))
    return sorted((one for one in found if one.start < one.end), key=lambda one: (one.start, -one.end))


def stretches(text: str, view: View, attributions: list[Attributed], index: int) -> Iterator[tuple[int, int, bool]]:
    """Give (start, end, is some of it quoted) of what one attribution holds.

    Contents on one side of the cue are one stretch; a quotation is given whole, over the sentence's end.
    """
    attributed = attributions[index]
    limit = len(view.tokens)
    for later in attributions[index + 1 :]:
        if later.beside and later.frame[0] < later.frame[1]:
            limit = min(limit, later.frame[0])
    before = [span for span in attributed.contents if span[0] < attributed.cue[0]]
    after = [(start, min(end, limit)) for start, end in attributed.contents if start >= attributed.cue[0]]
    for spans in (before, after):
        if not spans or spans[0][0] >= spans[-1][1]:
            continue
        span = trim(text, view.tokens[spans[0][0] : spans[-1][1]])
        if span is None:
            continue
        touched = [view.quotations[place] for place in attributed.quoted]
        start, end = whole(span, touched)
        marked = any(mark in text[start:end] for mark in MARKS)  # Also those too short to be told apart.
        yield start, end, marked or any(one.start < end and start < one.end for one in view.quotations)


def whole(span: tuple[int, int], quotations: list[Quotation]) -> tuple[int, int]:
    """Widen a span to the ends of the quotations it touches, where they run over the sentence."""
    start, end = span
    for quotation in quotations:
        if quotation.inner_start < end and start < quotation.inner_end:
            start = min(start, quotation.inner_start)
            end = max(end, quotation.inner_end)
    return start, end


def make(chain: Chain, start: int, end: int, *, quote: bool) -> Reported:
    """Put one together from the innermost link of a chain."""
    link = chain[-1]
    return Reported(
        start=start,
        end=end,
        speaker=link.speaker.name,
        speaker_as_printed=link.speaker.printed,
        resolved=link.speaker.resolved,
        cue=link.cue,
        cue_start=link.cue_span[0],
        cue_end=link.cue_span[1],
        source_start=link.source_span[0] if link.source_span else None,
        source_end=link.source_span[1] if link.source_span else None,
        quote=quote,
    )
