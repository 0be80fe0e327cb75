"""The readers' forms and receipts, as a browser without JavaScript and without cookies meets them."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.core import signing
from django.db import OperationalError
from django.test import Client
from django.utils.html import escape

from claims.actions import submission as actions
from claims.actions.addresses import change_address
from claims.actions.passage import mark_repeat
from claims.actions.publish import withdraw_claim
from claims.actions.receipts import proof_of, token_of
from claims.actions.submission import send_in
from claims.models import Claim, Submission, User
from claims.public import guarding
from claims.vocabulary import State, SubmissionKind
from factcheck.cache import ForgivingRedisCache
from tests.cast import fresh

pytestmark = pytest.mark.django_db

ADDRESS = "/take-part/claim"
CLAIM = "The pier of Harrowmouth was closed in 1987, and never opened again."


def stamp(*, age: float = 60) -> str:
    now = time.time()
    with patch.object(signing.time, "time", lambda: now - age):  # type: ignore[attr-defined]
        return guarding.stamp()


def send(client: Client, address: str = ADDRESS, *, headers: dict[str, str] | None = None, **fields: str):
    return client.post(address, {"text": CLAIM, "stamp": stamp(), **fields}, headers=headers or {})


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def check(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.PUBLISHED)


def test_sending_a_claim_leads_to_its_receipt(client: Client):
    response = send(client, seen="Radio, Tuesday", why="Everybody says so", name="Oda", email="oda@mail.example")
    submission = Submission.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/take-part/receipt/{token_of(submission.nonce)}?sent"
    page = client.get(response["Location"])
    for part in ("We have it", f"number {submission.pk}", CLAIM, "Radio, Tuesday", "Everybody says so", "Received"):
        assert part in words(page)
    # Who has the address need not be who sent it.
    assert "oda@mail.example" not in words(page)


def test_the_form_sets_no_cookie_and_needs_none(client: Client):
    assert not client.get(ADDRESS).cookies
    stranger = Client(enforce_csrf_checks=True)
    assert send(stranger, headers={"Origin": "http://testserver"}).status_code == 303
    assert not stranger.cookies


def test_a_receipt_is_found_and_kept_by_nobody(client: Client):
    page = client.get(send(client)["Location"])
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert '<meta name="referrer" content="no-referrer">' in words(page)
    assert '<meta name="robots" content="noindex">' in words(page)
    for wrong in ("x", "a" * 43, "..%2f", "%F0%9F%98%80"):
        assert client.get(f"/take-part/receipt/{wrong}").status_code == 404


def test_the_policy_lets_the_form_go_to_this_site_only(client: Client):
    page = client.get(ADDRESS)
    assert "form-action 'self'" in page["Content-Security-Policy"]
    assert "form-action &#x27;self&#x27;" in words(page) or "form-action 'self'" in words(page)
    assert words(page).count("<script") == words(page).count('<script type="application/ld+json">')
    assert "style=" not in words(page)


@pytest.mark.parametrize(
    ("fields", "headers", "status", "said"),
    [
        ({"text": ""}, {}, 400, "Write the claim as you met it"),
        ({"email": "nobody"}, {}, 400, "Give an e-mail address"),
        ({"text": CLAIM + "\x00"}, {}, 400, "cannot be read (U+0000)"),
        ({"text": CLAIM + "\x07"}, {}, 400, "cannot be read (U+0007)"),
        ({"text": "x " * 1001}, {}, 400, "Shorten this to 2000 characters; it has 2001."),
        ({"website": "https://buy.example"}, {}, 400, "as programs do"),
        ({"stamp": ""}, {}, 400, "was not complete"),
        ({"stamp": "a:b:c"}, {}, 400, "was not complete"),
        ({}, {"Origin": "https://evil.example"}, 400, "was not sent from this page"),
        ({}, {"Origin": "null"}, 400, "was not sent from this page"),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 400, "was not sent from this page"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(
    client: Client, fields: dict[str, str], headers: dict[str, str], status: int, said: str
):
    response = send(client, why="Because of the <ferry>", headers=headers, **fields)
    assert response.status_code == status
    assert escape(said) in words(response)
    assert "Because of the &lt;ferry&gt;" in words(response)
    assert "\x00" not in words(response)
    assert not Submission.objects.exists()
    # What comes back can be sent.
    again = re.search(r'name="stamp" value="([^"]+)"', words(response))
    assert again
    assert signing.loads(again[1], salt="claims.reader-form") == "form"


def test_a_form_that_came_too_fast_or_too_late_is_kept(client: Client):
    fast = stamp(age=0)
    response = send(client, stamp=fast)
    assert response.status_code == 400
    assert "faster than anybody reads" in words(response)
    assert f'value="{fast}"' in words(response)  # Its time goes on.
    old = send(client, stamp=stamp(age=25 * 60 * 60))
    assert "more than a day" in words(old)
    assert CLAIM in words(old)
    assert not Submission.objects.exists()


def test_the_errors_of_a_field_are_told_to_a_screen_reader(client: Client):
    page = words(send(client, text=""))
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert 'href="#id_text"' in page


def test_the_same_again_is_told_kindly(client: Client):
    first = send(client)
    again = send(client)
    assert again["Location"] == first["Location"].replace("?sent", "?again")
    assert "We have this already" in words(client.get(again["Location"]))
    assert Submission.objects.count() == 1


def test_over_the_limit_what_was_typed_stays(client: Client, settings):
    settings.READERS_A_NETWORK_AN_HOUR = 1
    send(client)
    response = send(client, text=f"{CLAIM} Again.")
    assert response.status_code == 429
    assert "from your network" in words(response)
    assert f"{CLAIM} Again." in words(response)
    # Another network is another one, and all of an IPv6 /64 is one.
    assert client.post(ADDRESS, {"text": CLAIM, "stamp": stamp()}, REMOTE_ADDR="10.0.0.9").status_code == 303
    six = [
        client.post(ADDRESS, {"text": f"{CLAIM} {n}", "stamp": stamp()}, REMOTE_ADDR=f"2001:db8::{n}").status_code
        for n in (1, 2)
    ]
    assert six == [303, 429]


def test_trying_often_is_stopped_before_the_database_is_asked(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guarding, "ATTEMPTS", 2)
    answers = [send(client, text="", website="x").status_code for _ in range(3)]
    assert answers == [400, 400, 429]
    assert send(client).status_code == 429
    assert not Submission.objects.exists()


def test_without_redis_the_limits_of_the_database_hold(client: Client, settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ForgivingRedisCache, "away_until", time.monotonic() + 60)
    settings.READERS_A_NETWORK_AN_HOUR = 1
    assert send(client).status_code == 303
    assert send(client, text=f"{CLAIM} Again.").status_code == 429


def test_an_address_is_not_stored_in_clear(client: Client):
    client.post(ADDRESS, {"text": CLAIM, "stamp": stamp()}, REMOTE_ADDR="203.0.113.77")
    row = Submission.objects.values().get()
    assert re.fullmatch("[0-9a-f]{64}", row["network"])
    assert "203.0.113.77" not in str(row)
    with patch("claims.public.guarding.timezone.now") as now:
        now.return_value.date.return_value.isoformat.return_value = "2027-01-01"
        tomorrow = guarding.network_of(client.get(ADDRESS).wsgi_request)
    assert tomorrow != guarding.network_of(client.get(ADDRESS).wsgi_request)


def test_far_too_much_is_not_even_read(client: Client):
    response = send(client, text="x" * 250_000)
    assert response.status_code == 413
    assert "far too long" in words(response)


def test_a_challenge_names_the_check_as_readers_see_it(client: Client, check: Claim, ed: User):
    from claims.actions.claim import edit_claim
    from claims.actions.publish import start_correction

    public_words = check.text
    start_correction(actor=ed, claim_id=check.pk, version=check.version, reason="Wrong year.")
    check.refresh_from_db()
    edit_claim(actor=ed, claim_id=check.pk, version=check.version, wording="A secret draft.", speaker_name="")
    address = f"/take-part/challenge/{check.slug}"
    page = words(client.get(address))
    assert escape(public_words) in page
    assert "secret draft" not in page
    response = send(client, address, text="The ledger is of another year.", links="https://port.example/2025 page 3")
    receipt = words(client.get(response["Location"]))
    assert "https://port.example/2025 page 3" in receipt
    assert "//port.example" not in re.sub(r">[^<]*<", "><", receipt)  # As text, not as a link.
    assert f'href="/checks/{check.slug}/"' in receipt
    assert Submission.objects.get().claim == check


def test_a_withdrawn_check_can_be_challenged_without_its_rating(client: Client, check: Claim, ed: User):
    withdraw_claim(actor=ed, claim_id=check.pk, version=check.version, reason="A forgery.")
    address = f"/take-part/challenge/{check.slug}"
    page = words(client.get(address))
    assert "This check was withdrawn." in page
    assert "Mostly False" not in page
    receipt = words(client.get(send(client, address, text="The ledger is no forgery.")["Location"]))
    assert f'href="/checks/{check.slug}/"' in receipt


def test_what_was_never_published_cannot_be_challenged(client: Client, claim_in: Callable[..., Claim]):
    claim_in(State.APPROVED)
    assert client.get("/take-part/challenge/never-was").status_code == 404
    assert send(client, "/take-part/challenge/never-was").status_code == 404


def test_the_receipt_follows_the_desk_and_tells_nothing_before_it_is_public(
    client: Client, ed: User, claim_in: Callable[..., Claim]
):
    def receipt(one: Submission) -> str:
        return words(client.get(f"/take-part/receipt/{token_of(one.nonce)}"))

    def new(text: str) -> Submission:
        return send_in(kind=SubmissionKind.CLAIM, text=text)[0]

    one = new(CLAIM)
    actions.look_at(actor=ed, submission_id=one.pk, version=1)
    assert "Being looked at" in receipt(one)
    draft = claim_in(State.IN_REVIEW)
    actions.attach(actor=ed, submission_id=one.pk, version=2, claim_id=draft.pk)
    assert "Taken up" in receipt(one)
    assert draft.quote not in receipt(one)
    assert "/checks/" not in receipt(one)
    other, public = new(f"{CLAIM} 2"), claim_in(State.PUBLISHED)
    actions.attach(actor=ed, submission_id=other.pk, version=1, claim_id=public.pk)
    assert f'href="/checks/{public.slug}/"' in receipt(other)
    assert "We have checked this." in receipt(other)
    assert "If a check of it is published" not in receipt(other)
    assert "when this is decided" not in receipt(other)
    repeat, asked = claim_in(State.TO_CHECK), new(f"{CLAIM} 5")
    actions.attach(actor=ed, submission_id=asked.pk, version=1, claim_id=repeat.pk)
    mark_repeat(actor=ed, claim_id=repeat.pk, version=repeat.version, original_id=public.pk)
    assert f'href="/checks/{public.slug}/"' in receipt(asked)
    third = new(f"{CLAIM} 3")
    actions.decline(actor=ed, submission_id=third.pk, version=1, reply="It is <b>taste</b>.")
    assert "It is &lt;b&gt;taste&lt;/b&gt;." in receipt(third)
    assert ed.name not in receipt(third)
    spam = new(f"{CLAIM} 4")
    actions.mark_spam(actor=ed, submissions=[spam.pk])
    assert "spam" not in receipt(spam).lower()


def test_this_was_not_me(client: Client):
    address = send(client, email="oda@mail.example", name="Oda")["Location"].partition("?")[0]
    mailed = f"{address}?mailed={proof_of(Submission.objects.get().nonce)}"
    for sender in (address, f"{address}?sent", f"{address}?mailed=x"):
        assert "This was not me" not in words(client.get(sender))
        assert client.post(sender).status_code == 404
    assert Submission.objects.get().email
    assert "This was not me" in words(client.get(mailed))
    response = Client(enforce_csrf_checks=True).post(mailed, headers={"Origin": "null"})
    assert response["Location"] == f"{address}?removed"
    assert Submission.objects.get().email == ""
    assert "This was not me" not in words(client.get(response["Location"]))


@pytest.mark.parametrize("away", ["claims.public.taking_part.newsroom_of", "claims.public.taking_part.send_in"])
def test_without_the_database_a_plain_page_says_so_and_has_what_was_typed(client: Client, away: str):
    with patch(away, side_effect=OperationalError("away")):
        response = send(client, why="Because of the ferry")
        shown = client.get(ADDRESS)
    assert response.status_code == 503
    assert CLAIM in words(response)
    assert "Because of the ferry" in words(response)
    assert 'href="/"' in words(response)
    assert shown.status_code == (503 if away.endswith("newsroom_of") else 200)


def test_a_form_and_a_receipt_cost_a_query_or_two(client: Client, django_assert_num_queries):
    address = send(client)["Location"]
    with django_assert_num_queries(3):
        client.get(ADDRESS)
    with django_assert_num_queries(4):
        client.get(address)


def test_a_checks_page_links_to_an_address_that_is_a_file_as_well(
    client: Client, ed: User, claim_in: Callable[..., Claim]
):
    claim = claim_in(State.PUBLISHED)
    answer = client.get(f"/take-part/challenge/?check={claim.slug}")
    assert (answer.status_code, answer["Location"]) == (302, f"/take-part/challenge/{claim.slug}")
    for wrong in ("", "//evil.example", "A b", "../x"):
        assert client.get("/take-part/challenge/", {"check": wrong}).status_code == 404
    old = claim.slug
    change_address(actor=ed, claim_id=claim.pk, version=fresh(claim).version, slug="crane")
    assert claim.text in html.unescape(words(client.get(f"/take-part/challenge/{old}")))
