"""What was changed in the settings, as sentences: who did what, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.article_history import Detail
from claims.desk.history import Entry
from claims.desk.history_sentences import who
from claims.models import Event
from claims.publishing.text import shorten, visible
from claims.vocabulary import How, NamesShown, NotificationKind, Role, SettingsStep

_SENTENCES: dict[str, str | Promise] = {
    SettingsStep.ADD: gettext_lazy("{who} added {name}"),
    SettingsStep.CHANGE: gettext_lazy("{who} changed {name}"),
    SettingsStep.REMOVE: gettext_lazy("{who} took {name} out of use"),
    SettingsStep.RESTORE: gettext_lazy("{who} put {name} back into use"),
    SettingsStep.MOVE: gettext_lazy("{who} moved {name}"),
    SettingsStep.USE: gettext_lazy("{who} made {name} the current one"),
    SettingsStep.REVOKE: gettext_lazy("{who} revoked {name}"),
    SettingsStep.INVITE: gettext_lazy("{who} invited {name} as {role}"),
    SettingsStep.INVITE_AGAIN: gettext_lazy("{who} sent the invitation of {name} again"),
    SettingsStep.WITHDRAW_INVITATION: gettext_lazy("{who} withdrew the invitation of {name}"),
    SettingsStep.JOIN: gettext_lazy("{who} accepted the invitation as {role}"),
    SettingsStep.CHANGE_ROLE: gettext_lazy("{who} gave {name} another role"),
    SettingsStep.DEACTIVATE: gettext_lazy("{who} deactivated {name}"),
    SettingsStep.SIGN_OUT: gettext_lazy("{who} ended all other sessions"),
    SettingsStep.REACTIVATE: gettext_lazy("{who} let {name} in again"),
}

_LABELS: dict[str, str | Promise] = {
    "role": gettext_lazy("Role"),
    "ratings": gettext_lazy("Ratings"),
    "name": gettext_lazy("Name"),
    "description": gettext_lazy("Description"),
    "tagline": gettext_lazy("Tagline"),
    "contact_email": gettext_lazy("Contact"),
    "logo_text": gettext_lazy("Logo text"),
    "postal_address": gettext_lazy("Postal address"),
    "data_licence": gettext_lazy("Licence of the data"),
    "languages": gettext_lazy("Languages"),
    "names_shown": gettext_lazy("Who wrote and who approved"),
    "body": gettext_lazy("Text"),
    "reviewed_on": gettext_lazy("Last reviewed"),
    "language": gettext_lazy("Language"),
    "time_zone": gettext_lazy("Time zone"),
    "is_on_team_page": gettext_lazy("Shown on the page about the team"),
    "team_line": gettext_lazy("What they do here"),
    "is_required": gettext_lazy("Must be ticked to approve"),
    "place": gettext_lazy("Place"),
    "approvals_needed": gettext_lazy("Approvals that a verdict needs"),
    "reviews_are_blind": gettext_lazy("Blind review"),
    "speaker_must_be_asked": gettext_lazy("The speaker must have been asked"),
    "is_shared": gettext_lazy("For the whole newsroom"),
    "query": gettext_lazy("Filters"),
    "affiliation": gettext_lazy("Party or group"),
    "kind": gettext_lazy("Person or organisation"),
    "current": gettext_lazy("Current scale"),
}


def settings_timeline(events: Iterable[Event]) -> list[Entry]:
    """The entries of `events` (newest first)."""
    return [Entry(event, _sentence(event), "", changes=_changes(event)) for event in events]


def _sentence(event: Event) -> SafeString:
    data = event.data
    text = _SENTENCES.get(event.kind) or gettext_lazy("{who} changed the settings")
    name = data.get("name")
    return format_html(
        str(text),
        who=who(event),
        name=format_html("<bdi>{}</bdi>", visible(str(name))) if name else SafeString(_("this page")),
        role=_word("role", data.get("role")),
    )


def _changes(event: Event) -> list[Detail]:
    before, after = event.data.get("before"), event.data.get("after")
    # What is new was nothing before: its name says enough.
    if event.kind == SettingsStep.ADD or not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        Detail(_LABELS.get(name) or _label(name), _word(name, before.get(name)), _word(name, after[name]))
        for name in after
    ]


def _label(name: str) -> str | Promise:
    return NotificationKind(name).label if name in NotificationKind.values else name.replace("_", " ")


def _word(name: str, value: Any) -> str:
    """A stored value as a person reads it."""
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if name == "names_shown" and value in NamesShown.values:
        return str(NamesShown(value).label)
    if name in NotificationKind.values and value in How.values:
        return str(How(value).label)
    if name == "language":
        return dict(settings.LANGUAGES).get(value, str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    # A page's text is kept whole in the event; its history shows how it begins.
    return "" if value is None else shorten(str(value), 400)
