"""What the templates of a check's pages take, part by part: everything escaped, nothing left to decide."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.publishing.citations import place_of
from claims.publishing.content import Article, Check, Evidence, PublicRevision, Rating, Reply, Scale, Speaker
from claims.publishing.labels import (
    ARCHIVES,
    CHANGES,
    LISTED,
    SAID,
    SAID_STANCES,
    STANCE_COUNTS,
    STANCE_HEADINGS,
    STANCES,
    asked,
)
from claims.publishing.text import (
    cited_numbers,
    has_unseen,
    host_of,
    http_url,
    language_code,
    markdown_html,
    shorten,
    visible,
)
from claims.vocabulary import ChangeClass, NamesShown, Question

# A quotation longer than this is set smaller, so that it still fits a phone's screen.
LONG_QUOTE = 180

QUOTATION_MARKS = '"“”„‟«»「」『』'

# The classes of change that a reader is told of as an update, and as a correction.
_UPDATES = (ChangeClass.TYPO, ChangeClass.UPDATE)
_CORRECTIONS = (ChangeClass.CORRECTION, ChangeClass.RATING_CHANGED)

# The form of readers for a challenge; `?check=` names the check. The web process answers it (publishing/closed.py).
CHALLENGE_FORM = "/take-part/challenge/"


def name(text: str) -> SafeString:
    """A name, kept from turning the line around it: a right-to-left name in a left-to-right sentence."""
    return format_html("<bdi>{}</bdi>", visible(text)) if text else SafeString("")


def claim_context(check: Check) -> dict[str, Any]:
    """The claim as said: who, where, when, and through whom."""
    claim = check.claim
    is_reworded = claim.text != claim.quote
    return {
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
            "language": language_code(check.article.language),
            # A wording is the newsroom's own, in the newsroom's language.
            "heading_language": "" if is_reworded else language_code(check.article.language),
        },
        "speaker": check.speaker and _speaker(check.speaker, is_withdrawn=check.withdrawn is not None),
        "article": article(check.article),
        "way": _way(check),
        "challenge_path": (challenge := f"{CHALLENGE_FORM}?check={check.slug}"),
        "challenge_url": check.newsroom.url + challenge,
    }


def article(given: Article) -> dict[str, Any]:
    """Where the claim was found, and the address of that article's page."""
    return {
        "title": name(given.title),
        "url": http_url(given.url),
        "host": host_of(given.url),
        "publisher": name(given.publisher),
        "author": name(given.author),
        "published_on": given.published_on,
        "path": given.path,
    }


def _speaker(speaker: Speaker, *, is_withdrawn: bool) -> dict[str, Any]:
    """Who said it. A withdrawn check leads to nobody's record."""
    return {
        "name": name(speaker.name),
        "description": visible(speaker.description),
        "path": f"/speakers/{speaker.slug}/" if speaker.slug and not is_withdrawn else "",
    }


def _way(check: Check) -> list[dict[str, Any]]:
    """The steps from the speaker to the article, nearest to the speaker first, without the article itself."""
    speaker = check.speaker.name if check.speaker else ""
    own_cue = next((step.cue for step in check.attribution if step.speaker == speaker), "")
    steps = [{"name": name(step.speaker), "cue": visible(step.cue)} for step in check.attribution]
    steps = [step for step, said in zip(steps, check.attribution, strict=True) if said.speaker != speaker]
    if not check.speaker:
        return steps
    first = {
        "name": name(speaker),
        "cue": visible(own_cue),
        "as_printed": visible(check.speaker.as_printed) if check.speaker.as_printed != speaker else "",
        "is_speaker": True,
    }
    return [first, *steps]


def rating(given: Rating, scale: Scale) -> dict[str, Any]:
    """The rating and its place among the others of its scale. Off the axis it has no place."""
    cells = [_step(one, given) for one in scale.axis]
    place = next((at for at, cell in enumerate(cells, start=1) if cell["is_here"]), 0)
    return {
        "label": visible(given.label),
        "meaning": visible(given.meaning),
        "tone": given.tone,
        "cells": cells if len(cells) > 1 else [],
        "others": [_step(one, given) for one in scale.ratings if not one.is_on_axis],
        "place": place,
        "lowest": cells[0]["label"] if cells else "",
        "highest": cells[-1]["label"] if cells else "",
    }


def _step(one: Rating, given: Rating) -> dict[str, Any]:
    return {
        "label": visible(one.label),
        "meaning": visible(one.meaning),
        "tone": one.tone,
        "is_here": one.slug == given.slug,
    }


def verdict(check: Check) -> dict[str, Any]:
    """All that a standing check says, but for the claim itself and its history."""
    cited = Counter(cited_numbers(check.explanation))
    on_truth = _answering(check, Question.TRUE)
    return {
        "rating": rating(check.rating, check.scale),
        "summary": visible(check.summary),
        "explanation": markdown_html(check.explanation, evidence=check.pieces),
        "said": _said(check, cited),
        "replies": [_reply(one) for one in check.replies],
        "why_not_asked": visible(check.why_not_asked),
        # In the article's own voice there is nobody to ask.
        "is_asking_unknown": bool(check.speaker) and not check.replies and not check.why_not_asked,
        "evidence": _groups(on_truth, cited),
        "evidence_count": evidence_count(on_truth.values()),
        "not_found": visible(check.not_found),
        "people": people(check),
        "checked_at": check.checked_at,
        "topics": [{"name": name(one.name), "path": f"/topics/{one.slug}/"} for one in check.topics],
        "override_reason": visible(check.override_reason),
    }


