"""What readers are told the stances, changes and answers mean. Keys are the values of claims/vocabulary.py."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.publishing.content import Reply

CHANGES = {
    "first": _("First published"),
    "typo": _("Typo mended"),
    "update": _("Updated"),
    "correction": _("Correction"),
    "rating_changed": _("Rating changed"),
    "withdrawn": _("Withdrawn"),
}

# The newsroom's own pages, in the order in which the foot of every page links to them.
POLICIES = {
    "about": _("About us"),
    "methodology": _("How we work"),
    "ratings": _("Our ratings"),
    "selection": _("How we choose claims"),
    "corrections": _("How we correct mistakes"),
    "ownership": _("Who owns and funds us"),
    "team": _("Who works here"),
    "contact": _("Contact"),
}

STANCES = {
    "supports": _("Supports the claim"),
    "contradicts": _("Contradicts the claim"),
    "context": _("Gives context"),
}

# How many pieces point where; what has none is not counted.
STANCE_COUNTS = {
    "supports": _("%(count)d for"),
    "contradicts": _("%(count)d against"),
    "context": _("%(count)d for context"),
}

# Between names, or a name and a date, in one line. Not every script has the comma of this one.
LISTED = pgettext_lazy("between two things in a line", ", ")

# In the order in which readers see them: what speaks for a claim comes before what speaks against it.
STANCE_HEADINGS = {
    "supports": _("Evidence for the claim"),
    "contradicts": _("Evidence against the claim"),
    "context": _("Context"),
}

# A failed archiving is said, not swallowed, and so is a missing copy.
ARCHIVES = {
    "missing": _("No archived copy is kept; the live page may change"),
    "failed": _("Archiving this page failed; only the live page is linked"),
}

# The answer to "Was it said?". Where nobody asked, nothing is told.
SAID = {
    "confirmed": _("Yes. These are the words, as quoted."),
    "differently": _("Yes, but not in these words."),
    "not_found": _("We could not find out. We found no place where it can be seen or heard."),
    "not_said": _("No. It was not said."),
}

SAID_STANCES = {
    "supports": _("Shows that it was said"),
    "contradicts": _("Speaks against its having been said"),
    "context": _("Gives context"),
}

MEDIA_KINDS = {
    "image": _("Picture"),
    "video": _("Video"),
    "audio": _("Sound recording"),
}

# What was found of a picture or recording; the keys are schema.org's.
MEDIA = {
    "OriginalMediaContent": _("Real, and shown as what it is."),
    "DecontextualizedContent": _("Real, but shown as something it is not."),
    "EditedOrCroppedContent": _("Cut or cropped so that it says something else."),
    "TransformedContent": _("Changed: something in it was put in, taken out, altered or made by a machine."),
    "StagedContent": _("Staged to deceive."),
    "SatireOrParodyContent": _("Satire or parody."),
}

_WAYS = {
    "mail": _("Asked by e-mail on %(day)s"),
    "phone": _("Asked by phone on %(day)s"),
    "letter": _("Asked by letter on %(day)s"),
    "form": _("Asked through a form on %(day)s"),
    "in_person": _("Asked in person on %(day)s"),
    "social_media": _("Asked on social media on %(day)s"),
}


def asked(reply: Reply) -> str:
    """When and how somebody was asked, and what came of it: “Asked by letter on 3 May; no answer by 5 May.”"""
    return f"{_WAYS[reply.way] % {'day': _day(reply.asked_on)}}; {_outcome(reply)}."


def _outcome(reply: Reply) -> str:
    if reply.status == "answered":
        return gettext("answered on %(day)s") % {"day": _day(reply.answered_on)}
    if reply.status == "declined" and reply.answered_on:
        return gettext("declined to answer on %(day)s") % {"day": _day(reply.answered_on)}
    if reply.status == "declined":
        return gettext("declined to answer")
    if reply.status == "unanswered":
        return gettext("no answer by %(day)s") % {"day": _day(reply.due_on)}
    if reply.due_on:
        return gettext("no answer yet; one was asked for by %(day)s") % {"day": _day(reply.due_on)}
    return gettext("no answer yet")


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else gettext("a day that was not recorded")
