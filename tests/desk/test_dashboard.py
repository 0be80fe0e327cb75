"""The dashboard: its numbers, its drawings, its files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone, translation

from claims.actions.submission import mark_spam, send_in
from claims.desk.charts import Series, bars, columns, round_up, shorten
from claims.desk.dashboard import Figure, _rated_series, as_csv
from claims.models import Article, Claim, Event, User
from claims.queries import stats
from claims.vocabulary import Action, EventKind, State, SubmissionKind
from tests.cast import bring

URL = "/desk/dashboard/"
SignIn = Callable[[User], Client]


def figure(client: Client, slug: str, period: str = "12-weeks") -> Figure:
    shown = client.get(URL, {"period": period}).context["figures"]
    return next(one for one in shown if one.slug == slug)


def table(found: Figure) -> dict[str, dict[str, str]]:
    """The rows by their first cell, each by its heads."""
    return {row[0]: dict(zip(found.heads[1:], row[1:], strict=True)) for row in found.rows}


def test_an_empty_newsroom_says_so_in_every_figure(sign_in: SignIn, ed: User):
    page = sign_in(ed).get(URL)
    assert all(one.is_empty for one in page.context["figures"])
    assert page.content.decode().count("Nothing yet.") == 8


def test_what_came_in_and_what_became_of_it(sign_in: SignIn, ed: User, claim_in):
    for state in (State.SUGGESTED, State.TO_CHECK, State.PUBLISHED):
        claim_in(state)
    send_in(kind=SubmissionKind.CLAIM, text="The pier was closed in 1987.")
    spam, _is_new = send_in(kind=SubmissionKind.CLAIM, text="Buy our watches in 1987.")
    mark_spam(actor=ed, submissions=[spam.pk])
    this_week = table(figure(sign_in(ed), "incoming"))[stats.last_weeks(1).first.isoformat()]
    assert this_week == {"Articles": "1", "Claims": "3", "Accepted": "0", "Published": "1", "From readers": "1"}


def test_what_came_in_before_the_period_is_left_out(sign_in: SignIn, ed: User, claim_in):
    claim = claim_in(State.TO_CHECK)
    Claim.objects.filter(pk=claim.pk).update(created_at=timezone.now() - dt.timedelta(weeks=6))
    client = sign_in(ed)
    assert sum(int(row["Claims"]) for row in table(figure(client, "incoming", "4-weeks")).values()) == 0
    assert sum(int(row["Claims"]) for row in table(figure(client, "incoming", "12-weeks")).values()) == 1


@pytest.mark.parametrize(
    ("days", "row"),
    [(0, "less than a day"), (1, "1 to 3 days"), (6, "3 to 7 days"), (27, "14 to 28 days"), (400, "28 days and more")],
)
def test_open_claims_by_age(sign_in: SignIn, ed: User, claim_in, days: int, row: str):
    claim = claim_in(State.ASSIGNED)
    claim_in(State.PUBLISHED)  # Asks for no work.
    Claim.objects.filter(pk=claim.pk).update(created_at=timezone.now() - dt.timedelta(days=days, minutes=1))
    ages = table(figure(sign_in(ed), "backlog"))
    assert {name: counts["Assigned"] for name, counts in ages.items() if counts["Together"] != "0"} == {row: "1"}


def test_the_time_each_step_took(ed: User, claim_in, monkeypatch: pytest.MonkeyPatch):
    claim = claim_in(State.PUBLISHED)
    came = timezone.now() - dt.timedelta(hours=100)
    Article.objects.filter(pk=claim.article_id).update(created_at=came)
    hours = {
        EventKind.ADD: 2,
        Action.ASSIGN: 5,
        Action.START: 6,
        Action.SUBMIT: 30,
        Action.APPROVE: 31,
        Action.PUBLISH: 40,
    }
    moments = {str(kind): came + dt.timedelta(hours=after) for kind, after in hours.items()}
    _move_events(claim, moments)
    found = {(step.begin, step.end): (step.median, step.count) for step in stats.steps(ed, stats.last_weeks(4))}
    assert found == {
        ("import", "accept"): (2, 1),
        ("accept", "assign"): (3, 1),
        ("assign", "start"): (1, 1),
        ("start", "submit"): (24, 1),
        ("submit", "approve"): (1, 1),
        ("approve", "publish"): (9, 1),
        ("import", "publish"): (40, 1),
    }


def _move_events(claim: Claim, moments: dict[str, dt.datetime]) -> None:
    """Lays events elsewhere in time, which a trigger refuses, and rightly so."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for kind, moment in moments.items():
            Event.objects.filter(claim=claim, kind=kind).update(created_at=moment)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_correction_does_not_lengthen_the_way_to_the_first_publishing(ed: User, claim_in):
    claim = claim_in(State.CORRECTED)
    first = Event.objects.get(claim=claim, kind=Action.PUBLISH).created_at
    way = next(step for step in stats.steps(ed, stats.last_weeks(4)) if (step.begin, step.end) == ("submit", "approve"))
    submitted = Event.objects.filter(claim=claim, kind=Action.SUBMIT).earliest("created_at").created_at
    assert way.count == 1
    assert way.median is not None
    assert 0 <= way.median * 3600 <= (first - submitted).total_seconds()


def test_checks_are_counted_once_with_the_rating_readers_see(sign_in: SignIn, ed: User, claim_in):
    for state in (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN, State.APPROVED):
        claim_in(state)
    ratings = table(figure(sign_in(ed), "ratings"))
    assert sum(int(row["Mostly False"]) for row in ratings.values()) == 2
    assert figure(sign_in(ed), "speakers").is_empty  # Nobody is named as the speaker of these.


