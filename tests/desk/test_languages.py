"""Who reads the product in which language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from claims.actions.invitation import invite_person, run_send_invitation
from claims.actions.jobs import claim_job
from claims.actions.newsroom import set_review_rules
from claims.actions.passage import mark_repeat
from claims.actions.scale_presets import PRESETS, presets
from claims.delivery.letters import letter_to
from claims.models import Claim, Event, Job, Newsroom, Notification, User
from claims.models.people import spoken
from claims.vocabulary import Role, SettingsArea, State
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}


def speak(person: User, language: str) -> User:
    User.objects.filter(pk=person.pk).update(language=language)
    person.refresh_from_db()
    return person


def newsroom_speaks(language: str) -> None:
    Newsroom.objects.update(language=language, languages=[language])


def test_before_signing_in_the_browser_is_asked(client: Client) -> None:
    page = client.get("/accounts/login/", **GERMAN)
    assert '<html lang="de" dir="ltr">' in page.content.decode()
    assert "Anmelden" in page.content.decode()
    assert page["Content-Language"] == "de"
    assert '<html lang="en" dir="ltr">' in client.get("/accounts/login/").content.decode()


def test_the_desk_speaks_the_persons_language_whatever_the_browser_asks_for(sign_in: SignIn, mara: User) -> None:
    client = sign_in(speak(mara, "de"))
    page = client.get("/desk/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="de" dir="ltr">' in page
    assert "Meine Arbeit" in page
    speak(mara, "en")
    assert "My work" in client.get("/desk/", **GERMAN).content.decode()


def test_arabic_runs_from_right_to_left(sign_in: SignIn, mara: User) -> None:
    page = sign_in(speak(mara, "ar")).get("/desk/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "عملي" in page


def test_who_has_chosen_nothing_reads_the_newsrooms_language(sign_in: SignIn, mara: User) -> None:
    newsroom_speaks("de")
    assert "Meine Arbeit" in sign_in(mara).get("/desk/").content.decode()


def test_one_persons_language_is_not_the_next_ones(sign_in: SignIn, mara: User) -> None:
    sign_in(speak(mara, "de")).get("/desk/")
    assert translation.get_language() == "en"
    assert 'lang="en"' in Client().get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("code", "spoken_instead"), [("de", "de"), ("de-at", "de"), ("fr", "en"), ("", "en"), ("not a code", "en")]
)
def test_a_language_nobody_translated_is_answered_in_english(code: str, spoken_instead: str) -> None:
    assert spoken(code) == spoken_instead


def test_the_language_is_chosen_on_ones_own_page(sign_in: SignIn, mara: User) -> None:
    client = sign_in(mara)
    form = client.get(reverse("desk:account"))
    answer = {"version": form.context["version"], "name": mara.name, "language": "de", "time_zone": ""}
    page = client.post(reverse("desk:account"), answer, follow=True).content.decode()
    assert '<html lang="de"' in page
    assert '<ins dir="auto">Deutsch</ins>' in page
    assert Event.objects.get(area=SettingsArea.ACCOUNT).data["after"] == {"language": "de"}
    refused = client.post(reverse("desk:account"), answer | {"language": "xx"})
    assert refused.status_code == 400
    assert 'id="id_language_error"' in refused.content.decode()


def test_a_letter_is_in_the_language_of_who_gets_it(mara: User, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.ASSIGNED)
    rows = list(Notification.objects.filter(person=mara))
    letter = letter_to(speak(mara, "de"), rows, Job())
    assert "Alle Meldungen:" in letter.body
    assert "hat Ihnen die Behauptung zugewiesen" in letter.subject
    newsroom_speaks("de")
    assert "Alle Meldungen:" in letter_to(speak(mara, ""), rows, Job()).body
    assert "All notifications:" in letter_to(speak(mara, "en"), rows, Job()).body


def test_a_new_password_is_mailed_in_the_persons_language_not_the_browsers(client: Client, mara: User) -> None:
    speak(mara, "de")
    client.post(reverse("account_reset_password"), {"email": mara.email}, HTTP_ACCEPT_LANGUAGE="en")
    (letter,) = mail.outbox
    assert "Öffnen Sie diesen Link" in letter.body
    assert "Ihr neues Passwort" in letter.subject


def test_an_invitation_speaks_the_newsrooms_language(ada: User) -> None:
    newsroom_speaks("de")
    invite_person(actor=ada, email="new@example.org", role=Role.CHECKER)
    job = Job.objects.get(invitation__isnull=False)
    run_send_invitation(claim_job(job.pk))
    assert "Faktenchecker:in" in mail.outbox[0].body
    assert "Ihr Konto" in mail.outbox[0].subject


def test_the_api_answers_in_the_language_it_is_asked_for(sign_in: SignIn, mara: User) -> None:
    client = sign_in(speak(mara, "de"))
    assert client.get("/api/v1/claims/999/").json()["detail"] == "There is nothing at this address."
    assert client.get("/api/v1/claims/999/", **GERMAN).json()["detail"] == "Unter dieser Adresse gibt es nichts."


def test_a_readers_file_is_told_no_language_but_its_own(client: Client) -> None:
    answer = client.get("/no-such-page/", **GERMAN)
    assert "Content-Language" not in answer
    assert "Accept-Language" not in answer.get("Vary", "")


def test_who_was_deactivated_is_not_in_any_more(mara: User, client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": mara.email, "password": PASSWORD})
    assert answer.status_code == 302
    User.objects.filter(pk=mara.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_what_is_kept_for_all_to_read_is_in_the_newsrooms_language(
    ed: User, ada: User, claim_in: Callable[..., Claim]
) -> None:
    newsroom_speaks("de")
    first, second = claim_in(State.SUGGESTED), claim_in(State.SUGGESTED)
    with translation.override("en"):
        claim = mark_repeat(actor=ed, claim_id=second.pk, version=second.version, original_id=first.pk)
        set_review_rules(actor=ada, version=0, approvals_needed=2, reviews_are_blind=False)
    assert claim.dismissed_reason.startswith("Eine Wiederholung von Behauptung")
    assert Event.objects.get(area=SettingsArea.REVIEW).data["name"] == "Regeln fürs Gegenlesen"


def test_a_scale_to_start_from_is_in_the_newsrooms_language() -> None:
    newsroom_speaks("de")
    preset = presets()["six-steps"]
    assert (preset.name, preset.ratings[0].label) == ("Sechs Stufen", "Frei erfunden")
    newsroom_speaks("en")
    assert presets() == PRESETS
