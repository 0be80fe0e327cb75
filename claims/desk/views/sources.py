"""The sources of the newsroom: the list, one of them, correcting it, its file, and picking one for a claim."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import workflow
from claims.access import sources_visible_to
from claims.actions.errors import Conflict, Invalid, require
from claims.actions.source import edit_source
from claims.desk.forms.address import say_completed
from claims.desk.forms.sources import EditSourceForm, SourceFilterForm
from claims.desk.notices import say_saved
from claims.desk.picking import evidence_picker
from claims.desk.refusals import answers_errors, context_of, other_than_typed, put_errors, theirs
from claims.desk.returning import address_asked_for
from claims.desk.source_history import source_timeline
from claims.desk.views.claim import claim_url, find_claim
from claims.models import Source
from claims.queries import sources as queries
from claims.vocabulary import Action

PAGE_LENGTH = 30
# Whatever a file holds, a browser that opens it there runs nothing of it and lets it reach nothing.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    form = SourceFilterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.sources_found(request.user, wanted), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": form,
        "is_filtered": wanted != queries.SourcesWanted(sort=wanted.sort),
        "publishers": queries.publishers_known(request.user),
    }
    return render(request, "desk/sources.html", context)


@require_safe
@answers_errors
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    pieces = queries.evidence_from(request.user, [found.pk]).select_related("claim", "added_by")
    context = {
        "source": found,
        "page": Paginator(pieces, PAGE_LENGTH).get_page(request.GET.get("page")),
        "may_edit": workflow.may_edit_sources(request.user),
        "history": source_timeline(queries.history_of(found)),
    }
    return render(request, "desk/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is recorded. When somebody else was first, their words are shown beside the form."""
    found = _find(request, pk)
    require(workflow.may_edit_sources(request.user))
    if request.method != "POST":
        return _edit_page(request, found, EditSourceForm(source=found))
    form = EditSourceForm(request.POST, source=found)
    if not form.is_valid():
        return _edit_page(request, found, form, status=400)
    try:
        edit_source(actor=request.user, source_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        found = _find(request, pk)
        if isinstance(error, Invalid):
            put_errors(form, error)
        elif not _other_than_typed(form, found):
            return _saved(request, pk)  # A second click.
        return _edit_page(request, found, form, error=error)
    say_completed(request, form.cleaned_data["url"])
    return _saved(request, pk)


@require_safe
@answers_errors
def source_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The uploaded file: a picture, which we drew ourselves, to look at; anything else as a download."""
    found = _find(request, pk)
    if not found.file:
        raise Http404(_("This source has no file."))
    try:
        content = default_storage.open(found.file.name, "rb")
    except FileNotFoundError as error:
        raise Http404(_("The file of this source is missing from the storage.")) from error
    response = FileResponse(
        content, as_attachment=not found.is_picture, filename=found.file_name, content_type=found.media_type
    )
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@answers_errors
def source_picker(request: HttpRequest, pk: int) -> HttpResponse:
    """For htmx: what was found by `?find=`, or with `?source=` the part of the form about the source."""
    claim = find_claim(request, pk)
    require(workflow.can(request.user, Action.EDIT_EVIDENCE, claim))
    if not request.htmx:
        asked = {name: request.GET[name] for name in ("find", "source") if request.GET.get(name)}
        return redirect(claim_url(pk, f"?{urlencode(asked)}#add-evidence" if asked else "#add-evidence"))
    template = "desk/claim/_source_fields.html" if "source" in request.GET else "desk/claim/_sources_found.html"
    return render(request, template, {"claim": claim, "is_fresh": True, **evidence_picker(request, claim, None)})


def _find(request: HttpRequest, pk: int) -> Source:
    return sources_visible_to(request.user).select_related("created_by").get(pk=pk)


def _saved(request: HttpRequest, pk: int) -> HttpResponse:
    say_saved(request, _("The source is saved. Every claim that uses it shows the change."), f"source-{pk}")
    return redirect(address_asked_for(request) or reverse("desk:source", args=[pk]))


def _edit_page(
    request: HttpRequest,
    found: Source,
    form: EditSourceForm,
    *,
    error: Invalid | Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    others = None
    if isinstance(error, Conflict):
        others = theirs(form, found, _other_than_typed(form, found))
    conflict = error if isinstance(error, Conflict) else None  # What is Invalid stands beside the fields.
    context = context_of(conflict, request.user) | {
        "source": found,
        "form": form,
        "theirs": others,
        "uses": queries.evidence_from(request.user, [found.pk]).order_by().values("claim").distinct().count(),
        "next": address_asked_for(request),
    }
    return render(request, "desk/source_edit.html", context, status=error.status if error else status)


def _other_than_typed(form: EditSourceForm, saved: Source) -> list[str]:
    return other_than_typed({name: typed for name, typed in form.cleaned_data.items() if name != "version"}, saved)
