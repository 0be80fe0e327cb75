"""The settings: who may, one event for each change, and nobody's words overwritten."""

from __future__ import annotations

import pytest

from claims.access import settings_events_visible_to
from claims.actions import people
from claims.actions.errors import Conflict, Refused
from claims.actions.settings import changing_settings, version_of
from claims.models import Event, User
from claims.queries.events import first_broken_event
from claims.rights import SETTINGS, may_set
from claims.vocabulary import Role, SettingsArea, SettingsStep

A, R = SettingsArea, Role
# Who may change what, by hand.
EXPECTED = {
    A.PEOPLE: {R.ADMIN},
    A.SCALES: {R.ADMIN},
    A.TOPICS: {R.EDITOR, R.ADMIN},
    A.SPEAKERS: {R.EDITOR, R.ADMIN},
    A.CHECKLIST: {R.EDITOR, R.ADMIN},
    A.REVIEW: {R.ADMIN},
    A.IDENTITY: {R.ADMIN},
    A.POLICIES: {R.EDITOR, R.ADMIN},
    A.VIEWS: set(R),
    A.TOKENS: set(R),
    A.NOTIFICATIONS: set(R),
    A.ACCOUNT: set(R),
}


def test_the_table_names_every_area() -> None:
    assert set(SETTINGS) == set(EXPECTED) == set(SettingsArea)


@pytest.mark.parametrize("area", list(SettingsArea))
def test_who_may_set_what(area: SettingsArea, vic: User, mara: User, ed: User, ada: User) -> None:
    everybody = (vic, mara, ed, ada)
    assert {Role(user.role) for user in everybody if may_set(user, area)} == EXPECTED[area]
    for user in everybody:
        user.is_active = False
        assert not may_set(user, area)


def test_a_change_has_one_event_in_the_chain_of_its_area(ada: User) -> None:
    for word in ("one", "two"):
        with changing_settings(
            actor=ada, area=A.IDENTITY, step=SettingsStep.CHANGE, version=version_of(A.IDENTITY)
        ) as change:
            change.compare({"name": "before", "same": 1}, {"name": word, "same": 1})
    chain = Event.objects.filter(area=A.IDENTITY)
    assert list(chain.order_by("number").values_list("number", "data__after")) == [
        (1, {"name": "one"}),
        (2, {"name": "two"}),
    ]
    assert first_broken_event(chain) is None


def test_a_change_that_changes_nothing_is_none(ada: User) -> None:
    with changing_settings(actor=ada, area=A.IDENTITY, step=SettingsStep.CHANGE) as change:
        change.compare({"name": "x"}, {"name": "x"})
    assert not Event.objects.filter(area=A.IDENTITY).exists()


def test_whoever_saw_an_older_version_is_told_who_was_first(ada: User) -> None:
    def save() -> None:
        with changing_settings(actor=ada, area=A.IDENTITY, step=SettingsStep.CHANGE, version=0) as change:
            change.data["name"] = "x"

    save()
    with pytest.raises(Conflict, match="Ada Novak changed this in the meantime"):
        save()


def test_a_role_that_was_taken_away_meanwhile_does_not_count(ada: User) -> None:
    stale = User.objects.get(pk=ada.pk)
    User.objects.filter(pk=ada.pk).update(role=Role.EDITOR)
    with pytest.raises(Refused), changing_settings(actor=stale, area=A.PEOPLE, step=SettingsStep.INVITE):
        pytest.fail("the body ran")


def test_everybody_sees_the_history_of_their_own_things_only(ada: User, mara: User, vic: User) -> None:
    for owner in (mara, vic):
        with changing_settings(
            actor=owner, area=A.TOKENS, step=SettingsStep.ADD, subject=people.subject_of(owner.pk)
        ) as change:
            change.data["name"] = owner.name
    people.change_role(actor=ada, person_id=vic.pk, role=Role.CHECKER)
    assert [event.actor for event in settings_events_visible_to(mara)] == [mara]
    assert {event.area for event in settings_events_visible_to(ada)} == {A.PEOPLE}
