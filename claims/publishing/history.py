"""The public history of a check: a page for each version that readers were shown, beside the one before it.

After a withdrawal nothing of what was withdrawn is served anywhere: its versions keep their pages, which say when,
what kind of change and why, and show no content. That stays so when the check is published anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from claims.publishing import parts
from claims.publishing.changes import changes_between
from claims.publishing.content import Check
from claims.publishing.pages import render
from claims.publishing.text import shorten


def render_version(versions: Sequence[Check], number: int) -> str:
    """The page of the version with that number, from 1. `versions` are all of them, oldest first."""
    current, version = versions[-1], versions[number - 1]
    with translation.override(current.newsroom.language):
        is_open = number > _last_withdrawn(versions)
        before = versions[number - 2] if is_open and number - 1 > _last_withdrawn(versions) else None
        return render(
            "public/history.html",
            current.newsroom,
            path=current.history_path(number),
            title=shorten(
                _("Version %(number)d: %(claim)s") % {"number": number, "claim": current.claim.text},
                110,
            ),
            description=_("An earlier version of a fact check, and what was changed.")
            if version is not current
            else _("The current version of a fact check, and what was changed."),
            is_unlisted=True,
            check={"path": current.path, "claim": parts.claim_context(current)["claim"]},
            version=parts.revision(current, version.revisions[-1]),
            older=current.history_path(number - 1) if number > 1 else "",
            newer=current.history_path(number + 1) if version is not current else "",
            is_current=version is current,
            withdrawn=parts.revision(current, current.withdrawn) if current.withdrawn else None,
            is_open=is_open,
            before=parts.revision(current, before.revisions[-1]) if before else None,
            changes=changes_between(before, version) if before else None,
            **(_content(version) if is_open else {}),
            **parts.history(current),
        )


def _last_withdrawn(versions: Sequence[Check]) -> int:
    """The number of the last version that withdrew the check, 0 where none did."""
    return max((number for number, one in enumerate(versions, start=1) if one.withdrawn), default=0)


def _content(version: Check) -> dict[str, Any]:
    """What the page of the check said then, without the dates and the list of versions, which are today's."""
    return parts.claim_context(version) | parts.verdict(version)
