"""What a person is told after one step for many claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from claims.access import claims_visible_to
from claims.desk import bulk
from claims.desk.notices import say_saved
from claims.models import User
from claims.publishing.text import shorten
from claims.vocabulary import Action

# How many claims are named for each reason; the rest is counted.
NAMED = 8


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
    named = [pk for group in outcome.refused.values() for pk in group[:NAMED]]
    claims = claims_visible_to(user).only("quote", "wording").in_bulk(named)
    number = sum(len(group) for group in outcome.refused.values())
    count = ngettext("%(count)d claim was refused:", "%(count)d claims were refused:", number) % {"count": number}
    addresses = {pk: (reverse("desk:claim", args=[pk]), shorten(claim.text, 80)) for pk, claim in claims.items()}
    return refused_list(count, outcome.refused, addresses)


def refused_list(head: str, refused: Mapping[str, Sequence[int]], links: Mapping[int, tuple[str, str]]) -> SafeString:
    """`head`, then each reason with how many it holds for, and a few of them by `links`: id to address and words."""
    reasons = format_html_join(
        "",
        "<li>{} ({}) <ul>{}{}</ul></li>",
        (
            (
                reason,
                len(group),
                format_html_join(
                    "",
                    '<li><a href="{}"><bdi>{}</bdi></a></li>',
                    (links[pk] for pk in group[:NAMED] if pk in links),
                ),
                _more(len(group) - NAMED),
            )
            for reason, group in refused.items()
        ),
    )
    return format_html('<p>{}</p><ul class="refusals">{}</ul>', head, reasons)


def _more(count: int) -> SafeString:
    if count <= 0:
        return SafeString("")
    text = ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count}
    return format_html("<li>{}</li>", text)


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
    Action.ASK_REVIEWER: ngettext_lazy(
        "Who is asked for the review was set for %(count)d claim.",
        "Who is asked for the review was set for %(count)d claims.",
        "count",
    ),
    Action.SET_TOPICS: ngettext_lazy(
        "The topic was added to %(count)d claim.", "The topic was added to %(count)d claims.", "count"
    ),
    Action.DISMISS: ngettext_lazy("%(count)d claim was dismissed.", "%(count)d claims were dismissed.", "count"),
}
