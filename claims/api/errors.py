"""Every error of the API in one shape: {"code", "detail", "errors"?}, and for a conflict what stands there now."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from claims.actions.errors import Conflict, Invalid, Refused, TooLong
from claims.api.concurrency import etag
from claims.api.representations import represent

Body = dict[str, Any]


def on_error(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: PLR0911
    """DRF's exception handler. None (a 500) only for what is a bug."""
    match error:
        case Conflict():
            return _conflict(error, context)
        case Refused():
            return Response({"code": f"refused_{error.because.value}", "detail": str(error)}, error.status)
        case Invalid():
            code = "too_long" if isinstance(error, TooLong) else "invalid"
            errors = {field: [message] for field, message in error.errors.items()}
            return Response(_invalid(code, errors), error.status)
        case exceptions.ValidationError():
            return Response(_invalid("invalid", _by_field(error.detail)), 400)
        case ObjectDoesNotExist() | Http404():
            return Response({"code": "not_found", "detail": _("There is nothing at this address.")}, 404)
        case PermissionDenied():
            return Response({"code": "permission_denied", "detail": _("You may not do this.")}, 403)
        case exceptions.APIException():
            return _plain(error)
    return None


def _plain(error: exceptions.APIException) -> Response:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None) is not None:
        headers["Retry-After"] = str(int(error.wait))
    detail = error.detail
    code = detail.code if isinstance(detail, exceptions.ErrorDetail) else error.default_code
    return Response({"code": code, "detail": str(detail)}, error.status_code, headers=headers)


def _invalid(code: str, errors: dict[str, list[str]]) -> Body:
    if len(errors) == 1:
        field, messages = next(iter(errors.items()))
        return {"code": code, "detail": f"{field}: {' '.join(messages)}", "errors": errors}
    return {"code": code, "detail": _("Some fields are not right; see “errors”."), "errors": errors}


def _by_field(detail: Any) -> dict[str, list[str]]:
    if isinstance(detail, dict):
        return {str(field): [str(message) for message in _flat(messages)] for field, messages in detail.items()}
    return {"body": [str(message) for message in _flat(detail)]}


def _flat(messages: Any) -> list[Any]:
    if isinstance(messages, dict):
        messages = list(messages.values())
    if isinstance(messages, list):
        return [inner for message in messages for inner in _flat(message)]
    return [messages]


def _conflict(error: Conflict, context: dict[str, Any]) -> Response:
    """412 where the request named a version by If-Match, 409 where it named a revision."""
    current = error.current
    body: Body = {"code": "changed_meanwhile", "detail": str(error), "changed_by": None, "changed_at": None}
    if error.last is not None:
        body["changed_by"] = error.last.actor.display_name if error.last.actor else None
        body["changed_at"] = error.last.created_at
    body["current"] = represent(current, context["request"])
    status = 412 if context["view"].takes_version else error.status
    return Response(body, status, headers={"ETag": etag(current.version)})
