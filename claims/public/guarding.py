"""What keeps programs out of the readers' forms: no session, no cookie, no script.

A form carries a stamp that we signed when it was shown. Together with where the browser says that the form was sent
from, it does what Django's CSRF cookie does elsewhere. There is nobody signed in whom another site could act for.
"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

# A form that lay open for longer is stamped anew.
LONGEST_SECONDS = 24 * 60 * 60
# How often one network may try in so many seconds, whatever came of it.
ATTEMPTS, ATTEMPTS_SECONDS = 40, 10 * 60
# The largest form, in bytes: the longest texts in the widest characters, percent-encoded.
LARGEST_FORM = 200_000
# A field that people do not see and programs fill in.
HONEYPOT = "website"

_SALT = "claims.reader-form"


# How many of the pages here may wait for the database at once, of the threads of a process (eight: Dockerfile), and for
# how long the next waits for its turn.
AT_ONCE, TURN_SECONDS = 4, 0.3
_turns = threading.BoundedSemaphore(AT_ONCE)


class NoTurn(OperationalError):
    """So many wait for the database that it seems to hang."""


@contextmanager
def taking_turns() -> Iterator[None]:
    """For what needs the database: keeps a few threads for the published pages, which need none. Raises NoTurn."""
    if not _turns.acquire(timeout=TURN_SECONDS):
        raise NoTurn("too many readers' requests wait for the database")
    try:
        yield
    finally:
        _turns.release()


class Held(Exception):
    """The form is not taken as it is. `str(error)` says what to do; `status` is the answer's."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(message)
        self.status = status


class StampTooOld(Held):
    """The form needs a new stamp before it can be sent."""


def stamp() -> str:
    """What a form carries: that we showed it, and when."""
    return signing.dumps("form", salt=_SALT)


def require_person(request: HttpRequest, network: str) -> None:
    """Raise Held unless the form was sent by a person from our own page."""
    if not _is_from_here(request):
        raise StampTooOld(_("This form was not sent from this page. Look at it once more, and send it from here."))
    if network and cache.count(f"reader-attempts:{network}", timeout=ATTEMPTS_SECONDS) > ATTEMPTS:  # type: ignore[attr-defined]
        raise Held(_("This was tried very often. Please wait ten minutes."), HTTPStatus.TOO_MANY_REQUESTS)
    if request.POST.get(HONEYPOT):
        raise Held(
            _("A field that people do not see was filled in, as programs do. It is empty again; please send once more.")
        )
    _require_age(request.POST.get("stamp", ""))


def network_of(request: HttpRequest) -> str:
    """A keyed hash of where the request comes from, another one every day; "" where that is not known.

    An IPv6 network is a /64: whoever has one address has them all.
    """
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False).network_address
    today = timezone.now().date().isoformat()
    return salted_hmac(f"claims.reader-network:{today}", str(address), algorithm="sha256").hexdigest()


def _require_age(value: str) -> None:
    try:
        signing.loads(value, salt=_SALT, max_age=LONGEST_SECONDS)
    except signing.SignatureExpired as error:
        raise StampTooOld(_("This page was open for more than a day. Nothing is lost: send it again.")) from error
    except signing.BadSignature as error:
        raise StampTooOld(_("This form was not complete. Nothing is lost: send it again.")) from error
    if settings.READERS_FASTEST_SECONDS == 0:
        return
    try:
        signing.loads(value, salt=_SALT, max_age=settings.READERS_FASTEST_SECONDS)
    except signing.SignatureExpired:
        return
    raise Held(_("That was faster than anybody reads. Look at it once more, then send it."))


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser names our own site as the one that sent the form. One that names none is an old one."""
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        site = request.headers.get("Sec-Fetch-Site")
        return site == "same-origin" if site or origin else True
    ours = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin in ours
