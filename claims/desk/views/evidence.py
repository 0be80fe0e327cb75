"""Adding, changing and removing evidence."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import workflow
from claims.access import claims_visible_to
from claims.actions import evidence as actions
from claims.actions.errors import ActionError, Conflict, Invalid, Refused
from claims.desk import refusals
from claims.desk.forms.address import say_completed
from claims.desk.forms.evidence import AddEvidenceForm, EditEvidenceForm, RemoveEvidenceForm
from claims.desk.history import timeline
from claims.desk.notices import place_tag, say_saved
from claims.desk.views.claim import Problem, claim_page, claim_url, find_claim, invalid_page, refused_page
from claims.models import Event, Evidence, Source
from claims.publishing.text import visible
from claims.vocabulary import Action


@require_POST
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    claim = find_claim(request, pk)
    answer = workflow.can(request.user, Action.EDIT_EVIDENCE, claim)
    if isinstance(answer, workflow.Denied):
        # Nobody's file is read who may not add it.
        form = AddEvidenceForm(request.POST)
        return refused_page(request, claim.pk, Refused(answer), {Action.EDIT_EVIDENCE: form})
    form = AddEvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return invalid_page(request, claim, {Action.EDIT_EVIDENCE: form}, status=413 if form.is_too_large else 400)
    try:
        evidence = actions.add_evidence(actor=request.user, claim_id=claim.pk, **form.cleaned_data)
    except ActionError as error:
        return refused_page(request, claim.pk, error, {Action.EDIT_EVIDENCE: form})
    place = f"evidence-{evidence.pk}"
    say_saved(request, _("The source is added."), f"evidence_add-{claim.pk}", at=place)
    say_completed(request, form.cleaned_data["url"], at=place)
    if _is_known_otherwise(evidence.source, form):
        messages.warning(request, _known_as(evidence), extra_tags=place_tag(place))
    return redirect(claim_url(pk, f"#{place}"))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals.answers_errors
def evidence_edit(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        return _edit(request, pk)
    except (Http404, Evidence.DoesNotExist):
        removal = _removal(request, pk) if request.method == "POST" else None
        if removal is None:
            raise
        return _removed_meanwhile(request, removal)


def _edit(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = find_evidence(request, pk)
    denied = _denied(request, evidence)
    if request.method != "POST":
        form = EditEvidenceForm(evidence=evidence)
        return _edit_page(request, evidence, form, status=200 if denied is None else Refused(denied).status)
    form = EditEvidenceForm(request.POST, evidence=evidence)
    if not form.is_valid():
        error = None if denied is None else Refused(denied)  # A Denied is false, so it is asked by name.
        return _edit_page(request, evidence, form, error=error, status=error.status if error else 400)
    try:
        actions.edit_evidence(actor=request.user, evidence_id=pk, **form.answers())
    except ActionError as error:
        evidence = find_evidence(request, pk)
        if isinstance(error, Invalid):
            refusals.put_errors(form, error)
        elif isinstance(error, Conflict) and not _other_than_typed(form, evidence):
            return _saved(request, evidence)  # A second click: it is saved.
        return _edit_page(request, evidence, form, error=error, status=error.status)
    return _saved(request, evidence)


@require_POST
@refusals.answers_errors
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a source off the claim; the page has asked. The history keeps what it said."""
    evidence = find_evidence(request, pk)
    form = RemoveEvidenceForm(request.POST)
    if not form.is_valid():
        return invalid_page(request, find_claim(request, evidence.claim_id), {Action.EDIT_EVIDENCE: form})
    try:
        actions.remove_evidence(actor=request.user, evidence_id=pk, version=form.cleaned_data["version"])
    except ActionError as error:
        return refused_page(request, evidence.claim_id, error, {})
    say_saved(request, _("The source is removed from this claim."), at="evidence")
    return redirect(claim_url(evidence.claim_id, "#evidence"))


