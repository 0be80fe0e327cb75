"""Who can be mentioned in a comment, and whom a text mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from claims.access import people_visible_to, people_who_see_claim
from claims.models import Claim, User
from claims.workflow import people_who_take_part


class Found(NamedTuple):
    """A mention: `[start, end)` of the text, the @ included."""

    person_id: int
    start: int
    end: int


def people_to_mention(user: User, claim: Claim) -> list[User]:
    """Everybody who sees the claim and can answer, by name; with names and handles only."""
    people = people_visible_to(user).filter(pk__in=people_who_take_part())
    return list(people_who_see_claim(people, claim).only("name", "username").order_by("name", "id"))


def mentions_in(text: str, people: Iterable[User]) -> list[Found]:
    """The @names in `text` that mean exactly one of `people`: their handle, their whole name or their first name.

    The longest reading counts, in any case. What stands after a letter is part of an address, and a name that two
    people have means neither of them.
    """
    known = _names(people)
    if not known or "@" not in text:
        return []
    longest_first = sorted(known, key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", r"[ \u00a0]") for name in longest_first)
    pattern = re.compile(rf"(?<![\w@.+-])@({names})(?!\w|[@.+-]\w)", re.IGNORECASE)
    found = (
        Found(person, match.start(), match.end())
        for match in pattern.finditer(text)
        if (person := known.get(_folded(match[1]))) is not None
    )
    return list(found)


def _names(people: Iterable[User]) -> dict[str, int | None]:
    """What can stand after an @, and whom it means; None where it could be several."""
    people = list(people)
    known: dict[str, int | None] = {}
    # A handle is one person's alone, whoever else has it as a name; a whole name comes before a first name.
    first_names = [(_folded(person.display_name).split(" ")[0], person.pk) for person in people]
    whole_names = [(_folded(person.display_name), person.pk) for person in people]
    for names in (first_names, whole_names):
        times = Counter(name for name, _pk in names)
        known |= {name: pk if times[name] == 1 else None for name, pk in names if name}
    return known | {_folded(person.username): person.pk for person in people}


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()
