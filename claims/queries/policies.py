"""What the newsroom says of itself: its own texts, its scales, and those who work there."""

from __future__ import annotations

from claims.models import PolicyPage, RatingScale, Tally, User
from claims.publishing import lists
from claims.publishing.policy_pages import Colleague, Policy, ShownScale
from claims.queries.published import rating_of


def policies() -> dict[str, Policy]:
    """The newsroom's texts by their kind."""
    return {one.kind: Policy(one.kind, one.body, one.reviewed_on) for one in PolicyPage.objects.all()}


def shown_scales() -> list[ShownScale]:
    """The current scale, and every version of one under which a published check stands."""
    cited = Tally.objects.filter(public_list__key=lists.CHECKS, checks__gt=0).values("rating__scale")
    scales = RatingScale.objects.filter(is_current=True) | RatingScale.objects.filter(pk__in=cited)
    return [
        ShownScale(
            name=one.name,
            version=one.version,
            is_current=one.is_current,
            ratings=tuple(rating_of(rating) for rating in one.ratings.all()),
        )
        for one in scales.prefetch_related("ratings")
    ]


def team() -> list[Colleague]:
    """Those who wish to be shown, by name."""
    people = User.objects.filter(is_active=True, is_on_team_page=True).order_by("name", "id")
    return [Colleague(one.display_name, str(one.get_role_display()), one.team_line) for one in people]
