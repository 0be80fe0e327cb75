"""What people say to each other about a claim."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.claim import needed
from claims.actions.errors import Invalid
from claims.models import Comment, Mention, User
from claims.queries.mentions import mentions_in, people_to_mention
from claims.vocabulary import Action


def add_comment(
    *, actor: User, claim_id: int, body: str, parent: Comment | None = None, newest: int | None = None
) -> Comment:
    """Say something about a claim, or answer `parent`. Whoever is named with an @ is mentioned, and told.

    `newest` is the id of the newest comment that the person saw, 0 for none. The very same words by the same person
    since then are a second click: that comment is returned, and nothing is written.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.COMMENT, version=None) as change:
        if parent is not None and parent.claim_id != claim_id:
            raise Invalid(parent=_("That comment belongs to another claim."))
        said = {
            "author": actor,
            "parent": parent.parent or parent if parent else None,  # Threads are one level deep.
            "body": needed(body, "body", _("Write the comment first."), limit=10_000),
        }
        if newest is not None and (same := change.claim.comments.filter(pk__gt=newest, **said).first()):
            change.is_empty = True
            return same
        comment = Comment.objects.create(claim=change.claim, **said)
        found = mentions_in(comment.body, people_to_mention(actor, change.claim)) if "@" in comment.body else []
        Mention.objects.bulk_create(Mention(comment=comment, **mention._asdict()) for mention in found)
        change.data["comment"] = comment.pk
    return comment


def resolve_comment(*, actor: User, comment_id: int) -> Comment:
    """Mark a comment (and so its thread) as settled. Doing it twice changes nothing."""
    claim_id = Comment.objects.values_list("claim_id", flat=True).get(pk=comment_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.COMMENT, version=None) as change:
        comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
        if comment.resolved_at is not None:
            change.is_empty = True
            return comment
        comment.resolved_at, comment.resolved_by = timezone.now(), actor
        comment.save()
        change.data |= {"comment": comment.pk, "did": "resolve"}
    return comment
