"""What is recorded of a speaker. It holds for all claims of that speaker."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.actions.claim import limited, needed
from claims.actions.errors import Invalid
from claims.actions.placing import say_anew
from claims.actions.settings import changing_settings
from claims.models import Speaker, User
from claims.publishing.text import plain
from claims.vocabulary import SettingsArea, SettingsStep, SpeakerKind

FIELDS = ("name", "description", "affiliation", "kind")


def speaker_subject(pk: int) -> str:
    """The subject of what is done to a speaker."""
    return f"speaker {pk}"


def edit_speaker(
    *, actor: User, speaker_id: int, version: int, name: str, description: str, affiliation: str, kind: str
) -> Speaker:
    """Correct the name, say what the speaker is and belongs to. Raises Speaker.DoesNotExist, Invalid or Conflict."""
    with changing_settings(
        actor=actor,
        area=SettingsArea.SPEAKERS,
        step=SettingsStep.CHANGE,
        subject=speaker_subject(speaker_id),
        version=version,
    ) as change:
        speaker = Speaker.objects.select_for_update().get(pk=speaker_id)
        before = {field: getattr(speaker, field) for field in FIELDS}
        speaker.name = needed(plain(name), "name", _("Give the speaker a name."), limit=300)
        speaker.description = limited(plain(description), "description", 300)
        speaker.affiliation = limited(plain(affiliation), "affiliation", 120)
        if kind not in SpeakerKind.values:
            raise Invalid(kind=_("Say whether it is a person or an organisation, or that it is not known."))
        if Speaker.objects.filter(name=speaker.name).exclude(pk=speaker.pk).exists():
            raise Invalid(name=_("There is another speaker of this name."))
        speaker.kind = kind
        change.data["name"] = before["name"]
        change.compare(before, {field: getattr(speaker, field) for field in FIELDS})
        speaker.save()
        if not change.is_empty:
            say_anew(actor, "speaker", speaker.slug)
    return speaker
