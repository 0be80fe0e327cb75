"""ClaimReview as JSON-LD: what machines read of a verdict page, and a checker of its fields and rules."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from claims.publishing import organisation
from claims.publishing.content import Article, Check, Speaker
from claims.publishing.labels import CHANGES
from claims.publishing.text import http_url, plain, shorten
from claims.vocabulary import Question, Said, SpeakerKind, Stance

# "Short: under 75 characters" is the readers' rule for claimReviewed.
CLAIM_LENGTH = 74


def claim_review(check: Check) -> dict[str, Any]:
    """The ClaimReview of a standing check. A withdrawn one has none: raises ValueError."""
    if check.withdrawn:
        raise ValueError("A withdrawn check has no ClaimReview.")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": check.url,
        "claimReviewed": shorten(check.claim.text, CLAIM_LENGTH),
        "inLanguage": check.newsroom.language,
        "datePublished": check.first_published.isoformat(timespec="seconds"),
        "dateModified": check.updated.isoformat(timespec="seconds"),
        "author": organisation.reference(check.newsroom),
        "reviewRating": _rating(check),
        "itemReviewed": _claim(check),
    }
    corrections = [
        {
            "@type": "CorrectionComment",
            "text": plain(one.reason) or str(CHANGES[one.change]),
            "datePublished": one.published_at.isoformat(timespec="seconds"),
        }
        for one in check.corrections
    ]
    if corrections:
        data["correction"] = corrections
    if licence := http_url(check.newsroom.data_licence):
        data["sdLicense"] = licence
    return data


def _rating(check: Check) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": plain(check.rating.label),
        "ratingExplanation": plain(check.summary),
    }
    if check.rating.is_on_axis:
        rating |= {
            "ratingValue": check.rating.value,
            "bestRating": check.scale.best,
            "worstRating": check.scale.worst,
        }
    return rating


def _claim(check: Check) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": plain(check.claim.text)}
    # Machines are not told that somebody made a claim which, as the page says, they did not make.
    if check.speaker and check.said != Said.NOT_SAID:
        claim["author"] = _speaker(check.speaker)
    if check.article.published_on:
        claim["datePublished"] = check.article.published_on.isoformat()
    article = _article(check.article)
    # Where somebody else had passed it on before, the article is one of the places, and not the first.
    if not _was_passed_on(check):
        claim["firstAppearance"] = article
    claim["appearance"] = [article, *_other_places(check)]
    return claim


def _article(article: Article) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Article", "headline": plain(article.title)}
    if url := http_url(article.url):
        data["url"] = url
    if article.author:
        data["author"] = {"@type": "Person", "name": plain(article.author)}
    if article.publisher:
        data["publisher"] = {"@type": "Organization", "name": plain(article.publisher)}
    if article.published_on:
        data["datePublished"] = article.published_on.isoformat()
    return data


def _was_passed_on(check: Check) -> bool:
    own = {check.article.publisher, check.article.author, check.speaker.name if check.speaker else ""}
    return any(step.speaker not in own for step in check.attribution)


def _other_places(check: Check) -> list[dict[str, Any]]:
    """The sources that show that it was said: there it can be seen or heard, too."""
    return [
        {"@type": "CreativeWork", "headline": plain(one.title or one.url), "url": http_url(one.url)}
        for one in check.evidence
        if one.question == Question.SAID and one.stance == Stance.SUPPORTS and http_url(one.url)
    ]


def _speaker(speaker: Speaker) -> dict[str, Any]:
    """Who said it. Without a type where nobody has said whether it is a person: a guess would be a false statement."""
    described = "jobTitle" if speaker.kind == SpeakerKind.PERSON else "description"
    fields = {
        "@type": _TYPES.get(speaker.kind, ""),
        "name": plain(speaker.name),
        described: plain(speaker.description),
        "sameAs": http_url(speaker.url),
    }
    return {name: value for name, value in fields.items() if value}


_TYPES = {SpeakerKind.PERSON.value: "Person", SpeakerKind.ORGANISATION.value: "Organization"}


_KNOWN = {
    "ClaimReview": {
        *("@context", "@type", "url", "claimReviewed", "inLanguage", "datePublished", "dateModified", "author"),
        *("reviewRating", "itemReviewed", "correction", "sdLicense"),
    },
    "Rating": {"@type", "alternateName", "ratingExplanation", "ratingValue", "bestRating", "worstRating"},
    "Claim": {"@type", "text", "author", "datePublished", "firstAppearance", "appearance"},
}


def problems(data: dict[str, Any]) -> list[str]:
    """What is wrong with a ClaimReview, in sentences for the person who publishes. Empty: it is fine."""
    return [
        *_unknown_fields(data),
        *_head_problems(data),
        *_rating_problems(_object(data, "reviewRating")),
        *_date_problems(data),
        *_claim_problems(_object(data, "itemReviewed")),
        *_correction_problems(data),
        *_licence_problems(data),
    ]


def _object(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _unknown_fields(data: dict[str, Any]) -> Iterator[str]:
    objects = {
        "ClaimReview": data,
        "Rating": _object(data, "reviewRating"),
        "Claim": _object(data, "itemReviewed"),
    }
    for kind, fields in objects.items():
        if not fields:
            yield _("The %(kind)s is missing from the markup.") % {"kind": kind}
        elif fields.get("@type") != kind:
            yield _("The markup's @type is %(found)r where %(kind)s is needed.") % {
                "found": fields.get("@type"),
                "kind": kind,
            }
        for name in sorted(set(fields) - _KNOWN[kind]):
            yield _("The markup's %(kind)s has a field that does not exist: %(name)s.") % {"kind": kind, "name": name}


def _head_problems(data: dict[str, Any]) -> Iterator[str]:
    if data.get("@context") != "https://schema.org":
        yield _("The markup's @context is not https://schema.org.")
    claim = data.get("claimReviewed")
    label = _object(data, "reviewRating").get("alternateName")
    if not isinstance(claim, str) or not claim.strip():
        yield _("The markup does not say which claim was checked. Give the claim a wording.")
    elif len(claim) > CLAIM_LENGTH:
        yield _("The markup's claim has %(length)d characters; at most %(most)d are allowed. Shorten the wording.") % {
            "length": len(claim),
            "most": CLAIM_LENGTH,
        }
    elif isinstance(label, str) and _holds_rating(claim, label):
        yield _("The claim's wording holds the rating “%(label)s”. Write only what was claimed.") % {"label": label}
    url = data.get("url")
    if not isinstance(url, str) or not http_url(url):
        yield _("The markup's url is not a web address.")
    elif urlsplit(url).path in ("", "/"):
        yield _("The markup's url is the site's front page, not the page of this check.")
    author = _object(data, "author")
    if not author.get("name") or not http_url(str(author.get("url", ""))):
        yield _("The markup does not name the newsroom and its address. Set both under the newsroom's settings.")


def _holds_rating(claim: str, label: str) -> bool:
    """Whether the label stands before or after the claim as a tag: "FALSE: the moon...", "... the moon [False]".

    A hyphen that joins words is none: "False-flag attacks ...", "... was half-true".
    """
    word = re.escape(label)
    before, after = rf"^\W*{word}(\s*[:\])–—]|\s+-)", rf"([:\[(–—]|\s-)\s*{word}\W*$"
    return bool(re.search(f"{before}|{after}", claim, re.IGNORECASE))


def _rating_problems(rating: dict[str, Any]) -> Iterator[str]:
    if not rating.get("alternateName"):
        yield _("The rating has no label.")
    names = ("worstRating", "ratingValue", "bestRating")
    given = [name for name in names if name in rating]
    if not given:
        return
    if len(given) < len(names):
        yield _("The rating has only some of its numbers (%(given)s); it needs all three or none.") % {
            "given": ", ".join(given)
        }
        return
    worst, value, best = (rating[name] for name in names)
    if any(not isinstance(number, int | float) or isinstance(number, bool) for number in (worst, value, best)):
        yield _("The rating's numbers are not all numbers.")
        return
    if worst < 1:
        yield _("The scale's lowest number is %(worst)s; it must be 1 or more.") % {"worst": worst}
    if worst >= best:
        yield _("The scale's lowest number (%(worst)s) must be less than its highest (%(best)s).") % {
            "worst": worst,
            "best": best,
        }
    elif not worst <= value <= best:
        yield _("The rating's number %(value)s lies outside the scale from %(worst)s to %(best)s.") % {
            "value": value,
            "worst": worst,
            "best": best,
        }


def _moment(value: object) -> datetime | None:
    """The aware datetime that a field of the markup holds, or None."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _date_problems(data: dict[str, Any]) -> Iterator[str]:
    published, modified = _moment(data.get("datePublished")), _moment(data.get("dateModified"))
    if not published:
        yield _("The markup does not say when the check was published, with its time zone.")
    elif modified and modified < published:
        yield _("The check was changed before it was published; one of the two dates is wrong.")
    claimed = _object(data, "itemReviewed").get("datePublished")
    if claimed is None:
        return
    try:
        # A day of grace: the article's own morning may be the evening before where the check was made.
        is_later = published is not None and date.fromisoformat(claimed) > published.date() + timedelta(days=1)
    except (TypeError, ValueError):
        yield _("The date of the claim is not a date.")
        return
    if is_later:
        yield _("The article is dated after the check was published. Correct the article's date.")


def _claim_problems(claim: dict[str, Any]) -> Iterator[str]:
    author = claim.get("author")
    if author is not None and not (isinstance(author, dict) and author.get("name")):
        yield _("The claim's speaker has no name.")
    elif author is not None and not http_url(str(author.get("sameAs", "https://none.example"))):
        yield _("The speaker's address is not a web address. Correct it in the list of speakers.")
    for place in [claim.get("firstAppearance", {}), *claim.get("appearance", [])]:
        if "url" in place and not http_url(str(place["url"])):
            yield _("The article's address is not a web address.")
            return


def _correction_problems(data: dict[str, Any]) -> Iterator[str]:
    for one in data.get("correction", []):
        if not one.get("text") or not _moment(one.get("datePublished")):
            yield _("A correction does not say what was corrected, and when.")


def _licence_problems(data: dict[str, Any]) -> Iterator[str]:
    if not http_url(str(data.get("sdLicense", "https://none.example"))):
        yield _("The licence of the data is not a web address. Correct it under the newsroom's settings.")
