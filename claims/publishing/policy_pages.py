"""The pages on which the newsroom says who it is and how it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from claims.publishing import pages
from claims.publishing.content import Newsroom, PolicyLink, Rating
from claims.publishing.labels import POLICIES
from claims.publishing.text import markdown_html, plain, visible


@dataclass(frozen=True, slots=True)
class Policy:
    """One of the newsroom's own texts, in markdown. `reviewed_on` is when somebody last found that it holds."""

    kind: str
    body: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ShownScale:
    """A rating scale that is in use, or that published checks still cite."""

    name: str
    version: int
    is_current: bool
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here and wishes to be shown."""

    name: str
    role: str
    line: str = ""


def render_policy(newsroom: Newsroom, policy: Policy) -> str:
    """A page of the newsroom's own words; the one about contact says the address and the mail address, too."""
    with translation.override(newsroom.language):
        return _render(newsroom, policy.kind, policy, is_contact=policy.kind == "contact")


def render_ratings(newsroom: Newsroom, scales: Sequence[ShownScale]) -> str:
    """What each rating means: the scale in use first, then the earlier ones that published checks still cite."""
    with translation.override(newsroom.language):
        shown = [
            {
                "name": visible(one.name),
                "version": one.version,
                "is_current": one.is_current,
                "axis": [_rating(rating) for rating in one.ratings if rating.is_on_axis],
                "off_axis": [_rating(rating) for rating in one.ratings if not rating.is_on_axis],
            }
            for one in sorted(scales, key=lambda one: (not one.is_current, one.name, -one.version))
        ]
        return _render(newsroom, "ratings", Policy("ratings"), scales=shown)


def render_team(newsroom: Newsroom, people: Sequence[Colleague]) -> str:
    """Who works here, of those who wish to be shown."""
    with translation.override(newsroom.language):
        shown = [{"name": visible(one.name), "role": one.role, "line": visible(one.line)} for one in people]
        return _render(newsroom, "team", Policy("team"), people=shown)


def _rating(one: Rating) -> dict[str, object]:
    return {"label": visible(one.label), "meaning": visible(one.meaning), "tone": one.tone}


def _render(newsroom: Newsroom, kind: str, policy: Policy, **context: Any) -> str:
    title = str(POLICIES[kind])
    return pages.render(
        "public/policy.html",
        newsroom,
        path=PolicyLink(kind).path,
        title=title,
        description=_("%(title)s: %(name)s") % {"title": title, "name": plain(newsroom.name)},
        heading=title,
        kind=kind,
        body=markdown_html(policy.body, highest=2),
        reviewed_on=policy.reviewed_on,
        **context,
    )
