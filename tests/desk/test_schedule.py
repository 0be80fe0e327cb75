"""Setting the time for publishing on the claim's page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Schedule, User
from claims.vocabulary import State
from tests.cast import fresh, newest

pytestmark = pytest.mark.django_db


def page_of(client: Client, claim: Claim) -> str:
    return unescape(client.get(f"/desk/claims/{claim.pk}/").content.decode())


def test_the_time_is_meant_in_the_persons_own_time_zone(
    claim_in: Callable[..., Claim], sign_in: Callable[[User], Client], ed: User
) -> None:
    User.objects.filter(pk=ed.pk).update(time_zone="America/New_York")
    claim = claim_in(State.APPROVED)
    client = sign_in(User.objects.get(pk=ed.pk))
    assert 'type="datetime-local"' in page_of(client, claim)
    day = timezone.localdate() + datetime.timedelta(days=3)
    fields = {"version": claim.version, "revision_id": newest(claim), "publish_at": f"{day}T06:30"}
    answer = client.post(f"/desk/claims/{claim.pk}/do/schedule/", fields)
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/claims/{claim.pk}/")
    at = datetime.datetime.combine(day, datetime.time(6, 30), tzinfo=ZoneInfo("America/New_York"))
    assert Schedule.objects.get(claim=claim).publish_at == at
    page = page_of(client, claim)
    assert "This is published by itself" in page
    assert "Ed Brandt set the time for publishing revision 1" in page.replace("<bdi>", "").replace("</bdi>", "")
    client.post(f"/desk/claims/{claim.pk}/do/unschedule/", {"version": fresh(claim).version})
    assert "This is published by itself" not in page_of(client, claim)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2020-01-01T08:00", "9999-12-31T23:59"])
def test_what_is_no_time_to_come_is_told_beside_the_field(
    typed: str, claim_in: Callable[..., Claim], sign_in: Callable[[User], Client], ed: User
) -> None:
    claim = claim_in(State.APPROVED)
    fields = {"version": claim.version, "revision_id": newest(claim), "publish_at": typed}
    answer = sign_in(ed).post(f"/desk/claims/{claim.pk}/do/schedule/", fields)
    assert answer.status_code == 400
    assert 'id="id_schedule_publish_at_error"' in answer.content.decode()
    assert not Schedule.objects.exists()
