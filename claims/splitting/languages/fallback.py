"""A language nobody wrote rules for: its sentences, and of these the ones with a quotation or a figure.

Who speaks is not told, and the article says once that its language is not fully supported.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from claims.splitting.assembly import Piece
from claims.splitting.checkworthiness import Judgement
from claims.splitting.details.detail import Detail
from claims.splitting.details.parts import details_in_parts
from claims.splitting.languages.borders import STOPS, find_borders
from claims.splitting.languages.marks import find_marks
from claims.splitting.languages.reading import Reading
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.reasons import Reason
from claims.splitting.sentences import Sentence

VERSION = "xx-0.1"
SILENT = frozenset({"credit", "date", "byline", "notice"})
EDGES = ",;:–—-"
QUESTIONS = "?!？！؟"
MARKS = "\"„“”‚‘’'»«›‹「」『』"
MONEY_LETTERS = 3
# What a figure adds to the score of a candidate, and what a quotation does.
BASE, FIGURE, QUOTATION = 0.4, 0.15, 0.05


def read_other(text: str, blocks: list[Block], report: Callable[[float], None]) -> Reading:
    """Read a text in any language: each sentence with a quotation or a figure is a candidate."""
    sentences = find_borders(text, blocks, "")
    quotations = find_marks(text, blocks)
    report(0.3)
    figures = [
        detail for detail in details_in_parts(text, sentences, language="xx") if detail.kind in ("figure", "date")
    ]
    starts = [figure.start for figure in figures]
    report(0.6)
    drafts = []
    first = 0
    for sentence in sentences:
        if blocks[sentence.block].kind in SILENT:
            continue
        while first < len(quotations) and quotations[first].end <= sentence.start:
            first += 1
        quoted = first < len(quotations) and quotations[first].start < sentence.end
        inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        span = trim_sentence(text, sentence, quotations[first] if quoted else None)
        if (quoted or inside) and span[0] < span[1]:
            piece = Piece(*span, links=(), quote=quoted, role="own")
            drafts.append((piece, judge_by_looks(inside, quoted=quoted), sentence.block))
    report(0.9)
    return Reading(VERSION, sentences, drafts, supported=False)


def trim_sentence(text: str, sentence: Sentence, quotation: Quotation | None) -> tuple[int, int]:
    """Take the stop off a sentence, and the quotation marks where all of it stands between them."""
    start, end = sentence.start, sentence.end
    while start < end:
        last = text[end - 1]
        whole = quotation is not None and quotation.start <= start and end <= quotation.end
        stop = last not in QUESTIONS and STOPS.fullmatch(last) is not None
        if not (last.isspace() or last in EDGES or stop or (last in MARKS and whole)):
            break
        end -= 1
    while start < end and (
        text[start].isspace()
        or text[start] in EDGES
        or (quotation and start == quotation.start and end <= quotation.end)
    ):
        start += 1
    return start, end


def judge_by_looks(figures: Sequence[Detail], *, quoted: bool) -> Judgement:
    """Score a candidate by its figures and quotation marks, which is all that is known of it."""
    found: list[Reason] = []
    for figure in figures:
        if figure.kind == "date":
            reason = Reason.DATE
        elif figure.unit == "%":
            reason = Reason.SHARE
        elif len(figure.unit) == MONEY_LETTERS and figure.unit.isupper():
            reason = Reason.MONEY
        else:
            reason = Reason.NUMBER
        if reason not in found:
            found.append(reason)
    score = BASE + FIGURE * min(3, len(found)) + QUOTATION * quoted
    if quoted:
        found.append(Reason.DIRECT_QUOTE)
    return Judgement(round(score, 3), "claim", tuple(found))
