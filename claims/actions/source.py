"""Sources: one row for all claims that use it, corrected in one place, with a history of its own.

What was sent to review holds copies, so a correction changes nothing that was approved or published.
"""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.access import sources_visible_to
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict, Invalid, require
from claims.actions.events import record_event
from claims.actions.uploads import keep
from claims.intake.uploads import Upload
from claims.models import Capture, Source, User
from claims.publishing.text import http_url, plain
from claims.vocabulary import CaptureState, EventKind

# As in https://web.archive.org/web/20261103104500/https://…
_COPIED_AT = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_is_web_address = URLValidator(["http", "https"])


def edit_source(
    *,
    actor: User,
    source_id: int,
    version: int,
    title: str,
    url: str,
    publisher: str,
    interest: str,
    published_on: datetime.date | None = None,
    archived_url: str | None = None,
) -> Source:
    """Correct what is recorded of a source; an `archived_url` of None stays as it is.

    Raises Refused, Invalid, Conflict or Source.DoesNotExist.
    """
    with transaction.atomic():
        require(workflow.may_edit_sources(actor))
        source = sources_visible_to(actor).select_for_update().get(pk=source_id)
        if source.version != version:
            raise Conflict(source, source.events.select_related("actor").newest())
        url = _address(url)
        if url and (other := Source.objects.filter(url=url).exclude(pk=source.pk).first()):
            raise _address_is_taken(other)
        after = _details(title=title, publisher=publisher, interest=interest) | _day(published_on) | {"url": url}
        copy = None if archived_url is None else _address(archived_url, "archived_url")
        _write(source, actor, EventKind.EDIT_SOURCE, after, archived_url=copy)
    return source


def change_source(actor: User, source_id: int, **details: str | None) -> Source:
    """The same inside another action's transaction, for the details that are given and not None."""
    source = Source.objects.select_for_update().get(pk=source_id)
    given = {name: value for name, value in details.items() if value is not None}
    now = {name: getattr(source, name) for name in ("title", "publisher", "interest")}
    if given:
        _write(source, actor, EventKind.EDIT_SOURCE, _details(**(now | given)))
    return source


def source_used_before(actor: User, source_id: int) -> Source:
    """The source that was picked. Raises Invalid when there is none (any more)."""
    source = sources_visible_to(actor).filter(pk=source_id).first()
    if source is None:
        raise Invalid(source_id=_("There is no such source. Pick another, or describe it."))
    return source


def source_for(
    actor: User,
    *,
    title: str,
    url: str,
    publisher: str,
    interest: str,
    published_on: datetime.date | None,
    archived_url: str,
    upload: Upload | None,
    saved: list[str],
) -> Source:
    """The source that has this address or this file, its gaps filled in; else a new one.

    Inside a transaction. A file that is written is named in `saved`.
    """
    url, archived_url = _address(url), _address(archived_url, "archived_url")
    found = _known(url, upload)
    title = plain(title) or urlsplit(url).netloc or (upload.name.rpartition(".")[0] if upload else "")
    details = _details(title=title, publisher=publisher, interest=interest) | _day(published_on)
    if found is not None:
        gaps = {name: value for name, value in (details | {"url": url}).items() if value and not getattr(found, name)}
        gaps |= _file(upload, saved) if upload and not found.file else {}
        is_gap = bool(archived_url) and not found.archived_url
        _write(found, actor, EventKind.COMPLETE_SOURCE, gaps, archived_url=archived_url if is_gap else None)
        return found
    file = _file(upload, saved) if upload else {}
    try:
        with transaction.atomic():
            source = Source.objects.create(created_by=actor, url=url, **details, **file)
            if archived_url:
                _keep_copy(source, archived_url)
            return source
    except IntegrityError:
        # Somebody else added the very same at this moment; a file that was written for it is swept later.
        found = _known(url, upload)
        if found is None:
            raise
        return found


