"""Words looked for in everything the newsroom has written down: PostgreSQL's full-text search, one query a kind.

Words are compared as they are written, whatever the language, and each may go on: "fail" finds "failure".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Q, QuerySet

from claims.access import articles_visible_to, claims_visible_to, sources_visible_to, submissions_visible_to
from claims.models import Comment, Speaker, User, Verdict
from claims.models import words as vectors
from claims.vocabulary import SubmissionState

# More words than these make a search no narrower that anybody would notice.
MOST_WORDS = 12
# How many of a kind are shown; the rest is counted.
SHOWN = 8


@dataclass(frozen=True)
class Found:
    """The best hits of one kind, and how many there are in all."""

    rows: list[Any]
    total: int


def words_of(typed: str) -> list[str]:
    """The words that are looked for, in lower case, at most MOST_WORDS."""
    return re.findall(r"\w+", typed.lower())[:MOST_WORDS]


def find_claims(user: User, words: list[str]) -> Found:
    """By what was said, the wording, or the speaker's name."""
    speakers = Speaker.objects.annotate(words=vectors.SPEAKER).filter(words=every_word(words))
    claims = claims_visible_to(user).annotate(words=vectors.CLAIM)
    hits = claims.filter(Q(words=every_word(words)) | Q(speaker__in=speakers))
    return _best(hits.select_related("article", "speaker", "checker"), words)


def find_articles(user: User, words: list[str]) -> Found:
    articles = articles_visible_to(user).annotate(words=vectors.ARTICLE)
    return _best(articles.filter(words=every_word(words)), words)


def find_sources(user: User, words: list[str]) -> Found:
    """By title, publisher or the words of the address."""
    sources = sources_visible_to(user).annotate(words=vectors.SOURCE)
    return _best(sources.filter(words=every_word(words)), words)


def find_verdicts(user: User, words: list[str]) -> Found:
    verdicts = Verdict.objects.filter(claim__in=claims_visible_to(user)).annotate(words=vectors.VERDICT)
    return _best(verdicts.filter(words=every_word(words)).select_related("claim", "rating"), words)


def find_comments(user: User, words: list[str]) -> Found:
    comments = Comment.objects.filter(claim__in=claims_visible_to(user)).annotate(words=vectors.COMMENT)
    return _best(comments.filter(words=every_word(words)).select_related("claim", "author"), words)


def find_submissions(user: User, words: list[str]) -> Found:
    """By what readers wrote, or what they were answered; never by who they are."""
    submissions = submissions_visible_to(user).exclude(state=SubmissionState.SPAM).annotate(words=vectors.SUBMISSION)
    return _best(submissions.filter(words=every_word(words)), words)


def every_word(words: list[str]) -> SearchQuery:
    """What holds all of them, or longer words that begin like them."""
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config=vectors.CONFIG, search_type="raw")


def _best(hits: QuerySet[Any], words: list[str]) -> Found:
    ordered = hits.annotate(rank=SearchRank("words", every_word(words))).order_by("-rank", "-pk")
    return Found(list(ordered[:SHOWN]), hits.count())
