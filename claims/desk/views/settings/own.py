"""What is everybody's own: the account, and keys to the API."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions import people, tokens
from claims.actions.errors import ActionError, Conflict, Invalid
from claims.actions.settings import version_of
from claims.desk.forms.settings import AccountForm, TokenForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.queries.settings import tokens_of
from claims.vocabulary import SettingsArea


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def account(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        first = {name: getattr(request.user, name) for name in AccountForm.base_fields if name != "version"}
        return _account_page(request, AccountForm(initial=first))
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _account_page(request, form)
    try:
        people.edit_account(actor=request.user, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _account_page(request, form, error)
    say_saved(request, _("Your account is saved."), "account")
    return redirect("desk:account")


@require_POST
@answers_errors
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    person = people.sign_out_everywhere(actor=request.user)
    update_session_auth_hash(request, person)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("desk:account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def token_list(request: HttpRequest) -> HttpResponse:
    """One's own tokens (an admin sees everybody's). A POST makes one, and shows it on the page that answers: once."""
    if request.method != "POST":
        return _tokens_page(request, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _tokens_page(request, form)
    try:
        _row, token = tokens.create_token(actor=request.user, **form.cleaned_data)
    except Invalid as error:
        return _tokens_page(request, form, error)
    return _tokens_page(request, TokenForm(), token=token)


@require_POST
@answers_errors
def token_revoke(request: HttpRequest, prefix: str) -> HttpResponse:
    row = tokens.revoke_token(actor=request.user, prefix=prefix)
    messages.success(request, _("The token %(token)s is revoked.") % {"token": row})
    return redirect("desk:tokens")


def _account_page(request: HttpRequest, form: AccountForm, error: ActionError | None = None) -> HttpResponse:
    subject = people.subject_of(request.user.pk)
    context = {"form": form, "version": version_of(SettingsArea.ACCOUNT, subject)}
    return settings_page(
        request,
        SettingsArea.ACCOUNT,
        "desk/settings/account.html",
        context,
        subject=subject,
        form=form,
        error=error,
    )


def _tokens_page(
    request: HttpRequest, form: TokenForm, error: ActionError | None = None, *, token: str = ""
) -> HttpResponse:
    rows = tokens_of(request.user)
    context = {
        "form": form,
        "token": token,
        "own": [row for row in rows if row.owner_id == request.user.pk],
        "others": [row for row in rows if row.owner_id != request.user.pk],
    }
    return settings_page(
        request,
        SettingsArea.TOKENS,
        "desk/settings/tokens.html",
        context,
        subject=people.subject_of(request.user.pk),
        form=form,
        error=error,
    )
