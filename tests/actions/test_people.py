"""Roles, deactivating, and invitations by mail."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.crypto import salted_hmac

from claims.actions import invitation as invitations
from claims.actions import people
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.jobs import claim_job
from claims.actions.newsroom import seed_newsroom
from claims.actions.tokens import create_token
from claims.models import Event, Invitation, Job, User
from claims.tasks import run_job
from claims.vocabulary import JobKind, JobState, Role, SettingsArea
from tests.cast import make_user

EMAIL = "noor@example.org"
ANSWER = {"name": "Noor Haddad", "username": "noor", "password": "pear lamp quiet river"}


def events() -> list[tuple[str, str]]:
    chain = Event.objects.filter(area=SettingsArea.PEOPLE).order_by("number")
    return [(event.kind, event.data.get("name", "")) for event in chain]


def test_a_role_is_changed_with_what_it_was(ada: User, mara: User) -> None:
    people.change_role(actor=ada, person_id=mara.pk, role=Role.EDITOR)
    (event,) = Event.objects.filter(area=SettingsArea.PEOPLE)
    assert (event.actor, event.data["before"], event.data["after"]) == (ada, {"role": "checker"}, {"role": "editor"})
    people.change_role(actor=ada, person_id=mara.pk, role=Role.EDITOR)
    assert len(events()) == 1


def test_two_admins_who_change_one_person_meet(ada: User, mara: User) -> None:
    people.change_role(actor=ada, person_id=mara.pk, role=Role.EDITOR, version=0)
    with pytest.raises(Conflict):
        people.change_role(actor=ada, person_id=mara.pk, role=Role.VIEWER, version=0)


def test_nobody_changes_themselves(ada: User) -> None:
    make_user(Role.ADMIN, "Ana Silva")
    with pytest.raises(Refused, match="their own role"):
        people.change_role(actor=ada, person_id=ada.pk, role=Role.VIEWER)
    with pytest.raises(Refused, match="their own role"):
        people.set_active(actor=ada, person_id=ada.pk, is_active=False)


def test_one_active_admin_always_stays(ada: User) -> None:
    ana = make_user(Role.ADMIN, "Ana Silva")
    people.set_active(actor=ada, person_id=ana.pk, is_active=False)
    stale = User.objects.get(pk=ana.pk)
    stale.is_active = True  # As a request of theirs that began before still has it.
    with pytest.raises(Refused):
        people.change_role(actor=stale, person_id=ada.pk, role=Role.VIEWER)
    with pytest.raises(Refused):
        people.set_active(actor=stale, person_id=ada.pk, is_active=False)
    assert list(User.objects.filter(role=Role.ADMIN, is_active=True)) == [ada]


def test_two_admins_who_demote_each_other_at_the_same_moment(transactional_db: None) -> None:
    seed_newsroom()
    ada, ana = make_user(Role.ADMIN, "Ada Novak"), make_user(Role.ADMIN, "Ana Silva")
    start, refused = Barrier(2), []

    def demote(actor: User, person: User) -> None:
        start.wait()
        try:
            people.change_role(actor=actor, person_id=person.pk, role=Role.VIEWER)
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=demote, args=pair) for pair in ((ada, ana), (ana, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_whoever_is_deactivated_is_out_for_good(ada: User, mara: User) -> None:
    browser = Client()
    browser.force_login(mara)
    _row, token = create_token(actor=mara, name="importer", scope="read", days=1)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert browser.get("/api/v1/me/").status_code == program.get("/api/v1/me/").status_code == 200
    people.set_active(actor=ada, person_id=mara.pk, is_active=False)
    assert browser.get("/desk/").status_code == 302
    people.set_active(actor=ada, person_id=mara.pk, is_active=True)
    # Neither the session nor the token comes back to life.
    assert browser.get("/desk/").status_code == 302
    assert program.get("/api/v1/me/").status_code == 401
    assert [kind for kind, _name in events()] == ["deactivate", "reactivate"]
    assert Event.objects.get(kind="deactivate").data["tokens_revoked"] == 1


def test_sessions_from_before_are_still_good(mara: User) -> None:
    # What Django itself makes of the password.
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    assert mara.get_session_auth_hash() == salted_hmac(salt, mara.password, algorithm="sha256").hexdigest()


def invite(ada: User) -> tuple[Invitation, str]:
    """The invitation after its job ran, and the token of the link in the mail."""
    invited = invitations.invite_person(actor=ada, email="Noor@Example.org ", role=Role.CHECKER)
    return invited, token_in_the_mail(invited)


def token_in_the_mail(invited: Invitation) -> str:
    run_job(invited.jobs.order_by("-id")[0].pk)
    return re.search(r"/desk/invitation/(\S+)/", mail.outbox[-1].body).group(1)


def test_an_invitation_is_mailed_by_a_job(ada: User) -> None:
    invited, token = invite(ada)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "Ada Novak has invited you" in letter.body
    assert invitations.invitation_of(token) == invited
    invited.refresh_from_db()
    assert invited.sent_at is not None
    assert Job.objects.get(kind=JobKind.SEND_INVITATION).state == JobState.DONE
    assert invited.nonce not in str(Event.objects.values_list("data", flat=True))


def test_the_link_makes_the_account_once(ada: User) -> None:
    invited, token = invite(ada)
    person = invitations.accept_invitation(token=token, **ANSWER)
    assert (person.email, person.role, person.is_active) == (EMAIL, Role.CHECKER, True)
    invited.refresh_from_db()
    assert invited.accepted_by == person
    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(token=token, **(ANSWER | {"username": "again"}))
    assert events() == [("invite", EMAIL), ("join", "Noor Haddad")]


def test_a_withdrawn_an_old_and_a_replaced_link_are_dead(ada: User) -> None:
    invited, first = invite(ada)
    invitations.send_invitation_again(actor=ada, invitation_id=invited.pk)
    second = token_in_the_mail(invited)
    assert first != second
    with pytest.raises(Invitation.DoesNotExist):
        invitations.invitation_of(first)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Invitation.DoesNotExist):
        invitations.invitation_of(second)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    invitations.withdraw_invitation(actor=ada, invitation_id=invited.pk)
    with pytest.raises(Invitation.DoesNotExist):
        invitations.invitation_of(second)
    with pytest.raises(Invitation.DoesNotExist):
        invitations.invitation_of(second[:-1] + ("a" if second[-1] != "a" else "b"))
    with pytest.raises(Invalid):
        invitations.send_invitation_again(actor=ada, invitation_id=invited.pk)


def test_what_was_withdrawn_before_the_worker_came_is_not_mailed(ada: User) -> None:
    invited = invitations.invite_person(actor=ada, email=EMAIL, role=Role.VIEWER)
    invitations.withdraw_invitation(actor=ada, invitation_id=invited.pk)
    run_job(invited.jobs.get().pk)
    assert mail.outbox == []
    assert invited.jobs.get().state == JobState.DONE


@pytest.mark.parametrize(
    ("email", "role", "field"),
    [("nobody", "checker", "email"), ("mara@EXAMPLE.org", "checker", "email"), (EMAIL, "owner", "role")],
)
def test_a_wrong_invitation_is_refused(ada: User, mara: User, email: str, role: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        invitations.invite_person(actor=ada, email=email, role=role)
    assert list(caught.value.errors) == [field]
    assert not Invitation.objects.exists()
    assert not Job.objects.filter(kind=JobKind.SEND_INVITATION).exists()


def test_an_address_is_invited_once_at_a_time(ada: User) -> None:
    invite(ada)
    with pytest.raises(Invalid, match="invited already"):
        invitations.invite_person(actor=ada, email=EMAIL, role=Role.CHECKER)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"name": "  "}, "name"),
        ({"username": "MARA"}, "username"),
        ({"username": "with spaces"}, "username"),
        ({"password": "short"}, "password"),
        ({"password": "noor@example.org"}, "password"),
    ],
)
def test_a_wrong_answer_leaves_the_link_alive(ada: User, mara: User, answer: dict[str, str], field: str) -> None:
    _invited, token = invite(ada)
    with pytest.raises(Invalid) as caught:
        invitations.accept_invitation(token=token, **(ANSWER | answer))
    assert list(caught.value.errors) == [field]
    assert invitations.accept_invitation(token=token, **ANSWER).name == "Noor Haddad"


@pytest.mark.parametrize("who", ["ed", "mara", "vic"])
def test_only_admins_look_after_people(request: pytest.FixtureRequest, ada: User, who: str) -> None:
    actor: User = request.getfixturevalue(who)
    invited = invitations.invite_person(actor=ada, email=EMAIL, role=Role.VIEWER)
    attempts = [
        lambda: invitations.invite_person(actor=actor, email="x@example.org", role=Role.ADMIN),
        lambda: invitations.withdraw_invitation(actor=actor, invitation_id=invited.pk),
        lambda: invitations.send_invitation_again(actor=actor, invitation_id=invited.pk),
        lambda: people.change_role(actor=actor, person_id=ada.pk, role=Role.VIEWER),
        lambda: people.set_active(actor=actor, person_id=ada.pk, is_active=False),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert len(events()) == 1


def test_two_invitations_that_cannot_be_mailed_are_two_troubles(ada: User) -> None:
    for email in ("a@example.org", "b@example.org"):
        invited = invitations.invite_person(actor=ada, email=email, role=Role.VIEWER)
        job = claim_job(invited.jobs.get().pk)
        assert job is not None
        Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="no mail server", lease_until=None)
    assert Job.objects.filter(kind=JobKind.SEND_INVITATION).in_trouble().count() == 2
