"""Step 5: the article's cast. Full names, short forms and bodies, found once over the whole text."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from claims.splitting.wordlists import word_classes, word_set, word_sets

CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
PARTICLE = "(?:of the|of|al|el|bin|ibn|de la|de|del|da|dos|van der|van|von|der|den|di|du|ul)"
# A full stop inside a name is a title's or an initial's; any other ends a sentence.
TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Sens|Rep|Reps|Gov|St|Lt|Sgt|Capt|Maj|Rev|Hon|Cllr)\."
INITIALS = r"(?:[A-Z]\.){1,4}"
RUN = re.compile(
    rf"(?:{TITLE}|{INITIALS}|{CAPITAL}[\w’'-]{{0,40}})"
    rf"(?:[ \xa0\n](?:{PARTICLE} )?(?:{INITIALS}|(?:al-|el-)?{CAPITAL}[\w’'-]{{0,40}})){{0,7}}"
    r"(?: \((?P<short>[A-Z][A-Za-z]{1,9})\))?"
)
PERSON_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "del", "da", "dos", "van", "der", "von", "den", "di", "du", "ul"}
)
AFTER_PERSON = re.compile(r", (?:who|whose|whom|\d\d(?:,| and))\b|, \d\d,")
# Parts of the names of states: "ambassador to the United States Hamdullah Mohib".
STATES = frozenset({"united", "states", "nations", "kingdom", "arab", "emirates"})
POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in an article.

    people: full names in order of appearance. by_surname: last name -> the one full name that has it, or None where
    two do.
    short_forms: "KCNA" -> "Korean Central News Agency". bodies: "ministry" -> [(offset, "Russia's foreign ministry"),
    ...].
    by_given: first name -> the one full name that has it, or None: "Mr Sutopo" is Sutopo Wirawan.
    sure: those of `people` who had a title or a common given name somewhere.
    gender: full name -> "f" or "m" where a title or a common given name tells.
    """

    people: frozenset[str] = frozenset()
    by_surname: dict[str, str | None] = field(default_factory=dict)
    short_forms: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    by_given: dict[str, str | None] = field(default_factory=dict)

    def body_before(self, head: str, at: int) -> str | None:
        """Give the last named body before offset `at` whose head noun is `head`."""
        mentions = self.bodies.get(head, [])
        index = bisect_left(mentions, (at, ""))
        return mentions[index - 1][1] if index else None


def is_closed(word: str) -> bool:
    """Say whether a word is of a closed class, whatever its capitals: it opens sentences and is no name."""
    return word_classes("function_words").get(word.lower(), "NOUN") != "NOUN"


def is_title(word: str) -> bool:
    """Say whether a word stands before names without being part of them."""
    return word.lower().rstrip(".") in word_set("roles", "person")


def is_body(word: str) -> bool:
    """Say whether a word names a kind of organisation."""
    return word.lower() in word_sets("roles", "body", "news")


def is_given(word: str) -> bool:
    """Say whether a word is a common given name."""
    return word.lower() in word_sets("names", "f", "m", "u")


def is_feature(word: str) -> bool:
    """Say whether a word ends the name of a place or thing ("Wayne County")."""
    return word.lower() in word_set("places", "feature")


def is_place(word: str) -> bool:
    """Say whether a word is a country, its adjective or a capital."""
    return word.lower() in word_set("places", "place")


def bare(word: str) -> str:
    """Take a possessive ending off."""
    return word[:-2] if word.endswith(POSSESSIVE) else word.rstrip("'’")


def person_part(words: list[str]) -> tuple[list[str], bool]:
    """Give the words of a run that can be a person's own name, and whether a title stood before them."""
    titled = False
    start = 0
    for index, word in enumerate(words[:-1]):
        lower = word.lower().rstrip(".")
        if is_title(word) or is_body(word) or lower in STATES or lower == "of":
            start = index + 1
            titled = titled or is_title(word) or (is_body(word) and words[index + 1] != "of")
    # "France Emmanuel Macron" after "President of".
    while start < len(words) - 2 and is_place(words[start]):
        start += 1
    while start < len(words) - 1 and (words[start].lower() in PERSON_PARTICLES or is_closed(words[start])):
        start += 1
    own = words[start:]
    if start and words[start - 1] == "of" and len(own) > 2 and not is_given(own[0]) and is_given(own[1]):
        own = own[1:]  # "Secretary of State Helen Clifton"
    return own, titled


