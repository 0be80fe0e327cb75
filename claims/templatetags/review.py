"""The points of a review in templates."""

from django import template

from claims.actions.review_points import part_in_words
from claims.models import ReviewPoint, Revision

register = template.Library()


@register.filter
def about(point: ReviewPoint, revision: Revision) -> str:
    """What a point of a review of `revision` is about, in words."""
    return part_in_words(revision, point.part, point.piece)