def _said(check: Check, cited: Counter[int]) -> dict[str, Any] | None:
    """Whether the speaker said it, with the evidence of that; None where that was not asked."""
    pieces = _answering(check, Question.SAID)
    if not check.said and not pieces:
        return None
    return {
        "answer": SAID.get(check.said, ""),
        "note": visible(check.said_note),
        "pieces": [
            evidence(one, number, cited) | {"stance": SAID_STANCES[one.stance], "kind": one.stance}
            for number, one in pieces.items()
        ],
    }


def _reply(one: Reply) -> dict[str, Any]:
    return {
        "person": name(one.person),
        "office": visible(one.office),
        "sentence": asked(one),
        "quote": visible(one.quote),
    }


def _answering(check: Check, question: str) -> dict[int, Evidence]:
    return {number: one for number, one in sorted(check.pieces.items()) if one.question == question}


def _groups(pieces: dict[int, Evidence], cited: Counter[int]) -> list[dict[str, Any]]:
    return [
        {"stance": stance, "heading": heading, "pieces": found}
        for stance, heading in STANCE_HEADINGS.items()
        if (found := [evidence(one, number, cited) for number, one in pieces.items() if one.stance == stance])
    ]


def evidence(one: Evidence, number: int, cited: Counter[int]) -> dict[str, Any]:
    """A piece of evidence under its number; `cited` says how often the explanation cites each."""
    url = http_url(one.url)
    archived = http_url(one.archived_url) if one.archive == "stored" else ""
    return {
        "number": number,
        "cites": [place_of(number, at) for at in range(1, cited[number] + 1)],
        "stance": STANCES[one.stance],
        "title": name(one.title or one.url),
        "url": url,
        "host": host_of(one.url),
        "publisher": name(one.publisher),
        "passage": visible(one.passage),
        "locator": visible(one.locator),
        "note": visible(one.note),
        "interest": visible(one.interest),
        "is_primary": one.is_primary,
        "published_on": one.published_on,
        "added_on": one.added_on,
        "archived_url": archived,
        "archived_at": one.archived_at,
        "sha256": one.sha256,
        # What has no address has no page that could be archived.
        "archive": (ARCHIVES["failed"] if one.archive == "failed" else ARCHIVES["missing"])
        if url and not archived
        else "",
    }


def evidence_count(pieces: Iterable[Evidence]) -> str:
    """How many sources there are and on which side, in one sentence."""
    of = Counter(one.stance for one in pieces)
    total = ngettext("%(count)d piece of evidence", "%(count)d pieces of evidence", of.total())
    sides = [text % {"count": of[stance]} for stance, text in STANCE_COUNTS.items() if of[stance]]
    return _("%(total)s: %(sides)s.") % {"total": total % {"count": of.total()}, "sides": str(LISTED).join(sides)}


def people(check: Check) -> dict[str, Any]:
    """Who wrote and who approved, as today's policy of the newsroom tells it: with names, without, or not at all."""
    policy = check.newsroom.names
    if policy == NamesShown.NONE:
        return {"authors": "", "approvers": "", "named": ""}
    if policy == NamesShown.ROLES:
        return {"authors": _authors(len(check.authors)), "approvers": _approvers(check), "named": ""}
    return {"authors": _names(check.authors), "approvers": _names(check.approvers), "named": _names(check.authors)}


def _names(given: Sequence[str]) -> SafeString:
    return format_html_join(str(LISTED), "{}", ((name(one),) for one in given))


def _authors(count: int) -> str:
    text = ngettext("a fact-checker of the newsroom", "%(count)d fact-checkers of the newsroom", count)
    return text % {"count": count} if count else ""


def _approvers(check: Check) -> str:
    count = len(check.approvers)
    if check.override_reason:  # Then whoever approved it may have written it.
        text = ngettext("a person of the newsroom", "%(count)d people of the newsroom", count)
    else:
        text = ngettext("a second person, who did not write it", "%(count)d people, who did not write it", count)
    return text % {"count": count} if count else ""


def revision(check: Check, one: PublicRevision) -> dict[str, Any]:
    """A public revision of the check. The first alone has no page of its own: it is the check's."""
    return {
        "number": one.number,
        "path": check.history_path(one.number) if len(check.revisions) > 1 else "",
        "change": CHANGES[one.change],
        "kind": one.change.replace("_", "-"),
        "reason": visible(one.reason),
        "published_at": one.published_at,
    }


def history(check: Check) -> dict[str, Any]:
    """When it was published, updated and corrected; and every public revision, newest first."""
    return {
        "first_published": check.first_published,
        "updated": _last(check, _UPDATES),
        "corrected": _last(check, _CORRECTIONS),
        "is_withdrawn": check.withdrawn is not None,
        "revisions": [revision(check, one) for one in reversed(check.revisions)],
    }


def _last(check: Check, classes: Sequence[str]) -> Any:
    return next((one.published_at for one in reversed(check.revisions) if one.change in classes), None)
