"""The pages that readers get, each as a whole HTML document.

Everything here is pure: content in, text out. Links and assets are root-relative, so that the public folder can stand
behind any web server; only the canonical address and the ClaimReview are absolute.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.publishing import assets, claimreview
from claims.publishing.content import Check, CheckSummary, Correction, Evidence, Newsroom, Rating, Reply, Scale
from claims.publishing.labels import ARCHIVES, CHANGES, SAID, SAID_STANCES, STANCE_HEADINGS, STANCES, asked
from claims.publishing.paging import FRONT, Page, front
from claims.publishing.text import LINK_REL, has_unseen, host_of, http_url, markdown_html, plain, shorten, visible

CHECKS_PER_PAGE = 20
CORRECTIONS_PER_PAGE = 30
# The page of a list that has but one.
ONLY_PAGE = front(0, CHECKS_PER_PAGE)

# A quotation longer than this is set smaller, so that it still fits a phone's screen.
LONG_QUOTE = 180

QUOTATION_MARKS = '"“”„‟«»「」『』'


def render_verdict_page(check: Check) -> str:
    """The page of one check; of a withdrawn one, the page that says so."""
    if check.withdrawn:
        return render_withdrawn(check)
    with translation.override(check.newsroom.language):
        return _render(
            "public/verdict.html",
            check.newsroom,
            path=check.path,
            title=shorten(_("Fact check: %(claim)s") % {"claim": check.claim.text}, 110),
            description=shorten(f"{check.rating.label}. {check.summary}", 200),
            json_ld=claimreview.embed(claimreview.claim_review(check)),
            **_claim_context(check),
            rating=_rating(check.rating, check.scale),
            summary=visible(check.summary),
            explanation=markdown_html(check.explanation),
            said=_said(check),
            replies=[_reply(one) for one in check.replies],
            why_not_asked=visible(check.why_not_asked),
            evidence=_evidence_groups(_answering(check, "true")),
            evidence_count=_evidence_count(_answering(check, "true")),
            not_found=visible(check.not_found),
            people=_people(check),
            override_reason=visible(check.override_reason),
            notices=[_revision(one) for one in check.corrections],
            **_history(check),
        )


def render_withdrawn(check: Check) -> str:
    """The page that stays at a withdrawn check's address: that it was withdrawn, when and why, and no verdict."""
    if not check.withdrawn:
        raise ValueError("The check stands; render_verdict_page writes its page.")
    with translation.override(check.newsroom.language):
        return _render(
            "public/withdrawn.html",
            check.newsroom,
            path=check.path,
            title=shorten(_("Withdrawn: %(claim)s") % {"claim": check.claim.text}, 110),
            description=_("This fact check was withdrawn."),
            is_unlisted=True,
            **_claim_context(check),
            withdrawn=_revision(check.withdrawn),
            **_history(check),
        )


def render_home(newsroom: Newsroom, checks: Sequence[CheckSummary], page: Page = ONLY_PAGE) -> str:
    """A page of the list of published checks, newest first; its front is the site's front page."""
    with translation.override(newsroom.language):
        return _render(
            "public/home.html",
            newsroom,
            path=home_path(page.number),
            title=_titled(_("Fact checks"), page),
            description=plain(newsroom.tagline) or _("Fact checks published by %(name)s") % {"name": newsroom.name},
            section="checks",
            checks=[_summary(one) for one in checks],
            **_pager(page, home_path),
        )


def render_corrections(newsroom: Newsroom, corrections: Sequence[Correction], page: Page = ONLY_PAGE) -> str:
    """A page of the list of corrections, changed ratings and withdrawals, newest first."""
    with translation.override(newsroom.language):
        return _render(
            "public/corrections.html",
            newsroom,
            path=corrections_path(page.number),
            title=_titled(_("Corrections"), page),
            description=_("Every correction, changed rating and withdrawal of %(name)s") % {"name": newsroom.name},
            section="corrections",
            corrections=[
                {
                    "path": one.path,
                    "claim": visible(shorten(one.claim, 240)),
                    "change": CHANGES[one.change],
                    "kind": one.change.replace("_", "-"),
                    "reason": visible(one.reason),
                    "published_at": one.published_at,
                }
                for one in corrections
            ],
            **_pager(page, corrections_path),
        )


