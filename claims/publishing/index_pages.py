"""The pages that say which topics, speakers and months there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.publishing import pages
from claims.publishing.alphabet import segment, sort_key
from claims.publishing.content import Newsroom
from claims.publishing.list_pages import month_path, speaker_path
from claims.publishing.summaries import Entry
from claims.publishing.text import visible

TOPICS = "/topics/"
SPEAKERS = "/speakers/"
MONTHS = "/months/"


@dataclass(frozen=True, slots=True)
class Group:
    """The speakers whose names begin with these letters (publishing/alphabet.py)."""

    letters: str
    speakers: int


def render_topics(newsroom: Newsroom, topics: Sequence[Entry]) -> str:
    """Every topic that has checks, in the newsroom's order."""
    with translation.override(newsroom.language):
        return pages.render(
            "public/topics.html",
            newsroom,
            path=TOPICS,
            title=_("Topics"),
            description=_("What the fact checks of %(name)s are about") % {"name": newsroom.name},
            section="topics",
            entries=[entry(one) for one in topics],
        )


def render_months(newsroom: Newsroom, months: Sequence[tuple[str, int]]) -> str:
    """Every month with checks, the newest first. `months` are like ("2026-11", 12)."""
    with translation.override(newsroom.language):
        newest_first = sorted(months, reverse=True)
        years = [
            {"year": year, "months": [_month(*one) for one in of_year]}
            for year, of_year in groupby(newest_first, key=lambda one: one[0][:4])
        ]
        return pages.render(
            "public/months.html",
            newsroom,
            path=MONTHS,
            title=_("By month"),
            description=_("Every fact check of %(name)s by the month of its publishing") % {"name": newsroom.name},
            section="months",
            years=years,
        )


def render_speakers(
    newsroom: Newsroom, group: str, speakers: Sequence[Entry], groups: Sequence[Group] = (), total: int = 0
) -> str:
    """A page of the speakers by name: of a group that is not cut the `speakers`, of one that is its `groups`.

    `group` is "" for the front. `total` is how many speakers the group has.
    """
    with translation.override(newsroom.language):
        letters = group.upper()
        title = _("Speakers: %(letters)s") % {"letters": letters} if group else _("Speakers")
        return pages.render(
            "public/speakers.html",
            newsroom,
            path=speakers_path(group),
            title=title,
            description=_("Whose statements %(name)s has checked") % {"name": newsroom.name},
            section="speakers",
            letters=visible(letters),
            above=speakers_path(group[:-1]) if group else "",
            total=total,
            entries=[entry(one) for one in sorted(speakers, key=lambda one: sort_key(one.name))],
            groups=[
                {"letters": visible(one.letters.upper()), "path": speakers_path(one.letters), "speakers": one.speakers}
                for one in sorted(groups, key=lambda one: one.letters)
            ],
        )


def speakers_path(group: str) -> str:
    """Where the speakers of that group of letters are."""
    return f"{SPEAKERS}by/{segment(group)}/" if group else SPEAKERS


def entry(one: Entry) -> dict[str, Any]:
    return {"name": visible(one.name), "path": one.path, "about": visible(one.description), "checks": one.checks}


def speaker_entry(name: str, slug: str, checks: int, description: str) -> Entry:
    return Entry(name=name, path=speaker_path(slug), checks=checks, description=description)


def _month(month: str, checks: int) -> dict[str, Any]:
    name = date_format(date.fromisoformat(f"{month}-01"), "F")
    return {"name": name, "path": month_path(month), "checks": checks}
