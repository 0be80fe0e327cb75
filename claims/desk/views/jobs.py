"""Background work on the screens: how far a public page is, and trying again what failed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import workflow
from claims.access import get_claim_for
from claims.actions import jobs
from claims.desk.refusals import answers_errors
from claims.desk.returning import address_asked_for
from claims.models import Job
from claims.queries.jobs import newest_page_job


@require_POST
@answers_errors
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again, and go back to the page that had the button."""
    job = jobs.retry_job(actor=request.user, job_id=pk)
    messages.success(request, _("It is tried again."))
    return redirect(address_asked_for(request) or _page_about(job))


@require_safe
@answers_errors
def page_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that is asked for every second while a claim's public page is written."""
    claim = get_claim_for(request.user, pk)
    context = {
        "claim": claim,
        "page_job": newest_page_job(request.user, claim),
        "may_retry": bool(workflow.may_retry(request.user)),
        "is_asked_again": True,
    }
    return render(request, "desk/claim/_page_job.html", context)


def _page_about(job: Job) -> str:
    if job.claim_id is not None:
        return reverse("desk:claim", args=[job.claim_id]) + "#publishing"
    if job.article_id is not None:
        return reverse("desk:article", args=[job.article_id])
    return reverse("desk:my_work")
