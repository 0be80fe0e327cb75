"""What readers can search follows what is published. Called by the site's one writer."""

from __future__ import annotations

from claims.models import PublicRevision, PublicWords
from claims.publishing import content
from claims.queries.public_search import words_of


def keep_words(public: PublicRevision, check: content.Check) -> None:
    """Make the check's words findable as its newest public revision has them; those of a withdrawn one are taken away.

    Words of the same revision are left as they are.
    """
    if check.withdrawn:
        PublicWords.objects.filter(claim=public.claim_id).delete()
    elif not PublicWords.objects.filter(claim=public.claim_id, public=public).exists():
        PublicWords.objects.update_or_create(
            claim_id=public.claim_id, defaults={"public": public, "words": words_of(check)}
        )
