"""An article's page: its text with the claims marked in place, and the list to decide about them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from claims import workflow
from claims.access import get_article_for, get_claim_for
from claims.actions import article as articles
from claims.actions import claim as claims
from claims.actions.errors import ActionError, Invalid, require
from claims.actions.passage import change_borders
from claims.desk import bulk
from claims.desk.forms.articles import NewBordersForm, PassageForm, TriageForm
from claims.desk.forms.queue import STEPS, BulkForm
from claims.desk.listing import Listing
from claims.desk.notices import say_saved
from claims.desk.outcome import say_outcome
from claims.desk.refusals import answers_errors
from claims.desk.workspace import Done, Trouble, Workspace
from claims.intake.text import TextError, find_passage
from claims.models import Article, Claim, Job, User
from claims.models.ids import id_in
from claims.publishing.text import shorten
from claims.queries import desk
from claims.queries.jobs import newest_split
from claims.vocabulary import Action, JobState, State

# How many of the claims that a new one lies across are named.
NAMED_OVERLAPS = 5


@require_safe
@answers_errors
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; for htmx, which follows the links above the list, only the text and the list."""
    found = get_article_for(request.user, pk)
    if request.htmx and not request.htmx.history_restore_request:
        response = _workspace_fragment(request, found)
    else:
        response = _page(request, found)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@answers_errors
def article_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that is asked for every second: progress while the split runs, then the text with its claims."""
    found = get_article_for(request.user, pk)
    job = newest_split(request.user, found)
    if job is not None and job.is_underway:
        query = Listing.read(request.GET).query(look=_number(request, "look"))
        return render(request, "desk/_progress.html", {"article": found, "job": job, "progress_query": query})
    response = _workspace_fragment(request, found)
    response["HX-Retarget"] = "#workspace"
    response["HX-Reswap"] = "outerHTML"
    return response


@require_POST
@answers_errors
def claim_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a passage as a claim: by offsets when it was selected, by its words when it was pasted."""
    found = get_article_for(request.user, pk)
    require(workflow.may_import(request.user))
    form = PassageForm(request.POST)
    try:
        start, end = _span(form, found)
        speaker = form.cleaned_data["speaker_name"]
        claim = claims.add_claim(actor=request.user, article=found, start=start, end=end, speaker_name=speaker)
    except Invalid as error:
        if request.htmx:
            return _beside_the_selection(request, error)
        if "speaker_name" not in form.errors:
            form.add_error("passage", str(error))
        return _page(request, found, passage_form=form, status=error.status)
    return _marked_now(request, found, claim, _marked_note(request.user, claim))


