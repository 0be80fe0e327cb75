"""The cache is no reason for a page to fail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from claims.models import User
from factcheck.cache import ForgivingRedisCache
from tests.cast import PASSWORD

pytestmark = pytest.mark.durability


@pytest.fixture
def redis_away(services: Any) -> Iterator[None]:
    services.stop_redis()
    yield
    services.start_redis()
    ForgivingRedisCache.away_until = 0.0


def test_without_redis_the_cache_is_empty_and_takes_anything(redis_away: None) -> None:
    cache.set("a", 1)
    assert cache.get("a") is None
    assert cache.get("a", 7) == 7
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1)
    assert not cache.has_key("a")
    assert not cache.delete("a")
    assert cache.get_or_set("a", 3) == 3
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_a_redis_that_failed_is_left_in_peace_for_a_while(redis_away: None, services: Any) -> None:
    assert cache.get("a") is None
    services.start_redis()
    cache.set("a", 1)
    assert cache.get("a") is None
    ForgivingRedisCache.away_until = 0.0
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_with_redis_it_keeps_what_it_is_given() -> None:
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert cache.get_many(["a", "b"]) == {"a": 1}
    assert cache.incr("a") == 2


def test_people_can_sign_in_without_redis(redis_away: None, client: Client, ed: User) -> None:
    response = client.post("/accounts/login/", {"login": ed.email, "password": PASSWORD})
    assert response.status_code == 302
    assert response["Location"] == "/desk/"
