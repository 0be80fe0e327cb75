"""Writing the public folder from what was published. The only writer of it; one at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.storage import storages
from django.db import connection, transaction

from claims.actions import indexes, machines, policy_pages
from claims.actions.jobs import enqueue_job, finish_job, heartbeat
from claims.actions.placing import initials_of, is_placed, place, row_of
from claims.actions.public_words import keep_words
from claims.actions.purge import purge
from claims.models import Article, Claim, Job, Newsroom, Placement, PublicList, PublicRevision, SiteBuild
from claims.publishing import content, edition, lists, moved, writer
from claims.publishing.paging import FRONT, Page, every_page, front, touched_pages
from claims.queries.annotated import annotated_of
from claims.queries.public_lists import beside
from claims.queries.published import (
    latest_of,
    left_addresses,
    left_in_chunk,
    newsroom_of,
    placed,
    places_of,
    shown,
    unplaced,
    versions_of,
)
from claims.vocabulary import JobKind

# Any number does, as long as nothing else in this database locks it.
_WRITER = 7_302_026
# Pages written under one hold of the folder: whoever publishes one check waits until they are, about a second.
BATCH = 25
# A job of a very large site ends after this time and leaves the rest to the next, long before workers lose patience.
SECONDS_A_JOB = 300

# How much of the whole the checks' own pages are taken for, when progress is told.
_SHARE_OF_CHECKS = 0.9

Progress = Callable[[float], None]


def run_publish_claim(job: Job) -> None:
    """The job behind every publishing: write the claim's page as its newest public revision has it, and its lists.

    Writing the same again changes no file, so a job that ran twice does no harm. Raises LeaseLost.
    """
    if job.claim is None:
        raise ValueError(f"job {job.pk} publishes no claim")
    with heartbeat(job), _only_writer():
        changed = write_claim(job.claim)
    finish_job(job, lambda: _purge(job, changed))


def _purge(job: Job, changed: list[str]) -> None:
    # What an attempt that was cut off has written is not known any more.
    purge(changed if job.attempts == 1 else None)


def write_claim(claim: Claim) -> list[str]:
    """Write what publishing this claim changes: a handful of files, however many checks there are. Returns which."""
    newest = PublicRevision.objects.filter(claim=claim).newest()
    if newest is None:
        return []
    newsroom = newsroom_of(Newsroom.current())
    changed = _write_check(newest, versions_of([claim.pk]).get(claim.pk, []), newsroom)
    changed += _write_article(claim.article, newsroom)
    places = place(newest)
    for listing, numbers in places.items():
        total = Placement.objects.total(listing)
        size = lists.listing_of(listing).size
        pages = {page for number in numbers for page in touched_pages(number, total, size)}
        # The front last: it may link to a page of the archive that was not there before.
        changed += _write_pages(listing, sorted(pages, key=lambda page: (page.number == FRONT, page.number)), newsroom)
    changed += indexes.write_touched_indexes(places, newsroom) + policy_pages.write_ratings(newsroom)
    changed += machines.write_touched(places, newsroom) + machines.write_constant(newsroom)
    return changed + writer.write_fixed(newsroom=newsroom, storage=storages["public"])


def refresh_news() -> list[str]:
    """Take out of the news sitemap what is no news any more: time alone changes it. Returns the changed paths."""
    with _only_writer():
        changed = machines.write_news(newsroom_of(Newsroom.current()))
        purge(changed)
    return changed


def run_publish_site(job: Job) -> None:
    """The job that writes every public page anew, or goes on with that. Raises LeaseLost."""
    until = time.monotonic() + SECONDS_A_JOB
    with heartbeat(job) as progress:
        parts = _parts()
        is_finished = False
        for part in parts:
            progress(part.fraction)
            is_finished = part.is_last
            if time.monotonic() > until:
                break
    finish_job(job, lambda: None if is_finished else _go_on(job))


def run_publish_pages(job: Job) -> None:
    """The job behind what is said anew of the newsroom, a topic or a speaker. Raises LeaseLost.

    Where that stands on every page (a page is linked that was not there), the whole site follows.
    """
    with heartbeat(job):
        changed = write_pages()
        with _only_writer():
            newsroom = newsroom_of(Newsroom.current())
            is_whole = SiteBuild.objects.filter(fingerprint=edition.fingerprint(newsroom)).exists()

    def write() -> None:
        _purge(job, changed)
        if not is_whole:
            _go_on(job)

    finish_job(job, write)


def write_pages() -> list[str]:
    """Write the newsroom's own pages, and those of the topics and speakers of whom something else is said now."""
    with _only_writer():
        newsroom = newsroom_of(Newsroom.current())
        changed = policy_pages.write_policies(newsroom) + _write_fixed(newsroom)
        changed += _write_pages(lists.CHECKS, [_front_of(lists.CHECKS)], newsroom)
    stale = PublicList.objects.filter(is_stale=True).order_by("key")
    while key := stale.values_list("key", flat=True).first():
        with _only_writer():
            # Locked first: whoever changes a name now waits, and then says again that it is stale.
            row = PublicList.objects.select_for_update().get(key=key)
            newsroom = newsroom_of(Newsroom.current())
            before, row.initials, row.is_stale = row.initials, initials_of(key), False
            row.save(update_fields=["initials", "is_stale"])
            size = lists.listing_of(key).size
            changed += _write_pages(key, every_page(Placement.objects.total(key), size), newsroom)
            changed += indexes.write_touched_indexes([key], newsroom, before) + machines.write_feeds(key, newsroom)
    return changed


