"""Hostile and mistaken input: a clear 4xx that names what is wrong, never a 500."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Article, Claim, Rating, User
from claims.vocabulary import State
from tests.api.conftest import Caller

GOOD = {"text": "Two cranes fell."}


@pytest.fixture
def editor(ed: User, program_of: Callable[..., Caller]) -> Caller:
    return program_of(ed)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"text": "a\\u0000b"}', "unstorable_text"),
        (b'{"text": "a\\ud800b"}', "unstorable_text"),
        (b'{"text": "a", "title": "\\udfff"}', "unstorable_text"),
        (b'{"te\\u0000xt": "a"}', "unstorable_text"),
        (b'{"text": [{"a": ["\\u0000"]}]}', "unstorable_text"),
        (b"[" * 100_000, "parse_error"),
        (b'{"a":' * 50_000, "parse_error"),
        (b"[" * 5_000 + b"]" * 5_000, "parse_error"),
        (b'{"text": NaN}', "parse_error"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "parse_error"),
        (b'{"text": "\xff"}', "parse_error"),
        (b"\x00", "parse_error"),
        (b"text=a", "parse_error"),
        (b'{"text": "a"', "parse_error"),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else value,
)
def test_a_body_that_cannot_be_read_or_stored(raw: bytes, code: str, editor: Caller) -> None:
    answer = editor.send("POST", "articles/", raw=raw)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["detail"]
    assert not Article.objects.exists()


@pytest.mark.parametrize("body", [[], [GOOD], "text", 7, True, None, 1e999])
def test_a_body_that_is_no_object(body: Any, editor: Caller) -> None:
    answer = editor.send("POST", "articles/", raw=json.dumps(body).encode())
    assert answer.status_code == 400


def test_deep_nesting_below_the_parsers_limit(editor: Caller) -> None:
    raw = b'{"text": ' + b"[" * 400 + b"]" * 400 + b"}"
    answer = editor.send("POST", "articles/", raw=raw)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"text"})


def test_an_article_over_the_limit(editor: Caller, settings: Any) -> None:
    settings.ARTICLE_MAX_CHARS = 100
    answer = editor.post("articles/", {"text": "a " * 60})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_long")
    assert "100" in answer.json()["errors"]["text"][0]


def test_a_body_over_the_limit(editor: Caller, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = editor.post("articles/", {"text": "a" * 1000})
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"],
)
def test_other_content_types(kind: str, editor: Caller) -> None:
    answer = editor.client.generic("POST", "/api/v1/articles/", b"text=a", content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_form_that_cannot_be_read_in_a_session(ed: User) -> None:
    """Looking for the CSRF token reads the form."""
    caller = Caller()
    caller.client = Client(enforce_csrf_checks=True)
    caller.client.force_login(ed)
    caller.client.cookies["csrftoken"] = "a" * 32
    answer = caller.client.generic("POST", "/api/v1/articles/", b"text=a", content_type="multipart/form-data")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": {"a": 1}}, "text"),
        ({**GOOD, "title": "x" * 301}, "title"),
        ({**GOOD, "title": True}, "title"),
        ({**GOOD, "url": "javascript:alert(1)"}, "url"),
        ({**GOOD, "url": "ftp://a.example/"}, "url"),
        ({**GOOD, "url": "http://[::1"}, "url"),
        ({**GOOD, "url": "https://a.example/" + "x" * 2000}, "url"),
        ({**GOOD, "publisher": "x" * 201}, "publisher"),
        ({**GOOD, "author": "x" * 201}, "author"),
        ({**GOOD, "language": "not a language"}, "language"),
        ({**GOOD, "published_on": "yesterday"}, "published_on"),
        ({**GOOD, "published_on": "2026-02-30"}, "published_on"),
        ({**GOOD, "published_on": 20260302}, "published_on"),
        ({**GOOD, "state": "published"}, "state"),
    ],
)
def test_an_article_that_is_not_right(body: dict[str, Any], field: str, editor: Caller) -> None:
    answer = editor.post("articles/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert set(answer.json()["errors"]) == {field}


@pytest.mark.parametrize("end", ["5", 5.0, 5.5, True, None, -1, 0, 10**6, 2**31, 10**30, [], {}])
def test_a_span_that_is_not_right(end: Any, story: Article, editor: Caller) -> None:
    answer = editor.post(f"articles/{story.pk}/claims/", {"start": 0, "end": end})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) <= {"end", "span"}


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("assign", {}, "checker"),
        ("assign", {"checker": "mara"}, "checker"),
        ("assign", {"checker": 10**12}, "checker"),
        ("assign", {"checker": 10**30}, "checker"),
        ("assign", {"checker": True}, "checker"),
        ("assign", {"checker": 1.0}, "checker"),
        ("dismiss", {"reason": "  "}, "reason"),
        ("dismiss", {"reason": "x" * 501}, "reason"),
        ("prioritise", {"priority": 9, "due_on": None}, "priority"),
        ("prioritise", {"priority": "4", "due_on": None}, "priority"),
        ("prioritise", {"priority": True, "due_on": None}, "priority"),
        ("prioritise", {"priority": [4], "due_on": None}, "priority"),
        ("prioritise", {"priority": 4}, "due_on"),
        ("prioritise", {"priority": 4, "due_on": "9999-99-99"}, "due_on"),
        ("approve", {"revision_id": "1"}, "revision_id"),
        ("approve", {"revision_id": 0}, "revision_id"),
        ("take", {"checker": 1}, "checker"),
    ],
)
def test_an_action_that_is_not_right(
    action: str, body: dict[str, Any], field: str, claim_in: Callable[..., Claim], editor: Caller
) -> None:
    claim = claim_in(State.TO_CHECK)
    answer = editor.post(f"claims/{claim.pk}/{action}/", body, version=claim.version)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {field})


def test_a_viewer_cannot_be_assigned(claim_in: Callable[..., Claim], vic: User, editor: Caller) -> None:
    claim = claim_in(State.TO_CHECK)
    answer = editor.post(f"claims/{claim.pk}/assign/", {"checker": vic.pk}, version=claim.version)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"checker"})


@pytest.mark.parametrize("wrong", [10**12, 0, -1, "1", 1.5, False, [1], {}])
def test_a_rating_that_is_none(
    wrong: Any, claim_in: Callable[..., Claim], mara: User, program_of: Callable[..., Caller]
) -> None:
    assert Rating.objects.exists()
    claim = claim_in(State.CHECKING)
    body = {"rating": wrong, "summary": "", "explanation": ""}
    answer = program_of(mara).put(f"claims/{claim.pk}/verdict/", body, version=0)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"rating"})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"stance": "context"}, "title"),
        ({"title": "Ledger"}, "stance"),
        ({"title": "Ledger", "stance": "maybe"}, "stance"),
        ({"title": "Ledger", "stance": "context", "is_primary": "yes"}, "is_primary"),
        ({"title": "Ledger", "stance": "context", "is_primary": 1}, "is_primary"),
        ({"title": "Ledger", "stance": "context", "url": "//evil.example"}, "url"),
        ({"title": "Ledger", "stance": "context", "locator": "x" * 201}, "locator"),
        ({"title": "Ledger", "stance": "context", "passage": "x" * 10_001}, "passage"),
    ],
)
def test_evidence_that_is_not_right(
    body: dict[str, Any], field: str, claim_in: Callable[..., Claim], mara: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.CHECKING)
    answer = program_of(mara).post(f"claims/{claim.pk}/evidence/", body)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {field})


@pytest.mark.parametrize(
    "path",
    [
        "claims/{}/",
        "claims/{}/verdict/",
        "claims/{}/evidence/",
        "claims/{}/revisions/",
        "articles/{}/",
        "articles/{}/claims/",
        "evidence/{}/",
        "sources/{}/",
        "jobs/{}/",
    ],
)
def test_ids_that_are_not_there(path: str, editor: Caller) -> None:
    for number in ("0", "999999", str(2**63 - 1), str(2**63), "9" * 100, "9" * 5000, "-1", "1.5", "x"):
        answer = editor.get(path.format(number))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), number[:30]


@pytest.mark.parametrize("path", ["claims/{}/accept/", "claims/{}/comments/", "comments/{}/resolve/"])
def test_writes_to_what_is_not_there(path: str, editor: Caller) -> None:
    for number in ("999999", str(2**63), "9" * 100):
        assert editor.post(path.format(number), version=1).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("claims/?state=nonsense", "state"),
        ("claims/?priority=9", "priority"),
        ("claims/?priority=x", "priority"),
        ("claims/?speaker=x", "speaker"),
        ("claims/?speaker=1e999999999", "speaker"),
        (f"claims/?speaker={'9' * 5000}", "speaker"),
        (f"claims/?article={2**63}", "article"),
        ("claims/?article=-1", "article"),
        ("claims/?checker=somebody", "checker"),
        (f"claims/?checker={2**63}", "checker"),
        ("claims/?checker=%C2%B2", "checker"),
        ("claims/?updated_since=yesterday", "updated_since"),
        ("claims/?updated_since=999999-01-01", "updated_since"),
        ("claims/?updated_since=0001-01-01T00:00:00%2B23:59", "updated_since"),
        (f"claims/?q={'x' * 201}", "q"),
        ("claims/?page_size=0", "page_size"),
        ("claims/?page_size=101", "page_size"),
        ("claims/?page_size=x", "page_size"),
        ("claims/?page_size=%C2%B2", "page_size"),
        ("claims/?cursor=nonsense", "cursor"),
        ("claims/?cursor=cD1hYmM=", "cursor"),  # p=abc
        ("claims/?cursor=cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ==", "cursor"),  # p=99999999999999999999999
        ("claims/?cursor=cj14", "cursor"),  # r=x
        ("claims/?cursor=%C3%A9", "cursor"),
        ("claims/?stat=published", "stat"),
        ("claims/?id__gt=1", "id__gt"),
        ("claims/1/?fields=all", "fields"),
        ("articles/?state=published", "state"),
        ("jobs/?state=nonsense", "state"),
        (f"jobs/?claim={'9' * 30}", "claim"),
        ("people/?role=owner", "role"),
        (f"sources/?q={'x' * 201}", "q"),
    ],
)
def test_query_parameters_that_are_not_right(query: str, field: str, editor: Caller) -> None:
    answer = editor.get(query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert set(answer.json()["errors"]) == {field}


@pytest.mark.parametrize("query", ["claims/?q=%00", "claims/?%00=1", "claims/?state=%ED%A0%80", "claims/%00/"])
def test_unstorable_text_in_the_address(query: str, editor: Caller) -> None:
    answer = editor.get(query)
    assert answer.status_code in (400, 404)
    assert answer.json()["code"]


@pytest.mark.parametrize(
    "q", ["%25", "_", "%5C", "'%20or%201=1--", "%F0%9F%A6%92", "%E2%80%AE", "%EF%BC%85", "(", "*", "a b " * 49]
)
def test_searching_for_odd_things(q: str, editor: Caller, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.SUGGESTED)
    answer = editor.get(f"claims/?q={q.replace(' ', '%20')}")
    assert (answer.status_code, answer.json()["results"]) == (200, [])