def _known(url: str, upload: Upload | None) -> Source | None:
    """The source that has this address or this file, locked. Raises Invalid when they belong to different ones."""
    sources = Source.objects.select_for_update()
    by_address = sources.filter(url=url).first() if url else None
    by_file = sources.filter(sha256=upload.sha256).first() if upload else None
    if upload and by_address and by_address.sha256 not in ("", upload.sha256):
        raise Invalid(
            upload=_("The source with this address has another file already. Leave the file or the address out.")
        )
    if by_file and url and by_file.url not in ("", url):
        raise Invalid(url=_("This file came from another address: %(url)s. Leave this one out.") % {"url": by_file.url})
    if by_file and by_address and by_file != by_address:
        raise Invalid(upload=_("The file and the address are two sources already. Leave one of them out."))
    return by_file or by_address


def _file(upload: Upload, saved: list[str]) -> dict[str, Any]:
    of_the_file = {"file_name": upload.name, "media_type": upload.media_type, "sha256": upload.sha256}
    return of_the_file | {"file": keep(upload, saved), "size": len(upload.content)}


def _write(
    source: Source, actor: User, kind: EventKind, after: dict[str, Any], *, archived_url: str | None = None
) -> None:
    """Give the source its new details, and write one event; nothing where nothing changes.

    `archived_url`: its archived copy, "" for none; None leaves it as it is.
    """
    was_archived = "" if archived_url is None else source.archived_url
    is_archived_anew = archived_url is not None and archived_url != was_archived
    changed = [name for name, value in after.items() if getattr(source, name) != value]
    if not changed and not is_archived_anew:
        return
    told = [name for name in changed if name not in ("file", "size")]  # Where it lies is nobody's concern.
    before = {name: _told(getattr(source, name)) for name in told}
    for name in changed:
        setattr(source, name, after[name])
    source.version += 1
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:  # Somebody else gave another source this address at this moment.
        raise Invalid(url=_("Another source has this address already.")) from error
    data = {"before": before, "after": {name: _told(after[name]) for name in told}}
    if is_archived_anew:
        _keep_copy(source, archived_url or "")
        data["before"]["archived_url"], data["after"]["archived_url"] = was_archived, archived_url
    record_event(kind=kind, actor=actor, source=source, data=data)


def _keep_copy(source: Source, address: str) -> None:
    """Record where a copy of the page is kept; "": that there is none any more."""
    state = CaptureState.STORED if address else CaptureState.MISSING
    captured_at = _copied_at(address) if address else None
    Capture.objects.create(source=source, state=state, archived_url=address, captured_at=captured_at)


def _copied_at(address: str) -> datetime.datetime:
    """When the copy was made: archives of the Wayback Machine's kind name it in the address. Else it is from today."""
    found = _COPIED_AT.search(address)
    try:
        return (
            datetime.datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)
            if found
            else timezone.now()
        )
    except ValueError:  # It only looks like a date.
        return timezone.now()


def _told(value: Any) -> Any:
    """As an event keeps it."""
    return value.isoformat() if isinstance(value, datetime.date) else "" if value is None else value


def _day(published_on: datetime.date | None) -> dict[str, Any]:
    # A day of grace, because tomorrow has begun somewhere.
    if published_on is not None and published_on > timezone.localdate() + datetime.timedelta(days=1):
        raise Invalid(published_on=_("This day has not come yet. Enter the day on which the source was published."))
    return {"published_on": published_on}


def _details(*, title: str, publisher: str, interest: str) -> dict[str, Any]:
    return {
        "title": needed(plain(title), "title", _("Name the source, or give its address."), limit=300),
        "publisher": limited(plain(publisher), "publisher", 200),
        "interest": limited(interest, "interest", 500),
    }


def _address(url: str, field: str = "url") -> str:
    """The address, fit to be kept; "" for none. Raises Invalid, which names `field`."""
    url = url.strip()
    if not url:
        return ""
    try:
        _is_web_address(url)
    except (ValidationError, ValueError) as error:
        raise Invalid(**{field: _("Enter a full address that starts with http:// or https://.")}) from error
    if not http_url(url):
        raise Invalid(**{field: _("This address hides where it leads (a user name, a backslash, unseen characters).")})
    # In bytes: the index that keeps an address single has room for no more.
    if len(url.encode()) > 2000:
        raise Invalid(**{field: _("This address is too long. Shorten it to 2,000 bytes.")})
    return url


def _address_is_taken(other: Source) -> Invalid:
    return Invalid(
        url=_("The source “%(title)s” (number %(number)s) has this address already.")
        % {"title": other.title, "number": other.pk}
    )
