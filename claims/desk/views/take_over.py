"""Using the evidence of an earlier check for a claim: a page with a tick for each piece."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims import workflow
from claims.access import get_claim_for
from claims.actions.errors import Invalid, require
from claims.actions.evidence import take_over_evidence
from claims.desk.forms.take_over import TakeOverForm
from claims.desk.notices import place_tag, say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.claim import claim_url
from claims.vocabulary import Action


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def evidence_take(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    claim, other = get_claim_for(request.user, pk), get_claim_for(request.user, other_pk)
    require(workflow.can(request.user, Action.EDIT_EVIDENCE, claim))
    pieces = list(other.evidence.select_related("source").order_by("id"))
    form = TakeOverForm(request.POST if request.method == "POST" else None, pieces=pieces)
    error, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                taken = take_over_evidence(
                    actor=request.user, claim_id=pk, from_claim_id=other_pk, stances=form.stances()
                )
            except Invalid as invalid:
                error = str(invalid)
            else:
                return _done(request, pk, len(taken))
    context = {"claim": claim, "other": other, "form": form, "error": error}
    return render(request, "desk/evidence_take.html", context, status=status)


def _done(request: HttpRequest, pk: int, count: int) -> HttpResponse:
    if count:
        text = ngettext(
            "%(count)s piece of evidence is taken over.", "%(count)s pieces of evidence are taken over.", count
        )
        say_saved(request, text % {"count": count}, at="evidence")
    else:
        messages.info(request, _("All of that is on this claim already."), extra_tags=place_tag("evidence"))
    return redirect(claim_url(pk, "#evidence"))
