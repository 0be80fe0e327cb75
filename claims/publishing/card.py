"""A check as a card that stands in a frame on another site: no script, a stylesheet of its own."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

from claims.publishing import assets
from claims.publishing.content import Check
from claims.publishing.labels import CHANGES
from claims.publishing.text import language_code, plain, shorten, visible


def render(check: Check) -> str:
    """The card. That of a withdrawn check says so and has no verdict; that of a corrected one names the correction."""
    correction = next(iter(check.corrections), None)
    speaker = check.speaker.name if check.speaker else ""
    with translation.override(check.newsroom.language):
        return render_to_string(
            "public/card.html",
            {
                "language": language_code(check.newsroom.language) or "en",
                "direction": "rtl" if translation.get_language_bidi() else "ltr",
                "stylesheet": assets.card_stylesheet().url,
                "url": check.url,
                "newsroom": visible(check.newsroom.name),
                "title": plain(check.newsroom.name),
                "claim": visible(shorten(check.claim.text, 240)),
                "speaker": format_html("<bdi>{}</bdi>", visible(speaker)) if speaker else "",
                "rating": {"label": visible(check.rating.label), "tone": check.rating.tone},
                "summary": visible(shorten(check.summary, 220)),
                "withdrawn": check.withdrawn,
                "change": CHANGES[correction.change] if correction else "",
                "changed_at": correction.published_at if correction else None,
                "published": check.first_published,
            },
        )
