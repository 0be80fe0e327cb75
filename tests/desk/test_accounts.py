"""Signing in and out, and what happens when a request goes wrong: all of it in the product's own frame."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from claims.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
OURS = "css/base.css"


def test_signing_in_leads_to_where_one_was_going(client: Client, mara: User):
    page = client.get("/accounts/login/", {"next": "/desk/articles/"}).content.decode()
    assert OURS in page
    assert 'name="next" value="/desk/articles/"' in page
    answer = client.post(
        "/accounts/login/", {"login": mara.email, "password": PASSWORD, "next": "/desk/articles/"}, follow=True
    )
    assert answer.redirect_chain == [("/desk/articles/", 302)]


def test_a_wrong_password_is_said_and_the_address_kept(client: Client, mara: User):
    page = client.post("/accounts/login/", {"login": mara.email, "password": "wrong"}).content.decode()
    assert 'role="alert"' in page
    assert f'value="{mara.email}"' in page


@pytest.mark.parametrize("next_url", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(client: Client, mara: User, next_url: str):
    answer = client.post("/accounts/login/", {"login": mara.email, "password": PASSWORD, "next": next_url})
    assert answer.url == reverse("desk:my_work")


def test_signing_out_is_a_button_on_every_page(sign_in: SignIn, vic: User):
    client = sign_in(vic)
    assert f'action="{reverse("account_logout")}"' in client.get("/desk/").content.decode()
    client.post(reverse("account_logout"))
    assert client.get("/desk/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(client: Client, mara: User):
    answer = client.post(reverse("account_reset_password"), {"email": mara.email}, follow=True)
    assert "Look into your mail" in answer.content.decode()
    (letter,) = mail.outbox
    link = re.search(r"/accounts/password/reset/key/\S+", letter.body).group()
    page = client.get(link, follow=True)
    assert OURS in page.content.decode()
    fields = {"password1": "a quite new password", "password2": "a quite new password"}
    done = client.post(page.redirect_chain[-1][0], fields, follow=True)
    assert done.status_code == 200
    assert "You can sign in with your new password now." in done.content.decode()
    assert client.login(email=mara.email, password="a quite new password")
    # A second time the link says what to do instead.
    assert "This link does not work any more" in Client().get(link, follow=True).content.decode()


def test_labels_are_written_like_all_others(client: Client, sign_in: SignIn, mara: User):
    pages = [client.get("/accounts/login/"), sign_in(mara).get(reverse("account_change_password"))]
    text = "".join(page.content.decode() for page in pages)
    for label in ("Remember me", "Current password", "New password", "New password (again)", "Change password"):
        assert label in text
    assert not re.search(r">[^<]*\b(Me|Password \(again\)|New Password|Current Password|Change Password)\b", text)


def test_changing_the_password_needs_the_old_one(sign_in: SignIn, mara: User):
    client = sign_in(mara)
    new = {"password1": "a quite new password", "password2": "a quite new password"}
    refused = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert 'id="id_oldpassword_error"' in refused.content.decode()
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    mara.refresh_from_db()
    assert mara.check_password("a quite new password")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, mara: User):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert "Look into your mail" in answer.content.decode()
    assert mail.outbox == []


ACCOUNT_PAGES = [
    ("account_change_password", "Change password"),
    ("account_logout", "Sign out"),
    ("account_reauthenticate", "Confirm"),
    ("account_inactive", "Inactive"),
    ("account_reset_password", "Reset your password"),
    ("account_reset_password_done", "Look into your mail"),
    ("account_reset_password_from_key_done", "Password changed"),
    ("account_email_verification_sent", "Verify"),
]


@pytest.mark.parametrize(("name", "words"), ACCOUNT_PAGES)
def test_account_pages_are_in_our_frame(sign_in: SignIn, vic: User, name: str, words: str):
    answer = sign_in(vic).get(reverse(name))
    assert answer.status_code == 200
    assert OURS in answer.content.decode()
    assert words in answer.content.decode()


def test_nobody_signs_up(client: Client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "Accounts are made by an admin" in page
    assert "<form" not in page
    client.post(reverse("account_signup"), {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


# Errors


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500"])
def test_error_pages_need_nothing_but_themselves(name: str, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string(f"{name}.html")
    assert OURS in page
    assert "<h1>" in page


def test_a_form_without_its_token_is_told_so(mara: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara)
    answer = client.post("/desk/articles/new/", {"text": "A text."})
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()


def test_what_is_not_there_is_404_in_our_frame(sign_in: SignIn, ed: User):
    answer = sign_in(ed).get("/desk/articles/999/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/desk/articles/", "/desk/articles/new/", "/accounts/login/"])
def test_pages_have_a_title_a_skip_link_and_no_inline_code(sign_in: SignIn, ed: User, client: Client, address: str):
    answer = client.get(address) if "accounts" in address else sign_in(ed).get(address)
    page = answer.content.decode()
    assert re.search(r"<title>[^·<]+ · Factcheck</title>", page)
    assert page.index('href="#main"') < page.index('<main id="main"')
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    assert "unsafe" not in answer["Content-Security-Policy"]
