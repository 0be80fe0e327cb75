"""Articles: the list, bringing one in, and its page with the claims marked in place."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import workflow
from claims.access import get_article_for, get_claim_for
from claims.actions import article as articles
from claims.actions import claim as claims
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.desk.forms.articles import ArticleDetailsForm, ArticleForm, PassageForm, TriageForm
from claims.desk.history import timeline
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors, last_change, put_errors, words_for
from claims.desk.workspace import Trouble, Workspace, row_of
from claims.intake.text import TextError, find_passage
from claims.models import Article, Claim, User
from claims.queries import desk
from claims.queries.events import events_of_article
from claims.queries.jobs import newest_split
from claims.vocabulary import Action

PAGE_LENGTH = 30
SEARCH_LENGTH = 200


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:SEARCH_LENGTH]
    page = Paginator(desk.articles_found(request.user, words), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": desk.article_rows(request.user, page.object_list),
        "words": words,
        "may_import": bool(workflow.may_import(request.user)),
    }
    return render(request, "desk/articles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def article_new(request: HttpRequest) -> HttpResponse:
    require(workflow.may_import(request.user))
    if request.method != "POST":
        return render(request, "desk/article_new.html", {"form": ArticleForm()})
    form = ArticleForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        try:
            article = articles.import_article(actor=request.user, **fields)
        except Invalid as error:
            status = error.status
            put_errors(form, error)
        else:
            say_saved(request, _("The article is in. Its claims are looked for now."), "article-new")
            return redirect("desk:article", pk=article.pk)
    elif form.is_too_long:
        status = 413
    form.keep_uploaded_text()
    return render(request, "desk/article_new.html", {"form": form}, status=status)


@require_safe
@answers_errors
def article(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_article_for(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is recorded of an article. When somebody else was first, their words are shown beside the form."""
    found = get_article_for(request.user, pk)
    require(workflow.may_edit_articles(request.user))
    if request.method != "POST":
        return _edit_page(request, found, ArticleDetailsForm(article=found))
    form = ArticleDetailsForm(request.POST, article=found)
    if not form.is_valid():
        return _edit_page(request, found, form, status=400)
    try:
        articles.edit_article(actor=request.user, article_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        found = get_article_for(request.user, pk)
        if isinstance(error, Invalid):
            put_errors(form, error)
        elif all(getattr(found, name) == typed for name, typed in form.cleaned_data.items() if name != "version"):
            return _details_saved(request, pk)  # A second click.
        return _edit_page(request, found, form, error=error)
    return _details_saved(request, pk)


def _details_saved(request: HttpRequest, pk: int) -> HttpResponse:
    say_saved(request, _("The details are saved."), f"article-{pk}")
    return redirect("desk:article", pk=pk)


@require_safe
@answers_errors
def article_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that is asked for every second: progress while the split runs, then the text with its claims."""
    found = get_article_for(request.user, pk)
    job = newest_split(request.user, found)
    if job is not None and job.is_underway:
        return render(request, "desk/_progress.html", {"article": found, "job": job})
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
        claim = claims.add_claim(actor=request.user, article=found, start=start, end=end)
    except Invalid as error:
        if request.htmx:
            response = render(request, "desk/_refused.html", {"reason": str(error)}, status=error.status)
            response["HX-Retarget"] = "#selection-error"
            response["HX-Reswap"] = "innerHTML"
            return response
        form.add_error("passage", str(error))
        return _page(request, found, passage_form=form, status=error.status)
    if request.htmx:
        response = _workspace_fragment(request, found, claim_pk=claim.pk)
        response["HX-Trigger-After-Settle"] = f'{{"claim-added": {{"id": {claim.pk}}}}}'
        return response
    messages.success(request, _("The passage is a claim now."))
    return _claim_in_list(found.pk, claim.pk)


@require_POST
@answers_errors
def claim_triage(request: HttpRequest, pk: int, claim_pk: int) -> HttpResponse:
    """Accept, dismiss, reopen or take one claim from the list beside the text."""
    found = get_article_for(request.user, pk)
    claim = get_claim_for(request.user, claim_pk)
    if claim.article_id != found.pk:
        raise Claim.DoesNotExist
    form = TriageForm(request.POST)
    trouble, status = None, 200
    try:
        if not form.is_valid():
            _must_have_a_say(request.user, claim)
            raise Invalid(form=" ".join(error for errors in form.errors.values() for error in errors))
        decision = form.cleaned_data
        _TRIAGE[decision["decision"]](request.user, claim.pk, decision["version"], decision["reason"])
    except ActionError as error:
        trouble = Trouble(claim.pk, str(error), form.data.get("reason", ""))
        status = error.status
    if request.htmx:
        return _row_fragment(request, found, claim.pk, trouble, status)
    if trouble:
        return _page(request, found, trouble=trouble, status=status)
    return _claim_in_list(found.pk, claim.pk)


@require_POST
@answers_errors
def split_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_article_for(request.user, pk)
    articles.split_again(actor=request.user, article=found)
    return redirect("desk:article", pk=found.pk)


_TRIAGE: dict[str, Callable[[User, int, int, str], object]] = {
    "accept": lambda actor, pk, version, reason: claims.accept_claim(actor=actor, claim_id=pk, version=version),
    "dismiss": lambda actor, pk, version, reason: claims.dismiss_claim(
        actor=actor, claim_id=pk, version=version, reason=reason
    ),
    "reopen": lambda actor, pk, version, reason: claims.reopen_claim(actor=actor, claim_id=pk, version=version),
    "take": lambda actor, pk, version, reason: claims.take_claim(actor=actor, claim_id=pk, version=version),
}


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
    trouble: Trouble | None = None,
    status: int = 200,
) -> HttpResponse:
    workspace = Workspace(
        request.user, found, trouble=trouble, first=_number(request, "from"), claim_pk=_number(request, "claim")
    )
    context = workspace.context() | {"passage_form": passage_form or PassageForm()}
    return render(request, "desk/article.html", context, status=status)


def _edit_page(
    request: HttpRequest,
    found: Article,
    form: ArticleDetailsForm,
    *,
    error: Invalid | Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    theirs = None
    if isinstance(error, Conflict):
        theirs = [
            (str(form.fields[name].label), str(getattr(found, name) or ""))
            for name, typed in form.cleaned_data.items()
            if name != "version" and getattr(found, name) != typed
        ]
    title, message = words_for(error, request.user) if error else ("", "")
    context = {
        "article": found,
        "form": form,
        "error": error if isinstance(error, Conflict) else None,
        "error_title": title,
        "error_message": message,
        "last": last_change(error) if error else None,
        "theirs": theirs,
        "history": timeline(events_of_article(found)),
    }
    return render(request, "desk/article_edit.html", context, status=error.status if error else status)


def _number(request: HttpRequest, name: str) -> int:
    """A number from the address; 0 for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _claim_in_list(article_pk: int, claim_pk: int) -> HttpResponse:
    return redirect(f"{reverse('desk:article', args=[article_pk])}?claim={claim_pk}#claim-{claim_pk}")


def _workspace_fragment(request: HttpRequest, found: Article, *, claim_pk: int = 0) -> HttpResponse:
    context = Workspace(request.user, found, claim_pk=claim_pk).context() | {"passage_form": PassageForm()}
    return render(request, "desk/_workspace.html", context)


def _row_fragment(
    request: HttpRequest, found: Article, claim_pk: int, trouble: Trouble | None, status: int
) -> HttpResponse:
    """The claim's row as it is now, and what else on the page shows it: its marks and the counts."""
    workspace = Workspace(request.user, found, trouble=trouble)
    claim = next(claim for claim in workspace.claims if claim.pk == claim_pk)
    context = {
        "article": found,
        "row": row_of(request.user, claim, trouble),
        "paragraphs": workspace.marked(only=claim),
        "counts": workspace.counts,
    }
    return render(request, "desk/_triaged.html", context, status=status)
