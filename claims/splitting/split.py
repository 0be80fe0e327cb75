"""split(text): an article cut into claims. Pure Python; the steps are in docs/splitting.md."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from claims.splitting.assembly import Heard, Piece, assemble
from claims.splitting.attribution import find_attributions
from claims.splitting.checkworthiness import Candidate, Judgement, adjust, judge
from claims.splitting.details.detail import Detail
from claims.splitting.details.find import find_details
from claims.splitting.details.names import names_of
from claims.splitting.languages.detection import choose_language
from claims.splitting.languages.reading import Reading
from claims.splitting.languages.registry import READERS, read_unsupported
from claims.splitting.names import build_cast
from claims.splitting.paragraphs import Block, find_blocks
from claims.splitting.quotations import Quotation, find_quotations
from claims.splitting.reasons import TEXT, Reason
from claims.splitting.repeats import find_repeats
from claims.splitting.reported import Reported, report_block
from claims.splitting.sentences import Sentence, find_sentences
from claims.splitting.views import View, view_sentence
from claims.splitting.voices import Link, Voices

VERSION = "en-0.1"
# Kinds of block in which nobody claims anything.
SILENT = frozenset({"credit", "date", "byline", "notice"})
# A quotation can run over sentences; this many are read together at most, which bounds the memory.
TOGETHER = 200
SPACE = re.compile(r"\s")

token_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of a chain: who (resolved where it could be, else as printed) and by which words."""

    speaker: str
    cue: str


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """One claim: text[start:end] == claim.text, offsets in code points.

    speaker: the full name, or None for the outlet's own voice *and* for a speaker nobody can name ("she" without a
    person):
    then `attribution` is not empty and `speaker_as_printed` has the words. cue: the words of attribution, or None.
    quote: some of it stands in quotation marks. score: 0..1. reasons: English, strongest first; reason_codes: the
    same as codes.
    kind: claim, opinion, prediction, question, speech_act, repeat, caption or fragment.
    speaker_resolved: False where the speaker is only what is printed ("the ministry" that no ministry was named for).
    attribution: from the outermost source to the one that speaks here, who is last.
    """

    start: int
    end: int
    text: str
    speaker: str | None
    speaker_as_printed: str
    cue: str | None
    quote: bool
    score: float
    reasons: tuple[str, ...]
    kind: str
    attribution: tuple[Attribution, ...]
    reason_codes: tuple[str, ...]
    speaker_resolved: bool = True


@dataclass(frozen=True, slots=True)
class Split:
    """What split() gives: the splitter's version, claims in reading order, sentences as (start, end).

    language: ISO 639-1, or "und". supported: False where the language has no rules of its own and only sentences,
    quotations and figures are found. details: figures, dates, places and names over the whole text.
    attributions: what each source is said to have said, whole where the claims cut it, in reading order.
    """

    version: str
    claims: tuple[ClaimSpan, ...]
    sentences: tuple[tuple[int, int], ...]
    language: str = "en"
    supported: bool = True
    details: tuple[Detail, ...] = ()
    attributions: tuple[Reported, ...] = ()


def split(
    text: str,
    on_progress: Callable[[float], None] | None = None,
    *,
    language: str | None = None,
    date: datetime.date | None = None,
) -> Split:
    """Cut an article into claims. `on_progress` hears the fraction done, from 0 to 1, never falling.

    language: ISO 639-1, told from the text when None. date: the article's, which makes "on Thursday" a date.
    """
    report = on_progress or (lambda fraction: None)
    report(0.0)
    code = language or choose_language(text)
    blocks = find_blocks(text)
    quotations = find_quotations(text, blocks)
    read = read_english if code == "en" else READERS.get(code, read_unsupported)
    reading = read(text, blocks, quotations, report)
    claims = tuple(finish(text, blocks, reading.drafts))
    details = find_details(text, language=code, date=date, names=reading.names)
    report(1.0)
    sentences = tuple((sentence.start, sentence.end) for sentence in reading.sentences)
    return Split(reading.version, claims, sentences, code, reading.supported, details, tuple(reading.reported))


