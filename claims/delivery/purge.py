"""Telling a CDN which of its copies are old."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings

# The fewest that any plan of the CDNs which understand this takes in one request.
ADDRESSES_A_REQUEST = 30
TIMEOUT_SECONDS = 10


def send_purge(names: Sequence[str] | None) -> None:
    """Have the copies of these files of the public folder thrown away; None: of all of them.

    POST to PURGE_URL with {"files": [addresses]} or {"purge_everything": true}, and PURGE_TOKEN as the bearer. Raises
    OSError when it is not answered with 2xx; a redirection is none.
    """
    headers = {"Content-Type": "application/json"}
    if settings.PURGE_TOKEN:
        headers["Authorization"] = f"Bearer {settings.PURGE_TOKEN}"
    for body in _bodies(names):
        # settings.py lets only http:// and https:// through.
        request = urllib.request.Request(settings.PURGE_URL, json.dumps(body).encode(), headers, method="POST")  # noqa: S310
        with _opener.open(request, timeout=TIMEOUT_SECONDS):
            pass


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    """Following would show the token to whatever host is named, and would take its page for the answer: a GET that
    purged nothing."""

    def redirect_request(self, *_args: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirection)


def address_of(name: str) -> str:
    """Where readers find the file, for example https://facts.example/checks/taxes-fell/."""
    folder, _slash, last = name.rpartition("/")
    path = (f"{folder}/" if folder else "") if last == "index.html" else name
    return f"{settings.SITE_URL}/{quote(path)}"


def _bodies(names: Sequence[str] | None) -> Iterator[dict[str, object]]:
    if names is None:
        yield {"purge_everything": True}
        return
    addresses = sorted({address_of(name) for name in names})
    for at in range(0, len(addresses), ADDRESSES_A_REQUEST):
        yield {"files": addresses[at : at + ADDRESSES_A_REQUEST]}
