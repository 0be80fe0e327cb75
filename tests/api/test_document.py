"""The OpenAPI document: valid, complete, and true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from claims.api.transitions import TRANSITIONS
from claims.api.urls import urlpatterns
from claims.vocabulary import Action
from tests.api.test_access import FOR_EVERYBODY, TABLE


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Signed out, and without a database: no fixture of this test opens one."""
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return json.loads(answer.content)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_valid_and_made_without_warnings(tmp_path: Path) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "openapi.yml"))


def test_it_is_public_and_for_reading_only() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert "public" in answer.headers["Cache-Control"]
    assert Client().post("/api/v1/openapi.json").status_code == 405


def test_it_has_every_address_and_method(document: dict[str, Any]) -> None:
    routes = {pattern.name: str(pattern.pattern) for pattern in urlpatterns if pattern.name not in FOR_EVERYBODY}
    expected = {(re.sub("<int:pk>", "{id}", f"/api/v1/{routes[name]}"), method.lower()) for method, name in TABLE}
    assert {(path, method) for path, method, _ in operations(document)} == expected


def test_every_action_of_the_workflow_has_an_address() -> None:
    elsewhere = {Action.EDIT_CLAIM, Action.EDIT_EVIDENCE, Action.EDIT_VERDICT, Action.EDIT_REPLIES}
    elsewhere |= {Action.COMMENT, Action.ANSWER_POINT}
    assert {transition.action for transition in TRANSITIONS} == set(Action) - elsewhere


def test_every_operation_says_what_it_is_and_how_it_fails(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, method, operation in operations(document):
        assert operation["summary"], path
        assert operation["tags"], path
        assert {"token": []} in operation["security"]
        assert {} not in operation["security"]
        assert {"400", "401", "403", "429"} <= set(operation["responses"]), path
        assert ("404" in operation["responses"]) == ("{id}" in path)
        assert ("415" in operation["responses"]) == (method != "get")
        if "requestBody" in operation:
            assert operation["requestBody"]["content"]["application/json"]["examples"], path
            schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert document["components"]["schemas"][schema]["additionalProperties"] is False


def test_if_match_is_asked_for_where_it_is_needed(document: dict[str, Any]) -> None:
    asked = {
        (method.upper(), path)
        for path, method, operation in operations(document)
        if any(
            parameter["name"] == "If-Match" and parameter["required"] for parameter in operation.get("parameters", [])
        )
    }
    routes = {pattern.name: str(pattern.pattern) for pattern in urlpatterns}
    needed = {
        (method, f"/api/v1/{routes[name]}".replace("<int:pk>", "{id}"))
        for (method, name), row in TABLE.items()
        if row.version_of
    }
    assert asked == needed
    for path, method, operation in operations(document):
        has_it = (method.upper(), path) in needed
        assert ({"412", "428"} <= set(operation["responses"])) == has_it, path


def test_its_examples_are_accepted_by_its_own_shapes(document: dict[str, Any]) -> None:
    for transition in TRANSITIONS:
        shape = transition.shape(data=transition.example or {})
        assert shape.is_valid(), (transition.action, shape.errors)
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert "cookieAuth" in document["components"]["securitySchemes"]
