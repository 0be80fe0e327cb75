"""Tokens: shown once, stored as a hash, ended in every way they can end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.actions.errors import Invalid
from claims.actions.tokens import create_token, revoke_token
from claims.models import ApiToken, User
from tests.api.conftest import Caller


def test_only_its_hash_is_stored(ed: User) -> None:
    row, token = create_token(actor=ed, name="importer", scope="write", days=30)
    kind, prefix, secret = token.split("_", 2)
    assert (kind, prefix) == ("fc", row.prefix)
    assert len(secret) >= 43
    stored = ApiToken.objects.values().get()
    assert not any(secret in str(value) for value in stored.values())
    assert len(stored["sha256"]) == 64
    assert row.scopes == ["read", "write"]
    assert timedelta(days=29) < row.expires_at - timezone.now() <= timedelta(days=30)


def test_me_says_who_and_what(ed: User, program_of: Callable[..., Caller]) -> None:
    body = program_of(ed, scope="read").get("me/").json()
    assert (body["username"], body["role"]) == ("ed", "editor")
    assert body["token"]["scopes"] == ["read"]
    browser = Caller()
    browser.client.force_login(ed)
    assert browser.get("me/").json()["token"] is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"scope": "everything"}, "scope"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
    ],
)
def test_what_a_token_needs(given: dict[str, str], field: str, ed: User) -> None:
    with pytest.raises(Invalid) as refused:
        create_token(**{"actor": ed, "name": "importer", "scope": "read", "days": 1, **given})
    assert set(refused.value.errors) == {field}
    assert not ApiToken.objects.exists()


def test_each_end_has_its_own_words(ed: User) -> None:
    row, token = create_token(actor=ed, name="importer", scope="read", days=1)
    program = Caller(token)
    assert program.get("me/").status_code == 200
    User.objects.filter(pk=ed.pk).update(is_active=False)
    assert program.get("me/").json()["code"] == "inactive_account"
    ApiToken.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("me/").json()["code"] == "token_expired"
    revoke_token(actor=None, prefix=row.prefix)  # As who runs the installation may, for who is out.
    assert program.get("me/").json()["code"] == "token_revoked"


def test_revoking_is_for_the_owner_and_admins(ed: User, edna: User, ada: User) -> None:
    row, _token = create_token(actor=ed, name="importer", scope="read", days=1)
    with pytest.raises(ApiToken.DoesNotExist):
        revoke_token(actor=edna, prefix=row.prefix)
    ended = revoke_token(actor=ada, prefix=row.prefix).revoked_at
    assert ended is not None
    assert revoke_token(actor=ed, prefix=row.prefix).revoked_at == ended


@pytest.mark.parametrize(
    "given",
    [
        "",
        "fc",
        "fc_",
        "fc__",
        "x",
        "fc_{prefix}_",
        "fc_{prefix}_wrong",
        "{token}x",
        "{token} x",
        "fc_\xff_a",
        "fc_%00_a",
    ],
)
def test_what_is_almost_a_token(given: str, ed: User) -> None:
    row, token = create_token(actor=ed, name="importer", scope="read", days=1)
    answer = Caller(given.format(prefix=row.prefix, token=token) or " ").get("me/")
    assert answer.status_code == 401
    assert answer.json()["code"] in ("unknown_token", "not_authenticated")


@pytest.mark.parametrize("header", ["Basic ZWQ6ZWQ=", "Token abc", "Bearer", ""])
def test_other_ways_to_authorize(header: str, ed: User) -> None:
    program = Caller()
    program.client.defaults["HTTP_AUTHORIZATION"] = header
    assert program.get("me/").status_code == 401


def test_a_bad_token_is_not_saved_by_a_session(ed: User) -> None:
    program = Caller("fc_000000000000_nonsense")
    program.client.force_login(ed)
    assert program.get("me/").status_code == 401


def test_use_is_noted_once_a_minute(ed: User) -> None:
    row, token = create_token(actor=ed, name="importer", scope="read", days=1)
    program = Caller(token)

    def last() -> object:
        return ApiToken.objects.get(pk=row.pk).last_used_at

    assert last() is None
    program.get("me/")
    first = last()
    assert first is not None
    program.get("me/")
    assert last() == first
    ApiToken.objects.filter(pk=row.pk).update(last_used_at=timezone.now() - timedelta(seconds=61))
    program.get("me/")
    assert last() > first  # type: ignore[operator]


def run(command: str, *args: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(command, *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_commands_make_and_end_a_token(ed: User) -> None:
    out, err = run("create_token", "--email", "ED@example.org", "--name", "importer", "--scope", "write", "--days", "7")
    token = out.strip()
    assert token.startswith("fc_")
    assert "not shown again" in err
    assert token not in err
    program = Caller(token)
    assert program.post("articles/", {"text": "Two cranes fell."}).status_code == 201
    run("revoke_token", token.split("_")[1])
    assert program.get("me/").status_code == 401


@pytest.mark.parametrize(
    "args",
    [
        ("create_token", "--email", "nobody@example.org", "--name", "a"),
        ("create_token", "--email", "ed@example.org", "--name", " "),
        ("create_token", "--email", "ed@example.org", "--name", "a", "--days", "9999"),
        ("create_token", "--email", "ed@example.org", "--name", "a", "--scope", "all"),
        ("revoke_token", "000000000000"),
    ],
)
def test_the_commands_say_what_is_wrong(args: tuple[str, ...], ed: User) -> None:
    with pytest.raises(CommandError, match=r"\w"):
        run(*args)
    assert not ApiToken.objects.exists()


def test_no_token_for_somebody_who_left(ed: User) -> None:
    User.objects.filter(pk=ed.pk).update(is_active=False)
    with pytest.raises(CommandError, match="not active"):
        run("create_token", "--email", "ed@example.org", "--name", "a")
