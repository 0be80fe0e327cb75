"""Who a phrase means: the fullest name the article has for it, or what is printed, marked as unresolved."""

from claims.splitting.languages.german.people import People, is_body
from claims.splitting.languages.german.words import MARKS, Word
from claims.splitting.speakers import Speaker

REMEMBERED = 8
GENDERS = {"der": "m", "ein": "m", "die": "f", "eine": "f", "das": "n"}
PRONOUNS = {"er": "m", "sie": "f", "es": "n", "ihm": "m", "ihr": "f"}
ARTICLES = frozenset(
    ["der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen"],
)


class Discourse:
    """What has been mentioned up to here, newest last: (name, gender, kind)."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.mentions: list[tuple[str, str, str]] = []
        self.bodies: list[str] = []

    def note(self, speaker: Speaker, words: list[Word]) -> None:
        """Remember a speaker or subject, so that "sie" and "das Ministerium" can be answered."""
        if speaker.name is None:
            return
        gender = self.people.gender.get(speaker.name, "")
        if speaker.kind != "person" and words:
            gender = GENDERS.get(words[0].lower, gender)
            if speaker.name not in self.bodies:
                self.bodies.append(speaker.name)
        entry = (speaker.name, gender, speaker.kind)
        if entry in self.mentions:
            self.mentions.remove(entry)
        self.mentions.append(entry)
        del self.mentions[:-REMEMBERED]

    def resolve(self, words: list[Word], text: str, *, plural: bool = False) -> Speaker:
        """Resolve a phrase; `plural` where its verb is."""
        printed = text[words[0].start : words[-1].end]
        if len(words) == 1 and words[0].tag == "PRON":
            name = None if plural else self.answer(words[0].lower)
            return Speaker(name=name, printed=printed, resolved=name is not None, kind="pronoun")
        if name := self.person_in(words):
            return Speaker(name=name, printed=printed, resolved=True, kind="person")
        if name := self.titled(words):
            return Speaker(name=name, printed=printed, resolved=True, kind="person")
        head = without_article(words, text)
        if words[0].lower in ("das", "die", "der", "dem", "des") and (name := self.body_named(head)):
            return Speaker(name=name, printed=printed, resolved=True, kind="body")
        proper = len(head.split()) > 1 or words[0].lower not in ARTICLES
        kind = "body" if any(is_body(word.text) for word in words) else "other"
        return Speaker(name=head, printed=printed, resolved=proper, kind=kind)

    def answer(self, pronoun: str) -> str | None:
        """Give the newest mention a pronoun fits; None where there is none, and for "wir" and "man"."""
        wanted = PRONOUNS.get(pronoun)
        if wanted is None:
            return None
        for name, gender, kind in reversed(self.mentions):
            if gender == wanted or (not gender and kind == "person"):
                return name
        return None

    def person_in(self, words: list[Word]) -> str | None:
        """Find the person that a phrase names, in full or by surname."""
        nouns = [
            word.text for word in words if word.tag == "NOUN" or word.lower in ("von", "van", "zu", "der", "de", "del")
        ]
        for start in range(len(nouns)):
            for size in (4, 3, 2):
                name = " ".join(nouns[start : start + size])
                if name in self.people.full:
                    return name
        plain = [noun for noun in nouns if noun in self.people.by_surname]
        return self.people.by_surname[plain[-1]] if plain else None

    def titled(self, words: list[Word]) -> str | None:
        """Find the one person whose title "die Ministerin" or "der Landrat" repeats; None where several have it."""
        nouns = [word.lower for word in words if word.tag == "NOUN"]
        if words[0].lower not in ("der", "die", "dem") or len(nouns) != 1 or len(words) > 2:
            return None
        holders = {name for title, names in self.people.titles.items() if title.endswith(nouns[0]) for name in names}
        return holders.pop() if len(holders) == 1 else None

    def body_named(self, head: str) -> str | None:
        """Find the last longer-named body that "das Ministerium" repeats."""
        lower = head.lower()
        if " " in head:
            return None
        for body in reversed(self.bodies):
            first = body.split()[0].lower()
            if first != lower and (first.endswith(lower) or body.lower().startswith(f"{lower} ")):
                return body
        return None


def without_article(words: list[Word], text: str) -> str:
    """Give a phrase in its dictionary form, as far as rules can: no article, no genitive ending of the first noun."""
    first, last = (1 if words[0].lower in ARTICLES and len(words) > 1 else 0), len(words)
    if last - first > 2 and words[first].text in MARKS and words[-1].text in MARKS:
        first, last = first + 1, last - 1
    printed = text[words[first].start : words[last - 1].end]
    noun = next((word.text for word in words[first:] if word.tag == "NOUN"), "")
    if words[0].lower in ("des", "eines") and noun.endswith("s") and len(noun) > 4:
        return printed.replace(noun, noun.removesuffix("s"), 1)
    return printed
