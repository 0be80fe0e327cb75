"""How one is told of what. Everybody's own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims import workflow
from claims.actions.errors import Conflict, Invalid
from claims.actions.notification import save_preferences
from claims.actions.people import subject_of
from claims.actions.settings import version_of
from claims.desk.forms.notifications import NotificationsForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.mail import where_mail_goes
from claims.desk.views.settings.page import settings_page
from claims.vocabulary import Action, SettingsArea


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def notification_settings(request: HttpRequest) -> HttpResponse:
    form = NotificationsForm(request.POST if request.method == "POST" else None, person=request.user)
    error = None
    if form.is_bound and form.is_valid():
        try:
            save_preferences(actor=request.user, version=form.cleaned_data["version"], told_how=form.answers())
        except (Invalid, Conflict) as refused:
            error = refused
        else:
            say_saved(request, _("Saved. It holds for what happens from now on."), "told-how")
            return redirect("desk:notification_settings")
    subject = subject_of(request.user.pk)
    context = {
        "form": form,
        "version": version_of(SettingsArea.NOTIFICATIONS, subject),
        "digest_hour": f"{settings.DIGEST_HOUR}:00",
        "zone": settings.TIME_ZONE,
        "where_mail_goes": where_mail_goes(),
        "reads_along": not workflow.can_role(request.user, Action.COMMENT),
    }
    return settings_page(
        request,
        SettingsArea.NOTIFICATIONS,
        "desk/settings/notifications.html",
        context,
        subject=subject,
        form=form,
        error=error,
    )
