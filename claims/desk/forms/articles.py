"""Bringing an article in, and deciding about its claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.address import HttpURLField
from claims.desk.forms.claim import LongText, hidden_number
from claims.desk.forms.due import DayField, DueField
from claims.intake.text import FileTooLarge, PerhapsWindows1252, TextError, decode_text, largest_file
from claims.models import Article, User
from claims.models.ids import LARGEST_ID
from claims.queries.queue import people_to_assign
from claims.vocabulary import Action, Reuse

# Whoever pastes less has pasted something else. (A program may import a shorter one through the API.)
SHORTEST_TEXT = 20


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
        help_text=_("Where it was published. It is recorded, not fetched. Without https:// in front, that is added."),
    )
    published_on = DayField(label=_("Published on"), required=False)


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
    # The words of the file, which a browser forgets when the form comes back.
    uploaded_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is None:
            self._require_length(data.get("text", ""))
            return data
        if data.get("text", "").strip():
            self.add_error("file", _("You pasted a text and chose a file. Keep one of them."))
            return data
        try:
            # One byte over the limit is enough to know.
            content = upload.read(largest_file(settings.ARTICLE_MAX_CHARS) + 1)
            data["text"] = self.uploaded_text = decode_text(content, max_chars=settings.ARTICLE_MAX_CHARS)
            self._require_length(data["text"])
        except PerhapsWindows1252 as error:
            self.uploaded_text = error.text
            guessed = _(
                "The file is not UTF-8. Read as Windows-1252 its text is the one below. Nothing is imported yet: look "
                "at the accented letters, quotation marks and dashes. If they are right, import it; if not, save the "
                "file as UTF-8 and upload it again."
            )
            self.add_error("text", guessed)
        except TextError as error:
            self.is_too_long = isinstance(error, FileTooLarge)
            self.add_error("file", str(error))
        return data

    def keep_uploaded_text(self) -> None:
        """Put the words of the file into the box, where they can be looked at and sent again."""
        if self.uploaded_text:
            self.data = self.data.copy()
            self.data["text"] = self.uploaded_text

    def _require_length(self, text: str) -> None:
        """Without any text at all, the action has the words for it."""
        if 0 < len(text.strip()) < SHORTEST_TEXT:
            self.add_error(
                "text", _("This is too short to hold a claim. Paste the whole article, or at least a whole sentence.")
            )


class ArticleDetailsForm(_Details):
    """Correcting what is recorded of an article. `version` is the article's when it was on the screen."""

    reuse = forms.ChoiceField(
        label=_("What readers may be shown of it"), choices=Reuse.choices, required=False, widget=forms.RadioSelect
    )
    licence = forms.CharField(
        label=_("Licence line"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Shown beside the full text of a licensed article, for example: © Coastal News, by permission."),
    )
    version = hidden_number()

    def __init__(self, data: Any = None, *, article: Article) -> None:
        names = ("title", "publisher", "author", "url", "published_on", "reuse", "licence", "version")
        super().__init__(data, initial={name: getattr(article, name) for name in names})
        self.fields["title"].required = True
        self.fields["title"].help_text = ""
        self._reuse = article.reuse

    def clean_reuse(self) -> str:
        return str(self.cleaned_data["reuse"] or self._reuse)


class PassageForm(forms.Form):
    """A claim marked by hand: offsets (from the selection) or the pasted passage."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    passage = LongText(
        rows=3,
        label=_("Passage"),
        required=False,
        max_length=20_000,
        help_text=_("Paste the words that make the claim, exactly as they stand in the text."),
    )
    speaker_name = forms.CharField(
        label=_("Speaker"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "speakers-here", "autocomplete": "off"}),
        help_text=_("Empty: the article says it in its own voice."),
    )


class NewBordersForm(PassageForm):
    """A selection that is to be the words of a claim that stands already."""

    claim = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    version = forms.IntegerField(min_value=0)


class TriageForm(forms.Form):
    """One decision about one claim of the list."""

    decision = forms.ChoiceField(
        choices=[(name, name) for name in ("accept", "dismiss", "reopen", "take", "assign", "undo")]
    )
    version = forms.IntegerField(min_value=0)
    reason = forms.CharField(required=False, max_length=500)
    checker = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
    due_on = DueField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["checker"].queryset = people_to_assign()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("decision") == Action.ASSIGN and not data.get("checker") and "checker" not in self.errors:
            self.add_error("checker", _("Choose who is to check the claim."))
        return data
