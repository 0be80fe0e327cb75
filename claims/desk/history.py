"""A claim's events as sentences: who did what, in words for the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from claims.desk.reply_words import reply_text
from claims.models import Event, User
from claims.publishing.text import visible
from claims.queries.claim import people_by_id
from claims.vocabulary import Action, ChangeClass, EventKind, Priority, Stance

People = dict[int, User]

_DETAILS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "author": gettext_lazy("Author"),
    "url": gettext_lazy("Address"),
    "published_on": gettext_lazy("Published on"),
}


# Where events name somebody besides the one who acted.
_PEOPLE = ("checker", "was", "reviewer", "reviewer_was")


@dataclass(frozen=True)
class Detail:
    """A recorded detail that was changed; "" where there was, or is, nothing."""

    label: str | Promise
    before: str
    after: str


@dataclass
class Entry:
    """One line of the timeline. `words` are what a person gave as a reason or wrote, "" if nothing.

    `times` counts the saves that were folded into this line; `event` is the newest of them.
    """

    event: Event
    sentence: SafeString
    words: str
    times: int = 1
    changes: list[Detail] = field(default_factory=list)


def timeline(events: Iterable[Event]) -> list[Entry]:
    """The entries of `events` (newest first), in one query.

    Saves that follow each other by one person become one entry.
    """
    shown = list(events)
    people = people_by_id({pk for event in shown for key in _PEOPLE if (pk := _id(event.data.get(key)))})
    entries: list[Entry] = []
    for event in shown:
        newer = entries[-1] if entries else None
        if newer and event.kind == newer.event.kind == Action.EDIT_VERDICT and event.actor_id == newer.event.actor_id:
            newer.times += 1
        else:
            entries.append(Entry(event, sentence(event, people), words_of(event), changes=changes_of(event)))
    return entries


def sentence(event: Event, people: People) -> SafeString:
    """What happened, with the person's name, for example "Mara sent revision 2 to review"."""
    make = _MAKERS.get(event.kind)
    if make is not None:
        return make(event, people)
    known = _PLAIN.get(event.kind)
    if known is not None:
        return _say(known, who=who(event))
    # A kind that this version does not know yet: say what can be said.
    return _say(_("{who}: {kind}"), who=who(event), kind=event.kind.replace("_", " "))


def words_of(event: Event) -> str:
    """The reason, comment or override reason that came with the event."""
    data = event.data
    return next((str(data[key]) for key in ("reason", "comment", "override_reason") if _is_words(data.get(key))), "")


def changes_of(event: Event) -> list[Detail]:
    """What an edit of an article's details changed, or of a check's address."""
    if event.kind not in (EventKind.EDIT, Action.CHANGE_ADDRESS):
        return []
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    return [
        Detail(label, str(before.get(name) or ""), str(after.get(name) or ""))
        for name, label in _DETAILS.items()
        if before.get(name) != after.get(name)
    ]


def who(event: Event) -> SafeString:
    if event.actor is None:
        return SafeString(_("The system"))
    return _name(event.actor)


def _say(text: str | Promise, /, **parts: Any) -> SafeString:
    return format_html(str(text), **parts)


def _name(user: User | None) -> SafeString:
    return format_html("<bdi>{}</bdi>", user.display_name) if user else SafeString(_("somebody"))


def _quoted(text: Any) -> SafeString:
    return format_html("<bdi>{}</bdi>", visible(str(text))) if text else SafeString(_("(empty)"))