def _front_of(key: str) -> Page:
    return front(Placement.objects.total(key), lists.listing_of(key).size)


def write_site(*, on_progress: Progress = lambda fraction: None, from_start: bool = False) -> int:
    """Write every public page; returns how many files changed.

    Goes on where an earlier call with the same templates and the same newsroom was stopped, unless `from_start`.
    """
    changed = 0
    for part in _parts(from_start=from_start):
        changed += part.changed
        on_progress(part.fraction)
    return changed


def _go_on(job: Job) -> None:
    enqueue_job(kind=JobKind.PUBLISH_SITE, actor=job.created_by)


@dataclass(frozen=True)
class _Part:
    """What one hold of the folder has done: files changed, and how far all of it is, from 0 to 1."""

    changed: int
    fraction: float
    is_last: bool = False


def _parts(*, from_start: bool = False) -> Iterator[_Part]:
    """Write the site part by part, each under its own hold, so that a check published meanwhile does not wait.

    Several may do so at once: they share the work.
    """
    is_new = True
    while True:
        with _only_writer():
            newsroom = newsroom_of(Newsroom.current())
            build, _created = SiteBuild.objects.select_for_update().get_or_create(pk=1)
            fingerprint = edition.fingerprint(newsroom)
            if build.fingerprint != fingerprint or (is_new and (from_start or build.is_finished)):
                build.fingerprint, build.listing, build.number, build.is_finished = fingerprint, "", 0, False
            is_new = False
            was_finished = build.is_finished
            part = _Part(0, 1.0, is_last=True) if was_finished else _write_part(build, newsroom)
            build.save()
            if part.is_last and not was_finished:
                purge(None)
        yield part
        if part.is_last:
            return


def _write_part(build: SiteBuild, newsroom: content.Newsroom) -> _Part:
    """Write the next part and move `build` on: the checks' own pages come first, then the lists by name."""
    return _write_list(build, newsroom) if build.listing else _write_checks(build, newsroom)


