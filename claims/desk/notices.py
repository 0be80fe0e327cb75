"""What a page says after something was saved: where on the page, and which typed texts are safe now."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from claims.actions.typed import forget_saved

_PLACE, _FORM = "at:", "saved:"
# What keep.js sends with a form: the stamp of the text that the server keeps for it.
_SEEN = "seen:"


def say_saved(request: HttpRequest, sentence: str | Promise, *forms: str, at: str = "") -> None:
    """Queue `sentence`, to be shown at the place named `at` on the next page (else on top).

    `forms` are the keys (`data-keep`) of the forms whose text is saved by this: browser and server keep what was typed
    into a form until then (static/js/keep.js).
    """
    if forms:
        seen = {form: request.POST.get(f"{_SEEN}{form}", "") for form in forms}
        forget_saved(actor=request.user, keys=forms, saved=request.POST, seen=seen)
    tags = [place_tag(at)] if at else []
    messages.success(request, sentence, extra_tags=" ".join(tags + [f"{_FORM}{form}" for form in forms]))


def place_tag(place: str) -> str:
    """The extra tag that puts a message at a place of the page."""
    return f"{_PLACE}{place}"


def place_of(tags: str) -> str:
    """The place that a message's extra tags name; "" for none."""
    return next((tag.removeprefix(_PLACE) for tag in tags.split() if tag.startswith(_PLACE)), "")


def forms_in(tags: str) -> list[str]:
    """The keys of the forms that a message's extra tags say are saved."""
    return [tag.removeprefix(_FORM) for tag in tags.split() if tag.startswith(_FORM)]
