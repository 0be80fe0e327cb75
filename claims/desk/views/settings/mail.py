"""Where mail goes from this installation, for whoever waits for one."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _


def where_mail_goes() -> str:
    """A sentence when mail does not leave the machine; "" when it does."""
    name = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if name == "filebased":
        return _("This installation sends no mail: it writes each into a file in %(folder)s.") % {
            "folder": settings.EMAIL_FILE_PATH
        }
    if name == "console":
        return _("This installation sends no mail: it prints each into the log of the worker.")
    if name in ("dummy", "locmem"):
        return _("This installation sends no mail at all.")
    return ""
