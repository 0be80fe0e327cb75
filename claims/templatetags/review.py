"""The points of a review in templates."""

from collections.abc import Iterable

from django import template

from claims.actions.review_points import part_in_words
from claims.models import ReviewPoint, Revision

register = template.Library()


@register.filter
def about(point: ReviewPoint, revision: Revision) -> str:
    """What a point of a review of `revision` is about, in words."""
    return part_in_words(revision, point.part, point.piece)


@register.filter
def on_part(points: Iterable[ReviewPoint], part: str) -> list[ReviewPoint]:
    """The points about that part as a whole, or about the words of it."""
    return [point for point in points if point.part == part and point.piece is None]