def render_not_found(newsroom: Newsroom) -> str:
    """What a web server shows for an address where nothing is published (404.html)."""
    with translation.override(newsroom.language):
        return _render(
            "public/not_found.html", newsroom, path="", title=_("Page not found"), description="", is_unlisted=True
        )


def render_answer(template: str, newsroom: Newsroom, *, title: str, **context: Any) -> str:
    """A page that is no file: the web process answers it, in the frame of the others and in the active language."""
    return _render(template, newsroom, path="", title=title, description="", is_unlisted=True, **context)


def home_path(number: int) -> str:
    """Where that page of the list of checks is; FRONT is the site's front page."""
    return "/" if number == FRONT else f"/page/{number}/"


def corrections_path(number: int) -> str:
    return "/corrections/" if number == FRONT else f"/corrections/page/{number}/"


def _render(template: str, newsroom: Newsroom, *, path: str, title: str, **context: Any) -> str:
    """`path` is the page's own address on the site, or "" for a page without one."""
    return render_to_string(
        template,
        {
            "newsroom": {
                "name": _name(newsroom.name),
                "tagline": visible(newsroom.tagline),
                "about": visible(newsroom.about),
                "email": _email(newsroom.contact_email),
            },
            "language": _language(newsroom.language) or "en",
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "title": f"{plain(title)} · {plain(newsroom.name)}",
            "canonical": newsroom.url + path if path else "",
            "stylesheet": assets.stylesheet().url,
            "mark": assets.mark().url,
            "section": "",
            "is_unlisted": False,
            "json_ld": "",
            "link_rel": LINK_REL,
            **context,
        },
    )


def _name(text: str) -> SafeString:
    """A name, kept from turning the line around it: a right-to-left name in a left-to-right sentence."""
    return format_html("<bdi>{}</bdi>", visible(text)) if text else SafeString("")


def _language(code: str) -> str:
    """The language as HTML writes it ("pt-BR"), or "" for what is no language code."""
    return code if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", code) else ""


