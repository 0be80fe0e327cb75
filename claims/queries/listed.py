"""The newsroom's own lists: topics to choose from, and the checklist of a review."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from claims.models import ChecklistItem, Topic


def checklist_items() -> list[ChecklistItem]:
    """What a reviewer goes through, in order."""
    return list(ChecklistItem.objects.filter(is_active=True))


def topics_to_choose(chosen: Collection[int] = ()) -> list[Topic]:
    """The topics in use, and those that are chosen already; in order."""
    return list(Topic.objects.filter(Q(is_active=True) | Q(pk__in=chosen)))


def topics_with_claims() -> QuerySet[Topic]:
    """Every topic with `used`, how many claims have it; those in use first."""
    return Topic.objects.annotate(used=Count("claims")).order_by("-is_active", "position", "id")
