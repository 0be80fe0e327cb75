"""From an action's error to what the person sees: the reason, and everything they typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.access import claims_visible_to
from claims.actions.errors import ActionError, Conflict, Invalid, Refused
from claims.desk.history import Entry, timeline
from claims.models import User
from claims.vocabulary import Action

# Work that leaves the claim's version alone, so that it says nothing about a form being out of date.
_UNVERSIONED = (
    Action.EDIT_EVIDENCE,
    Action.EDIT_VERDICT,
    Action.EDIT_REPLIES,
    Action.COMMENT,
    Action.ANSWER_POINT,
)


# What an event calls otherwise than the argument of its action.
_ANSWER_OF = {"speaker": "speaker_name"}


def answers_errors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view raise what access and actions raise: what is not there is a 404, any other error a page (or, for
    htmx, a fragment) that says it, with the error's status.

    A view that has a form catches what can be said beside its fields itself.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        except ActionError as error:
            return refused(request, error)

    return wrapped


def refused(request: HttpRequest, error: ActionError) -> HttpResponse:
    """A page, or for htmx a fragment, with the reason."""
    template = "desk/_refused.html" if request.htmx else "desk/refused.html"
    return render(request, template, {"reason": str(error)}, status=error.status)


def put_errors(form: BaseForm, error: Invalid) -> None:
    """Put what the action said beside the fields that it spoke of."""
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)


def words_for(error: ActionError, user: User) -> tuple[str, str]:
    """A title, and what happened and what to do, said to `user`."""
    if isinstance(error, Conflict):
        if error.last is not None and error.last.actor_id == user.pk:
            return (
                _("You saved this in another tab"),
                _("You changed this yourself after this page was opened. Look at the change, then decide again."),
            )
        return _("Somebody else was first"), str(error)
    if isinstance(error, Refused):
        return _("This was not done"), str(error)
    return _("Please look at this again"), str(error)


def last_change(error: ActionError) -> Entry | None:
    """The change that came first, as a sentence."""
    if isinstance(error, Conflict) and error.last is not None:
        return next(iter(timeline([error.last])), None)
    return None


def context_of(error: ActionError | None, user: User) -> dict[str, object]:
    """What desk/_edit_error.html says of `error` to `user`; None if nothing went wrong."""
    title, message = words_for(error, user) if error else ("", "")
    return {
        "error": error,
        "error_title": title,
        "error_message": message,
        "last": last_change(error) if error else None,
    }


def other_than_typed(answers: Mapping[str, Any], saved: Model) -> list[str]:
    """The names of the fields in which `saved` says something else than the person's `answers`."""
    return [name for name, typed in answers.items() if getattr(saved, name) != typed]


def theirs(
    form: BaseForm, saved: Model, names: Iterable[str], in_words: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """What somebody else saved in the fields `names`: (label, their text). `in_words` has what is no text itself."""
    words = in_words or {}
    return [(str(form.fields[name].label), str(words.get(name, getattr(saved, name)) or "")) for name in names]


def was_done_already(
    *, actor: User, claim_id: int, version: int, kind: str, answers: Mapping[str, Any], steps: int = 1
) -> bool:
    """Whether the very same thing was done by the same person since they saw `version`: a second click on a button.

    `steps` is by how many the action raises the version.
    """
    claim = claims_visible_to(actor).get(pk=claim_id)
    last = claim.events.exclude(kind__in=_UNVERSIONED).newest()
    if last is None or last.kind != kind or last.actor_id != actor.pk:
        return False
    # Editing the claim tells what it says afterwards. An answer of None left the field as it was.
    after = {_ANSWER_OF.get(name, name): text for name, text in last.data.get("after", {}).items()}
    told = last.data | {name: text for name, text in after.items() if answers.get(name) is not None}
    return claim.version == version + steps and all(
        told[name] == _plain(value) for name, value in answers.items() if name in told
    )


def _plain(value: Any) -> Any:
    """An answer in the form in which events keep it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value
