"""What a person is told: the list, and reading it. Opening is a POST: it marks as read, and then goes there."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from claims.actions import notification as actions
from claims.delivery.words import address_of
from claims.desk.returning import address_asked_for
from claims.models import Notification
from claims.models.ids import id_in
from claims.queries.notifications import newest_of, subjects_told_of, unread_count, with_their_rows

PAGE_LENGTH = 20


@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    subjects = subjects_told_of(request.user, only_unread=only_unread)
    page = Paginator(subjects, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "told": with_their_rows(request.user, list(page.object_list), only_unread=only_unread),
        "only_unread": only_unread,
        "unread": unread_count(request.user),
        "newest": newest_of(request.user),
    }
    return render(request, "desk/notifications.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark what was said of that claim as read, up to what was on the screen, and go to it."""
    return redirect(address_of(_read_with_its_fellows(request, pk)))


@require_POST
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, and stay."""
    _read_with_its_fellows(request, pk)
    return redirect(address_asked_for(request) or "desk:notifications")


@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read, up to the newest that was on the screen."""
    count = actions.read_all(actor=request.user, until=_until(request))
    said = ngettext("%(count)d notification is read.", "%(count)d notifications are read.", count) % {"count": count}
    messages.success(request, said)
    return redirect(address_asked_for(request) or "desk:notifications")


def _read_with_its_fellows(request: HttpRequest, pk: int) -> Notification:
    try:
        return actions.read_with_its_fellows(actor=request.user, notification_id=pk, until=_until(request))
    except Notification.DoesNotExist as error:
        raise Http404(_("There is no such notification.")) from error


def _until(request: HttpRequest) -> int:
    """The number of the newest that was on the screen; 0, which is before everything, where the form does not say."""
    return id_in(request.POST.get("until")) or 0
