"""Topics and the checklist: an order of one's own, nothing deleted, and the topics of claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.actions import listed
from claims.actions.claim import set_topics
from claims.actions.errors import Conflict, Invalid, Refused
from claims.models import ChecklistItem, Claim, Event, Topic, User
from claims.vocabulary import SettingsArea, State
from tests.cast import fresh

TOPICS, CHECKLIST = SettingsArea.TOPICS, SettingsArea.CHECKLIST


def names() -> list[str]:
    return [topic.name for topic in Topic.objects.filter(is_active=True)]


@pytest.fixture
def topics(ed: User) -> list[Topic]:
    return [listed.add_listed(actor=ed, area=TOPICS, name=name) for name in ("Economy", "Health", "Ports")]  # type: ignore[misc]


def test_the_order_is_one_s_own(ed: User, topics: list[Topic]) -> None:
    economy, health, ports = topics
    listed.move_listed(actor=ed, area=TOPICS, item_id=ports.pk, is_up=True)
    assert names() == ["Economy", "Ports", "Health"]
    listed.move_listed(actor=ed, area=TOPICS, item_id=economy.pk, is_up=False)
    assert names() == ["Ports", "Economy", "Health"]
    events = Event.objects.count()
    listed.move_listed(actor=ed, area=TOPICS, item_id=ports.pk, is_up=True)
    listed.move_listed(actor=ed, area=TOPICS, item_id=health.pk, is_up=False)
    listed.move_listed(actor=ed, area=TOPICS, item_id=10**9, is_up=False)
    assert (names(), Event.objects.count()) == (["Ports", "Economy", "Health"], events)


def test_what_is_out_of_use_stays_and_comes_back(ed: User, topics: list[Topic]) -> None:
    listed.use_listed(actor=ed, area=TOPICS, item_id=topics[0].pk, is_active=False)
    assert names() == ["Health", "Ports"]
    listed.use_listed(actor=ed, area=TOPICS, item_id=topics[0].pk, is_active=True)
    assert "Economy" in names()
    kinds = list(Event.objects.filter(area=TOPICS).order_by("number").values_list("kind", flat=True))
    assert kinds == ["add", "add", "add", "remove", "restore"]


def test_an_edit_says_what_it_was(ed: User, topics: list[Topic]) -> None:
    listed.edit_listed(
        actor=ed, area=TOPICS, item_id=topics[0].pk, version=1, name="Economy", description="Prices, wages"
    )
    event = Event.objects.filter(area=TOPICS).order_by("-number")[0]
    assert (event.data["before"], event.data["after"]) == ({"description": ""}, {"description": "Prices, wages"})
    with pytest.raises(Conflict):
        listed.edit_listed(actor=ed, area=TOPICS, item_id=topics[0].pk, version=1, name="Money")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "ECONOMY"])
def test_a_wrong_name_is_refused(ed: User, topics: list[Topic], name: str) -> None:
    with pytest.raises(Invalid) as caught:
        listed.add_listed(actor=ed, area=TOPICS, name=name)
    assert list(caught.value.errors) == ["name"]
    assert Topic.objects.count() == 3


def test_only_editors(mara: User, topics: list[Topic]) -> None:
    for attempt in (
        lambda: listed.add_listed(actor=mara, area=TOPICS, name="New"),
        lambda: listed.edit_listed(actor=mara, area=TOPICS, item_id=topics[0].pk, version=1, name="New"),
        lambda: listed.move_listed(actor=mara, area=TOPICS, item_id=topics[0].pk, is_up=False),
        lambda: listed.use_listed(actor=mara, area=TOPICS, item_id=topics[0].pk, is_active=False),
    ):
        with pytest.raises(Refused):
            attempt()


def test_a_checklist_item_says_whether_it_is_needed(ed: User) -> None:
    item = listed.add_listed(actor=ed, area=CHECKLIST, name="Every figure?", description="All.", is_required=True)
    assert isinstance(item, ChecklistItem)
    assert item.is_required
    listed.edit_listed(actor=ed, area=CHECKLIST, item_id=item.pk, version=1, name="Every figure?", is_required=False)
    event = Event.objects.filter(area=CHECKLIST).order_by("-number")[0]
    assert event.data["after"] == {"description": "", "is_required": False}


def test_claims_get_topics(
    claim_in: Callable[..., Claim], ed: User, mara: User, cem: User, topics: list[Topic]
) -> None:
    claim = claim_in(State.CHECKING)
    economy, health, _ports = topics
    set_topics(actor=mara, claim_id=claim.pk, version=claim.version, topics=[health.pk, economy.pk])
    assert list(claim.topics.all()) == [economy, health]
    event = claim.events.order_by("-number")[0]
    assert event.data["names"] == ["Economy", "Health"]
    with pytest.raises(Conflict):
        set_topics(actor=mara, claim_id=claim.pk, version=claim.version, topics=[])
    claim = fresh(claim)
    with pytest.raises(Refused):
        set_topics(actor=cem, claim_id=claim.pk, version=claim.version, topics=[])
    # What is out of use stays on a claim, but is not given anew; what is not there is refused.
    listed.use_listed(actor=ed, area=TOPICS, item_id=economy.pk, is_active=False)
    set_topics(actor=ed, claim_id=claim.pk, version=claim.version, topics=[economy.pk])
    claim = fresh(claim)
    for wrong in ([10**9], [health.pk, 0]):
        with pytest.raises(Invalid):
            set_topics(actor=ed, claim_id=claim.pk, version=claim.version, topics=wrong)
    set_topics(actor=ed, claim_id=claim.pk, version=claim.version, topics=[])
    claim = fresh(claim)
    with pytest.raises(Invalid):
        set_topics(actor=ed, claim_id=claim.pk, version=claim.version, topics=[economy.pk])
