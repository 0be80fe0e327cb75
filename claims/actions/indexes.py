"""Writing the pages that say which topics, speakers and months there are. Called by the site's one writer."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import storages

from claims.models import PublicList
from claims.publishing import content, index_pages, writer
from claims.publishing.alphabet import groups_of
from claims.queries.public_lists import (
    groups_inside,
    is_cut,
    months,
    speaker_group,
    topic_entries,
    was_just_cut,
)


def write_touched_indexes(keys: Iterable[str], newsroom: content.Newsroom, *letters: str) -> list[str]:
    """Write the indexes that show the lists with these keys: of the speakers only the pages with their letters.

    `letters` are more initials whose pages to write: those under which a speaker stood before.
    """
    rows = PublicList.objects.filter(kind="speaker", key__in=keys)
    found = {*rows.values_list("initials", flat=True), *filter(None, letters)}
    groups = {group for one in found for group in _pages_of(one)}
    return _write_fronts(newsroom) + _write_groups(groups - {""}, newsroom)


def write_every_index(newsroom: content.Newsroom) -> list[str]:
    groups: list[str] = []
    inside = groups_inside("") if is_cut("") else []
    for group in inside:
        groups += [group, *(groups_inside(group) if is_cut(group) else [])]
    return _write_fronts(newsroom) + _write_groups(groups, newsroom)


def _pages_of(letters: str) -> list[str]:
    """The groups whose pages show a speaker with these initials."""
    found = [""]
    for group, longer in zip(groups_of(letters), groups_of(letters)[1:], strict=False):
        if not is_cut(group):
            break
        found += groups_inside(group) if was_just_cut(group) else [longer]
    return found


def _write_fronts(newsroom: content.Newsroom) -> list[str]:
    storage = storages["public"]
    return [
        *writer.write_at(index_pages.TOPICS, index_pages.render_topics(newsroom, topic_entries()), storage),
        *writer.write_at(index_pages.MONTHS, index_pages.render_months(newsroom, months()), storage),
        *_write_groups([""], newsroom),
    ]


def _write_groups(groups: Iterable[str], newsroom: content.Newsroom) -> list[str]:
    changed = []
    for group in sorted(groups, reverse=True):  # The longer first: the shorter link to them.
        found = speaker_group(group)
        page = index_pages.render_speakers(newsroom, group, found.speakers, found.groups, found.total)
        changed += writer.write_at(index_pages.speakers_path(group), page, storages["public"])
    return changed
