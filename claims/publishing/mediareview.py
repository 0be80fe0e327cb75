"""MediaReview as JSON-LD: what was found of a picture or a recording that a claim is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from claims.publishing import organisation
from claims.publishing.content import Check
from claims.publishing.text import http_url, plain
from claims.vocabulary import MediaCategory, MediaKind

_SNAPSHOTS = {
    MediaKind.IMAGE.value: "ImageObjectSnapshot",
    MediaKind.VIDEO.value: "VideoObjectSnapshot",
    MediaKind.AUDIO.value: "AudioObjectSnapshot",
}
_KNOWN = {
    *("@context", "@type", "url", "inLanguage", "datePublished", "dateModified", "author", "sdLicense"),
    *("mediaAuthenticityCategory", "originalMediaContextDescription", "originalMediaLink", "itemReviewed"),
}


def media_review(check: Check) -> dict[str, Any]:
    """The MediaReview of a standing check whose claim is about media. Else raises ValueError."""
    media = check.media
    if media is None or check.withdrawn:
        raise ValueError("Only a check that stands and is about media has a MediaReview.")
    appearance = {
        "@type": _SNAPSHOTS[media.kind],
        "contentUrl": http_url(media.url),
        "archivedAt": http_url(media.archived_url),
    }
    item: dict[str, Any] = {"@type": "MediaReviewItem"}
    if media.creator:
        # Whether a person or an organisation is not asked of them.
        item["creator"] = {"name": plain(media.creator)}
    item["interpretedAsClaim"] = {"@type": "Claim", "text": plain(media.interpreted_as) or plain(check.claim.text)}
    if media.url or media.archived_url:
        item["mediaItemAppearance"] = [{name: value for name, value in appearance.items() if value}]
    fields = {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "url": check.url,
        "inLanguage": check.newsroom.language,
        "datePublished": check.first_published.isoformat(timespec="seconds"),
        "dateModified": check.updated.isoformat(timespec="seconds"),
        "author": organisation.reference(check.newsroom),
        "mediaAuthenticityCategory": media.category,
        "originalMediaContextDescription": plain(media.context),
        "originalMediaLink": http_url(media.original_url),
        "itemReviewed": item,
        "sdLicense": http_url(check.newsroom.data_licence),
    }
    return {name: value for name, value in fields.items() if value}


def problems(data: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a MediaReview, in sentences for the person who publishes."""
    for name in sorted(data.keys() - _KNOWN):
        yield _("The markup's %(kind)s has a field that does not exist: %(name)s.") % {
            "kind": "MediaReview",
            "name": name,
        }
    if data.get("mediaAuthenticityCategory") not in MediaCategory.values:
        yield _("The markup does not say what was done to the picture or recording. Choose it in the verdict.")
    item = data.get("itemReviewed")
    if not isinstance(item, dict) or item.get("@type") != "MediaReviewItem":
        yield _("The markup does not say which picture or recording was looked at.")
        return
    for place in item.get("mediaItemAppearance", []):
        if place.get("@type") not in _SNAPSHOTS.values():
            yield _("The markup does not say whether it is a picture, a video or a sound recording.")
        for name in ("contentUrl", "archivedAt"):
            if name in place and not http_url(str(place[name])):
                yield _("The address of the picture or recording is not a web address.")
    if "originalMediaLink" in data and not http_url(str(data["originalMediaLink"])):
        yield _("The address of the original picture or recording is not a web address.")
