"""A database that hangs takes no more than some of the threads: published pages need none and are still answered."""

from __future__ import annotations

import threading
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from claims.models import Newsroom
from claims.public.guarding import AT_ONCE

ADDRESSES = ["/take-part/claim", "/search/results?q=crane", "/take-part/receipt/x"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_many_wait_the_next_is_told_to_come_back(client: Client, address: str):
    answers: list[int] = []
    waiting, back = threading.Semaphore(0), threading.Event()

    def hangs() -> Newsroom:
        waiting.release()
        back.wait(20)
        raise OperationalError("the connection was lost")

    def ask() -> None:
        answers.append(Client().get(address).status_code)

    readers = [threading.Thread(target=ask) for _number in range(AT_ONCE)]
    with patch.object(Newsroom, "current", hangs):
        for reader in readers:
            reader.start()
        for _reader in readers:
            assert waiting.acquire(timeout=20)
        told = client.get(address)
        back.set()
        for reader in readers:
            reader.join(20)
        assert (told.status_code, told["Retry-After"]) == (503, "60")
        # Each gives its turn back.
        assert answers == [503] * AT_ONCE
        assert client.get(address).status_code == 503
        assert waiting.acquire(timeout=1)
