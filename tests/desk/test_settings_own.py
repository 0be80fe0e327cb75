"""The settings' pages of the publication, the policy pages, tokens and one's own account."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.actions.newsroom import edit_newsroom
from claims.actions.tokens import create_token
from claims.models import ApiToken, Event, Job, Newsroom, PolicyPage, User
from claims.vocabulary import JobKind, PolicyKind, SettingsArea
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def identity(client: Client, **more: object) -> dict[str, object]:
    """A full answer to the form as it is shown now."""
    form = client.get(reverse("desk:identity"))
    first = {name: value for name, value in form.context["form"].initial.items() if value is not None}
    return first | {"version": form.context["version"]} | more


def test_what_readers_see_is_changed_and_written_anew(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)
    Job.objects.all().delete()
    answer = identity(client, name="Harrowmouth Facts", languages="de, en", postal_address="Pier 4\r\n2210 Harrowmouth")
    answer["data_licence"] = "https://creativecommons.org/licenses/by/4.0/"
    page = client.post(reverse("desk:identity"), answer, follow=True).content.decode()
    assert "The public pages follow in a moment" in page
    newsroom = Newsroom.current()
    assert (newsroom.name, newsroom.language, newsroom.languages) == ("Harrowmouth Facts", "de", ["de", "en"])
    assert newsroom.postal_address == "Pier 4\n2210 Harrowmouth"
    assert Job.objects.get().kind == JobKind.PUBLISH_SITE
    assert '<del dir="auto">Factcheck</del> → <ins dir="auto">Harrowmouth Facts</ins>' in page
    # What is as it was writes no page.
    assert identity(client)["data_licence"] == "https://creativecommons.org/licenses/by/4.0/"
    client.post(reverse("desk:identity"), identity(client, name="Harrowmouth Facts", languages="de, en"))
    assert Job.objects.count() == 1
    assert client.post(reverse("desk:identity"), answer).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"languages": "english"}, "languages"),
        ({"languages": "en, en"}, "languages"),
        ({"languages": " , "}, "languages"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"data_licence": "CC BY 4.0"}, "data_licence"),
        ({"name": "x" * 151}, "name"),
    ],
)
def test_a_wrong_identity_is_said_beside_the_field(
    sign_in: SignIn, ada: User, wrong: dict[str, str], field: str
) -> None:
    client = sign_in(ada)
    answer = client.post(reverse("desk:identity"), identity(client, tagline="Typed.", **wrong))
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert "Typed." in answer.content.decode()
    assert not Event.objects.filter(area=SettingsArea.IDENTITY).exists()


def test_the_product_itself_may_name_the_newsroom(db: None) -> None:
    edit_newsroom(actor=None, name="Estmere", tagline="", contact_email="")
    assert Event.objects.get(area=SettingsArea.IDENTITY).actor is None


def test_policy_pages_are_written_and_reviewed(sign_in: SignIn, ed: User) -> None:
    client = sign_in(ed)
    page = client.get(reverse("desk:policies")).content.decode()
    assert page.count("not written yet") == len(PolicyKind)
    address = reverse("desk:policy", args=["methodology"])
    body = "## How we check\r\n\r\n<script>alert(1)</script> **Two** sources at least."
    today = timezone.localdate()
    future = {"body": body, "reviewed_on": today + datetime.timedelta(days=1), "version": 0}
    refused = client.post(address, future)
    assert refused.status_code == 400
    assert "This day has not come yet." in refused.content.decode()
    done = client.post(address, {"body": body, "reviewed_on": "", "version": 0}, follow=True).content.decode()
    assert "Methodology is saved" in done
    assert "<strong>Two</strong>" in done
    assert "<script>alert" not in done
    assert "Nobody has reviewed this page" in done
    assert "never reviewed" in client.get(reverse("desk:policies")).content.decode()
    late = client.post(address, {"body": "Another text", "reviewed_on": "", "version": 0})
    assert late.status_code == 409
    assert "Another text" in late.content.decode()
    version = client.get(address).context["version"]
    client.post(address, {"body": body, "reviewed_on": today, "version": version})
    assert "Nobody has reviewed" not in client.get(address).content.decode()
    assert PolicyPage.objects.get().reviewed_on == today
    assert client.get(reverse("desk:policy", args=["nonsense"])).status_code == 404
    assert client.post(reverse("desk:policy", args=["nonsense"]), {"version": 0}).status_code == 404


def test_a_token_is_shown_once_and_revoked(sign_in: SignIn, mara: User) -> None:
    client = sign_in(mara)
    address = reverse("desk:tokens")
    assert client.post(address, {"name": "", "scope": "read", "days": "90"}).status_code == 400
    assert client.post(address, {"name": "x", "scope": "all", "days": "9000"}).status_code == 400
    assert not ApiToken.objects.exists()
    page = client.post(address, {"name": "nightly import", "scope": "write", "days": "90"})
    assert "no-store" in page["Cache-Control"]
    token = re.search(r"fc_[0-9a-f]{12}_[\w-]{20,}", page.content.decode()).group()
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/v1/me/").status_code == 200
    page = client.get(address).content.decode()
    assert token not in page
    assert "last used" in page
    row = ApiToken.objects.get()
    assert row.scopes == ["read", "write"]
    page = client.post(reverse("desk:token_revoke", args=[row.prefix]), follow=True).content.decode()
    assert "is revoked" in page
    assert program.get("/api/v1/me/").status_code == 401
    kinds = list(Event.objects.filter(area=SettingsArea.TOKENS).order_by("number").values_list("kind", flat=True))
    assert kinds == ["add", "revoke"]
    assert token.rpartition("_")[2] not in str(list(Event.objects.values_list("data", flat=True)))


def test_only_admins_see_and_revoke_what_is_others(
    sign_in: SignIn, mara: User, vic: User, ada: User, client: Client
) -> None:
    row, _token = create_token(actor=mara, name="importer of mara", scope="read", days=1)
    assert "importer of mara" not in sign_in(vic).get(reverse("desk:tokens")).content.decode()
    assert sign_in(vic).post(reverse("desk:token_revoke", args=[row.prefix])).status_code == 404
    page = sign_in(ada).get(reverse("desk:tokens")).content.decode()
    assert "Other people’s tokens" in page
    assert "Mara Lind" in page
    assert sign_in(ada).post(reverse("desk:token_revoke", args=[row.prefix])).status_code == 302
    # Its owner reads who did it.
    assert "<bdi>Ada Novak</bdi> revoked" in sign_in(mara).get(reverse("desk:tokens")).content.decode()


def test_the_tokens_take_as_many_queries_for_many(sign_in: SignIn, ada: User, mara: User) -> None:
    client = sign_in(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("desk:tokens"))
        return len(seen)

    for owner in (ada, mara):
        create_token(actor=owner, name="one", scope="read", days=1)
    queries()
    before = queries()
    for number in range(48):
        create_token(actor=mara, name=f"token {number}", scope="read", days=1)
    assert queries() == before


def test_one_s_own_name_and_time_zone(sign_in: SignIn, mara: User) -> None:
    client = sign_in(mara)
    address = reverse("desk:account")
    page = client.get(address)
    data = {"name": "Mara Lind-Sørensen", "time_zone": "Pacific/Auckland", "version": page.context["version"]}
    assert "Your account is saved" in client.post(address, data, follow=True).content.decode()
    mara.refresh_from_db()
    assert (mara.name, mara.time_zone) == ("Mara Lind-Sørensen", "Pacific/Auckland")
    assert client.post(address, data).status_code == 409
    version = client.get(address).context["version"]
    assert client.post(address, data | {"version": version, "time_zone": "Mars/Base"}).status_code == 400
    assert client.post(address, data | {"version": version, "name": " "}).status_code == 400


def test_times_are_shown_in_one_s_own_zone(sign_in: SignIn, mara: User, story: object) -> None:
    client = sign_in(mara)
    moment = Event.objects.filter(article__isnull=False).latest("id").created_at

    def shown() -> bool:
        local = timezone.localtime(moment, timezone.get_fixed_timezone(345))  # Nepal's has no summer time.
        return local.isoformat(timespec="seconds")[:16] in client.get("/desk/articles/").content.decode()

    assert not shown()
    User.objects.filter(pk=mara.pk).update(time_zone="Asia/Kathmandu")
    assert shown()
    # A zone that this host does not know is no fault of the page, and nobody else's clock is changed.
    User.objects.filter(pk=mara.pk).update(time_zone="Mars/Base")
    assert client.get("/desk/articles/").status_code == 200
    assert timezone.get_current_timezone_name() == "UTC"


def test_signing_out_everywhere_else_leaves_this_session(sign_in: SignIn, mara: User) -> None:
    other = Client()
    other.login(email=mara.email, password=PASSWORD)
    client = sign_in(mara)
    assert other.get("/desk/").status_code == 200
    page = client.post(reverse("desk:sign_out_everywhere"), follow=True)
    assert "signed out everywhere else" in page.content.decode()
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
