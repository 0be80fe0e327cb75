"""The limit on requests: exact under parallel load, and never what stops the newsroom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from claims.api.throttles import RequestsAMinute, count_request
from claims.models import User
from tests.api.conftest import Caller


class Asking:
    """As much of a request as the throttle looks at."""

    auth = None

    def __init__(self, user: User) -> None:
        self.user = user


def test_parallel_requests_do_not_slip_through(ed: User, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 10

    def ask(_number: int) -> bool:
        return RequestsAMinute().allow_request(Asking(ed), None)  # type: ignore[arg-type]

    with ThreadPoolExecutor(40) as threads:
        assert sum(threads.map(ask, range(400))) == 10


def test_over_the_limit(ed: User, edna: User, program_of: Callable[..., Caller], settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    program, another, browser = program_of(ed), program_of(ed), Caller()
    browser.client.force_login(ed)
    assert [program.get("me/").status_code for _ in range(3)] == [200, 200, 429]
    answer = program.post("articles/", {"text": "Two cranes fell."})
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    # Each token and each person is counted apart.
    assert [caller.get("me/").status_code for caller in (another, browser, program_of(edna))] == [200] * 3


def test_a_window_ends(settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 1
    count, seconds_left = count_request("user:1")
    assert (count, seconds_left) == (1, 60)
    count, seconds_left = count_request("user:1")
    assert count == 2
    assert 1 <= seconds_left <= 60  # Counting does not make the window longer, and it has an end.


@pytest.fixture
def redis_away(services: Any) -> Iterator[None]:
    services.stop_redis()
    yield
    services.start_redis()


@pytest.mark.durability
def test_everybody_is_let_through_while_redis_is_away(
    redis_away: None, ed: User, program_of: Callable[..., Caller], settings: Any
) -> None:
    settings.API_REQUESTS_A_MINUTE = 1
    program = program_of(ed)
    assert [program.get("me/").status_code for _ in range(3)] == [200, 200, 200]
