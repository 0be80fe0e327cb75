"""What the tests of an article's page share."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Claim, User
from claims.vocabulary import Origin

SignIn = Callable[[User], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


def page_of(article: Article) -> str:
    return reverse("desk:article", args=[article.pk])


def suggest(article: Article, count: int) -> list[Claim]:
    """Claims as the splitter stores them, a word each."""
    snapshot = article.current_snapshot
    words = list(re.finditer(r"\w+", snapshot.text))[:count]
    assert len(words) == count
    return Claim.objects.bulk_create(
        Claim(
            article=article,
            snapshot=snapshot,
            start=word.start(),
            end=word.end(),
            quote=word.group(),
            origin=Origin.SPLITTER,
            splitter="test",
            score=0.75,
            reasons=["gives a number", "is a question"],
            state_changed_at=timezone.now(),
        )
        for word in words
    )


def decide(client: Client, claim: Claim, decision: str, *, version: int | None = None, **more):
    address = reverse("desk:claim_triage", args=[claim.article_id, claim.pk])
    fields = {"decision": decision, "version": version or claim.version, "reason": more.pop("reason", "")}
    fields |= {name: more.pop(name) for name in ("checker", "due_on") if name in more}
    return client.post(address, fields, **more)