def _id(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_words(value: Any) -> bool:
    # Comments are named by their number in some events; only text is shown.
    return isinstance(value, str) and bool(value)


# Whole sentences, because languages put their parts in other orders: by whether the claim was somebody else's, and
# whether a priority and a due date were given with it.
_ASSIGNED: dict[tuple[bool, bool, bool], str | Promise] = {
    (False, False, False): gettext_lazy("{who} assigned the claim to {checker}"),
    (False, True, False): gettext_lazy("{who} assigned the claim to {checker}, priority {priority}"),
    (False, False, True): gettext_lazy("{who} assigned the claim to {checker}, due {day}"),
    (False, True, True): gettext_lazy("{who} assigned the claim to {checker}, priority {priority}, due {day}"),
    (True, False, False): gettext_lazy("{who} passed the claim from {was} to {checker}"),
    (True, True, False): gettext_lazy("{who} passed the claim from {was} to {checker}, priority {priority}"),
    (True, False, True): gettext_lazy("{who} passed the claim from {was} to {checker}, due {day}"),
    (True, True, True): gettext_lazy("{who} passed the claim from {was} to {checker}, priority {priority}, due {day}"),
}

_PRIORITY: dict[int, str | Promise] = {
    Priority.LOW: pgettext_lazy("priority, in a sentence", "low"),
    Priority.NORMAL: pgettext_lazy("priority, in a sentence", "normal"),
    Priority.HIGH: pgettext_lazy("priority, in a sentence", "high"),
    Priority.URGENT: pgettext_lazy("priority, in a sentence", "urgent"),
}


def _assigned(event: Event, people: People) -> SafeString:
    data = event.data
    checker, was = (people.get(_id(data.get(key)) or 0) for key in ("checker", "was"))
    priority, day = _PRIORITY.get(_id(data.get("priority")) or 0, ""), _day(data.get("due_on"))
    text = _ASSIGNED[was is not None and was != checker, bool(priority), bool(day)]
    return _say(text, who=who(event), was=_name(was), checker=_name(checker), priority=priority, day=day)


def _handed_back(event: Event, people: People) -> SafeString:
    was = people.get(_id(event.data.get("was")) or 0)
    if was is None or was.pk == event.actor_id:
        return _say(_("{who} handed the claim back"), who=who(event))
    return _say(_("{who} took the claim away from {was}"), who=who(event), was=_name(was))


def _asked_reviewer(event: Event, people: People) -> SafeString:
    reviewer, was = (people.get(_id(event.data.get(key)) or 0) for key in ("reviewer", "reviewer_was"))
    if reviewer is None:
        return _say(_("{who} left the review to anybody; {was} had been asked"), who=who(event), was=_name(was))
    if was is None:
        return _say(_("{who} asked {reviewer} for a review"), who=who(event), reviewer=_name(reviewer))
    text = _("{who} asked {reviewer} for a review, instead of {was}")
    return _say(text, who=who(event), reviewer=_name(reviewer), was=_name(was))


def _submitted(event: Event, people: People) -> SafeString:
    reviewer, was = (people.get(_id(event.data.get(key)) or 0) for key in ("reviewer", "reviewer_was"))
    if reviewer is not None:
        text = _("{who} sent revision {number} to review, and asked {reviewer} for it")
    elif was is not None:
        text = _("{who} sent revision {number} to review; {was}, who had been asked for it, wrote a part of it")
    else:
        text = _("{who} sent revision {number} to review")
    number = event.data.get("revision", "?")
    return _say(text, who=who(event), number=number, reviewer=_name(reviewer), was=_name(was))


def _prioritised(event: Event, people: People) -> SafeString:
    priority, day = _PRIORITY.get(_id(event.data.get("priority")) or 0), _day(event.data.get("due_on"))
    if priority is None:
        return _say(_("{who} set priority and due date"), who=who(event))
    text = _("{who} set, priority {priority}, due {day}") if day else _("{who} set, priority {priority}, no due date")
    return _say(text, who=who(event), priority=priority, day=day)


def _day(value: Any) -> str:
    try:
        return date_format(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return ""


def _edited_claim(event: Event, people: People) -> SafeString:
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    is_worded = before.get("wording") != after.get("wording")
    has_speaker = before.get("speaker") != after.get("speaker")
    if is_worded and has_speaker:
        text = _("{who} changed the wording as checked to “{wording}” and the speaker to {speaker}")
    elif is_worded:
        text = _("{who} changed the wording as checked to “{wording}”")
    elif has_speaker:
        text = _("{who} changed the speaker to {speaker}")
    elif before.get("speaker_kind") != after.get("speaker_kind"):
        text = _("{who} said what the speaker {speaker} is")
    else:
        text = _("{who} saved the claim unchanged")
    return _say(text, who=who(event), wording=_quoted(after.get("wording")), speaker=_quoted(after.get("speaker")))


def _undone(event: Event, people: People) -> SafeString:
    undid = event.data.get("undid")
    if undid not in Action.values:
        return _say(_("{who} undid the last step"), who=who(event))
    return _say(_("{who} undid “{step}”"), who=who(event), step=Action(undid).label)


def _marked(event: Event, people: People) -> SafeString:
    if event.data.get("split_from"):
        return _say(_("{who} split this claim off another one"), who=who(event))
    return _say(_("{who} marked this passage as a claim"), who=who(event))


_REWORDED: dict[str, str | Promise] = {
    Action.CHANGE_BORDERS: gettext_lazy("{who} changed the borders; the words were “{quote}”"),
    Action.MERGE: gettext_lazy("{who} merged another claim into this one; the words were “{quote}”"),
    Action.SPLIT_CLAIM: gettext_lazy("{who} split the claim in two; the words were “{quote}”"),
}


def _reworded(event: Event, people: People) -> SafeString:
    wording, quote = event.data.get("wording_before"), _quoted(event.data.get("quote_before"))
    if wording and event.kind == Action.SPLIT_CLAIM:
        text = _("{who} split the claim in two; the words were “{quote}”, as checked “{wording}”")
        return _say(text, who=who(event), quote=quote, wording=_quoted(wording))
    return _say(_REWORDED[event.kind], who=who(event), quote=quote)


_ADDED: dict[str, str | Promise] = {
    Stance.SUPPORTS: gettext_lazy("{who} added the source {source} (supports)"),
    Stance.CONTRADICTS: gettext_lazy("{who} added the source {source} (contradicts)"),
    Stance.CONTEXT: gettext_lazy("{who} added the source {source} (context)"),
}


def _set_topics(event: Event, people: People) -> SafeString:
    names = [str(name) for name in event.data.get("names") or []]
    if not names:
        return _say(_("{who} took all topics away"), who=who(event))
    return _say(_("{who} set the topics: {topics}"), who=who(event), topics=_quoted(", ".join(names)))


def _taken_over(event: Event) -> SafeString:
    pieces = event.data.get("pieces") or []
    text = ngettext(
        "{who} took over {count} piece of evidence from the check of “{claim}”: {sources}",
        "{who} took over {count} pieces of evidence from the check of “{claim}”: {sources}",
        len(pieces),
    )
    sources = ", ".join(str(piece.get("source", "")) for piece in pieces)
    claim = _quoted(event.data.get("from_text"))
    return _say(text, who=who(event), count=len(pieces), claim=claim, sources=_quoted(sources))


def _evidence(event: Event, people: People) -> SafeString:
    data = event.data
    if data.get("did") == "take":
        return _taken_over(event)
    texts = {
        "add": _ADDED.get(data.get("stance", ""), gettext_lazy("{who} added the source {source}")),
        "edit": gettext_lazy("{who} changed what is recorded of the source {source}"),
        "remove": gettext_lazy("{who} removed the source {source}"),
    }
    was = data.get("was")
    source = data.get("source") or (was["source"].get("title") if isinstance(was, dict) and "source" in was else "")
    text = texts.get(data.get("did", ""), gettext_lazy("{who} changed the evidence"))
    return _say(text, who=who(event), source=_quoted(source))


def _replied(event: Event, people: People) -> SafeString:
    return _say(reply_text(event.data), who=who(event), person=_quoted(event.data.get("person")))


def _answered_point(event: Event, people: People) -> SafeString:
    if event.data.get("is_done"):
        text = _("{who} ticked off point {point} of what was asked of revision {number}")
    else:
        text = _("{who} answered point {point} of what was asked of revision {number}; it is still open")
    data = event.data
    return _say(text, who=who(event), point=data.get("point", "?"), number=data.get("revision", "?"))


def _commented(event: Event, people: People) -> SafeString:
    if event.data.get("did") == "resolve":
        return _say(_("{who} resolved a comment"), who=who(event))
    return _say(_("{who} commented"), who=who(event))


def _approved(event: Event, people: People) -> SafeString:
    if event.data.get("override_reason"):
        text = gettext_lazy("{who} approved revision {number}, overriding the four-eyes rule")
    else:
        text = gettext_lazy("{who} approved revision {number}")
    return _numbered(text)(event, people)


_CORRECTED: dict[str, str | Promise] = {
    ChangeClass.TYPO: gettext_lazy("{who} published a correction (typo)"),
    ChangeClass.UPDATE: gettext_lazy("{who} published a correction (update)"),
    ChangeClass.CORRECTION: gettext_lazy("{who} published a correction (correction)"),
    ChangeClass.RATING_CHANGED: gettext_lazy("{who} published a correction (rating changed)"),
}


def _corrected(event: Event, people: People) -> SafeString:
    text = _CORRECTED.get(
        event.data.get("change", ""), gettext_lazy("{who} published a correction (kind not recorded)")
    )
    return _say(text, who=who(event))


def _suggested(event: Event, people: People) -> SafeString:
    splitter = event.data.get("splitter")
    if splitter:
        return _say(_("The splitter {version} suggested this claim"), version=splitter)
    return _say(_("{who} suggested this claim"), who=who(event))


def _split(event: Event, people: People) -> SafeString:
    found, added = (_id(event.data.get(key)) or 0 for key in ("found", "added"))
    text = ngettext(
        "The splitter found {found} claim, {added} of them new",
        "The splitter found {found} claims, {added} of them new",
        found,
    )
    return _say(text, found=found, added=added)


def _unsuggested(event: Event, people: People) -> SafeString:
    version = event.data.get("splitter", "?")
    if event.actor is None:
        return _say(_("The splitter {version} no longer suggests this claim"), version=version)
    text = _("{who} took the suggestion off the list: the splitter {version} no longer makes it")
    return _say(text, who=who(event), version=version)


def _described(event: Event, people: People) -> SafeString:
    return _say(_("The splitter {version} described this suggestion anew"), version=event.data.get("splitter", "?"))


def _resplit(event: Event, people: People) -> SafeString:
    data = event.data
    version = data.get("splitter", "?")
    added, removed, described = (_id(data.get(key)) or 0 for key in ("added", "removed", "described"))
    if not added + removed + described:
        return _say(_("{who} looked at what the splitter {version} would change"), who=who(event), version=version)
    text = _(
        "{who} brought the suggestions up to date with the splitter {version}:"
        " {added} added, {removed} removed, {described} described anew"
    )
    return _say(text, who=who(event), version=version, added=added, removed=removed, described=described)


def _numbered(text: str | Promise) -> Callable[[Event, People], SafeString]:
    return lambda event, people: _say(text, who=who(event), number=event.data.get("revision", "?"))


_MAKERS: dict[str, Callable[[Event, People], SafeString]] = {
    EventKind.SUGGEST: _suggested,
    Action.ANSWER_POINT: _answered_point,
    EventKind.SPLIT: _split,
    EventKind.UNSUGGEST: _unsuggested,
    EventKind.DESCRIBE: _described,
    EventKind.RESPLIT: _resplit,
    Action.ASSIGN: _assigned,
    Action.HAND_BACK: _handed_back,
    Action.PRIORITISE: _prioritised,
    Action.EDIT_CLAIM: _edited_claim,
    Action.CHANGE_BORDERS: _reworded,
    Action.SPLIT_CLAIM: _reworded,
    Action.MERGE: _reworded,
    Action.UNDO: _undone,
    EventKind.ADD: _marked,
    Action.EDIT_EVIDENCE: _evidence,
    Action.EDIT_REPLIES: _replied,
    Action.COMMENT: _commented,
    Action.SUBMIT: _submitted,
    Action.ASK_REVIEWER: _asked_reviewer,
    Action.APPROVE: _approved,
    Action.DISSENT: _numbered(gettext_lazy("{who} disagreed with revision {number}")),
    Action.SET_TOPICS: _set_topics,
    Action.REQUEST_CHANGES: _numbered(gettext_lazy("{who} asked for changes to revision {number}")),
    Action.PUBLISH: _numbered(gettext_lazy("{who} published revision {number}")),
    Action.PUBLISH_CORRECTION: _corrected,
}

_PLAIN: dict[str, str | Promise] = {
    EventKind.IMPORT: gettext_lazy("{who} brought the article in"),
    EventKind.EDIT: gettext_lazy("{who} corrected the details"),
    EventKind.GIVE_UP: gettext_lazy("Work on the article failed too often, and is not tried any more"),
    EventKind.EDIT_SOURCE: gettext_lazy("{who} corrected the source"),
    EventKind.COMPLETE_SOURCE: gettext_lazy("{who} added what was not recorded of the source"),
    Action.ACCEPT: gettext_lazy("{who} accepted the claim for checking"),
    Action.DISMISS: gettext_lazy("{who} dismissed the claim"),
    Action.REOPEN: gettext_lazy("{who} reopened the claim"),
    Action.MARK_REPEAT: gettext_lazy("{who} marked the claim as a repeat"),
    Action.TAKE: gettext_lazy("{who} took the claim"),
    Action.START: gettext_lazy("{who} started checking"),
    Action.RECALL: gettext_lazy("{who} took the verdict back from review"),
    Action.START_CORRECTION: gettext_lazy("{who} started a correction"),
    Action.CANCEL_CORRECTION: gettext_lazy("{who} cancelled the correction"),
    Action.WITHDRAW: gettext_lazy("{who} withdrew the published check"),
    Action.CHANGE_ADDRESS: gettext_lazy("{who} gave the check another address; the old one leads there"),
    Action.EDIT_VERDICT: gettext_lazy("{who} saved the verdict’s draft"),
}
