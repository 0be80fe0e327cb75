"""What a phrase that names a source is: a person, somebody without a name, a body; and how its name is written."""

from claims.splitting.names import Cast, is_body, is_closed, is_feature, is_place, is_title
from claims.splitting.tokens import PLURALS, Token
from claims.splitting.wordlists import word_set, word_sets

# Peoples whose name has no ending that tells.
PEOPLES = frozenset(
    {"scot", "briton", "dane", "swede", "finn", "pole", "turk", "serb", "croat", "czech", "greek", "swiss"}
)


def is_others(tokens: list[Token], run: list[str], own: list[str]) -> bool:
    """Say whether a name at a phrase's end is not whom the phrase is about: "aide to X", "lawyer for X"."""
    head = head_of(tokens)
    start = len(tokens) - len(run)
    linked = any(token.tag == "PREP" for token in tokens[max(0, start - 2) : start])
    titles = len(run) - len(own)
    plain_name = all(is_title(word) for word in run[:titles])
    return linked and plain_name and head is not None and head.tag == "NOUN"


def head_of(tokens: list[Token]) -> Token | None:
    """Give the head noun of a phrase: the last noun or name before a preposition, a mark or a relative word."""
    end = next(
        (i for i, token in enumerate(tokens) if token.tag in ("PREP", "MARK", "REL", "CC") and i > 0), len(tokens)
    )
    return next((token for token in reversed(tokens[:end]) if token.tag in ("NOUN", "NAME", "PART", "NUM")), None)


def sign_of_name(name: str) -> str:
    """Read "f" or "m" off a common given name; "" when it does not tell."""
    given = name.partition(" ")[0].lower()
    return "f" if given in word_set("names", "f") else "m" if given in word_set("names", "m") else ""


def sign_of_role(role: str) -> str:
    """Read "f" or "m" off a word for a person ("daughter", "spokesman"); "" when it does not tell."""
    return "f" if role in word_set("roles", "female") else "m" if role in word_set("roles", "male") else ""


def is_plural(name: str) -> bool:
    """Say whether a source is several people: "two officials", "residents of the village"."""
    head = name.partition(" of ")[0].partition(" in ")[0].partition(" with ")[0].rpartition(" ")[2].lower()
    return head in PLURALS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def may_be_name(name: str) -> bool:
    """Say whether a speaker's name could be a person's: two or three capital words, none a body's or place's."""
    words = name.split()
    return 2 <= len(words) <= 3 and all(
        word[0].isupper() and not (is_body(word) or is_place(word) or is_feature(word) or word.isupper())
        for word in words
    )


def stands_for_person(head: Token) -> bool:
    """Say whether "the ..." with this head can take up one person: "the surgeon", "the 26-year-old"."""
    lower = head.lower
    if head.tag == "NAME":
        return lower in PEOPLES or (is_place(head.text) and lower.endswith("an"))
    return lower.endswith("-year-old") or lower in word_set("roles", "person") or lower in ("man", "woman")


def apposed_name(tokens: list[Token]) -> str | None:
    """Give the name in "a contractor, Datavault": names alone behind a comma, a plain role before it."""
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), -1)
    behind = tokens[comma + 1 :]
    while behind and behind[0].tag in ("DET", "NOUN") and len(behind) > 1:
        behind = behind[1:]  # "the militia, the Northern Shield", "the owner, Athens-based Pelagia Maritime"
    if comma < 1 or not behind or tokens[comma - 1].tag != "NOUN" or any(token.tag != "NAME" for token in behind):
        return None
    return " ".join(token.text for token in behind)


def is_one_body(tokens: list[Token]) -> bool:
    """Say whether a phrase is one organisation, place or the like, which "it" can stand for; not "Doctors at the
    Infirmary".
    """
    end = next((i for i, token in enumerate(tokens) if token.tag == "PREP" and token.lower != "of"), len(tokens))
    head = [token for token in tokens[:end] if token.tag in ("NAME", "NOUN")]
    if tokens[0].lower in ("every", "each", "no", "any", "both", "several", "many", "some", "most", "all"):
        return False
    if not head or head[-1].lower.removesuffix("s") in word_set("roles", "person"):
        return False
    return head[-1].lower in word_set("roles", "body") or (
        head[-1].tag == "NAME" and len(head) + 1 >= len(tokens[:end]) - 3
    )


def without_article(printed: str) -> str:
    """Take a leading article off."""
    first, _, rest = printed.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else printed


def tidy_body(tokens: list[Token], text: str, cast: Cast) -> str:
    """Give the name of a body: no article, no bracketed short form, short forms written out, owner dropped where it
    can be.
    """
    kept = list(tokens)
    bracket = next((index for index, token in enumerate(kept) if token.text in "(["), -1)
    if bracket > 0:
        kept = kept[:bracket]
    while len(kept) > 1 and kept[0].tag in ("DET", "POSS"):
        kept = kept[1:]
    # An owner before a name of its own: "North Korea's main news agency Korean Central News Agency".
    for index in range(len(kept) - 2, -1, -1):
        if kept[index].lower.endswith("'s"):
            if kept[-1].tag == "NAME" and index + 2 < len(kept):
                kept = kept[index + 1 :]
            break
    if kept[-1].tag == "NAME" and len(kept) > 1:
        known = word_sets("roles", "body", "firm")
        if kept[-2].tag == "NOUN" and kept[-2].lower in known:
            return text[kept[-1].start : kept[-1].end]  # "Ride-hailing startup Zippa"
    if kept[-1].tag == "NAME":
        start = len(kept) - 1
        while start > 0 and kept[start - 1].tag == "NAME":
            start -= 1
        if len(kept) - start > 1 and all(token.tag in ("NOUN", "PART", "MARK") for token in kept[:start]):
            kept = kept[start:]
    name = text[kept[0].start : kept[-1].end]
    return cast.short_forms.get(name, name) if is_short(name) else name


def is_short(name: str) -> bool:
    """Say whether a name looks like a short form: one word of capitals."""
    return len(name) <= 10 and name.isupper() and not is_closed(name)
