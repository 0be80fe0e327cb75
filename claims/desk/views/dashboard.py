"""How the newsroom's work goes, in figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.desk import dashboard as parts


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    name = _chosen(request)
    context = {
        "figures": parts.figures(request.user, parts.period_named(name)),
        "periods": [(key, label, key == name) for key, (label, _count, _unit) in parts.PERIODS.items()],
        "period": name,
    }
    return render(request, "desk/dashboard.html", context)


@require_safe
def dashboard_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """One table as a file, with the numbers that the page shows for the same period."""
    name = _chosen(request)
    figure = parts.figure_named(slug, request.user, parts.period_named(name))
    if figure is None:
        raise Http404(_("There is no such table."))
    # With a mark in front, without which Excel takes UTF-8 for something else.
    answer = HttpResponse("\ufeff" + parts.as_csv(figure), content_type="text/csv; charset=utf-8")
    file = f"factcheck-{slug}-{name}-{timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _chosen(request: HttpRequest) -> str:
    name = request.GET.get("period", "")
    return name if name in parts.PERIODS else parts.USUAL_PERIOD
