"""Addresses that were left: each stays as a file that leads to where the check is now.

A browser is led on by the file itself, from any web server; Django (claims/public/views.py) answers it with 301, and so
does nginx with the map that is written here (docs/operators-guide.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.core.files.storage import Storage
from django.template.loader import render_to_string
from django.utils import translation

from claims.publishing import writer
from claims.publishing.content import Check

# Maps are called moved.map.1, moved.map.2 ...; before there were several, there was one without a number.
_MAP = "moved.map"
CHUNK = 500
# How such a file begins; the address is the site's own, in plain characters.
_BEGINNING = re.compile(rb"<!DOCTYPE html><!-- moved to (/checks/[a-z0-9/-]+) -->")


def moved_to(content: bytes) -> str:
    """The address to which that file leads, "" for any other file."""
    found = _BEGINNING.match(content)
    return found[1].decode() if found else ""


def write_moved(path: str, check: Check, storage: Storage) -> list[str]:
    """Make everything under `path`, where the check was, lead to the same below its address of today.

    Pages lead there, other files go: nothing old is served. Returns the changed paths.
    """
    folder = path.strip("/")
    changed = []
    for name in sorted({f"{folder}/index.html", *_files(storage, folder)}):
        if PurePosixPath(name).name == "index.html":
            below = name.removeprefix(folder).removesuffix("index.html").strip("/")
            target = check.path + (f"{below}/" if below else "")
            changed += writer.write(storage, name, _page(check, target))
        else:
            storage.delete(name)
            changed.append(name)
    return changed


def chunk_of(claim: int) -> int:
    """The map, from 1 on, in which the claim with that id stands."""
    return (claim - 1) // CHUNK + 1


def ids_of(chunk: int) -> tuple[int, int]:
    """The first and the last id of the claims in that map."""
    return (chunk - 1) * CHUNK + 1, chunk * CHUNK


def write_map(chunk: int, left: Iterable[tuple[str, str]], storage: Storage) -> list[str]:
    """Write a map for nginx: a line for each address that was left, with where it leads. `left` are slugs."""
    lines = [f"/checks/{old}/ /checks/{new}/;\n" for old, new in left]
    changed = writer.write(storage, f"{_MAP}.{chunk}", "".join(lines))
    if storage.exists(_MAP):
        # nginx refuses to start where two maps name the same address.
        storage.delete(_MAP)
        changed.append(_MAP)
    return changed


def _page(check: Check, target: str) -> str:
    with translation.override(check.newsroom.language):
        page = render_to_string(
            "public/moved.html", {"language": check.newsroom.language, "url": check.newsroom.url + target, "to": target}
        )
    return f"<!DOCTYPE html><!-- moved to {target} -->\n{page}"


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        if not name.startswith("."):
            yield f"{folder}/{name}"
    for name in folders:
        yield from _files(storage, f"{folder}/{name}")
