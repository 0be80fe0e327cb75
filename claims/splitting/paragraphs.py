"""Step 1: the text as blocks. Paragraph first matters more for sentences than any rule about full stops."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.splitting.asides import aside_kind, find_credit, is_names
from claims.splitting.datelines import find_date, find_dateline
from claims.splitting.labels import Label, find_labels, is_role, who
from claims.splitting.lines import LIST_MARK, find_lines, join_lines

TERMINAL = (".", "!", "?", ":", "…", '"', "”", "’", "'", "»", ")")
HEADLINE_WORDS = 25
STANDFIRST_WORDS = 45
# From this many labelled paragraphs on a text is a conversation, and a paragraph without a label goes on speaking.
CONVERSATION = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: offsets of its text without outer white space, and what it is.

    kind: body, headline, standfirst, credit, caption, date, byline, notice, list or speech.
    lead: where its own text starts, after a dateline, list mark or speaker's label; the block's end where there is
    nothing but a label. label: the speaker of a transcript line.
    """

    start: int
    end: int
    kind: str
    lead: int
    label: str = ""


def find_blocks(text: str) -> list[Block]:
    """Cut a text into blocks, in order, none empty; white space between them belongs to none."""
    lines = find_lines(text)
    labels = find_labels(text, [(line.start, line.end) for line in lines])
    blocks = [
        block
        for start, end in join_lines(text, lines, labels)
        for block in describe(text, start, end, labels.get(start))
    ]
    return mark_headline(text, mark_speech(blocks))


def describe(text: str, start: int, end: int, label: Label | None = None) -> Iterator[Block]:
    """Tell what a paragraph is by how it opens and ends.

    A date that runs into the story and a credit that runs on from a caption are blocks of their own.
    """
    if label:
        yield Block(start, end, "speech", label.end, label.name)
    elif (credit := find_credit(text, start, end)) < end:
        story_end = start + len(text[start:credit].rstrip())
        kind = aside_kind(text, start, story_end)
        yield Block(start, story_end, kind if kind in ("byline", "date", "notice") else "caption", start)
        yield Block(credit, end, "credit", credit)
    elif kind := aside_kind(text, start, end):
        yield Block(start, end, kind, start)
    elif (date_end := find_date(text, start, end)) > start:
        yield Block(start, date_end, "date", start)
        yield describe_story(text, skip_space(text, date_end), end)
    else:
        yield describe_story(text, start, end)


def describe_story(text: str, start: int, end: int) -> Block:
    """Tell where the story begins in a paragraph that is part of it, after a dateline or a list mark."""
    if (dateline := find_dateline(text, start, end)) > start:
        return Block(start, end, "body", dateline)
    mark = LIST_MARK.match(text, start, min(end, start + 12))
    if mark and mark.end() < end:
        return Block(start, end, "list", mark.end())
    return Block(start, end, "body", start)


def skip_space(text: str, at: int) -> int:
    """Give the place of the next character that is no white space."""
    while text[at].isspace():
        at += 1
    return at


def mark_speech(blocks: list[Block]) -> list[Block]:
    """Look at labels once more: a label on its own line is the next paragraph's, and a single place in capitals is a
    dateline ("NEW DELHI: ...").
    """
    labelled = [block for block in blocks if block.label]
    if not labelled:
        return blocks
    if (
        len(labelled) == 1
        and not is_role(who(labelled[0].label))
        and len(blocks) > 2
        and labelled[0].lead < labelled[0].end
    ):
        return [unlabel(block, first=block is blocks[0]) if block.label else block for block in blocks]
    marked: list[Block] = []
    speaker = ""
    for block in blocks:
        alone = bool(marked) and bool(marked[-1].label) and marked[-1].lead == marked[-1].end
        goes_on = alone or (speaker and len(labelled) >= CONVERSATION)
        if goes_on and not block.label and block.kind == "body" and block.lead == block.start:
            marked.append(replace(block, kind="speech", label=speaker))
        else:
            marked.append(block)
            speaker = block.label or speaker
    return marked


def unlabel(block: Block, *, first: bool) -> Block:
    """Give the block of a label that is none: one or two words are a place, more are part of a sentence."""
    is_place = not first and len(block.label.split()) <= 2 and block.end - block.lead > 40
    return replace(block, kind="body", label="", lead=block.lead if is_place else block.start)


def mark_headline(text: str, blocks: list[Block]) -> list[Block]:
    """Find the headline and the standfirst among the first blocks, if the text has them."""
    if len(blocks) < 2:
        return blocks
    marked = list(blocks)
    first = blocks[0]
    words = text[first.start : min(first.end, first.start + 400)].split()
    if (
        first.kind != "body"
        or first.lead != first.start
        or len(words) > HEADLINE_WORDS
        or first.end - first.start > 250
    ):
        return blocks
    if text[first.start : first.end].endswith((".", ":", '."', ".”")):
        return blocks
    marked[0] = Block(first.start, first.end, "headline", first.start)
    for index in range(1, min(3, len(blocks) - 1)):
        block, following = blocks[index], blocks[index + 1]
        if block.kind == "body" and is_names(text[block.start : block.end]):
            marked[index] = replace(block, kind="byline")
            continue
        if block.kind != "body" or block.lead != block.start:
            break
        opens_story = following.kind in ("credit", "date", "byline", "caption") or following.lead > following.start
        short = len(text[block.start : min(block.end, block.start + 600)].split()) <= STANDFIRST_WORDS
        unfinished = not text[block.start : block.end].endswith(TERMINAL)
        if short and block.end - block.start < 500 and (opens_story or unfinished):
            marked[index] = Block(block.start, block.end, "standfirst", block.start)
    return marked
