"""Rating scales: all of them, making one, and a new version of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import rights
from claims.actions import scale as scales
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.actions.scale_presets import RatingGiven, presets
from claims.actions.settings import version_of
from claims.desk.forms.scale import (
    EditScaleForm,
    NewScaleForm,
    Row,
    ScaleForm,
    as_fields,
    blank_row,
    stepped,
    typed_rows,
    without_blank,
)
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.models import RatingScale
from claims.queries.settings import scales_in_versions
from claims.vocabulary import SettingsArea

AREA = SettingsArea.SCALES


@require_safe
@answers_errors
def scale_list(request: HttpRequest) -> HttpResponse:
    require(rights.may_set(request.user, AREA))
    return settings_page(
        request, AREA, "desk/settings/scales.html", {"scales": scales_in_versions(), "presets": presets()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def scale_new(request: HttpRequest) -> HttpResponse:
    """A scale of one's own, from nothing or from a preset."""
    require(rights.may_set(request.user, AREA))
    if request.method != "POST":
        preset = presets().get(request.GET.get("preset", ""))
        rows = [_row(given) for given in preset.ratings] if preset else [blank_row(), blank_row()]
        name = preset.name if preset else ""
        return _page(request, NewScaleForm(initial=_first(request, rows) | {"name": name}, count=_count(request, rows)))
    rows = typed_rows(request.POST)
    name = request.POST.get("name", "")
    if (step := request.POST.get("do", "save")) != "save":
        rows = stepped(rows, step)
        return _page(request, NewScaleForm(initial=as_fields(rows) | {"name": name}, count=len(rows)), is_typed=True)
    rows = without_blank(rows)
    form = NewScaleForm(as_fields(rows) | {"name": name}, count=len(rows))
    if not form.is_valid():
        return _page(request, form)
    try:
        scale = scales.create_scale(actor=request.user, name=name, ratings=form.ratings())
    except Invalid as error:
        return _page(request, form, error=error)
    say_saved(request, _("The scale %(name)s is made. It is not in use yet.") % {"name": scale.name}, "scale")
    return redirect("desk:scales")


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def scale_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The ratings of a scale; saving makes a new version when the last one was used."""
    require(rights.may_set(request.user, AREA))
    scale = RatingScale.objects.get(pk=pk)
    if request.method != "POST":
        rows = [_row(rating) for rating in scale.ratings.order_by("position")]
        form = EditScaleForm(initial=_first(request, rows), count=_count(request, rows))
        return _page(request, form, scale)
    rows, version = typed_rows(request.POST), request.POST.get("version", "")
    if (step := request.POST.get("do", "save")) != "save":
        rows = stepped(rows, step)
        form = EditScaleForm(initial=as_fields(rows), count=len(rows))
        return _page(request, form, scale, version=version, is_typed=True)
    rows = without_blank(rows)
    form = EditScaleForm(as_fields(rows) | {"version": version}, count=len(rows))
    if not form.is_valid():
        return _page(request, form, scale, version=version)
    try:
        saved = scales.edit_scale(
            actor=request.user, scale_id=pk, version=form.cleaned_data["version"], ratings=form.ratings()
        )
    except (Invalid, Conflict) as error:
        return _page(request, form, scale, error=error)
    text = _("Saved as %(scale)s. Verdicts that were given keep their own version.")
    say_saved(request, text % {"scale": saved}, f"scale-{pk}")
    return redirect("desk:scales")


@require_POST
@answers_errors
def scale_use(request: HttpRequest, pk: int) -> HttpResponse:
    scale = scales.use_scale(actor=request.user, scale_id=pk)
    messages.success(request, _("%(scale)s is the scale of new verdicts now.") % {"scale": scale})
    return redirect("desk:scales")


def _page(
    request: HttpRequest,
    form: ScaleForm,
    scale: RatingScale | None = None,
    *,
    version: str | None = None,
    error: ActionError | None = None,
    is_typed: bool = False,
) -> HttpResponse:
    subject = scales.subject_of(scale) if scale else ""
    context = {
        "form": form,
        "scale": scale,
        "is_used": scale is not None and scales.is_used(scale),
        "version": version_of(AREA, subject) if version is None else version,
        "is_typed": is_typed or form.is_bound,
        "key": f"scale-{scale.pk}" if scale else "scale",
    }
    template = "desk/settings/scale_edit.html"
    return settings_page(request, AREA, template, context, subject=subject, form=form, error=error)


def _first(request: HttpRequest, rows: list[Row]) -> Row:
    return as_fields(rows + [blank_row()] * (_count(request, rows) - len(rows)))


def _count(request: HttpRequest, rows: list[Row]) -> int:
    """How many rows the page has: the address says so after one was added, so that what is typed finds its field."""
    asked = request.GET.get("rows", "")
    more = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0
    return max(len(rows), min(more, scales.MOST_RATINGS))


def _row(rating: RatingGiven) -> Row:
    """Of a preset's rating or a stored one."""
    value = "" if rating.value is None else str(rating.value)
    return {"label": rating.label, "meaning": rating.meaning, "value": value, "tone": rating.tone, "slug": rating.slug}
