"""Step 6: the phrase that names a speaker, resolved to the fullest name the article gives.

Never a guess: see Speaker.resolved.
"""

from dataclasses import dataclass, replace

from claims.splitting.names import Cast, cut_possessives, is_body, is_given, is_place, is_title, person_part
from claims.splitting.noun_phrases import PARTICLES
from claims.splitting.source_phrases import (
    apposed_name,
    head_of,
    is_one_body,
    is_others,
    is_plural,
    may_be_name,
    sign_of_name,
    sign_of_role,
    stands_for_person,
    tidy_body,
    without_article,
)
from claims.splitting.tokens import Token
from claims.splitting.wordlists import load_classes, word_set

SIGNS = {"he": "m", "she": "f"}
THINGS = frozenset({"it", "they"})
FIRST_AND_SECOND = frozenset({"i", "we", "you"})
# "according to her"
OBJECT_FORMS = {"her": "she", "him": "he", "them": "they", "his": "he", "their": "they"}
REMEMBERED = 6
# Roles that firms have as well as people: "the ship's owner, Pelagia Maritime".
OWNERS = frozenset({"owner", "owners", "operator", "maker", "developer", "publisher", "investor", "sponsor", "client"})
# "The former secretary of state" is somebody the story has named.
KNOWN_FOR = frozenset({"former", "retired", "veteran", "longtime"})
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
        self.groups: list[str] = []
        self.labels: dict[str, str] = {}
        # Head noun -> who were called that: "auditor" -> "Denise Falk", "adviser" -> "senior adviser to the mayor".
        self.roles: dict[str, list[str]] = {}
        self.has_role: set[str] = set()
        # Roles that stand where nobody's name does: "official", "senior adviser to the mayor".
        self.unnamed: set[str] = set()
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

    def mention(self, named: list[str]) -> None:
        """Remember people who are named in a sentence, in order.

        Where nobody is its subject or speaks, the first of them is in mind: "Among them was Yolanda Pruitt." Else they
        come after all who have spoken.
        """
        if named and not any(self.heard.get(name) == self.now for name in (*self.people[-2:], *self.bodies[-1:])):
            self.note(named[0], "person")
        for name in named:
            if name not in self.people:
                self.people.insert(0, name)
                del self.people[:-8]

    def note_speaker(self, speaker: Speaker) -> None:
        """Remember who spoke; a pronoun is who it stands for."""
        if speaker.name and speaker.kind in ("person", "body"):
            self.note(speaker.name, speaker.kind, spoke=True)
        elif speaker.name and speaker.kind == "other" and is_plural(speaker.name):
            self.groups = [speaker.name]
            self.heard[speaker.name] = self.now
        elif speaker.name and speaker.kind == "pronoun":
            self.note(speaker.name, "person" if speaker.name in self.people else "body")

    def resolve(self, tokens: list[Token], text: str) -> Speaker:  # noqa: PLR0911 - cases
        """Resolve the phrase that `tokens` print; not remembered until `note` is called."""
        printed = text[tokens[0].start : tokens[-1].end]
        lower = tokens[0].lower
        if len(tokens) == 1 and (tokens[0].tag in ("PRON", "REL") or lower in OBJECT_FORMS):
            lower = OBJECT_FORMS.get(lower, lower)
            name = self.answer_pronoun(lower)
            if name and lower in SIGNS:
                self.gender.setdefault(name, SIGNS[lower])
            return Speaker(name=name, printed=printed, resolved=self.is_somebody(name), kind="pronoun")
        if name := self.person_in(tokens):
            return Speaker(name=name, printed=printed, resolved=True, kind="person")
        if tokens[0].tag in ("DET", "POSS") and not any(token.tag == "NAME" for token in tokens):
            return self.resolve_definite(tokens, printed, text)
        if name := apposed_name(tokens):
            return Speaker(name=name, printed=printed, resolved=True, kind="body")
        if tokens[0].lower == "the" and (self.is_nobody_named(tokens) or len(tokens) == 2):
            return self.resolve_definite(tokens, printed, text)
        if self.is_nobody_named(tokens):
            return self.resolve_indefinite(tokens, printed)
        if len(tokens) == 1 and tokens[0].text in self.cast.by_surname:
            # Two people have this surname.
            return Speaker(name=printed, printed=printed, resolved=False, kind="person")
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
        if pronoun == "they" and self.groups and self.now - self.heard[self.groups[-1]] <= 3:
            return self.groups[-1]
        if pronoun in THINGS:
            return self.bodies[-1] if self.bodies else None
        wanted = SIGNS.get(pronoun, "")
        # Those who are people for sure come first; "Tarnholm Ledger" only looks like a name.
        sure = [name for name in self.people if name in self.cast.sure or name in self.spoke or name in self.gender]
        fitting = [name for name in reversed(sure or self.people) if self.gender.get(name, wanted) in ("", wanted)]
        if not wanted:
            return fitting[0] if fitting else None
        # Somebody without a name and a gender comes after those who are known to fit.
        named = [name for name in fitting if name in self.gender or name.rpartition(" ")[2][:1].isupper()]
        best = next(iter([*named, *fitting]), None)
        last = self.heard.get(best, -9) if best else -9
        # "Odd Nesse", of whom nothing tells that he is a person but that nobody else has been heard since.
        return next((name for name in reversed(self.bodies) if self.heard[name] > last and may_be_name(name)), best)

    def same_again(self, pronoun: Speaker, outer: Speaker) -> Speaker:
        """Take a pronoun inside somebody's words for that somebody where it fits: "Brown said he feels ..."."""
        lower = pronoun.printed.lower()
        if outer.name is None or lower not in ("he", "she", "it", "they"):
            return pronoun
        wanted = SIGNS.get(lower, "")
        if wanted:  # One word that nothing is known of can be a surname.
            can_be = outer.kind == "person" or " " not in outer.name
            fits = can_be and self.gender.get(outer.name, wanted) == wanted
        else:
            fits = outer.kind == "body"
        return replace(pronoun, name=outer.name, resolved=True) if fits else pronoun

    def person_in(self, tokens: list[Token]) -> str | None:
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
        apposed = len(tokens) > len(run) and tokens[-len(run) - 1].text == ","
        before = tokens[-len(run) - 1 - apposed] if len(tokens) > len(run) + apposed else None
        if before is not None and len(own) == 1 and before.lower in word_set("roles", "kin"):
            if sign := sign_of_role(before.lower):
                self.gender.setdefault(own[0], sign)
            return own[0]  # "His wife, Joanne", "his daughter Beth"
        if before is not None and before.tag in ("PREP", "DET") and not apposed and is_others(tokens, run, own):
            return None  # "a former aide to Mayor Dennis Rourke"
        owner = before is not None and before.lower in OWNERS and not is_given(own[0])
        return self.fullest(own, words, apposed=apposed and not owner)

    def fullest(self, own: list[str], words: list[str], *, apposed: bool) -> str | None:
        """Give the fullest form the article has of a person's own words; `words` has the titles too."""
        for size in range(len(own), 1, -1):
            name = " ".join(own[-size:])
            if name in self.cast.people:
                return name
        if apposed and 2 <= len(own) <= 3 and not any(is_body(word) or is_place(word) for word in own):
            return " ".join(own)  # "An islander, Hal Brevik"
        if len(own) > 1:
            return None
        full = self.cast.by_surname.get(own[0]) or self.cast.by_given.get(own[0])
        if full and (len(words) == 1 or is_title(words[-2]) or words[-2].lower() in PARTICLES):
            return full
        titled = own[0] in self.cast.gender or any(is_title(word) for word in words[:-1])
        if titled and not (is_place(own[0]) or is_body(own[0])):
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

    def resolve_definite(self, tokens: list[Token], printed: str, text: str) -> Speaker:  # noqa: PLR0911 - cases
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
                return Speaker(name=name, printed=printed, resolved=self.is_somebody(name), kind="person")
            plain = (len(words) <= 2 and not words[0].lower.endswith("'s")) or words[0].lower in KNOWN_FOR
            if definite and plain and stands_for_person(head) and (name := self.recent_person(head)):
                return Speaker(name=name, printed=printed, resolved=self.is_somebody(name), kind="person")
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
            if sign := sign_of_role(head.lower):
                self.gender.setdefault(name, sign)
        self.unnamed.add(name)
        return Speaker(name=name, printed=printed, resolved=False, kind="person")

    def is_somebody(self, name: str | None) -> bool:
        """Say whether a name is more than a role that the article leaves without one ("an official")."""
        return name is not None and name not in self.unnamed

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
        sign = sign_of_role(head.lower)
        recent = [name for name in reversed(self.people) if self.now - self.heard.get(name, -9) <= 2]
        fitting = [name for name in recent if not sign or self.gender.get(name, sign) == sign]
        # "The runner" is rather whom no other role was given to than "his lawyer, Brigitte Samm".
        return next((name for name in fitting if name not in self.has_role), next(iter(fitting), None))

    def call(self, name: str, role: str) -> None:
        """Remember that a person was called a treasurer, a senator, the head of a thing."""
        self.has_role.add(name)
        known = self.roles.setdefault(SHORT.get(role, role), [])
        if name in known:
            known.remove(name)
        known.append(name)
        del known[:-REMEMBERED]

    def called(self, role: str, *, modified: bool, owned: bool) -> str | None:
        """Give who was heard last of those called by a role.

        "The council spokesman" need not be the one spokesman named before: a role that many hold, with words before it,
        wants to be somebody's alone and no other body's.
        """
        known = self.roles.get(role, [])
        if modified and role in MANY and (owned or len(known) > 1):
            return None
        # Who has a name comes first: "A sheriff knew ...", and later "Sheriff Wade Tillman".
        return max(known, key=lambda name: (name in self.cast.people, self.heard.get(name, -1)), default=None)
