"""The cache: Redis, but never a reason for a page to fail."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

AWAY_SECONDS = 5.0


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that behaves as an empty cache while Redis is away.

    After a failure it does not ask again for AWAY_SECONDS: a page makes a dozen calls, and with a Redis that hangs each
    would wait for its own time-out. The cache only carries rate limits and other things that may be forgotten, so
    sign-in and the desk stay up without it ("Redis may vanish", design rule 5). Each swallowed failure is logged.
    """

    # Shared by all threads of the process; a moment's disagreement does no harm.
    away_until = 0.0

    def put_into(self, key: str, field: str, value: str | None, *, timeout: int) -> None:
        """Set one field of the hash `key` (None takes it out), which lives for `timeout` seconds from now."""
        name = self.make_and_validate_key(key)
        with self._cache.get_client(name, write=True).pipeline(transaction=False) as pipeline:
            if value is None:
                pipeline.hdel(name, field)
            else:
                pipeline.hset(name, field, value)
            pipeline.expire(name, timeout)
            pipeline.execute()

    def count(self, key: str, *, timeout: int) -> int:
        """Count one more, in one atomic step; returns how many there were since the first, `timeout` seconds at most.

        0 while Redis is away.
        """
        name = self.make_and_validate_key(key)
        with self._cache.get_client(name, write=True).pipeline(transaction=True) as pipeline:
            # It begins with the first; NX leaves what runs as it is.
            pipeline.set(name, 0, ex=timeout, nx=True)
            pipeline.incr(name)
            return int(pipeline.execute()[1])

    def fields_of(self, keys: Sequence[str]) -> list[dict[str, str]]:
        """The fields of each of these hashes, in one round trip."""
        with self._cache.get_client(None, write=True).pipeline(transaction=False) as pipeline:
            for key in keys:
                pipeline.hgetall(self.make_and_validate_key(key))
            hashes = pipeline.execute()
        return [{field.decode(): value.decode() for field, value in fields.items()} for fields in hashes]


def _forgiving(name: str, when_away: Callable[[tuple[Any, ...], dict[str, Any]], Any]) -> Any:
    original = getattr(ForgivingRedisCache, name)

    def method(self: ForgivingRedisCache, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < ForgivingRedisCache.away_until:
            return when_away(args, kwargs)
        try:
            return original(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache %s failed, going on without it for %s s: %s", name, AWAY_SECONDS, error)
            ForgivingRedisCache.away_until = time.monotonic() + AWAY_SECONDS
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
    "put_into": lambda args, kwargs: None,
    "count": lambda args, kwargs: 0,
    "fields_of": lambda args, kwargs: [{} for _key in args[0]],
}
for _name, _when_away in _AWAY.items():
    setattr(ForgivingRedisCache, _name, _forgiving(_name, _when_away))
