"""One step for several people: what is done, and that nobody is locked out by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Event, User
from claims.vocabulary import Role, SettingsArea

URL, PEOPLE = "/desk/settings/people/bulk/", "/desk/settings/people/"
SignIn = Callable[[User], Client]


def send(desk: Client, *people: User, **sent: object) -> str:
    ids = [person.pk for person in people]
    return desk.post(URL, {"people": ids, **sent}, follow=True).content.decode()


def test_roles_are_given_and_oneself_is_refused(sign_in: SignIn, ada: User, mara: User, cem: User) -> None:
    page = send(sign_in(ada), mara, cem, ada, do="role", role="editor", next=f"{PEOPLE}?role=admin")
    assert "2 people have this role now." in page
    assert "1 person was refused:" in page
    assert "Nobody changes their own role. Ask another admin. (1)" in page
    assert f'<a href="{PEOPLE}{ada.pk}/"><bdi>Ada Novak</bdi></a>' in page
    assert set(User.objects.filter(role=Role.EDITOR)) == {mara, cem}
    assert Event.objects.filter(area=SettingsArea.PEOPLE, kind="change_role").count() == 2
    assert 'value="admin" selected' in page  # The filters of the page the button was on still hold.


def test_people_are_sent_away_and_let_in_again(sign_in: SignIn, ada: User, mara: User, cem: User) -> None:
    desk = sign_in(ada)
    page = send(desk, mara, cem, ada, do="deactivate")
    assert "Deactivate 3 people?" in page
    assert User.objects.filter(is_active=True).count() == 3
    sent = {"people": [mara.pk, cem.pk, ada.pk]}
    page = desk.post("/desk/settings/people/deactivate/", sent, follow=True).content.decode()
    assert "2 people are deactivated." in page
    assert "1 person was refused:" in page
    assert set(User.objects.filter(is_active=True)) == {ada}
    assert "2 people can come in." in send(desk, mara, cem, do="activate")
    assert User.objects.filter(is_active=True).count() == 3


@pytest.mark.parametrize(
    "sent",
    [{"do": "role"}, {"do": "role", "role": "king"}, {"do": "delete"}, {}, {"do": "deactivate", "people": ["x", "-1"]}],
)
def test_input_that_is_not_right_does_nothing(sign_in: SignIn, ada: User, mara: User, sent: dict[str, object]) -> None:
    page = sign_in(ada).post(URL, {"people": [mara.pk]} | sent, follow=True).content.decode()
    assert "Tick the people first" in page
    mara.refresh_from_db()
    assert (mara.role, mara.is_active) == (Role.CHECKER, True)


def test_other_addresses_are_not_led_to(sign_in: SignIn, ada: User, mara: User) -> None:
    sent = {"people": [mara.pk], "do": "activate", "next": "https://evil.example/"}
    assert sign_in(ada).post(URL, sent).headers["Location"] == PEOPLE


def test_only_admins_may(sign_in: SignIn, ed: User, mara: User) -> None:
    assert sign_in(ed).post(URL, {"people": [mara.pk], "do": "deactivate"}).status_code == 403
    assert User.objects.get(pk=mara.pk).is_active
