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
from claims.splitting.details.detail import Detail, details_inside
from claims.splitting.details.find import find_article_date
from claims.splitting.details.names import names_of
from claims.splitting.details.parts import details_in_parts
from claims.splitting.languages.detection import choose_language
from claims.splitting.languages.reading import Reading
from claims.splitting.languages.registry import READERS, read_other
from claims.splitting.names import build_cast
from claims.splitting.paragraphs import Block, find_blocks
from claims.splitting.quotations import Quotation, find_quotations
from claims.splitting.reasons import TEXT, Reason
from claims.splitting.references import Memory, complete
from claims.splitting.repeats import find_repeats
from claims.splitting.reported import Reported, report_block
from claims.splitting.sentences import Sentence, find_sentences
from claims.splitting.views import View, view_sentence
from claims.splitting.voices import Link, Voices
from claims.splitting.when import date_edits
from claims.splitting.wording import Edit, Wording, word

VERSION = "en-0.3"
# Kinds of block in which nobody claims anything.
SILENT = frozenset({"credit", "date", "byline", "notice"})
# Among the first so many blocks stands the line with the article's date, if it has one.
DATED = 8
# A quotation can run over sentences; so much is read together at most, which bounds the memory.
TOGETHER = 200
TOGETHER_CHARACTERS = 50_000
# What stands above the story and says again what it says.
TOP = frozenset({"headline", "standfirst"})
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
    kind: claim, opinion, prediction, insult, question, speech_act, repeat, boilerplate, caption or fragment.
    wording: the claim made to be understood without the article, None where its own words are enough.
    repeat_of: the index, among the claims of the split, of the one that says the same.
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
    repeat_of: int | None = None
    wording: Wording | None = None


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

    language: a tag such as "de" or "de-AT", told from the text when None.
    date: the article's, which makes "on Thursday" a date.
    """
    report = on_progress or (lambda fraction: None)
    report(0.0)
    code = choose_language(text, language)
    blocks = find_blocks(text)
    read = read_english if code == "en" else READERS.get(code, read_other)
    reading = read(text, blocks, report)
    dated = [(block.start, block.end if block.kind == "date" else block.lead) for block in blocks[:DATED]]
    date = date or find_article_date(text, dated, code)
    details = details_in_parts(text, reading.sentences, language=code, date=date, names=reading.names)
    claims = tuple(finish(text, blocks, reading, details))
    report(1.0)
    sentences = tuple((sentence.start, sentence.end) for sentence in reading.sentences)
    return Split(reading.version, claims, sentences, code, reading.supported, details, tuple(reading.reported))


def read_english(text: str, blocks: list[Block], report: Callable[[float], None]) -> Reading:
    """Read an English text: who says what, cut into propositions, each judged."""
    quotations = find_quotations(text, blocks)
    sentences = find_sentences(text, blocks)
    report(0.1)
    cast = build_cast(text)
    voices = Voices(text, cast, blocks, quotations)
    report(0.2)
    memory = Memory(cast, voices.discourse)
    drafts: list[tuple[Piece, Judgement, int]] = []
    edits: dict[tuple[int, int], list[Edit]] = {}
    reported: list[Reported] = []
    known: set[int] = set()
    done = 0
    for views in read_together(text, blocks, sentences, quotations):
        analysed = [(view, find_attributions(view)) for view in views]
        # What "she" stands for is asked before the sentence itself has its say.
        before = [(memory.before(view, text), voices.listen(view, attributions)) for view, attributions in analysed]
        block = [
            Heard(
                text,
                view,
                attributions,
                links,
                voices.quotation_links(view),
                voices.floor(view),
                blocks[view.sentence.block].kind == "headline",
            )
            for (view, attributions), (_, links) in zip(analysed, before, strict=True)
        ]
        reported.extend(report_block(block, known))
        for heard, (known_before, _) in zip(block, before, strict=True):
            view = heard.view
            number = view.sentence.block
            for piece in assemble(heard):
                drafts.append((piece, judge_piece(text, view, piece, blocks[number]), number))
                if made := complete(heard, piece, known_before):
                    edits.setdefault((piece.start, piece.end), made)
        done += len(views)
        report(0.2 + 0.75 * done / max(1, len(sentences)))
    return Reading(VERSION, sentences, drafts, names_of(cast), edits=edits, reported=reported)


def read_together(
    text: str, blocks: list[Block], sentences: list[Sentence], quotations: list[Quotation]
) -> Iterator[list[View]]:
    """Give the sentences as views, a block at a time, because a quotation's speaker can stand after its first
    sentence.
    """
    batch: list[View] = []
    first = 0
    for sentence in sentences:
        full = len(batch) >= TOGETHER or (batch and sentence.end - batch[0].sentence.start > TOGETHER_CHARACTERS)
        if batch and (full or batch[-1].sentence.block != sentence.block):
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


def finish(text: str, blocks: list[Block], reading: Reading, details: tuple[Detail, ...]) -> Iterator[ClaimSpan]:
    """Turn drafts into claims, no span twice; mark those that say again what is said elsewhere, and complete them."""
    unique = list(only_once(reading.drafts))
    repeats = find_repeats((text[piece.start : piece.end], blocks[block].kind in TOP) for piece, _, block in unique)
    for index, (piece, judgement, block) in enumerate(unique):
        verdict = judgement
        repeated = repeats.get(index)
        if repeated is not None:
            verdict = adjust(judgement, Reason.REPEAT, "repeat")
        elif blocks[block].kind == "caption":
            verdict = Judgement(judgement.score, "caption", judgement.reasons)
        span = piece.start, piece.end
        inside = details_inside(details, *span)
        # What is put in is English.
        english = reading.version == VERSION
        dates = date_edits(text[slice(*span)], inside, quoted=piece.quote) if english else ()
        edits = [*reading.edits.get(span, ()), *dates]
        yield make_claim(text, piece, verdict, repeated, word(text, *span, edits))


def only_once(drafts: list[tuple[Piece, Judgement, int]]) -> Iterator[tuple[Piece, Judgement, int]]:
    """Leave out drafts of a span that was given before; equal spans stand in one block."""
    seen: set[tuple[int, int]] = set()
    last = -1
    for draft in drafts:
        piece, _, block = draft
        if block != last:
            seen.clear()
        last = block
        if (piece.start, piece.end) not in seen:
            seen.add((piece.start, piece.end))
            yield draft


def make_claim(
    text: str, piece: Piece, judgement: Judgement, repeat_of: int | None, wording: Wording | None
) -> ClaimSpan:
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
        repeat_of=repeat_of,
        wording=wording,
    )
