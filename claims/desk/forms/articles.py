"""Bringing an article in, and deciding about its claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.claim import hidden_number
from claims.intake.text import FileTooLarge, TextError, decode_text, largest_file
from claims.models import Article


class HttpURLField(forms.URLField):
    """An address of the web: Django's field would take ftp, too."""

    default_validators = [URLValidator(["http", "https"])]


class _Details(forms.Form):
    """Where an article comes from."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        help_text=_("Left empty, it is the first line of the text."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    url = HttpURLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address that starts with http:// or https://.")},
        help_text=_("Where it was published. It is recorded, not fetched."),
    )
    published_on = forms.DateField(
        label=_("Published on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ArticleForm(_Details):
    """A text, pasted or uploaded, and where it comes from. `cleaned_data["text"]` holds the words of either."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        help_text=_("Paste the whole article, with its headline. Claims point at this text, so it stays as it is."),
        widget=forms.Textarea(attrs={"class": "long", "rows": 16, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or a text file"),
        required=False,
        help_text=_("A .txt file in UTF-8, or in UTF-16 with a byte order mark."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )
    is_too_long = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is None:
            return data
        if data.get("text", "").strip():
            self.add_error("file", _("There are a pasted text and a file. Keep one of them."))
            return data
        try:
            # One byte over the limit is enough to know.
            content = upload.read(largest_file(settings.ARTICLE_MAX_CHARS) + 1)
            data["text"] = decode_text(content, max_chars=settings.ARTICLE_MAX_CHARS)
        except TextError as error:
            self.is_too_long = isinstance(error, FileTooLarge)
            self.add_error("file", str(error))
        return data

    def keep_uploaded_text(self) -> None:
        """Put the words of the file into the box, because a browser forgets the file when a form comes back."""
        if self.cleaned_data.get("file") is not None and self.cleaned_data.get("text") and not self.has_error("file"):
            self.data = self.data.copy()
            self.data["text"] = self.cleaned_data["text"]


class ArticleDetailsForm(_Details):
    """Correcting what is recorded of an article. `version` is the article's when it was on the screen."""

    version = hidden_number()

    def __init__(self, data: Any = None, *, article: Article) -> None:
        names = ("title", "publisher", "author", "url", "published_on", "version")
        super().__init__(data, initial={name: getattr(article, name) for name in names})
        self.fields["title"].required = True
        self.fields["title"].help_text = ""


class PassageForm(forms.Form):
    """A claim marked by hand: offsets (from the selection) or the pasted passage."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=20_000,
        help_text=_("Paste the words that make the claim, exactly as they stand in the text."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    speaker_name = forms.CharField(
        label=_("Speaker"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "speakers-here", "autocomplete": "off"}),
        help_text=_("Empty: the article says it in its own voice."),
    )


class TriageForm(forms.Form):
    """One decision about one claim of the list."""

    decision = forms.ChoiceField(choices=[(name, name) for name in ("accept", "dismiss", "reopen", "take")])
    version = forms.IntegerField(min_value=0)
    reason = forms.CharField(required=False, max_length=500)
