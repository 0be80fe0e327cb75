"""Folders for installations of the tests' own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.local import place_for
from factcheck.local import services as local_services
from tests.services import Services

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root cannot run PostgreSQL as itself")


@pytest.fixture
def new_var(services: Services, tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """`new_var("a", "b")`: the data folder a/b of an installation, not there yet; all is removed afterwards.

    With `closed=True` it is below pytest's own folder, which only we may enter.
    """
    made = []

    def make(*parts: str, closed: bool = False) -> Path:
        var = (tmp_path if closed else services.var / "local").joinpath(*parts)
        made.append(var)
        return var

    yield make
    for var in made:
        shutil.rmtree(place_for(var).elsewhere, ignore_errors=True)
    shutil.rmtree(services.var / "local", ignore_errors=True)


@pytest.fixture
def start(new_var: Callable[..., Path]) -> Iterator[Callable[[Path], local_services.Services]]:
    """Starts the stores of a folder; those that still run are stopped afterwards."""
    started = []

    def start_stores(var: Path) -> local_services.Services:
        stores = local_services.Services(var, durable=False)
        started.append(stores)
        stores.start()
        return stores

    yield start_stores
    for stores in started:
        stores.stop()
