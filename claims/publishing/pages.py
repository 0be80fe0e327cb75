"""The pages that readers get, each as a whole HTML document.

Everything here is pure: content in, text out. Links and assets are root-relative, so that the public folder can stand
behind any web server; only the canonical address and the ClaimReview are absolute.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from claims.publishing import assets, markup, media, oembed, parts, sharing
from claims.publishing.content import Check, Newsroom
from claims.publishing.feeds import corrections_feed, formats, links, site_feeds
from claims.publishing.labels import CHANGES, POLICIES
from claims.publishing.markup import embed
from claims.publishing.organisation import organisation
from claims.publishing.paging import FRONT, Page, front
from claims.publishing.summaries import NOTHING, Beside, CheckSummary, Correction
from claims.publishing.text import (
    LINK_REL,
    language_code,
    plain,
    shorten,
    visible,
)

CHECKS_PER_PAGE = 20
CORRECTIONS_PER_PAGE = 30
# The page of a list that has but one.
ONLY_PAGE = front(0, CHECKS_PER_PAGE)


def render_verdict_page(check: Check) -> str:
    """The page of one check; of a withdrawn one, the page that says so."""
    if check.withdrawn:
        return render_withdrawn(check)
    with translation.override(check.newsroom.language):
        return render(
            "public/verdict.html",
            check.newsroom,
            path=check.path,
            title=shorten(_("Fact check: %(claim)s") % {"claim": check.claim.text}, 110),
            description=shorten(f"{check.rating.label}. {check.summary}", 200),
            markup=markup.of_check(check),
            **parts.claim_context(check),
            **parts.verdict(check),
            media=media.shown(check.media),
            notices=[parts.revision(check, one) for one in check.corrections],
            **parts.history(check),
            sharing=sharing.of_check(check, check.claim.text),
            embed=oembed.frame(check),
            stylesheet=assets.check_stylesheet().url,
        )


def render_withdrawn(check: Check) -> str:
    """The page that stays at a withdrawn check's address: that it was withdrawn, when and why, and no verdict."""
    if not check.withdrawn:
        raise ValueError("The check stands; render_verdict_page writes its page.")
    with translation.override(check.newsroom.language):
        title = shorten(_("Withdrawn: %(claim)s") % {"claim": check.claim.text}, 110)
        return render(
            "public/withdrawn.html",
            check.newsroom,
            path=check.path,
            title=title,
            description=_("This fact check was withdrawn."),
            is_unlisted=True,
            markup=markup.of_check(check),
            **parts.claim_context(check),
            withdrawn=parts.revision(check, check.withdrawn),
            sharing=sharing.of_check(check, title),
            **parts.history(check),
            stylesheet=assets.check_stylesheet().url,
        )


def render_home(
    newsroom: Newsroom, checks: Sequence[CheckSummary], page: Page = ONLY_PAGE, beside: Beside = NOTHING
) -> str:
    """A page of the list of published checks, newest first; its front is the site's front page."""
    with translation.override(newsroom.language):
        return render(
            "public/home.html",
            newsroom,
            path=home_path(page.number),
            title=titled(_("Fact checks"), page),
            description=plain(newsroom.tagline) or _("Fact checks published by %(name)s") % {"name": newsroom.name},
            section="checks",
            is_front=page.number == FRONT,
            checks=[summary(one) for one in checks],
            topics=[{"name": visible(one.name), "path": one.path, "checks": one.checks} for one in beside.topics],
            corrections=[_correction(one) for one in beside.corrections],
            **pager(page, home_path),
        )


def render_corrections(newsroom: Newsroom, corrections: Sequence[Correction], page: Page = ONLY_PAGE) -> str:
    """A page of the list of corrections, changed ratings and withdrawals, newest first."""
    with translation.override(newsroom.language):
        return render(
            "public/corrections.html",
            newsroom,
            path=corrections_path(page.number),
            title=titled(_("Corrections"), page),
            description=_("Every correction, changed rating and withdrawal of %(name)s") % {"name": newsroom.name},
            section="corrections",
            corrections=[_correction(one) for one in corrections],
            follow=formats([corrections_feed(newsroom)]),
            **pager(page, corrections_path),
        )


def render_not_found(newsroom: Newsroom) -> str:
    """What a web server shows for an address where nothing is published (404.html)."""
    with translation.override(newsroom.language):
        return render(
            "public/not_found.html", newsroom, path="", title=_("Page not found"), description="", is_unlisted=True
        )


def render_answer(template: str, newsroom: Newsroom, *, title: str, **context: Any) -> str:
    """A page that is no file: the web process answers it, in the frame of the others and in the active language."""
    return render(template, newsroom, path="", title=title, description="", is_unlisted=True, **context)


def home_path(number: int) -> str:
    """Where that page of the list of checks is; FRONT is the site's front page."""
    return "/" if number == FRONT else f"/page/{number}/"


def corrections_path(number: int) -> str:
    return "/corrections/" if number == FRONT else f"/corrections/page/{number}/"


def render(
    template: str,
    newsroom: Newsroom,
    *,
    path: str,
    title: str,
    markup: Sequence[dict[str, Any]] = (),
    **context: Any,
) -> str:
    """A page as a whole. `path` is its own address on the site, "" if it has none; `markup` is its JSON-LD."""
    return render_to_string(
        template,
        {
            "newsroom": {
                "name": parts.name(newsroom.name),
                "tagline": visible(newsroom.tagline),
                "about": visible(newsroom.about),
                "email": _email(newsroom.contact_email),
                "logo": visible(newsroom.logo_text),
                "address": visible(newsroom.postal_address),
            },
            "policies": [{"title": POLICIES[one.kind], "path": one.path} for one in newsroom.pages],
            "policy": {one.kind: one.path for one in newsroom.pages},
            "language": language_code(newsroom.language) or "en",
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "title": f"{plain(title)} · {plain(newsroom.name)}",
            "canonical": newsroom.url + path if path else "",
            "stylesheet": assets.stylesheet().url,
            "mark": assets.mark().url,
            "section": "",
            "sharing": sharing.of_page(newsroom, title),
            "is_unlisted": False,
            "markup": [embed(one) for one in [*markup, organisation(newsroom)]],
            "link_rel": LINK_REL,
            "feeds": links(site_feeds(newsroom)),
            **context,
        },
    )


def _email(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def summary(one: CheckSummary) -> dict[str, Any]:
    return {
        "path": one.path,
        "claim": visible(shorten(one.claim, 200)),
        "speaker": parts.name(one.speaker),
        "speaker_path": f"/speakers/{one.speaker_slug}/" if one.speaker_slug else "",
        "summary": visible(shorten(one.summary, 220)),
        "published": one.published,
        "rating": parts.rating(one.rating, one.scale),
        "change": CHANGES[one.change] if one.change in ("correction", "rating_changed") else "",
        "updated": one.updated,
    }


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "path": one.path,
        "claim": visible(shorten(one.claim, 240)),
        "change": CHANGES[one.change],
        "kind": one.change.replace("_", "-"),
        "reason": visible(one.reason),
        "published_at": one.published_at,
    }


def titled(title: str, page: Page) -> str:
    if page.number == FRONT:
        return title
    return _("%(title)s, page %(number)d of the archive") % {"title": title, "number": page.number}


def pager(page: Page, path_of: Callable[[int], str]) -> dict[str, Any]:
    return {
        "number": page.number,
        "newer": "" if page.newer is None else path_of(page.newer),
        "older": "" if page.older is None else path_of(page.older),
    }
