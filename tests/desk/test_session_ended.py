"""A session that ended in the middle of something: back to a page that can be read, and told so."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory

from claims.desk.returning import address_asked_for
from claims.models import Claim
from claims.vocabulary import State
from factcheck.middleware import page_of_the_form


def way_back(location: str) -> str:
    return parse_qs(urlsplit(location).query)["next"][0]


def test_a_form_leads_back_to_the_page_it_was_on(client: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.CHECKING)
    page = f"/desk/claims/{claim.pk}/"
    response = client.post(
        f"{page}verdict/", {"summary": "Typed"}, headers={"referer": f"http://testserver{page}?from=queue"}
    )
    assert response.status_code == 302
    assert way_back(response["Location"]) == f"{page}?from=queue"
    assert "Your session has ended" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("referer", ["", "https://evil.example/desk/", "//evil.example/", "javascript:alert(1)"])
def test_a_foreign_page_is_no_way_back(referer: str, client: Client) -> None:
    response = client.post("/desk/claims/bulk/", headers={"referer": referer})
    assert way_back(response["Location"]) == "/desk/"


# What is no page of ours, or would lead to another host without its own.
_ELSEWHERE = [
    "",
    "https://evil.example/desk/",
    "//evil.example/",
    "javascript:alert(1)",
    "http://testserver//evil.example/desk/",
    "http://testserver///evil.example/",
    "http://testserver/\\evil.example/",
    "http://testserver\\@evil.example/",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://testserver",
    "/\\evil.example/",
    "///evil.example/",
    "http:///evil.example/",
    "http:evil.example",
    "data:text/html,x",
    "\x01//evil.example/",
    "desk/",
]


@pytest.mark.parametrize("page", _ELSEWHERE)
def test_no_button_leads_to_another_host(page: str) -> None:
    """Whatever a header says the page was that the button is on, or a form asks for."""
    for header in ("referer", "hx-current-url"):
        assert page_of_the_form(RequestFactory().post("/", headers={header: page})) == "/desk/"
    asked = address_asked_for(RequestFactory().post("/", {"next": page}))
    assert not asked or urlsplit(asked).netloc == "testserver"


def test_htmx_takes_the_whole_page_to_the_sign_in_form(client: Client) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/desk/articles/1/"}
    response = client.get("/desk/articles/1/_text/", headers=headers)
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/accounts/login/")
    assert way_back(response["HX-Redirect"]) == "/desk/articles/1/"


def test_a_page_that_is_only_read_is_come_back_to_without_a_word(client: Client) -> None:
    response = client.get("/desk/claims/?q=crown")
    assert way_back(response["Location"]) == "/desk/claims/?q=crown"
    assert "session has ended" not in client.get(response["Location"]).content.decode()
