"""What readers are told the stances and changes mean. Keys are the values of claims/vocabulary.py."""

from django.utils.translation import gettext_lazy as _

CHANGES = {
    "first": _("First published"),
    "typo": _("Typo mended"),
    "update": _("Updated"),
    "correction": _("Correction"),
    "rating_changed": _("Rating changed"),
    "withdrawn": _("Withdrawn"),
}

STANCES = {
    "supports": _("Supports the claim"),
    "contradicts": _("Contradicts the claim"),
    "context": _("Gives context"),
}

# In the order in which readers see them: what speaks for a claim comes before what speaks against it.
STANCE_HEADINGS = {
    "supports": _("Evidence for the claim"),
    "contradicts": _("Evidence against the claim"),
    "context": _("Context"),
}

# A failed archiving is said, not swallowed. Where none was tried there is nothing to say.
ARCHIVES = {
    "missing": "",
    "failed": _("Archiving this page failed; only the live page is linked"),
}
