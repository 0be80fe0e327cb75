"""Saving the verdict's draft, and its preview."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions import verdict as actions
from claims.actions.claim import edit_claim
from claims.actions.errors import ActionError, Conflict, Invalid
from claims.desk import refusals
from claims.desk.forms.claim import ActionForm
from claims.desk.forms.verdict import VerdictForm
from claims.desk.media_words import media_words
from claims.desk.notices import say_saved
from claims.desk.views.claim import claim_page, claim_url, find_claim, form_of, invalid_page, refused_page
from claims.models import Claim, Verdict
from claims.queries import claim as queries
from claims.vocabulary import Action


@require_POST
def verdict_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the draft. When somebody else saved first, both texts are shown and the typed one stays in the form."""
    claim = find_claim(request, pk)
    saving = save_typed(request, claim)
    if saving.unsaved:
        return verdict_refused(request, claim, saving)
    say_saved(request, _("The draft is saved."), *saving.saved, at="verdict")
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
    ratings = queries.ratings_to_choose(verdict)
    return VerdictForm(request.POST, verdict=verdict, ratings=ratings, is_own_voice=claim.is_own_voice)


@dataclass
class Saving:
    """What became of the text that was sent: the forms that are not saved by their actions, and why.

    `claim_version` is the claim's after its wording was saved, too; None if the wording did not come along.
    """

    unsaved: dict[str, BaseForm]
    error: ActionError | None = None
    claim_version: int | None = None
    saved: list[str] = field(default_factory=list)  # Keys of the forms on the page whose text is safe.


def save_typed(request: HttpRequest, claim: Claim) -> Saving:
    """Save what stands in the verdict's form; first the claim's wording and speaker, where they came along.

    They are a form of their own, which keep.js sends with this one when somebody typed into it.
    """
    form, wording = typed_verdict(request, claim), _typed_wording(request, claim)
    saving = Saving({Action.EDIT_VERDICT: form})
    if wording is not None:
        saving.unsaved[Action.EDIT_CLAIM] = wording
    if not all(one.is_valid() for one in saving.unsaved.values()):
        saving.error = Invalid()
        return saving
    try:
        if wording is not None:
            saving.claim_version = _save_wording(request, claim, wording)
            saving.saved.append(f"{Action.EDIT_CLAIM}-{claim.pk}")
            del saving.unsaved[Action.EDIT_CLAIM]
        actions.save_verdict(
            actor=request.user, claim_id=claim.pk, version=form.cleaned_data["version"], **form.answers()
        )
        saving.saved.append(f"verdict-{claim.pk}")
        del saving.unsaved[Action.EDIT_VERDICT]
    except ActionError as error:
        saving.error = error
    return saving


def verdict_refused(request: HttpRequest, claim: Claim, saving: Saving) -> HttpResponse:
    """The page with what was typed still in the forms; after a conflict, with the other text beside it."""
    error, form = saving.error, saving.unsaved.get(Action.EDIT_VERDICT)
    if error is None or (isinstance(error, Invalid) and not error.errors):
        return invalid_page(request, claim, saving.unsaved)
    is_of_verdict = isinstance(error, Conflict) and isinstance(error.current, Verdict)
    theirs = _theirs(form, error.current) if is_of_verdict else None
    return refused_page(request, claim.pk, error, saving.unsaved, theirs=theirs)


def _typed_wording(request: HttpRequest, claim: Claim) -> ActionForm | None:
    if "edit_claim_version" not in request.POST:
        return None
    sent = {name: request.POST.get(name, "") for name in ("wording", "speaker_name", "speaker_kind")}
    return form_of(Action.EDIT_CLAIM, claim, request.user, sent | {"version": request.POST["edit_claim_version"]})


def _save_wording(request: HttpRequest, claim: Claim, form: ActionForm) -> int:
    """The claim's version afterwards."""
    try:
        saved = edit_claim(
            actor=request.user, claim_id=claim.pk, version=form.cleaned_data["version"], **form.answers()
        )
    except Conflict:
        now = find_claim(request, claim.pk)
        said = form_of(Action.EDIT_CLAIM, now, request.user).initial
        if any(said[name] != typed for name, typed in form.answers().items() if typed is not None):
            raise
        return now.version  # A second click: it says so already.
    return saved.version


def _theirs(form: VerdictForm, saved: Verdict) -> list[tuple[str, str]]:
    others = refusals.other_than_typed(form.answers(), saved)
    said = refusals.theirs(
        form, saved, [name for name in others if name != "media"], {"said": saved.get_said_display()}
    )
    return [*said, (_("The picture or recording"), media_words(saved.media))] if "media" in others else said
