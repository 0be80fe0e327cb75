"""What no database column can hold is refused at the door, in words."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address", ["/desk/claims/?q=%00", "/desk/claims/?%00=1", "/checks/%00/", "/desk/claims/?state=a&state=%00"]
)
def test_nul_in_an_address(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "cannot be stored" in response.content.decode()


def test_nul_in_a_form(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "ed\x00@example.org", "password": "x"})
    assert response.status_code == 400


def test_the_api_says_it_as_json(client: Client) -> None:
    response = client.get("/api/v1/claims/?q=%00")
    assert response.status_code == 400
    assert response.json()["code"] == "unstorable_text"


def test_ordinary_text_in_any_script_passes(client: Client) -> None:
    assert client.get("/accounts/login/?next=/desk/%F0%9F%8F%B4&q=%D8%B3%D9%84%D8%A7%D9%85").status_code == 200