def _write_checks(build: SiteBuild, newsroom: content.Newsroom) -> _Part:
    """`build.number` is the number of the last check that was written."""
    following = Placement.objects.filter(listing=lists.CHECKS, number__gt=build.number).order_by("number")[:BATCH]
    places = list(following)
    if not places:
        for public in unplaced(lists.CHECKS, BATCH):
            place(public)
        places = list(following.all())
    if not places:
        for key in (lists.CHECKS, lists.CORRECTIONS):
            row_of(key)  # These have a page as long as they are empty, too.
        build.listing, build.number = _listing_after(""), 0
        changed = indexes.write_every_index(newsroom) + policy_pages.write_policies(newsroom) + _write_fixed(newsroom)
        changed += machines.write_every_list_chunk(newsroom)
        return _Part(len(changed), _SHARE_OF_CHECKS)
    ids = [one.claim_id for one in places]
    latest, versions, standing = latest_of(ids), versions_of(ids), places_of(ids)
    written = 0
    for pk in ids:
        # Their lists, too: they may be from before there was one of that kind.
        if pk in versions or not is_placed(latest[pk], standing.get(pk, [])):
            place(latest[pk])
        written += len(_write_check(latest[pk], versions.get(pk, []), newsroom))
    # Once for each batch in which it has a check: the pages before and behind it are the same.
    for article in Article.objects.filter(claims__in=ids).distinct().order_by("pk"):
        written += len(_write_article(article, newsroom))
    build.number = places[-1].number
    written += len(machines.write_chunks([one.number for one in places], newsroom))
    return _Part(written, _SHARE_OF_CHECKS * build.number / Placement.objects.total(lists.CHECKS))


def _write_article(article: Article, newsroom: content.Newsroom) -> list[str]:
    if not article.slug:  # Nothing of it was ever published by the action that gives addresses.
        return []
    annotated = annotated_of(article, newsroom, lambda public: shown(public, newsroom))
    return writer.write_article(article=annotated, storage=storages["public"])


def _write_list(build: SiteBuild, newsroom: content.Newsroom) -> _Part:
    """`build.number` is how many pages of the list are written."""
    size = lists.listing_of(build.listing).size
    pages = list(every_page(Placement.objects.total(build.listing), size))
    changed = _write_pages(build.listing, pages[build.number : build.number + BATCH], newsroom)
    build.number += BATCH
    if build.number >= len(pages):
        changed += machines.write_feeds(build.listing, newsroom)
        build.listing, build.number = _listing_after(build.listing), 0
        build.is_finished = not build.listing
    return _Part(len(changed), 1.0 if build.is_finished else _SHARE_OF_CHECKS, is_last=build.is_finished)


def _listing_after(name: str) -> str:
    """The next list in the order of their keys, or "" after the last."""
    following = PublicList.objects.filter(key__gt=name).order_by("key").first()
    return following.key if following else ""


def _write_check(public: PublicRevision, versions: Sequence[PublicRevision], newsroom: content.Newsroom) -> list[str]:
    """Write the check's page, and where it was before, the way there. Where it has several versions, their pages first:
    the page links to them.
    """
    check, storage = shown(public, newsroom), storages["public"]
    keep_words(public, check)
    # On a full disk the picture of what is withdrawn is the room in which its new page can be written.
    changed = writer.remove_pictures(check, storage) if check.withdrawn else []
    if versions:
        changed += writer.write_history(versions=[shown(one, newsroom) for one in versions], storage=storage)
    changed += writer.write_page(check=check, storage=storage)
    if left := left_addresses(public.claim):
        for slug in left:
            changed += moved.write_moved(f"/checks/{slug}/", check, storage)
        chunk = moved.chunk_of(public.claim_id)
        changed += moved.write_map(chunk, left_in_chunk(chunk), storage)
    return changed


def _write_pages(listing: str, pages: Iterable[Page], newsroom: content.Newsroom) -> list[str]:
    changed = []
    shown_beside = beside(listing)
    for page in pages:
        checks = [shown(public, newsroom) for public in placed(listing, page.low, page.high)]
        changed += writer.write_list_page(
            lists.listing_of(listing),
            page,
            newsroom=newsroom,
            checks=checks,
            storage=storages["public"],
            beside=shown_beside,
        )
    return changed


def _write_fixed(newsroom: content.Newsroom) -> list[str]:
    changed = machines.write_constant(newsroom) + machines.write_catalogues(newsroom)
    return changed + writer.write_fixed(newsroom=newsroom, storage=storages["public"])


@contextmanager
def _only_writer() -> Iterator[None]:
    """Hold the public folder. Reading inside means that the last to write has read the newest."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER])
        yield
