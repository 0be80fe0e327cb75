"""The readers' site as Django serves it: files of the public storage, and nothing else.

No database, no session, no user: readers are served while everything but this process is stopped. In production a web
server or a CDN over the same folder does the same work faster.
"""

import errno
import hashlib
import mimetypes
import posixpath
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage, storages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.publishing.moved import moved_to

# A page may change at any moment, so browsers ask each time (and mostly hear "304"). Shared caches may keep it for two
# seconds: short enough for a withdrawal, long enough to take a flood off this process.
PAGE_CACHING = "public, max-age=0, s-maxage=2, must-revalidate"
# An asset's name holds the hash of its content.
ASSET_CACHING = "public, max-age=31536000, immutable"

# Errors that only mean "there is no such file", whatever a reader typed.
_NO_SUCH_FILE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL}

# Told here rather than left to the machine's own table of types, which differs between systems.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".json": "application/json",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@csrf_exempt  # Writes nothing: any other method is 405, with or without a token.
@login_not_required
@require_safe
def public_file(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The file of the public storage at `path`; a folder's `index.html`; else the site's own 404 page."""
    storage = storages["public"]
    if not _is_plain(path):
        return _not_found(request, storage)
    is_folder = path == "" or path.endswith("/")
    name = f"{path}index.html" if is_folder else path
    content = _read(storage, name)
    if content is not None and (target := moved_to(content)):
        return _led_to(request, target)
    if content is not None:
        return _answer(request, storage, name, content)
    if path == "":
        return _nothing_yet(request)
    if not is_folder and _read(storage, f"{path}/index.html") is not None:
        return _led_to(request, f"/{quote(path)}/")
    return _not_found(request, storage)


@csrf_exempt
@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A check's card: the one file that may stand in a frame on another site."""
    return public_file(request, f"checks/{slug}/card/")


def _led_to(request: HttpRequest, target: str) -> HttpResponseBase:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(target + (f"?{query}" if query else ""))
    # Where it leads may change once more.
    response["Cache-Control"] = PAGE_CACHING
    return response


def _is_plain(path: str) -> bool:
    """Whether the path names something inside the folder: no empty, hidden or climbing steps, no odd characters."""
    steps = path.removesuffix("/").split("/")
    return path == "" or (
        all(step and not step.startswith(".") for step in steps) and path.isprintable() and "\\" not in path
    )


def _read(storage: Storage, name: str) -> bytes | None:
    try:
        with storage.open(name) as file:
            return bytes(file.read())
    except SuspiciousFileOperation:
        return None
    except OSError as error:
        if isinstance(error, FileNotFoundError) or error.errno in _NO_SUCH_FILE:
            return None
        raise


def _modified(storage: Storage, name: str) -> datetime | None:
    try:
        return storage.get_modified_time(name)
    except (FileNotFoundError, NotImplementedError):
        return None


def _answer(request: HttpRequest, storage: Storage, name: str, content: bytes) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    modified = _modified(storage, name)
    suffix = posixpath.splitext(name)[1]
    response = HttpResponse(
        content,
        content_type=_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        headers={
            "ETag": etag,
            "Cache-Control": ASSET_CACHING if name.startswith("assets/") else PAGE_CACHING,
            "X-Content-Type-Options": "nosniff",
        },
    )
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    seconds = int(modified.timestamp()) if modified else None
    answer = get_conditional_response(request, etag=etag, last_modified=seconds, response=response) or response
    return _without_body(request, answer)


def _without_body(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response as HEAD wants it: the same headers, and no content."""
    if request.method == "HEAD" and isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _not_found(request: HttpRequest, storage: Storage) -> HttpResponseBase:
    content = _read(storage, "404.html")
    if content is None:
        title = _("There is no page at this address")
        return plain_page(request, title, _("It may have been typed wrongly."), HTTPStatus.NOT_FOUND)
    return _without_body(request, _uncached(HttpResponse(content, status=HTTPStatus.NOT_FOUND)))


def _nothing_yet(request: HttpRequest) -> HttpResponseBase:
    """The front page of a site to which nothing was ever written."""
    text = _("The first fact check will stand at this address.")
    return plain_page(request, _("Nothing is published here yet"), text, HTTPStatus.OK)


def plain_page(request: HttpRequest, title: str, text: str, status: HTTPStatus) -> HttpResponseBase:
    """A page without the site's look: there is none yet, or it cannot be read."""
    page = render_to_string("public/nothing_yet.html", {"title": title, "text": text})
    return _without_body(request, _uncached(HttpResponse(page, status=status)))


def _uncached(response: HttpResponse) -> HttpResponse:
    # What is not there now may be there in a second.
    response["Cache-Control"] = "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