def _email(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _claim_context(check: Check) -> dict[str, Any]:
    """The claim as said: who, where, when, and through whom."""
    claim, article = check.claim, check.article
    is_reworded = claim.text != claim.quote
    return {
        "challenge_path": f"/take-part/challenge/{check.slug}",
        "claim": {
            "quote": visible(claim.quote),
            "wording": visible(claim.wording) if is_reworded else "",
            "before": visible(claim.before),
            "after": visible(claim.after),
            "short": visible(shorten(claim.text, 60)),
            "is_quote": claim.is_quote,
            # Quotation marks are drawn only round words that stand in them as a whole and do not bring their own.
            "is_verbatim": claim.is_quote
            and not is_reworded
            and not any(mark in claim.quote for mark in QUOTATION_MARKS),
            "is_long": len(claim.text) > LONG_QUOTE,
            "has_unseen": any(map(has_unseen, (claim.quote, claim.wording, claim.before, claim.after))),
            "language": _language(article.language),
            # A wording is the newsroom's own, in the newsroom's language.
            "heading_language": "" if is_reworded else _language(article.language),
        },
        "speaker": check.speaker
        and {"name": _name(check.speaker.name), "description": visible(check.speaker.description)},
        "article": {
            "title": _name(article.title),
            "url": http_url(article.url),
            "host": host_of(article.url),
            "publisher": _name(article.publisher),
            "author": _name(article.author),
            "published_on": article.published_on,
        },
        "way": _way(check),
    }


def _way(check: Check) -> list[dict[str, Any]]:
    """The steps from the speaker to the article, nearest to the speaker first, without the article itself."""
    speaker = check.speaker.name if check.speaker else ""
    own_cue = next((step.cue for step in check.attribution if step.speaker == speaker), "")
    steps = [{"name": _name(step.speaker), "cue": visible(step.cue)} for step in check.attribution]
    steps = [step for step, said in zip(steps, check.attribution, strict=True) if said.speaker != speaker]
    if not check.speaker:
        return steps
    first = {
        "name": _name(speaker),
        "cue": visible(own_cue),
        "as_printed": visible(check.speaker.as_printed) if check.speaker.as_printed != speaker else "",
        "is_speaker": True,
    }
    return [first, *steps]


def _rating(rating: Rating, scale: Scale) -> dict[str, Any]:
    """The rating and its place among the others of its scale. Off the axis it has no place."""
    cells = [{"label": visible(one.label), "tone": one.tone, "is_here": one.slug == rating.slug} for one in scale.axis]
    place = next((at for at, cell in enumerate(cells, start=1) if cell["is_here"]), 0)
    return {
        "label": visible(rating.label),
        "meaning": visible(rating.meaning),
        "tone": rating.tone,
        "cells": cells if len(cells) > 1 else [],
        "place": place,
        "lowest": cells[0]["label"] if cells else "",
        "highest": cells[-1]["label"] if cells else "",
    }


def _said(check: Check) -> dict[str, Any] | None:
    """Whether the speaker said it, with the evidence of that; None where that was not asked."""
    evidence = _answering(check, "said")
    if not check.said and not evidence:
        return None
    return {
        "answer": SAID.get(check.said, ""),
        "note": visible(check.said_note),
        "pieces": [_evidence(one) | {"stance": SAID_STANCES[one.stance], "kind": one.stance} for one in evidence],
    }


def _reply(one: Reply) -> dict[str, Any]:
    return {
        "person": _name(one.person),
        "office": visible(one.office),
        "sentence": asked(one),
        "quote": visible(one.quote),
    }


def _answering(check: Check, question: str) -> list[Evidence]:
    return [one for one in check.evidence if one.question == question]


def _evidence_groups(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [
        {"stance": stance, "heading": heading, "pieces": pieces}
        for stance, heading in STANCE_HEADINGS.items()
        if (pieces := [_evidence(one) for one in evidence if one.stance == stance])
    ]


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "stance": STANCES[one.stance],
        "title": _name(one.title or one.url),
        "url": http_url(one.url),
        "host": host_of(one.url),
        "publisher": _name(one.publisher),
        "passage": visible(one.passage),
        "locator": visible(one.locator),
        "note": visible(one.note),
        "interest": visible(one.interest),
        "is_primary": one.is_primary,
        "archived_url": http_url(one.archived_url) if one.archive == "stored" else "",
        "archived_at": one.archived_at,
        "sha256": one.sha256,
        "archive": ARCHIVES.get(one.archive, ARCHIVES["missing"]),
    }


def _evidence_count(evidence: Sequence[Evidence]) -> str:
    """How many sources there are and on which side, in one sentence."""
    of = {stance: sum(one.stance == stance for one in evidence) for stance in STANCES}
    total = ngettext("%(count)d piece of evidence", "%(count)d pieces of evidence", len(evidence))
    return _("%(total)s: %(supports)d for, %(contradicts)d against, %(context)d for context.") % {
        "total": total % {"count": len(evidence)},
        **of,
    }


def _people(check: Check) -> dict[str, Any]:
    return {
        "authors": [_name(one) for one in check.authors],
        "approvers": [_name(one) for one in check.approvers],
    }


def _revision(one: Any) -> dict[str, Any]:
    return {
        "number": one.number,
        "change": CHANGES[one.change],
        "kind": one.change.replace("_", "-"),
        "reason": visible(one.reason),
        "published_at": one.published_at,
    }


def _history(check: Check) -> dict[str, Any]:
    return {
        "first_published": check.first_published,
        "updated": check.updated if check.updated > check.first_published else None,
        "revisions": [_revision(one) for one in reversed(check.revisions)],
    }


def _summary(one: CheckSummary) -> dict[str, Any]:
    return {
        "path": one.path,
        "claim": visible(shorten(one.claim, 200)),
        "speaker": _name(one.speaker),
        "summary": visible(shorten(one.summary, 220)),
        "published": one.published,
        "rating": _rating(one.rating, one.scale),
        "change": CHANGES[one.change] if one.change in ("correction", "rating_changed") else "",
        "updated": one.updated,
    }


def _titled(title: str, page: Page) -> str:
    if page.number == FRONT:
        return title
    return _("%(title)s, page %(number)d of the archive") % {"title": title, "number": page.number}


def _pager(page: Page, path_of: Callable[[int], str]) -> dict[str, Any]:
    return {
        "number": page.number,
        "newer": "" if page.newer is None else path_of(page.newer),
        "older": "" if page.older is None else path_of(page.older),
    }
