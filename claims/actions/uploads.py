"""Uploaded files in the private storage: kept under names of ours, and only while a source refers to them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from claims.intake.uploads import Upload
from claims.models import Source

FOLDER = "sources"
# A file may be older than its row by the time of one transaction; a day is long enough for any.
ORPHAN_AFTER = dt.timedelta(days=1)


@contextmanager
def removed_on_failure() -> Iterator[list[str]]:
    """A list for the names of what the body keeps. If the body (or the transaction inside) fails, they are removed."""
    saved: list[str] = []
    try:
        yield saved
    except BaseException:
        for name in saved:
            default_storage.delete(name)
        raise


def keep(upload: Upload, saved: list[str]) -> str:
    """Write the file, and give the name it has in the storage. Nothing of the person's own name is in it."""
    name = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}{upload.suffix}", ContentFile(upload.content))
    saved.append(name)
    return name


def remove_orphans() -> int:
    """Remove the files that no source refers to: what a killed process left behind. Returns how many."""
    if not default_storage.exists(FOLDER):
        return 0
    names = {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    names -= set(Source.objects.exclude(file="").values_list("file", flat=True))
    orphans = [name for name in names if default_storage.get_modified_time(name) < timezone.now() - ORPHAN_AFTER]
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)
