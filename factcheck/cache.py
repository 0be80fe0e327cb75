"""The cache: Redis, but never a reason for a page to fail."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that behaves as an empty cache while Redis is away.

    The cache only carries rate limits and other things that may be forgotten, so sign-in and the desk stay up
    without it ("Redis may vanish", design rule 5). Each swallowed failure is logged.
    """


def _forgiving(name: str, when_away: Callable[[tuple[Any, ...], dict[str, Any]], Any]) -> Any:
    original = getattr(RedisCache, name)

    def method(self: ForgivingRedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return original(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache %s failed, going on without: %s", name, error)
            return when_away(args, kwargs)

    method.__name__ = name
    return method


def _not_there(args: tuple[Any, ...], _kwargs: dict[str, Any]) -> Any:
    raise ValueError(f"Key {args[0]!r} not found")  # What every cache raises for a key that is not there.


_AWAY: dict[str, Callable[[tuple[Any, ...], dict[str, Any]], Any]] = {
    "get": lambda args, kwargs: kwargs.get("default", args[1] if len(args) > 1 else None),
    "get_many": lambda args, kwargs: {},
    "has_key": lambda args, kwargs: False,
    "add": lambda args, kwargs: True,
    "set": lambda args, kwargs: None,
    "set_many": lambda args, kwargs: [],
    "incr": _not_there,
    "touch": lambda args, kwargs: False,
    "delete": lambda args, kwargs: False,
    "delete_many": lambda args, kwargs: None,
    "clear": lambda args, kwargs: True,
}
for _name, _when_away in _AWAY.items():
    setattr(ForgivingRedisCache, _name, _forgiving(_name, _when_away))
