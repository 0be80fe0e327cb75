"""Marking a passage of an article as a claim by hand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.article import import_article
from claims.actions.claim import add_claim, dismiss_claim
from claims.models import Article, User
from tests.desk.article_pages import HTMX, SignIn, page_of

pytestmark = pytest.mark.django_db


def add(client: Client, article: Article, extra=None, **fields):
    return client.post(reverse("desk:claim_add", args=[article.pk]), fields, **(extra or {}))


def test_a_selection_becomes_a_claim_at_code_points(sign_in: SignIn, ed: User):
    article = import_article(actor=ed, title="", text="😀😀 Twelve bridges are closed.")
    answer = add(sign_in(ed), article, start=3, end=17)
    claim = article.claims.get()
    assert claim.quote == "Twelve bridges"
    assert answer.url == f"{page_of(article)}?claim={claim.pk}#claim-{claim.pk}"


def test_with_htmx_the_workspace_comes_back_and_names_the_new_claim(sign_in: SignIn, ed: User, story: Article):
    answer = add(sign_in(ed), story, HTMX, start=0, end=14)
    claim = story.claims.get()
    assert answer["HX-Trigger-After-Settle"] == f'{{"claim-added": {{"id": {claim.pk}}}}}'
    assert 'id="workspace"' in answer.content.decode()


def test_marking_is_said_with_the_claims_it_lies_across(sign_in: SignIn, ed: User, mara: User, story: Article):
    text = story.current_snapshot.text
    apart = add_claim(actor=ed, article=story, start=0, end=4)
    at = text.index("two people")
    stands = add_claim(actor=ed, article=story, start=at, end=at + len("two people"))
    gone = add_claim(actor=ed, article=story, start=at, end=at + len("two"))
    dismiss_claim(actor=ed, claim_id=gone.pk, version=1, reason="Too vague")
    fragment = add(sign_in(ed), story, HTMX, start=at + 4, end=at + 15).content.decode()
    note = fragment[fragment.index('<div id="note" hx-swap-oob="innerHTML">') :]
    assert "The passage is a claim now. It overlaps a claim that stands already:" in note
    assert f'<a href="{reverse("desk:claim", args=[stands.pk])}"><bdi>two people</bdi></a> (To check)' in note
    assert f"/claims/{apart.pk}/" not in note
    assert f"/claims/{gone.pk}/" not in note
    # Without JavaScript; a checker only suggests.
    answer = sign_in(mara).post(
        reverse("desk:claim_add", args=[story.pk]), {"passage": "people were injured"}, follow=True
    )
    page = answer.content.decode()
    assert "suggested as a claim; an editor decides about it. It overlaps 2 claims that stand already:" in page


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_the_speaker_can_be_named_at_once(sign_in: SignIn, ed: User, story: Article, extra):
    add(sign_in(ed), story, extra, start=0, end=14, speaker_name=" Lena Okafor ")
    claim = story.claims.get()
    assert claim.speaker.name == "Lena Okafor"
    assert claim.events.get().data == {"start": 0, "end": 14, "speaker": "Lena Okafor"}
    page = sign_in(ed).get(page_of(story)).content.decode()
    assert '<datalist id="speakers-here"><option value="Lena Okafor">' in page
    assert page.count('name="speaker_name"') == 2


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_too_long_a_speaker_is_said_and_nothing_is_stored(sign_in: SignIn, ed: User, story: Article, extra):
    answer = add(sign_in(ed), story, extra, start=0, end=14, speaker_name="x" * 301)
    assert answer.status_code == 400
    assert "at most 300 characters" in answer.content.decode()
    assert not story.claims.exists()


def test_a_pasted_passage_becomes_a_claim(sign_in: SignIn, ed: User, story: Article):
    add(sign_in(ed), story, passage=" two people were\r\ninjured ")
    assert story.claims.get().quote == "two people were injured"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"passage": "no such words"}, "does not hold these very words"),
        ({"passage": "said"}, "more than once"),
        ({}, "Paste the words"),
        ({"start": "5"}, "Paste the words"),
        ({"start": "5", "end": "5"}, "Select a passage"),
        ({"start": "0", "end": "9999999"}, "Select a passage"),
        ({"start": "-1", "end": "5"}, "greater than or equal to 0"),
        ({"start": "x", "end": "5"}, "Enter a whole number"),
    ],
)
def test_a_passage_that_cannot_be_placed_says_what_to_do(sign_in: SignIn, ed: User, story: Article, fields, sentence):
    client = sign_in(ed)
    answer = add(client, story, **fields)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    if "passage" in fields:
        assert f"{fields['passage']}</textarea>" in answer.content.decode()
    fragment = add(client, story, HTMX, **fields)
    assert fragment.status_code == 400
    assert fragment["HX-Retarget"] == "#selection-error"
    assert sentence in fragment.content.decode()
    assert not story.claims.exists()
