"""The forms for sources: describing one, uploading a file, correcting what is recorded, and filtering the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.address import HttpURLField
from claims.desk.forms.claim import hidden_number
from claims.intake.uploads import Upload, UploadError, UploadTooLarge, read_upload, too_large
from claims.models import Source
from claims.publishing.text import plain
from claims.queries.sources import SORTS, SourcesWanted


class UploadField(forms.FileField):
    """A file that is looked at, and made safe to keep, before anything else is done with it."""

    TOO_LARGE = "too_large"
    ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv"

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.UPLOAD_MAX_BYTES
        # The browser can tell before it sends the file; limits.js does.
        attrs = {"accept": self.ACCEPTED, "data-bytes": str(limit), "data-too-large": too_large(limit)}
        help_text = _("PDF, picture (PNG, JPEG, WebP, GIF), plain text or CSV, up to %(limit)s MB.")
        super().__init__(
            required=False,
            allow_empty_file=True,  # So that our own words are said.
            widget=forms.FileInput(attrs=attrs),
            help_text=help_text % {"limit": limit // 1_000_000},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        limit = settings.UPLOAD_MAX_BYTES
        try:
            # One byte over the limit is enough to know.
            return read_upload(
                file.read(limit + 1), plain(file.name), max_bytes=limit, max_pixels=settings.UPLOAD_MAX_PIXELS
            )
        except UploadError as error:
            code = self.TOO_LARGE if isinstance(error, UploadTooLarge) else "invalid"
            raise ValidationError(str(error), code=code) from error


class SourceFields(forms.Form):
    """What is recorded of a source."""

    url = HttpURLField(
        label=_("Address"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "https://"}),
        help_text=_("Without https:// in front, that is added. It is recorded, not fetched."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the source is called. Needed if there is neither address nor file."),
    )
    archived_url = HttpURLField(
        label=_("Archived copy"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "https://web.archive.org/web/…"}),
        help_text=_(
            "Where a copy of the page is kept, at an archive of your choice. Readers get it beside the live page."
        ),
    )
    publisher = forms.CharField(
        label=_("Publisher"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    interest = forms.CharField(
        label=_("Interest"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the source itself stands to gain or lose; “none known” if there is none."),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When the source itself came out, where that is known. Readers see it."),
    )


class EditSourceForm(SourceFields):
    """Correcting what is recorded. `version` is the source's when it was on the screen."""

    version = hidden_number()
    field_order = ["title", "url", "archived_url", "publisher", "interest", "published_on"]

    def __init__(self, data: Any = None, *, source: Source) -> None:
        names = ("title", "url", "archived_url", "publisher", "interest", "published_on", "version")
        super().__init__(data, initial={name: getattr(source, name) for name in names}, label_suffix="")
        self.fields["title"].required = True
        self.fields["title"].help_text = ""


class SourceFilterForm(forms.Form):
    """What the list of sources is narrowed to. What makes no sense in the address is left out."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    publisher = forms.CharField(
        label=_("Publisher"), required=False, widget=forms.TextInput(attrs={"list": "publishers", "dir": "auto"})
    )
    use = forms.ChoiceField(
        label=_("Used"),
        required=False,
        choices=[
            ("", _("in any way")),
            ("primary", _("as a primary source")),
            ("secondary", _("only as a secondary one")),
            ("unused", _("not any more")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("It is"),
        required=False,
        choices=[
            ("", _("anything")),
            ("address", _("a page with an address")),
            ("file", _("an uploaded file")),
            ("neither", _("neither")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("new", _("newest first")),
            ("used", _("most used first")),
            ("title", _("by title")),
            ("publisher", _("by publisher")),
        ],
    )

    def wanted(self) -> SourcesWanted:
        self.is_valid()
        data = self.cleaned_data
        return SourcesWanted(
            words=data.get("q", "")[:200],
            publisher=data.get("publisher", "")[:200],
            use=data.get("use", ""),
            kind=data.get("kind", ""),
            sort=data.get("sort", "") if data.get("sort") in SORTS else "new",
        )
