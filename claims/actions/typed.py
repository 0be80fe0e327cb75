"""What people type and have not saved. It is theirs alone: no event is written, and nobody becomes an author by it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from claims.access import typed_visible_to
from claims.actions.errors import ActionError, TooLong
from claims.models import Typed, User

# Twice the longest verdict, with what the form said before. Longer texts stay in the browser.
TYPED_LIMIT = 250_000
FORMS_LIMIT = 200
KEPT_DAYS = 30


class OtherText(ActionError):
    """Another text of this person's is kept for the form, typed elsewhere; nothing was written over. `typed` is it."""

    status = 409

    def __init__(self, typed: Typed) -> None:
        super().__init__(_("Another text of yours is kept for this form."))
        self.typed = typed


class Gone(ActionError):
    """The text that was to be replaced is not there any more: it was saved, given up or forgotten."""

    status = 410


def keep_typed(
    *, actor: User, key: str, answers: dict[str, str], base: dict[str, str], version: str = "", seen: str = ""
) -> Typed:
    """Keep what `actor` has typed so far into the form `key`.

    `seen` is the stamp of the text that this one goes on from, "" for none. Raises OtherText when another one is there
    (unless it says the same), Gone when that text is not there any more, and TooLong over the limits.
    """
    if len(json.dumps([answers, base], ensure_ascii=False)) > TYPED_LIMIT:
        raise TooLong(answers=_("The text is too long to be kept here."))
    with transaction.atomic():
        # One at a time for each person. Rows that point at the person may be written meanwhile.
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        mine = typed_visible_to(actor)
        typed = mine.filter(key=key).first()
        if typed is None:
            if seen:
                raise Gone
            if mine.count() >= FORMS_LIMIT:
                raise TooLong(key=_("You have too many unsaved texts. Save some of them, or give them up."))
            typed = Typed(person=actor, key=key)
        elif seen != typed.stamp and typed.answers != answers:
            raise OtherText(typed)
        typed.answers, typed.base, typed.version, typed.updated_at = answers, base, version, timezone.now()
        typed.save()
    return typed


def give_up_typed(*, actor: User, key: str, seen: str) -> bool:
    """Throw away the text that this person saw (`seen` is its stamp); another one that came since stays."""
    at = _moment(seen)
    return at is not None and bool(typed_visible_to(actor).filter(key=key, updated_at=at).delete()[0])


def forget_saved(*, actor: User, keys: Iterable[str], saved: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """These forms were saved, with the answers `saved`; `seen` are the stamps of the texts they went on from, by key.

    A text that was typed on another device and says something else is not what was saved: it stays.
    """
    for typed in typed_visible_to(actor).filter(key__in=list(keys)):
        is_what_was_saved = all(as_saved(saved.get(name)) == as_saved(text) for name, text in typed.answers.items())
        if is_what_was_saved or seen.get(typed.key) == typed.stamp:
            give_up_typed(actor=actor, key=typed.key, seen=typed.stamp)


def sweep_typed() -> int:
    """Throw away what nobody came back to for KEPT_DAYS, and what deactivated people left. How many there were."""
    long_ago = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    return Typed.objects.filter(Q(updated_at__lt=long_ago) | Q(person__is_active=False)).delete()[0]


def as_saved(text: object) -> str:
    """As it is saved: browsers send line ends otherwise than they show them, and white space around it is cut."""
    return "\n".join(str("" if text is None else text).splitlines()).strip()


def _moment(stamp: str) -> dt.datetime | None:
    try:
        at = parse_datetime(stamp)
        # In UTC: PostgreSQL knows no clock that is more than 16 hours off.
        return at.astimezone(dt.UTC) if at is not None and timezone.is_aware(at) else None
    except (ValueError, OverflowError):
        return None
