"""What was found of the picture or recording that a claim is about, as it is stored with the verdict."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from claims.actions.claim import limited
from claims.actions.errors import Invalid
from claims.publishing.text import http_url
from claims.vocabulary import MediaCategory, MediaKind

TEXT_LIMIT = 600
ADDRESS_LIMIT = 2000

_TEXTS = ("context", "creator", "interpreted_as")
_ADDRESSES = ("url", "archived_url", "original_url")
FIELDS = ("kind", "category", *_TEXTS, *_ADDRESSES)


def checked_media(given: Mapping[str, str]) -> dict[str, str]:
    """What was given, by the names of `publishing.content.Media`; {} where nothing was: the claim is about no media.

    Raises Invalid, naming the fields as `media_<name>`.
    """
    media = {name: given.get(name, "").strip() for name in FIELDS}
    if not any(media.values()):
        return {}
    if media["kind"] not in MediaKind.values:
        raise Invalid(media_kind=_("Choose what it is, or empty the fields about the picture or recording."))
    if media["category"] not in MediaCategory.values:
        raise Invalid(media_category=_("Choose what was found of it."))
    for name in _TEXTS:
        media[name] = limited(media[name], f"media_{name}", TEXT_LIMIT)
    for name in _ADDRESSES:
        limited(media[name], f"media_{name}", ADDRESS_LIMIT)
        if media[name] and not http_url(media[name]):
            raise Invalid(**{f"media_{name}": _("Give a whole web address, with https://.")})
    return media
