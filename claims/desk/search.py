"""What a search found, made ready to be shown: kinds, headings, and the words in their surroundings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, Comment, Source, Submission, User, Verdict
from claims.publishing.text import host_of, markdown_html
from claims.queries import search
from claims.queries.search import Found

# Characters shown before the first hit, and in all.
BEFORE, SHOWN = 60, 240


@dataclass(frozen=True)
class Stretch:
    """A stretch of text; `is_hit` where it is one of the words that were looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """One result: where it leads, its words, and a quieter line under them."""

    url: str
    text: list[Stretch]
    under: str = ""
    claim: Claim | None = None  # Whose state is shown.


@dataclass(frozen=True)
class Group:
    slug: str
    heading: str | Promise
    hits: list[Hit]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.hits)


def find_all(user: User, words: list[str]) -> list[Group]:
    """The groups in which something was found, in the order of the page."""
    groups = [
        _group("claims", _("Claims"), search.find_claims(user, words), words, _claim_hit),
        _group("articles", _("Articles"), search.find_articles(user, words), words, _article_hit),
        _group("verdicts", _("Verdicts"), search.find_verdicts(user, words), words, _verdict_hit),
        _group("sources", _("Sources"), search.find_sources(user, words), words, _source_hit),
        _group("readers", _("From readers"), search.find_submissions(user, words), words, _submission_hit),
        _group("comments", _("Comments"), search.find_comments(user, words), words, _comment_hit),
    ]
    return [group for group in groups if group.total]


def stretches(text: str, words: list[str]) -> list[Stretch]:
    """`text` around the first of `words`, cut where it is long, with every word that begins like one of them marked."""
    text = " ".join(text.split())
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\w*" for word in words), re.IGNORECASE)
    first = pattern.search(text)
    start = 0
    if first and first.start() > SHOWN - BEFORE:
        start = text.find(" ", first.start() - BEFORE, first.start()) + 1 or first.start()
    shown = text[start : start + SHOWN]
    parts, done = [Stretch("… ", is_hit=False)] if start else [], 0
    for match in pattern.finditer(shown):
        parts += [Stretch(shown[done : match.start()], is_hit=False), Stretch(match.group(), is_hit=True)]
        done = match.end()
    parts.append(Stretch(shown[done:] + (" …" if start + SHOWN < len(text) else ""), is_hit=False))
    return [part for part in parts if part.text]


def _group(slug: str, heading: str | Promise, found: Found, words: list[str], show: Callable[..., Hit]) -> Group:
    return Group(slug, heading, [show(row, words) for row in found.rows], found.total)


def _claim_hit(claim: Claim, words: list[str]) -> Hit:
    speaker = claim.speaker.name if claim.speaker else ""
    under = " · ".join(part for part in (speaker, claim.article.title) if part)
    return Hit(reverse("desk:claim", args=[claim.pk]), stretches(claim.text, words), under, claim)


def _article_hit(article: Article, words: list[str]) -> Hit:
    under = " · ".join(part for part in (article.publisher, article.author) if part)
    return Hit(reverse("desk:article", args=[article.pk]), stretches(article.title, words), under)


def _verdict_hit(verdict: Verdict, words: list[str]) -> Hit:
    text = f"{verdict.summary}\n{unescape(strip_tags(markdown_html(verdict.explanation)))}"
    return Hit(_part_of(verdict.claim, "verdict"), stretches(text, words), verdict.claim.text[:SHOWN], verdict.claim)


def _source_hit(source: Source, words: list[str]) -> Hit:
    under = " · ".join(part for part in (source.publisher, host_of(source.url) or source.file_name) if part)
    return Hit(reverse("desk:source", args=[source.pk]), stretches(source.title, words), under)


def _comment_hit(comment: Comment, words: list[str]) -> Hit:
    under = f"{comment.author.display_name} · {comment.claim.text[:SHOWN]}"
    return Hit(_part_of(comment.claim, "comments"), stretches(comment.body, words), under, comment.claim)


def _submission_hit(submission: Submission, words: list[str]) -> Hit:
    text = " ".join(part for part in (submission.text, submission.seen, submission.why, submission.links) if part)
    under = f"{submission.get_kind_display()} · {submission.get_state_display()}"
    return Hit(reverse("desk:reader", args=[submission.pk]), stretches(text, words), under)


def _part_of(claim: Claim, section: str) -> str:
    return f"{reverse('desk:claim', args=[claim.pk])}#{section}"
