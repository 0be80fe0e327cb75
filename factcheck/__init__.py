"""The project: settings, URLs, the Celery app, health checks and the embedded services."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
