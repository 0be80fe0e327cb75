"""Fixtures for all tests, and what differs from production in the test process.

`make test` runs two processes of pytest-xdist (two_processes.py), each with services of its own; the one that only
hands out the tests needs none. The services are started here, while pytest loads this file, and not by
DJANGO_SETTINGS_MODULE in pyproject.toml: pytest-django would read the settings before anything could have told them
which database to use.
"""

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from factcheck.local import LocalError
from tests.services import Services, start_for_this_run

_ONLY_HANDS_OUT = "-n" in sys.argv and "PYTEST_XDIST_WORKER" not in os.environ

if _ONLY_HANDS_OUT:
    django.setup()
    # The other processes inherit the environment and must not read the settings before they have their services.
    del os.environ["DJANGO_SETTINGS_MODULE"]
else:
    try:
        _SERVICES = start_for_this_run()
    except LocalError as error:
        sys.exit(f"The tests cannot start their services. {error}")
    django.setup()

pytest_plugins = ["tests.cast", "tests.product", "tests.splitters", "tests.two_processes"]

# The manifest is written by collectstatic, which only the running product needs.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# The real hasher takes a good part of a second for each user made.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_configure(config: pytest.Config) -> None:
    if not _ONLY_HANDS_OUT:
        config.add_cleanup(_SERVICES.stop)


def pytest_collection_finish() -> None:
    """What stands in memory now stays to the end: collecting garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def services() -> Services:
    """The services of this run: `.stop_redis()` and `.start_redis()` for what must work without it."""
    return _SERVICES


@pytest.fixture(scope="session", autouse=True)
def _flush_append_only_tables() -> Iterator[None]:
    """Lets transactional tests clean up after themselves: the append-only tables refuse TRUNCATE by a trigger."""
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def execute_sql_flush(self: Any, sql_list: list[str]) -> Any:
        return original(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and the like do not leak from one test into the next."""
    yield
    cache.clear()
