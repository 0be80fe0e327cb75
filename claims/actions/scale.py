"""Rating scales: a version that was used is never changed, a new one is made."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.actions.claim import needed
from claims.actions.errors import Invalid
from claims.actions.jobs import enqueue_job
from claims.actions.scale_presets import RatingGiven
from claims.actions.settings import changing_settings
from claims.models import Rating, RatingScale, Revision, User, Verdict
from claims.publishing.text import plain
from claims.vocabulary import JobKind, RatingKind, SettingsArea, SettingsStep, Tone

MOST_RATINGS = 30
MOST_PLACES = 20


def create_scale(*, actor: User, name: str, ratings: Sequence[RatingGiven]) -> RatingScale:
    """Make a scale of a new name; it is not in use until it is made the current one. Raises Refused or Invalid."""
    with changing_settings(actor=actor, area=SettingsArea.SCALES, step=SettingsStep.ADD) as change:
        name = needed(plain(name), "name", _("Give the scale a name."), limit=100)
        if RatingScale.objects.filter(name__iexact=name).exists():
            raise Invalid(name=_("There is a scale of this name already. Edit that one, or choose another name."))
        scale = RatingScale.objects.create(name=name)
        _write(scale, ratings)
        change.data |= {"subject": subject_of(scale), "name": str(scale)}
        change.compare({}, {"ratings": in_words(scale)})
    return scale


def edit_scale(*, actor: User, scale_id: int, version: int, ratings: Sequence[RatingGiven]) -> RatingScale:
    """Give a scale these ratings: in place while no verdict uses it, else as a new version of the same name.

    A new version of the current scale becomes the current one. Raises Refused, Invalid, Conflict or
    RatingScale.DoesNotExist.
    """
    edited = RatingScale.objects.get(pk=scale_id)
    with changing_settings(
        actor=actor, area=SettingsArea.SCALES, step=SettingsStep.CHANGE, subject=subject_of(edited), version=version
    ) as change:
        newest = RatingScale.objects.filter(name=edited.name).order_by("-version")[0]
        before = in_words(newest)
        # Whoever is giving one of them just now comes first, and is then seen by is_used.
        list(newest.ratings.select_for_update())
        scale = newest
        if is_used(newest):
            scale = RatingScale.objects.create(name=newest.name, version=newest.version + 1)
        else:
            newest.ratings.all().delete()
        _write(scale, ratings)
        if scale != newest and RatingScale.objects.filter(name=scale.name, is_current=True).exists():
            _make_current(scale)
            enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
        change.data["name"] = str(scale)
        change.compare({"ratings": before}, {"ratings": in_words(scale)})
        if change.is_empty:
            raise Invalid(ratings=_("Nothing is different from the version before."))
    return scale


def use_scale(*, actor: User, scale_id: int) -> RatingScale:
    """Make a scale the one that new verdicts are given under. Verdicts keep theirs. Raises Refused."""
    scale = RatingScale.objects.get(pk=scale_id)
    with changing_settings(
        actor=actor, area=SettingsArea.SCALES, step=SettingsStep.USE, subject=subject_of(scale)
    ) as change:
        was = RatingScale.objects.filter(is_current=True).first()
        change.data["name"] = str(scale)
        change.compare({"current": str(was) if was else ""}, {"current": str(scale)})
        _make_current(scale)
        enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
    return scale


def is_used(scale: RatingScale) -> bool:
    """Whether a verdict, drafted, sent or published, has a rating of it."""
    of_it = {"rating__scale": scale}
    return Verdict.objects.filter(**of_it).exists() or Revision.objects.filter(**of_it).exists()


def in_words(scale: RatingScale) -> str:
    """The scale in one line, for its history."""
    return " · ".join(
        f"{rating.label} ({'–' if rating.value is None else rating.value}, {rating.tone}): {rating.meaning}"
        for rating in scale.ratings.order_by("position")
    )


def subject_of(scale: RatingScale) -> str:
    """What the events of the settings call all versions of this scale."""
    return f"scale {scale.name}"


def _make_current(scale: RatingScale) -> None:
    RatingScale.objects.filter(is_current=True).exclude(pk=scale.pk).update(is_current=False)
    RatingScale.objects.filter(pk=scale.pk).update(is_current=True)
    scale.is_current = True


def _write(scale: RatingScale, ratings: Sequence[RatingGiven]) -> None:
    """Write the ratings in this order. An error names the field and, counted from 0, the row: "label_2"."""
    if not ratings:
        raise Invalid(ratings=_("A scale needs at least one rating."))
    if len(ratings) > MOST_RATINGS:
        raise Invalid(ratings=_("A scale has at most %(limit)s ratings.") % {"limit": MOST_RATINGS})
    if errors := _wrong(ratings):
        raise Invalid(**errors)
    slugs = {given.slug for given in ratings if given.slug}
    rows = []
    for position, given in enumerate(ratings):
        label = plain(given.label).strip()
        slug = given.slug or _free_slug(label, slugs)
        slugs.add(slug)
        rows.append(
            Rating(
                scale=scale,
                slug=slug,
                label=label,
                meaning=plain(given.meaning).strip(),
                kind=RatingKind.OFF_AXIS if given.value is None else RatingKind.ON_AXIS,
                value=given.value,
                position=position,
                tone=given.tone,
            )
        )
    Rating.objects.bulk_create(rows)


def _wrong(ratings: Sequence[RatingGiven]) -> dict[str, str]:
    """What is wrong with each, by field and row, and with all of them together as "ratings"."""
    errors: dict[str, str] = {}
    labels: set[str] = set()
    places: set[int] = set()
    for row, given in enumerate(ratings):
        label, meaning = plain(given.label).strip().lower(), plain(given.meaning).strip()
        if not label or len(label) > 60:
            errors[f"label_{row}"] = _("Give it a label of at most 60 characters.")
        elif label in labels:
            errors[f"label_{row}"] = _("Another rating has this label already.")
        if not meaning or len(meaning) > 300:
            errors[f"meaning_{row}"] = _("Say what it means, in at most 300 characters.")
        if given.tone not in Tone.values:
            errors[f"tone_{row}"] = _("Choose one of the colours.")
        labels.add(label)
        if given.value is None:
            continue
        if not 1 <= given.value <= MOST_PLACES:
            errors[f"value_{row}"] = _("Give a place from 1 to %(limit)s.") % {"limit": MOST_PLACES}
        elif given.value in places:
            errors[f"value_{row}"] = _("Another rating has this place already.")
        places.add(given.value)
    given_slugs = [given.slug for given in ratings if given.slug]
    if len(places) == 1 and not errors:
        errors["ratings"] = _("One place alone is no axis: give a second rating a place, or none at all.")
    if len(set(given_slugs)) < len(given_slugs):
        errors["ratings"] = _("This form is out of date. Reload the page and try again.")
    return errors


def _free_slug(label: str, taken: set[str]) -> str:
    base = slugify(label)[:40] or "rating"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
