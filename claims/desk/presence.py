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


def say_here(user: User, kind: str, pk: int, *, tab: str = "", writing: str = "") -> None:
    """`user` looks at the claim or article (`kind`) now, in that tab of their browser."""
    said = json.dumps({"name": user.display_name, "writing": writing, "at": int(time.time())})
    cache.put_into(_key(kind, pk), f"{user.pk}:{tab}", said, timeout=SECONDS)  # type: ignore[attr-defined]


def say_gone(user: User, kind: str, pk: int, *, tab: str = "") -> None:
    """That tab is closed; the person may have others."""
    cache.put_into(_key(kind, pk), f"{user.pk}:{tab}", None, timeout=SECONDS)  # type: ignore[attr-defined]


def others_at(user: User, kind: str, pk: int) -> list[Present]:
    """Who else is there, by name."""
    return others_in(user, kind, [pk])[pk]


def others_in(user: User, kind: str, pks: Sequence[int]) -> dict[int, list[Present]]:
    """Who else is at each of these, asked in one go. `user` may see them all."""
    hashes = cache.fields_of([_key(kind, pk) for pk in pks]) if pks else []  # type: ignore[attr-defined]
    return {pk: _others(user, fields) for pk, fields in zip(pks, hashes, strict=True)}


def _others(user: User, fields: dict[str, str]) -> list[Present]:
    oldest = time.time() - SECONDS
    there: dict[int, Present] = {}
    for tab, value in fields.items():
        person, said = int(tab.partition(":")[0]), json.loads(value)
        if person != user.pk and said["at"] >= oldest and (person not in there or said["writing"]):
            there[person] = Present(person, said["name"], said["writing"])
    return sorted(there.values(), key=lambda one: (one.name, one.person_id))


def _key(kind: str, pk: int) -> str:
    return f"here:{kind}:{pk}"
