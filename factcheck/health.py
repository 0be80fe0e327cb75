"""Two questions for whoever watches the installation: is this process alive, and is the product able to work?"""

import logging
from datetime import datetime
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseError
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.models import Job
from claims.vocabulary import JobState

log = logging.getLogger(__name__)

# Work that nobody has taken for longer than this means that the workers are away or too few.
QUEUE_LIMIT_SECONDS = 60

_UNKNOWN_QUEUE: dict[str, Any] = {"ok": False, "oldest_seconds": None}
_UNKNOWN_JOBS: dict[str, Any] = {"ok": False, "failed": None}


@require_safe
@never_cache
@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all. Asks nothing of anybody, so a restart is the cure for its silence."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(_request: HttpRequest) -> JsonResponse:
    """The state of each part the product needs.

    `{"status": "ok" | "degraded" | "unavailable", "database": {"ok"}, "redis": {"ok"},
    "queue": {"ok", "oldest_seconds"}, "jobs": {"ok", "failed"}}`. `failed` counts the work that was given up or keeps
    failing. 503 without the database. 200 without Redis, with a long queue or with failed work,
    because the desk works then too: the work waits in the database.
    """
    parts = {"database": {"ok": True}, "redis": _redis(), "queue": _UNKNOWN_QUEUE, "jobs": _UNKNOWN_JOBS}
    try:
        parts |= {"queue": _queue(), "jobs": _failed_jobs()}
    except DatabaseError as error:
        log.warning("readyz: the database does not answer: %s", error)
        parts["database"] = {"ok": False}
        return JsonResponse({"status": "unavailable", **parts}, status=503)
    status = "ok" if all(part["ok"] for part in parts.values()) else "degraded"
    return JsonResponse({"status": status, **parts})


def _queue() -> dict[str, Any]:
    now = timezone.now()
    due = Q(state=JobState.QUEUED, run_after__lte=now)
    abandoned = Q(state=JobState.RUNNING, lease_until__lte=now)
    oldest: list[datetime | None] = list(
        Job.objects.aggregate(due=Min("run_after", filter=due), abandoned=Min("lease_until", filter=abandoned)).values()
    )
    seconds = max([int((now - moment).total_seconds()) for moment in oldest if moment], default=0)
    return {"ok": seconds <= QUEUE_LIMIT_SECONDS, "oldest_seconds": seconds}


def _failed_jobs() -> dict[str, Any]:
    failed = Job.objects.in_trouble().count()
    return {"ok": failed == 0, "failed": failed}


def _redis() -> dict[str, Any]:
    timeouts = {"socket_timeout": settings.REDIS_TIMEOUT, "socket_connect_timeout": settings.REDIS_TIMEOUT}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **timeouts) as client:
            return {"ok": bool(client.ping())}
    except redis.RedisError as error:
        log.warning("readyz: Redis does not answer: %s", error)
        return {"ok": False}
