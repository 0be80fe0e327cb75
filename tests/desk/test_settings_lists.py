"""The settings' pages of topics, checklist and review rules, and what they do on a claim's page and in the queue."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import listed, review
from claims.models import ChecklistItem, Claim, Newsroom, Review, Topic, User
from claims.vocabulary import SettingsArea, State
from tests.cast import fresh, newest

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
TOPICS, CHECKLIST = SettingsArea.TOPICS, SettingsArea.CHECKLIST


def test_a_topic_is_added_edited_moved_and_taken_out_of_use(sign_in: SignIn, ed: User) -> None:
    client = sign_in(ed)
    for name in ("Economy", "Health"):
        page = client.post(reverse("desk:topics"), {"name": name, "description": "x"}, follow=True)
        assert f"{name} is added" in page.content.decode()
    again = client.post(reverse("desk:topics"), {"name": "health"})
    assert again.status_code == 400
    assert 'id="id_name_error"' in again.content.decode()
    assert 'value="health"' in again.content.decode()
    economy, health = Topic.objects.all()
    moved = client.post(reverse("desk:topic_move", args=[health.pk]), {"to": "up"})
    assert moved.url == f"{reverse('desk:topics')}#item-{health.pk}"
    assert list(Topic.objects.all()) == [health, economy]
    address = reverse("desk:topic", args=[economy.pk])
    version = client.get(address).context["version"]
    done = client.post(address, {"name": "Money", "description": "", "version": version}, follow=True)
    assert "Money is saved" in done.content.decode()
    assert "changed <bdi>Money</bdi>" in done.content.decode()
    late = client.post(address, {"name": "Cash", "description": "", "version": version})
    assert late.status_code == 409
    assert 'value="Cash"' in late.content.decode()
    out = client.post(reverse("desk:topic_use", args=[economy.pk]), follow=True)
    assert "is out of use" in out.content.decode()
    back = client.post(reverse("desk:topic_use", args=[economy.pk]), {"active": "yes"}, follow=True)
    assert "is in use again" in back.content.decode()
    assert client.get(reverse("desk:topic", args=[10**30])).status_code == 404
    assert client.post(reverse("desk:topic_use", args=[10**30])).status_code == 404


def test_the_lists_take_as_many_queries_for_many_rows(sign_in: SignIn, ed: User) -> None:
    client = sign_in(ed)

    def queries() -> list[int]:
        counts = []
        for name in ("desk:topics", "desk:checklist"):
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse(name))
            counts.append(len(seen))
        return counts

    listed.add_listed(actor=ed, area=TOPICS, name="One")
    listed.add_listed(actor=ed, area=CHECKLIST, name="One")
    queries()
    before = queries()
    for number in range(49):
        listed.add_listed(actor=ed, area=TOPICS, name=f"Topic {number}")
        listed.add_listed(actor=ed, area=CHECKLIST, name=f"Item {number}")
    assert queries() == before


def test_topics_are_set_on_the_claim_s_page_and_found_in_the_queue(
    sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim, other = claim_in(State.TO_CHECK), claim_in(State.TO_CHECK)
    client = sign_in(ed)
    address = reverse("desk:claim", args=[claim.pk])
    assert "Set the topics" not in client.get(address).content.decode()
    topic = listed.add_listed(actor=ed, area=TOPICS, name="Ports & harbours")
    assert "Set the topics" in client.get(address).content.decode()
    step = reverse("desk:claim_action", args=[claim.pk, "set_topics"])
    page = client.post(step, {"version": claim.version, "topics": [topic.pk]}, follow=True).content.decode()
    assert "The topics are saved" in page
    assert f'href="/desk/claims/?topic={topic.pk}"' in page
    assert "set the topics: <bdi>Ports &amp; harbours</bdi>" in page
    assert client.post(step, {"version": fresh(claim).version, "topics": [10**6]}).status_code == 400

    def found(value: object) -> list[Claim]:
        return [row.claim for row in client.get(reverse("desk:queue"), {"topic": value}).context["rows"]]

    assert found(topic.pk) == [claim]
    assert found("nobody") == [other]
    assert len(found("nonsense")) == 2
    listed.use_listed(actor=ed, area=TOPICS, item_id=topic.pk, is_active=False)
    assert found(topic.pk) == [claim]


def test_the_checklist_is_ticked_beside_the_review(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(ed)
    client.post(reverse("desk:checklist"), {"name": "Every figure has its source", "is_required": "on"})
    client.post(reverse("desk:checklist"), {"name": "The tone is fair"})
    item = ChecklistItem.objects.all()[0]
    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    assert "Every figure has its source (needed to approve)" in page
    step = reverse("desk:claim_action", args=[claim.pk, "approve"])
    data = {"version": claim.version, "revision_id": newest(claim), "comment": "Clear."}
    refused = client.post(step, data)
    assert refused.status_code == 400
    assert "To approve, tick: Every figure has its source" in refused.content.decode()
    assert "Clear." in refused.content.decode()
    done = client.post(step, data | {"checklist": [item.pk]}, follow=True).content.decode()
    assert "The verdict is approved." in done
    assert "ticked:" in done
    assert "not ticked:" in done


def test_the_page_says_how_many_approvals_are_in(
    sign_in: SignIn, ed: User, edna: User, claim_in: Callable[..., Claim]
) -> None:
    Newsroom.objects.update(approvals_needed=2)
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(ed)
    step = reverse("desk:claim_action", args=[claim.pk, "approve"])
    data = {"version": claim.version, "revision_id": newest(claim)}
    assert "0 of 2 approvals" in client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    page = client.post(step, data, follow=True).content.decode()
    assert "Your approval is in. The verdict needs another person’s, too." in page
    assert "1 of 2 approvals" in page
    assert "Your review is in. The verdict waits for others." in page
    # A second click on the button is no mistake.
    assert client.post(step, data).status_code == 302
    assert Review.objects.count() == 1
    page = sign_in(edna).post(step, data, follow=True).content.decode()
    assert "The verdict is approved." in page


def test_a_dissent_is_asked_for_its_reason_and_kept(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    Newsroom.objects.update(approvals_needed=2)
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(ed)
    step = reverse("desk:claim_action", args=[claim.pk, "dissent"])
    data = {"version": claim.version, "revision_id": newest(claim)}
    assert "Record a dissent" in client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    assert client.post(step, data).status_code == 400
    page = client.post(step, data | {"comment": "Another year."}, follow=True).content.decode()
    assert "Your dissent is kept" in page
    assert "disagreed with revision 1" in page
    assert "Another year." in page


def test_a_blind_page_tells_nobody_who_said_what(
    sign_in: SignIn, ed: User, edna: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    Newsroom.objects.update(approvals_needed=2, reviews_are_blind=True)
    claim = claim_in(State.IN_REVIEW)
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim), comment="Quite clear.")
    for user in (ed, mara):
        page = sign_in(user).get(reverse("desk:claim", args=[claim.pk])).content.decode()
        page = re.sub(r"<datalist id=\"people-to-mention\">.*?</datalist>", "", page)  # Everybody, whatever they did.
        assert "1 review is in; approvals needed: 2" in page
        # Everybody who can approve may be asked for a review: their names in that list tell nothing.
        assert "Edna" not in re.sub(r"<option[^>]*>[^<]*</option>", "", page)
        assert "Quite clear." not in page
        found = sign_in(user).get(f"/api/v1/claims/{claim.pk}/reviews/").json()["results"]
        assert found == []
        (revision,) = sign_in(user).get(f"/api/v1/claims/{claim.pk}/revisions/").json()["results"]
        assert revision["reviews"] == []
    assert "Quite clear." in sign_in(edna).get(reverse("desk:claim", args=[claim.pk])).content.decode()


def test_the_rules_are_set_on_their_page(sign_in: SignIn, ada: User, ed: User) -> None:
    client = sign_in(ada)
    address = reverse("desk:review_rules")
    page = client.get(address)
    assert "2 people can approve today" in page.content.decode()
    data = {"version": page.context["version"], "approvals_needed": "3", "reviews_are_blind": "on"}
    done = client.post(address, data, follow=True).content.decode()
    assert "The rules are saved" in done
    assert '<del dir="auto">1</del> → <ins dir="auto">3</ins>' in done
    assert client.post(address, data | {"approvals_needed": "2"}).status_code == 409
    assert client.post(address, data | {"approvals_needed": "4"}).status_code == 400
    assert Newsroom.current().approvals_needed == 3
