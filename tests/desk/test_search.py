"""Search: what it finds, what it shows, and that the indexes stand behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Model
from django.test import Client

from claims.actions.claim import edit_claim
from claims.actions.comment import add_comment
from claims.desk.search import Group, stretches
from claims.models import Article, Claim, Comment, Source, Speaker, User, Verdict
from claims.models import words as vectors
from claims.queries import search
from claims.vocabulary import State
from tests.cast import bring, fresh, new_story

URL = "/desk/search/"
SignIn = Callable[[User], Client]


def found(client: Client, words: str) -> dict[str, Group]:
    return {group.slug: group for group in client.get(URL, {"q": words}).context["groups"]}


def test_everything_written_down_is_looked_through(sign_in: SignIn, ed: User, mara: User, claim_in):
    claim = claim_in(State.IN_REVIEW)
    add_comment(actor=mara, claim_id=claim.pk, body="Who weighed the ledger?")
    groups = found(sign_in(ed), "ledger")
    assert {slug: group.total for slug, group in groups.items()} == {"verdicts": 1, "sources": 1, "comments": 1}
    assert [group.hits[0].url for group in groups.values()] == [
        f"/desk/claims/{claim.pk}/#verdict",
        f"/desk/sources/{claim.evidence.get().source_id}/",
        f"/desk/claims/{claim.pk}/#comments",
    ]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("crane", 1),
        ("CRANE single", 1),
        ("fail", 1),  # "failure"
        ("ailure", 0),
        ("crane zebra", 0),
        ("40 million", 1),
        ("okafor", 1),  # The speaker.
        ("Überprüfung", 1),  # The wording.
    ],
)
def test_claims_are_found_by_every_word(sign_in: SignIn, ed: User, claim_in, words: str, hits: int):
    claim = fresh(claim_in(State.TO_CHECK))
    wording = "The failure of one crane: eine Überprüfung."
    edit_claim(actor=ed, claim_id=claim.pk, version=claim.version, wording=wording, speaker_name="Lena Okafor")
    groups = found(sign_in(ed), words)
    assert (groups["claims"].total if "claims" in groups else 0) == hits


@pytest.mark.parametrize(
    "typed", ["", "   ", "!!! ???", "' & | : * ( ) <->", "a" * 500, "x:* & !y", "100%", "\\", "it's"]
)
def test_nothing_typed_breaks_it(sign_in: SignIn, ed: User, story: Article, typed: str):
    assert sign_in(ed).get(URL, {"q": typed}).status_code == 200


def test_what_was_not_found_is_said(sign_in: SignIn, ed: User):
    page = sign_in(ed).get(URL, {"q": "<zebra>"}).content.decode()
    assert "Nothing holds “&lt;zebra&gt;”." in page


def test_hits_are_marked_and_nothing_is_taken_for_markup(sign_in: SignIn, ed: User):
    new_story(ed, title="<b>Crane</b> fails, cranes stand still")
    page = sign_in(ed).get(URL, {"q": "crane"}).content.decode()
    assert "&lt;b&gt;<mark>Crane</mark>&lt;/b&gt; fails, <mark>cranes</mark> stand still" in page


def test_a_long_text_is_cut_around_the_first_hit():
    parts = stretches("before " * 100 + "needle " + "after " * 100, ["needle"])
    assert [part.text for part in parts if part.is_hit] == ["needle"]
    assert parts[0].text == "… "
    assert parts[-1].text.endswith(" …")
    assert sum(len(part.text) for part in parts) < 260


def test_many_hits_are_counted_and_lead_on(sign_in: SignIn, ed: User):
    for number in range(11):
        new_story(ed, title=f"Crane {number}")
    client = sign_in(ed)
    group = found(client, "crane")["articles"]
    assert (len(group.hits), group.total, group.hidden) == (8, 11, 3)
    assert 'href="/desk/articles/?q=crane"' in client.get(URL, {"q": "crane"}).content.decode()


def test_the_field_is_on_every_page_of_the_desk(sign_in: SignIn, ed: User):
    for address in ("/desk/", "/desk/claims/", URL):
        assert 'class="rail-search" action="/desk/search/"' in sign_in(ed).get(address).content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same(
    sign_in: SignIn, ed: User, mara: User, story: Article, count: int, django_assert_num_queries
):
    for _number in range(count):
        bring(State.TO_CHECK, editor=ed, checker=mara, article=story)
    client = sign_in(ed)
    with django_assert_num_queries(16):
        client.get(URL, {"q": "the"})


@pytest.mark.parametrize(
    ("model", "vector", "index"),
    [
        (Article, vectors.ARTICLE, "article_words"),
        (Claim, vectors.CLAIM, "claim_words"),
        (Speaker, vectors.SPEAKER, "speaker_words"),
        (Source, vectors.SOURCE, "source_words"),
        (Verdict, vectors.VERDICT, "verdict_words"),
        (Comment, vectors.COMMENT, "comment_words"),
    ],
)
def test_an_index_stands_behind_every_kind(db: None, model: type[Model], vector: SearchVector, index: str):
    """As the queries write it, in a database that is told to avoid reading whole tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    hits = model._default_manager.annotate(words=vector).filter(words=search.every_word(["crane"]))
    assert index in hits.order_by().explain()
