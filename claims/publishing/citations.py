"""Citations of evidence in an explanation: `[3]` or `[3, 5]` in markdown leads to the pieces with these numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CITATION = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
# The kind of token that a citation becomes; `content` is the number, `meta["at"]` counts its citations from 1.
CITATION = "citation"


def enable(markdown: MarkdownIt) -> None:
    """Make `markdown` see citations. Those of the numbers in `env["evidence"]` become links; others stay as typed."""
    # Before escaped brackets are joined with the text around them: \[3\] is no citation.
    markdown.core.ruler.before("text_join", CITATION, _cite)
    markdown.add_render_rule(CITATION, lambda _self, tokens, at, _options, _env: _link(tokens[at]))


def cited_in(markdown: MarkdownIt, source: str) -> list[int]:
    """The numbers that `source` cites, in its order, each as often as it does."""
    env = {"evidence": range(1000)}
    tokens = markdown.parse(source, env)
    return [int(one.content) for token in tokens for one in token.children or () if one.type == CITATION]


def place_of(number: int, at: int) -> str:
    """The id of the place where a piece is cited for the `at`-th time, for example `cite-3-1`."""
    return f"cite-{number}-{at}"


def _cite(state: StateCore) -> None:
    evidence: Collection[int] = state.env.get("evidence", ())
    counted: dict[int, int] = {}
    for token in state.tokens:
        if token.children:
            token.children = list(_with_citations(token.children, evidence, counted))


def _with_citations(tokens: list[Token], evidence: Collection[int], counted: dict[int, int]) -> Iterator[Token]:
    in_link = 0
    for token in tokens:
        in_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not in_link:
            yield from _cut(token, evidence, counted)
        else:
            yield token


def _cut(token: Token, evidence: Collection[int], counted: dict[int, int]) -> Iterator[Token]:
    done = 0
    for found in _CITATION.finditer(token.content):
        numbers = [int(number) for number in found[1].split(",")]
        if not all(number in evidence for number in numbers):
            continue
        yield token.copy(content=token.content[done : found.start()])
        for number in numbers:
            counted[number] = counted.get(number, 0) + 1
            yield Token(CITATION, "", 0, content=str(number), meta={"at": counted[number]}, level=token.level)
        done = found.end()
    yield token.copy(content=token.content[done:])


def _link(token: Token) -> SafeString:
    number = int(token.content)
    return format_html(
        '<a class="cite" id="{}" href="#evidence-{}">[<span class="hidden-words">{} </span>{}]</a>',
        place_of(number, token.meta["at"]),
        number,
        _("evidence"),
        number,
    )
