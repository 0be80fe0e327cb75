"""What the timeline says of the right-of-reply log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from claims.vocabulary import ReplyStatus

_DID: dict[str, str | Promise] = {
    "add": gettext_lazy("{who} recorded that {person} was asked for a reply"),
    "edit": gettext_lazy("{who} changed what is recorded of asking {person}"),
    "remove": gettext_lazy("{who} took the asking of {person} off the log"),
}
_CAME: dict[str, str | Promise] = {
    ReplyStatus.ANSWERED: gettext_lazy("{who} recorded the answer of {person}"),
    ReplyStatus.DECLINED: gettext_lazy("{who} recorded that {person} declined to answer"),
    ReplyStatus.UNANSWERED: gettext_lazy("{who} recorded that {person} did not answer by the deadline"),
}


def reply_text(data: Mapping[str, Any]) -> str | Promise:
    """The sentence of an event of the log, with places for `who` and `person`. `data` is the event's."""
    text = _DID.get(data.get("did", ""), gettext_lazy("{who} changed who was asked for a reply"))
    if data.get("did") == "edit" and "status" in (data.get("before") or {}):
        return _CAME.get(data.get("status", ""), text)
    return text
