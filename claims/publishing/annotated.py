"""The annotated article: its published claims at their places, each with its rating.

Of somebody else's article only passages are shown: the quoted claims in their order, each with the rest of its
sentence (at most `AROUND` characters a side). Where all of them together were more than `SHARE` of the article, the
quoted words stand alone. The full text is shown only where the newsroom may.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.publishing import parts
from claims.publishing.content import Article, Check, Newsroom
from claims.publishing.pages import render
from claims.publishing.text import language_code, plain, shorten, visible

AROUND = 200
SHARE = 0.25


@dataclass(frozen=True)
class Place:
    """A published check at `[start, end)` of the text, and the sentences around it, `[low, high)`."""

    check: Check
    start: int
    end: int
    low: int
    high: int


@dataclass(frozen=True)
class Text:
    """An article's text with the places of its checks, in order. `is_full`: the newsroom may show all of it."""

    text: str
    places: Sequence[Place]
    is_full: bool = False


@dataclass(frozen=True)
class Annotated:
    """What the page shows. `article` is as the newest of its checks has it; `licence` stands beside a full text."""

    newsroom: Newsroom
    article: Article
    texts: Sequence[Text] = ()
    licence: str = ""

    @property
    def checks(self) -> list[Check]:
        return [place.check for text in self.texts for place in text.places]


@dataclass(frozen=True)
class Run:
    """Characters that the same claims cover; `ended` are those whose last ones they are."""

    text: str
    covered: tuple[Check, ...]
    ended: tuple[Check, ...]


def render_article(annotated: Annotated) -> str:
    """The page of an article of which a check was published; where none stands any more, it says only that."""
    article, checks = annotated.article, annotated.checks
    with translation.override(annotated.newsroom.language):
        count = ngettext(
            "We checked %(count)d claim of this article.", "We checked %(count)d claims of this article.", len(checks)
        )
        return render(
            "public/article.html",
            annotated.newsroom,
            path=article.path,
            title=shorten(_("Checked claim by claim: %(title)s") % {"title": article.title}, 110),
            description=plain(count % {"count": len(checks)}) if checks else "",
            is_unlisted=not checks,
            article=parts.article(article),
            short=visible(shorten(article.title, 60)),
            language_of_article=language_code(article.language),
            count=count % {"count": len(checks)} if checks else "",
            passages=[passage for text in annotated.texts for passage in _passages(text)],
            is_full=any(text.is_full for text in annotated.texts),
            licence=visible(annotated.licence),
        )


def _passages(text: Text) -> Iterator[dict[str, Any]]:
    """What the template takes of each passage."""
    for start, end in _spans(text):
        runs = runs_of(text, start, end)
        ended = [check for run in runs for check in run.ended]
        words = text.text
        yield {
            "runs": [
                {
                    "text": visible(run.text),
                    "tone": run.covered[-1].rating.tone if run.covered else "",
                    "ended": [_mark(check) for check in run.ended],
                }
                for run in runs
            ],
            "is_cut_before": not text.is_full and bool(words[:start].strip()),
            "is_cut_after": not text.is_full and bool(words[end:].strip()),
            "checks": [_entry(check) for check in ended],
        }


def _spans(text: Text) -> list[tuple[int, int]]:
    """Which parts of the text are shown, in order: its paragraphs, or the passages that may be quoted."""
    if text.is_full:
        return _paragraphs(text.text, text.places)
    with_sentences = _joined(_around(text.text, place) for place in text.places)
    if sum(end - start for start, end in with_sentences) <= SHARE * len(text.text):
        return with_sentences
    return _joined((place.start, place.end) for place in text.places)


def _paragraphs(text: str, places: Sequence[Place]) -> list[tuple[int, int]]:
    """The lines that are not empty; those that a claim runs across are one."""
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return _joined([*lines, *((place.start, place.end) for place in places)])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _around(text: str, place: Place) -> tuple[int, int]:
    """The claim with the rest of its sentences; where that is too long it is cut between two words."""
    start, end = place.low, place.high
    if place.start - start > AROUND:
        start = text.find(" ", place.start - AROUND, place.start) + 1 or place.start
    if end - place.end > AROUND:
        end = max(text.rfind(" ", place.end, place.end + AROUND), place.end)
    return start, end


def runs_of(text: Text, start: int, end: int) -> list[Run]:
    """`[start, end)` of the text, cut wherever a claim begins or ends."""
    inside = [place for place in text.places if place.start < end and place.end > start]
    borders = sorted({start, end, *(at for place in inside for at in (place.start, place.end) if start < at < end)})
    return [
        Run(
            text.text[low:high],
            tuple(place.check for place in inside if place.start <= low and place.end >= high),
            tuple(place.check for place in inside if place.end == high),
        )
        for low, high in pairwise(borders)
    ]


def _mark(check: Check) -> dict[str, Any]:
    return {"slug": check.slug, "label": visible(check.rating.label), "tone": check.rating.tone}


def _entry(check: Check) -> dict[str, Any]:
    return _mark(check) | {
        "path": check.path,
        "claim": visible(shorten(check.claim.text, 240)),
        "speaker": parts.name(check.speaker.name) if check.speaker else "",
        "summary": visible(shorten(check.summary, 260)),
    }
