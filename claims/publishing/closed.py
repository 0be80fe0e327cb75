"""What stands at the addresses of readers' forms where the web process, which answers them, cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from claims.publishing import parts
from claims.publishing.content import Newsroom
from claims.publishing.pages import render

CLAIM_FORM = "/take-part/claim/"


def render_closed(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """The path and the page of each form."""
    with translation.override(newsroom.language):
        title = _("One moment")
        text = _("This page cannot be answered at the moment. Nothing was sent. Please try again in some minutes.")
        for path in (CLAIM_FORM, parts.CHALLENGE_FORM):
            yield (
                path,
                render(
                    "public/closed.html", newsroom, path=path, title=title, description="", is_unlisted=True, text=text
                ),
            )
