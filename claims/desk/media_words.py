"""What was found of a picture or recording, in lines of words."""

from __future__ import annotations

from collections.abc import Mapping

from claims.desk.forms.media import PREFIX, MediaFields
from claims.vocabulary import MediaCategory, MediaKind


def media_words(media: Mapping[str, str]) -> str:
    """A line for each thing that is said of it; "" for a claim about no media."""
    return "\n".join(f"{label}: {text}" for label, text in media_lines(media))


def media_lines(media: Mapping[str, str]) -> list[tuple[str, str]]:
    """(what it is called, what is said), in the order of the form."""
    names = {name.removeprefix(PREFIX): field.label for name, field in MediaFields.base_fields.items()}
    return [(str(names[name]), _said(name, media[name])) for name in names if media.get(name)]


def _said(name: str, text: str) -> str:
    if name == "kind":
        return str(MediaKind(text).label)
    return str(MediaCategory(text).label) if name == "category" else text