def build_cast(text: str) -> Cast:
    """Read the whole text once and collect its names."""
    runs: list[tuple[list[str], str]] = []
    lone: set[str] = set()
    short_forms: dict[str, str] = {}
    gender: dict[str, str] = {}
    for match in RUN.finditer(text):
        run = match.group()
        short = match.group("short")
        if short:
            run = run[: run.rindex("(")].strip()
        words = run.split()
        while words and is_closed(words[0]):
            words.pop(0)
        before = role_before(text, match.start())
        parts = [without_origin(part, titled=bool(before)) for part in cut_possessives(words)]
        for part in parts:
            if len(part) == 1:
                lone.add(bare(part[0]))
            elif len(part) > 1:
                own, _ = person_part(part)
                if len(own) == 1:
                    lone.add(own[0])  # "Ms Crowe-Marsh"
                role = before if part is parts[0] else ""
                runs.append((part, role or role_after(text, match.end()) if part is parts[-1] else role))
        if short and len(words) > 1 and short.isupper():
            short_forms.setdefault(short, " ".join(cut_possessives(words)[-1]))
    sure: set[str] = set()
    people, by_surname = pick_people(runs, lone, gender, sure)
    by_given: dict[str, str | None] = {}
    for name in people:
        given = name.partition(" ")[0]
        by_given[given] = None if given in by_given else name
    return Cast(frozenset(people), by_surname, short_forms, find_bodies(text), gender, frozenset(sure), by_given)


def without_origin(words: list[str], *, titled: bool) -> list[str]:
    """Cut "Rep. Alan Ortiz of New Mexico" after the person; "Bank of England" stays whole."""
    if "of" not in words:
        return words
    before = words[: words.index("of")]
    own, has_title = person_part(before)
    is_person = len(own) > 1 and (titled or has_title or is_given(own[0])) and not any(is_body(word) for word in own)
    return before if is_person else words


def role_before(text: str, at: int) -> str:
    """Give the lower-case role that stands before a name ("fire chief Obadiah", "its chairwoman, Anne"), or ""."""
    words = text[max(0, at - 24) : at].rstrip(" ,").split()
    return words[-1] if words and words[-1].islower() and is_title(words[-1]) else ""


def role_after(text: str, at: int) -> str:
    """Give "person" where what follows a name says so (", who runs", ", whose family", ", 61,"), else ""."""
    return "person" if AFTER_PERSON.match(text, at) else ""


def cut_possessives(words: list[str]) -> list[list[str]]:
    """Cut "Russia's Maria Zakharova" into its owner and what is owned."""
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(bare(word))
        if word.endswith(POSSESSIVE):
            parts.append([])
    return [part for part in parts if part] or [[]]


def pick_people(
    runs: list[tuple[list[str], str]], lone: set[str], gender: dict[str, str], sure: set[str]
) -> tuple[dict[str, None], dict[str, str | None]]:
    """Choose the runs that are people: by a given name, a title, or a surname that the article uses alone."""
    people: dict[str, None] = {}
    by_surname: dict[str, str | None] = {}
    for words, role in runs:
        own, titled = person_part(words)
        titled = titled or bool(role)
        if len(own) > 3 and own[-1] in lone and not PERSON_PARTICLES & {word.lower() for word in own}:
            own = own[-2:]  # "University of Texas Arlington Amneh Jafari", who is Jafari later on.
        sign = gender_of([role, *words], own)
        if len(own) == 1 and titled and sign and not is_place(own[0]):
            gender.setdefault(own[0], sign)
        if not may_be_person(own):
            continue
        surname = own[-1]
        known_given = is_given(own[0])
        if not (known_given or titled or (surname in lone and not is_place(own[0]))):
            continue
        name = " ".join(own)
        people.setdefault(name)
        if known_given or titled:
            sure.add(name)
        if sign:
            gender.setdefault(name, sign)
        note_surname(by_surname, surname, name)
        if len(own) > 2 and own[-2].lower() in PERSON_PARTICLES:
            note_surname(by_surname, " ".join(own[-2:]), name)
    share_gender(people, gender)
    return people, by_surname


