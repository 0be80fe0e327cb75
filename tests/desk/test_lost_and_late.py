"""Addresses that lead nowhere, and forms that come too late."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import User


def test_an_unknown_address_of_the_desk_is_answered_by_the_desk(sign_in: Callable[[User], Client], mara: User) -> None:
    desk = sign_in(mara)
    for address in ("/desk/nothing/", "/desk/claims/999999/", "/desk/claims/abc/"):
        response = desk.get(address)
        assert response.status_code == 404
        page = response.content.decode()
        assert 'aria-label="Desk"' in page
        assert "Go to my work" in page


def test_an_address_that_lacks_its_last_slash_leads_on(sign_in: Callable[[User], Client], mara: User) -> None:
    response = sign_in(mara).get("/desk/claims?q=crane")
    assert (response.status_code, response.url) == (301, "/desk/claims/?q=crane")  # type: ignore[attr-defined]


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_form_that_is_too_old_leads_back_to_its_page(strict: Client, mara: User) -> None:
    strict.force_login(mara)
    came_from = {"Referer": "http://testserver/desk/articles/new/?a=b"}
    response = strict.post("/desk/articles/new/", {"text": "A story."}, headers=came_from)
    page = response.content.decode()
    assert response.status_code == 403
    assert 'href="/desk/articles/new/?a=b"' in page
    strict.logout()
    page = strict.post("/desk/articles/new/", headers=came_from).content.decode()
    assert 'href="/accounts/login/?next=/desk/articles/new/%3Fa%3Db"' in page
    assert "Sign in and go back" in page


def test_a_form_that_is_too_old_leads_to_no_other_site(strict: Client, mara: User) -> None:
    strict.force_login(mara)
    page = strict.post("/desk/articles/new/", headers={"Referer": "https://evil.example/desk/"}).content.decode()
    assert "evil.example" not in page
    assert 'href="/desk/"' in page
