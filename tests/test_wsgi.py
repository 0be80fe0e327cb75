"""What gunicorn calls."""

import json
import resource
from typing import Any
from unittest import mock
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started

from factcheck.wsgi import application, with_room_for_calls

CALLS = 300


def worst_loop(_environ: object, _start_response: object) -> int:
    """Pages of memory that a loop of calls costs at the worst of many depths."""

    def leaf() -> None:
        pass

    def loop() -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for _ in range(CALLS):
            leaf()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    def at(depth: int) -> int:
        return at(depth - 1) if depth else loop()

    return max(at(depth) for depth in range(250))


def test_no_depth_of_calls_costs_a_piece_of_memory_each_call() -> None:
    assert with_room_for_calls(worst_loop)({}, None) < CALLS / 2


def answer(path: str, **environ: object) -> tuple[str, dict[str, str], str]:
    """Status, headers and body of what gunicorn gets for a request with these variables."""
    told: list[Any] = []
    asked = {"PATH_INFO": path, "REQUEST_METHOD": "POST", "HTTP_HOST": "testserver", **environ}
    setup_testing_defaults(asked)
    # Nothing here asks the database, whose connections are looked after when a request begins.
    with mock.patch.object(request_started, "send"):
        body = b"".join(application(asked, lambda status, headers: told.extend((status, dict(headers)))))
    return told[0], told[1], body.decode()


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json"])
@pytest.mark.parametrize("path", ["/", "/desk/", "/accounts/login/", "/api/v1/claims/"])
def test_a_charset_that_nobody_knows_is_refused(kind: str, path: str) -> None:
    status, headers, body = answer(path, CONTENT_TYPE=f"{kind}; charset*=bogus''x")
    assert status == "400 Bad Request"
    assert headers["X-Content-Type-Options"] == "nosniff"
    if path.startswith("/api/"):
        assert json.loads(body)["code"] == "unreadable"
    else:
        assert "cannot be read" in body
        assert headers["Content-Type"] == "text/plain; charset=utf-8"


def test_so_is_whatever_else_is_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WSGIRequest, "_set_content_type_params", mock.Mock(side_effect=ValueError("no")))
    assert answer("/")[0] == "400 Bad Request"


def test_what_can_be_read_goes_on() -> None:
    assert answer("/healthz", REQUEST_METHOD="GET")[0] == "200 OK"
