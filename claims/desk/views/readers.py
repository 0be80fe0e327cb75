"""What readers send in: the queue of it, one of them, and what is decided about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import rights
from claims.access import get_submission_for
from claims.actions import submission as actions
from claims.actions.errors import ActionError, Conflict, Invalid, Refused, require
from claims.desk.forms.readers import FORMS, ReaderFilterForm, StepForm, TakeUpForm
from claims.desk.notices import say_saved
from claims.desk.reader_history import reader_timeline
from claims.desk.refusals import answers_errors, put_errors, words_for
from claims.desk.returning import address_asked_for
from claims.models import Submission
from claims.models.ids import id_in
from claims.queries import submissions as queries
from claims.vocabulary import SubmissionStep

PAGE_LENGTH = 30

T = SubmissionStep
# What is done with each step, and what is said afterwards. Taking up as a new claim has a page of its own.
_STEPS: dict[SubmissionStep, Callable[..., object]] = {
    T.LOOK: actions.look_at,
    T.ATTACH: lambda claim, **rest: actions.attach(claim_id=claim, **rest),
    T.CORRECT: actions.correct,
    T.ANSWER: actions.answer,
    T.DECLINE: actions.decline,
    T.SPAM: lambda actor, submission_id, **_rest: actions.mark_spam(actor=actor, submissions=[submission_id]),
    T.REOPEN: actions.reopen,
    T.FORGET: lambda actor, submission_id, **_rest: actions.forget(actor=actor, submission_id=submission_id),
}
_DONE: dict[SubmissionStep, str | Promise] = {
    T.LOOK: gettext_lazy("The reader’s receipt says that it is being looked at."),
    T.ATTACH: gettext_lazy("It belongs to the claim now. The reader’s receipt says that it was taken up."),
    T.CORRECT: gettext_lazy("It is taken up. The correction is under way."),
    T.ANSWER: gettext_lazy("The reader’s receipt shows the answer."),
    T.DECLINE: gettext_lazy("It is declined. The reader’s receipt shows the reason."),
    T.SPAM: gettext_lazy("It is marked as spam."),
    T.REOPEN: gettext_lazy("It is open again."),
    T.FORGET: gettext_lazy("Name and e-mail address are removed."),
}


@dataclass(frozen=True)
class Choice:
    """A step that this person can take now; `is_asking` where its form has questions."""

    step: SubmissionStep
    form: StepForm
    is_open: bool = False

    @property
    def slug(self) -> str:
        return slug_of(self.step)

    @property
    def is_asking(self) -> bool:
        return any(not field.is_hidden for field in self.form)


def slug_of(step: SubmissionStep) -> str:
    """As it stands in addresses."""
    return step.removeprefix("reader_").replace("_", "-")


@require_safe
@answers_errors
def reader_list(request: HttpRequest) -> HttpResponse:
    require(rights.may_look_at_submissions(request.user))
    form = ReaderFilterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.submissions_found(request.user, wanted), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": form,
        "is_filtered": wanted != queries.SubmissionsWanted(),
        "may_decide": bool(rights.may_decide_submissions(request.user)),
    }
    return render(request, "desk/readers.html", context)


@require_safe
@answers_errors
def reader(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk))


@require_POST
@answers_errors
def reader_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step. What cannot be done is said on the page, with everything that was typed."""
    submission = _find(request, pk)
    chosen = next((one for one in _STEPS if slug_of(one) == step), None)
    if chosen is None:
        raise Http404(_("There is no such step."))
    form = FORMS.get(chosen, StepForm)(request.POST, submission=submission)
    require(rights.may_decide_submissions(request.user))
    if not form.is_valid():
        return _page(request, submission, bound={chosen: form}, status=400)
    try:
        _STEPS[chosen](actor=request.user, submission_id=pk, **form.cleaned_data)
    except (Invalid, Conflict, Refused) as error:
        if isinstance(error, Conflict) and _was_last(request, submission, chosen):
            return _done(request, pk, chosen)
        if isinstance(error, Invalid):
            put_errors(form, error)
        return _page(request, _find(request, pk), bound={chosen: form}, error=error, status=error.status)
    return _done(request, pk, chosen)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def reader_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader sent becomes an article with a claim."""
    submission = _find(request, pk)
    if submission.claim_id and _was_last(request, submission, T.TAKE_UP):
        return redirect("desk:claim", pk=submission.claim_id)  # A second click.
    require(rights.can_step(request.user, T.TAKE_UP, submission))
    if request.method != "POST":
        return _take_up_page(request, submission, TakeUpForm(submission=submission))
    form = TakeUpForm(request.POST, submission=submission)
    if not form.is_valid():
        return _take_up_page(request, submission, form, status=400)
    try:
        claim = actions.take_up(actor=request.user, submission_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        if isinstance(error, Invalid):
            put_errors(form, error)
        else:
            form.add_error(None, words_for(error, request.user)[1])
        return _take_up_page(request, _find(request, pk), form, status=error.status)
    say_saved(request, _("It is a claim now. The reader’s receipt says that it was taken up."), f"reader-take-up-{pk}")
    return redirect("desk:claim", pk=claim.pk)


@require_POST
@answers_errors
def readers_spam(request: HttpRequest) -> HttpResponse:
    """Mark the ticked ones as spam."""
    ticked = [number for typed in request.POST.getlist("submission") if (number := id_in(typed))]
    count = actions.mark_spam(actor=request.user, submissions=ticked[:PAGE_LENGTH])
    text = ngettext("%(count)d was marked as spam.", "%(count)d were marked as spam.", count) % {"count": count}
    say_saved(request, text if ticked else _("Tick what is spam first."))
    return redirect(address_asked_for(request) or reverse("desk:readers"))


def _find(request: HttpRequest, pk: int) -> Submission:
    require(rights.may_look_at_submissions(request.user))
    return get_submission_for(request.user, pk)


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    bound: dict[SubmissionStep, StepForm] | None = None,
    error: ActionError | None = None,
    status: int = 200,
) -> HttpResponse:
    bound, user = bound or {}, request.user
    choices = [
        Choice(step, bound.get(step) or FORMS.get(step, StepForm)(submission=submission), is_open=step in bound)
        for step in _STEPS
        if rights.can_step(user, step, submission)
    ]
    title, message = words_for(error, user) if error else ("", "")
    context: dict[str, Any] = {
        "submission": submission,
        "choices": choices,
        "may_decide": bool(rights.may_decide_submissions(user)),
        "may_take_up": bool(rights.can_step(user, T.TAKE_UP, submission)),
        "may_attach": bool(rights.can_step(user, T.ATTACH, submission)),
        "similar": queries.claims_like_it(user, submission),
        "same": queries.same_words_as(user, submission),
        "history": reader_timeline(queries.history_of_submission(submission)),
        "error_title": title,
        "error_message": message,
        # What was typed for a step that is not possible any more.
        "kept": [
            (field.label, field.value())
            for step, form in bound.items()
            if step not in [choice.step for choice in choices]
            for field in form.visible_fields()
            if isinstance(field.value(), str)
        ],
    }
    return render(request, "desk/reader.html", context, status=status)


def _take_up_page(request: HttpRequest, submission: Submission, form: TakeUpForm, *, status: int = 200) -> HttpResponse:
    context = {"submission": submission, "form": form}
    return render(request, "desk/reader_take_up.html", context, status=status)


def _was_last(request: HttpRequest, submission: Submission, step: SubmissionStep) -> bool:
    """Whether this very person did this last: then it is a second click on the same button."""
    last = submission.events.newest()
    return last is not None and (last.kind, last.actor_id) == (step, request.user.pk)


def _done(request: HttpRequest, pk: int, step: SubmissionStep) -> HttpResponse:
    say_saved(request, _DONE[step], f"reader-{slug_of(step)}-{pk}")
    return redirect("desk:reader", pk=pk)
