"""The Celery app, the beat schedule, and the sweeper thread of every worker. Tasks live in claims/tasks.py."""

from __future__ import annotations

import logging
import os
import threading
from typing import Any

from celery import Celery, bootsteps
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

log = logging.getLogger(__name__)

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "clear-expired-sessions": {"task": "claims.tasks.clear_expired_sessions", "schedule": crontab(hour=3, minute=17)},
    "clear-old-typed": {"task": "claims.tasks.clear_old_typed", "schedule": crontab(hour=3, minute=27)},
    "daily-digests": {"task": "claims.tasks.daily_digests", "schedule": crontab(minute="*/5")},
    "refresh-news": {"task": "claims.tasks.refresh_public_news", "schedule": crontab(minute="*/10")},
    "write-to-readers": {"task": "claims.tasks.write_to_readers", "schedule": crontab(minute="*/5")},
    "forget-readers": {"task": "claims.tasks.forget_readers", "schedule": crontab(hour=3, minute=47)},
    "remove-orphaned-files": {"task": "claims.tasks.remove_orphaned_files", "schedule": crontab(hour=3, minute=37)},
}


class Sweeper(bootsteps.StartStopStep):
    """Rings again for forgotten jobs, from a thread of the worker.

    It is a step of the worker, not of its consumer, so it also runs while the broker is away; and it reads the
    database, so what beat or Redis lost is found.
    """

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.stopped = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self, parent: Any) -> None:
        self.thread = threading.Thread(target=self._sweep, name="sweeper", daemon=True)
        self.thread.start()

    def stop(self, parent: Any) -> None:
        self.stopped.set()

    terminate = stop

    def _sweep(self) -> None:
        from django.conf import settings
        from django.db import connection

        from claims.tasks import sweep_jobs

        while not self.stopped.wait(settings.JOB_SWEEP_SECONDS):
            try:
                sweep_jobs()
            except Exception:  # The database may be away for a while; the sweeper must outlive that.
                log.exception("sweep failed, trying again in %s s", settings.JOB_SWEEP_SECONDS)
            finally:
                # Closed after each sweep, so that no pool process forked later shares its socket.
                connection.close()


app.steps["worker"].add(Sweeper)
