"""What a new split would change of an article's suggestions: worked out, looked at, carried out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import workflow
from claims.access import get_article_for
from claims.actions import resplit as actions
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.desk.refusals import answers_errors, context_of
from claims.desk.resplit import Preview
from claims.models import Article
from claims.models.ids import id_in


@require_safe
@answers_errors
def resplit(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; for htmx, which asks every second while the preview is worked out, only its body."""
    found = get_article_for(request.user, pk)
    require(workflow.may_resplit(request.user))
    context = Preview(request.user, found, first=_first(request.GET)).context()
    is_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(request, "desk/_resplit.html" if is_fragment else "desk/resplit.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
@answers_errors
def resplit_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the preview be worked out, and go to its page."""
    found = get_article_for(request.user, pk)
    actions.start_preview(actor=request.user, article=found)
    return redirect("desk:resplit", pk=found.pk)


@require_POST
@answers_errors
def resplit_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out the ticked changes, all of them, or none. What is refused is shown with the ticks as they were."""
    found = get_article_for(request.user, pk)
    require(workflow.may_resplit(request.user))
    data = request.POST
    ticked = set(data.getlist("change"))
    preview_id = _number(data, "preview")
    try:
        if data.get("do") == "leave":
            actions.leave_as_it_is(actor=request.user, article=found, preview_id=preview_id)
            messages.success(request, _("The suggestions stay as they are."))
            return redirect("desk:article", pk=found.pk)
        applied = actions.apply_preview(
            actor=request.user,
            article=found,
            preview_id=preview_id,
            keys=None if data.get("do") == "all" else ticked,
            fingerprint=data.get("fingerprint", ""),
        )
    except (Invalid, Conflict) as error:
        return _again(request, found, ticked, error)
    said = _("Done: %(added)s added, %(removed)s removed, %(described)s described anew.") % vars(applied)
    messages.success(request, said)
    # With what is left of the list; once nothing is, back to the article.
    rest = Preview(request.user, found).comparison
    if rest is None or not rest.changes:
        return redirect("desk:article", pk=found.pk)
    return redirect(f"{reverse('desk:resplit', args=[found.pk])}?from={_first(data)}")


def _again(request: HttpRequest, found: Article, ticked: set[str], error: ActionError) -> HttpResponse:
    # Sent without a tick, or "all" of a longer list: the boxes stood as they do at first.
    preview = Preview(request.user, found, ticked=ticked or None, first=_first(request.POST))
    context = preview.context() | context_of(error, request.user)
    return render(request, "desk/resplit.html", context, status=error.status)


def _first(data: QueryDict) -> int:
    return _number(data, "from")


def _number(data: QueryDict, name: str) -> int:
    """A number that was sent; 0 for anything else."""
    return id_in(data.get(name)) or 0
