"""Speakers: who they are and what they belong to."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims import rights
from claims.actions.errors import ActionError, require
from claims.actions.settings import version_of
from claims.actions.speaker import edit_speaker, speaker_subject
from claims.desk.forms.settings import VersionedForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.models import Speaker
from claims.queries.speakers import affiliations, speakers_found
from claims.vocabulary import SettingsArea, SpeakerKind

PAGE_SIZE = 50


class SpeakerForm(VersionedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    description = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("An office or a role, for example “minister of transport”."),
    )
    affiliation = forms.CharField(
        label=gettext_lazy("Party or group"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "affiliations", "autocomplete": "off"}),
        help_text=gettext_lazy("The dashboard counts ratings by it. Readers are not shown it."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("The speaker is"), choices=SpeakerKind.choices)


@require_safe
@answers_errors
def speaker_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    page = Paginator(speakers_found(words), PAGE_SIZE).get_page(request.GET.get("page"))
    return settings_page(request, SettingsArea.SPEAKERS, "desk/settings/speakers.html", {"page": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def speaker(request: HttpRequest, pk: int) -> HttpResponse:
    require(rights.may_set(request.user, SettingsArea.SPEAKERS))
    found = Speaker.objects.get(pk=pk)
    first = {name: getattr(found, name) for name in ("name", "description", "affiliation", "kind")}
    first["version"] = version_of(SettingsArea.SPEAKERS, speaker_subject(pk))
    if request.method != "POST":
        return _page(request, found, SpeakerForm(initial=first))
    form = SpeakerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        saved = edit_speaker(actor=request.user, speaker_id=pk, **form.cleaned_data)
    except ActionError as error:
        return _page(request, found, form, error)
    say_saved(request, _("%(name)s is saved.") % {"name": saved.name}, f"speaker-{pk}")
    return redirect("desk:speakers")


def _page(request: HttpRequest, found: Speaker, form: SpeakerForm, error: ActionError | None = None) -> HttpResponse:
    context = {"speaker": found, "form": form, "affiliations": affiliations()}
    return settings_page(
        request,
        SettingsArea.SPEAKERS,
        "desk/settings/speaker.html",
        context,
        subject=speaker_subject(found.pk),
        form=form,
        error=error,
    )
