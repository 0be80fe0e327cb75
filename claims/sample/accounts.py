"""The people of the sample newsroom. They exist only in the embedded default, so their passwords may be printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One person who can sign in. `role` is a value of vocabulary.Role, `username` the handle for mentions."""

    email: str
    password: str
    role: str
    name: str
    username: str


# The first of each role is the one to show to somebody who wants to look around.
_ACCOUNTS = (
    Account("editor@example.org", "tide-table-editor", "editor", "Ingrid Halvane", "ingrid"),
    Account("checker@example.org", "tide-table-checker", "checker", "Amara Nwosu-Bell", "amara"),
    Account("viewer@example.org", "tide-table-viewer", "viewer", "Owen Pettibrook", "owen"),
    Account("admin@example.org", "tide-table-admin", "admin", "Tomasz Wierny", "tomasz"),
    Account("rafael@example.org", "lamp-on-the-east-pier", "editor", "Rafael Quispel", "rafael"),
    Account("daniyar@example.org", "herring-in-a-barrel", "checker", "Daniyar Sokal", "daniyar"),
    Account("meilin@example.org", "fog-horn-at-seven", "checker", "Mei-Lin Farrow", "meilin"),
)


def accounts() -> list[Account]:
    """Everyone, the shown account of each role first."""
    return list(_ACCOUNTS)


def shown_accounts() -> list[Account]:
    """One account per role, for the line that `make run` prints."""
    first: dict[str, Account] = {}
    for account in _ACCOUNTS:
        first.setdefault(account.role, account)
    return list(first.values())
