"""The lists of checks on the site: which there are, what they show, and to which of them a check belongs.

A list has a key: "checks" (the home page), "corrections", "topic/<slug>", "speaker/<slug>" or "month/2026-11".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils import timezone

from claims.publishing import list_pages, pages
from claims.publishing.content import Check, Newsroom
from claims.publishing.paging import Page
from claims.publishing.summaries import Beside, CheckSummary, Correction

CHECKS = "checks"
CORRECTIONS = "corrections"

Item = TypeVar("Item", CheckSummary, Correction)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """A list of the site that runs over pages.

    `key` is its name in the database, `size` how many items fill a page of the archive, `path_of` where a page is,
    `item_of` what it shows of a check's content, `render` the page.
    """

    key: str
    size: int
    path_of: Callable[[int], str]
    item_of: Callable[[Check], Item]
    render: Callable[[Newsroom, Sequence[Item], Page, Beside], str]


def listing_of(key: str) -> Listing[Any]:
    """The list with that key. Raises KeyError where there is no such kind of list."""
    if key == CHECKS:
        return Listing(key, pages.CHECKS_PER_PAGE, pages.home_path, CheckSummary.of, _render_home)
    if key == CORRECTIONS:
        return Listing(
            key, pages.CORRECTIONS_PER_PAGE, pages.corrections_path, Correction.newest_of, _render_corrections
        )
    kind, _slash, slug = key.partition("/")
    path_of, render = list_pages.KINDS[kind]

    def path(number: int) -> str:
        return path_of(slug, number)

    def page(newsroom: Newsroom, checks: Sequence[CheckSummary], page: Page, beside: Beside) -> str:
        return render(newsroom, slug, checks, page, beside)

    return Listing(key, pages.CHECKS_PER_PAGE, path, CheckSummary.of, page)


def keys_of(check: Check) -> tuple[str, ...]:
    """The lists in which the check stands: a question of its content alone. One that was withdrawn stands in none."""
    if check.withdrawn:
        return ()
    month = timezone.localtime(check.first_published)
    speaker = [check.speaker.slug] if check.speaker and check.speaker.slug else []
    return (
        CHECKS,
        *(f"topic/{topic.slug}" for topic in check.topics),
        *(f"speaker/{slug}" for slug in speaker),
        f"month/{month:%Y-%m}",
    )


def _render_home(newsroom: Newsroom, checks: Sequence[CheckSummary], page: Page, beside: Beside) -> str:
    return pages.render_home(newsroom, checks, page, beside)


def _render_corrections(newsroom: Newsroom, corrections: Sequence[Correction], page: Page, _beside: Beside) -> str:
    return pages.render_corrections(newsroom, corrections, page)
