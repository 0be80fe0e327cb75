"""Saved views of the queue: one's own, and those that an editor shares with the newsroom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims import workflow
from claims.access import SHARED_VIEWS, saved_views_visible_to
from claims.actions.claim import needed
from claims.actions.errors import Conflict, Invalid, require
from claims.actions.people import subject_of
from claims.actions.settings import SettingsChange, changing_settings, lock_settings
from claims.models import Event, Newsroom, SavedView, User
from claims.vocabulary import SettingsArea, SettingsStep

# So many own ones and so many shared ones: they stand in a line above the queue, each with its count.
MOST = 12
NAME_LIMIT = 60
QUERY_LIMIT = 2000


@transaction.atomic
def save_view(*, actor: User, name: str, query: str, is_shared: bool = False, replaces: bool = False) -> SavedView:
    """Give an address of the queue a name. One of that name is only written over if `replaces` says so.

    Raises Invalid, and Refused for who may not share.
    """
    name, query = _named(name), _known(query)
    lock_settings()  # What is found of the name stays so until it is saved.
    same = _beside(actor, is_shared=is_shared).filter(name__iexact=name).first()
    step = SettingsStep.CHANGE if same else SettingsStep.ADD
    subject = _subject(actor, is_shared=is_shared)
    with changing_settings(actor=actor, area=SettingsArea.VIEWS, step=step, subject=subject) as change:
        _require_may_share(actor, is_shared=is_shared)
        if same is not None and not replaces:
            raise Invalid(name=_("There is a view of this name. Tick “Replace it”, or choose another name."))
        if same is None and _beside(actor, is_shared=is_shared).count() >= MOST:
            raise Invalid(name=_("There are %(limit)s views already. Delete one first.") % {"limit": MOST})
        view = same or SavedView(owner=actor, name=name, is_shared=is_shared)
        change.compare({"query": view.query}, {"query": query})
        view.query = query
        view.save()
        change.data |= {"name": view.name, "view": view.pk}
    return view


def edit_view(*, actor: User, view_id: int, name: str, is_shared: bool, seen: str | None = None) -> SavedView:
    """Rename it, share it, or make a shared one one's own.

    `seen` is the stamp of the view that the person saw. Raises SavedView.DoesNotExist, Invalid, Refused or Conflict.
    """
    name = _named(name)
    with _changing(actor, view_id, SettingsStep.CHANGE, is_shared=is_shared) as (view, change):
        if (name, is_shared) != (view.name, view.is_shared):  # Else it is a second click.
            _require_seen(view, seen)
        owner = view.owner if is_shared == view.is_shared else actor
        if _beside(owner, is_shared=is_shared).filter(name__iexact=name).exclude(pk=view.pk).exists():
            raise Invalid(name=_("There is a view of this name. Choose another one."))
        change.compare({"name": view.name, "is_shared": view.is_shared}, {"name": name, "is_shared": is_shared})
        view.name, view.is_shared, view.owner = name, is_shared, owner
        view.save()
    return view


def delete_view(*, actor: User, view_id: int, seen: str | None = None) -> None:
    """It is gone, also for those who begin with it. Raises SavedView.DoesNotExist, Refused or Conflict."""
    with _changing(actor, view_id, SettingsStep.REMOVE) as (view, change):
        _require_seen(view, seen)
        change.data["query"] = view.query
        view.delete()


def begin_with_view(*, actor: User, view_id: int | None) -> None:
    """What the queue shows `actor` when nothing else is asked for; None for all open work."""
    with changing_settings(
        actor=actor, area=SettingsArea.VIEWS, step=SettingsStep.USE, subject=subject_of(actor.pk)
    ) as change:
        view = saved_views_visible_to(actor).get(pk=view_id) if view_id is not None else None
        with Newsroom.speaking():
            change.data["name"] = view.name if view else _("All open work")
        change.is_empty = actor.queue_view == view
        actor.queue_view = view
        actor.save(update_fields=["queue_view"])


@contextmanager
def _changing(
    actor: User, view_id: int, step: SettingsStep, *, is_shared: bool = False
) -> Iterator[tuple[SavedView, SettingsChange]]:
    """The view as it is under the lock of the settings: whoever was first has saved by then."""
    with transaction.atomic():
        lock_settings()
        view = saved_views_visible_to(actor).get(pk=view_id)
        of_all = is_shared or view.is_shared
        _require_may_share(actor, is_shared=of_all)
        subject = _subject(actor, is_shared=of_all)
        with changing_settings(actor=actor, area=SettingsArea.VIEWS, step=step, subject=subject) as change:
            change.data |= {"name": view.name, "view": view.pk}
            yield view, change


def _require_seen(view: SavedView, seen: str | None) -> None:
    """Raise Conflict when it was changed since; None is for whoever has not looked."""
    if seen is not None and seen != view.stamp:
        of_this_one = Event.objects.filter(area=SettingsArea.VIEWS, data__view=view.pk)
        raise Conflict(view, of_this_one.select_related("actor").order_by("number").last())


def _require_may_share(actor: User, *, is_shared: bool) -> None:
    if is_shared:
        require(workflow.may_share_views(actor))


def _beside(actor: User, *, is_shared: bool) -> QuerySet[SavedView]:
    """The views among which a name is taken."""
    views = SavedView.objects.filter(is_shared=is_shared)
    return views if is_shared else views.filter(owner=actor)


def _subject(actor: User, *, is_shared: bool) -> str:
    return SHARED_VIEWS if is_shared else subject_of(actor.pk)


def _named(name: str) -> str:
    return needed(" ".join(name.split()), "name", _("Give the view a name."), limit=NAME_LIMIT)


def _known(query: str) -> str:
    return needed(query, "name", _("Filter or sort first: there is nothing to save."), limit=QUERY_LIMIT)
