"""The form in which readers look for checks, a file; and what was found, which the web process answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.publishing import pages
from claims.publishing.content import Newsroom
from claims.publishing.summaries import CheckSummary

SEARCH = "/search/"
RESULTS = "/search/results"
# The file that is shown while there is nothing to search in.
AWAY = "search/away.html"


def render_search(newsroom: Newsroom) -> str:
    """The form, with the ways to the checks that need no search."""
    with translation.override(newsroom.language):
        return pages.render(
            "public/search.html",
            newsroom,
            path=SEARCH,
            title=_("Search"),
            description=_("Look for fact checks of %(name)s") % {"name": newsroom.name},
            section="search",
            results=RESULTS,
        )


def render_away(newsroom: Newsroom) -> str:
    """What is shown while the database is away: the ways to the checks, which are files."""
    with translation.override(newsroom.language):
        return render_no_results(newsroom, "", _("Search is not possible at the moment. Please try again in a minute."))


def render_results(
    newsroom: Newsroom,
    typed: str,
    checks: Sequence[CheckSummary],
    *,
    total: int,
    page: int,
    has_more: bool,
    is_cut: bool = False,
    instead: str = "",
) -> str:
    """A page of what was found for what was typed; pages count from 1. `is_cut`: older ones were not looked at.

    `instead`: what was looked for in the end, where nothing has what was typed.
    """
    with translation.override(newsroom.language):
        found = ngettext("%(count)d check found", "%(count)d checks found", total) % {"count": total}
        if is_cut:
            found = _("The newest %(count)d checks with these words") % {"count": total}
        return _answer(
            newsroom,
            title=_("Search: %(typed)s") % {"typed": typed} if typed else _("Search"),
            typed=typed,
            instead=instead,
            found=found if typed else "",
            checks=[pages.summary(one) for one in checks],
            newer=_address(typed, page - 1) if page > 1 else "",
            older=_address(typed, page + 1) if has_more else "",
        )


def render_no_results(newsroom: Newsroom, typed: str, message: str) -> str:
    """The form again, with why there is no answer."""
    with translation.override(newsroom.language):
        return _answer(newsroom, title=_("Search"), typed=typed, message=message)


def _answer(newsroom: Newsroom, *, title: str, **context: Any) -> str:
    """A page that is no file, with the form again."""
    return pages.render(
        "public/search.html",
        newsroom,
        path="",
        title=title,
        description="",
        is_unlisted=True,
        section="search",
        results=RESULTS,
        **context,
    )


def _address(typed: str, page: int) -> str:
    return f"{RESULTS}?{urlencode({'q': typed} | ({'page': page} if page > 1 else {}))}"
