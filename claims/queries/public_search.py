"""Readers' search: PostgreSQL's full text over what is published, and nothing else."""

from __future__ import annotations

import functools
import operator
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection, transaction
from django.db.models import F, Value

from claims.models import Newsroom, PublicWords
from claims.publishing import content
from claims.publishing.text import plain
from claims.queries.published import newsroom_of, shown

PER_PAGE = 20
# Of so many checks that fit, the newest, the best are shown first: a word that is in all of them must not cost more.
MOST = 500
# A search that takes longer is given up.
LONGEST_MS = 2000
LONGEST_QUERY = 200
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_MINUS = re.compile(r"""(?P<kept>(?<!\S)-(?=["\w])|(?<=\w)-(?=\w))|-""")

# What PostgreSQL knows the inflections of, by the code of the language.
_CONFIGS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
_AS_WRITTEN = "simple"


@dataclass(frozen=True)
class FoundChecks:
    """A page of what was found. `total` is MOST at most: then there may be older ones."""

    checks: list[content.Check]
    total: int
    has_more: bool


def asked(typed: str) -> str:
    """What was typed as it is looked for: in one line, without what cannot be seen, and not too long."""
    return plain(_UNSTORABLE.sub(" ", typed))[:LONGEST_QUERY]


def find_checks(typed: str, page: int) -> FoundChecks:
    """The published checks that hold the words of `asked(typed)`; pages count from 1.

    Raises OperationalError where it took too long.
    """
    newsroom = newsroom_of(Newsroom.current())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(LONGEST_MS)])
        query = _query(typed, newsroom.language)
        # The sum keeps PostgreSQL from walking all checks by their number in search of a rare word.
        newest = PublicWords.objects.filter(words=query).order_by((F("public_id") + 0).desc())
        fitting = list(newest.values_list("pk", flat=True)[:MOST])
        ranked = PublicWords.objects.filter(pk__in=fitting).annotate(rank=SearchRank(F("words"), query))
        start = (page - 1) * PER_PAGE
        rows = list(ranked.order_by("-rank", "-public").select_related("public__claim")[start : start + PER_PAGE])
    checks = [shown(row.public, newsroom) for row in rows]
    return FoundChecks(checks, len(fitting), has_more=start + PER_PAGE < len(fitting))


def words_of(check: content.Check) -> Any:
    """The words of a check, as an expression: as they are written, and as its language inflects them."""
    parts = (
        ("A", [check.claim.text, check.speaker.name if check.speaker else ""]),
        ("B", [check.summary, check.rating.label, *(topic.name for topic in check.topics)]),
        ("C", [check.claim.quote, check.article.title, check.article.publisher, check.explanation[:20_000]]),
    )
    vectors = [
        SearchVector(Value(_UNSTORABLE.sub(" ", "\n".join(texts))), weight=weight, config=config)
        for weight, texts in parts
        for config in {_AS_WRITTEN, _config(check.newsroom.language)}
    ]
    return functools.reduce(operator.add, vectors)


def _query(typed: str, language: str) -> SearchQuery:
    # A minus right before a word leaves it out. PostgreSQL takes a dash between words for one, too, and dozens of them
    # for so many nested ones that it gives up.
    typed = _MINUS.sub(lambda found: found["kept"] or " ", typed)
    as_written = SearchQuery(typed, config=_AS_WRITTEN, search_type="websearch")
    return as_written | SearchQuery(typed, config=_config(language), search_type="websearch")


def _config(language: str) -> str:
    return _CONFIGS.get(language.partition("-")[0].lower(), _AS_WRITTEN)