def _saved(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    place = f"evidence-{evidence.pk}"
    say_saved(request, _("The evidence is saved."), place, at=place)
    return redirect(claim_url(evidence.claim_id, f"#{place}"))


def _removal(request: HttpRequest, pk: int) -> Event | None:
    """How evidence that is gone was removed from a claim that this person may see."""
    removals = Event.objects.filter(kind=Action.EDIT_EVIDENCE, data__did="remove", data__evidence=pk)
    return removals.filter(claim__in=claims_visible_to(request.user)).select_related("actor", "claim").first()


def _removed_meanwhile(request: HttpRequest, removal: Event) -> HttpResponse:
    """The claim, with what was typed as evidence to be added: nobody else has it."""
    claim = find_claim(request, removal.claim_id)
    newest = claim.evidence.order_by("pk").last()
    was = {"source_id": removal.data["was"]["source"]["id"], "question": removal.data["was"]["question"]}
    form = AddEvidenceForm(was | request.POST.dict() | {"newest": newest.pk if newest else 0})
    problem = Problem(
        _("The evidence was removed in the meantime"),
        _("What you typed was not saved. It stands below, as evidence to be added anew, if it should be there."),
        last=next(iter(timeline([removal])), None),
    )
    return claim_page(request, claim, status=409, bound={Action.EDIT_EVIDENCE: form}, problem=problem)


def find_evidence(request: HttpRequest, pk: int) -> Evidence:
    """The evidence with its source and claim; 404 if there is none on a claim that this person may see."""
    try:
        return Evidence.objects.select_related("source", "claim", "claim__article", "added_by").get(
            pk=pk, claim__in=claims_visible_to(request.user)
        )
    except Evidence.DoesNotExist as error:
        raise Http404(_("There is no such evidence. Somebody may have removed it.")) from error


def _edit_page(
    request: HttpRequest,
    evidence: Evidence,
    form: EditEvidenceForm,
    *,
    error: ActionError | None = None,
    status: int = 200,
) -> HttpResponse:
    theirs = _theirs(form, evidence) if isinstance(error, Conflict) else None
    context = _context(request, evidence, error) | {"form": form, "theirs": theirs}
    return render(request, "desk/evidence_edit.html", context, status=status)


def _context(request: HttpRequest, evidence: Evidence, error: ActionError | None) -> dict[str, object]:
    denied = _denied(request, evidence)
    return refusals.context_of(error, request.user) | {
        "evidence": evidence,
        "claim": evidence.claim,
        "other_claims": claims_visible_to(request.user)
        .filter(evidence__source=evidence.source_id)
        .exclude(pk=evidence.claim_id)
        .distinct()
        .count(),
        "why_not": "" if denied is None else denied.reason,
    }


def _denied(request: HttpRequest, evidence: Evidence) -> workflow.Denied | None:
    answer = workflow.can(request.user, Action.EDIT_EVIDENCE, evidence.claim)
    return answer if isinstance(answer, workflow.Denied) else None


def _is_known_otherwise(source: Source, form: AddEvidenceForm) -> bool:
    """Whether a source with this address or file was there already, with other details than were typed now."""
    if form.cleaned_data["source_id"] is not None:
        return False
    typed = {name: form.cleaned_data[name] for name in ("title", "publisher", "interest")}
    return any(text and text != getattr(source, name) for name, text in typed.items())


def _known_as(evidence: Evidence) -> SafeString:
    text = _("This source is known already as “{title}”. It was used as it is; {link} if something is wrong.")
    address = reverse("desk:source_edit", args=[evidence.source_id])
    link = format_html('<a href="{}">{}</a>', address, _("edit its details"))
    return format_html(text, title=format_html("<bdi>{}</bdi>", visible(evidence.source.title)), link=link)


def _theirs(form: EditEvidenceForm, saved: Evidence) -> list[tuple[str, str]]:
    in_words = {
        "question": saved.get_question_display(),
        "stance": saved.get_stance_display(),
        "is_primary": _("yes") if saved.is_primary else _("no"),
    }
    return refusals.theirs(form, saved, _other_than_typed(form, saved), in_words)


def _other_than_typed(form: EditEvidenceForm, saved: Evidence) -> list[str]:
    typed = form.answers()
    # None: the question was not on the page.
    answers = {name: typed[name] for name in form.OF_THE_EVIDENCE if typed[name] is not None}
    return refusals.other_than_typed(answers, saved)
