"""The word lists under data/, read once and kept. Every list is ours; its first lines say what it is for."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
VOWELS = "aeiou"
# Verbs of more than four letters that double their last letter ("beginning").
DOUBLING = frozenset({"begin", "forget", "forbid", "outrun", "overrun"})


@cache
def load_lines(name: str, language: str = "en") -> tuple[str, ...]:
    """Give the lines of a data file without comments and empty lines."""
    text = (DATA / language / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def load_classes(name: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """Read "class: word word ..." lines: class -> its words."""
    classes: dict[str, tuple[str, ...]] = {}
    for line in load_lines(name, language):
        label, _, words = line.partition(":")
        # Boilerplate openings hold spaces and stand between bars instead.
        parts = words.split("|") if "|" in words else words.split()
        classes[label.strip()] = tuple(part.strip() for part in parts if part.strip())
    return classes


@cache
def word_set(name: str, label: str) -> frozenset[str]:
    """Give one class of a list as a set."""
    return frozenset(load_classes(name)[label])


@cache
def word_sets(name: str, *labels: str) -> frozenset[str]:
    """Give several classes of a list as one set."""
    return frozenset().union(*(word_set(name, label) for label in labels))


@cache
def word_classes(name: str) -> dict[str, str]:
    """Turn a list around: word -> class. The first class that names a word has it."""
    found: dict[str, str] = {}
    for label, words in load_classes(name).items():
        for word in words:
            found.setdefault(word, label)
    return found


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Give form -> (base, kinds). Kinds are letters: B base, S -s, D past, N participle, G -ing.

    A lower-case "b" or "s" marks a form that is more often a noun ("report", "strikes").
    """
    forms: dict[str, tuple[str, str]] = {}

    def put(form: str, base: str, kind: str) -> None:
        known = forms.get(form)
        if known is None:
            forms[form] = (base, kind)
        elif kind not in known[1]:
            forms[form] = (known[0], known[1] + kind)

    for line in load_lines("verbs"):
        first, *others = line.split()
        base = first.rstrip("*")
        noun_too = first != base
        past = others[0] if others else regular_past(base)
        participle = others[-1] if others else past
        put(base, base, "b" if noun_too else "B")
        put(s_form(base), base, "s" if noun_too else "S")
        put(past, base, "D")
        put(participle, base, "N")
        put(ing_form(base, past), base, "G")
    return forms


def regular_past(base: str) -> str:
    """Give the past of a regular verb: "carry" -> "carried"."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def s_form(base: str) -> str:
    """Give the third person: "deny" -> "denies"."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def ing_form(base: str, past: str) -> str:
    """Give the -ing form; a doubled letter is read off the past ("stopped") or known ("begin")."""
    if past == base + base[-1] + "ed":
        return base + base[-1] + "ing"
    irregular = past != base + "ed" and (3 <= len(base) <= 4 or base in DOUBLING)
    if irregular and base[-1] not in "wxy" + VOWELS and base[-2] in VOWELS and base[-3] not in VOWELS:
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + "ing"


@cache
def base_of(form: str) -> str:
    """Give the base form of a known verb form, else the word itself."""
    known = verb_forms().get(form)
    return known[0] if known else form


@cache
def cue_classes() -> dict[str, tuple[str, ...]]:
    """Give base verb -> the cue classes it has, as cues.txt lists them."""
    found: dict[str, tuple[str, ...]] = {}
    for label, bases in load_classes("cues").items():
        for base in bases:
            found[base] = (*found.get(base, ()), label)
    return found


@cache
def cue_forms() -> dict[str, tuple[str, str]]:
    """Give form -> (base, kinds) for every cue verb, whether verbs.txt has it or not."""
    forms = {form: known for form, known in verb_forms().items() if known[0] in cue_classes()}
    for base in cue_classes():
        for form, kind in (
            (base, "B"),
            (s_form(base), "S"),
            (regular_past(base), "DN"),
            (ing_form(base, regular_past(base)), "G"),
        ):
            if base not in verb_forms():
                forms.setdefault(form, (base, kind))
    return forms
