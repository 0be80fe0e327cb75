"""Earlier checks of ours that speak of much the same as a claim, by the words that they share.

Words are compared as they are written, like in the search. Rare words tell more than common ones, so the index is asked
for the rarest words only, and what it finds is ranked by all of them.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery

from claims.access import claims_visible_to
from claims.models import Claim, Evidence, PublicRevision, User
from claims.models import words as vectors
from claims.vocabulary import State

# A figure, or a word that is not one of the short ones that stand in every sentence.
_WORD = re.compile(r"\d+(?:\.\d+)?|\w{4,}")
# Of a long claim the figures and the longest words are looked for.
MOST_WORDS = 16
# How many claims the index may find: the rarest words are taken together until there are so many.
MOST_FOUND = 600
# What two claims must share to be called similar: so many words, and such a part of the weight of the claim's words.
FEWEST_SHARED, SMALLEST_SHARE = 2, 0.25
SHOWN = 5


@dataclass(frozen=True)
class SimilarCheck:
    """An earlier check. `rating` and `checked_at` are what readers see where it is public, else the draft's."""

    claim: Claim
    share: float
    rating: str
    tone: str
    checked_at: dt.datetime
    pieces: int


def similar_checks(user: User, claim: Claim, *, limit: int = SHOWN) -> list[SimilarCheck]:
    """The most similar claims with a verdict that `user` may see: the public ones first, then those in work.

    The claim itself is left out, and so are its repeats and what it repeats, which are shown as such.
    """
    words = words_of(claim)
    if len(words) < FEWEST_SHARED:
        return []
    frequencies = _frequencies(words)
    weights = _weights(words, frequencies)
    checked = _checked(user).exclude(pk__in=[claim.pk, claim.repeat_of_id or 0]).exclude(repeat_of=claim)
    found = checked.annotate(words=vectors.CLAIM).filter(words=_any_of(_rarest(words, frequencies)))
    shares = {
        (is_public, share, pk)
        for pk, is_public, quote, wording in found.values_list("pk", "is_public", "quote", "wording")
        if (share := _share(weights, set(_found_in(f"{quote} {wording}")))) >= SMALLEST_SHARE
    }
    best = sorted(shares, reverse=True)[:limit]
    rows = _shown(checked).in_bulk([pk for _is_public, _share, pk in best])
    return [_check(rows[pk], share) for _is_public, share, pk in best if pk in rows]


def claims_like(claims: QuerySet[Claim], text: str, *, limit: int = SHOWN) -> list[Claim]:
    """Those of `claims` that speak of much the same as `text`, the most similar first; none is dismissed."""
    words = words_in(text)
    if len(words) < FEWEST_SHARED:
        return []
    frequencies = _frequencies(words)
    weights = _weights(words, frequencies)
    found = claims.exclude(state=State.DISMISSED).annotate(words=vectors.CLAIM)
    found = found.filter(words=_any_of(_rarest(words, frequencies))).order_by()
    shares = {
        (share, pk)
        for pk, quote, wording in found.values_list("pk", "quote", "wording")
        if (share := _share(weights, set(_found_in(f"{quote} {wording}")))) >= SMALLEST_SHARE
    }
    best = [pk for _share_, pk in sorted(shares, reverse=True)[:limit]]
    rows = _shown(claims).in_bulk(best)
    return [rows[pk] for pk in best if pk in rows]


def words_of(claim: Claim) -> list[str]:
    """The words of the claim to look for."""
    return words_in(f"{claim.wording} {claim.quote}")


def words_in(text: str) -> list[str]:
    """The words to look for, each once: figures first, then the longest."""
    words = dict.fromkeys(_found_in(text))
    return sorted(words, key=lambda word: (not word[0].isdigit(), -len(word)))[:MOST_WORDS]


def _found_in(text: str) -> list[str]:
    return _WORD.findall(text[: vectors.LONGEST].lower())


def _weights(words: list[str], found: dict[str, float]) -> dict[str, float]:
    """How much each word tells: the less, the more claims have it."""
    return {word: 1 / (1 + math.log1p(found.get(word, 0))) for word in words}


def _frequencies(words: list[str]) -> dict[str, float]:
    """In how many claims the more common of the words stand, about: PostgreSQL's own statistics of the index.

    Counting would take a second for words that stand in half of all claims, and these are the ones to leave out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FREQUENCIES, [words])
        return dict(cursor.fetchall())


_FREQUENCIES = """
SELECT word, share * greatest(reltuples, 0)
FROM pg_class, pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (word, share)
WHERE pg_class.oid = 'claims_claim'::regclass AND schemaname = current_schema() AND tablename = 'claim_words'
    AND word = ANY (%s)
"""


def _rarest(words: list[str], found: dict[str, float]) -> list[str]:
    """Two words at least, and more of them as long as the index does not find too much."""
    chosen: list[str] = []
    total = 0.0
    for word in sorted(words, key=lambda word: found.get(word, 0)):
        total += found.get(word, 0)
        if len(chosen) >= FEWEST_SHARED and total > MOST_FOUND:
            break
        chosen.append(word)
    return chosen


def _share(weights: dict[str, float], theirs: set[str]) -> float:
    shared = [weight for word, weight in weights.items() if word in theirs]
    return sum(shared) / sum(weights.values()) if len(shared) >= FEWEST_SHARED else 0.0


def _any_of(words: list[str]) -> SearchQuery:
    return SearchQuery(" | ".join(words), config=vectors.CONFIG, search_type="raw")


def _checked(user: User) -> QuerySet[Claim]:
    """The claims on which somebody has come to a rating. A dismissed one may be what another repeats."""
    claims = claims_visible_to(user).filter(verdict__rating__isnull=False).exclude(state=State.DISMISSED)
    return claims.order_by()


def _shown(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    public = PublicRevision.objects.filter(claim=OuterRef("pk")).order_by("-number")
    pieces = Evidence.objects.filter(claim=OuterRef("pk")).order_by().values("claim").annotate(n=Count("pk"))
    return claims.select_related("speaker", "article", "verdict__rating").annotate(
        public_rating=Subquery(public.values("revision__rating__label")[:1]),
        public_tone=Subquery(public.values("revision__rating__tone")[:1]),
        public_at=Subquery(public.values("published_at")[:1]),
        pieces=Subquery(pieces.values("n")),
    )


def _check(claim: Claim, share: float) -> SimilarCheck:
    pieces = claim.pieces or 0  # type: ignore[attr-defined]
    if claim.is_public:
        rating, tone, at = claim.public_rating, claim.public_tone, claim.public_at  # type: ignore[attr-defined]
        return SimilarCheck(claim, share, rating, tone, at, pieces)
    verdict = claim.verdict
    assert verdict.rating is not None  # noqa: S101 - asked for by _checked
    return SimilarCheck(claim, share, verdict.rating.label, verdict.rating.tone, verdict.updated_at, pieces)
