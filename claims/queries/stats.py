"""Numbers about the newsroom's work, for the dashboard. Each costs the same number of queries at any size."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from claims.access import articles_visible_to, claims_visible_to
from claims.models import Claim, Event, PublicRevision, Submission, User
from claims.queries.due import overdue
from claims.vocabulary import Action, EventKind, State, SubmissionState
from claims.workflow import OPEN_STATES

# How many speakers, topics or parties are listed.
MOST_SHOWN = 10
# The oldest claim of a class is younger than this many days; the last class has no end.
AGES = (1, 3, 7, 14, 28)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, cut into spans that begin on `starts`, in order."""

    first: dt.date
    last: dt.date
    starts: tuple[dt.date, ...]

    def index_of(self, day: dt.date) -> int:
        """The number of the span that `day` is in. The day must be in the period."""
        return max(number for number, start in enumerate(self.starts) if start <= day)

    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From when to when, the end excluded, where the newsroom is."""
        zone = timezone.get_current_timezone()
        after = self.last + dt.timedelta(days=1)
        return (
            dt.datetime.combine(self.first, dt.time.min, zone),
            dt.datetime.combine(after, dt.time.min, zone),
        )


def last_weeks(count: int) -> Period:
    """This week, from Monday on, and the ones before it."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    starts = tuple(monday - dt.timedelta(weeks=back) for back in reversed(range(count)))
    return Period(starts[0], today, starts)


