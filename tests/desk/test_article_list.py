"""The list of articles."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.article import import_article
from claims.models import Article, Claim, User
from claims.vocabulary import JobState, State
from tests.cast import bring, new_story

pytestmark = pytest.mark.django_db
URL = "/desk/articles/"


@pytest.fixture
def client_of_ed(sign_in: Callable[[User], Client], ed: User) -> Client:
    return sign_in(ed)


def titles(answer) -> list[str]:
    return [row.article.title for row in answer.context["rows"]]


def test_the_newest_come_first(client_of_ed: Client, ed: User):
    for title in ("First", "Second", "Third"):
        new_story(ed, title=title)
    assert titles(client_of_ed.get(URL)) == ["Third", "Second", "First"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crane", ["Crane fails"]),
        ("COURIER", ["Mayor resigns"]),
        ("50%", []),
        ("%", []),
        ("_", []),
        ("", ["Mayor resigns", "Crane fails"]),
    ],
)
def test_title_and_publisher_are_searched(client_of_ed: Client, ed: User, words: str, found: list[str]):
    import_article(actor=ed, title="Crane fails", text="x", publisher="The Gazette")
    import_article(actor=ed, title="Mayor resigns", text="x", publisher="Daily Courier")
    assert titles(client_of_ed.get(URL, {"q": words})) == found


def test_claims_are_counted_by_state(client_of_ed: Client, claim_in: Callable[..., Claim]):
    for state in (State.TO_CHECK, State.TO_CHECK, State.CHECKING):
        claim_in(state)
    (row,) = client_of_ed.get(URL).context["rows"]
    assert [(count.state, count.count) for count in row.counts] == [(State.TO_CHECK, 2), (State.CHECKING, 1)]


def test_a_failed_split_can_be_retried_from_here(client_of_ed: Client, story: Article):
    story.jobs.update(state=JobState.FAILED, error="ValueError: no")
    page = client_of_ed.get(URL).content.decode()
    retry = reverse("desk:job_retry", args=[story.jobs.get().pk])
    assert "Looking for claims failed" in page
    assert f'action="{retry}"' in page
    client_of_ed.post(retry)
    assert story.jobs.get().state == JobState.QUEUED


def test_a_viewer_sees_the_list_but_no_buttons(sign_in: Callable[[User], Client], vic: User, story: Article):
    story.jobs.update(state=JobState.FAILED, error="ValueError: no")
    page = sign_in(vic).get(URL).content.decode()
    assert story.title in page
    assert "Looking for claims failed" in page
    assert reverse("desk:article_new") not in page
    assert "Retry" not in page


def test_an_empty_list_says_what_to_do_and_an_empty_search_what_was_sought(client_of_ed: Client):
    assert "No articles yet" in client_of_ed.get(URL).content.decode()
    assert "“&lt;none&gt;”" in client_of_ed.get(URL, {"q": "<none>"}).content.decode()


@pytest.mark.parametrize("page", ["2", "999", "abc", "-1", "0", "9" * 30])
def test_any_page_number_answers(client_of_ed: Client, ed: User, page: str):
    for number in range(31):
        new_story(ed, title=f"Story {number}")
    assert client_of_ed.get(URL, {"page": page}).status_code == 200


def test_pages_keep_the_search(client_of_ed: Client, ed: User):
    for number in range(31):
        new_story(ed, title=f"Story {number}")
    assert "?q=story&amp;page=2" in client_of_ed.get(URL, {"q": "story"}).content.decode()


def test_the_number_of_queries_does_not_grow(client_of_ed, ed, mara, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("claims.desk.views.articles.PAGE_LENGTH", 50)
    bring(State.ASSIGNED, editor=ed, checker=mara, article=new_story(ed))
    with django_assert_num_queries(8):
        client_of_ed.get(URL)
    for number in range(49):
        bring(State.TO_CHECK, editor=ed, checker=mara, article=new_story(ed, title=f"Story {number}"))
    with django_assert_num_queries(8):
        assert len(client_of_ed.get(URL).context["rows"]) == 50
