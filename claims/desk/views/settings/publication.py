"""Who the newsroom is to its readers: its identity, and the pages on which it says how it works."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims import rights
from claims.actions import newsroom as actions
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.actions.settings import version_of
from claims.desk.forms.settings import IdentityForm, PolicyForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.models import Newsroom, PolicyPage
from claims.vocabulary import PolicyKind, SettingsArea

# A page that nobody has read for so many days may say what is not so any more.
STALE_AFTER_DAYS = 365

# What the codes of principles ask for on each page.
ASKED_FOR: dict[str, str | Promise] = {
    PolicyKind.ABOUT: gettext_lazy("Who is behind this, since when, what for; who works here and in which role."),
    PolicyKind.CONTACT: gettext_lazy("How readers reach you, and how they suggest a claim to check."),
    PolicyKind.OWNERSHIP: gettext_lazy("Who owns the newsroom, its legal form, and every funder of 5 % or more."),
    PolicyKind.SELECTION: gettext_lazy("How you choose what to check, so that no side is picked out."),
    PolicyKind.METHODOLOGY: gettext_lazy(
        "How you check: which sources, how many, evidence for and against, how claimants are asked, what ratings mean."
    ),
    PolicyKind.CORRECTIONS: gettext_lazy(
        "What you do about mistakes, how readers report one, and where they complain if you do nothing (IFCN, EFCSN)."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def identity(request: HttpRequest) -> HttpResponse:
    require(rights.may_set(request.user, SettingsArea.IDENTITY))
    if request.method != "POST":
        newsroom = Newsroom.current()
        first = {name: getattr(newsroom, name) for name in IdentityForm.base_fields if name != "version"}
        return _identity_page(request, IdentityForm(initial=first | {"languages": ", ".join(newsroom.languages)}))
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return _identity_page(request, form)
    try:
        actions.edit_newsroom(actor=request.user, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _identity_page(request, form, error)
    say_saved(request, _("Saved. The public pages follow in a moment."), "identity")
    return redirect("desk:identity")


@require_safe
@answers_errors
def policy_list(request: HttpRequest) -> HttpResponse:
    """Every page with when it was last reviewed, also those that nobody has written yet."""
    require(rights.may_set(request.user, SettingsArea.POLICIES))
    written = {page.kind: page for page in PolicyPage.objects.all()}
    rows = [
        {"kind": kind, "page": (page := written.get(kind)), "is_stale": _is_stale(page), "asked_for": ASKED_FOR[kind]}
        for kind in PolicyKind
    ]
    return settings_page(request, SettingsArea.POLICIES, "desk/settings/policies.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def policy(request: HttpRequest, kind: str) -> HttpResponse:
    require(rights.may_set(request.user, SettingsArea.POLICIES))
    if kind not in PolicyKind.values:
        raise Http404(_("There is no such page."))
    page = PolicyPage.objects.filter(kind=kind).first() or PolicyPage(kind=kind)
    if request.method != "POST":
        return _policy_page(request, page, PolicyForm(initial={"body": page.body, "reviewed_on": page.reviewed_on}))
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _policy_page(request, page, form)
    try:
        actions.save_policy(actor=request.user, kind=kind, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _policy_page(request, page, form, error)
    say_saved(request, _("%(page)s is saved.") % {"page": page}, f"policy-{kind}")
    return redirect("desk:policy", kind)


def _identity_page(request: HttpRequest, form: IdentityForm, error: ActionError | None = None) -> HttpResponse:
    context = {"form": form, "version": version_of(SettingsArea.IDENTITY), "address": settings.SITE_URL}
    return settings_page(request, SettingsArea.IDENTITY, "desk/settings/identity.html", context, form=form, error=error)


def _policy_page(
    request: HttpRequest, page: PolicyPage, form: PolicyForm, error: ActionError | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "page": page,
        "version": version_of(SettingsArea.POLICIES, page.kind),
        "asked_for": ASKED_FOR[page.kind],
        "is_stale": _is_stale(page),
        "key": f"policy-{page.kind}",
    }
    return settings_page(
        request,
        SettingsArea.POLICIES,
        "desk/settings/policy.html",
        context,
        subject=page.kind,
        form=form,
        error=error,
    )


def _is_stale(page: PolicyPage | None) -> bool:
    """Whether a written page was never reviewed, or long ago."""
    if page is None or not page.body:
        return False
    return page.reviewed_on is None or (timezone.localdate() - page.reviewed_on).days > STALE_AFTER_DAYS
