"""The bell, the list of what one was told, reading it, mentions on My work, and how one is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.comment import add_comment
from claims.delivery.preferences import DEFAULTS
from claims.models import Article, Claim, Event, Notification, User
from claims.queries.notifications import SHOWN_OF_EACH
from claims.vocabulary import NotificationKind, SettingsArea, State
from tests.cast import add_sentence

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ClaimIn = Callable[..., Claim]
LIST = "/desk/notifications/"
SETTINGS = "/desk/settings/notifications/"


def page(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def bell(client: Client) -> str:
    return page(client, "/desk/").split('class="bell"')[1].split("</a>")[0]


def unread(user: User) -> int:
    return user.notifications.unread().count()


def test_the_bell_counts_on_every_page_and_looking_writes_nothing(
    sign_in: SignIn, mara: User, claim_in: ClaimIn
) -> None:
    client = sign_in(mara)
    assert "bell-count" not in bell(client)
    claim = claim_in(State.ASSIGNED)
    for address in ("/desk/", "/desk/claims/", "/desk/settings/", SETTINGS, LIST, f"/desk/claims/{claim.pk}/"):
        assert '<span class="bell-count">1<' in page(client, address)
    assert unread(mara) == 1


def test_the_list_says_what_happened_and_opening_reads_it(
    sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.ASSIGNED)
    comment = add_comment(actor=ed, claim_id=claim.pk, body="Look at <this>, @mara")
    client = sign_in(mara)
    shown = page(client)
    assert "<bdi>Ed Brandt</bdi> assigned the claim to you" in shown
    assert "<bdi>Ed Brandt</bdi> mentioned you" in shown
    assert "Look at &lt;this&gt;, @mara" in shown
    assert shown.count("told-open") == 1  # One claim.
    newest = mara.notifications.latest("id")
    answer = client.post(reverse("desk:notification_open", args=[newest.pk]), {"until": newest.pk})
    assert answer.url == f"/desk/claims/{claim.pk}/#comment-{comment.pk}"
    assert unread(mara) == 0
    assert "You have read everything." in page(client, f"{LIST}?show=unread")
    assert "mentioned you" in page(client, LIST)


def test_a_claims_page_says_what_is_new_until_it_is_read(
    sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.ASSIGNED)
    address = f"/desk/claims/{claim.pk}/"
    assert "New for you" not in page(sign_in(ed), address)
    client = sign_in(mara)
    assert "<bdi>Ed Brandt</bdi> assigned the claim to you" in page(client, address)
    row = mara.notifications.get()
    answer = client.post(reverse("desk:notification_read", args=[row.pk]), {"until": row.pk, "next": address})
    assert answer.url == address
    assert "New for you" not in page(client, address)


def test_marking_as_read_takes_only_what_was_on_the_screen(
    sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn
) -> None:
    first, second = claim_in(State.ASSIGNED), claim_in(State.ASSIGNED)
    client = sign_in(mara)
    until = client.get(LIST).context["newest"]
    add_comment(actor=ed, claim_id=first.pk, body="@mara?")
    row = mara.notifications.get(claim=first, kind=NotificationKind.ASSIGNED)
    answer = client.post(reverse("desk:notification_read", args=[row.pk]), {"until": until, "next": f"{LIST}?page=1"})
    assert answer.url == f"{LIST}?page=1"
    assert set(mara.notifications.unread().values_list("claim", "kind")) == {
        (second.pk, NotificationKind.ASSIGNED),
        (first.pk, NotificationKind.MENTIONED),
    }
    client.post(reverse("desk:notifications_read"), {"until": until, "next": "https://elsewhere.example/"})
    assert unread(mara) == 1
    client.post(reverse("desk:notifications_read"), {"until": "x"})
    assert unread(mara) == 1


@pytest.mark.parametrize("there", ["nobody", "=1+1", "²", "\\\\evil.example", "//evil.example/", "javascript:alert(1)"])
def test_what_is_no_address_of_ours_leads_to_the_list(sign_in: SignIn, mara: User, there: str) -> None:
    answer = sign_in(mara).post(reverse("desk:notifications_read"), {"until": 1, "next": there})
    assert (answer.status_code, answer["Location"]) == (302, LIST)


def test_nobody_reads_for_somebody_else(sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn) -> None:
    claim_in(State.ASSIGNED)
    row = mara.notifications.get()
    client = sign_in(ed)
    assert "assigned the claim to you" not in page(client)
    for name in ("notification_open", "notification_read"):
        assert client.post(reverse(f"desk:{name}", args=[row.pk]), {"until": row.pk}).status_code == 404
    client.post(reverse("desk:notifications_read"), {"until": row.pk})
    assert unread(mara) == 1


def test_unread_come_first_and_a_busy_claim_is_cut(sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn) -> None:
    busy, quiet = claim_in(State.ASSIGNED), claim_in(State.ASSIGNED)
    for number in range(SHOWN_OF_EACH + 2):
        add_comment(actor=ed, claim_id=busy.pk, body=f"Comment {number}.")
    client = sign_in(mara)
    row = mara.notifications.filter(claim=busy).latest("id")
    client.post(reverse("desk:notification_read", args=[row.pk]), {"until": row.pk})
    told = client.get(LIST).context["told"]
    assert [one.rows[0].claim for one in told] == [quiet, busy]
    assert [(len(one.rows), one.hidden, one.unread) for one in told] == [(1, 0, 1), (SHOWN_OF_EACH, 3, 0)]
    assert "3 older ones are not shown." in page(client)


def test_mentions_are_on_my_work_until_they_are_read(sign_in: SignIn, cem: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.TO_CHECK)
    client = sign_in(mara)
    assert "Mentions" not in page(client, "/desk/")
    add_comment(actor=cem, claim_id=claim.pk, body="@Mara Lind knows the port.")
    shown = page(client, "/desk/")
    assert '<h2 id="mentions-heading">Mentions' in shown
    assert "@Mara Lind knows the port." in shown
    client.post(reverse("desk:notification_open", args=[mara.notifications.get().pk]))
    assert "mentions-heading" not in page(client, "/desk/")


def test_a_mention_is_marked_in_the_comment_and_other_words_are_text(
    sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.ASSIGNED)
    client = sign_in(ed)
    body = "@Mara Lind <b>\r\n@nobody and mara@example.org"
    client.post(reverse("desk:comment_add", args=[claim.pk]), {"newest": 0, "body": body})
    shown = page(client, f"/desk/claims/{claim.pk}/")
    assert '<bdi class="mention" title="Mara Lind">@Mara Lind</bdi> &lt;b&gt;<br>@nobody and mara@' in shown
    assert shown.count('class="mention"') == 1


def test_only_people_who_can_answer_are_offered(
    sign_in: SignIn, ed: User, mara: User, vic: User, cem: User, claim_in: ClaimIn
) -> None:
    User.objects.filter(pk=cem.pk).update(is_active=False)
    claim = claim_in(State.ASSIGNED)
    offered = page(sign_in(ed), f"/desk/claims/{claim.pk}/").split('<datalist id="people-to-mention">')[1]
    offered = offered.split("</datalist>")[0]
    assert "Mara Lind" in offered
    assert "Vic" not in offered
    assert "Cem" not in offered
    assert "people-to-mention" not in page(sign_in(vic), f"/desk/claims/{claim.pk}/")


def test_the_number_of_queries_does_not_grow(sign_in: SignIn, ed: User, mara: User, story: Article) -> None:
    client = sign_in(mara)
    counts = []
    for more in (1, 49):
        for _ in range(more):
            add_comment(actor=ed, claim_id=add_sentence(ed, story).pk, body="@mara?")
        for address in (LIST, f"{LIST}?show=unread", "/desk/"):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
    assert mara.notifications.count() == 50
    assert counts[:3] == counts[3:]


def test_how_one_is_told_is_chosen_and_kept_with_its_history(sign_in: SignIn, mara: User, claim_in: ClaimIn) -> None:
    client = sign_in(mara)
    form = client.get(SETTINGS).context["form"]
    answer = {kind.value: form[kind.value].value() for kind in NotificationKind}
    assert answer == {kind.value: how.value for kind, how in DEFAULTS.items()}
    changed = answer | {"assigned": "off", "version": client.get(SETTINGS).context["version"]}
    shown = client.post(SETTINGS, changed, follow=True).content.decode()
    assert "It holds for what happens from now on." in shown
    assert '<del dir="auto">By mail at once</del> → <ins dir="auto">Not at all</ins>' in shown
    mara.refresh_from_db()
    assert mara.told_how == {"assigned": "off"}
    claim_in(State.ASSIGNED)
    assert not Notification.objects.exists()
    # The same form once more is out of date; what nobody offers is refused.
    assert client.post(SETTINGS, answer | {"version": changed["version"]}).status_code == 409
    version = client.get(SETTINGS).context["version"]
    assert client.post(SETTINGS, answer | {"version": version, "due": "by pigeon"}).status_code == 400
    assert Event.objects.filter(area=SettingsArea.NOTIFICATIONS).count() == 1


def test_one_sees_only_ones_own_history(sign_in: SignIn, mara: User, ada: User) -> None:
    client = sign_in(mara)
    answer = {kind.value: how.value for kind, how in DEFAULTS.items()} | {"due": "off", "version": 0}
    client.post(SETTINGS, answer)
    assert "Mara Lind" not in page(sign_in(ada), SETTINGS)
