"""The people of a German article: full names, surnames, titles and genders, found once over the whole text."""

import re
from dataclasses import dataclass, field
from functools import cache

from claims.splitting.wordlists import load_classes

CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
NAME = rf"(?:(?:Dr|Prof|Dipl|Ing|St)\.|{CAPITAL}[\w’'-]{{0,40}})"
RUN = re.compile(rf"{NAME}(?:[ \xa0\n](?:(?:von der|van der|von|van|zu|de|der|del) )?{NAME}){{1,6}}")
PARTICLES = frozenset({"von", "van", "zu", "der", "de", "del"})


@dataclass(frozen=True, slots=True)
class People:
    """Who is named. full: full names. by_surname: surname -> full name, None where two share it. gender: full name ->
    f or m. titles: lower-case title -> the full names it stood before, in order.
    """

    full: frozenset[str] = frozenset()
    by_surname: dict[str, str | None] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)


@cache
def roles(label: str) -> tuple[str, ...]:
    """Give a class of roles.txt, to compare the ends of words with."""
    return load_classes("roles", "de")[label]


@cache
def given_names() -> dict[str, str]:
    """Give given name -> f or m."""
    return {name: label for label in ("m", "f") for name in load_classes("names", "de")[label]}


def is_title(word: str) -> bool:
    """Say whether a word is a role or ends in one: "Verkehrsministerin"."""
    return word.lower().rstrip(".").endswith(roles("person"))


def is_body(word: str) -> bool:
    """Say whether a word names a kind of organisation or ends in one: "Gesundheitsministerium"."""
    lower = word.lower()
    return lower.endswith(roles("body")) or lower.removesuffix("s").endswith(roles("body"))


def is_given(word: str) -> bool:
    """Say whether a word is a common given name, also half of one ("Karl-Heinz")."""
    return word in given_names() or word.partition("-")[0] in given_names()


def find_people(text: str) -> People:
    """Read the whole text once and collect its people."""
    full: dict[str, None] = {}
    by_surname: dict[str, str | None] = {}
    gender: dict[str, str] = {}
    titles: dict[str, list[str]] = {}
    for match in RUN.finditer(text):
        words = match[0].split()
        found = name_in(words)
        if found is None:
            continue
        start, end = found
        own = words[start:end]
        name = " ".join(own)
        full.setdefault(name)
        known = by_surname.setdefault(own[-1], name)
        if known != name:
            by_surname[own[-1]] = None
        before = [word.lower() for word in words[:start] if is_title(word)]
        role = before[-1].rstrip(".") if before else ""
        for title in before:
            titles.setdefault(title.rstrip("."), []).append(name)
        sign = gender_of(role, own[0])
        if sign:
            gender.setdefault(name, sign)
    return People(frozenset(full), by_surname, gender, titles)


def name_in(words: list[str]) -> tuple[int, int] | None:
    """Find a person's own name in a run of capitalised words: from a given name to the surname."""
    for start in range(len(words) - 1):
        titled = start > 0 and is_title(words[start - 1]) and not words[start - 1].lower().endswith(("rat", "dr."))
        plain = words[start][0].isupper() and not is_title(words[start]) and not is_body(words[start])
        if not (is_given(words[start]) or (titled and plain and len(words) - start == 2)):
            continue
        end = start + 1
        while end < len(words) - 1 and (is_given(words[end]) or words[end].lower() in PARTICLES):
            end += 1
        surname = words[end]
        if is_title(surname) and not is_given(words[start]):
            continue
        return start, end + 1
    return None


def gender_of(role: str, given: str) -> str:
    """Tell a person's gender by the role before the name, else by the given name; "" when neither tells."""
    if role.endswith(roles("f")):
        return "f"
    first = given.partition("-")[0]
    return given_names().get(given) or given_names().get(first) or ("m" if role and role not in ("dr", "prof") else "")
