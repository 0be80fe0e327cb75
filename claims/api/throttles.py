"""How many requests a person or a token may make in a minute."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.models import ApiToken

log = logging.getLogger(__name__)

WINDOW_SECONDS = 60


class RequestsAMinute(BaseThrottle):
    """Counts in Redis, in one atomic step; DRF's own throttles read, then write, and let parallel requests through.

    While Redis is away everybody is let through: the limit protects the newsroom from a runaway program, and must not
    be what stops its work.
    """

    def __init__(self) -> None:
        self.seconds_to_wait: int | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        who = f"token:{request.auth.pk}" if isinstance(request.auth, ApiToken) else f"user:{request.user.pk}"
        try:
            count, seconds_left = count_request(who)
        except (RedisError, OSError) as error:
            log.warning("requests are not counted, Redis is away: %s", error)
            return True
        if count <= settings.API_REQUESTS_A_MINUTE:
            return True
        self.seconds_to_wait = seconds_left
        return False

    def wait(self) -> int | None:
        return self.seconds_to_wait


def count_request(who: str) -> tuple[int, int]:
    """Count one request of `who`. Returns how many there were in this window, and the seconds until it ends."""
    key = cache.make_key(f"api-requests:{who}")
    pipeline = _redis(key).pipeline(transaction=True)
    # The window opens with its first request; NX leaves an open one as it is.
    pipeline.set(key, 0, ex=WINDOW_SECONDS, nx=True)
    pipeline.incr(key)
    pipeline.ttl(key)
    _set, count, seconds_left = pipeline.execute()
    return int(count), max(1, int(seconds_left))


def _redis(key: str) -> Any:
    # Django's cache has no call that counts and expires in one step, so the client beneath it is used.
    return cache._cache.get_client(key, write=True)  # type: ignore[attr-defined]
