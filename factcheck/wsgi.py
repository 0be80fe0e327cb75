"""The WSGI entry for gunicorn."""

import os
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

# In slots of 8 bytes: a little more than fits into 64 kB.
_SLOTS = 8_300


def with_room_for_calls(application: Callable[..., Any]) -> Callable[..., Any]:
    """`application`, called so that whatever it calls finds room on one piece of Python's own stack.

    CPython keeps the frames of a thread in pieces of 16 kB, and gives a piece back to the system the moment its last
    frame returns. Where a loop happens to stand at the end of a piece, each call in it costs a new piece: a template
    within templates, which is such a loop, took up to half as long again. A frame gets a piece large enough for it, in
    powers of two; this one is declared large enough for 128 kB, and leaves half of them to those above it. Nothing is
    ever stored in what it claims.
    """

    def roomy(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return application(environ, start_response)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_SLOTS)
    return roomy


application = with_room_for_calls(get_wsgi_application())
