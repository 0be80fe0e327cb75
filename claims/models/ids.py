"""What an id can be, for where one comes in as text or has to be in bounds.

A view that gets a number from its address need not look: Django finds no row for a number that no id can be.
"""

from __future__ import annotations

import re

from django.db.models import BigIntegerField

LARGEST_ID = BigIntegerField.MAX_BIGINT

_CLAIM = re.compile(r"(?:^|/claims/|#)\s*(\d{1,18})/?(?:[?#].*)?$")


def id_in(value: object) -> int | None:
    """The number that `value` spells; None for anything else, also for one that no row can have."""
    text = str(value)
    # Long ones are not even read: Python refuses to, beyond some thousand digits.
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    return number if (number := int(text)) <= LARGEST_ID else None


def claim_number_in(typed: str) -> int | None:
    """The number of a claim, typed as such or as the address of its page."""
    number = _CLAIM.search(typed.strip())
    return int(number[1]) if number else None