def test_speakers_with_most_checks_come_first(sign_in: SignIn, ed: User, claim_in):
    from claims.models import Speaker

    one, other = Speaker.objects.create(name="=1+1"), Speaker.objects.create(name="Lena Okafor")
    for speaker in (other, one, other):
        Claim.objects.filter(pk=claim_in(State.PUBLISHED).pk).update(speaker=speaker)
    client = sign_in(ed)
    rows = figure(client, "speakers").rows
    assert [(row[0], row[-1]) for row in rows] == [("Lena Okafor", "2"), ("=1+1", "1")]
    # A spreadsheet must not take a name for a formula.
    text = client.get(f"{URL}speakers.csv").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["Speaker", "Lena Okafor", "'=1+1"]


def test_who_has_how_much(sign_in: SignIn, ed: User, mara: User, cem: User, claim_in):
    claim_in(State.CHECKING)
    late = claim_in(State.IN_REVIEW)
    Claim.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    claim_in(State.PUBLISHED, checker=cem)
    people = table(figure(sign_in(ed), "people"))
    assert list(people) == [mara.display_name, cem.display_name]
    assert people[mara.display_name] == {
        "Assigned": "0",
        "Checking": "1",
        "Changes requested": "0",
        "In review": "1",
        "Overdue": "1",
        "Published": "0",
    }
    assert people[cem.display_name]["Published"] == "1"


def test_the_file_holds_what_the_page_shows(sign_in: SignIn, ed: User, claim_in):
    claim_in(State.TO_CHECK)
    client = sign_in(ed)
    shown = figure(client, "backlog", "4-weeks")
    answer = client.get(f"{URL}backlog.csv", {"period": "4-weeks"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="factcheck-backlog-4-weeks-')
    assert [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))] == [shown.heads, *shown.rows]


def test_an_unknown_table_is_not_there_and_an_unknown_period_is_the_usual_one(sign_in: SignIn, ed: User):
    client = sign_in(ed)
    assert client.get(f"{URL}secrets.csv").status_code == 404
    assert client.get(URL, {"period": "\0"}).status_code in (200, 400)
    assert client.get(URL, {"period": "ever"}).context["period"] == "12-weeks"


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same(
    sign_in: SignIn, ed: User, mara: User, story: Article, count: int, django_assert_num_queries
):
    bring(State.PUBLISHED, editor=ed, checker=mara, article=story)
    for _number in range(count):
        bring(State.TO_CHECK, editor=ed, checker=mara, article=story)
    client = sign_in(ed)
    with django_assert_num_queries(18):
        client.get(URL)


def test_formulas_are_kept_from_being_run():
    found = Figure("x", "x", "x", ["a"], [["-1"], ["@x"], ["fine"], ["\t=1"]], columns([], [], str))
    assert [row[0] for row in csv.reader(io.StringIO(as_csv(found)))] == ["a", "'-1", "'@x", "fine", "'\t=1"]


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 4), (1, 4), (4, 4), (5, 8), (9, 20), (21, 40), (40, 40), (41, 80), (199, 200), (2001, 4000)],
)
def test_the_axis_ends_on_a_round_number(highest: int, top: int):
    assert round_up(highest) == top


def test_columns_stand_on_each_other_and_fill_the_plot_in_proportion():
    chart = columns(["May", "June"], [Series("a", "accent", [4, 0]), Series("b", "none", [4, 2])], lambda n: f"{n:g}")
    assert [(one.title, float(one.height)) for one in chart.segments] == [
        ("May, a: 4", 75.0),
        ("May, b: 4", 75.0),
        ("June, b: 2", 37.5),
    ]
    lower, upper = chart.segments[:2]
    assert float(upper.y) + float(upper.height) == float(lower.y)
    assert [name for _y, name in chart.lines] == ["0", "2", "4", "6", "8"]
    assert len(chart.legend) == 2


def test_bars_are_as_long_as_their_sums():
    chart = bars(["x" * 60, "y"], [Series("a", "accent", [3, 1]), Series("b", "none", [1, 0])], lambda n: f"{n:g}")
    assert [float(one.width) for one in chart.segments] == [225.0, 75.0, 75.0]
    assert [label.text for label in chart.labels] == [shorten("x" * 60), "4", "y", "1"]
    assert len(shorten("x" * 60)) == 30


def test_months_are_counted_back_over_the_turn_of_the_year(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2026, 2, 28))
    period = stats.last_months(4)
    assert period.starts == (dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert period.index_of(dt.date(2025, 12, 31)) == 1
    assert stats.last_weeks(2).starts == (dt.date(2026, 2, 16), dt.date(2026, 2, 23))


def test_ratings_of_one_tone_are_told_apart():
    found = [stats.Rated("Unproven", "none", 5), stats.Rated("Satire", "none", 6), stats.Rated("True", "true", 4)]
    assert [one.tone for one in _rated_series(found, [])] == ["none", "none shade-1", "true"]


def test_charts_run_the_way_the_language_does() -> None:
    plain = bars(["Edna"], [Series("Open", "accent", [3]), Series("Late", "false", [1])], str)
    with translation.override("ar"):
        turned = bars(["Edna"], [Series("Open", "accent", [3]), Series("Late", "false", [1])], str)
        grid = columns(["May"], [Series("Open", "accent", [3])], str)
    assert [(one.x, one.width) for one in plain.segments] == [("0.0", "225.0"), ("225.0", "75.0")]
    assert [(one.x, one.width) for one in turned.segments] == [("75.0", "225.0"), ("0.0", "75.0")]
    assert [one.x for one in turned.labels] == ["300.0", "0.0"]
    assert (grid.grid, grid.tick) == ((0, 266), 271)
