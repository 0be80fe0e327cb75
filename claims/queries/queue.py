"""The queue: claims in rows, how many there are in each state, and the people and articles to filter by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Case, Count, F, IntegerField, OrderBy, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from claims import workflow
from claims.access import articles_visible_to, claims_visible_to
from claims.models import Article, Claim, Revision, User
from claims.vocabulary import State

# States in the order of the workflow, which is the order of the enumeration.
_STATE_ORDER = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(State)), output_field=IntegerField()
)

# What the table can be sorted by, ascending; the key is the word in the address.
SORTS: dict[str, OrderBy] = {
    "claim": F("quote").asc(),
    "state": OrderBy(_STATE_ORDER),
    "speaker": F("speaker__name").asc(nulls_last=True),
    "article": F("article__title").asc(),
    "checker": F("checker__name").asc(nulls_last=True),
    "priority": F("priority").asc(),
    "due": F("due_on").asc(nulls_last=True),
    "score": F("score").asc(nulls_last=True),
    "age": F("created_at").desc(),
}


def queue_rows(user: User) -> QuerySet[Claim]:
    """Every claim `user` may see, with what a row of the queue shows."""
    return (
        claims_visible_to(user)
        .select_related("article", "speaker", "checker", "reviewer")
        .defer("attribution", "reasons", "details", "article__url", "checker__password", "reviewer__password")
    )


def sorted_rows(claims: QuerySet[Claim], sort: str) -> QuerySet[Claim]:
    """`claims` by one of SORTS, "-" before it for descending; by urgency for anything else.

    Rows without a value stand last either way.
    """
    name = sort.removeprefix("-")
    if name not in SORTS:
        return claims.order_by("-priority", F("due_on").asc(nulls_last=True), "id")
    order = SORTS[name]
    if sort.startswith("-"):
        order = OrderBy(order.expression, descending=not order.descending, nulls_last=order.nulls_last)
    return claims.order_by(order, "id")


def first_of_each_state(
    user: User, claims: QuerySet[Claim], states: Sequence[State], length: int
) -> dict[State, list[Claim]]:
    """The `length` most urgent of `claims` in each of `states`, in one query."""
    urgency = [F("priority").desc(), F("due_on").asc(nulls_last=True), F("id").asc()]
    place = Window(RowNumber(), partition_by=[F("state")], order_by=urgency)
    first = claims.order_by().filter(state__in=states).annotate(place=place).filter(place__lte=length).values("pk")
    found: dict[State, list[Claim]] = {state: [] for state in states}
    for claim in sorted_rows(queue_rows(user).filter(pk__in=first), ""):
        found[State(claim.state)].append(claim)
    return found


def state_counts(claims: QuerySet[Claim]) -> dict[State, int]:
    """How many of `claims` are in each state; a state without any is there with 0."""
    found = claims.order_by().values_list("state").annotate(Count("pk")).values_list("state", "pk__count")
    counts = dict.fromkeys(State, 0)
    return counts | {State(state): count for state, count in found}


def count_each(claims: Mapping[int, QuerySet[Claim]]) -> dict[int, int]:
    """How many claims each of the querysets has, by the same key, in one query."""
    parts = [
        rows.order_by().annotate(which=Value(key, IntegerField())).values("which").annotate(n=Count("pk"))
        for key, rows in claims.items()
    ]
    counted = [part.values_list("which", "n") for part in parts]
    found = dict(counted[0].union(*counted[1:], all=True)) if counted else {}
    return dict.fromkeys(claims, 0) | found


def people_to_assign() -> QuerySet[User]:
    """Everyone claims can be assigned to, by name."""
    return workflow.assignable_people().order_by("name", "id")


def people_to_ask(claim: Claim | None = None) -> QuerySet[User]:
    """Everyone who can be asked to review `claim` (None: some claim), by name."""
    people = workflow.people_who_approve().order_by("name", "id")
    if claim is None:
        return people
    newest = Revision.objects.filter(claim=claim).order_by("-number").values("author_ids")[:1]
    authors = [pk for ids in newest.values_list("author_ids", flat=True) for pk in ids]
    return people.exclude(pk__in=[*authors, claim.checker_id] if claim.checker_id else authors)


def people_with_claims(user: User) -> QuerySet[User]:
    """Everyone claims can be assigned to or are assigned to, by name: the choices of the checker filter."""
    held = claims_visible_to(user).filter(checker__isnull=False).order_by().values("checker")
    assignable = workflow.assignable_people().order_by().values("pk")
    return User.objects.filter(Q(pk__in=assignable) | Q(pk__in=held)).order_by("name", "id")


def people_asked(user: User) -> QuerySet[User]:
    """Everyone who can be asked for a review or was asked for one, by name: the choices of the reviewer filter."""
    asked = claims_visible_to(user).filter(reviewer__isnull=False).order_by().values("reviewer")
    approving = workflow.people_who_approve().order_by().values("pk")
    return User.objects.filter(Q(pk__in=approving) | Q(pk__in=asked)).order_by("name", "id")


def articles_to_filter_by(user: User, chosen: Collection[int] = (), limit: int = 100) -> list[Article]:
    """The newest articles, and those that are chosen already wherever they stand."""
    articles = list(articles_visible_to(user).only("title").order_by("-created_at", "-id")[:limit])
    if missing := set(chosen) - {article.pk for article in articles}:
        articles += articles_visible_to(user).only("title").filter(pk__in=missing)
    return articles


def publishers_to_filter_by(user: User, chosen: Collection[str] = (), limit: int = 300) -> list[str]:
    """The publishers with most articles by name, and those that are chosen already."""
    publishers = articles_visible_to(user).exclude(publisher="").order_by().values_list("publisher", flat=True)
    names = set(publishers.annotate(articles=Count("pk")).order_by("-articles", "publisher")[:limit])
    if missing := set(chosen) - names:
        names |= set(publishers.filter(publisher__in=missing))
    return sorted(names, key=str.casefold)


def speaker_names(user: User, limit: int = 300) -> QuerySet[Claim, str]:
    """The names of the speakers with most claims, as suggestions beside the speaker field."""
    return (
        claims_visible_to(user)
        .filter(speaker__isnull=False)
        .order_by()
        .values_list("speaker__name", flat=True)
        .annotate(claims=Count("pk"))
        .order_by("-claims", "speaker__name")[:limit]
    )
