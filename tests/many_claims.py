"""Many claims at once, for tests and benchmarks: rows of every kind, written without the actions."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from claims.actions.article import import_article
from claims.models import Article, Claim, Speaker, Topic, User
from claims.vocabulary import Priority, State

PUBLISHERS = ("", "The Harrowmouth Gazette", "Nordbote", "Radio Süd")
# These have no checker; every other state may not be without one.
NOBODYS = (State.SUGGESTED, State.DISMISSED, State.TO_CHECK)


def make_claims(people: list[User], count: int, *, seed: int = 1, an_article: int = 50) -> list[Claim]:
    """`count` claims in articles of `an_article` each. `people` begins with an editor; all of them check and review."""
    chance = random.Random(seed)
    topics = [Topic.objects.get_or_create(name=name)[0] for name in ("Harbours", "Health", "Budget")]
    speakers = [Speaker.objects.get_or_create(name=f"Speaker {number}")[0] for number in range(20)]
    claims: list[Claim] = []
    for number in range(-(-count // an_article)):
        article = _article(people[0], number, an_article, chance)
        size = min(an_article, count - len(claims))
        claims += [_claim(article, place, people, speakers, chance) for place in range(size)]
    Claim.objects.bulk_create(claims, batch_size=500)
    added = Claim.topics.through
    rows = [added(claim=claim, topic=topic) for claim in claims for topic in topics if chance.random() < 0.3]
    added.objects.bulk_create(rows, batch_size=1000)
    for claim in claims:  # It is set by the database layer while a row is made.
        claim.created_at = timezone.now() - dt.timedelta(hours=chance.choice((2, 30, 24 * 6, 24 * 20, 24 * 50)))
    Claim.objects.bulk_update(claims, ["created_at"], batch_size=1000)
    return claims


def _article(editor: User, number: int, size: int, chance: random.Random) -> Article:
    words = ("crane", "ferry", "budget", "hospital")
    sentences = [f"Sentence {at} says the {chance.choice(words)} of {number} cost {at} million." for at in range(size)]
    title = f"Article {number}"
    return import_article(
        actor=editor, title=title, text="\n".join(sentences), url="", publisher=chance.choice(PUBLISHERS)
    )


def _claim(article: Article, place: int, people: list[User], speakers: list[Speaker], chance: random.Random) -> Claim:
    snapshot = article.current_snapshot
    quote = snapshot.text.split("\n")[place]
    start = snapshot.text.index(quote)
    state = chance.choice([one for one in State if one not in (State.PUBLISHED, State.CORRECTED)])
    days = chance.choice((None, None, -9, -1, 0, 1, 3, 20))
    return Claim(
        article=article,
        snapshot=snapshot,
        start=start,
        end=start + len(quote),
        quote=quote,
        wording=chance.choice(("", "", f"A wording with {chance.choice(('zebra', 'crane'))} in it")),
        speaker=chance.choice([None, *speakers]),
        score=chance.choice((None, 0.2, 0.495, 0.565, 0.8, 1.0)),
        state=state,
        state_changed_at=timezone.now(),
        dismissed_reason="An opinion" if state == State.DISMISSED else "",
        checker=None if state in NOBODYS else chance.choice(people),
        reviewer=chance.choice([None, *people]),
        priority=chance.choice(Priority.values),
        due_on=None if days is None else timezone.localdate() + dt.timedelta(days=days),
    )
