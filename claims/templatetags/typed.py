"""Offers what somebody typed into a form and has not saved: `{% typed_offer "comment-12" form %}` above the form."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import RequestContext

from claims.desk.typed import offer_for

register = template.Library()


@register.inclusion_tag("desk/parts/typed_offer.html", takes_context=True)
def typed_offer(context: RequestContext, key: str, form: BaseForm, version: int | None = None) -> dict[str, Any]:
    """`version` is that of what is saved: the offer says when the text was typed over an older one."""
    request = context["request"]
    offer = offer_for(request, key, form)
    return {
        "offer": offer,
        "is_outdated": version is not None and offer is not None and offer.typed.version != str(version),
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
