"""ETag and If-Match: a write names the version that was read, so nobody's change is overwritten unseen."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request

# Proxies that compress an answer weaken its ETag (W/"3"); it still names the version.
_ONE_VERSION = re.compile(r'\s*(?:W/)?"([0-9]{1,9})"\s*')


class VersionMissing(APIException):
    status_code = 428
    default_code = "version_missing"
    default_detail = _("Send the ETag of what you have read in the header If-Match.")


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(request: Request) -> int:
    """The version named by If-Match. Raises VersionMissing (428), or ValidationError (400) for no ETag of ours."""
    header = request.headers.get("If-Match")
    if header is None:
        raise VersionMissing
    match = _ONE_VERSION.fullmatch(header)
    if match is None:
        raise ValidationError({"If-Match": [_('Send one ETag as it was received, for example "3".')]})
    return int(match[1])