def read_english(
    text: str, blocks: list[Block], quotations: list[Quotation], report: Callable[[float], None]
) -> Reading:
    """Read an English text: who says what, cut into propositions, each judged."""
    sentences = find_sentences(text, blocks)
    report(0.1)
    cast = build_cast(text)
    voices = Voices(text, cast, blocks, quotations)
    report(0.2)
    drafts: list[tuple[Piece, Judgement, int]] = []
    reported: list[Reported] = []
    known: set[int] = set()
    done = 0
    for views in read_together(text, blocks, sentences, quotations):
        analysed = [(view, find_attributions(view)) for view in views]
        chains = [voices.listen(view, attributions) for view, attributions in analysed]
        block = [
            Heard(text, view, attributions, links, voices.quotation_links(view), voices.floor(view))
            for (view, attributions), links in zip(analysed, chains, strict=True)
        ]
        reported.extend(report_block(block, known))
        for heard in block:
            view = heard.view
            number = view.sentence.block
            drafts.extend((piece, judge_piece(text, view, piece, blocks[number]), number) for piece in assemble(heard))
        done += len(views)
        report(0.2 + 0.75 * done / max(1, len(sentences)))
    return Reading(VERSION, sentences, drafts, names_of(cast), reported=reported)


def read_together(
    text: str, blocks: list[Block], sentences: list[Sentence], quotations: list[Quotation]
) -> Iterator[list[View]]:
    """Give the sentences as views, a block at a time, because a quotation's speaker can stand after its first
    sentence.
    """
    batch: list[View] = []
    first = 0
    for sentence in sentences:
        if batch and (batch[-1].sentence.block != sentence.block or len(batch) >= TOGETHER):
            yield batch
            batch = []
        if blocks[sentence.block].kind in SILENT or not SPACE.search(text, sentence.start, sentence.end):
            continue  # One word claims nothing.
        while first < len(quotations) and quotations[first].end <= sentence.start:
            first += 1
        touching = []
        at = first
        while at < len(quotations) and quotations[at].start < sentence.end:
            touching.append((at, quotations[at]))
            at += 1
        batch.append(view_sentence(text, sentence, touching))
    if batch:
        yield batch


def judge_piece(text: str, view: View, piece: Piece, block: Block) -> Judgement:
    """Score a piece of a sentence."""
    first = bisect_left(view.tokens, piece.start, key=token_start)
    inner = view.tokens[first : bisect_left(view.tokens, piece.end, key=token_start)]
    ending = text[piece.end : view.sentence.end]
    candidate = Candidate(
        inner,
        attributed=bool(piece.links),
        quoted=piece.quote,
        accusation=piece.role == "accuse",
        belief=piece.role == "think",
        speech_act=piece.role == "act",
        question=text[piece.end - 1] == "?" or ending[:1] == "?",
        block_kind=block.kind,
    )
    return judge(candidate)


def finish(text: str, blocks: list[Block], drafts: list[tuple[Piece, Judgement, int]]) -> Iterator[ClaimSpan]:
    """Mark repeats of the body in headline and standfirst, and turn drafts into claims, no span twice."""
    repeats = find_repeats(
        [
            (text[piece.start : piece.end], blocks[block].kind in ("headline", "standfirst"))
            for piece, _, block in drafts
        ]
    )
    seen: set[tuple[int, int]] = set()
    for index, (piece, judgement, block) in enumerate(drafts):
        if (piece.start, piece.end) in seen:
            continue
        seen.add((piece.start, piece.end))
        verdict = judgement
        if index in repeats:
            verdict = adjust(judgement, Reason.REPEAT, "repeat")
        elif blocks[block].kind == "caption":
            verdict = Judgement(judgement.score, "caption", judgement.reasons)
        yield make_claim(text, piece, verdict)


def make_claim(text: str, piece: Piece, judgement: Judgement) -> ClaimSpan:
    """Put a claim together."""
    last: Link | None = piece.links[-1] if piece.links else None
    return ClaimSpan(
        start=piece.start,
        end=piece.end,
        text=text[piece.start : piece.end],
        speaker=last.speaker.name if last else None,
        speaker_as_printed=last.speaker.printed if last else "",
        cue=last.cue if last else None,
        quote=piece.quote,
        score=judgement.score,
        reasons=tuple(TEXT[reason] for reason in judgement.reasons),
        kind=judgement.kind,
        attribution=tuple(Attribution(link.speaker.name or link.speaker.printed, link.cue) for link in piece.links),
        reason_codes=tuple(reason.value for reason in judgement.reasons),
        speaker_resolved=last.speaker.resolved if last else True,
    )
