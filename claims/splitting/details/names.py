"""Which printed names of an article belong to whom."""

from claims.splitting.names import Cast, is_title
from claims.splitting.wordlists import verb_forms, word_classes

# Lower-case words that names of bodies hold: "Council for the Protection of the Sea", "army of Russia".
INNER = frozenset({"of", "for", "the", "and", "on", "in"})
LONGEST_BODY = 8


def names_of(cast: Cast) -> dict[str, tuple[str, str]]:
    """Give each form a name is printed in -> (person or organisation, the full name)."""
    found: dict[str, tuple[str, str]] = {}
    for mentions in cast.bodies.values():
        for _, name in mentions:
            if is_body_name(name):
                found[name] = ("organisation", name)
    for short, name in cast.short_forms.items():
        found[short] = found[name] = ("organisation", name)
    for surname, full in cast.by_surname.items():
        if full:
            found[surname] = ("person", full)
    for name in cast.people:
        found[name] = ("person", name)
    return found


def is_body_name(name: str) -> bool:
    """Say whether what ends in a word like "party" is a name, and not a clause or somebody's title before it."""
    words = name.split()
    if len(words) > LONGEST_BODY:
        return False
    for before, word in zip(["", *words], words, strict=False):
        if word[0].isupper():
            if is_title(word) and before[:1].isupper():
                return False  # "Shadow Home Secretary ... her party"
            continue
        closed = word_classes("function_words").get(word, "NOUN") != "NOUN"
        if (closed and word not in INNER) or "D" in verb_forms().get(word, ("", ""))[1]:
            return False
        if word == "the" and before not in INNER:
            return False
    return not is_title(words[0])
