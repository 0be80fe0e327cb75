"""The right-of-reply log: whom a newsroom asked about a claim, and what came of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict, Invalid
from claims.models import Claim, Reply, User
from claims.publishing.text import plain
from claims.vocabulary import Action, ReplyStatus, ReplyWay

# What an entry says, by the names of its fields; the arguments of the actions.
FIELDS = ("person", "office", "way", "asked_on", "due_on", "status", "answered_on", "answer", "quotable", "note")


def add_reply(
    *,
    actor: User,
    claim_id: int,
    person: str,
    way: str,
    asked_on: datetime.date,
    office: str = "",
    due_on: datetime.date | None = None,
    status: str = ReplyStatus.OPEN,
    answered_on: datetime.date | None = None,
    answer: str = "",
    quotable: str = "",
    note: str = "",
    newest: int | None = None,
) -> Reply:
    """Record that somebody was asked for a reply.

    `quotable` is what readers may see of `answer`; `note` stays in the newsroom. `newest` is the id of the newest entry
    of the claim that the person saw, 0 for none: the very same by the same person since then is a second click, and
    nothing is written. Raises Invalid, Refused or Claim.DoesNotExist.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_REPLIES, version=None) as change:
        entry = _content(
            person=person,
            office=office,
            way=way,
            asked_on=asked_on,
            due_on=due_on,
            status=status,
            answered_on=answered_on,
            answer=answer,
            quotable=quotable,
            note=note,
        )
        if newest is not None:
            same = change.claim.replies.filter(pk__gt=newest, added_by=actor, **entry).first()
            if same is not None:
                change.is_empty = True
                return same
        reply = Reply.objects.create(claim=change.claim, added_by=actor, **entry)
        change.data |= {"did": "add", "reply": reply.pk, "person": reply.person, "status": reply.status}
    return reply


def edit_reply(*, actor: User, reply_id: int, version: int, **entry: Any) -> Reply:
    """Change an entry, as when an answer comes in: `entry` is all of FIELDS.

    Raises Conflict when somebody else changed it first.
    """
    claim_id = Reply.objects.values_list("claim_id", flat=True).get(pk=reply_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_REPLIES, version=None) as change:
        reply = _locked(change.claim, reply_id, version)
        before = _as_data(reply, FIELDS)
        for name, value in _content(**entry).items():
            setattr(reply, name, value)
        after = _as_data(reply, FIELDS)
        change.is_empty = after == before
        change.data |= {"did": "edit", "reply": reply.pk, "person": reply.person, "status": reply.status}
        change.data["before"] = {name: value for name, value in before.items() if value != after[name]}
        if not change.is_empty:
            reply.version += 1
            reply.save()
    return reply


def remove_reply(*, actor: User, reply_id: int, version: int) -> None:
    """Take an entry off the log. The event keeps its words; sent revisions keep theirs."""
    claim_id = Reply.objects.values_list("claim_id", flat=True).get(pk=reply_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_REPLIES, version=None) as change:
        reply = _locked(change.claim, reply_id, version)
        change.data |= {"did": "remove", "reply": reply.pk, "person": reply.person, "was": _as_data(reply, FIELDS)}
        reply.delete()


def frozen_replies(claim: Claim) -> list[dict[str, Any]]:
    """The log as plain data, the form in which a revision keeps it: all but the newsroom's own notes."""
    return [frozen_reply(reply) for reply in claim.replies.order_by("asked_on", "id")]


def frozen_reply(reply: Reply) -> dict[str, Any]:
    return _as_data(reply, [name for name in FIELDS if name != "note"])


def _as_data(reply: Reply, fields: Any) -> dict[str, Any]:
    said = {name: getattr(reply, name) for name in fields}
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in said.items()}


def _locked(claim: Claim, reply_id: int, version: int) -> Reply:
    reply = claim.replies.select_for_update().get(pk=reply_id)
    if reply.version != version:
        of_this_one = claim.events.filter(kind=Action.EDIT_REPLIES, data__reply=reply_id)
        raise Conflict(reply, of_this_one.select_related("actor").newest())
    return reply


def _content(
    *,
    person: str,
    office: str,
    way: str,
    asked_on: datetime.date,
    due_on: datetime.date | None,
    status: str,
    answered_on: datetime.date | None,
    answer: str,
    quotable: str,
    note: str,
) -> dict[str, Any]:
    """What an entry says, when it makes sense. Raises Invalid naming every field that does not."""
    wrong = _wrong_days(status, asked_on, due_on, answered_on)
    if way not in ReplyWay.values:
        wrong["way"] = _("Say how they were asked.")
    if status not in ReplyStatus.values:
        wrong["status"] = _("Say what came of it.")
    if status == ReplyStatus.ANSWERED and not answer.strip():
        wrong["answer"] = _("Write down the answer in their words.")
    if status != ReplyStatus.ANSWERED and (answer.strip() or quotable.strip()):
        wrong["status"] = _("There is an answer below: say that they answered, or take it out.")
    if wrong:
        raise Invalid(**wrong)
    return {
        "person": needed(plain(person), "person", _("Say who was asked."), limit=300),
        "office": limited(plain(office), "office", 200),
        "way": way,
        "asked_on": asked_on,
        "due_on": due_on,
        "status": status,
        "answered_on": answered_on if status in (ReplyStatus.ANSWERED, ReplyStatus.DECLINED) else None,
        "answer": limited(answer, "answer", 20_000),
        "quotable": limited(quotable, "quotable", 5_000),
        "note": limited(note, "note"),
    }


def _wrong_days(
    status: str, asked_on: datetime.date, due_on: datetime.date | None, answered_on: datetime.date | None
) -> dict[str, str]:
    today = timezone.localdate()
    wrong = {}
    if asked_on > today:
        wrong["asked_on"] = _("This day has not come yet.")
    if due_on is not None and due_on < asked_on:
        wrong["due_on"] = _("The deadline is before the day they were asked.")
    if status == ReplyStatus.UNANSWERED and (due_on is None or due_on > today):
        wrong["status"] = _("Without a deadline that has come, nobody can say that it was missed.")
    if status == ReplyStatus.ANSWERED and answered_on is None:
        wrong["answered_on"] = _("Say when they answered.")
    if answered_on is not None and not asked_on <= answered_on <= today:
        wrong["answered_on"] = _("Choose a day from the one they were asked to today.")
    return wrong
