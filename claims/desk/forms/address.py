"""Addresses of the web, as people type them: the same rule in every form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import URLValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.notices import place_tag


class HttpURLField(forms.URLField):
    """An address of the web (Django's field would take ftp, too). Without a scheme in front it gets https://."""

    # Not the browser's own kind of field: that refuses an address without https:// before we can add it.
    widget = forms.TextInput
    default_validators = [URLValidator(["http", "https"])]
    default_error_messages = {"invalid": gettext_lazy("Enter a full address that starts with http:// or https://.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, assume_scheme="https", **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}


def say_completed(request: HttpRequest, address: str, *, at: str = "") -> None:
    """Tell the person, at a place of the page, when the stored `address` is not quite what they typed as `url`."""
    if address and "://" not in request.POST.get("url", ""):
        messages.info(
            request,
            _("https:// was put before the address: %(address)s") % {"address": address},
            extra_tags=place_tag(at),
        )
