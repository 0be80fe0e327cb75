"""What somebody sees who was invited: choosing a name and a password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims.actions.errors import Invalid
from claims.actions.invitation import accept_invitation, invitation_of
from claims.desk.forms.settings import AcceptForm
from claims.desk.refusals import put_errors
from claims.models import Invitation, Newsroom


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at it uses nothing up: programs that read mail open links, too."""
    try:
        invitation = invitation_of(token)
        if request.method != "POST":
            handle = invitation.email.partition("@")[0]
            return _page(request, invitation, AcceptForm(initial={"username": handle}))
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return _page(request, invitation, form)
        given = {name: form.cleaned_data[name] for name in ("name", "username", "password")}
        try:
            accept_invitation(token=token, **given)
        except Invalid as error:
            put_errors(form, error)
            return _page(request, invitation, form)
    except Invitation.DoesNotExist:
        return render(request, "desk/settings/invitation_ended.html", status=404)
    messages.success(request, _("Your account is made. Sign in with %(email)s.") % {"email": invitation.email})
    return redirect("account_login")


def _page(request: HttpRequest, invitation: Invitation, form: AcceptForm) -> HttpResponse:
    context = {"invitation": invitation, "newsroom": Newsroom.current(), "form": form}
    return render(request, "desk/settings/invitation.html", context, status=400 if form.errors else 200)
