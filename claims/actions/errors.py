"""What an action says when it does not act. Desk, API and commands turn these into their own words and statuses."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims.models import (
    Article,
    Claim,
    Event,
    Evidence,
    Newsroom,
    Reply,
    ReviewPoint,
    SavedView,
    Source,
    Submission,
    Verdict,
)
from claims.workflow import Answer, Because, Denied


class ActionError(Exception):
    """An action refused to act. Nothing was written. `status` is the HTTP status that says so."""

    status = 400


class Refused(ActionError):
    """The workflow says no (403, or 409 when it is about the state). `str(error)` is the reason in words."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(str(denied.reason))
        self.because = denied.because
        self.status = 409 if denied.because in (Because.STATE, Because.INCOMPLETE) else 403


def require(answer: Answer) -> None:
    """Raise Refused when the workflow's answer is no."""
    if isinstance(answer, Denied):
        raise Refused(answer)


class Invalid(ActionError):
    """The input is not right (400). `errors` maps a field's name to what to do about it."""

    def __init__(self, **errors: str | Promise) -> None:
        self.errors = {field: str(message) for field, message in errors.items()}
        super().__init__(" ".join(self.errors.values()))


class TooLong(Invalid):
    """The input is over the limit (413)."""

    status = 413


def require_valid(row: Model) -> None:
    """Raise Invalid, field by field, when a row's own validators refuse what is in it."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Invalid(**{field: " ".join(messages) for field, messages in error.message_dict.items()}) from error


class Conflict(ActionError):
    """Somebody else wrote first (409; 412 where a header named the version). `current` is the row as it is now."""

    status = 409

    def __init__(
        self,
        current: Article
        | Claim
        | Verdict
        | Evidence
        | Reply
        | ReviewPoint
        | SavedView
        | Source
        | Submission
        | Newsroom,
        last: Event | None,
    ) -> None:
        self.current = current
        self.last = last
        if last is not None and last.actor is not None:
            message = _("%(name)s changed this in the meantime. Look at the change, then decide again.") % {
                "name": last.actor.display_name
            }
        else:
            message = _("This was changed in the meantime. Look at the change, then decide again.")
        super().__init__(message)
