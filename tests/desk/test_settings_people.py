"""The settings' page of the people, and the way in for who was invited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import people
from claims.actions.invitation import invite_person, token_of
from claims.actions.reviewer import ask_reviewer
from claims.models import Claim, Event, Invitation, User
from claims.vocabulary import Role, State
from tests.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PEOPLE = "/desk/settings/people/"
LEAVING = "/desk/settings/people/deactivate/"


def test_the_pages_one_may_open_are_listed(client: Client, vic: User, ed: User, ada: User) -> None:
    for user, sees in ((vic, False), (ed, False), (ada, True)):
        client.force_login(user)
        page = client.get(reverse("desk:settings"))
        assert (PEOPLE in page.content.decode()) is sees
    assert reverse("desk:settings") in client.get("/desk/").content.decode()


def test_people_are_found_narrowed_and_sorted(
    sign_in: SignIn, ada: User, vic: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.CHECKING)
    people.set_active(actor=ada, person_id=vic.pk, is_active=False)
    client = sign_in(ada)

    def names(**query: str) -> list[str]:
        return [person.name for person in client.get(PEOPLE, query).context["page"]]

    assert names() == ["Ada Novak", "Ed Brandt", "Mara Lind"]
    assert names(show="away") == ["Vic Oyelaran"]
    assert names(show="all", role="viewer") == ["Vic Oyelaran"]
    assert names(q="MARA@") == ["Mara Lind"]
    assert names(sort="claims")[0] == "Mara Lind"
    assert names(sort="nonsense", role="owner", page="x") == ["Ada Novak", "Ed Brandt", "Mara Lind"]
    assert "Nobody fits these filters" in client.get(PEOPLE, {"q": "nobody-has-this"}).content.decode()


def test_the_list_takes_as_many_queries_for_many_people(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(PEOPLE)
        return len(seen)

    invite_person(actor=ada, email="one@example.org", role=Role.VIEWER)
    queries()
    before = queries()
    for number in range(48):
        person = make_user(Role.CHECKER, f"Person{number} Bell")
        people.change_role(actor=ada, person_id=person.pk, role=Role.VIEWER)
        invite_person(actor=ada, email=f"new{number}@example.org", role=Role.VIEWER)
    assert queries() == before


def test_inviting_says_what_is_wrong_beside_the_field(sign_in: SignIn, ada: User, mara: User) -> None:
    client = sign_in(ada)
    for typed in ("not-an-address", mara.email):
        answer = client.post(reverse("desk:invite"), {"email": typed, "role": "checker"})
        page = answer.content.decode()
        assert answer.status_code == 400
        assert 'id="id_email_error"' in page
        assert f'value="{typed}"' in page
    done = client.post(reverse("desk:invite"), {"email": "noor@example.org", "role": "editor"}, follow=True)
    assert "noor@example.org is invited" in done.content.decode()
    assert "Waiting invitations" in done.content.decode()
    again = client.post(reverse("desk:invitation_again", args=[Invitation.objects.get().pk]), follow=True)
    assert "gets a new link" in again.content.decode()
    gone = client.post(reverse("desk:invitation_withdraw", args=[Invitation.objects.get().pk]), follow=True)
    assert "is withdrawn" in gone.content.decode()
    assert "Waiting invitations" not in gone.content.decode()


def test_it_is_said_when_mail_goes_into_files(sign_in: SignIn, ada: User, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = "/some/where/mail"
    assert "into a file in /some/where/mail" in sign_in(ada).get(PEOPLE).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "sends no mail" not in sign_in(ada).get(PEOPLE).content.decode()


def test_a_role_is_changed_on_the_person_s_page(sign_in: SignIn, ada: User, mara: User) -> None:
    client = sign_in(ada)
    address = reverse("desk:person", args=[mara.pk])
    page = client.get(address)
    assert 'value="checker" checked' in page.content.decode() or "checked" in page.content.decode()
    answer = client.post(address, {"role": "editor", "version": page.context["version"]}, follow=True)
    assert "The role is changed" in answer.content.decode()
    assert "gave <bdi>Mara Lind</bdi> another role" in answer.content.decode()
    late = client.post(address, {"role": "viewer", "version": page.context["version"]})
    assert late.status_code == 409
    assert "You saved this in another tab" in late.content.decode()
    assert client.post(address, {"role": "owner", "version": "1"}).status_code == 400
    mara.refresh_from_db()
    assert mara.role == Role.EDITOR


def test_one_s_own_page_has_no_buttons(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)
    page = client.get(reverse("desk:person", args=[ada.pk])).content.decode()
    assert "This is you" in page
    assert "Change the role" not in page
    assert client.post(reverse("desk:person_active", args=[ada.pk])).status_code == 403


def test_the_open_claims_of_who_is_sent_away_are_shown(
    sign_in: SignIn, ada: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.CHECKING)
    client = sign_in(ada)
    page = client.post(LEAVING, {"people": mara.pk}, follow=True).content.decode()
    assert "is deactivated" in page
    assert reverse("desk:claim", args=[claim.pk]) in page
    assert f"{reverse('desk:queue')}?checker={mara.pk}" in page
    assert "Reassign them" in page
    back = client.post(reverse("desk:person_active", args=[mara.pk]), follow=True)
    assert "can come in again" in back.content.decode()


def test_who_is_deactivated_is_asked_about_and_their_claims_handed_over(
    sign_in: SignIn, ada: User, ed: User, mara: User, cem: User, claim_in: Callable[..., Claim]
) -> None:
    held, in_review = claim_in(State.CHECKING), claim_in(State.IN_REVIEW)
    ask_reviewer(actor=mara, claim_id=in_review.pk, version=in_review.version, reviewer=ed)
    client = sign_in(ada)
    assert f'href="{LEAVING}?people={mara.pk}"' in client.get(f"{PEOPLE}{mara.pk}/").content.decode()
    page = client.get(LEAVING, {"people": [mara.pk, ed.pk]}).content.decode()
    assert "Deactivate 2 people?" in page
    assert f'<a href="/desk/claims/?checker={mara.pk}">2 open claims</a>' in page
    assert f'<a href="/desk/claims/?reviewer={ed.pk}">1 review asked of them</a>' in page
    assert User.objects.filter(is_active=True).count() == 4
    assert client.post(LEAVING, {"people": mara.pk, "to": mara.pk}).status_code == 400
    page = client.post(LEAVING, {"people": mara.pk, "to": cem.pk}, follow=True).content.decode()
    assert "Mara Lind is deactivated" in page
    assert "1 claim was assigned." in page
    held.refresh_from_db()
    in_review.refresh_from_db()
    assert (held.checker, in_review.checker, User.objects.get(pk=mara.pk).is_active) == (cem, mara, False)
    # Nobody is deactivated twice.
    assert "Choose first who" in client.post(LEAVING, {"people": mara.pk}, follow=True).content.decode()


def test_what_waits_for_those_who_leave_takes_as_many_queries_for_many(sign_in: SignIn, ada: User, mara: User) -> None:
    client = sign_in(ada)

    def queries(*leaving: User) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(LEAVING, {"people": [person.pk for person in leaving]})
        return len(seen)

    queries(mara)
    assert queries(mara) == queries(mara, *(make_user(Role.CHECKER, f"Leaver{number}") for number in range(5)))


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_who_is_not_there_is_not_found(sign_in: SignIn, ada: User, pk: int) -> None:
    client = sign_in(ada)
    assert client.get(reverse("desk:person", args=[pk])).status_code == 404
    assert client.post(reverse("desk:person", args=[pk]), {"role": "editor", "version": 0}).status_code == 404


def test_accepting_leads_to_signing_in(client: Client, ada: User) -> None:
    invited = invite_person(actor=ada, email="noor@example.org", role=Role.CHECKER)
    address = reverse("desk:invitation", args=[token_of(invited)])
    page = client.get(address)
    assert 'value="noor"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = {"name": "Noor Haddad", "username": "noor", "password": "pear lamp quiet river"}
    wrong = client.post(address, answer | {"password_again": "pear lamp"})
    assert wrong.status_code == 400
    assert "not the same" in wrong.content.decode()
    assert "pear lamp" not in wrong.content.decode()
    weak = client.post(address, answer | {"password": "noor", "password_again": "noor"})
    assert 'id="id_password_error"' in weak.content.decode()
    done = client.post(address, answer | {"password_again": answer["password"]}, follow=True)
    assert done.redirect_chain == [(reverse("account_login"), 302)]
    assert "Your account is made" in done.content.decode()
    signed_in = client.post(
        reverse("account_login"), {"login": "noor@example.org", "password": answer["password"]}, follow=True
    )
    assert signed_in.redirect_chain == [("/desk/", 302)]
    # A second time, and with anything else in the address, the link says the same.
    for dead in (address, reverse("desk:invitation", args=["x.y.z"])):
        page = Client().get(dead)
        assert page.status_code == 404
        assert "This link does not work any more" in page.content.decode()


def test_a_person_with_a_long_name_and_marks_in_it(sign_in: SignIn, ada: User) -> None:
    person = people.create_user(
        email="x@example.org", username="x", name="<b>" + "ß" * 140, role=Role.VIEWER, password=PASSWORD
    )
    client = sign_in(ada)
    people.change_role(actor=ada, person_id=person.pk, role=Role.CHECKER)
    for address in (PEOPLE, reverse("desk:person", args=[person.pk])):
        assert "<b>ß" not in client.get(address).content.decode()
    assert Event.objects.filter(area="people").count() == 1
