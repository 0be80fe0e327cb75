"""Django's admin is for looking: it writes nothing but people's roles, and is for admins only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.actions.comment import add_comment
from claims.actions.errors import Invalid, Refused
from claims.actions.invitation import invite_person
from claims.actions.people import change_person
from claims.actions.reply import add_reply
from claims.actions.tokens import create_token
from claims.admin import ToLookAt
from claims.models import Capture, ChecklistItem, Claim, Invitation, PolicyPage, Source, Speaker, Topic, User
from claims.vocabulary import Role, State


def address(model: type[Any], what: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def one_of_each(claim_in: Callable[..., Claim], mara: User, ada: User) -> Claim:
    """A world in which every table has a row."""
    claim = claim_in(State.PUBLISHED)
    add_comment(actor=mara, claim_id=claim.pk, body="Page?")
    create_token(actor=ada, name="importer", scope="read", days=1)
    Capture.objects.create(source=Source.objects.get(), state="stored", captured_at=timezone.now())
    Speaker.objects.create(name="Lena Okafor")
    invite_person(actor=ada, email="noor@example.org", role=Role.VIEWER)
    Topic.objects.create(name="Harbours")
    ChecklistItem.objects.create(name="Every figure has its source")
    PolicyPage.objects.create(kind="about", body="Who we are.")
    today = timezone.localdate()
    add_reply(actor=mara, claim_id=claim.pk, person="Lena Okafor", way="phone", asked_on=today)
    claim_in(State.CHANGES_REQUESTED)
    return claim


def test_every_row_can_be_looked_at_and_none_be_written(one_of_each: Claim, ada: User) -> None:
    """All tables in one test, because a world with a row in each takes long to make; what one did is rolled back."""
    client = Client()
    client.force_login(ada)
    for model in admin.site._registry:
        with transaction.atomic():
            assert_only_to_look_at(client, model)
            transaction.set_rollback(True)


def assert_only_to_look_at(client: Client, model: type[Any]) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None, model
    assert client.get(address(model, "changelist")).status_code == 200
    page = client.get(address(model, "change", row.pk))
    assert page.status_code == 200
    assert client.get(address(model, "add")).status_code == 403
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    before = model._default_manager.filter(pk=row.pk).values().get()
    written = client.post(address(model, "change", row.pk), {"state": "published", "name": "x", "role": "viewer"})
    if model is not User:
        assert written.status_code == 403
        assert model._default_manager.filter(pk=row.pk).values().get() == before
    client.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert model._default_manager.filter(pk=row.pk).exists()


def test_lists_take_as_many_queries_for_many_rows(one_of_each: Claim, ada: User) -> None:
    client = Client()
    client.force_login(ada)
    for model in admin.site._registry:
        client.get(address(model, "changelist"))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(model, "changelist"))
        assert len(seen) <= 8, model


def test_no_page_comes_from_elsewhere() -> None:
    assert all(isinstance(page, ToLookAt) for page in admin.site._registry.values())


def test_secrets_are_not_shown(one_of_each: Claim, ada: User) -> None:
    client = Client()
    client.force_login(ada)
    token = ada.api_tokens.get()
    assert token.sha256 not in client.get(address(type(token), "change", token.pk)).content.decode()
    invitation = Invitation.objects.get()
    assert invitation.nonce not in client.get(address(Invitation, "change", invitation.pk)).content.decode()
    page = client.get(address(User, "change", one_of_each.checker_id)).content.decode()
    assert one_of_each.checker.password not in page
    assert "password" not in page.split('id="content"')[1]


def test_pages_have_no_inline_script_or_style(one_of_each: Claim, ada: User) -> None:
    client = Client()
    client.force_login(ada)
    pages = [reverse("admin:index"), address(Claim, "changelist"), address(Claim, "change", one_of_each.pk)]
    pages += [address(User, "changelist"), address(User, "change", one_of_each.checker_id)]
    for page in pages:
        answer = client.get(page)
        text = answer.content.decode()
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
        for tag in text.split("<script")[1:]:
            assert "src=" in tag.split(">", 1)[0] or 'type="application/json"' in tag.split(">", 1)[0], page


def test_an_admin_changes_a_role_and_lets_people_go(one_of_each: Claim, mara: User, ada: User) -> None:
    client, browser = Client(), Client()
    client.force_login(ada)
    browser.force_login(mara)
    _row, token = create_token(actor=mara, name="importer", scope="read", days=1)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    page = address(User, "change", mara.pk)
    assert client.post(page, {"role": "editor", "is_active": "on"}).status_code == 302
    mara.refresh_from_db()
    assert (mara.role, mara.is_active, mara.is_staff) == (Role.EDITOR, True, False)
    assert browser.get("/api/v1/me/").json()["role"] == "editor"
    assert client.post(page, {"role": "editor"}).status_code == 302
    assert browser.get("/api/v1/me/").status_code == 401
    assert program.get("/api/v1/me/").status_code == 401
    assert client.post(page, {"role": "owner", "is_active": "on"}).status_code == 200  # The form says what is wrong.
    mara.refresh_from_db()
    assert mara.role == Role.EDITOR


def test_nobody_changes_themselves(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    assert client.post(address(User, "change", ada.pk), {"role": "viewer"}).status_code == 403
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMIN, True)


def test_staff_without_the_role_sees_nothing(ed: User) -> None:
    """is_staff follows the role; were it set by hand, it would open an empty room."""
    User.objects.filter(pk=ed.pk).update(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(ed)
    assert client.get(address(Claim, "changelist")).status_code == 403
    assert client.get(address(User, "change", ed.pk)).status_code == 403


def test_the_admin_has_no_sign_in_of_its_own(db: None) -> None:
    for path in ("/admin/", "/admin/login/"):
        answer = Client().get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/")


def test_rules_of_changing_people(ed: User, mara: User, ada: User) -> None:
    with pytest.raises(Refused):
        change_person(actor=ed, person_id=mara.pk, role=Role.ADMIN, is_active=True)
    with pytest.raises(Refused):
        change_person(actor=ada, person_id=ada.pk, role=Role.VIEWER, is_active=True)
    with pytest.raises(Invalid):
        change_person(actor=ada, person_id=mara.pk, role="owner", is_active=True)
    with pytest.raises(User.DoesNotExist):
        change_person(actor=ada, person_id=10**9, role=Role.VIEWER, is_active=True)
    second = change_person(actor=ada, person_id=mara.pk, role=Role.ADMIN, is_active=True)
    assert second.is_staff
    change_person(actor=second, person_id=ada.pk, role=Role.EDITOR, is_active=True)
    # `ada` still believes to be an admin; the database does not.
    with pytest.raises(Refused):
        change_person(actor=ada, person_id=second.pk, role=Role.VIEWER, is_active=True)
