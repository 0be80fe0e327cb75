"""The right-of-reply log: recording that somebody was asked, and what they answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import workflow
from claims.actions import reply as actions
from claims.actions.errors import ActionError, Conflict, Invalid, Refused
from claims.desk import refusals
from claims.desk.forms.reply import RemoveReplyForm, ReplyForm
from claims.desk.notices import say_saved
from claims.desk.views.claim import claim_url, find_claim, invalid_page, refused_page
from claims.models import Reply
from claims.queries.reply import replies
from claims.vocabulary import Action


@require_POST
def reply_add(request: HttpRequest, pk: int) -> HttpResponse:
    claim = find_claim(request, pk)
    form = ReplyForm(request.POST, claim=claim)
    if not form.is_valid():
        return invalid_page(request, claim, {Action.EDIT_REPLIES: form})
    try:
        reply = actions.add_reply(
            actor=request.user, claim_id=claim.pk, newest=form.cleaned_data["newest"], **form.answers()
        )
    except ActionError as error:
        return refused_page(request, claim.pk, error, {Action.EDIT_REPLIES: form})
    place = f"reply-{reply.pk}"
    say_saved(request, _("It is in the log."), f"reply_add-{claim.pk}", at=place)
    return redirect(claim_url(pk, f"#{place}"))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals.answers_errors
def reply_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry; an answer that comes in is such a change."""
    reply = find_reply(request, pk)
    denied = _denied(request, reply)
    if request.method != "POST":
        status = 200 if denied is None else Refused(denied).status
        return _edit_page(request, reply, ReplyForm(reply=reply), status=status)
    form = ReplyForm(request.POST, reply=reply)
    if not form.is_valid():
        error = None if denied is None else Refused(denied)  # A Denied is false, so it is asked by name.
        return _edit_page(request, reply, form, error=error, status=error.status if error else 400)
    try:
        actions.edit_reply(actor=request.user, reply_id=pk, version=form.cleaned_data["version"], **form.answers())
    except ActionError as error:
        reply = find_reply(request, pk)
        if isinstance(error, Invalid):
            refusals.put_errors(form, error)
        elif isinstance(error, Conflict) and not refusals.other_than_typed(form.answers(), reply):
            return _saved(request, reply)  # A second click: it is saved.
        return _edit_page(request, reply, form, error=error, status=error.status)
    return _saved(request, reply)


@require_POST
@refusals.answers_errors
def reply_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry off the log; the page has asked. The history keeps what it said."""
    reply = find_reply(request, pk)
    form = RemoveReplyForm(request.POST)
    if not form.is_valid():
        return invalid_page(request, find_claim(request, reply.claim_id), {Action.EDIT_REPLIES: form})
    try:
        actions.remove_reply(actor=request.user, reply_id=pk, version=form.cleaned_data["version"])
    except ActionError as error:
        return refused_page(request, reply.claim_id, error, {})
    say_saved(request, _("It is taken off the log."), at="replies")
    return redirect(claim_url(reply.claim_id, "#replies"))


def find_reply(request: HttpRequest, pk: int) -> Reply:
    """The entry with its claim; 404 if there is none on a claim that this person may see."""
    try:
        return replies(request.user).select_related("claim", "claim__article", "claim__speaker").get(pk=pk)
    except Reply.DoesNotExist as error:
        raise Http404(_("There is no such entry. Somebody may have removed it.")) from error


def _saved(request: HttpRequest, reply: Reply) -> HttpResponse:
    place = f"reply-{reply.pk}"
    say_saved(request, _("The log is saved."), place, at=place)
    return redirect(claim_url(reply.claim_id, f"#{place}"))


def _edit_page(
    request: HttpRequest, reply: Reply, form: ReplyForm, *, error: ActionError | None = None, status: int = 200
) -> HttpResponse:
    denied = _denied(request, reply)
    context = refusals.context_of(error, request.user) | {
        "reply": reply,
        "claim": reply.claim,
        "form": form,
        "theirs": _theirs(form, reply) if isinstance(error, Conflict) else None,
        "why_not": "" if denied is None else denied.reason,
    }
    return render(request, "desk/reply_edit.html", context, status=status)


def _denied(request: HttpRequest, reply: Reply) -> workflow.Denied | None:
    answer = workflow.can(request.user, Action.EDIT_REPLIES, reply.claim)
    return answer if isinstance(answer, workflow.Denied) else None


def _theirs(form: ReplyForm, saved: Reply) -> list[tuple[str, str]]:
    in_words = {"way": saved.get_way_display(), "status": saved.get_status_display()}
    in_words |= {
        name: date_format(day) for name in ("asked_on", "due_on", "answered_on") if (day := getattr(saved, name))
    }
    return refusals.theirs(form, saved, refusals.other_than_typed(form.answers(), saved), in_words)
