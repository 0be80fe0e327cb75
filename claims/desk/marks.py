"""An article's text with its claims marked in place: paragraphs cut into pieces at every border of a claim.

Claims nest and overlap; a piece is covered by the same claims from its first character to its last. The HTML holds
exactly the characters of the text and nothing between them: the browser counts them to tell where a selection starts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.vocabulary import ClaimKind, State

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Piece:
    """`[start, end)` of the text, and the claims that cover it, the innermost (shortest) first."""

    start: int
    end: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Paragraph:
    """One line of the text that is not blank. `is_tight`: no blank line stands before it."""

    number: int
    start: int
    end: int
    is_tight: bool


@dataclass(frozen=True)
class MarkedParagraph:
    paragraph: Paragraph
    html: SafeString


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of the text that hold something, numbered from 0."""
    found: list[Paragraph] = []
    for line in _LINE.finditer(text):
        if line.group().strip():
            is_tight = bool(found) and found[-1].end + 1 == line.start()
            found.append(Paragraph(len(found), line.start(), line.end(), is_tight))
    return found


def marked(
    text: str, claims: Sequence[Claim], *, only: Claim | None = None, listed: Collection[int] = ()
) -> list[MarkedParagraph]:
    """The paragraphs with their marks; with `only`, just those that this claim touches.

    `claims` are all of the text's, ordered by start. A mark leads to its claim's entry in the list where the claim's id
    is in `listed`, else to the claim's page. The time grows with the text, the claims, and how deep they nest.
    """
    paragraphs = paragraphs_of(text)
    if only is not None:
        paragraphs = [part for part in paragraphs if part.start < only.end and only.start < part.end]
    if not paragraphs:
        return []
    pieces = iter(pieces_of(paragraphs, claims))
    piece: Piece | None = next(pieces)
    marks = _Marks(text, listed)
    result = []
    for paragraph in paragraphs:
        html = []
        while piece is not None and piece.start < paragraph.end:
            html.append(marks.html(piece))
            piece = next(pieces, None)
        result.append(MarkedParagraph(paragraph, mark_safe("".join(html))))  # noqa: S308  Each piece is escaped.
    return result


def pieces_of(paragraphs: Sequence[Paragraph], claims: Sequence[Claim]) -> Iterator[Piece]:
    """Cut each paragraph at every border of a claim in it. `claims` are ordered by start."""
    active: list[Claim] = []
    waiting = iter(claims)
    upcoming = next(waiting, None)
    for paragraph in paragraphs:
        at = paragraph.start
        while at < paragraph.end:
            while upcoming is not None and upcoming.start <= at:
                active.append(upcoming)
                upcoming = next(waiting, None)
            active = [claim for claim in active if claim.end > at]
            end = min([paragraph.end, *(claim.end for claim in active)])
            if upcoming is not None and upcoming.start < end:
                end = upcoming.start
            yield Piece(at, end, tuple(sorted(active, key=lambda claim: claim.end - claim.start)))
            at = end


def speaker_of(claim: Claim) -> str:
    """Who says it, in words."""
    if claim.speaker is not None:
        return claim.speaker.name
    return _("In the article’s own voice") if claim.is_own_voice else claim.speaker_as_printed


def is_aside(claim: Claim) -> bool:
    """Whether it is only on the list for completeness: suggested, and no plain claim (an opinion, a repeat ...)."""
    return claim.state == State.SUGGESTED and claim.kind not in ("", ClaimKind.CLAIM)


class _Marks:
    """Writes pieces as HTML. What is the same for every piece of a claim is made once: there may be thousands."""

    def __init__(self, text: str, listed: Collection[int]) -> None:
        self.text = text
        self.listed = listed
        self.openings: dict[int, str] = {}
        self.labels = {state.value: str(state.label) for state in State}
        self.before, _pk, self.after = reverse("desk:claim", args=[0]).rpartition("0")

    def html(self, piece: Piece) -> str:
        words = escape(self.text[piece.start : piece.end])
        if not piece.claims:
            return words
        inner = piece.claims[0]
        # One stop for the tab key a claim, however many pieces it is in.
        stop = ' tabindex="-1"' if inner.pk in self.openings else ""
        if not stop:
            self.openings[inner.pk] = self._opening(inner)
        ids = " ".join(str(claim.pk) for claim in piece.claims)
        deep = " mark-deep" if len(piece.claims) > 1 else ""
        aside = " is-aside" if is_aside(inner) else ""
        kind = f"mark s-{inner.state}{aside}{deep}"
        return f'<a class="{kind}" {self.openings[inner.pk]} data-claims="{ids}"{stop}>{words}</a>'

    def _opening(self, claim: Claim) -> str:
        title = f"{self.labels[claim.state]} – {speaker_of(claim)}"
        address = f"#claim-{claim.pk}" if claim.pk in self.listed else f"{self.before}{claim.pk}{self.after}"
        return f'href="{address}" title="{escape(title)}"'
