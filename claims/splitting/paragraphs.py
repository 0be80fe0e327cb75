"""Step 1: the text as blocks. Paragraph first matters more for sentences than any rule about full stops."""

import re
from dataclasses import dataclass
from itertools import pairwise

from claims.splitting.wordlists import load_classes

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# As in: MOSCOW - ..., PARIS (AP) — ..., WASHINGTON, Jan 5 (Reuters) - ...
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+){0,3}(?:,? [A-Z][\w.]{1,15}){0,2}(?:,? \d{1,2})?"
    r"(?: \([A-Z][\w /]{1,20}\))?"
    r"|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}(?:, [A-Z][\w.]{1,15}){0,2} \([A-Z][\w /]{1,20}\))"
    r"\s{0,2}(?:-{1,2}|–|—)\s{1,2}(?=\S)"
)
DATE_ONLY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? \d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:[ ,]{1,3}\d{1,2}:\d\d(?: ?[a-z.]{2,4}){0,2})?",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?:[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}(?: \([\w .'’-]{1,40}\))?|Q|A):\s{1,3}(?=\S)")
LIST_MARK = re.compile(r"(?:[-*•–—·]|\(?\d{1,2}[.)])\s{1,4}(?=\S)")
TERMINAL = (".", "!", "?", ":", "…", '"', "”", "’", "'", "»", ")")
WRAP_WIDTH = 100
HEADLINE_WORDS = 25
STANDFIRST_WORDS = 45


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: offsets of its text without outer white space, and what it is.

    kind: body, headline, standfirst, credit, caption, date, byline, notice, list or speech.
    lead: where its own text starts, after a dateline, list mark or speaker's label. label: the speaker of a
    transcript line.
    """

    start: int
    end: int
    kind: str
    lead: int
    label: str = ""


def find_blocks(text: str) -> list[Block]:
    """Cut a text into blocks, in order, none empty; white space between them belongs to none."""
    spans = [span for group in line_groups(text) for span in join_wrapped(text, group)]
    blocks = [describe(text, start, end) for start, end in spans]
    return mark_headline(text, blocks)


def line_groups(text: str) -> list[list[tuple[int, int]]]:
    """Give runs of lines with no empty line between them, each line as trimmed offsets."""
    groups: list[list[tuple[int, int]]] = []
    last_end = -1
    for match in LINE.finditer(text):
        line = match.group()
        stripped = line.strip("\ufeff \t\xa0\u3000\u2003\u2002\u2009\u200b\x1c\x1d\x1e\x1f")
        stripped = stripped.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped)
        gap = text[last_end:start] if last_end >= 0 else ""
        follows = last_end >= 0 and gap.count("\n") + gap.count("\r") - gap.count("\r\n") <= 1
        if follows:
            groups[-1].append((start, start + len(stripped)))
        else:
            groups.append([(start, start + len(stripped))])
        last_end = start + len(stripped)
    return groups


def join_wrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one paragraph of hard-wrapped lines; lines that are paragraphs already stay as they are."""
    if len(lines) == 1:
        return lines
    inner = lines[:-1]
    longest = max(end - start for start, end in lines)
    open_ended = sum(not text[start:end].endswith(TERMINAL) for start, end in inner)
    if longest <= WRAP_WIDTH and longest > 40 and open_ended * 2 >= len(inner):
        joined = [lines[0]]
        for (_, previous_end), (start, end) in pairwise(lines):
            short = previous_end - joined[-1][0] < longest // 2 and text[:previous_end].endswith(TERMINAL)
            if short or LIST_MARK.match(text, start):
                joined.append((start, end))
            else:
                joined[-1] = (joined[-1][0], end)
        return joined
    return lines


def describe(text: str, start: int, end: int) -> Block:  # noqa: PLR0911 - cases
    """Tell what kind of block a paragraph is by how it opens and ends."""
    size = end - start
    if size < 4:
        return Block(start, end, "body", start)
    opening = text[start : start + 60].lower().lstrip("([* ")
    openings = load_classes("boilerplate")
    if size < 60 and DATE_ONLY.fullmatch(text, start, end):
        return Block(start, end, "date", start)
    if size < 300:
        if opening.startswith(openings["credit"]):
            return Block(start, end, "credit", start)
        if size < 120 and opening.startswith(openings["notice"]):
            return Block(start, end, "notice", start)
        if is_byline(text[start:end], openings["byline"]):
            return Block(start, end, "byline", start)
        if ends_in_credit(text[start:end], openings["credit"]):
            return Block(start, end, "caption", start)
    if dateline := DATELINE.match(text, start, min(end, start + 90)):
        return Block(start, end, "body", dateline.end())
    if label := LABEL.match(text, start, min(end, start + 90)):
        return Block(start, end, "speech", label.end(), label.group().strip().rstrip(":"))
    if (mark := LIST_MARK.match(text, start, min(end, start + 10))) and mark.end() < end:
        return Block(start, end, "list", mark.end())
    return Block(start, end, "body", start)


def is_byline(line: str, openings: tuple[str, ...]) -> bool:
    """Say whether a line names the reporter: "By Jane Doe", "(Reporting by ...; Editing by ...)"."""
    lower = line.lower().lstrip("([* ")
    if lower.startswith("by "):
        words = line.split()
        return len(words) <= 8 and not line.endswith((".", "?", "!")) and words[1][0].isupper()
    return len(line) < 200 and lower.startswith(openings)


def ends_in_credit(line: str, openings: tuple[str, ...]) -> bool:
    """Say whether the last sentence of a line is a picture credit, which makes the line a caption."""
    lower = line.lower()
    marks = [opening for opening in openings if opening.endswith(":")]
    places = [at for mark in marks if (at := lower.rfind(mark)) > 0 and not lower[at - 1].isalnum()]
    return any(len(lower) - at < 70 for at in places)


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
        if block.kind != "body" or block.lead != block.start:
            break
        opens_story = following.kind in ("credit", "date", "byline", "caption") or following.lead > following.start
        short = len(text[block.start : min(block.end, block.start + 600)].split()) <= STANDFIRST_WORDS
        unfinished = not text[block.start : block.end].endswith(TERMINAL)
        if short and block.end - block.start < 500 and (opens_story or unfinished):
            marked[index] = Block(block.start, block.end, "standfirst", block.start)
    return marked
