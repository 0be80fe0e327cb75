"""A session that ended in the middle of something: back to a page that can be read, and told so."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from claims.models import Claim
from claims.vocabulary import State


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
