"""Turning what an action says when it does not act into pages and fragments."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.actions.errors import Conflict, Invalid, Refused, TooLong
from claims.models import Article, Claim, Comment, Evidence, Job, Revision, Source

View = Callable[..., HttpResponse]

_NOT_THERE = (
    Article.DoesNotExist,
    Claim.DoesNotExist,
    Comment.DoesNotExist,
    Evidence.DoesNotExist,
    Job.DoesNotExist,
    Revision.DoesNotExist,
    Source.DoesNotExist,
)


def answers_errors(view: View) -> View:
    """Let a view raise what access and actions raise; each becomes a page (or, for htmx, a fragment) that says it.

    Not there: 404. Refused: 403, or 409 when it is about the state. Conflict: 409, with what was typed. Invalid
    should be shown beside its field by the view itself; one that gets here is a page with 400 (413 for TooLong).
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except _NOT_THERE as error:
            raise Http404 from error
        except Refused as error:
            return refused(request, error)
        except Conflict as error:
            return conflict(request, error)
        except Invalid as error:
            return invalid(request, error)

    return wrapped


def status_of(error: Refused | Conflict | Invalid) -> int:
    """The HTTP status that goes with an action's error."""
    if isinstance(error, Conflict):
        return 409
    if isinstance(error, Refused):
        return 409 if error.is_about_state else 403
    return 413 if isinstance(error, TooLong) else 400


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _answer(request, "desk/refused.html", {"reason": str(error)}, status_of(error))


def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    return _answer(request, "desk/refused.html", {"reason": str(error)}, status_of(error))


def conflict(
    request: HttpRequest, error: Conflict, *, current: list[tuple[str, str]] | None = None, back_url: str = ""
) -> HttpResponse:
    """409: what stands there now (`current`: label and text), and everything the person had typed, to copy from."""
    context = {"reason": str(error), "current": current or [], "typed": typed_by(request), "back_url": back_url}
    return _answer(request, "desk/conflict.html", context, 409)


def typed_by(request: HttpRequest) -> list[str]:
    """The words a person sent with a form, without what the page itself put there (tokens, versions)."""
    ours = {"csrfmiddlewaretoken", "version", "revision", "next"}
    return [text for name, texts in request.POST.lists() if name not in ours for text in texts if text.strip()]


def say_invalid(request: HttpRequest, error: Invalid) -> None:
    """Queue the sentences of an Invalid as messages, for a view that redirects."""
    for sentence in error.errors.values():
        messages.error(request, sentence)


def _answer(request: HttpRequest, page: str, context: dict[str, object], status: int) -> HttpResponse:
    if getattr(request, "htmx", False):
        folder, name = page.rsplit("/", 1)
        page = f"{folder}/_{name}"
    return render(request, page, context, status=status)
