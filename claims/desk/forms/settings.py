"""The forms of the settings. Each that could overwrite somebody's words carries what was seen."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.claim import LongText, hidden_number
from claims.desk.forms.due import DayField
from claims.models import User
from claims.queries.queue import people_to_assign
from claims.vocabulary import NamesShown, Role, Scope

# What each role is for, where one is chosen.
ROLES_EXPLAINED = [
    (Role.VIEWER, _("Viewer – reads everything, changes nothing")),
    (Role.CHECKER, _("Checker – checks claims and writes verdicts")),
    (Role.EDITOR, _("Editor – triages, assigns, approves and publishes, too")),
    (Role.ADMIN, _("Admin – looks after people and settings, too")),
]


@functools.cache
def _zones() -> list[str]:
    """The time zones that are places. Looking them up reads many files."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


class SettingsForm(forms.Form):
    """Without the colons that no other form here has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class VersionedForm(SettingsForm):
    """`version` is the number of the newest change when the page was made."""

    version = hidden_number()


class PeopleFilterForm(SettingsForm):
    q = forms.CharField(
        label=_("Name, address or handle"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    show = forms.ChoiceField(
        label=_("Who"),
        choices=[("active", _("Who can come in")), ("away", _("Deactivated")), ("all", _("Everybody"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[("name", _("Name")), ("role", _("Role")), ("claims", _("Open claims")), ("seen", _("Last sign-in"))],
        required=False,
    )


class InviteForm(SettingsForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("What the person signs in with. A link to set name and password is sent there."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES_EXPLAINED, initial=Role.CHECKER, widget=forms.RadioSelect)


class RoleForm(VersionedForm):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES_EXPLAINED, widget=forms.RadioSelect)


class TopicForm(SettingsForm):
    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"}))
    description = forms.CharField(
        label=_("Description"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class ChecklistItemForm(SettingsForm):
    name = forms.CharField(
        label=_("Question"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What a reviewer ticks, for example: every figure is in the evidence."),
    )
    description = forms.CharField(
        label=_("Help"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    is_required = forms.BooleanField(label=_("Must be ticked to approve"), required=False)


class EditTopicForm(VersionedForm, TopicForm):
    pass


class EditChecklistItemForm(VersionedForm, ChecklistItemForm):
    pass


class ReviewRulesForm(VersionedForm):
    approvals_needed = forms.TypedChoiceField(
        label=_("Approvals that a verdict needs"),
        coerce=int,
        choices=[
            (1, _("One person who did not write it")),
            (2, _("Two different people who did not write it")),
            (3, _("Three different people who did not write it")),
        ],
        widget=forms.RadioSelect,
    )
    reviews_are_blind = forms.BooleanField(
        label=_("Blind review"),
        required=False,
        help_text=_("What a reviewer says is shown to the others, and to the authors, when the review is over."),
    )
    speaker_must_be_asked = forms.BooleanField(
        label=_("The speaker must have been asked"),
        required=False,
        help_text=_(
            "A verdict on what somebody said is sent to review only when the log says whom you asked for a reply, or"
            " the verdict says why nobody was asked. Without it this is only advised."
        ),
    )


class IdentityForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("As readers see it on every page."))
    tagline = forms.CharField(label=_("Tagline"), max_length=300, required=False)
    logo_text = forms.CharField(
        label=_("Logo text"), max_length=40, required=False, help_text=_("A short form of the name.")
    )
    contact_email = forms.EmailField(label=_("Contact"), required=False, help_text=_("Readers write to it."))
    postal_address = LongText(rows=3, label=_("Postal address"), max_length=500, required=False)
    languages = forms.CharField(
        label=_("Languages"),
        max_length=200,
        help_text=_("Codes, separated by commas, like en, de, ar. The first is that of the public site."),
    )
    data_licence = forms.CharField(
        label=_("Licence of the data"),
        max_length=300,
        required=False,
        help_text=_(
            "The web address of the licence under which others may use the data of your checks, such as"
            " https://creativecommons.org/licenses/by/4.0/. Leave it empty to name none."
        ),
    )

    names_shown = forms.ChoiceField(
        label=_("What readers are told of who wrote and who approved"),
        choices=NamesShown.choices,
        widget=forms.RadioSelect,
        help_text=_("It holds at once for every page, those that were published before, too."),
    )

    def clean_languages(self) -> list[str]:
        return [code for code in self.cleaned_data["languages"].replace(",", " ").split() if code]


class PolicyForm(VersionedForm):
    body = LongText(rows=16, label=_("Text"), max_length=50_000, required=False, help_text=_("Markdown."))
    reviewed_on = DayField(
        label=_("Last reviewed"),
        required=False,
        help_text=_("When somebody last read it and found that it still holds."),
    )


class TokenForm(SettingsForm):
    name = forms.CharField(label=_("What it is for"), max_length=100)
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=[
            (Scope.READ, _("Read what you may read")),
            (Scope.WRITE, _("Do all that you may do")),
        ],
        initial=Scope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("Lasts"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (366, _("A year"))],
        initial=90,
    )


class AccountForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Of the desk, and of the mails you get.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    is_on_team_page = forms.BooleanField(
        label=_("Show me on the public page about the team"),
        required=False,
        help_text=_("With your name, your role, and what you write below."),
    )
    team_line = forms.CharField(label=_("What I do here"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("The newsroom’s")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        own = _("The newsroom’s (%(zone)s)") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", own), *((name, name.replace("_", " ")) for name in _zones())]  # type: ignore[attr-defined]


class AcceptForm(SettingsForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As colleagues see it, and readers under what you check."),
    )
    username = forms.CharField(
        label=_("Handle"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("A short name for mentions, like @maria. Letters, digits and @ . + - _ only."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; three or four words that have nothing to do with each other do well."),
    )
    password_again = forms.CharField(
        label=_("Password (again)"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        both = [cleaned.get("password"), cleaned.get("password_again")]
        if all(both) and both[0] != both[1]:
            self.add_error("password_again", _("The two passwords are not the same."))
        return cleaned


class LeavingForm(forms.Form):
    """Who gets the open claims of those who are deactivated; nobody leaves them where they are."""

    to = forms.ModelChoiceField(
        label=_("Hand their open claims to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody: they stay where they are"),
        help_text=_("Claims that are in review or approved stay with their author; everything else changes hands."),
    )

    def __init__(self, data: Any = None, *, leaving: Collection[User]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["to"].queryset = people_to_assign().exclude(pk__in=[one.pk for one in leaving])  # type: ignore[attr-defined]
