"""The queue as a board: a column for each state of open work."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims import workflow
from claims.desk.filters import queue_address
from claims.desk.returning import address_asked_for
from claims.desk.saved_views import Filtered, first_view
from claims.desk.views.claim import claim_url, find_claim, form_of
from claims.desk.views.publishing import SHOWN_FIRST
from claims.desk.views.queue import filtered_page
from claims.models import Claim
from claims.queries import queue as queries
from claims.vocabulary import Action, State

COLUMN_LENGTH = 20

# What moves a card, in the order of the menu. Approving wants the revision to be read: that is done on its page.
MOVES = (
    Action.ACCEPT,
    Action.ASSIGN,
    Action.TAKE,
    Action.START,
    Action.SUBMIT,
    Action.RECALL,
    Action.PUBLISH,
    Action.ASK_REVIEWER,
    Action.PRIORITISE,
    Action.HAND_BACK,
    Action.DISMISS,
    Action.UNDO,
)


@dataclass(frozen=True)
class Column:
    """A state, how many claims are in it, and the first of them. `address` leads to all of them in the list."""

    state: State
    count: int
    claims: list[Claim]
    address: str


@dataclass(frozen=True)
class Move:
    """Something this person may do with a claim now. `asks` is whether it has questions, on a page of their own, from
    which `back` leads back here."""

    action: Action
    asks: bool
    back: str


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    first = "" if request.GET else first_view(request.user)
    if first:
        return redirect(f"{request.path}{first}")
    filtered = Filtered.of(request.user, request.GET)
    wanted = [state for state in filtered.filters.states if state in workflow.OPEN_STATES]
    claims = queries.first_of_each_state(request.user, filtered.filters.qs, wanted, COLUMN_LENGTH)
    context = {
        "columns": [Column(state, filtered.counts[state], claims[state], _in_list(request, state)) for state in wanted],
        "closed": [state.label for state in filtered.filters.states if state not in workflow.OPEN_STATES],
        "may_move": bool(workflow.may_do_any(request.user, MOVES)),
        "came_from": urlencode({"next": request.get_full_path()}),
    }
    return filtered_page(request, "desk/_board.html", filtered, context)


@require_safe
def claim_moves(request: HttpRequest, pk: int) -> HttpResponse:
    """The menu of a card, asked for when it is opened: only then is it known what the workflow allows."""
    claim = find_claim(request, pk)
    if not request.htmx:
        return redirect(claim_url(pk, "#actions"))
    back = f"{address_asked_for(request) or reverse('desk:board')}#card-{pk}"
    moves = [
        Move(
            action,
            form_of(action, claim, request.user).has_questions() or action in SHOWN_FIRST,
            urlencode({"next": back}),
        )
        for action in MOVES
        if workflow.can(request.user, action, claim)
    ]
    return render(request, "desk/_moves.html", {"claim": claim, "moves": moves, "next": back})


def _in_list(request: HttpRequest, state: State) -> str:
    query = request.GET.copy()
    query.setlist("state", [state])
    return queue_address(query)