def last_months(count: int) -> Period:
    """This month and the ones before it."""
    today = timezone.localdate()
    months = [today.year * 12 + today.month - 1 - back for back in reversed(range(count))]
    starts = tuple(dt.date(month // 12, month % 12 + 1, 1) for month in months)
    return Period(starts[0], today, starts)


@dataclass(frozen=True)
class Incoming:
    """What came in during one span, and what of it went on."""

    start: dt.date
    articles: int
    claims: int
    accepted: int
    published: int
    from_readers: int


def incoming(user: User, period: Period) -> list[Incoming]:
    within = period.moments()
    articles = articles_visible_to(user).filter(created_at__range=within)
    claims = claims_visible_to(user).filter(created_at__range=within)
    events = Event.objects.filter(claim__in=claims_visible_to(user), created_at__range=within)
    counts = [
        _by_span(period, articles),
        _by_span(period, claims),
        _by_span(period, events.filter(kind=Action.ACCEPT)),
        _by_span(period, events.filter(kind=Action.PUBLISH)),
        _by_span(period, Submission.objects.exclude(state=SubmissionState.SPAM).filter(created_at__range=within)),
    ]
    return [Incoming(start, *(count[number] for count in counts)) for number, start in enumerate(period.starts)]


def _by_span(period: Period, rows: object) -> Counter[int]:
    """How many rows were created in each span of the period."""
    days = rows.annotate(day=TruncDate("created_at")).order_by().values("day").annotate(count=Count("pk"))  # type: ignore[attr-defined]
    found: Counter[int] = Counter()
    for row in days:
        if period.first <= row["day"] <= period.last:
            found[period.index_of(row["day"])] += row["count"]
    return found


@dataclass(frozen=True)
class Age:
    """The open claims that came in at least `days` days ago (and fewer than the next class), by state."""

    days: int
    counts: dict[State, int]


def backlog(user: User) -> list[Age]:
    """Everything that still asks for work, by how long it has been on the list."""
    now = timezone.now()
    lows = (0, *AGES)
    whens = [
        When(created_at__lte=now - dt.timedelta(days=days), then=Value(str(days)))
        for days in sorted(AGES, reverse=True)
    ]
    rows = (
        claims_visible_to(user)
        .filter(state__in=OPEN_STATES)
        .annotate(age=Case(*whens, default=Value("0"), output_field=CharField()))
        .order_by()
        .values("age", "state")
        .annotate(count=Count("pk"))
    )
    found: dict[int, dict[State, int]] = {days: {} for days in lows}
    for row in rows:
        found[int(row["age"])][State(row["state"])] = row["count"]
    return [Age(days, found[days]) for days in lows]


# From one moment of a claim's way to the next. The moments are those of _moments().
STEPS = (
    ("import", "accept"),
    ("accept", "assign"),
    ("assign", "start"),
    ("start", "submit"),
    ("submit", "approve"),
    ("approve", "publish"),
    ("import", "publish"),
)
_KINDS = {
    "accept": (Action.ACCEPT, EventKind.ADD),
    "assign": (Action.ASSIGN, Action.TAKE),
    "start": (Action.START,),
    "submit": (Action.SUBMIT,),
    "approve": (Action.APPROVE,),
    "publish": (Action.PUBLISH,),
}


@dataclass(frozen=True)
class Step:
    """How long the claims that were first published in the period took from one moment to the next, in hours."""

    begin: str
    end: str
    median: float | None
    slow: float | None  # Nine in ten were faster.
    count: int


def steps(user: User, period: Period) -> list[Step]:
    moments = _moments(user, period)
    found = []
    for begin, end in STEPS:
        hours = sorted(
            (times[end] - times[begin]).total_seconds() / 3600
            for times in moments
            if begin in times and end in times and times[end] >= times[begin]
        )
        slow = hours[min(len(hours) - 1, len(hours) * 9 // 10)] if hours else None
        found.append(Step(begin, end, statistics.median(hours) if hours else None, slow, len(hours)))
    return found


def _moments(user: User, period: Period) -> list[dict[str, dt.datetime]]:
    """For each claim first published in the period, when it reached each step.

    The first of each kind counts, but of the submissions and approvals the last: what came before was sent back.
    """
    first_published = Min("events__created_at", filter=Q(events__kind=Action.PUBLISH))
    claims = (
        claims_visible_to(user)
        .annotate(published=first_published)
        .filter(published__range=period.moments())
        .values_list("pk", "article__created_at", "published")
    )
    times = {pk: {"import": came, "publish": published} for pk, came, published in claims}
    step_of = {str(kind): step for step, kinds in _KINDS.items() for kind in kinds}
    events = Event.objects.filter(claim__in=[*times], kind__in=step_of).order_by("claim_id", "number")
    for pk, kind, moment in events.values_list("claim_id", "kind", "created_at"):
        known, step = times[pk or 0], step_of[kind]
        # What was submitted after the first publishing is a correction, which has a way of its own.
        is_last = step in ("submit", "approve") and moment <= known["publish"]
        known[step] = moment if is_last else known.get(step, moment)
    return [*times.values()]


@dataclass(frozen=True)
class Rated:
    """One rating of a scale, as counted."""

    label: str
    tone: str
    position: int


@dataclass(frozen=True)
class Ratings:
    """The checks first published in the period and still public: by span, and (most checks first) by speaker, by what
    the speaker belongs to, and by topic. A check of several topics counts with each."""

    ratings: list[Rated]
    by_span: list[Counter[Rated]]
    by_speaker: list[tuple[str, Counter[Rated]]]
    by_affiliation: list[tuple[str, Counter[Rated]]]
    by_topic: list[tuple[str, Counter[Rated]]]


def ratings(user: User, period: Period) -> Ratings:
    """Each check counts once, with the rating that readers see now."""
    newest = PublicRevision.objects.filter(claim=OuterRef("pk")).order_by("-number")
    rows = (
        claims_visible_to(user)
        .filter(is_public=True)
        .annotate(
            published=Min("public_revisions__published_at"),
            label=Subquery(newest.values("revision__rating__label")[:1]),
            tone=Subquery(newest.values("revision__rating__tone")[:1]),
            position=Subquery(newest.values("revision__rating__position")[:1]),
        )
        .filter(published__range=period.moments())
        .values_list("pk", "published", "label", "tone", "position", "speaker__name", "speaker__affiliation")
    )
    by_span: list[Counter[Rated]] = [Counter() for _start in period.starts]
    by_speaker, by_affiliation, by_topic = (defaultdict[str, Counter[Rated]](Counter) for _kind in range(3))
    given: dict[int, Rated] = {}
    for pk, published, label, tone, position, speaker, affiliation in rows:
        rating = given[pk] = Rated(label, tone, position)
        by_span[period.index_of(timezone.localdate(published))][rating] += 1
        if speaker:
            by_speaker[speaker][rating] += 1
        if affiliation:
            by_affiliation[affiliation][rating] += 1
    for pk, topic in Claim.topics.through.objects.filter(claim__in=[*given]).values_list("claim_id", "topic__name"):
        by_topic[topic][given[pk]] += 1
    return Ratings(_in_order(by_span), by_span, _most(by_speaker), _most(by_affiliation), _most(by_topic))


def _most(counters: dict[str, Counter[Rated]]) -> list[tuple[str, Counter[Rated]]]:
    return sorted(counters.items(), key=lambda item: (-item[1].total(), item[0]))[:MOST_SHOWN]


def _in_order(counters: Iterable[Counter[Rated]]) -> list[Rated]:
    return sorted({rating for counter in counters for rating in counter}, key=lambda one: (one.position, one.label))


@dataclass(frozen=True)
class Load:
    """What one person has in hand, and what they finished in the period."""

    person: User
    counts: dict[State, int]
    overdue: int
    finished: int

    @property
    def in_hand(self) -> int:
        return sum(self.counts.values())


# In somebody's hands: the others wait for an editor, or are done.
IN_HAND = (State.ASSIGNED, State.CHECKING, State.CHANGES_REQUESTED, State.IN_REVIEW)


def loads(user: User, period: Period) -> list[Load]:
    """Everybody who has claims in hand or finished some, the busiest first."""
    mine = claims_visible_to(user).filter(checker__isnull=False)
    counted: defaultdict[int, dict[State, int]] = defaultdict(dict)
    for row in mine.filter(state__in=IN_HAND).order_by().values("checker", "state").annotate(count=Count("pk")):
        counted[row["checker"]][State(row["state"])] = row["count"]
    late = _per_checker(mine.filter(overdue(), state__in=IN_HAND))
    finished = _per_checker(
        mine.annotate(first=Min("public_revisions__published_at")).filter(first__range=period.moments())
    )
    people = User.objects.in_bulk(counted.keys() | finished.keys())
    found = [Load(person, counted[pk], late[pk], finished[pk]) for pk, person in people.items()]
    return sorted(found, key=lambda load: (-load.in_hand, -load.finished, load.person.display_name))


def _per_checker(claims: object) -> Counter[int]:
    rows = Claim.objects.filter(pk__in=claims.values("pk")).order_by().values(person=F("checker"))  # type: ignore[attr-defined]
    return Counter({row["person"]: row["count"] for row in rows.annotate(count=Count("pk"))})
