"""What publishing, withdrawing and correcting a check costs does not grow with the number of checks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks import published
from claims.actions import site
from claims.models import Claim
from claims.queries import public_lists

# Five hundred apart, so that the next check stands at the same place of every page and of every chunk.
SIZES = (130, 630)


@pytest.fixture(autouse=True)
def few_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of speakers are cut by letters at both sizes, and there are no more topics and speakers than needed."""
    monkeypatch.setattr(public_lists, "CUT_AT", 20)
    monkeypatch.setattr(published, "TOPICS", 8)
    monkeypatch.setattr(published, "SPEAKERS", 60)


def test_a_publishing_costs_the_same_among_five_times_as_many(db: None, folder: Path) -> None:
    costs = []
    for size in SIZES:
        with transaction.atomic():
            costs.append(_costs(size))
            transaction.set_rollback(True)
        shutil.rmtree(folder)
    few, many = costs
    assert many == few


def _costs(size: int) -> dict[str, tuple[int, int]]:
    """Files and statements of each way to change what readers see."""
    checks = published.Published(size)
    site.write_claim(checks.one_more())  # The assets, and whatever is there only once.
    in_a_lists_archive = Claim.objects.order_by("pk")[3]
    ways: dict[str, Callable[[], Claim]] = {
        "one more": lambda: checks.one_more(is_popular=True),
        "withdrawn": lambda: checks.change(Claim.objects.order_by("pk")[size - 5], "withdrawn"),
        "corrected": lambda: checks.change(in_a_lists_archive, "correction"),
    }
    costs = {}
    for name, prepare in ways.items():
        claim = prepare()
        with CaptureQueriesContext(connection) as queries:
            files = site.write_claim(claim)
        costs[name] = len(files), len(queries)
    return costs
