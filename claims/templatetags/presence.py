"""Who else is here now: in a page's head, beside a form, and in rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.desk.presence import Present, others_at, others_in

register = template.Library()

_ON_REQUEST = "_others_here"


@register.simple_tag(takes_context=True)
def here_now(context: RequestContext, kind: str, pk: int, address: str) -> SafeString:
    """The people, and the place where presence.js, which tells `address` of this person, keeps them up to date."""
    words = render_to_string("desk/parts/here.html", {"people": _others(context["request"], kind, pk)})
    return format_html('<div class="here" data-presence="{}">{}</div>', address, words)


@register.simple_tag(takes_context=True)
def writing_here(context: RequestContext, form: str, kind: str, pk: int) -> SafeString:
    """A warning for the form with that key (`data-keep`) on the page of the claim or article."""
    people = [one for one in _others(context["request"], kind, pk) if one.writing == form]
    words = render_to_string("desk/parts/writing.html", {"people": people})
    return format_html('<div data-writing="{}" role="status">{}</div>', form, words)


@register.simple_tag(takes_context=True)
def others_by_claim(context: RequestContext, rows: Iterable[Any]) -> dict[int, list[Present]]:
    """Who else is in the claims of these rows (each with a `claim`), by the claims' ids; for the filter `at_claim`."""
    return others_in(context["request"].user, "claim", [row.claim.pk for row in rows])


@register.filter
def at_claim(people: dict[int, list[Present]], pk: int) -> list[Present]:
    return people.get(pk, []) if people else []


def _others(request: HttpRequest, kind: str, pk: int) -> list[Present]:
    """Asked once a request."""
    asked = getattr(request, _ON_REQUEST, None)
    if asked is None:
        asked = others_at(request.user, kind, pk)
        setattr(request, _ON_REQUEST, asked)
    return asked
