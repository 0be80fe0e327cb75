"""Search over everything that the newsroom has written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.desk.search import find_all
from claims.queries.search import words_of

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:LONGEST]
    words = words_of(typed)
    groups = find_all(request.user, words) if words else []
    return render(request, "desk/search.html", {"typed": typed, "words": words, "groups": groups})
