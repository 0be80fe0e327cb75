"""Places: those of the language's gazetteer, and capitalised words behind "in" or "near" that nothing else explains."""

from functools import cache
from typing import NamedTuple

from claims.splitting.details.phrases import Found, Phrases
from claims.splitting.details.words import Word
from claims.splitting.wordlists import DATA, load_lines, word_classes, word_set

OWNER = ("'s",)
# Endings that a place can have more, by language: an owner's, a genitive's.
ENDINGS = {"en": OWNER, "de": ("s", "'s")}
LONGEST_UNKNOWN = 3


class Place(NamedTuple):
    """A place of the gazetteer: its usual name, its class, and whether it is a common word or a person's name too."""

    name: str
    kind: str
    doubtful: bool = False


@cache
def gazetteer(language: str) -> Phrases[Place]:
    """Give the places of a language by their names."""
    return Phrases(read_entries("gazetteer", language), cased=True)


@cache
def organisations(language: str) -> Phrases[Place]:
    """Give the organisations that need no explaining."""
    return Phrases(read_entries("organisations", language), cased=True)


@cache
def contexts(language: str, label: str) -> frozenset[str]:
    """Give the words behind which a name is a place ("context": if it can be one; "inside": whatever it is)."""
    lines = load_lines("gazetteer", language) if (DATA / language / "gazetteer.txt").is_file() else ()
    return frozenset(word for line in lines if line.startswith(f"{label}: ") for word in line.split()[1:])


def read_entries(name: str, language: str) -> dict[str, Place]:
    """Read "class: Name = Other | Name" lines."""
    found: dict[str, Place] = {}
    if not (DATA / language / f"{name}.txt").is_file():
        return found
    for line in load_lines(name, language):
        label, _, body = line.partition(": ")
        if label in ("context", "inside", "common", "suffix"):
            continue
        doubtful, kind = label.startswith("doubtful "), label.removeprefix("doubtful ")
        for entry in body.split(" | "):
            forms = [form.strip() for form in entry.split(" = ")]
            for form in forms:
                found.setdefault(form, Place(forms[0], kind, doubtful))
                # Headlines and datelines print names in capitals.
                if len(form) > 3:
                    found.setdefault(form.upper(), Place(forms[0], kind, doubtful))
    return found


def known_place(words: list[Word], index: int, language: str) -> Found[Place] | None:
    """Find a place of the gazetteer at `index`; "Moscow-based" has one too."""
    found = gazetteer(language).at(words, index, ENDINGS.get(language, OWNER))
    if found is None:
        head, _, rest = words[index].text.partition("-")
        if not rest or not rest[0].islower():
            return None
        start = words[index].start
        found = gazetteer(language).at([Word(start, start + len(head), head, head.lower())], 0)
        if found is None or found.payload.doubtful:
            return None
        return Found(index + 1, found.end, found.payload)
    if found.payload.doubtful and not (index and words[index - 1].lower in contexts(language, "context")):
        return None
    return found


def unknown_place(text: str, words: list[Word], index: int, language: str) -> Found[Place] | None:
    """Take up to three capitalised words behind "in" or "near" for a place, if none of them is known to be else."""
    if not index or words[index - 1].lower not in contexts(language, "inside"):
        return None
    if words[index].start - words[index - 1].end > 2:
        return None
    last = index
    limit = LONGEST_UNKNOWN if language == "en" else 1
    for at in range(index, min(len(words), index + limit)):
        if not can_be_place(words[at], language) or (at > index and words[at].start - words[at - 1].end != 1):
            break
        last = at + 1
    if last == index or not text[words[last - 1].end : words[last - 1].end + 1].isascii():
        return None
    if last < len(words) and words[last].text[0].isupper() and words[last].start - words[last - 1].end == 1:
        return None  # A longer name: of something else.
    name = " ".join(word.text for word in words[index:last])
    end = words[last - 1].end
    if name.endswith("'s"):
        name, end = name[:-2], end - 2
    return Found(last, end, Place(name, "place"))


def can_be_place(word: Word, language: str) -> bool:
    """Say whether a capitalised word may be the name of a place that no list has."""
    if not word.text[0].isupper() or len(word.text) < 3 or word.text.isupper() or "." in word.text:
        return False
    if language == "en":
        bare = word.lower.removesuffix("'s")
        closed = word_classes("function_words").get(bare, "NOUN") != "NOUN"
        return not (closed or any(bare in word_set(name, label) for name, label in NO_PLACE))
    return word.lower not in contexts(language, "common") and not word.lower.endswith(
        tuple(contexts(language, "suffix"))
    )


NO_PLACE = (
    ("roles", "person"),
    ("roles", "body"),
    ("roles", "news"),
    ("names", "f"),
    ("names", "m"),
    ("places", "place"),
)
