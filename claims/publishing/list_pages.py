"""The pages of the lists by topic, by speaker and by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.publishing import pages
from claims.publishing.content import CheckSummary, Newsroom, Rating
from claims.publishing.paging import FRONT, Page
from claims.publishing.text import plain, visible


@dataclass(frozen=True, slots=True)
class Count:
    """How many checks have a rating."""

    rating: Rating
    checks: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What a list's pages show beside its items, as it is today: whose list it is, and for a speaker the record."""

    name: str = ""
    description: str = ""
    record: tuple[Count, ...] = ()


NOTHING = Beside()


def topic_path(slug: str, number: int = FRONT) -> str:
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
        return _render(newsroom, checks, page, beside, name=beside.name or slug, path_of=partial(topic_path, slug))


def render_speaker(
    newsroom: Newsroom, slug: str, checks: Sequence[CheckSummary], page: Page, beside: Beside = NOTHING
) -> str:
    """A page of the list of checks of what a speaker said, newest first."""
    with translation.override(newsroom.language):
        return _render(newsroom, checks, page, beside, name=beside.name or slug, path_of=partial(speaker_path, slug))


def render_month(
    newsroom: Newsroom, slug: str, checks: Sequence[CheckSummary], page: Page, beside: Beside = NOTHING
) -> str:
    """A page of the list of checks that were first published in a month, newest first."""
    with translation.override(newsroom.language):
        name = date_format(date.fromisoformat(f"{slug}-01"), "YEAR_MONTH_FORMAT")
        return _render(newsroom, checks, page, beside, name=name, path_of=partial(month_path, slug))


def _render(
    newsroom: Newsroom,
    checks: Sequence[CheckSummary],
    page: Page,
    beside: Beside,
    *,
    name: str,
    path_of: Callable[[int], str],
) -> str:
    return pages.render(
        "public/list.html",
        newsroom,
        path=path_of(page.number),
        title=pages.titled(plain(name), page),
        description=plain(beside.description) or _("Fact checks: %(name)s") % {"name": plain(name)},
        name=visible(name),
        about=visible(beside.description),
        checks=[pages.summary(one) for one in checks],
        **pages.pager(page, path_of),
    )


KINDS = {
    "topic": (topic_path, render_topic),
    "speaker": (speaker_path, render_speaker),
    "month": (month_path, render_month),
}
