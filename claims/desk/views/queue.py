"""The queue: all claims in rows, filtered, sorted, and worked on many at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from claims import workflow
from claims.actions.errors import require
from claims.desk import bulk
from claims.desk.filters import ALL_OPEN, ANY, address
from claims.desk.forms.queue import STEPS, BulkForm
from claims.desk.forms.saved_view import SaveViewForm
from claims.desk.outcome import say_outcome
from claims.desk.refusals import answers_errors
from claims.desk.saved_views import Filtered, Views, first_view, query_to_save
from claims.models import Claim, User
from claims.queries import queue as queries
from claims.vocabulary import Action, Priority, State
from factcheck.middleware import holds_unstorable

PAGE_SIZE = 50

# The table's columns in order, each with what it can be sorted by: (key in the address, heading).
_COLUMNS: list[list[tuple[str, str | Promise]]] = [
    [("claim", gettext_lazy("Claim")), ("speaker", gettext_lazy("Speaker")), ("article", gettext_lazy("Article"))],
    [("state", gettext_lazy("State"))],
    [("checker", gettext_lazy("Checker"))],
    [("priority", gettext_lazy("Priority"))],
    [("due", gettext_lazy("Due"))],
    [("score", gettext_lazy("Worth checking"))],
    [("age", gettext_lazy("Age"))],
]
# What is most wanted first: the urgent, the promising.
_DESCENDING_FIRST = {"priority", "score"}


# What of the bar's answers each step uses.
_ANSWERS: dict[str, tuple[str, ...]] = {
    Action.ASSIGN: ("checker", "due_on", "priority"),
    Action.PRIORITISE: ("due_on", "priority"),
    Action.DISMISS: ("reason",),
    Action.ASK_REVIEWER: ("reviewer",),
    Action.SET_TOPICS: ("topic",),
    Action.ACCEPT: (),
    Action.TAKE: (),
}


@dataclass(frozen=True)
class Column:
    """A heading that sorts: `sort` is what a click asks for, `direction` how the table is sorted by it now."""

    key: str
    label: str | Promise
    sort: str
    direction: str


@dataclass(frozen=True)
class Row:
    """A claim, the value of its checkbox ("id:version"), and since when it is on the list, in words."""

    claim: Claim
    picked: str
    age: str
    is_ticked: bool
    is_open: bool


@dataclass(frozen=True)
class StatePick:
    """How many claims are in a state (or in any) under the other filters, and whether it is ticked."""

    value: str
    label: str | Promise
    count: int
    is_ticked: bool


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    first = "" if request.GET else first_view(request.user)
    return redirect(f"{request.path}{first}") if first else queue_page(request)


@require_POST
@answers_errors
def claims_bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing to the ticked claims, then go back to the same rows and say what was done and what was not."""
    require(workflow.may_do_any(request.user, STEPS))
    form = BulkForm(request.POST)
    back = query_to_return_to(request)
    if not form.is_valid():
        request.GET = back  # type: ignore[assignment]  # The page the button was on, with its filters.
        return queue_page(request, form=form, status=400)
    if form.cleaned_data["everything"]:
        return _ask_before_all(request, form, back)
    outcome = bulk.apply(actor=request.user, picked=form.picked, step=form.step())
    say_outcome(request, Action(form.cleaned_data["do"]), outcome)
    return redirect(f"{reverse('desk:queue')}?{address(back) or ALL_OPEN}")


def _ask_before_all(request: HttpRequest, form: BulkForm, back: QueryDict) -> HttpResponse:
    """Show what would be done to all claims that the filters find; the button there carries each with its version."""
    filters = Views.of(request.user, back).filter_of(back)
    found = filters.qs.filter(state__in=filters.states)
    picked = [f"{pk}:{version}" for pk, version in found.order_by("pk").values_list("pk", "version")[: bulk.LIMIT + 1]]
    if not picked or len(picked) > bulk.LIMIT:
        few = _("The filters find more than %(limit)s claims. Narrow them first.") % {"limit": bulk.LIMIT}
        form.add_error(None, few if picked else _("The filters find no claim any more."))
        request.GET = back  # type: ignore[assignment]
        return queue_page(request, form=form, status=400)
    context = {
        "action": Action(form.cleaned_data["do"]),
        "count": len(picked),
        "picked": " ".join(picked),
        "first": queries.sorted_rows(found, back.get("sort", ""))[:5],
        "chips": filters.chips(),
        "fields": [
            (form[name], _in_words(answer))
            for name in _ANSWERS[form.cleaned_data["do"]]
            if (answer := form.cleaned_data[name])
        ],
        "query": address(back) or ALL_OPEN,
    }
    return render(request, "desk/queue_confirm.html", context)


