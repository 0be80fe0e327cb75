"""Bringing articles in."""

from __future__ import annotations

import datetime
import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.access import articles_visible_to
from claims.actions.errors import Conflict, Invalid, TooLong, require, require_valid
from claims.actions.events import record_event
from claims.actions.jobs import enqueue_job, enqueue_once
from claims.models import Article, Job, Snapshot, User
from claims.publishing.text import plain
from claims.vocabulary import EventKind, JobKind, Reuse


def import_article(
    *,
    actor: User,
    title: str,
    text: str,
    url: str = "",
    publisher: str = "",
    author: str = "",
    published_on: datetime.date | None = None,
    language: str = "",
) -> Article:
    """Write an article, its first snapshot and the job that will split it, all or nothing.

    Line breaks become LF. Without a `language` the splitter tells it from the text. An empty title is taken from the
    first line of the text. Raises Refused, Invalid or TooLong (`settings.ARTICLE_MAX_CHARS`).
    """
    require(workflow.may_import(actor))
    text = _storable_text(text)
    title = plain(title) or plain(text.strip().splitlines()[0])[:300] or _("Untitled")
    article = Article(
        title=title,
        url=url.strip(),
        publisher=plain(publisher),
        author=plain(author),
        published_on=published_on,
        language=language,
        created_by=actor,
    )
    require_valid(article)
    _require_past(published_on)
    with transaction.atomic():
        article.save()
        snapshot = Snapshot.objects.create(
            article=article,
            number=1,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            char_count=len(text),
            created_by=actor,
        )
        record_event(
            kind=EventKind.IMPORT,
            actor=actor,
            article=article,
            data={"snapshot": snapshot.number, "sha256": snapshot.sha256},
        )
        enqueue_job(kind=JobKind.SPLIT_ARTICLE, article=article, actor=actor)
    return article


def edit_article(
    *,
    actor: User,
    article_id: int,
    version: int,
    title: str,
    url: str = "",
    publisher: str = "",
    author: str = "",
    published_on: datetime.date | None = None,
    reuse: str | None = None,
    licence: str | None = None,
) -> Article:
    """Correct what is recorded of an article; its text stays as it is. Published pages keep what they were given.

    `reuse` (a vocabulary.Reuse) and the line that `licence` holds say how much of the text readers may be shown; that
    holds at once for the annotated article. None leaves them alone.

    Raises Refused, Invalid, Article.DoesNotExist, or Conflict when somebody else changed it first.
    """
    require(workflow.may_edit_articles(actor))
    with transaction.atomic():
        article = articles_visible_to(actor).select_for_update().get(pk=article_id)
        if article.version != version:
            raise Conflict(article, article.events.select_related("actor").newest())
        before = _details(article)
        article.title, article.url = plain(title), url.strip()
        article.publisher, article.author = plain(publisher), plain(author)
        article.published_on = published_on
        article.reuse = article.reuse if reuse is None else reuse
        article.licence = article.licence if licence is None else plain(licence)
        if article.reuse == Reuse.LICENSED and not article.licence:
            raise Invalid(licence=_("Say under which licence readers may be shown the text; they see this line."))
        require_valid(article)
        _require_past(published_on)
        if (after := _details(article)) != before:
            article.version += 1
            article.save()
            record_event(kind=EventKind.EDIT, actor=actor, article=article, data={"before": before, "after": after})
            if any(before[name] != after[name] for name in ("reuse", "licence")):
                _show_again(actor, article)
    return article


def _details(article: Article) -> dict[str, str | None]:
    return {
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "author": article.author,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "reuse": article.reuse,
        "licence": article.licence,
    }


def _show_again(actor: User, article: Article) -> None:
    """Have the annotated article written anew, where there is one: that is done with any of its published claims."""
    claim = article.claims.filter(slug__isnull=False).order_by("id").first()
    if claim is not None:
        enqueue_job(kind=JobKind.PUBLISH_CLAIM, claim=claim, actor=actor)


def split_again(*, actor: User, article: Article) -> Job:
    """Queue another split of the article; a queued or running one is returned as it is."""
    require(workflow.may_import(actor))
    return enqueue_once(kind=JobKind.SPLIT_ARTICLE, article=article, actor=actor)


def _require_past(day: datetime.date | None) -> None:
    # A day of grace, because tomorrow has begun somewhere.
    if day is not None and day > timezone.localdate() + datetime.timedelta(days=1):
        raise Invalid(published_on=_("This day has not come yet. Enter the day on which the article was published."))


def _storable_text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Invalid(text=_("The article has no text. Paste it, or upload a .txt file."))
    if len(text) > settings.ARTICLE_MAX_CHARS:
        raise TooLong(
            text=_("The text has %(count)s characters; the limit is %(limit)s. Split it into parts.")
            % {"count": len(text), "limit": settings.ARTICLE_MAX_CHARS}
        )
    if (lines := sum(1 for line in text.split("\n") if line.strip())) > settings.ARTICLE_MAX_LINES:
        raise TooLong(
            text=_("The text has %(count)s lines; the limit is %(limit)s. Split it into parts.")
            % {"count": lines, "limit": settings.ARTICLE_MAX_LINES}
        )
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Invalid(
            text=_("The text holds a character that cannot be stored (a NUL or half a character). Remove it.")
        )
    return text
