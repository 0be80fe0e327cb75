"""Before something is published: a page that shows what will be public, and the button that publishes it."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from claims import workflow
from claims.actions import publish
from claims.actions.errors import ActionError, Invalid
from claims.desk.refusals import put_errors, words_for
from claims.desk.returning import address_asked_for
from claims.desk.views.claim import find_claim, form_of
from claims.models import Claim, Revision
from claims.publishing import assets, pages
from claims.publishing.content import Check
from claims.queries.claim import open_threads_of
from claims.vocabulary import Action, CaptureState, Question

# What is shown before it is done, on a page of its own.
SHOWN_FIRST = (Action.PUBLISH, Action.PUBLISH_CORRECTION)


@csp_update({"frame-src": [SELF]})
def publish_page(
    request: HttpRequest,
    claim: Claim,
    action: Action,
    *,
    form: BaseForm | None = None,
    error: ActionError | None = None,
) -> HttpResponse:
    """What readers will see, what of it may want another look, and one button. `form` came back with an `error`."""
    revision = claim.revisions.newest()
    answer = workflow.can(request.user, action, claim)
    context = {
        "claim": claim,
        "action": action,
        "revision": revision,
        "form": form or form_of(action, claim, request.user, revision=revision),
        "why_not": answer.reason if isinstance(answer, workflow.Denied) else "",
        "next": address_asked_for(request),
    }
    status = 200 if form is None else 400
    if error is not None:
        status = error.status
        if form is not None and isinstance(error, Invalid):
            put_errors(form, error)
        else:
            context["problem"] = words_for(error, request.user)
    if answer and revision is not None:
        try:
            check = publish.preview(actor=request.user, claim=claim, revision=revision)
        except Invalid as refusal:
            context["why_not"] = str(refusal)
        else:
            context |= {"check": check, "warnings": _warnings(claim, revision, check)}
    return render(request, "desk/publish.html", context, status=status)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def readers_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that readers would get, as it would be written now."""
    claim = find_claim(request, pk)
    revision = claim.revisions.newest()
    if revision is None or not any(workflow.can(request.user, action, claim) for action in SHOWN_FIRST):
        raise Http404(_("Nothing of this claim waits to be published."))
    reason = _("(what you say has changed)") if claim.slug else ""
    try:
        check = publish.preview(actor=request.user, claim=claim, revision=revision, reason=reason)
    except Invalid as error:
        return render(request, "desk/refused.html", {"reason": str(error)}, status=error.status)
    page = pages.render_verdict_page(check)
    # The stylesheet may not be in the public folder yet; and what is a link there leads out of the frame here.
    page = page.replace(assets.check_stylesheet().url, reverse("desk:readers_stylesheet"), 1)
    return HttpResponse(page.replace("<head>", '<head><base target="_blank">', 1))


@require_safe
def readers_stylesheet(request: HttpRequest) -> HttpResponse:
    return HttpResponse(assets.check_stylesheet().content, content_type="text/css; charset=utf-8")


def _warnings(claim: Claim, revision: Revision, check: Check) -> list[str]:
    """What does not stand in the way, and is better seen now than by readers."""
    found = []
    if check.override_reason:
        found.append(_("Readers are told that no second person has approved it, and why."))
    if check.speaker and not claim.speaker_is_resolved:
        found.append(_("Nobody has said who the speaker is: readers see the words of the article."))
    on_truth = [piece for piece in check.evidence if piece.question == Question.TRUE]
    if len({(piece.url, piece.title) for piece in on_truth}) < 2:
        found.append(_("Everything rests on one source."))
    if on_truth and not any(piece.is_primary for piece in on_truth):
        found.append(_("No source is a primary one."))
    bare = sum(not piece.interest for piece in on_truth)
    if bare:
        text = ngettext(
            "Of %(count)d source it is not said whose interests it has.",
            "Of %(count)d sources it is not said whose interests they have.",
            bare,
        )
        found.append(text % {"count": bare})
    lost = sum(bool(piece.url) and piece.archive != CaptureState.STORED for piece in check.evidence)
    if lost:
        text = ngettext(
            "%(count)d source has no archived copy: when its page is gone, readers cannot follow it.",
            "%(count)d sources have no archived copy: when their pages are gone, readers cannot follow them.",
            lost,
        )
        found.append(text % {"count": lost})
    threads = open_threads_of(claim)
    if threads:
        text = ngettext("%(count)d comment is not settled.", "%(count)d comments are not settled.", threads)
        found.append(text % {"count": threads})
    return found
