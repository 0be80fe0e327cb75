"""Reading JSON from strangers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BodyTooLarge(APIException):
    status_code = 413
    default_code = "body_too_large"


class StrictJSONParser(BaseParser):
    """UTF-8 JSON, no larger than DATA_UPLOAD_MAX_MEMORY_SIZE. What cannot be read or stored is a 400, never a 500."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise BodyTooLarge(_("The request's body is larger than %(limit)s bytes.") % {"limit": limit})
        try:
            data = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:  # Also UnicodeDecodeError, and numbers with thousands of digits.
            raise ParseError(_("This is not JSON in UTF-8: %(problem)s") % {"problem": error}) from error
        if _has_unstorable_text(data):
            message = _("The JSON holds a character that cannot be stored (a NUL or half a character). Remove it.")
            raise ParseError(message, "unstorable_text")
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _has_unstorable_text(data: Any) -> bool:
    rest = [data]
    while rest:  # Not recursive: the nesting is the sender's choice.
        value = rest.pop()
        if isinstance(value, str):
            if _UNSTORABLE.search(value):
                return True
        elif isinstance(value, dict):
            rest += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            rest += value
    return False
