"""The pages of the lists by topic, by speaker and by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.publishing import feeds, pages
from claims.publishing.content import Newsroom
from claims.publishing.markup import breadcrumbs
from claims.publishing.paging import FRONT, Page
from claims.publishing.summaries import NOTHING, Beside, CheckSummary, Count
from claims.publishing.text import plain, visible


def topic_path(slug: str, number: int = FRONT) -> str:
    """Where that page of the topic's list is."""
    return _path("topics", slug, number)


def speaker_path(slug: str, number: int = FRONT) -> str:
    return _path("speakers", slug, number)


def month_path(slug: str, number: int = FRONT) -> str:
    """`slug` is the month as "2026-11"."""
    return _path("months", slug, number)


def _path(folder: str, slug: str, number: int) -> str:
    return f"/{folder}/{slug}/" if number == FRONT else f"/{folder}/{slug}/page/{number}/"


def render_topic(
    newsroom: Newsroom, slug: str, checks: Sequence[CheckSummary], page: Page, beside: Beside = NOTHING
) -> str:
    """A page of the list of checks about a topic, newest first."""
    with translation.override(newsroom.language):
        name = beside.name or slug
        above = {"above": _("Topics"), "above_path": "/topics/", "section": "topics"}
        return _render(newsroom, slug, checks, page, beside, path=topic_path, name=name, **above)


def render_speaker(
    newsroom: Newsroom, slug: str, checks: Sequence[CheckSummary], page: Page, beside: Beside = NOTHING
) -> str:
    """A page of the list of checks of what a speaker said, newest first; on the front, with the record of ratings."""
    with translation.override(newsroom.language):
        name = beside.name or slug
        above = {"above": _("Speakers"), "above_path": "/speakers/", "section": "speakers"}
        record = _record(beside.record) if page.number == FRONT else None
        return _render(newsroom, slug, checks, page, beside, path=speaker_path, name=name, record=record, **above)


def render_month(
    newsroom: Newsroom, slug: str, checks: Sequence[CheckSummary], page: Page, beside: Beside = NOTHING
) -> str:
    """A page of the list of checks that were first published in a month, newest first."""
    with translation.override(newsroom.language):
        name = date_format(date.fromisoformat(f"{slug}-01"), "YEAR_MONTH_FORMAT")
        above = {"above": _("By month"), "above_path": "/months/", "section": "months"}
        return _render(newsroom, slug, checks, page, beside, path=month_path, name=name, **above)


def _render(
    newsroom: Newsroom,
    slug: str,
    checks: Sequence[CheckSummary],
    page: Page,
    beside: Beside,
    *,
    path: Any,
    name: str,
    **context: Any,
) -> str:
    path_of = partial(path, slug)
    own = [] if path is month_path else [feeds.list_feed(newsroom, path_of(FRONT), name)]
    return pages.render(
        "public/list.html",
        newsroom,
        path=path_of(page.number),
        title=pages.titled(plain(name), page),
        description=plain(beside.description) or _("Fact checks: %(name)s") % {"name": plain(name)},
        name=visible(name),
        about=visible(beside.description),
        feeds=feeds.links([*feeds.site_feeds(newsroom), *own]),
        follow=feeds.formats(own),
        markup=[breadcrumbs(newsroom, [(context["above"], context["above_path"]), (name, path_of(FRONT))])],
        is_front=page.number == FRONT,
        front=path_of(FRONT),
        checks=[pages.summary(one) for one in checks],
        **context,
        **pages.pager(page, path_of),
    )


def _record(counts: Sequence[Count]) -> dict[str, Any] | None:
    """The record of ratings: how many in all, and each with the length of its bar, the longest 100."""
    total = sum(one.checks for one in counts)
    if not total:
        return None
    most = max(one.checks for one in counts)
    return {
        "total": ngettext("%(count)d statement checked", "%(count)d statements checked", total) % {"count": total},
        "rows": [
            {
                "label": visible(one.rating.label),
                "tone": one.rating.tone,
                "checks": one.checks,
                "percent": max(1, round(100 * one.checks / most)),
            }
            for one in counts
        ],
    }


KINDS = {
    "topic": (topic_path, render_topic),
    "speaker": (speaker_path, render_speaker),
    "month": (month_path, render_month),
}
