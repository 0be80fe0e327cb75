"""The writer of the public folder: a storage in which every file is whole at any moment.

Where things are: `index.html`, `page/N/index.html`, `checks/<slug>/index.html`, `corrections/index.html`,
`corrections/page/N/index.html`, `404.html`, `assets/<name>.<hash>.<suffix>`.

One writer at a time (the caller holds a lock): of two at once, the one with the older list could be the last to write
it. Readers need no lock.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

from claims.publishing import assets, pages
from claims.publishing.content import Check, CheckSummary, Correction, Newsroom

# A part that a killed writer left behind is swept by the next one, once no living writer can still hold it.
STALE_PART_SECONDS = 3600

Item = TypeVar("Item")


def write_check(
    *, check: Check, summaries: Iterable[CheckSummary], corrections: Iterable[Correction], storage: Storage
) -> list[str]:
    """Write a check's page and the lists it stands on. Returns the paths of the files that changed.

    `summaries` are all standing checks and `corrections` all corrections of the site, both newest first; they may be
    generators, and are read once. Nothing that is already as it should be is written again.
    """
    changed = write_page(check=check, storage=storage)
    return changed + write_lists(newsroom=check.newsroom, summaries=summaries, corrections=corrections, storage=storage)


def write_page(*, check: Check, storage: Storage) -> list[str]:
    """Write a check's page alone, after the files that it refers to. Returns the changed paths."""
    return _write_assets(storage) + write(storage, check_name(check), pages.render_verdict_page(check))


def write_lists(
    *, newsroom: Newsroom, summaries: Iterable[CheckSummary], corrections: Iterable[Correction], storage: Storage
) -> list[str]:
    """Write the front page, the corrections page, their further pages, and 404.html. Returns the changed paths.

    This alone makes a whole site of a newsroom that has published nothing yet.
    """
    changed = _write_assets(storage)
    changed += _write_list(_HOME, newsroom, summaries, storage)
    changed += _write_list(_CORRECTIONS, newsroom, corrections, storage)
    return changed + write(storage, "404.html", pages.render_not_found(newsroom))


def check_name(check: Check) -> str:
    """The file of a check's page, for example `checks/taxes-fell/index.html`."""
    return _index_of(check.path)


def _index_of(path: str) -> str:
    return f"{path.lstrip('/')}index.html"


def _write_assets(storage: Storage) -> list[str]:
    # The assets first: no page may name a file that is not there yet. Their names tell their content.
    changed = []
    for asset in (assets.stylesheet(), assets.mark()):
        if not storage.exists(asset.name):
            changed += write(storage, asset.name, asset.content)
    return changed


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the site that runs over pages: how many items a page has, where page N is, and what it shows."""

    size: int
    path_of: Callable[[int], str]
    render: Callable[..., str]

    def name(self, number: int) -> str:
        return _index_of(self.path_of(number))


_HOME = _List(pages.CHECKS_PER_PAGE, pages.home_path, pages.render_home)
_CORRECTIONS = _List(pages.CORRECTIONS_PER_PAGE, pages.corrections_path, pages.render_corrections)


def _write_list(kind: _List, newsroom: Newsroom, items: Iterable[Item], storage: Storage) -> list[str]:
    changed = []
    number = 0
    for number, (run, is_last) in enumerate(_cut(items, kind.size), start=1):
        changed += write(storage, kind.name(number), kind.render(newsroom, run, number, is_last=is_last))
    # A list that became shorter leaves pages behind.
    while removed := remove(storage, kind.name(number + 1)):
        changed += removed
        number += 1
    return changed


def _cut(items: Iterable[Item], size: int) -> Iterator[tuple[Sequence[Item], bool]]:
    """The items in runs of `size`, each with whether it is the last one. No items are one empty run."""
    rest = iter(items)
    run = list(islice(rest, size))
    while True:
        following = list(islice(rest, size))
        yield run, not following
        if not following:
            return
        run = following


def write(storage: Storage, name: str, content: str | bytes) -> list[str]:
    """Make `content` the whole of the file `name`. Returns [name], or [] where it already was.

    In a folder the change is atomic: a reader, and whoever comes after a crash, finds the old file or the new one.
    Elsewhere it is as atomic as the storage's own save.
    """
    content = content.encode() if isinstance(content, str) else content
    if read(storage, name) == content:
        return []
    if isinstance(storage, FileSystemStorage):
        _replace(Path(storage.path(name)), content, mode=storage.file_permissions_mode or 0o644)
        return [name]
    # Most storages overwrite. One that would rather give the file another name must lose the old file first.
    if storage.exists(name) and storage.get_available_name(name) != name:
        storage.delete(name)
    saved = storage.save(name, ContentFile(content))
    if saved != name:
        storage.delete(saved)
        raise OSError(f"The public storage saved {name} as {saved}; set it to overwrite files.")
    return [name]


def read(storage: Storage, name: str) -> bytes | None:
    """The file's content, or None where there is none."""
    try:
        with storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def remove(storage: Storage, name: str) -> list[str]:
    """Take a file away, and its folder if that is empty then. Returns [name], or [] where there was none."""
    if not storage.exists(name):
        return []
    storage.delete(name)
    if isinstance(storage, FileSystemStorage):
        folder = Path(storage.path(name)).parent
        # Left standing, a plain file server would list it.
        with contextlib.suppress(OSError):
            folder.rmdir()
    return [name]


def _replace(target: Path, content: bytes, *, mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    # Beside the target, so that the replacing is a rename within one file system.
    handle, part = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(part).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(part).unlink()
        raise
    _sync_folder(target.parent)


def _sweep(target: Path) -> None:
    for part in target.parent.glob(f".{target.name}.*.part"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > STALE_PART_SECONDS:
                part.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
