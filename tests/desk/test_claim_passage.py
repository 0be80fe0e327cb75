"""The page that says what a claim is: borders, splitting, merging, repeats. No test here has any JavaScript."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.article import import_article
from claims.actions.claim import add_claim, assign_claim, start_checking
from claims.models import Article, Claim, User
from claims.vocabulary import State
from tests.cast import fresh
from tests.desk.article_pages import HTMX, SignIn, page_of

pytestmark = pytest.mark.django_db


def mark(actor: User, article: Article, words: str) -> Claim:
    start = article.current_snapshot.text.index(words)
    return add_claim(actor=actor, article=article, start=start, end=start + len(words))


@pytest.fixture
def claim(ed: User, split_story: Article) -> Claim:
    return mark(ed, split_story, "two people were injured")


def passage_page(claim: Claim) -> str:
    return reverse("desk:claim_passage", args=[claim.pk])


def send(client: Client, claim: Claim, do: str, **fields: object):
    return client.post(passage_page(claim), {"do": do, "version": fresh(claim).version} | fields)


def test_borders_by_the_words(sign_in: SignIn, ed: User, claim: Claim):
    answer = send(sign_in(ed), claim, "change_borders", passage="two people were injured when\r\nthe boom fell")
    assert answer.url == f"{page_of(claim.article)}?claim={claim.pk}#claim-{claim.pk}"
    assert fresh(claim).quote == "two people were injured when the boom fell"


def test_borders_word_by_word_stay_on_the_page(sign_in: SignIn, ed: User, claim: Claim):
    client = sign_in(ed)
    for nudge, words in [
        ("end-later", "two people were injured when"),
        ("start-later", "people were injured when"),
        ("end-earlier", "people were injured"),
        ("start-earlier", "two people were injured"),
    ]:
        answer = send(client, claim, "change_borders", nudge=nudge)
        assert answer.url == passage_page(claim)
        assert fresh(claim).quote == words
    page = client.get(passage_page(claim)).content.decode()
    assert "The claim has new borders." in page
    assert "<mark>two people were injured</mark>" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"passage": "two people were hurt"}, "does not hold these very words"),
        ({"passage": ""}, "Leave at least one word."),
        ({"passage": "Port authority"}, "This very passage is a claim already."),
        ({"nudge": "sideways"}, "Select a valid choice"),
    ],
)
def test_borders_that_cannot_be_are_said_beside_the_words(
    sign_in: SignIn, ed: User, claim: Claim, fields: dict[str, str], said: str
):
    mark(ed, claim.article, "Port authority")
    answer = send(sign_in(ed), claim, "change_borders", **fields)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page or "nudge" in fields
    assert fields.get("passage", "") in page
    assert fresh(claim).quote == "two people were injured"


def test_splitting(sign_in: SignIn, ed: User, claim: Claim):
    client = sign_in(ed)
    page = client.get(passage_page(claim)).content.decode()
    at = claim.start + len("two people ")
    assert f'<option value="{at}">… two people ✂ were injured …</option>' in page
    assert send(client, claim, "split_claim", at=at).status_code == 302
    assert [one.quote for one in claim.article.claims.order_by("start")] == ["two people", "were injured"]
    answer = send(client, claim, "split_claim", at=1)
    assert answer.status_code == 400
    assert "Select a valid choice" in answer.content.decode()


def test_merging_with_the_neighbour(sign_in: SignIn, ed: User, claim: Claim):
    other = mark(ed, claim.article, "when the boom fell")
    client = sign_in(ed)
    page = client.get(passage_page(claim)).content.decode()
    assert f'name="other_id" value="{other.pk}"' in page
    assert "Merge with the one before" not in page
    answer = send(client, claim, "merge", other_id=other.pk, other_version=other.version)
    assert answer.status_code == 302
    assert fresh(claim).quote == "two people were injured when the boom fell"
    # Each leads to the other.
    assert (
        passage_page(claim).removesuffix("passage/")
        in client.get(reverse("desk:claim", args=[other.pk])).content.decode()
    )
    kept = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    assert "1 claim repeats this one or was merged into it:" in kept


def test_a_refusal_of_merging_is_said_there(sign_in: SignIn, ed: User, claim: Claim):
    other = mark(ed, claim.article, "on Tuesday")
    mark(ed, claim.article, "three written warnings")
    answer = send(sign_in(ed), claim, "merge", other_id=other.pk, other_version=1)
    assert answer.status_code == 400
    assert "Other claims stand between these two." in answer.content.decode()


@pytest.mark.parametrize(
    "spelling", ["{pk}", "#{pk}", "https://desk.example/desk/claims/{pk}/", "/desk/claims/{pk}/#history"]
)
def test_a_repeat_by_number_or_address(sign_in: SignIn, ed: User, claim: Claim, spelling: str):
    other = mark(ed, import_article(actor=ed, title="", text="On Monday two people were injured there."), "two people")
    client = sign_in(ed)
    answer = send(client, claim, "mark_repeat", original=spelling.format(pk=other.pk))
    assert answer.status_code == 302
    assert (fresh(claim).repeat_of, fresh(claim).state) == (other, State.DISMISSED)
    assert "A repeat of claim" in client.get(page_of(claim.article)).content.decode()
    page = client.get(reverse("desk:claim", args=[other.pk])).content.decode()
    assert reverse("desk:claim", args=[claim.pk]) in page


def test_a_repeat_of_one_that_is_much_alike(sign_in: SignIn, ed: User, claim: Claim):
    alike = mark(ed, claim.article, "According to the dockworkers' union, two people were injured when the boom fell.")
    mark(ed, claim.article, "Harrowmouth handled 61,000 containers")
    client = sign_in(ed)
    assert client.get(passage_page(claim)).context["similar"] == [alike]
    send(client, claim, "mark_repeat", original="", similar=alike.pk)
    assert fresh(claim).repeat_of == alike


@pytest.mark.parametrize(
    ("original", "said"),
    [
        ("", "Give the number of a claim"),
        ("nonsense", "Give the number of a claim"),
        ("999999", "There is no claim with this number."),
        ("{own}", "cannot be a repeat of itself"),
    ],
)
def test_what_it_cannot_repeat_is_said_beside_the_field(
    sign_in: SignIn, ed: User, claim: Claim, original: str, said: str
):
    original = original.format(own=claim.pk)
    answer = send(sign_in(ed), claim, "mark_repeat", original=original)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert f'value="{original}"' in page or not original


def test_who_comes_second_keeps_what_was_typed(sign_in: SignIn, ed: User, edna: User, claim: Claim):
    send(sign_in(edna), claim, "change_borders", nudge="end-later")
    answer = sign_in(ed).post(
        passage_page(claim), {"do": "change_borders", "version": 1, "passage": "two people were injured when the boom"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Edna Ruiz changed this in the meantime" in page
    assert ">\ntwo people were injured when the boom</textarea>" in page
    # Sending it again is a decision, with the claim as it is now in sight.
    assert page.count(f'name="version" value="{fresh(claim).version}"') == page.count('name="version"')


def test_who_may_not_is_told_why(sign_in: SignIn, vic: User, mara: User, ed: User, claim: Claim):
    for person in (vic, mara):
        answer = sign_in(person).get(passage_page(claim))
        assert "Only" in answer.content.decode()
        assert 'name="do"' not in answer.content.decode()
        for fields in ({"nudge": "end-later"}, {}):
            assert send(sign_in(person), claim, "change_borders", **fields).status_code == 403
    # The checker it is assigned to may say where it begins and ends, until the checking begins.
    now = assign_claim(actor=ed, claim_id=claim.pk, version=1, checker=mara)
    client = sign_in(mara)
    page = client.get(passage_page(claim)).content.decode()
    assert set(re.findall(r'name="do" value="(\w+)"', page)) == {"change_borders", "split_claim"}
    start_checking(actor=mara, claim_id=claim.pk, version=now.version)
    page = client.get(passage_page(claim)).content.decode()
    assert 'name="do"' not in page
    assert "is not possible there" in page
    assert send(client, claim, "change_borders", nudge="end-later").status_code == 409


def test_nothing_to_do_is_refused(sign_in: SignIn, ed: User, claim: Claim):
    for do in ("", "dismiss", "nonsense"):
        assert send(sign_in(ed), claim, do).status_code == 400


# From a selection on the article's page


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_selected_words_become_the_claims_borders(sign_in: SignIn, ed: User, claim: Claim, extra):
    address = reverse("desk:claim_borders", args=[claim.article_id])
    fields = {"claim": claim.pk, "version": 1, "start": claim.start, "end": claim.start + len("two people")}
    answer = sign_in(ed).post(address, fields, **extra)
    assert fresh(claim).quote == "two people"
    if extra:
        assert answer["HX-Trigger-After-Settle"] == f'{{"claim-added": {{"id": {claim.pk}}}}}'
        assert "The claim has new borders." in answer.content.decode()
    stale = sign_in(ed).post(address, fields, **extra)
    assert stale.status_code == 409
    assert "You changed this" in stale.content.decode() or "changed this in the meantime" in stale.content.decode()
    other = import_article(actor=ed, title="", text="Another text of some length.")
    wrong = {**fields, "claim": mark(ed, other, "Another text").pk}
    assert sign_in(ed).post(address, wrong, **extra).status_code == 404


def test_the_list_leads_to_the_page(sign_in: SignIn, ed: User, vic: User, claim: Claim):
    assert passage_page(claim) in sign_in(ed).get(page_of(claim.article)).content.decode()
    assert passage_page(claim) not in sign_in(vic).get(page_of(claim.article)).content.decode()