@require_POST
@answers_errors
def claim_borders(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the selected words be those of a claim that stands already. (Without a selection: views/passage.py.)"""
    found = get_article_for(request.user, pk)
    require(workflow.may_do_any(request.user, [Action.CHANGE_BORDERS]))
    form = NewBordersForm(request.POST)
    try:
        start, end = _span(form, found)
        claim = get_claim_for(request.user, form.cleaned_data["claim"])
        if claim.article_id != found.pk:
            raise Claim.DoesNotExist
        version = form.cleaned_data["version"]
        claim = change_borders(actor=request.user, claim_id=claim.pk, version=version, start=start, end=end)
    except ActionError as error:
        if request.htmx:
            return _beside_the_selection(request, error)
        raise
    return _marked_now(request, found, claim, _("The claim has new borders."))


def _beside_the_selection(request: HttpRequest, error: ActionError) -> HttpResponse:
    response = render(request, "desk/_refused.html", {"reason": str(error)}, status=error.status)
    response["HX-Retarget"] = "#selection-error"
    response["HX-Reswap"] = "innerHTML"
    return response


def _marked_now(request: HttpRequest, found: Article, claim: Claim, said: str) -> HttpResponse:
    """The text with its marks as they are now, at the claim."""
    if request.htmx:
        note = {"note": said, "new_pk": claim.pk}
        response = _workspace_fragment(request, found, "desk/_marked.html", note, claim_pk=claim.pk)
        response["HX-Trigger-After-Settle"] = f'{{"claim-added": {{"id": {claim.pk}}}}}'
        return response
    say_saved(request, said, f"passage-{found.pk}")
    return _claim_in_list(request, found, claim)


@require_POST
@answers_errors
def claim_triage(request: HttpRequest, pk: int, claim_pk: int) -> HttpResponse:
    """Accept, dismiss, reopen, take or assign one claim from the list beside the text, or undo the last such step."""
    found = get_article_for(request.user, pk)
    claim = get_claim_for(request.user, claim_pk)
    if claim.article_id != found.pk:
        raise Claim.DoesNotExist
    form = TriageForm(request.POST)
    trouble, done, status = None, None, 200
    try:
        if not form.is_valid():
            _must_have_a_say(request.user, claim)
            raise Invalid(form=" ".join(error for errors in form.errors.values() for error in errors))
        decision = form.cleaned_data["decision"]
        _TRIAGE[decision](request.user, claim, form)
        done = _done(claim.pk, decision)
    except ActionError as error:
        status = error.status
        trouble = Trouble(claim.pk, str(error), form.data.get("reason", ""), is_late=status == 409)
    if request.htmx:
        return _row_fragment(request, found, claim, trouble=trouble, done=done, status=status)
    if trouble:
        return _page(request, found, trouble=trouble, status=status)
    return _claim_in_list(request, found, claim, done=decision)


@require_POST
@answers_errors
def split_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_article_for(request.user, pk)
    job = articles.split_again(actor=request.user, article=found)
    query = Listing.read(request.GET).query(look=job.pk)
    return redirect(f"{reverse('desk:article', args=[found.pk])}?{query}")


@require_POST
@answers_errors
def claims_triage(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision about the ticked claims; what was typed and ticked stays when something is missing."""
    found = get_article_for(request.user, pk)
    require(workflow.may_do_any(request.user, STEPS))
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _page(request, found, many=form, status=400)
    outcome = bulk.apply(actor=request.user, picked=form.picked, step=form.step())
    say_outcome(request, Action(form.cleaned_data["do"]), outcome, f"many-{found.pk}")
    query = Listing.read(request.GET).query(**{"from": _number(request, "from")})
    return redirect(f"{reverse('desk:article', args=[found.pk])}{f'?{query}' if query else ''}")


def _assign(actor: User, claim: Claim, form: TriageForm) -> None:
    """A suggested claim is accepted on the way."""
    assign = claims.accept_and_assign if workflow.is_possible(Action.ACCEPT, claim) else claims.assign_claim
    given = form.cleaned_data
    assign(actor=actor, claim_id=claim.pk, version=given["version"], checker=given["checker"], due_on=given["due_on"])


def _dismiss(actor: User, claim: Claim, form: TriageForm) -> None:
    given = form.cleaned_data
    claims.dismiss_claim(actor=actor, claim_id=claim.pk, version=given["version"], reason=given["reason"])


def _plainly(action: Callable[..., object]) -> Callable[[User, Claim, TriageForm], object]:
    """An action without further questions."""
    return lambda actor, claim, form: action(actor=actor, claim_id=claim.pk, version=form.cleaned_data["version"])


_TRIAGE: dict[str, Callable[[User, Claim, TriageForm], object]] = {
    "accept": _plainly(claims.accept_claim),
    "dismiss": _dismiss,
    "reopen": _plainly(claims.reopen_claim),
    "take": _plainly(claims.take_claim),
    "assign": _assign,
    "undo": _plainly(claims.undo_step),
}


_DONE: dict[str, str | Promise] = {
    "accept": gettext_lazy("Accepted"),
    "dismiss": gettext_lazy("Dismissed"),
    "reopen": gettext_lazy("Reopened"),
    "take": gettext_lazy("Yours now"),
    "assign": gettext_lazy("Assigned"),
    "undo": gettext_lazy("Undone"),
}


def _done(claim_pk: int, decision: str) -> Done | None:
    word = _DONE.get(decision)
    return Done(claim_pk, str(word), may_undo=decision != "undo") if word else None


def _must_have_a_say(user: User, claim: Claim) -> None:
    """Raise Refused for somebody who could decide nothing here, however the form is filled in."""
    answers = [
        workflow.can(user, action, claim) for action in (Action.ACCEPT, Action.DISMISS, Action.REOPEN, Action.TAKE)
    ]
    if not any(answers):
        require(answers[0])


def _span(form: PassageForm, found: Article) -> tuple[int, int]:
    """The offsets that the form names. Raises Invalid with a sentence."""
    if not form.is_valid():
        raise Invalid(passage=" ".join(error for errors in form.errors.values() for error in errors))
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    if start is not None and end is not None:
        return start, end
    try:
        return find_passage(found.current_snapshot.text, form.cleaned_data["passage"])
    except TextError as error:
        raise Invalid(passage=str(error)) from error


def _page(
    request: HttpRequest,
    found: Article,
    *,
    passage_form: PassageForm | None = None,
    many: BulkForm | None = None,
    trouble: Trouble | None = None,
    status: int = 200,
) -> HttpResponse:
    claim_pk = _number(request, "claim")
    done = None if trouble else _done(claim_pk, request.GET.get("done", ""))
    ticked = set(many.data.getlist("claims")) if many else set()
    workspace = _workspace(request, found, trouble=trouble, done=done, claim_pk=claim_pk, ticked=ticked)
    context = _context(request, workspace) | {"passage_form": passage_form or PassageForm()}
    context |= {"many": many or BulkForm()}
    return render(request, "desk/article.html", context, status=status)


def _workspace(
    request: HttpRequest,
    found: Article,
    *,
    trouble: Trouble | None = None,
    done: Done | None = None,
    claim_pk: int = 0,
    ticked: Collection[str] = (),
) -> Workspace:
    """What the address asks for."""
    return Workspace(
        request.user,
        found,
        listing=Listing.read(_asked(request)),
        trouble=trouble,
        done=done,
        first=_number(request, "from"),
        claim_pk=claim_pk,
        ticked=ticked,
    )


def _context(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    """With what the newest split found, if this page was sent for to see that."""
    look = _number(request, "look")
    return workspace.context() | {
        "found_by_looking": _found_by(workspace.job, look),
        "progress_query": workspace.listing.query(look=look),
    }


def _found_by(job: Job | None, look: int) -> str:
    if job is None or job.pk != look or job.state != JobState.DONE:
        return ""
    added = desk.claims_added_by(job)
    return (
        ngettext("%(count)d new claim.", "%(count)d new claims.", added) % {"count": added}
        if added
        else _("Nothing new was found.")
    )


def _asked(request: HttpRequest) -> QueryDict:
    """What the page's address says of its list. What htmx posts comes from a page that may have a newer address."""
    if request.htmx and request.method == "POST":
        return QueryDict(urlsplit(request.htmx.current_url or "").query)
    return request.GET


def _number(request: HttpRequest, name: str) -> int:
    """A number from the address; 0 for anything else."""
    return id_in(_asked(request).get(name)) or 0


def _marked_note(user: User, claim: Claim) -> str:
    """What marking a passage did, and which claims it lies across."""
    if claim.state == State.SUGGESTED:
        said = _("The passage is suggested as a claim; an editor decides about it.")
    else:
        said = _("The passage is a claim now.")
    others = desk.claims_overlapping(user, claim)
    if not others:
        return said
    across = ngettext(
        "It overlaps a claim that stands already:", "It overlaps %(count)d claims that stand already:", len(others)
    ) % {"count": len(others)}
    links = format_html_join(
        " · ",
        '<a href="{}"><bdi>{}</bdi></a> ({})',
        (
            (reverse("desk:claim", args=[other.pk]), shorten(other.text, 80), other.get_state_display())
            for other in others[:NAMED_OVERLAPS]
        ),
    )
    return format_html("{} {} {}{}", said, across, links, " …" if len(others) > NAMED_OVERLAPS else "")


def _claim_in_list(request: HttpRequest, found: Article, claim: Claim, **more: str) -> HttpResponse:
    query = Listing.read(_asked(request)).query(claim=claim.pk, **more)
    return redirect(f"{reverse('desk:article', args=[found.pk])}?{query}#claim-{claim.pk}")


def _workspace_fragment(
    request: HttpRequest,
    found: Article,
    template: str = "desk/_workspace.html",
    more: dict[str, Any] | None = None,
    *,
    claim_pk: int = 0,
) -> HttpResponse:
    workspace = _workspace(request, found, claim_pk=claim_pk)
    context = _context(request, workspace) | {"passage_form": PassageForm(), "many": BulkForm()}
    return render(request, template, context | (more or {}))


def _row_fragment(
    request: HttpRequest, found: Article, claim: Claim, *, trouble: Trouble | None, done: Done | None, status: int
) -> HttpResponse:
    """The claim's row as it is now, and what else on the page shows it: its marks, and the links with the counts."""
    workspace = _workspace(request, found, trouble=trouble, done=done)
    now = next(one for one in workspace.claims if one.pk == claim.pk)
    context = workspace.choices() | {"row": workspace.row(now), "paragraphs": workspace.marked(only=now)}
    return render(request, "desk/_triaged.html", context, status=status)