def _in_words(answer: object) -> str:
    if isinstance(answer, dt.date):
        return date_format(answer)
    return str(Priority(answer).label) if isinstance(answer, int) else str(answer)


def queue_page(
    request: HttpRequest, *, form: BulkForm | None = None, view_form: SaveViewForm | None = None, status: int = 200
) -> HttpResponse:
    """The list under the filters of the address. The forms are those that came back with errors."""
    filtered = Filtered.of(request.user, request.GET)
    sort = request.GET.get("sort", "")
    rows = queries.sorted_rows(filtered.claims, sort)
    page = _page(rows, filtered.total, request.GET.get("page", ""))
    ticked = set(form.data.getlist("claims")) if form else set()
    context = {
        "page": page,
        "rows": [_row(claim, ticked) for claim in page.object_list],
        "columns": _columns(sort),
        "bulk": form or BulkForm(),
        "steps": _steps_of(request.user),
    }
    return filtered_page(request, "desk/_queue.html", filtered, context, view_form=view_form, status=status)


def filtered_page(
    request: HttpRequest,
    part: str,
    filtered: Filtered,
    context: dict[str, Any],
    *,
    view_form: SaveViewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """List or board below the views and filters; for htmx only `part`, which is that one's own."""
    filters, counts = filtered.filters, filtered.counts
    here, query = request.path if request.method == "GET" else reverse("desk:queue"), address(request.GET) or ALL_OPEN
    shared = {
        "here": here,
        "part": part,
        "is_board": here == reverse("desk:board"),
        "views": filtered.views.links(),
        "view_form": view_form or SaveViewForm(user=request.user),
        "may_save_view": bool(query_to_save(request.GET)),
        "filters": filters,
        "form": filters.form,
        "chips": filters.chips(),
        "state_counts": _state_counts(counts, set(filters.cleaned.get("state") or [])),
        "total": filtered.total,
        "suggestions": counts[State.SUGGESTED] if filters.leaves_out_suggestions else 0,
        "speaker_names": queries.speaker_names(request.user),
        "query": query,
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, part if is_part else "desk/queue.html", shared | context, status=status)
    if is_part:
        push_url(response, f"{here}?{query}")
    patch_vary_headers(response, ["HX-Request"])
    return response


def _steps_of(user: User) -> list[Action]:
    """The buttons that this person can have any use for; each claim is asked about when it comes to it."""
    return [step for step in STEPS if workflow.can_role(user, step)]


def _row(claim: Claim, ticked: set[str]) -> Row:
    picked = f"{claim.pk}:{claim.version}"
    return Row(
        claim,
        picked,
        timesince(claim.created_at, depth=1),
        picked in ticked,
        State(claim.state) in workflow.OPEN_STATES,
    )


def _page(rows: QuerySet[Claim], total: int, number: str) -> Page[Claim]:
    """The page of that number; the first for anything that is none, the last for one beyond it."""
    paginator = Paginator(rows, PAGE_SIZE)
    paginator.count = total  # Known already: it saves counting again.
    asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 1
    return paginator.page(min(max(asked, 1), paginator.num_pages))


def _columns(sort: str) -> list[list[Column]]:
    return [[_column(key, label, sort) for key, label in group] for group in _COLUMNS]


def _column(key: str, label: str | Promise, sort: str) -> Column:
    first = f"-{key}" if key in _DESCENDING_FIRST else key
    other_way = {key: f"-{key}", f"-{key}": key}
    direction = {key: "ascending", f"-{key}": "descending"}
    return Column(key, label, other_way.get(sort, first), direction.get(sort, ""))


def _state_counts(counts: dict[State, int], chosen: set[Any]) -> list[StatePick]:
    each = [StatePick(state, state.label, counts[state], state in chosen) for state in State]
    return [*each, StatePick(ANY, _("Any state"), sum(counts.values()), ANY in chosen)]


def query_to_return_to(request: HttpRequest) -> QueryDict:
    """The filters of the page the button was on; none where they hold what no page of ours has in its address."""
    try:
        query = QueryDict(request.POST.get("query", ""))
    except (ValueError, UnicodeError):
        return QueryDict()
    return QueryDict() if holds_unstorable(query) else query
