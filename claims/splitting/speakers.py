"""Step 6: the phrase that names a speaker, resolved to the fullest name the article gives.

Never a guess: see Speaker.resolved.
"""

from dataclasses import dataclass, replace

from claims.splitting.names import Cast, cut_possessives, is_body, is_closed, is_given, is_place, is_title, person_part
from claims.splitting.noun_phrases import PARTICLES
from claims.splitting.tokens import Token
from claims.splitting.wordlists import load_classes, word_set

SIGNS = {"he": "m", "she": "f"}
THINGS = frozenset({"it", "they"})
FIRST_AND_SECOND = frozenset({"i", "we", "you"})
# "according to her"
OBJECT_FORMS = {"her": "she", "him": "he", "them": "they", "his": "he", "their": "they"}
REMEMBERED = 6
# Peoples whose name has no ending that tells.
PEOPLES = frozenset(
    {"scot", "briton", "dane", "swede", "finn", "pole", "turk", "serb", "croat", "czech", "greek", "swiss"}
)
# Roles that many people in one story can have.
MANY = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "analyst", "lawyer", "attorney", "adviser", "advisor"}
    | {"officer", "expert", "resident", "witness", "source", "aide", "voter", "member", "professor", "director"}
)
SHORT = dict(pair.split("=") for pair in load_classes("roles")["short"])


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
        # Head noun -> who were called that: "auditor" -> "Denise Falk", "adviser" -> "senior adviser to the mayor".
        self.roles: dict[str, list[str]] = {}
        self.gender = dict(cast.gender)
        # The number of the sentence that is being read, and of the one in which a person was last subject or speaker.
        self.now = 0
        self.heard: dict[str, int] = {}

    def note(self, name: str, kind: str, *, spoke: bool = False) -> None:
        """Remember a speaker or subject; only the last few count. Who spoke and looks like a person is one."""
        self.heard[name] = self.now
        if kind == "person":
            if sign := sign_of_name(name):
                self.gender.setdefault(name, sign)
            if spoke:
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
            if name and lower in SIGNS:
                self.gender.setdefault(name, SIGNS[lower])
            return Speaker(name=name, printed=printed, resolved=name is not None, kind="pronoun")
        if name := self.person_in(tokens):
            return Speaker(name=name, printed=printed, resolved=True, kind="person")
        if tokens[0].tag in ("DET", "POSS") and not any(token.tag == "NAME" for token in tokens):
            return self.resolve_definite(tokens, printed, text)
        if tokens[0].lower == "the" and (self.is_nobody_named(tokens) or len(tokens) == 2):
            return self.resolve_definite(tokens, printed, text)
        if self.is_nobody_named(tokens):
            return self.resolve_indefinite(tokens, printed)
        if len(tokens) == 1 and tokens[0].text in self.cast.by_surname:
            # Two people have this surname.
            return Speaker(name=printed, printed=printed, resolved=False, kind="person")
        if name := apposed_name(tokens):
            return Speaker(name=name, printed=printed, resolved=True, kind="body")
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
        wanted = SIGNS.get(pronoun, "")
        # Those who are people for sure come first; "Tarnholm Ledger" only looks like a name.
        sure = [name for name in self.people if name in self.cast.sure or name in self.spoke]
        fitting = [name for name in reversed(sure or self.people) if self.gender.get(name, wanted) in ("", wanted)]
        if not wanted:
            return fitting[0] if fitting else None
        # Somebody without a name and a gender comes after those who are known to fit.
        named = [name for name in fitting if name in self.gender or name in self.cast.people]
        return next(iter([*named, *fitting]), None)

    def same_again(self, pronoun: Speaker, outer: Speaker) -> Speaker:
        """Take a pronoun inside somebody's words for that somebody where it fits: "Brown said he feels the mayor ..."."""
        lower = pronoun.printed.lower()
        if outer.name is None or lower not in ("he", "she", "it", "they"):
            return pronoun
        wanted = SIGNS.get(lower, "")
        fits = self.gender.get(outer.name, wanted) == wanted and " " not in outer.name if wanted else False
        if outer.kind == "person":
            fits = bool(wanted) and self.gender.get(outer.name, wanted) == wanted
        elif outer.kind == "body":
            fits = fits or not wanted
        return replace(pronoun, name=outer.name, resolved=True) if fits else pronoun

    def person_in(self, tokens: list[Token]) -> str | None:  # noqa: PLR0911 - cases
        """Find the person a phrase names: the last run of names, without titles, as the fullest form the article
        has.
        """
        bracket = next((at for at in range(1, len(tokens)) if tokens[at].text in "(["), len(tokens))
        tokens = tokens[:bracket]  # "Rep. Kate Lindholm (R-Mesa)"
        run: list[str] = []
        for token in reversed(tokens):
            particle = run and token.lower in PARTICLES
            if token.tag == "NAME" or particle:
                run.insert(0, token.text)
            elif run:
                break
            elif token.tag != "MARK":
                return None
        words = cut_possessives(run)[-1] if run else []
        if not words or (run and run[-1].endswith(("'s", "’s"))):
            return None
        if len(tokens) > len(run) and (person := self.person_before_origin(tokens)):
            return person
        own, _ = person_part(words)
        full = self.cast.by_surname.get(own[-1])
        apposed = len(tokens) > len(run) and tokens[-len(run) - 1].text == ","
        before = tokens[-len(run) - 1 - apposed] if len(tokens) > len(run) + apposed else None
        if before is not None and len(own) == 1 and before.lower in word_set("roles", "kin"):
            return own[0]  # "His wife, Joanne", "his daughter Beth"
        if before is not None and before.tag in ("PREP", "DET") and not apposed and is_others(tokens, run, own):
            return None  # "a former aide to Mayor Dennis Rourke"
        for size in range(len(own), 1, -1):
            name = " ".join(own[-size:])
            if name in self.cast.people:
                return self.cast.by_surname.get(own[-1]) or name if size == 1 else name
        if apposed and 2 <= len(own) <= 3 and not any(is_body(word) or is_place(word) for word in own):
            return " ".join(own)  # "An islander, Hal Brevik"
        if full and len(own) == 1 and (len(words) == 1 or is_title(words[-2]) or words[-2].lower() in PARTICLES):
            return full
        if (
            len(own) == 1
            and (own[0] in self.cast.gender or any(is_title(word) for word in words[:-1]))
            and not (is_place(own[0]) or is_body(own[0]))
        ):
            return full or " ".join(words)
        return None

    def person_before_origin(self, tokens: list[Token]) -> str | None:
        """Find the person in "Prof. Anita Bergstrom of the University of Lund": before the preposition."""
        for at in range(1, len(tokens) - 1):
            if tokens[at].tag == "PREP" and tokens[at - 1].tag == "NAME":
                person = self.person_in(tokens[:at])
                return person if person in self.cast.people else None
        return None

    def is_nobody_named(self, tokens: list[Token]) -> bool:
        """Say whether a phrase is somebody without a name ("a spokeswoman for the ministry", "one resident")."""
        head = head_of(tokens)
        return head is not None and head.tag == "NOUN" and head.lower in word_set("roles", "person")

    def resolve_definite(self, tokens: list[Token], printed: str, text: str) -> Speaker:
        """Resolve "the ministry", "the same group", "the auditor", "the 26-year-old": the last one who was called that
        or whom it can stand for, else as printed.
        """
        head = head_of(tokens)
        words = [token for token in tokens if token.tag not in ("DET", "POSS", "MARK")]
        definite = tokens[0].lower in ("the", "this", "that")
        simple = len(words) == 1 or (len(words) == 2 and words[0].lower in ("same", "latter"))
        if definite and simple and (body := self.cast.body_before(words[-1].lower, tokens[0].start)):
            return Speaker(name=body, printed=printed, resolved=True, kind="body")
        if head is not None and (definite or tokens[0].tag == "POSS"):
            if definite and head.lower in word_set("roles", "firm") and (body := self.recent_firm()):
                return Speaker(name=body, printed=printed, resolved=True, kind="body")
            if name := self.called(head.lower, modified=len(words) > 1, owned=any(t.tag == "NAME" for t in words)):
                return Speaker(name=name, printed=printed, resolved=True, kind="person")
            if definite and len(words) <= 2 and stands_for_person(head) and (name := self.recent_person(head)):
                return Speaker(name=name, printed=printed, resolved=True, kind="person")
        if self.is_nobody_named(tokens):
            return self.resolve_indefinite(tokens, printed)
        if head is not None and head.tag == "NAME":  # "the Pentagon"
            name = tidy_body(tokens, text, self.cast)
            return Speaker(name=name, printed=printed, resolved=True, kind="body" if is_one_body(tokens) else "other")
        name = without_article(printed) if tokens[0].lower in ("a", "an") else printed
        return Speaker(
            name=name, printed=printed, resolved=not definite, kind="body" if is_one_body(tokens) else "other"
        )

    def resolve_indefinite(self, tokens: list[Token], printed: str) -> Speaker:
        """Give somebody without a name as printed, and remember them: "the adviser" and "she" can be they."""
        definite = tokens[0].lower in ("the", "this", "that")
        name = printed if definite else without_article(printed)
        head = head_of(tokens)
        if head is not None:
            self.call(name, head.lower)
            for sign, label in (("f", "female"), ("m", "male")):
                if head.lower in word_set("roles", label):
                    self.gender.setdefault(name, sign)
        return Speaker(name=name, printed=printed, resolved=not definite, kind="person")

    def recent_firm(self) -> str | None:
        """Give the body with a name of its own that was subject or speaker last, not many sentences ago."""
        for name in reversed(self.bodies):
            last = name.rpartition(" ")[2].lower()
            is_own = name[0].isupper() and (last not in word_set("roles", "body") or last in word_set("roles", "firm"))
            if self.now - self.heard.get(name, -9) <= 4 and is_own and not is_place(name):
                return name
        return None

    def recent_person(self, head: Token) -> str | None:
        """Give the person who was subject or speaker in this sentence or one of the two before it."""
        sign = next((s for s, label in (("f", "female"), ("m", "male")) if head.lower in word_set("roles", label)), "")
        for name in reversed(self.people):
            if self.now - self.heard.get(name, -9) <= 2 and self.gender.get(name, sign) in (
                sign,
                sign or "f",
                sign or "m",
            ):
                return name
        return None

    def call(self, name: str, role: str) -> None:
        """Remember that a person was called a treasurer, a senator, the head of a thing."""
        known = self.roles.setdefault(SHORT.get(role, role), [])
        if name in known:
            known.remove(name)
        known.append(name)
        del known[:-REMEMBERED]

    def called(self, role: str, *, modified: bool, owned: bool) -> str | None:
        """Give who was heard last of those called by a role. "The council spokesman" need not be the one spokesman named
        before: a role that many hold, with words before it, wants to be somebody's alone and no other body's.
        """
        known = self.roles.get(role, [])
        if modified and role in MANY and (owned or len(known) > 1):
            return None
        # Who has a name comes first: "A sheriff knew ...", and later "Sheriff Wade Tillman".
        return max(known, key=lambda name: (name in self.cast.people, self.heard.get(name, -1)), default=None)


def is_others(tokens: list[Token], run: list[str], own: list[str]) -> bool:
    """Say whether a name at a phrase's end is not whom the phrase is about: "aide to X", "lawyer for X"."""
    head = head_of(tokens)
    start = len(tokens) - len(run)
    linked = any(token.tag == "PREP" for token in tokens[max(0, start - 2) : start])
    titles = len(run) - len(own)
    plain_name = all(is_title(word) for word in run[:titles])
    return (
        linked and plain_name and head is not None and head.tag == "NOUN" and head.lower in word_set("roles", "person")
    )


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


def stands_for_person(head: Token) -> bool:
    """Say whether "the ..." with this head can take up one person: "the cardiologist", "the 26-year-old", "the Scot"."""
    lower = head.lower
    if head.tag == "NAME":
        return lower in PEOPLES or (is_place(head.text) and lower.endswith("an"))
    return lower.endswith("-year-old") or lower in word_set("roles", "person") or lower in ("man", "woman")


def apposed_name(tokens: list[Token]) -> str | None:
    """Give the name in "a contractor, Datavault": names alone behind a comma, a plain role before it."""
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), -1)
    behind = tokens[comma + 1 :]
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
        known = word_set("roles", "body") | word_set("roles", "firm")
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
