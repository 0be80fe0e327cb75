"""Rating scales: versions, what is refused, and what the database keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from claims.actions import publish
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.scale import create_scale, edit_scale, use_scale
from claims.actions.scale_presets import PRESETS, RatingGiven
from claims.models import Claim, Event, Rating, RatingScale, User
from claims.publishing import claimreview, content
from claims.vocabulary import SettingsArea, State
from tests.cast import fresh

TWO = [RatingGiven("Wrong", "It is wrong.", 1, "false"), RatingGiven("Right", "It is right.", 2, "true")]


def current() -> RatingScale:
    return RatingScale.objects.get(is_current=True)


def given(scale: RatingScale) -> list[RatingGiven]:
    return [
        RatingGiven(rating.label, rating.meaning, rating.value, rating.tone, rating.slug)
        for rating in scale.ratings.order_by("position")
    ]


def test_a_scale_that_was_used_gets_a_new_version_and_old_verdicts_keep_theirs(
    ada: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.PUBLISHED)
    old = current()
    before = list(old.ratings.values())
    ratings = given(old)[::-1]
    new = edit_scale(actor=ada, scale_id=old.pk, version=0, ratings=ratings)
    assert (new.name, new.version, new.is_current) == (old.name, 2, True)
    assert current() == new
    assert list(old.ratings.values()) == before
    assert [rating.label for rating in new.ratings.order_by("position")] == [one.label for one in ratings]
    assert claim.revisions.get().rating.scale == old
    shown = content.Check.from_json(claim.public_revisions.get().content)
    assert shown.scale.ratings[0].label == "False"
    # A correction keeps the old rating, and can be published.
    claim = publish.start_correction(actor=ada, claim_id=claim.pk, version=fresh(claim).version, reason="A typo.")
    assert claim.verdict.rating.scale == old


def test_a_scale_nobody_used_is_changed_in_place(ada: User) -> None:
    scale = create_scale(actor=ada, name="Two", ratings=TWO)
    version = Event.objects.get(area=SettingsArea.SCALES).number
    edited = edit_scale(actor=ada, scale_id=scale.pk, version=version, ratings=TWO[::-1])
    assert (edited.pk, edited.version) == (scale.pk, 1)
    assert [rating.label for rating in edited.ratings.order_by("position")] == ["Right", "Wrong"]
    assert not edited.is_current


def test_the_current_one_is_chosen(ada: User) -> None:
    was, scale = current(), create_scale(actor=ada, name="Two", ratings=TWO)
    use_scale(actor=ada, scale_id=scale.pk)
    assert current() == scale
    event = Event.objects.filter(area=SettingsArea.SCALES).order_by("number").last()
    assert event is not None
    assert event.data["before"] == {"current": str(was)}
    events = Event.objects.count()
    use_scale(actor=ada, scale_id=scale.pk)
    assert Event.objects.count() == events


@pytest.mark.parametrize("key", list(PRESETS))
def test_every_preset_makes_a_scale_whose_markup_is_valid(key: str, ada: User) -> None:
    preset = PRESETS[key]
    scale = create_scale(actor=ada, name=preset.name, ratings=preset.ratings)
    values = [rating.value for rating in scale.ratings.all() if rating.value is not None]
    assert sorted(values) == list(range(1, len(values) + 1))
    for rating in scale.ratings.all():
        assert bool(rating.value) == (rating.kind == "on_axis")
    assert claimreview.problems is not None


@pytest.mark.parametrize(
    ("ratings", "fields"),
    [
        ([], ["ratings"]),
        ([RatingGiven("", "x")], ["label_0"]),
        ([RatingGiven("x" * 61, "x")], ["label_0"]),
        ([RatingGiven("A", ""), RatingGiven("B", "x" * 301)], ["meaning_0", "meaning_1"]),
        ([RatingGiven("A", "x"), RatingGiven(" a ", "x")], ["label_1"]),
        ([RatingGiven("A", "x", 1), RatingGiven("B", "x", 1)], ["value_1"]),
        ([RatingGiven("A", "x", 0), RatingGiven("B", "x", 21)], ["value_0", "value_1"]),
        ([RatingGiven("A", "x", 1), RatingGiven("B", "x")], ["ratings"]),
        ([RatingGiven("A", "x", None, "pink")], ["tone_0"]),
        ([RatingGiven("A", "x", slug="s"), RatingGiven("B", "x", slug="s")], ["ratings"]),
        ([RatingGiven(str(n), "x") for n in range(31)], ["ratings"]),
    ],
)
def test_what_is_wrong_is_said_by_row(ada: User, ratings: list[RatingGiven], fields: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        create_scale(actor=ada, name="New", ratings=ratings)
    assert list(caught.value.errors) == fields
    assert not RatingScale.objects.filter(name="New").exists()


def test_a_name_is_given_once_and_nothing_new_is_no_version(ada: User) -> None:
    for name in ("FIVE STEPS", "  "):
        with pytest.raises(Invalid) as caught:
            create_scale(actor=ada, name=name, ratings=TWO)
        assert list(caught.value.errors) == ["name"]
    with pytest.raises(Invalid, match="Nothing is different"):
        edit_scale(actor=ada, scale_id=current().pk, version=0, ratings=given(current()))


def test_two_who_edit_one_scale_meet(ada: User) -> None:
    scale = current()
    edit_scale(actor=ada, scale_id=scale.pk, version=0, ratings=TWO)
    with pytest.raises(Conflict):
        edit_scale(actor=ada, scale_id=scale.pk, version=0, ratings=TWO[::-1])


def test_only_admins(ed: User) -> None:
    for attempt in (
        lambda: create_scale(actor=ed, name="New", ratings=TWO),
        lambda: edit_scale(actor=ed, scale_id=current().pk, version=0, ratings=TWO),
        lambda: use_scale(actor=ed, scale_id=current().pk),
    ):
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize("state", [State.CHECKING, State.PUBLISHED])
def test_the_database_keeps_a_scale_that_was_used(
    state: State, ada: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    from tests.cast import complete

    claim = claim_in(state)
    if state == State.CHECKING:
        complete(mara, claim)
    used = claim.verdict.rating
    with pytest.raises(IntegrityError, match="make a new version"), transaction.atomic():
        Rating.objects.filter(scale=used.scale).update(label="x")
    with pytest.raises(IntegrityError, match="make a new version"), transaction.atomic():
        Rating.objects.filter(scale=used.scale).exclude(pk=used.pk)[0].delete()
    with pytest.raises(IntegrityError, match="make a new version"), transaction.atomic():
        Rating.objects.create(scale=used.scale, slug="new", label="New", meaning="x", kind="off_axis")