def may_be_person(own: list[str]) -> bool:
    """Say whether words can be a full name: no body, place or thing among them."""
    if not 2 <= len(own) <= 5 or any(is_body(word) or is_title(word) for word in own[1:-1]):
        return False
    if is_title(own[-1]) and not (len(own) == 2 and is_given(own[0])):
        return False  # But "Larry King" is one.
    return not (is_body(own[0]) or is_body(own[-1]) or is_place(own[-1]) or is_feature(own[-1]))


def share_gender(people: dict[str, None], gender: dict[str, str]) -> None:
    """Let "Mr Pugh" tell of "Gareth Pugh"."""
    for name in people:
        surname = name.rpartition(" ")[2]
        if name not in gender and surname in gender:
            gender[name] = gender[surname]


def note_surname(by_surname: dict[str, str | None], surname: str, name: str) -> None:
    """Remember whose surname this is; two people of one surname leave it open."""
    known = by_surname.setdefault(surname, name)
    if known is not None and known != name and not (known.endswith(name) or name.endswith(known)):
        by_surname[surname] = None
    elif known is not None and len(name) > len(known) and name.endswith(known):
        by_surname[surname] = name


def gender_of(words: list[str], own: list[str]) -> str:
    """Read "f" or "m" off a title or a common given name; "" when neither tells."""
    titles = {word.lower().rstrip(".") for word in words[: len(words) - len(own)]}
    if titles & word_set("roles", "female"):
        return "f"
    if titles & word_set("roles", "male"):
        return "m"
    given = own[0].lower() if own else ""
    if given in word_set("names", "f"):
        return "f"
    return "m" if given in word_set("names", "m") else ""


@cache
def body_pattern() -> re.Pattern[str]:
    """Give the pattern of a body with a lower-case head noun: "Russia's foreign ministry", "Nour al Din al-Zinki
    group".
    """
    heads = "|".join(sorted(word_set("roles", "body"), key=len, reverse=True))
    return re.compile(
        rf"(?P<phrase>(?:(?:al-|el-)?{CAPITAL}[\w-]{{0,40}}(?:['’]s)? (?:{PARTICLE} )?){{1,7}}"
        rf"(?:[a-z-]{{2,20}} ){{0,2}}?(?P<head>{heads}))\b"
    )


def find_bodies(text: str) -> dict[str, list[tuple[int, str]]]:
    """Find named organisations by their lower-case head noun ("Russia's foreign ministry") or capital one ("Home
    Office").
    """
    bodies: dict[str, list[tuple[int, str]]] = {}
    heads = word_set("roles", "body")
    for match in body_pattern().finditer(text):
        head = match.group("head")
        words = match.group("phrase").split()
        while words and is_closed(words[0]):
            words.pop(0)
        if len(words) > 1:
            bodies.setdefault(head, []).append((match.start(), body_name(words)))
    for match in RUN.finditer(text):
        words = match.group().split("(")[0].split()
        while words and is_closed(words[0]):
            words.pop(0)
        for word in words if len(words) > 1 else []:
            lower = bare(word).lower()
            if lower in heads and word[0].isupper():
                part = next(part for part in cut_possessives(words) if bare(word) in part)
                if len(part) > 1:
                    bodies.setdefault(lower, []).append((match.start(), " ".join(part)))
                break
    for mentions in bodies.values():
        mentions.sort()
    return bodies


def body_name(words: list[str]) -> str:
    """Drop the owner where the body has a name of its own: "the Free Syrian Army's Nour al Din al-Zinki group"."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].endswith(POSSESSIVE):
            rest = words[index + 1 :]
            if any(word[0].isupper() for word in rest):
                return " ".join(rest)
            break
    return " ".join(words)
