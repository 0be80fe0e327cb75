"""Callers of the API: people and programs, each with their own key."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from claims.actions.tokens import create_token
from claims.models import User
from claims.vocabulary import Scope

API = "/api/v1/"


class Caller:
    """`ed.post("claims/1/accept/", version=2)`; the answer's `.json()` is its body."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token}"} if token else {})

    def send(
        self, method: str, path: str, body: Any = None, *, version: int | str | None = None, raw: bytes | None = None
    ) -> HttpResponse:
        headers = {} if version is None else {"If-Match": f'"{version}"' if isinstance(version, int) else version}
        data = raw if raw is not None else (b"" if body is None else json.dumps(body).encode())
        address = path if path.startswith("/") else API + path
        return self.client.generic(method, address, data, content_type="application/json", headers=headers)

    def get(self, path: str) -> HttpResponse:
        return self.send("GET", path)

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.send("POST", path, body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.send("PUT", path, body, **more)

    def patch(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.send("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> HttpResponse:
        return self.send("DELETE", path, **more)


@pytest.fixture
def program_of() -> Callable[..., Caller]:
    """`program_of(ed)` calls as ed, with a token; `scope="read"` for one that may only read."""

    def program_of(user: User, scope: str = Scope.WRITE) -> Caller:
        return Caller(create_token(actor=user, name="test", scope=scope, days=1)[1])

    return program_of
