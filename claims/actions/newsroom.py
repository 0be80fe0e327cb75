"""The newsroom's own row and its rating scale."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid, require_valid
from claims.actions.jobs import enqueue_job
from claims.actions.settings import changing_settings
from claims.models import Newsroom, Rating, RatingScale, User
from claims.vocabulary import JobKind, RatingKind, SettingsArea, SettingsStep

MOST_APPROVALS = 3

# (slug, label, meaning, place on the true-false axis or None, tone). The scale a new newsroom starts with.
STARTING_SCALE = [
    ("false", "False", "The claim is not accurate.", 1, "false"),
    (
        "mostly-false",
        "Mostly False",
        "The claim has an element of truth but gets the main point wrong.",
        2,
        "mostly-false",
    ),
    ("mixture", "Mixture", "Important parts of the claim are true and important parts are false.", 3, "mixed"),
    ("mostly-true", "Mostly True", "The main point is right; details are wrong or missing.", 4, "mostly-true"),
    ("true", "True", "The claim is accurate and nothing important is left out.", 5, "true"),
    ("unproven", "Unproven", "There is not enough evidence to say whether the claim is true or false.", None, "none"),
    ("outdated", "Outdated", "The claim was accurate once and no longer is.", None, "none"),
    ("miscaptioned", "Miscaptioned", "A real picture or document is presented as something it is not.", None, "none"),
    ("satire", "Satire", "The claim was made as a joke and passed on in earnest.", None, "none"),
]


def seed_newsroom() -> None:
    """Give an empty database its newsroom row and a rating scale; leave a filled one as it is."""
    Newsroom.objects.get_or_create(id=1)
    if not RatingScale.objects.exists():
        with transaction.atomic():
            scale = RatingScale.objects.create(name="Five steps", is_current=True)
            Rating.objects.bulk_create(
                Rating(
                    scale=scale,
                    slug=slug,
                    label=label,
                    meaning=meaning,
                    kind=RatingKind.OFF_AXIS if value is None else RatingKind.ON_AXIS,
                    value=value,
                    position=position,
                    tone=tone,
                )
                for position, (slug, label, meaning, value, tone) in enumerate(STARTING_SCALE)
            )


def set_review_rules(*, actor: User, version: int, approvals_needed: int, reviews_are_blind: bool) -> Newsroom:
    """Set how verdicts are reviewed that are sent from now on; those in review keep the rules they were sent under.

    Raises Refused, Invalid or Conflict.
    """
    with changing_settings(actor=actor, area=SettingsArea.REVIEW, step=SettingsStep.CHANGE, version=version) as change:
        newsroom = change.newsroom
        if not 1 <= approvals_needed <= MOST_APPROVALS:
            raise Invalid(approvals_needed=_("Choose 1 to %(limit)s.") % {"limit": MOST_APPROVALS})
        before = {"approvals_needed": newsroom.approvals_needed, "reviews_are_blind": newsroom.reviews_are_blind}
        newsroom.approvals_needed, newsroom.reviews_are_blind = approvals_needed, reviews_are_blind
        newsroom.save(update_fields=["approvals_needed", "reviews_are_blind"])
        change.data["name"] = str(SettingsArea.REVIEW.label)
        change.compare(before, {"approvals_needed": approvals_needed, "reviews_are_blind": reviews_are_blind})
    return newsroom


def edit_newsroom(*, actor: User | None, name: str, tagline: str, contact_email: str) -> Newsroom:
    """Set what readers see of the newsroom, and have every page written anew. The settings screens come later."""
    with transaction.atomic():
        newsroom = Newsroom.objects.select_for_update().get(id=1)
        newsroom.name, newsroom.tagline, newsroom.contact_email = name, tagline, contact_email
        require_valid(newsroom)
        newsroom.save()
        enqueue_job(kind=JobKind.PUBLISH_SITE, actor=actor)
    return newsroom
