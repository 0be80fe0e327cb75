"""The newsroom's own row, its first rating scale, its rules, and its own pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf.locale import LANG_INFO
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.claim import limited
from claims.actions.errors import Invalid, require_valid
from claims.actions.jobs import enqueue_job
from claims.actions.settings import changing_settings
from claims.models import Newsroom, PolicyPage, Rating, RatingScale, User
from claims.publishing.text import http_url, plain
from claims.vocabulary import JobKind, PolicyKind, RatingKind, SettingsArea, SettingsStep

MOST_APPROVALS = 3
POLICY_LIMIT = 50_000
# What an admin sets of how verdicts are reviewed, by the names of the newsroom's fields.
REVIEW_RULES = ("approvals_needed", "reviews_are_blind", "speaker_must_be_asked")

_IDENTITY = ("name", "tagline", "contact_email", "logo_text", "postal_address", "data_licence")
# What stands on the readers' pages today.
_SHOWN = {"name", "tagline", "contact_email", "logo_text", "postal_address", "languages", "names_shown", "data_licence"}

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


def set_review_rules(
    *,
    actor: User,
    version: int,
    approvals_needed: int,
    reviews_are_blind: bool,
    speaker_must_be_asked: bool | None = None,
) -> Newsroom:
    """Set how verdicts are reviewed that are sent from now on; those in review keep the rules they were sent under.

    None leaves a rule as it is. Raises Refused, Invalid or Conflict.
    """
    with changing_settings(actor=actor, area=SettingsArea.REVIEW, step=SettingsStep.CHANGE, version=version) as change:
        newsroom = change.newsroom
        if not 1 <= approvals_needed <= MOST_APPROVALS:
            raise Invalid(approvals_needed=_("Choose 1 to %(limit)s.") % {"limit": MOST_APPROVALS})
        before = {name: getattr(newsroom, name) for name in REVIEW_RULES}
        newsroom.approvals_needed, newsroom.reviews_are_blind = approvals_needed, reviews_are_blind
        if speaker_must_be_asked is not None:
            newsroom.speaker_must_be_asked = speaker_must_be_asked
        newsroom.save(update_fields=REVIEW_RULES)
        with Newsroom.speaking():
            change.data["name"] = str(SettingsArea.REVIEW.label)
        change.compare(before, {name: getattr(newsroom, name) for name in REVIEW_RULES})
    return newsroom


def edit_newsroom(
    *,
    actor: User | None,
    name: str,
    tagline: str,
    contact_email: str,
    logo_text: str = "",
    postal_address: str = "",
    data_licence: str | None = None,
    languages: Sequence[str] = ("en",),
    names_shown: str | None = None,
    version: int | None = None,
) -> Newsroom:
    """Set who the newsroom is; what readers see of it changes on every page. The first language is the site's.

    `names_shown` (a NamesShown) is what they are told of who wrote and approved, `data_licence` the address of the
    licence of the data; None leaves either as it is.

    Raises Refused, Invalid or Conflict.
    """
    with changing_settings(
        actor=actor, area=SettingsArea.IDENTITY, step=SettingsStep.CHANGE, version=version
    ) as change:
        newsroom = change.newsroom
        before = _identity(newsroom)
        newsroom.name, newsroom.tagline = plain(name).strip(), plain(tagline).strip()
        newsroom.contact_email, newsroom.logo_text = contact_email.strip(), plain(logo_text).strip()
        newsroom.postal_address = limited(postal_address, "postal_address", 500)
        newsroom.names_shown = newsroom.names_shown if names_shown is None else names_shown
        if data_licence is not None:
            newsroom.data_licence = _licence(data_licence)
        newsroom.languages = [_known_language(code) for code in languages]
        if not newsroom.languages or len(set(newsroom.languages)) < len(newsroom.languages):
            raise Invalid(languages=_("Name at least one language, and each once."))
        newsroom.language = newsroom.languages[0]
        require_valid(newsroom)
        newsroom.save()
        change.data["name"] = newsroom.name
        change.compare(before, _identity(newsroom))
        if _SHOWN & set(change.data["after"]):
            enqueue_job(kind=JobKind.PUBLISH_SITE, actor=actor)
    return newsroom


def save_policy(*, actor: User, kind: str, version: int, body: str, reviewed_on: datetime.date | None) -> PolicyPage:
    """Write one of the newsroom's own pages. Raises Refused, Invalid or Conflict."""
    with changing_settings(
        actor=actor, area=SettingsArea.POLICIES, step=SettingsStep.CHANGE, subject=kind, version=version
    ) as change:
        if kind not in PolicyKind.values:
            raise Invalid(kind=_("There is no such page."))
        if reviewed_on is not None and reviewed_on > timezone.localdate():
            raise Invalid(reviewed_on=_("This day has not come yet."))
        page = PolicyPage.objects.filter(kind=kind).first() or PolicyPage(kind=kind)
        before = _policy(page)
        page.body, page.reviewed_on = limited(body, "body", POLICY_LIMIT), reviewed_on
        page.save()
        with Newsroom.speaking():
            change.data["name"] = str(page)
        change.compare(before, _policy(page))
        enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
    return page


def _identity(newsroom: Newsroom) -> dict[str, str]:
    said = {name: getattr(newsroom, name) for name in _IDENTITY}
    return said | {"languages": ", ".join(newsroom.languages), "names_shown": newsroom.names_shown}


def _policy(page: PolicyPage) -> dict[str, str]:
    return {"body": page.body, "reviewed_on": page.reviewed_on.isoformat() if page.reviewed_on else ""}


def _licence(address: str) -> str:
    if address.strip() and not http_url(address.strip()):
        raise Invalid(data_licence=_("Give the whole web address of the licence, with https://."))
    return address.strip()


def _known_language(code: str) -> str:
    code = code.strip()
    if code.lower() not in LANG_INFO:
        raise Invalid(languages=_("%(code)s is not a language code, like en, de or pt-br.") % {"code": code or "“”"})
    return code.lower()
