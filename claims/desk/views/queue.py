"""The queue: all claims in rows, filtered, sorted, and worked on many at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from claims import workflow
from claims.access import claims_visible_to
from claims.actions.errors import require
from claims.desk import bulk
from claims.desk.filters import ALL_OPEN, ANY, address
from claims.desk.forms.queue import STEPS, BulkForm
from claims.desk.forms.saved_view import SaveViewForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.saved_views import Views, first_view, query_to_save
from claims.models import Claim, User
from claims.publishing.text import shorten
from claims.queries import queue as queries
from claims.vocabulary import Action, State

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
    return redirect(f"{reverse('desk:queue')}{first}") if first else queue_page(request)


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
    outcome = bulk.apply(actor=request.user, picked=form.picked, step=form.step())
    say_outcome(request, Action(form.cleaned_data["do"]), outcome)
    return redirect(f"{reverse('desk:queue')}?{address(back) or ALL_OPEN}")


def queue_page(
    request: HttpRequest, *, form: BulkForm | None = None, view_form: SaveViewForm | None = None, status: int = 200
) -> HttpResponse:
    """The list under the filters of the address. The forms are those that came back with errors."""
    query = request.GET
    views = Views.of(request.user, query)
    filters = views.filter_of(query)
    counts = queries.state_counts(filters.qs)
    states = filters.states
    total = sum(counts[state] for state in states)
    sort = query.get("sort", "")
    page = _page(queries.sorted_rows(filters.qs.filter(state__in=states), sort), total, query.get("page", ""))
    ticked = set(form.data.getlist("claims")) if form else set()
    context = {
        "views": views.links(),
        "view_form": view_form or SaveViewForm(user=request.user),
        "may_save_view": bool(query_to_save(query)),
        "filters": filters,
        "form": filters.form,
        "chips": filters.chips(),
        "state_counts": _state_counts(counts, set(filters.cleaned.get("state") or [])),
        "total": total,
        "suggestions": counts[State.SUGGESTED] if filters.leaves_out_suggestions else 0,
        "page": page,
        "rows": [_row(claim, ticked) for claim in page.object_list],
        "columns": _columns(sort),
        "speaker_names": queries.speaker_names(request.user),
        "bulk": form or BulkForm(),
        "steps": _steps_of(request.user),
        "query": address(query) or ALL_OPEN,
    }
    if request.htmx and not request.htmx.history_restore_request:
        response = render(request, "desk/_queue.html", context, status=status)
        push_url(response, f"{reverse('desk:queue')}?{context['query']}")
    else:
        response = render(request, "desk/queue.html", context, status=status)
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
    """The filters of the page the button was on."""
    try:
        return QueryDict(request.POST.get("query", ""))
    except (ValueError, UnicodeError):
        return QueryDict()


def say_outcome(request: HttpRequest, action: Action, outcome: bulk.Outcome, *forms: str) -> None:
    """How many were done, and which were refused and why; what was typed into `forms` is saved by it."""
    if outcome.done:
        say_saved(request, _DONE[action] % {"count": outcome.done}, *forms)
    if outcome.refused:
        messages.warning(request, _refusals(request.user, outcome))
    if not outcome.done and not outcome.refused:
        messages.warning(request, _("Nothing was done: the ticked claims are not there."))


def _refusals(user: User, outcome: bulk.Outcome) -> SafeString:
    """How many were refused, then each reason with the claims it holds for."""
    ids = [pk for group in outcome.refused.values() for pk in group]
    claims = claims_visible_to(user).only("quote", "wording").in_bulk(ids)
    count = ngettext("%(count)d claim was refused:", "%(count)d claims were refused:", len(ids)) % {"count": len(ids)}
    reasons = format_html_join(
        "",
        "<li>{} <ul>{}</ul></li>",
        (
            (
                reason,
                format_html_join(
                    "",
                    '<li><a href="{}"><bdi>{}</bdi></a></li>',
                    ((reverse("desk:claim", args=[pk]), shorten(claims[pk].text, 80)) for pk in group if pk in claims),
                ),
            )
            for reason, group in outcome.refused.items()
        ),
    )
    return format_html('<p>{}</p><ul class="refusals">{}</ul>', count, reasons)


_DONE = {
    Action.ASSIGN: ngettext_lazy("%(count)d claim was assigned.", "%(count)d claims were assigned.", "count"),
    Action.PRIORITISE: ngettext_lazy(
        "Priority and due date were set for %(count)d claim.",
        "Priority and due date were set for %(count)d claims.",
        "count",
    ),
    Action.ACCEPT: ngettext_lazy(
        "%(count)d claim was accepted for checking.", "%(count)d claims were accepted for checking.", "count"
    ),
    Action.TAKE: ngettext_lazy("%(count)d claim is yours now.", "%(count)d claims are yours now.", "count"),
    Action.DISMISS: ngettext_lazy("%(count)d claim was dismissed.", "%(count)d claims were dismissed.", "count"),
}
