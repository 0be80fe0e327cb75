"""What is turned away before anything reads it, and what the answer is when the database is away."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

from claims.models import User


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/desk/articles/new/", "/api/v1/articles/"])
def test_a_huge_request_is_refused_unread(client: Client, address: str) -> None:
    response = client.generic(
        "POST", address, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=10**8
    )
    assert response.status_code == 413
    assert response["Connection"] == "close"


@pytest.mark.parametrize("charset", ["idna", "utf-16", "nonsense"])
def test_another_charset_is_refused(client: Client, charset: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\xff\r\n--x--'
    for address in ("/", "/accounts/login/"):
        response = client.generic(
            "POST", address, body, content_type=f"multipart/form-data; boundary=x; charset={charset}"
        )
        assert response.status_code == 415


def test_the_readers_site_does_not_read_what_it_refuses(client: Client) -> None:
    with mock.patch("django.http.request.HttpRequest._load_post_and_files", side_effect=AssertionError):
        assert client.post("/", {"a": "b"}).status_code == 405


@pytest.mark.parametrize(("address", "kind"), [("/desk/articles/", "text/html"), ("/api/v1/articles/", "json")])
def test_without_the_database_it_says_so(client: Client, ed: User, address: str, kind: str) -> None:
    client.force_login(ed)
    client.raise_request_exception = False
    with mock.patch("django.db.models.query.QuerySet.__iter__", side_effect=OperationalError("gone")):
        response = client.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert kind in response["Content-Type"]
    assert "database" in response.content.decode()


def test_the_support_tool_answers_no_guesses(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.get("/admin/claims/user/?password__startswith=md5").status_code == 400
    assert client.get("/admin/claims/user/?role__exact=admin").status_code == 200
