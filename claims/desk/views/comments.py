"""Comments on a claim."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.access import claims_visible_to
from claims.actions import comment as actions
from claims.actions.errors import ActionError
from claims.desk.forms.verdict import CommentForm
from claims.desk.notices import say_saved
from claims.desk.views.claim import claim_url, find_claim, invalid_page, refused_page
from claims.models import Comment
from claims.vocabulary import Action


@require_POST
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    claim = find_claim(request, pk)
    form = CommentForm(request.POST, claim_id=claim.pk)
    if not form.is_valid():
        return invalid_page(request, claim, {Action.COMMENT: form})
    try:
        comment = actions.add_comment(actor=request.user, claim_id=claim.pk, **form.cleaned_data)
    except ActionError as error:
        return refused_page(request, claim.pk, error, {Action.COMMENT: form})
    parent, place = form.cleaned_data["parent"], f"comment-{comment.pk}"
    say_saved(request, _("The comment is added."), f"answer-{parent.pk}" if parent else f"comment-{claim.pk}", at=place)
    return redirect(claim_url(pk, f"#{place}"))


@require_POST
def comment_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        comment = Comment.objects.get(pk=pk, claim__in=claims_visible_to(request.user))
    except Comment.DoesNotExist as error:
        raise Http404(_("There is no such comment.")) from error
    if comment.resolved_at is not None:
        return redirect(claim_url(comment.claim_id, f"#comment-{comment.pk}"))
    try:
        actions.resolve_comment(actor=request.user, comment_id=comment.pk)
    except ActionError as error:
        return refused_page(request, comment.claim_id, error, {})
    say_saved(request, _("The comment is resolved."), at=f"comment-{comment.pk}")
    return redirect(claim_url(comment.claim_id, f"#comment-{comment.pk}"))
