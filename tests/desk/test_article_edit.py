"""Correcting what is recorded of an article."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions.article import edit_article
from claims.models import Article, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

TYPED = {
    "title": "Port authority: the crane cost 40 million",
    "publisher": "The Harrowmouth Gazette",
    "author": "Rosa Ihle",
    "url": "https://gazette.example/cranes",
    "published_on": "2026-03-02",
}


def send(desk: Client, article: Article, **typed: object) -> object:
    return desk.post(f"/desk/articles/{article.pk}/edit/", {"version": 1, **TYPED, **typed}, follow=True)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_editors_find_the_way_on_the_articles_page(sign_in: SignIn, ed: User, mara: User, story: Article) -> None:
    address = f'href="/desk/articles/{story.pk}/edit/"'
    assert address in words(sign_in(ed).get(f"/desk/articles/{story.pk}/"))
    assert address not in words(sign_in(mara).get(f"/desk/articles/{story.pk}/"))


def test_the_details_are_saved_and_the_history_says_what_changed(sign_in: SignIn, ed: User, story: Article) -> None:
    desk, text = sign_in(ed), story.current_snapshot
    page = words(desk.get(f"/desk/articles/{story.pk}/edit/"))
    assert f'value="{story.title}"' in page
    saved = words(send(desk, story))
    assert "The details are saved." in saved
    assert "Rosa Ihle" in saved
    story.refresh_from_db()
    assert (story.title, story.author, story.version) == (TYPED["title"], "Rosa Ihle", 2)
    assert story.published_on == datetime.date(2026, 3, 2)
    assert story.current_snapshot == text
    page = words(desk.get(f"/desk/articles/{story.pk}/edit/"))
    assert "<bdi>Ed Brandt</bdi> corrected the details" in page
    assert '<ins dir="auto">Rosa Ihle</ins>' in page
    assert f'<ins dir="auto">{TYPED["title"]}</ins>' in page
    assert page.count("<ins") == 4  # The publisher is as it was.
    assert "<bdi>Ed Brandt</bdi> brought the article in" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "This field is required."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"url": "ftp://gazette.example/"}, "starts with http"),
        ({"published_on": "yesterday"}, "Enter a valid date."),
        ({"version": "x"}, "This form is out of date."),
    ],
)
def test_what_is_not_right_is_said_beside_its_field(
    sign_in: SignIn, ed: User, story: Article, typed: dict[str, str], said: str
) -> None:
    response = send(sign_in(ed), story, **typed)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert said in words(response)
    assert 'value="Rosa Ihle"' in words(response)
    story.refresh_from_db()
    assert story.version == 1


def test_two_people_at_once_see_both_and_the_typed_words_stay(
    sign_in: SignIn, ed: User, edna: User, story: Article
) -> None:
    edit_article(actor=edna, article_id=story.pk, version=1, title="Edna's title", publisher=story.publisher)
    response = send(sign_in(ed), story)
    assert response.status_code == 409  # type: ignore[attr-defined]
    page = words(response)
    assert "Edna Ruiz changed this in the meantime." in page
    theirs, mine = page.split('<form method="post" class="fields"')
    assert "Edna&#x27;s title" in theirs
    assert f'value="{TYPED["title"]}"' in mine
    assert 'name="version" value="2"' in mine
    # Sent again over what stands there now, it is saved; a second click changes nothing.
    assert "The details are saved." in words(send(sign_in(ed), story, version=2))
    assert send(sign_in(ed), story, version=2).status_code == 200  # type: ignore[attr-defined]
    story.refresh_from_db()
    assert (story.title, story.version) == (TYPED["title"], 3)


def test_only_editors_may(sign_in: SignIn, mara: User, vic: User, story: Article) -> None:
    for person in (mara, vic):
        assert send(sign_in(person), story).status_code == 403  # type: ignore[attr-defined]
    story.refresh_from_db()
    assert story.version == 1
