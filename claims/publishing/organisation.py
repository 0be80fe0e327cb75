"""The newsroom as JSON-LD: who publishes, and on which of its pages it says how it works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from claims.publishing.content import Newsroom
from claims.publishing.text import http_url, plain


def reference(newsroom: Newsroom) -> dict[str, Any]:
    """The newsroom as the author of a check: its name and address, and the id of the whole of it."""
    return {
        "@type": "Organization",
        "@id": newsroom.url + "/#newsroom",
        "name": plain(newsroom.name),
        "url": newsroom.url + "/",
    }


def organisation(newsroom: Newsroom) -> dict[str, Any]:
    """All of it, with the addresses of those policy pages that exist."""
    data = {"@context": "https://schema.org", **reference(newsroom), "@type": "NewsMediaOrganization"}
    if newsroom.tagline:
        data["description"] = plain(newsroom.tagline)
    if newsroom.contact_email:
        data["email"] = newsroom.contact_email
    for page in newsroom.pages:
        if name := POLICIES.get(page.kind):
            data[name] = newsroom.url + page.path
    return data


def problems(data: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the newsroom's markup, in sentences for the person who publishes."""
    address = http_url(str(data.get("url", "")))
    if not data.get("name") or not address:
        yield _("The markup does not name the newsroom and its address. Set both under the newsroom's settings.")
    for name in sorted(data.keys() - _OTHER_FIELDS):
        found = http_url(str(data[name]))
        if name not in POLICIES.values():
            yield _("The newsroom's markup has a field that does not exist: %(name)s.") % {"name": name}
        elif not found or urlsplit(found).netloc != urlsplit(address).netloc:
            yield _("The newsroom's markup names a page of another site as its own (%(name)s).") % {"name": name}


_OTHER_FIELDS = {"@context", "@type", "@id", "name", "url", "description", "email"}
# The field that schema.org has for a page on which a newsroom says how it works, by the kinds of `labels.POLICIES`.
POLICIES = {
    "ownership": "ownershipFundingInfo",
    "selection": "publishingPrinciples",
    "methodology": "verificationFactCheckingPolicy",
    "corrections": "correctionsPolicy",
    "team": "masthead",
}
