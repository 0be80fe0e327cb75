"""The writer of the public folder: a storage in which every file is whole at any moment.

Where things are: `index.html`, `page/N/index.html`, `checks/<slug>/index.html`, `checks/<slug>/history/N/index.html`,
`articles/<slug>/index.html`, `corrections/index.html`, `corrections/page/N/index.html`,
`topics/<slug>/` (`speakers/<slug>/`, `months/<yyyy-mm>/`) with pages like them, `404.html`,
`assets/<name>.<hash>.<suffix>`.

One writer at a time (the caller holds a lock): of two at once, the one with the older list could be the last to write
it. Readers need no lock.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

from claims.publishing import annotated, assets, card, closed, history, oembed, pages, search_pages, share
from claims.publishing.annotated import Annotated
from claims.publishing.content import Check, Newsroom
from claims.publishing.lists import Listing
from claims.publishing.paging import Page
from claims.publishing.summaries import NOTHING, Beside

# A part that a killed writer left behind is swept by the next one, once no living writer can still hold it.
STALE_PART_SECONDS = 3600


def write_page(*, check: Check, storage: Storage) -> list[str]:
    """Write a check's page with its card, picture and oEmbed. Returns the changed paths, those that are gone, too."""
    changed = _write_assets(storage)
    picture = "" if check.withdrawn else share.name_of(check)
    # What a page refers to comes before it, and what it referred to goes after it. A picture's name tells its content.
    if picture and not storage.exists(picture):
        changed += write(storage, picture, share.draw(check))
    changed += write(storage, check_name(check), pages.render_verdict_page(check))
    changed += write(storage, _index_of(oembed.card_path(check)), card.render(check))
    changed += write(storage, oembed.path_of(check).lstrip("/"), oembed.render(check))
    return changed + remove_pictures(check, storage, but=picture)


def remove_pictures(check: Check, storage: Storage, *, but: str = "") -> list[str]:
    """Take the check's pictures away, except the one named `but`. Returns the changed paths."""
    folder = check.path.strip("/")
    names = [f"{folder}/{name}" for name in _files_in(storage, folder)]
    old = [name for name in names if share.is_picture(name) and name != but]
    for name in old:
        storage.delete(name)
    return old


def _files_in(storage: Storage, folder: str) -> list[str]:
    try:
        return list(storage.listdir(folder)[1])
    except FileNotFoundError:
        return []


def write_history(*, versions: Sequence[Check], storage: Storage) -> list[str]:
    """Write the pages of a check's versions, two or more, given oldest first. Returns the changed paths."""
    changed = _write_assets(storage)
    for number in range(1, len(versions) + 1):
        path = versions[-1].history_path(number)
        changed += write(storage, _index_of(path), history.render_version(versions, number))
    return changed


def write_article(*, article: Annotated, storage: Storage) -> list[str]:
    """Write the annotated article. Returns the changed paths."""
    return _write_assets(storage) + write(storage, _index_of(article.article.path), annotated.render_article(article))


def write_fixed(*, newsroom: Newsroom, storage: Storage) -> list[str]:
    """Write what stands on no list: assets, 404.html, and what stands in for the forms. Returns the changed paths."""
    changed = _write_assets(storage) + write_at(search_pages.SEARCH, search_pages.render_search(newsroom), storage)
    changed += write(storage, search_pages.AWAY, search_pages.render_away(newsroom))
    for path, page in closed.render_closed(newsroom):
        changed += write_at(path, page, storage)
    return changed + write(storage, "404.html", pages.render_not_found(newsroom))


def write_list_page(
    listing: Listing[Any],
    page: Page,
    *,
    newsroom: Newsroom,
    checks: Sequence[Check],
    storage: Storage,
    beside: Beside = NOTHING,
) -> list[str]:
    """Write one page of a list. `checks` are those that it shows, newest first. Returns the changed paths."""
    items = [listing.item_of(check) for check in checks]
    return write(storage, _index_of(listing.path_of(page.number)), listing.render(newsroom, items, page, beside))


def write_at(path: str, page: str, storage: Storage) -> list[str]:
    """Write the page that stands at `path` ("/topics/"). Returns the changed paths."""
    return write(storage, _index_of(path), page)


def remove_at(path: str, storage: Storage) -> list[str]:
    """Take the page at `path` away. Returns the changed paths."""
    name = _index_of(path)
    if not storage.exists(name):
        return []
    storage.delete(name)
    return [name]


def check_name(check: Check) -> str:
    """The file of a check's page, for example `checks/taxes-fell/index.html`."""
    return _index_of(check.path)


def _index_of(path: str) -> str:
    return f"{path.lstrip('/')}index.html"


def _write_assets(storage: Storage) -> list[str]:
    # The assets first: no page may name a file that is not there yet. Their names tell their content.
    changed = []
    for asset in assets.every():
        if not storage.exists(asset.name):
            changed += write(storage, asset.name, asset.content)
    return changed


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
