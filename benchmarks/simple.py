"""Simple ways to find claims, to measure the splitter against: what an afternoon with regular expressions gives.

Each takes a text and gives spans (start, end), with outer quotation marks and the final stop left out.
"""

import re
from collections.abc import Callable

Span = tuple[int, int]

PARAGRAPH = re.compile(r"[^\n]+")
STOP = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘A-Z])")
VERBS = (
    "said|says|told (?:reporters|the \\w+)|added|claimed|argued|warned|reported|announced|stated|wrote|insisted|denied|"
    "explained|noted|confirmed|believes|alleged"
)
# "The ministry said on Monday that ..." and "..., Doe said."
BEFORE = re.compile(rf"^[\"“]?[^\"“,;:]{{2,80}}? (?:{VERBS})(?: on \w+)?(?: that|:)? ")
AFTER = re.compile(rf",?[\"”]?,? (?:[^\"“,;]{{2,60}} (?:{VERBS})|(?:{VERBS}) [^\"“,;]{{2,60}})[^\"“]{{0,40}}$")
CLAUSE = re.compile(r"(?:; |, (?:and|but|while|although|whereas) )")
EDGES = "\"“”‘’'«».,;:!? \u00a0"


def tidy(text: str, start: int, end: int) -> Span | None:
    """Take marks and spaces off both edges; None where nothing is left."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return (start, end) if start < end else None


def tidied(text: str, spans: list[Span]) -> list[Span]:
    """Tidy spans, leaving out those of fewer than three words."""
    found = [tidy(text, *span) for span in spans]
    return [span for span in found if span and text.count(" ", *span) >= 2]


def raw_sentences(text: str) -> list[Span]:
    """Cut each line at full stops."""
    spans: list[Span] = []
    for line in PARAGRAPH.finditer(text):
        start = line.start()
        for stop in STOP.finditer(text, line.start(), line.end()):
            spans.append((start, stop.start()))
            start = stop.end()
        spans.append((start, line.end()))
    return spans


def without_attribution(text: str) -> list[Span]:
    """Cut sentences, and take "X said that" off their front and ", X said" off their end."""
    spans: list[Span] = []
    for sentence in raw_sentences(text):
        tidy_span = tidy(text, *sentence)
        if tidy_span is None:
            continue
        start, end = tidy_span
        words = text[start:end]
        if after := AFTER.search(words):
            end = start + after.start() or end
        elif before := BEFORE.match(words):
            start += before.end()
        spans.append((start, end))
    return spans


def clauses(text: str) -> list[Span]:
    """Cut what is left without attribution at semicolons and at conjunctions behind a comma."""
    spans: list[Span] = []
    for start, end in without_attribution(text):
        left = start
        for cut in CLAUSE.finditer(text, start, end):
            spans.append((left, cut.start()))
            left = cut.end()
        spans.append((left, end))
    return spans


METHODS: dict[str, Callable[[str], list[Span]]] = {
    "sentences as claims": lambda text: tidied(text, raw_sentences(text)),
    "attribution stripped": lambda text: tidied(text, without_attribution(text)),
    "+ cut at conjunctions": lambda text: tidied(text, clauses(text)),
}
