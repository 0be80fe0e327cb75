"""The OpenAPI document: what drf-spectacular finds in the views, and what all operations share."""

from __future__ import annotations

import functools
import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

INTRODUCTION = """\
Articles, claims, evidence, verdicts and the workflow of a fact-check newsroom.

**Signing in.** Send `Authorization: Bearer fc_…` with a token made by `manage.py create_token`, or use the session of
the desk (then writes need the `X-CSRFToken` header). A token acts as its owner, within its scope.

**Versions.** Articles, claims, evidence, verdicts and replies carry an `ETag`. A write sends it back as `If-Match`:
without it the answer is 428, and 412 when somebody else wrote first; the body then holds what stands there now.
Actions on a text that was sent to review name its `revision_id` instead, and answer 409 when there is a newer one.

**Errors** are `{"code", "detail"}`, with `errors` by field for a 400. `detail` is a sentence for people, `code` is for
programs. A refusal by the workflow is 403 when it is about who you are, 409 when it is about where the claim stands.

**Lists** come in pages: follow `next` until it is null.

**Limits.** Too many requests a minute are answered with 429 and `Retry-After`.
"""

_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of what you have read.",
    pattern='^"[0-9]{1,9}"$',
)
_ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The version. Send it back as If-Match to write.",
)

_TEXT: dict[str, Any] = {"type": "string"}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["code", "detail"],
    "properties": {
        "code": {**_TEXT, "description": "For programs; does not change."},
        "detail": {**_TEXT, "description": "For people: what is wrong and what to do."},
    },
}
_SCHEMAS: dict[str, Any] = {
    "Error": _ERROR,
    "InputError": {
        **_ERROR,
        "properties": {
            **_ERROR["properties"],
            "errors": {
                "type": "object",
                "description": "What to do about each field or parameter.",
                "additionalProperties": {"type": "array", "items": _TEXT},
            },
        },
    },
    "ConflictError": {
        "type": "object",
        "required": ["code", "detail"],
        "properties": {
            **_ERROR["properties"],
            "changed_by": {**_TEXT, "nullable": True, "description": "Who wrote last."},
            "changed_at": {**_TEXT, "format": "date-time", "nullable": True},
            "current": {
                "description": "What stands there now.",
                "oneOf": [
                    {"$ref": f"#/components/schemas/{name}"}
                    for name in ("ArticleDetail", "ClaimDetail", "Evidence", "Verdict")
                ],
            },
        },
    },
}


def _answer(description: str, schema: str, example: dict[str, Any], headers: dict[str, Any] | None = None) -> Any:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}, "example": example}}
    answer: dict[str, Any] = {"description": description, "content": content}
    return {**answer, "headers": headers} if headers else answer


_RESPONSES: dict[str, Any] = {
    "400": _answer(
        "Something in the request is not right.",
        "InputError",
        {"code": "invalid", "detail": "state: This field cannot be set here.", "errors": {"state": ["…"]}},
    ),
    "401": _answer(
        "No token and no session, or one that has ended.",
        "Error",
        {"code": "token_expired", "detail": "This token has expired. Make a new one."},
        {"WWW-Authenticate": {"schema": _TEXT}},
    ),
    "403": _answer(
        "You may not do this.",
        "Error",
        {"code": "refused_role", "detail": "Only editors and admins may do this."},
    ),
    "404": _answer(
        "There is nothing at this address.",
        "Error",
        {"code": "not_found", "detail": "There is nothing at this address."},
    ),
    "409": _answer(
        "Not while the claim stands where it is, or there is a newer revision than the one named.",
        "ConflictError",
        {"code": "refused_incomplete", "detail": "The verdict still needs: a rating, a summary."},
    ),
    "412": _answer(
        "Somebody else wrote first.",
        "ConflictError",
        {
            "code": "changed_meanwhile",
            "detail": "Edna changed this in the meantime. Look at the change, then decide again.",
            "changed_by": "Edna",
            "changed_at": "2026-03-02T09:30:00Z",
        },
        {"ETag": {"schema": _TEXT, "description": "The version that stands there now."}},
    ),
    "413": _answer(
        "The body or the text is too long.",
        "InputError",
        {"code": "too_long", "detail": "text: The text has 1000001 characters; the limit is 1000000."},
    ),
    "415": _answer(
        "The body is not application/json.",
        "Error",
        {"code": "unsupported_media_type", "detail": 'Unsupported media type "text/plain" in request.'},
    ),
    "428": _answer(
        "If-Match is missing.",
        "Error",
        {"code": "version_missing", "detail": "Send the ETag of what you have read in the header If-Match."},
    ),
    "429": _answer(
        "Too many requests in this minute.",
        "Error",
        {"code": "throttled", "detail": "Request was throttled. Expected available in 12 seconds."},
        {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}},
    ),
}


class Schema(AutoSchema):
    """Adds the version headers where a view takes or gives versions."""

    def get_override_parameters(self) -> list[OpenApiParameter]:
        parameters: list[OpenApiParameter] = list(super().get_override_parameters())
        takes_version = getattr(self.view, "takes_version", False)
        if takes_version and self.method in ("POST", "PUT", "PATCH", "DELETE"):
            parameters.append(_IF_MATCH)
        if self.method != "DELETE" and (takes_version or getattr(self.view, "gives_version", False)):
            parameters.append(_ETAG)
        return parameters

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Lists are the views with pages; only their GET answers one."""
        return self.method == "GET" and getattr(self.view, "pagination_class", None) is not None


def add_what_all_share(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Postprocessing hook: the errors each operation can answer, the tags, and closed input shapes."""
    result["info"]["description"] = INTRODUCTION
    components = result["components"]
    components["schemas"] |= _SCHEMAS
    components["responses"] = {f"Error{status}": answer for status, answer in _RESPONSES.items()}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _errors_of(path, method, operation):
                operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Error{status}"})
            _close_input(operation, components["schemas"])
    return result


def _errors_of(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    writes = method != "get"
    takes_version = any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", []))
    is_about_a_claim = writes and path != "/api/v1/articles/" and not path.startswith("/api/v1/articles/{")
    statuses = ["400", "401", "403", "429"]
    statuses += ["404"] if "{" in path else []
    statuses += ["409"] if is_about_a_claim else []
    statuses += ["412", "428"] if takes_version else []
    statuses += ["413", "415"] if writes else []
    return sorted(statuses)


def _close_input(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        if name in schemas:
            schemas[name]["additionalProperties"] = False


@functools.cache
def _document() -> bytes:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(schema, ensure_ascii=False).encode()


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The document. It is the same for everybody and needs no database, so it is made once a process."""
    return HttpResponse(_document(), content_type="application/json", headers={"Cache-Control": "public, max-age=300"})
