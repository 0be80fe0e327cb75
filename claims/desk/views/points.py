"""What was done about the points of a review: ticked off on the claim's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import workflow
from claims.access import get_point_for
from claims.actions.errors import ActionError, require
from claims.actions.review_points import answer_point
from claims.desk import refusals
from claims.desk.forms.review import AnswerForm
from claims.desk.notices import say_saved
from claims.desk.views.claim import claim_url, find_claim, invalid_page, refused_page
from claims.vocabulary import Action


@require_POST
@refusals.answers_errors
def point_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a point is done, and what there is to say about it."""
    point = get_point_for(request.user, pk)
    claim = find_claim(request, point.review.revision.claim_id)
    require(workflow.can(request.user, Action.ANSWER_POINT, claim))
    form = AnswerForm(request.POST, point=point)
    if not form.is_valid():
        return invalid_page(request, claim, {Action.ANSWER_POINT: form})
    try:
        answer_point(actor=request.user, point_id=pk, **form.cleaned_data)
    except ActionError as error:
        return refused_page(request, claim.pk, error, {Action.ANSWER_POINT: form})
    text = _("Ticked off.") if form.cleaned_data["is_done"] else _("Saved; the point is open.")
    place = f"point-{pk}"
    say_saved(request, text, place, at=place)
    return redirect(claim_url(claim.pk, f"#{place}"))
