"""What is wrong with a check's page for the machines that read it, found before it is published.

The markup has to keep the rules of each type, and to say nothing that the page does not show: what only machines are
told is what nobody can hold against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.publishing import claimreview, labels, mediareview, organisation
from claims.publishing.text import plain, shorten

_UNSEEN = {"head", "script", "style", "template", "title"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "track"}
# What does not break a line: two of these side by side are one text.
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small"}
_INLINE |= {"span", "strong", "sub", "sup", "time", "u", "wbr"}

# Where in the markup words stand that the page has to show, and what they are.
_WORDS = {
    "claimReviewed": gettext_lazy("the claim"),
    "text": gettext_lazy("the claim's words, or a correction's"),
    "name": gettext_lazy("a name"),
    "headline": gettext_lazy("where it appeared"),
    "jobTitle": gettext_lazy("who the speaker is"),
    "description": gettext_lazy("a description"),
    "alternateName": gettext_lazy("the rating"),
    "ratingExplanation": gettext_lazy("the summary"),
    "originalMediaContextDescription": gettext_lazy("where the picture or recording is from"),
    "email": gettext_lazy("the newsroom's e-mail address"),
}
_MOMENTS = ("datePublished", "dateModified")


def problems(page: str) -> list[str]:
    """What is wrong with the markup of a check's page, in sentences for the person who publishes. Empty: it is fine."""
    seen = _Page()
    seen.feed(page)
    seen.close()
    found = []
    reviews = 0
    for text in seen.markup:
        try:
            data = json.loads(text)
        except ValueError:
            found.append(_("The page's markup cannot be read. Please tell whoever looks after the site."))
            continue
        reviews += data.get("@type") == "ClaimReview"
        found += [*_rules(data), *_unshown(data, seen), *_elsewhere(data, seen)]
    if reviews != 1:
        found.append(_("The page reviews %(count)d claims for machines; it has to be one.") % {"count": reviews})
    return list(dict.fromkeys(found))


def _rules(data: dict[str, Any]) -> Iterator[str]:
    match data.get("@type"):
        case "ClaimReview":
            yield from claimreview.problems(data)
        case "MediaReview":
            yield from mediareview.problems(data)
        case "NewsMediaOrganization":
            yield from organisation.problems(data)
        case "BreadcrumbList":
            yield from _breadcrumb_problems(data)
        case other:
            yield _("The page's markup is of a type that is not known here: %(type)s.") % {"type": other}


def _breadcrumb_problems(data: dict[str, Any]) -> Iterator[str]:
    steps = data.get("itemListElement") or []
    places = [step.get("position") for step in steps]
    if len(steps) < 2 or places != list(range(1, len(steps) + 1)) or not all(step.get("name") for step in steps):
        yield _("The markup of the way to the page is not a list of named steps.")


def _unshown(data: object, page: _Page) -> Iterator[str]:
    """What the markup says and the page does not."""
    for name, value in _fields(data):
        # A claim that was cut to its length stands whole on the page.
        words = plain(value).removesuffix("…")
        if name in _WORDS and words not in page.text:
            yield _("The markup says “%(words)s” (%(what)s), and the page does not show it.") % {
                "words": shorten(value, 80),
                "what": _WORDS[name],
            }
        elif name == "mediaAuthenticityCategory" and page.in_its_words(labels.MEDIA.get(value, value)) not in page.text:
            yield _("The page does not say what was done to the picture or recording.")
        elif name in _MOMENTS and not page.shows(value):
            yield _("The markup has the date %(date)s, and the page does not show it.") % {"date": value}


def _elsewhere(data: dict[str, Any], page: _Page) -> Iterator[str]:
    if data.get("@type") == "ClaimReview" and data.get("url") != page.canonical:
        yield _("The markup gives the page another address than the page itself.")


def _fields(data: object) -> Iterator[tuple[str, str]]:
    """Every text in the data with the name of its field, however deep it lies."""
    if isinstance(data, list):
        for one in data:
            yield from _fields(one)
    elif isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str):
                yield name, value
            else:
                yield from _fields(value)


class _Page(HTMLParser):
    """What a page shows: `text` is all of it in one line, without the codes of characters that cannot be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.markup: list[str] = []
        self.canonical = ""
        self.language = ""
        self._text: list[str] = []
        self._moments: set[str] = set()
        # The open elements, each with whether what is in it can be seen.
        self._open: list[tuple[str, bool]] = []
        self._is_markup = False

    @cached_property
    def text(self) -> str:
        return plain("".join(self._text))

    def shows(self, moment: str) -> bool:
        """Whether the day or moment, as ISO 8601 writes it, stands on the page."""
        return any(_same(moment, shown) for shown in self._moments)

    def in_its_words(self, label: object) -> str:
        """What the page calls it: its language need not be that of whoever publishes."""
        with translation.override(self.language or translation.get_language()):
            return str(label)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href", "")
        if tag == "time":
            self._moments.add(given.get("datetime", ""))
        if tag not in _INLINE:
            self._text.append(" ")
        if tag == "script" and given.get("type") == "application/ld+json":
            self._is_markup = True
            self.markup.append("")
        if tag not in _VOID:
            is_seen = tag not in _UNSEEN and "hidden" not in given and "unseen" not in given.get("class", "").split()
            self._open.append((tag, is_seen))

    def handle_endtag(self, tag: str) -> None:
        self._is_markup = False
        if tag not in _INLINE:
            self._text.append(" ")
        # A paragraph or a list's item need not be closed: it ends with what is round it.
        names = [name for name, _is_seen in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._is_markup:
            self.markup[-1] += data
        elif all(is_seen for _name, is_seen in self._open):
            self._text.append(data)


def _same(one: str, other: str) -> bool:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", one):
        return one == other
    try:
        moments = [datetime.fromisoformat(text).replace(microsecond=0) for text in (one, other)]
    except ValueError:
        return False
    return moments[0] == moments[1] if all(moment.tzinfo for moment in moments) else False
