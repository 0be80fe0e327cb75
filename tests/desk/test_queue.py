"""The queue: which claims it shows, in which order, and what it counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.actions import claim as claims
from claims.models import Article, Claim, User
from claims.vocabulary import Priority, State
from tests.cast import add_sentence, fresh, new_story

QUEUE = "/desk/claims/"


@pytest.fixture
def at_the_desk(sign_in: Callable[[User], Client], ed: User) -> Client:
    return sign_in(ed)


def shown(response: object) -> list[int]:
    """The ids of the claims in the rows, in order."""
    return [row.claim.pk for row in response.context["rows"]]  # type: ignore[attr-defined]


def test_open_work_is_shown_when_no_state_is_asked_for_and_suggestions_are_a_click_away(
    at_the_desk: Client, claim_in: Callable[..., Claim], mara: User
) -> None:
    open_ones = {claim_in(state).pk for state in (State.TO_CHECK, State.ASSIGNED, State.IN_REVIEW)}
    suggested = {claim_in(State.SUGGESTED).pk for _ in range(2)}
    claim_in(State.DISMISSED)
    claim_in(State.PUBLISHED)
    response = at_the_desk.get(QUEUE, {"checker": "", "sort": "age", "page": "1"})
    assert set(shown(response)) == open_ones
    page = response.content.decode()
    assert "Open work is shown, without suggestions." in page
    address = re.search(r'<a href="([^"]*)">Show 2 suggestions</a>', page)[1].replace("&amp;", "&")
    assert address == f"{QUEUE}?sort=age&state=suggested"
    chosen = at_the_desk.get(address)
    assert set(shown(chosen)) == suggested
    assert "without suggestions" not in chosen.content.decode()
    # They are counted under the other filters, also where no work is left.
    page = at_the_desk.get(QUEUE, {"checker": "none", "q": "union"}).content.decode()
    assert "suggestions</a>" not in page or "Show 1 suggestion<" in page
    assert "suggestion</a>" not in at_the_desk.get(QUEUE, {"checker": mara.pk}).content.decode()


def test_rarer_filters_are_folded_away_until_one_is_on(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.TO_CHECK)
    closed, opened = '<details class="more-filters">', '<details class="more-filters" open>'
    for query in ("", "?q=crane&checker=me&due=week&state=to_check&sort=age"):
        assert closed in at_the_desk.get(QUEUE + query).content.decode()
    for query in ("?speaker=okafor", "?priority=3", "?article=abc"):
        assert opened in at_the_desk.get(QUEUE + query).content.decode()


def test_the_first_head_names_its_column_and_two_more_orders(at_the_desk: Client, claim_in: Callable) -> None:
    claim_in(State.TO_CHECK)
    page = at_the_desk.get(QUEUE).content.decode()
    head = re.search(r'<th scope="col" class="column-claim">(.*?)</th>', page, re.DOTALL)[1]
    assert " ".join(re.sub(r"<[^>]*>", " ", head).split()) == "Claim or sort by Speaker , Article"


def test_how_worth_checking_is_said_in_percent(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.TO_CHECK)
    Claim.objects.filter(pk=claim.pk).update(score=0.565, reasons=["gives a number", "is a question", "is of old"])
    cell = '<td data-label="Worth checking" class="number column-score">57\N{NO-BREAK SPACE}%</td>'
    assert cell in at_the_desk.get(QUEUE).content.decode()
    page = at_the_desk.get(f"{QUEUE}{claim.pk}/").content.decode()
    assert "<strong>57\N{NO-BREAK SPACE}%</strong>" in page
    assert "speaks for checking:</span> gives a number</li>" in page
    assert "speaks against checking:</span> is a question</li>" in page
    # A splitter of another version may have had more reasons.
    assert "<li>is of old</li>" in page


def test_several_states_are_shown_together_and_counted(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    wanted = {claim_in(State.SUGGESTED).pk, claim_in(State.PUBLISHED).pk, claim_in(State.PUBLISHED).pk}
    claim_in(State.DISMISSED)
    response = at_the_desk.get(QUEUE, {"state": ["suggested", "published"]})
    assert set(shown(response)) == wanted
    assert response.context["total"] == 3
    counts = {one.value: one.count for one in response.context["state_counts"]}
    assert (counts["suggested"], counts["published"], counts["dismissed"], counts["any"]) == (1, 2, 1, 4)


def test_any_state_shows_all(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    everything = {claim_in(state).pk for state in (State.TO_CHECK, State.DISMISSED, State.WITHDRAWN)}
    assert set(shown(at_the_desk.get(QUEUE, {"state": "any"}))) == everything


def test_the_counts_follow_the_other_filters(
    at_the_desk: Client, claim_in: Callable[..., Claim], mara: User, cem: User
) -> None:
    claim_in(State.ASSIGNED, checker=mara)
    hers = claim_in(State.CHECKING, checker=cem)
    response = at_the_desk.get(QUEUE, {"checker": cem.pk, "state": "assigned"})
    counts = {one.value: one.count for one in response.context["state_counts"]}
    assert (counts["assigned"], counts["checking"]) == (0, 1)
    assert shown(response) == []
    assert shown(at_the_desk.get(QUEUE, {"checker": cem.pk})) == [hers.pk]


def test_the_checker_can_be_nobody_or_me(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User
) -> None:
    mine, nobodys = claim_in(State.ASSIGNED, checker=mara), claim_in(State.TO_CHECK)
    desk = sign_in(mara)
    assert shown(desk.get(QUEUE, {"checker": "me"})) == [mine.pk]
    assert shown(desk.get(QUEUE, {"checker": "nobody"})) == [nobodys.pk]


def test_a_person_who_left_can_still_be_filtered_by(
    at_the_desk: Client, claim_in: Callable[..., Claim], mara: User
) -> None:
    claim = claim_in(State.ASSIGNED, checker=mara)
    User.objects.filter(pk=mara.pk).update(is_active=False)
    assert shown(at_the_desk.get(QUEUE, {"checker": mara.pk})) == [claim.pk]


def test_speaker_article_and_words(at_the_desk: Client, ed: User, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.TO_CHECK)
    other = add_sentence(ed, new_story(ed, title="Another story"))
    claims.edit_claim(
        actor=ed, claim_id=claim.pk, version=claim.version, wording="One 100% crane failed", speaker_name="Lena Okafor"
    )
    assert shown(at_the_desk.get(QUEUE, {"speaker": "okafor"})) == [claim.pk]
    assert shown(at_the_desk.get(QUEUE, {"article": other.article_id})) == [other.pk]
    # Found in the wording, and taken literally.
    assert shown(at_the_desk.get(QUEUE, {"q": "100% CRANE"})) == [claim.pk]
    assert shown(at_the_desk.get(QUEUE, {"q": "100_"})) == []
    # Found in the words as said.
    assert claim.pk in shown(at_the_desk.get(QUEUE, {"q": claim.quote[:20]}))


def due(actor: User, claim: Claim, day: dt.date | None, priority: Priority = Priority.NORMAL) -> int:
    claims.prioritise_claim(actor=actor, claim_id=claim.pk, version=claim.version, priority=priority, due_on=day)
    return claim.pk


def test_due_dates(at_the_desk: Client, ed: User, claim_in: Callable[..., Claim]) -> None:
    today = timezone.localdate()
    late = due(ed, claim_in(State.TO_CHECK), today - dt.timedelta(days=1))
    now = due(ed, claim_in(State.TO_CHECK), today)
    sunday = due(ed, claim_in(State.TO_CHECK), today + dt.timedelta(days=6 - today.weekday()))
    far = due(ed, claim_in(State.TO_CHECK), today + dt.timedelta(days=40))
    never = claim_in(State.TO_CHECK).pk
    by = {value: set(shown(at_the_desk.get(QUEUE, {"due": value}))) for value in ("overdue", "today", "week", "none")}
    assert by["overdue"] == {late}
    assert by["today"] == ({now, sunday} if today.weekday() == 6 else {now})
    assert by["week"] == {now, sunday}
    assert by["none"] == {never}
    assert far not in set().union(*by.values())


def test_what_is_done_is_not_overdue(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.PUBLISHED)
    Claim.objects.filter(pk=claim.pk).update(due_on=timezone.localdate() - dt.timedelta(days=3))
    assert shown(at_the_desk.get(QUEUE, {"due": "overdue", "state": "any"})) == []


def test_the_urgent_come_first_then_what_is_due(at_the_desk: Client, ed: User, claim_in: Callable[..., Claim]) -> None:
    today = timezone.localdate()
    later = due(ed, claim_in(State.TO_CHECK), today + dt.timedelta(days=2))
    undated = claim_in(State.TO_CHECK).pk
    soon = due(ed, claim_in(State.TO_CHECK), today)
    urgent = due(ed, claim_in(State.TO_CHECK), None, Priority.URGENT)
    assert shown(at_the_desk.get(QUEUE)) == [urgent, soon, later, undated]


@pytest.mark.parametrize("sort", ["claim", "state", "speaker", "article", "checker", "priority", "due", "score", "age"])
def test_each_column_sorts_both_ways_with_the_empty_last(
    at_the_desk: Client, ed: User, mara: User, cem: User, story: Article, sort: str
) -> None:
    rows = [add_sentence(ed, story) for _ in range(3)]
    today = timezone.localdate()
    for number, (claim, checker, speaker) in enumerate(
        [(rows[0], cem, "Adeyemi"), (rows[1], mara, "Zakharova")], start=1
    ):
        changed = claims.edit_claim(
            actor=ed, claim_id=claim.pk, version=claim.version, wording="", speaker_name=speaker
        )
        claims.assign_claim(
            actor=ed,
            claim_id=claim.pk,
            version=changed.version,
            checker=checker,
            due_on=today + dt.timedelta(days=number),
            priority=number,
        )
        Claim.objects.filter(pk=claim.pk).update(score=number / 10)
    up, down = (shown(at_the_desk.get(QUEUE, {"sort": key})) for key in (sort, f"-{sort}"))
    assert len(up) == 3
    if sort in ("speaker", "checker", "due", "score"):
        assert up == [rows[0].pk, rows[1].pk, rows[2].pk]
        assert down == [rows[1].pk, rows[0].pk, rows[2].pk]
    elif sort in ("claim", "age"):
        assert down == up[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "checker=abc",
        "checker=-1",
        "article=99999999999999999999999",
        "article=0",
        "article=%D9%A3",
        "priority=9",
        "priority=x",
        "due=yesterday",
        "state=gone",
        "page=0",
        "page=-4",
        "page=x",
        "page=999999999999999999",
        "sort=-password",
        "sort=checker__password",
        "q=%25%5C_",
        "speaker=" + "x" * 5000,
    ],
)
def test_a_value_that_makes_no_sense_is_left_out(
    at_the_desk: Client, claim_in: Callable[..., Claim], query: str
) -> None:
    claim = claim_in(State.TO_CHECK)
    response = at_the_desk.get(f"{QUEUE}?{query}")
    assert response.status_code == 200
    if not query.startswith(("q=", "speaker=")):
        assert shown(response) == [claim.pk]


def test_a_filter_that_was_left_out_is_named(at_the_desk: Client) -> None:
    assert "was left out: Checker" in at_the_desk.get(QUEUE, {"checker": "abc"}).content.decode()


def test_chips_take_one_filter_away_each(at_the_desk: Client, claim_in: Callable[..., Claim], mara: User) -> None:
    claim_in(State.ASSIGNED)
    response = at_the_desk.get(QUEUE, {"state": ["assigned", "checking"], "checker": mara.pk, "page": "1"})
    chips = {(chip.label, chip.value): chip.without for chip in response.context["chips"]}
    assert set(chips) == {("State", "Assigned"), ("State", "Checking"), ("Checker", "Mara Lind")}
    assert chips["State", "Assigned"] == f"?state=checking&checker={mara.pk}"
    assert chips["Checker", "Mara Lind"] == "?state=assigned&state=checking"
    assert "Clear all filters" in response.content.decode()


def test_pages_hold_fifty_and_keep_the_filters(at_the_desk: Client, ed: User, story: Article) -> None:
    text = story.current_snapshot
    for start in range(0, 200, 2):
        if text.text[start : start + 2].strip() == text.text[start : start + 2]:
            claims.add_claim(actor=ed, article=story, start=start, end=start + 2)
    total = Claim.objects.count()
    assert total > 50
    first = at_the_desk.get(QUEUE, {"state": "to_check"})
    last = at_the_desk.get(QUEUE, {"state": "to_check", "page": "2"})
    assert len(shown(first)) == 50
    assert len(shown(last)) == total - 50
    assert "state=to_check&amp;page=2" in first.content.decode()


def test_the_address_sent_to_htmx_says_what_is_filtered(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.TO_CHECK)
    response = at_the_desk.get(QUEUE, {"state": "to_check", "q": "", "checker": ""}, headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == "/desk/claims/?state=to_check"
    assert "HX-Request" in response.headers["Vary"]
    page = response.content.decode()
    assert "<html" not in page
    assert 'id="count-to_check" hx-swap-oob="true">1<' in page


def test_one_row_and_fifty_cost_the_same_queries(at_the_desk: Client, ed: User, mara: User, story: Article) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert at_the_desk.get(QUEUE, {"state": "any"}).status_code == 200
        return len(found)

    def add(count: int) -> None:
        for _ in range(count):
            claim = add_sentence(ed, story)
            claims.edit_claim(
                actor=ed, claim_id=claim.pk, version=claim.version, wording="", speaker_name=f"Speaker {claim.pk}"
            )
            claims.assign_claim(actor=ed, claim_id=claim.pk, version=fresh(claim).version, checker=mara)

    add(1)
    at_the_desk.get(QUEUE)  # Whatever is loaded once.
    with_one = queries()
    add(49)
    assert queries() == with_one


def test_the_queue_is_private(client: Client) -> None:
    assert client.get(QUEUE).headers["Location"].startswith(reverse("account_login"))


def test_a_viewer_reads_and_has_no_checkboxes(
    sign_in: Callable[[User], Client], vic: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.TO_CHECK)
    page = sign_in(vic).get(QUEUE).content.decode()
    assert "1 claim" in page
    assert not re.search(r'name="claims"|name="do"', page)


def test_text_is_escaped_and_what_cannot_be_seen_is_shown(
    at_the_desk: Client, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.TO_CHECK)
    claims.edit_claim(
        actor=ed,
        claim_id=claim.pk,
        version=claim.version,
        wording="<script>alert(1)</script> \u202eevil",
        speaker_name="<b>Bold</b>",
    )
    for address in (QUEUE, f"{QUEUE}{claim.pk}/"):
        page = at_the_desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>Bold" not in page
        assert "U+202E" in page
