"""Step 6: the phrase that names a speaker, resolved to the fullest name the article gives.

Never a guess: see Speaker.resolved.
"""

from dataclasses import dataclass

from claims.splitting.names import Cast, cut_possessives, is_body, is_closed, is_place, is_title, person_part
from claims.splitting.tokens import Token
from claims.splitting.wordlists import word_set

MALE, FEMALE = frozenset({"he"}), frozenset({"she"})
THINGS = frozenset({"it", "they"})
FIRST_AND_SECOND = frozenset({"i", "we", "you"})
# "according to her"
OBJECT_FORMS = {"her": "she", "him": "he", "them": "they"}
REMEMBERED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker: the name to show, the words as printed, and whether the name is sure.

    name is None where the printed words are a pronoun that nothing in the article answers.
    kind: person, body, other or pronoun.
    """

    name: str | None
    printed: str
    resolved: bool
    kind: str


class Discourse:
    """What has been mentioned up to here, newest last, so that "she" and "the ministry" can be answered."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.people: list[str] = []
        self.spoke: set[str] = set()
        self.bodies: list[str] = []
        self.labels: dict[str, str] = {}

    def note(self, name: str, kind: str, *, spoke: bool = False) -> None:
        """Remember a speaker or subject; only the last few count. Who spoke and looks like a person is one."""
        if kind == "person" and spoke:
            self.spoke.add(name)
        memory = self.people if kind == "person" else self.bodies
        if name in memory:
            memory.remove(name)
        memory.append(name)
        del memory[:-REMEMBERED]

    def resolve(self, tokens: list[Token], text: str) -> Speaker:
        """Resolve the phrase that `tokens` print; not remembered until `note` is called."""
        printed = text[tokens[0].start : tokens[-1].end]
        lower = tokens[0].lower
        if len(tokens) == 1 and (tokens[0].tag in ("PRON", "REL") or lower in OBJECT_FORMS):
            lower = OBJECT_FORMS.get(lower, lower)
            name = self.answer_pronoun(lower)
            return Speaker(name=name, printed=printed, resolved=name is not None, kind="pronoun")
        if name := self.person_in(tokens):
            return Speaker(name=name, printed=printed, resolved=True, kind="person")
        if tokens[0].tag in ("DET", "POSS") and not any(token.tag == "NAME" for token in tokens):
            return self.resolve_definite(tokens, printed)
        name = tidy_body(tokens, text, self.cast)
        return Speaker(name=name, printed=printed, resolved=True, kind="body" if is_one_body(tokens) else "other")

    def label_speaker(self, label: str) -> Speaker:
        """Resolve the label of a transcript's line: "GOVERNOR ALDOUS FENMORE" first, "FENMORE" from then on."""
        words = [word.title() for word in label.partition("(")[0].split()]
        own, _ = person_part(words)
        full = self.cast.by_surname.get(own[-1]) or self.labels.get(own[-1])
        if not full and len(own) > 1:
            full = self.labels.setdefault(own[-1], " ".join(own))
        asks = label.partition(" ")[0] in ("QUESTION", "Q", "REPORTER", "JOURNALIST")
        if asks or (not full and len(label) < 2):
            return Speaker(name=None, printed=label, resolved=False, kind="other")
        return Speaker(name=full or label, printed=label, resolved=full is not None, kind="person")

    def answer_pronoun(self, pronoun: str) -> str | None:
        """Give the newest speaker a pronoun fits;

        None when there is none or when it stands for the speaker of a quotation.
        """
        if pronoun in FIRST_AND_SECOND:
            return None
        if pronoun in THINGS:
            return self.bodies[-1] if self.bodies else None
        wanted = "m" if pronoun in MALE else "f" if pronoun in FEMALE else ""
        # Those who are people for sure come first; "Tarnholm Ledger" only looks like a name.
        sure = [name for name in self.people if name in self.cast.sure or name in self.spoke]
        for name in reversed(sure or self.people):
            gender = self.cast.gender.get(name, "")
            if not wanted or not gender or gender == wanted:
                return name
        return None

    def person_in(self, tokens: list[Token]) -> str | None:  # noqa: PLR0911 - cases
        """Find the person a phrase names: the last run of names, without titles, as the fullest form the article
        has.
        """
        run: list[str] = []
        for token in reversed(tokens):
            particle = run and token.lower in ("al", "el", "bin", "ibn", "de", "la", "van", "von", "der")
            if token.tag == "NAME" or particle:
                run.insert(0, token.text)
            elif run:
                break
            elif token.tag != "MARK":
                return None
        words = cut_possessives(run)[-1] if run else []
        if not words or (run and run[-1].endswith(("'s", "’s"))):
            return None
        own, _ = person_part(words)
        for size in range(len(own), 1, -1):
            name = " ".join(own[-size:])
            if name in self.cast.people:
                return self.cast.by_surname.get(own[-1]) or name if size == 1 else name
        full = self.cast.by_surname.get(own[-1])
        apposed = len(tokens) > len(run) and tokens[-len(run) - 1].text == ","
        if apposed and 2 <= len(own) <= 3 and not any(is_body(word) or is_place(word) for word in own):
            return " ".join(own)  # "An islander, Hal Brevik"
        if full and len(own) == 1 and not (len(words) > 1 and not is_title(words[-2])):
            return full
        if (
            len(own) == 1
            and (own[0] in self.cast.gender or any(is_title(word) for word in words[:-1]))
            and not (is_place(own[0]) or is_body(own[0]))
        ):
            return full or " ".join(words)
        return None

    def resolve_definite(self, tokens: list[Token], printed: str) -> Speaker:
        """Resolve "the ministry", "the same group": the last named one of that kind, else as printed."""
        words = [token for token in tokens if token.tag not in ("DET", "POSS", "MARK")]
        definite = tokens[0].lower in ("the", "this", "that")
        simple = len(words) == 1 or (len(words) == 2 and words[0].lower in ("same", "latter"))
        if definite and simple and words:
            head = words[-1].lower
            if body := self.cast.body_before(head, tokens[0].start):
                return Speaker(name=body, printed=printed, resolved=True, kind="body")
            if head in word_set("roles", "person") and len(self.people) == 1:
                return Speaker(name=self.people[0], printed=printed, resolved=True, kind="person")
        name = without_article(printed) if tokens[0].lower in ("a", "an") else printed
        return Speaker(
            name=name, printed=printed, resolved=not definite, kind="body" if is_one_body(tokens) else "other"
        )


def is_one_body(tokens: list[Token]) -> bool:
    """Say whether a phrase is one organisation, place or the like, which "it" can stand for; not "Doctors at the
    Infirmary".
    """
    end = next((i for i, token in enumerate(tokens) if token.tag == "PREP" and token.lower != "of"), len(tokens))
    head = [token for token in tokens[:end] if token.tag in ("NAME", "NOUN")]
    if not head:
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
