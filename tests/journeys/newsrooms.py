"""The newsrooms that the screens are looked at in: the sample, one where nothing has happened yet, and one whose
content is hard to lay out. They are products of their own; the last is filled from inside (hard_newsroom.py).
"""

from __future__ import annotations

from pathlib import Path

from tests.product import Product

SAMPLE, EMPTY, HARD = "sample", "empty", "hard"
# Who can sign in there, with the addresses and passwords of the sample.
ROLES = {
    SAMPLE: ("admin", "editor", "checker", "viewer"),
    EMPTY: ("admin",),
    HARD: ("admin", "editor", "checker", "viewer"),
}


def start(kind: str, var: Path) -> Product:
    """The newsroom, started. The data in `var` must not be there yet."""
    product = Product(var)
    try:
        if kind != SAMPLE:
            product.manage("migrate", "--verbosity=0")
            # With a person in it the product does not load the sample.
            add_person(product, "admin", "Ada")
        product.start()
        if kind == HARD:
            product.run("from tests.journeys.hard_newsroom import fill; fill()")
    except BaseException:
        product.stop()
        raise
    return product


def add_person(product: Product, role: str, name: str) -> None:
    person = ["--email", f"{role}@example.org", "--name", name, "--role", role]
    product.manage("create_user", *person, text=f"tide-table-{role}\n")


def account_for(kind: str, role: str) -> str:
    """Whose account of that newsroom looks at a screen for `role`: an admin where there is nobody else."""
    return role if not role or role in ROLES[kind] else "admin"
