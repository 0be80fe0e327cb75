"""Saving the verdict's draft, and its preview."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions import verdict as actions
from claims.actions.errors import ActionError, Conflict, Invalid
from claims.desk.forms.verdict import VerdictForm
from claims.desk.views.claim import claim_page, claim_url, find_claim, invalid_page, refused_page
from claims.models import Claim, Verdict
from claims.queries import claim as queries
from claims.vocabulary import Action


@require_POST
def verdict_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the draft. When somebody else saved first, both texts are shown and the typed one stays in the form."""
    claim = find_claim(request, pk)
    form, error = save_typed_verdict(request, claim)
    if error is not None:
        return verdict_refused(request, claim, form, error)
    messages.success(request, _("The draft is saved."))
    return redirect(claim_url(pk, "#verdict"))


@require_POST
def verdict_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The explanation as readers will see it: a fragment for htmx, else the whole page with everything typed."""
    claim = find_claim(request, pk)
    explanation = request.POST.get("explanation", "")[: actions.EXPLANATION_LIMIT]
    if request.htmx:
        return render(request, "desk/claim/_preview.html", {"preview": explanation})
    form = typed_verdict(request, claim)
    form.is_valid()
    return claim_page(request, claim, bound={Action.EDIT_VERDICT: form}, preview=explanation)


def typed_verdict(request: HttpRequest, claim: Claim) -> VerdictForm:
    verdict = queries.verdict_of(claim)
    return VerdictForm(request.POST, verdict=verdict, ratings=queries.ratings_to_choose(verdict))


def save_typed_verdict(request: HttpRequest, claim: Claim) -> tuple[VerdictForm, ActionError | None]:
    """Save what stands in the form: the form, and what went wrong, if anything did."""
    form = typed_verdict(request, claim)
    if not form.is_valid():
        return form, Invalid()
    try:
        actions.save_verdict(
            actor=request.user, claim_id=claim.pk, version=form.cleaned_data["version"], **form.answers()
        )
    except ActionError as error:
        return form, error
    return form, None


def verdict_refused(request: HttpRequest, claim: Claim, form: VerdictForm, error: ActionError) -> HttpResponse:
    """The page with what was typed still in the form; after a conflict, with the other text beside it."""
    bound = {Action.EDIT_VERDICT: form}
    if isinstance(error, Invalid) and not error.errors:
        return invalid_page(request, claim, bound)
    theirs = (
        _theirs(form, error.current) if isinstance(error, Conflict) and isinstance(error.current, Verdict) else None
    )
    return refused_page(request, claim.pk, error, bound, theirs=theirs)


def _theirs(form: VerdictForm, saved: Verdict) -> list[tuple[str, str]]:
    """The fields that the other person saved otherwise: (label, their text)."""
    return [
        (str(form.fields[name].label), str(getattr(saved, name) or ""))
        for name, typed in form.answers().items()
        if getattr(saved, name) != typed
    ]
