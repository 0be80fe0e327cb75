"""The speakers of the newsroom's claims."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from claims.models import Speaker


def speakers_found(words: str, affiliation: str = "") -> QuerySet[Speaker]:
    """Those whose name, description or affiliation holds `words`, each with `spoken`, how many claims are theirs."""
    speakers = Speaker.objects.annotate(spoken=Count("claims"))
    if words:
        holds = Q(name__icontains=words) | Q(description__icontains=words) | Q(affiliation__icontains=words)
        speakers = speakers.filter(holds)
    if affiliation:
        speakers = speakers.filter(affiliation=affiliation)
    return speakers.order_by("-spoken", "name")


def affiliations() -> list[str]:
    """Everything that somebody is recorded to belong to, by name."""
    rows = Speaker.objects.exclude(affiliation="").order_by("affiliation").values_list("affiliation", flat=True)
    return list(rows.distinct()[:300])
