"""The unsaved texts that the server keeps, as a page offers them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.forms import BaseForm, CharField
from django.http import HttpRequest

from claims.access import typed_visible_to
from claims.actions.typed import as_saved
from claims.models import Typed

_ON_REQUEST = "_typed_keys"


@dataclass(frozen=True)
class Offer:
    """An unsaved text with its words, as (label, text), and with what static/js/keep.js needs to put it back."""

    typed: Typed
    texts: list[tuple[str, str]]
    answers: str
    base: str


def offer_for(request: HttpRequest, key: str, form: BaseForm) -> Offer | None:
    """What this person typed into the form `key` and has not saved; None if there is nothing that `form` does not say.

    Which forms have one is asked once a request, however many forms the page has.
    """
    keys = getattr(request, _ON_REQUEST, None)
    if keys is None:
        keys = set(typed_visible_to(request.user).values_list("key", flat=True))
        setattr(request, _ON_REQUEST, keys)
    typed = typed_visible_to(request.user).filter(key=key).first() if key in keys else None
    if typed is None or _says_it_already(form, typed):
        return None
    return as_offer(typed, form)


def as_offer(typed: Typed, form: BaseForm | None = None) -> Offer:
    """`form` is asked for the labels of the fields and for which of them are words, not choices.

    Of fields that it does not know whatever is more than a number or a tick is taken for words.
    """
    fields = form.fields if form else {}
    texts = [
        (str(form[name].label) if form and name in fields else "", text)
        for name, text in typed.answers.items()
        if (isinstance(fields[name], CharField) if name in fields else not text.isdigit() and text != "on")
        and text.strip()
    ]
    return Offer(typed, texts, json.dumps(typed.answers), json.dumps(typed.base))


def _says_it_already(form: BaseForm, typed: Typed) -> bool:
    return all(
        as_saved(form[name].value() if name in form.fields else "") == as_saved(text)
        for name, text in typed.answers.items()
    )
