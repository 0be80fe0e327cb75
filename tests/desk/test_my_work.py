"""My work: each list holds what it says, and nothing else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions.claim import prioritise_claim
from claims.models import Article, Claim, User
from claims.queries import desk
from claims.vocabulary import Priority, State
from tests.cast import bring, fresh, new_story

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
URL = "/desk/"


def due(editor: User, claim: Claim, days: int | None, priority: Priority = Priority.NORMAL) -> Claim:
    day = None if days is None else timezone.localdate() + datetime.timedelta(days=days)
    return prioritise_claim(actor=editor, claim_id=claim.pk, version=claim.version, priority=priority, due_on=day)


def test_mine_come_by_due_date_and_without_one_last(ed: User, mara: User, claim_in):
    late, none, soon = (claim_in(State.ASSIGNED) for _ in range(3))
    due(ed, late, 9)
    due(ed, none, None, Priority.URGENT)
    due(ed, soon, 1)
    assert desk.claims_to_do(mara).rows == [soon, late, none]


def test_mine_are_only_mine(mara: User, cem: User, claim_in):
    claim_in(State.CHECKING, checker=cem)
    mine = claim_in(State.CHECKING)
    assert desk.claims_to_do(mara).rows == [mine]
    assert desk.claims_awaiting_others(mara).rows == []


def test_sent_back_says_what_was_asked_and_by_whom(sign_in: SignIn, mara: User, claim_in):
    claim = claim_in(State.CHANGES_REQUESTED)
    (row,) = desk.claims_sent_back(mara).rows
    assert (row, row.asked_by, row.asked_for) == (claim, "Ed Brandt", "Say where the sum comes from.")
    assert desk.claims_to_do(mara).rows == []
    page = sign_in(mara).get(URL).content.decode()
    assert "Ed Brandt asks:" in page
    assert "Say where the sum comes from." in page


def test_a_review_waits_for_every_editor_who_wrote_no_part_of_it(ed: User, edna: User, ada: User, claim_in):
    claim = claim_in(State.IN_REVIEW, checker=edna)
    assert desk.claims_to_review(ed).rows == [claim]
    assert desk.claims_to_review(ada).rows == [claim]
    assert desk.claims_to_review(edna).rows == []
    assert desk.claims_awaiting_others(edna).rows == [claim]


def test_unassigned_come_by_priority(ed: User, claim_in):
    low, urgent = claim_in(State.TO_CHECK), claim_in(State.TO_CHECK)
    claim_in(State.ASSIGNED)
    due(ed, low, 1, Priority.LOW)
    due(ed, urgent, None, Priority.URGENT)
    assert desk.claims_unassigned(ed).rows == [urgent, low]


def test_overdue_is_everybodys_open_work_past_its_day(sign_in: SignIn, ed: User, cem: User, claim_in):
    overdue = due(ed, claim_in(State.CHECKING, checker=cem), -1)
    due(ed, claim_in(State.CHECKING), 0)
    published = claim_in(State.PUBLISHED)
    Claim.objects.filter(pk=published.pk).update(due_on=datetime.date(2020, 1, 1))
    assert desk.claims_overdue(ed).rows == [overdue]
    page = sign_in(ed).get(URL).content.decode()
    assert page.count("Overdue:") == 1
    assert "Cem Aydin" in page


def test_approved_wait_to_be_published(ed: User, claim_in):
    claim = claim_in(State.APPROVED)
    assert desk.claims_to_publish(ed).rows == [claim]


def test_articles_with_suggestions_are_counted(ed: User, mara: User, story: Article):
    other = new_story(ed)
    for article in (story, story, other):
        bring(State.SUGGESTED, editor=ed, checker=mara, article=article)
    bring(State.TO_CHECK, editor=ed, checker=mara, article=story)
    found = desk.articles_to_triage(ed)
    assert [(article, article.suggested) for article in found.rows] == [(other, 1), (story, 2)]
    assert found.total == 2


def test_a_long_list_is_cut_and_the_rest_is_counted(sign_in: SignIn, ed: User, mara: User, story: Article):
    for _ in range(desk.LIST_LENGTH + 3):
        bring(State.TO_CHECK, editor=ed, checker=mara, article=story)
    found = desk.claims_unassigned(ed)
    assert (len(found.rows), found.total, found.hidden) == (desk.LIST_LENGTH, desk.LIST_LENGTH + 3, 3)
    assert "3 more are not shown here." in sign_in(ed).get(URL).content.decode()


def test_empty_lists_are_honest(sign_in: SignIn, ed: User, mara: User, story: Article):
    page = sign_in(ed).get(URL).content.decode()
    for sentence in ("No verdict waits for your review.", "Nothing is overdue.", "Nothing is assigned to you."):
        assert sentence in page
    assert "No verdict waits" not in sign_in(mara).get(URL).content.decode()


def test_a_viewer_is_told_that_they_read_along(sign_in: SignIn, vic: User, claim_in):
    claim_in(State.TO_CHECK)
    page = sign_in(vic).get(URL).content.decode()
    assert "You read along" in page
    assert "Unassigned" not in page


def test_a_viewer_sees_what_goes_on_and_no_button(sign_in: SignIn, ed: User, cem: User, vic: User, claim_in):
    claim_in(State.TO_CHECK)
    in_review = claim_in(State.IN_REVIEW)
    late = due(ed, claim_in(State.CHECKING, checker=cem), -1)
    published, corrected = claim_in(State.PUBLISHED), claim_in(State.CORRECTED)
    answer = sign_in(vic).get(URL)
    lists = {name: answer.context[name].rows for name in ("in_review", "overdue", "public")}
    assert lists == {"in_review": [in_review], "overdue": [late], "public": [corrected, published]}
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    for claim in (in_review, late, published, corrected):
        assert f'href="/desk/claims/{claim.pk}/"' in main
    assert "<form" not in main
    shown = re.sub(r"<template.*?</template>", "", main, flags=re.DOTALL)  # What scripts may show later.
    assert "<button" not in shown


def test_only_an_admin_is_led_to_the_administration(sign_in: SignIn, ada: User, ed: User, vic: User):
    assert '<a href="/admin/">Administration</a>' in sign_in(ada).get(URL).content.decode()
    for other in (ed, vic):
        assert "/admin/" not in sign_in(other).get(URL).content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client):
    assert client.get(URL).url == "/accounts/login/?next=/desk/"


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_is_the_same(
    sign_in: SignIn, ed: User, mara: User, story: Article, count: int, django_assert_num_queries
):
    for state in (State.TO_CHECK, State.SUGGESTED, State.ASSIGNED):
        for _ in range(count):
            claim = bring(state, editor=ed, checker=ed, article=story)
            if state == State.ASSIGNED:
                due(ed, fresh(claim), -1)
    client = sign_in(ed)
    with django_assert_num_queries(17):
        client.get(URL)


def test_overdue_is_the_same_here_and_in_the_queue(sign_in: SignIn, ed: User, claim_in):
    late = {due(ed, claim_in(state), -1) for state in (State.SUGGESTED, State.TO_CHECK, State.APPROVED)}
    due(ed, claim_in(State.CHECKING), 0)
    assert set(desk.claims_overdue(ed).rows) == late
    rows = sign_in(ed).get("/desk/claims/?due=overdue").context["rows"]
    assert {row.claim for row in rows} == late


def test_where_nothing_has_come_in_it_says_what_to_do_first(sign_in: SignIn, ed: User, ada: User):
    page = sign_in(ed).get(URL).content.decode()
    assert "Nothing has come in yet" in page
    assert "/desk/articles/new/" in page
    assert "/desk/settings/people/" not in page
    assert "/desk/settings/people/" in sign_in(ada).get(URL).content.decode()
    new_story(ed)
    assert "Nothing has come in yet" not in sign_in(ed).get(URL).content.decode()
