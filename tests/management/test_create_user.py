"""`manage.py create_user`."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import User
from claims.vocabulary import Role

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


def create(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD, **options: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("create_user", **{"email": "ada@example.org", "name": "Ada Morel", **options}, stdout=out)
    return out.getvalue()


def test_the_first_admin_can_sign_in(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    assert create(monkeypatch, role="admin") == "Ada Morel can sign in as ada@example.org (Admin).\n"
    person = User.objects.get(email="ada@example.org")
    assert (person.role, person.username, person.is_superuser) == (Role.ADMIN, "ada", True)
    answer = client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_without_a_role_it_is_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    create(monkeypatch)
    person = User.objects.get(email="ada@example.org")
    assert (person.role, person.is_staff, person.is_superuser) == (Role.VIEWER, False, False)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short"}, "too short"),
        ({"password": ""}, "too short"),
        ({"email": "nobody"}, "valid email"),
        ({"name": "x" * 500}, "at most 150"),
        ({"username": "two words"}, "valid username"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        create(monkeypatch, **wrong)
    assert not User.objects.exists()


def test_an_address_is_given_once_whatever_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    create(monkeypatch)
    with pytest.raises(CommandError, match="exists already"):
        create(monkeypatch, email="ADA@example.org", username="other")
    assert User.objects.count() == 1
