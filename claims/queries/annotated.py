"""The annotated article, put together for its renderer: published contents at their places in the text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from claims.models import Article, Claim, PublicRevision
from claims.publishing import content
from claims.publishing.annotated import Annotated, Place, Text
from claims.queries.published import latest_of
from claims.splitting.languages.cutting import cut_text
from claims.vocabulary import ChangeClass, Reuse

Shown = Callable[[PublicRevision], content.Check]


def annotated_of(article: Article, newsroom: content.Newsroom, shown: Shown) -> Annotated:
    """What readers see of an article of which a check was published. `shown` gives the content of a public revision.

    Checks that were withdrawn are left out, and so is the text where none stands; claims without a public page are not
    even asked for.
    """
    claims = Claim.objects.filter(article=article, slug__isnull=False).prefetch_related("snapshot")
    latest = latest_of([claim.pk for claim in claims])
    newest = max(latest.values(), key=lambda public: public.published_at)
    told = dataclasses.replace(shown(newest).article, slug=article.slug or "")
    standing = {pk: shown(public) for pk, public in latest.items() if public.change != ChangeClass.WITHDRAWN}
    return Annotated(
        newsroom=newsroom,
        article=told,
        texts=_texts(article, [claim for claim in claims if claim.pk in standing], standing),
        licence=article.licence if article.reuse == Reuse.LICENSED else "",
    )


def _texts(article: Article, claims: Iterable[Claim], checks: dict[int, content.Check]) -> list[Text]:
    """The versions of the article's text in which the claims stand, the newest first. Only it may be shown in full."""
    by_snapshot: dict[int, list[Claim]] = {}
    snapshots = {}
    for claim in claims:
        by_snapshot.setdefault(claim.snapshot.number, []).append(claim)
        snapshots[claim.snapshot.number] = claim.snapshot.text
    newest = max(by_snapshot, default=0)
    return [
        Text(
            text=snapshots[number],
            places=[
                _place(snapshots[number], claim, checks[claim.pk], article.language)
                for claim in sorted(found, key=lambda claim: (claim.start, claim.end))
            ],
            is_full=number == newest and article.reuse != Reuse.QUOTE,
        )
        for number, found in sorted(by_snapshot.items(), reverse=True)
    ]


def _place(text: str, claim: Claim, check: content.Check, language: str) -> Place:
    """The claim with the sentences in which it begins and ends, which are looked for in its own lines."""
    first = text.rfind("\n", 0, claim.start) + 1
    stop = text.find("\n", claim.end)
    lines = text[first : len(text) if stop < 0 else stop]
    sentences = [(first + start, first + end) for start, end in cut_text(lines, language or None)]
    low = max((start for start, _end in sentences if start <= claim.start), default=claim.start)
    high = min((end for _start, end in sentences if end >= claim.end), default=claim.end)
    return Place(check, claim.start, claim.end, low, high)
