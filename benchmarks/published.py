"""Many published checks at once, for benchmarks: the rows that publishing them one after another would have left.

Drawn so that sizes can be compared: 60 months, 300 topics, 5,000 speakers, of whom one said every tenth claim; every
tenth check is about one topic. The newest was published three days ago, so no size has more news than another.
"""

from __future__ import annotations

import dataclasses
import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from claims.models import (
    Article,
    Claim,
    Placement,
    PublicList,
    PublicRevision,
    PublicWords,
    Rating,
    Revision,
    Snapshot,
    Speaker,
    Tally,
    Topic,
    User,
)
from claims.publishing import content, lists, pages
from claims.publishing.alphabet import initials
from claims.queries.public_search import words_of
from tests.publishing.samples import HARBOUR

TOPICS, SPEAKERS, MONTHS = 300, 5_000, 60
PER_ARTICLE = 10
POPULAR = 10  # One check in so many has the most popular topic, and one the most quoted speaker.
_BATCH = 1_000
_WORD = 12  # "claim000042 ": how far one claim of an article is from the next.


class Published:
    """`size` checks as they stand in the database; more are published one by one."""

    def __init__(self, size: int) -> None:
        self.size = self.count = size
        self.newest = timezone.now() - timedelta(days=3)
        self.editor = User.objects.create_user(username="ed", email="ed@example.org", role="editor")
        self.checker = User.objects.create_user(username="mara", email="mara@example.org", role="checker")
        self.ratings = list(Rating.objects.filter(scale__is_current=True))
        self.pattern = HARBOUR.to_json()
        letters = random.Random(9)
        self.topics = Topic.objects.bulk_create(
            Topic(name=f"Topic {number}", slug=f"topic-{number}", position=number) for number in range(TOPICS)
        )
        self.speakers = Speaker.objects.bulk_create(
            Speaker(name=f"{_name(letters)} {_name(letters)} {number}", slug=f"speaker-{number}")
            for number in range(SPEAKERS)
        )
        self.articles: dict[int, Snapshot] = {}
        numbers = range(size)
        for first in range(0, size, _BATCH):
            self._place(self._publish(numbers[first : first + _BATCH]), first)
        self._count()
        self._keep_words()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def one_more(self, *, is_popular: bool = False) -> Claim:
        """Publish one more, without writing any file."""
        # Numbers that end in 0 belong to the most popular topic and the most quoted speaker.
        number = next(one for one in range(self.count, self.count + 20) if (one % POPULAR == 0) == is_popular)
        self.count = number + 1
        (claim,) = self._publish(range(number, number + 1))
        return claim

    def change(self, claim: Claim, change: str) -> Claim:
        """Withdraw or correct a check, without writing any file."""
        first = claim.public_revisions.get()
        now = timezone.now()
        check = content.Check.from_json(first.content)
        again = content.PublicRevision(2, change, now, "We had misread a table.")
        PublicRevision.objects.create(
            claim=claim,
            number=2,
            revision=first.revision,
            change=change,
            reason=again.reason,
            published_by=self.editor,
            published_at=now,
            content=dataclasses.replace(check, revisions=(*check.revisions, again)).to_json(),
        )
        if change == "withdrawn":
            Claim.objects.filter(pk=claim.pk).update(state="withdrawn", is_public=False)
        return claim

    def write_stand_ins(self, folder: Path) -> None:
        """Put a file where each check's page and each chunk of them would be: folders as full as they would be.

        They are written as a copy is, without waiting for the disk; what a publishing changes it writes properly.
        """
        page = pages.render_verdict_page(HARBOUR).encode()
        for number in range(self.size):
            place = folder / "checks" / _slug(number)
            place.mkdir(parents=True)
            (place / "index.html").write_bytes(page)
        for name, chunk in (("claimreview/{}.json", 100), ("sitemaps/checks-{}.xml", 500)):
            for number in range(1, self.size // chunk + 1):
                file = folder / name.format(number)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(page)
        os.sync()

    def _publish(self, numbers: range) -> list[Claim]:
        self._write_articles(numbers)
        claims = Claim.objects.bulk_create(self._claim(number) for number in numbers)
        revisions = Revision.objects.bulk_create(
            Revision(
                claim=claim,
                number=1,
                author=self.checker,
                author_ids=[self.checker.pk],
                rating=self.ratings[number % len(self.ratings)],
                summary="s",
                explanation="e",
                evidence=[],
            )
            for number, claim in zip(numbers, claims, strict=True)
        )
        PublicRevision.objects.bulk_create(
            PublicRevision(
                claim=claim,
                number=1,
                revision=revision,
                change="first",
                published_by=self.editor,
                published_at=self._moment(number),
                content=self._content(number),
            )
            for number, claim, revision in zip(numbers, claims, revisions, strict=True)
        )
        return claims

    def _write_articles(self, numbers: range) -> None:
        wanted = range(numbers.start // PER_ARTICLE, numbers[-1] // PER_ARTICLE + 1)
        new = [number for number in wanted if number not in self.articles]
        articles = Article.objects.bulk_create(
            Article(title=f"Article {number}", slug=f"article-{number}", created_by=self.editor) for number in new
        )
        texts = [" ".join(_quote(number * PER_ARTICLE + at) for at in range(PER_ARTICLE)) for number in new]
        snapshots = Snapshot.objects.bulk_create(
            Snapshot(article=article, number=1, text=text, sha256="", char_count=len(text), created_by=self.editor)
            for article, text in zip(articles, texts, strict=True)
        )
        self.articles |= dict(zip(new, snapshots, strict=True))

    def _claim(self, number: int) -> Claim:
        snapshot = self.articles[number // PER_ARTICLE]
        start = number % PER_ARTICLE * _WORD
        return Claim(
            article=snapshot.article,
            snapshot=snapshot,
            start=start,
            end=start + _WORD - 1,
            quote=_quote(number),
            state="published",
            state_changed_at=self._moment(number),
            checker=self.checker,
            slug=_slug(number),
            is_public=True,
        )

    def _moment(self, number: int) -> datetime:
        if number >= self.size:
            return timezone.now()
        return self.newest - timedelta(days=30.4 * MONTHS) * ((self.size - number) / self.size)

    def _about(self, number: int) -> tuple[list[Topic], Speaker]:
        drawn = random.Random(number)
        second = self.topics[min(TOPICS - 1, int(drawn.paretovariate(0.5)))]
        if number % POPULAR == 0:
            return [self.topics[0], second], self.speakers[0]
        return [second], self.speakers[drawn.randrange(1, SPEAKERS)]

    def _content(self, number: int) -> dict[str, Any]:
        topics, speaker = self._about(number)
        (first,) = self.pattern["revisions"]
        return {
            **self.pattern,
            "slug": _slug(number),
            "claim": self.pattern["claim"] | {"quote": f"{_quote(number)} and {HARBOUR.claim.quote}"},
            "topics": [{"name": one.name, "slug": one.slug} for one in topics],
            "speaker": self.pattern["speaker"] | {"name": speaker.name, "slug": speaker.slug},
            "revisions": [first | {"published_at": self._moment(number).astimezone(UTC).isoformat()}],
        }

    def _keys(self, number: int) -> tuple[str, ...]:
        topics, speaker = self._about(number)
        month = timezone.localtime(self._moment(number))
        of_topics = (f"topic/{one.slug}" for one in topics)
        return lists.CHECKS, *of_topics, f"speaker/{speaker.slug}", f"month/{month:%Y-%m}"

    def _place(self, claims: list[Claim], first: int) -> None:
        if not first:
            self.counts: Counter[str] = Counter()
            self.tallies: Counter[tuple[str, int]] = Counter()
        places = []
        for number, claim in enumerate(claims, first):
            rating = self.ratings[number % len(self.ratings)]
            for key in self._keys(number):
                self.counts[key] += 1
                self.tallies[key, rating.pk] += 1
                places.append(Placement(listing=key, number=self.counts[key], claim=claim, rating=rating))
        Placement.objects.bulk_create(places)

    def _count(self) -> None:
        names = {f"speaker/{one.slug}": one.name for one in self.speakers}
        rows = PublicList.objects.bulk_create(
            PublicList(
                key=key,
                kind=key.partition("/")[0],
                checks=checks,
                initials=initials(names[key]) if key in names else "",
            )
            for key, checks in self.counts.items()
        )
        by_key = {one.key: one for one in rows}
        Tally.objects.bulk_create(
            Tally(public_list=by_key[key], rating_id=rating, checks=checks)
            for (key, rating), checks in self.tallies.items()
        )

    def _keep_words(self) -> None:
        # Counted out once: what follows copies it, with the one word that tells the checks apart.
        claim = Claim.objects.order_by("pk")[0]
        first = claim.public_revisions.get()
        PublicWords.objects.create(claim=claim, public=first, words=words_of(HARBOUR))
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO claims_publicwords (claim_id, public_id, words)
                SELECT p.claim_id, p.id, w.words || to_tsvector('simple', c.quote)
                FROM claims_publicrevision p JOIN claims_claim c ON c.id = p.claim_id, claims_publicwords w
                WHERE w.claim_id = %s AND p.claim_id <> %s""",
                [claim.pk, claim.pk],
            )


def _quote(number: int) -> str:
    return f"claim{number:06}"


def _slug(number: int) -> str:
    return f"claim-{number:06}"


def _name(letters: random.Random) -> str:
    return "".join(letters.choice(part) for part in ("BDFGHJKLMNPRSTVW", "aeiou", "lmnrst", "aeiou")).capitalize()
