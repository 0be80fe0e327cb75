"""How `make test` shares the tests out between its two processes of pytest-xdist.

Not by `--dist loadgroup`: pytest-xdist 3.8 names a test's group by writing to an attribute that pytest 9.2 does not
read any more, so that every test is a group of its own.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

# Where every test needs the product, which takes long to start: they all go to one process.
OF_THE_PRODUCT = ("tests/durability/", "tests/journeys/")
# Loading it takes seconds, and all of these look at the same.
OF_THE_SAMPLE = "tests/sample/"
# What takes longest among the rest: begun last, one process would wait for the other to end it.
LONG = ("tests/local/test_run.py", "tests/test_access_table.py", "tests/api/test_access.py", OF_THE_SAMPLE)


class Sharing(LoadScopeScheduling):
    """A file of tests at a time to whoever is free; those of the product together, and of the sample newsroom."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(OF_THE_PRODUCT):
            return "the product"
        return "the sample newsroom" if nodeid.startswith(OF_THE_SAMPLE) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Sharing:
    config.option.loadscopereorder = False  # By the number of tests, which says nothing about how long they take.
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest, and cannot be shared out, begins first."""
    items.sort(key=lambda item: (not item.nodeid.startswith(OF_THE_PRODUCT), not item.nodeid.startswith(LONG)))
