"""The beat of a page that somebody looks at: says that they are there, and answers who else is."""

from __future__ import annotations

import re

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from claims.access import articles_visible_to, claims_visible_to
from claims.desk import presence
from claims.models import Article, Claim

_WORD = re.compile(r"[\w-]{1,100}", re.ASCII)


@require_POST
def claim_here(request: HttpRequest, pk: int) -> HttpResponse:
    return _beat(request, "claim", pk, claims_visible_to(request.user))


@require_POST
def article_here(request: HttpRequest, pk: int) -> HttpResponse:
    return _beat(request, "article", pk, articles_visible_to(request.user))


def _beat(request: HttpRequest, kind: str, pk: int, visible: QuerySet[Claim] | QuerySet[Article]) -> HttpResponse:
    """Who else is there, and beside which forms they write, as fragments for the page. `gone` says good-bye."""
    if not visible.filter(pk=pk).exists():
        raise Http404
    tab, writing = _word(request, "tab"), _word(request, "writing")
    if "gone" in request.POST:
        presence.say_gone(request.user, kind, pk, tab=tab)
        return HttpResponse(status=204)
    presence.say_here(request.user, kind, pk, tab=tab, writing=writing)
    others = presence.others_at(request.user, kind, pk)
    return JsonResponse(
        {
            "here": render_to_string("desk/parts/here.html", {"people": others}),
            "writing": {
                form: render_to_string("desk/parts/writing.html", {"people": [x for x in others if x.writing == form]})
                for form in {one.writing for one in others if one.writing}
            },
        }
    )


def _word(request: HttpRequest, name: str) -> str:
    """A form's key or a tab's name; "" for anything else."""
    word = request.POST.get(name, "")
    return word if _WORD.fullmatch(word) else ""
