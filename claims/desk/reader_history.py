"""What happened to what a reader sent in, as sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.history import Entry, words_of
from claims.desk.history_sentences import who
from claims.models import Event
from claims.vocabulary import SubmissionStep

T = SubmissionStep

_SENTENCES: dict[str, str | Promise] = {
    T.SEND: gettext_lazy("A reader sent this in"),
    T.CHALLENGE: gettext_lazy("A reader challenged the check"),
    T.LOOK: gettext_lazy("{who} began to look at it"),
    T.TAKE_UP: gettext_lazy("{who} took it up as the new claim {claim}"),
    T.ATTACH: gettext_lazy("{who} took it up as claim {claim}"),
    T.CORRECT: gettext_lazy("{who} took it up for a correction of claim {claim}"),
    T.ANSWER: gettext_lazy("{who} answered"),
    T.DECLINE: gettext_lazy("{who} declined it"),
    T.SPAM: gettext_lazy("{who} marked it as spam"),
    T.REOPEN: gettext_lazy("{who} reopened it"),
    T.NOT_ME: gettext_lazy("Whoever has the receipt said that it was not them; name and e-mail address were removed"),
}


def reader_timeline(events: Iterable[Event]) -> list[Entry]:
    """The entries of `events` (newest first)."""
    return [Entry(event, _sentence(event), words_of(event)) for event in events]


def _sentence(event: Event) -> SafeString:
    if event.kind == T.FORGET:
        if event.actor is None:
            return SafeString(_("Name and e-mail address were removed, because it was decided long ago"))
        return format_html(_("{who} removed name and e-mail address"), who=who(event))
    sentence = _SENTENCES.get(event.kind)
    if sentence is None:  # A kind that this version does not know yet.
        return format_html("{}: {}", who(event), event.kind.replace("_", " "))
    return format_html(str(sentence), who=who(event), claim=event.data.get("claim", ""))
