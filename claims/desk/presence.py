"""Who else looks at a claim or an article now.

Their browsers say so every twenty seconds (static/js/presence.js). It is kept in Redis only, and may vanish with it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from claims.models import User

# More than twice the time between two beats, so that one may be lost.
SECONDS = 50


@dataclass(frozen=True)
class Present:
    """Somebody who is there; `writing` is the key (`data-keep`) of the form they type in, "" for none."""

    person_id: int
    name: str
    writing: str


def say_here(user: User, kind: str, pk: int, *, writing: str = "") -> None:
    """`user` looks at the claim or article (`kind`) now."""
    said = json.dumps({"name": user.display_name, "writing": writing, "at": int(time.time())})
    cache.put_into(_key(kind, pk), str(user.pk), said, timeout=SECONDS)  # type: ignore[attr-defined]


def say_gone(user: User, kind: str, pk: int) -> None:
    cache.put_into(_key(kind, pk), str(user.pk), None, timeout=SECONDS)  # type: ignore[attr-defined]


def others_at(user: User, kind: str, pk: int) -> list[Present]:
    """Who else is there, by name."""
    return others_in(user, kind, [pk])[pk]


def others_in(user: User, kind: str, pks: Sequence[int]) -> dict[int, list[Present]]:
    """Who else is at each of these, asked in one go. `user` may see them all."""
    hashes = cache.fields_of([_key(kind, pk) for pk in pks]) if pks else []  # type: ignore[attr-defined]
    return {pk: _others(user, fields) for pk, fields in zip(pks, hashes, strict=True)}


def _others(user: User, fields: dict[str, str]) -> list[Present]:
    oldest = time.time() - SECONDS
    said = {int(person): json.loads(value) for person, value in fields.items() if person != str(user.pk)}
    there = [Present(person, one["name"], one["writing"]) for person, one in said.items() if one["at"] >= oldest]
    return sorted(there, key=lambda one: (one.name, one.person_id))


def _key(kind: str, pk: int) -> str:
    return f"here:{kind}:{pk}"
