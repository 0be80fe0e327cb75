"""The phrase that names somebody: where it begins and ends among the words of a sentence."""

from claims.splitting.languages.german.people import People, is_body, is_title
from claims.splitting.languages.german.words import Word

# A phrase is at most so many words.
LONGEST = 14
# Words that join a second noun to the first: "Sprecherin der Bahn", "Landesamt für Umwelt".
JOINTS = frozenset({"der", "des", "für", "von", "vom"})
OPENING, CLOSING = frozenset('„»"'), frozenset('“«"')
PARTICLES = frozenset({"von", "van", "zu"})
SUBJECTS = frozenset({"er", "sie", "es", "wir", "ich", "man"})


def phrase_from(words: list[Word], start: int, people: People) -> int:
    """Give the end of the phrase that begins at `start`; `start` itself where none does."""
    at = start
    if at < len(words) and words[at].tag == "PRON":
        return at + 1 if words[at].lower in SUBJECTS else start
    while at < len(words) and words[at].tag in ("DET", "POSS", "NUM") and at - start < 2:
        at += 1
    limit = min(len(words), start + LONGEST)
    while at < limit and is_adjective(words, at):
        at += 1
    end = quoted_name(words, at) if at > start else at
    if end == at:
        if at >= len(words) or not is_nominal(words[at]):
            return start
        end = noun_run(words, at)
    while end < limit and not names_person(words[start:end], people):
        following = joined_noun(words, end)
        if following == end:
            break
        end = following
    return with_apposition(words, end, people)


def is_adjective(words: list[Word], at: int) -> bool:
    """Say whether an adjective stands here, before a noun or another one ("frühere", "ehemaligen")."""
    word = words[at]
    return word.tag == "OTHER" and word.text[0].islower() and word.lower.endswith(("e", "en", "er", "es", "em"))


def is_nominal(word: Word) -> bool:
    """Say whether a word is a noun or name."""
    return word.tag == "NOUN"


def noun_run(words: list[Word], start: int) -> int:
    """Give the end of a run of nouns and names, with particles and the party in brackets."""
    at = start
    while at < min(len(words), start + LONGEST):
        if is_nominal(words[at]) or (words[at].text == "." and words[at - 1].lower in ("dr", "prof", "st")):
            at += 1
        elif (
            words[at].lower in ("von", "van", "zu") and at > start and at + 1 < len(words) and is_nominal(words[at + 1])
        ):
            if is_title(words[at - 1].text) or is_body(words[at - 1].text):
                break
            at += 1
        else:
            break
    if at + 2 < len(words) and words[at].text == "(" and words[at + 2].text == ")":
        at += 3
    return quoted_name(words, at)


def quoted_name(words: list[Word], at: int) -> int:
    """Give the end of a name in quotation marks: "Bündnis »Klinik bleibt«", "die „Süddeutsche Zeitung“"."""
    if at >= len(words) or words[at].text not in OPENING or words[at].place >= 0:
        return at
    close = next((i for i in range(at + 1, min(len(words), at + 7)) if words[i].text in CLOSING), -1)
    return close + 1 if close > 0 else at


def joined_noun(words: list[Word], at: int) -> int:
    """Give the end of a second noun joined to the one before: a genitive, "für Umwelt"."""
    if at + 1 >= len(words) or words[at].lower not in JOINTS:
        return at
    start = at + 1
    if words[start].tag in ("DET", "POSS") and start + 1 < len(words):
        start += 1
    while start < min(len(words), at + LONGEST) and is_adjective(words, start):
        start += 1
    return noun_run(words, start) if start < len(words) and is_nominal(words[start]) else at


def with_apposition(words: list[Word], end: int, people: People) -> int:
    """Take in ", Jonas Thiede" behind a role, if that is a person's name."""
    if end + 1 < len(words) and words[end].text == "," and is_nominal(words[end + 1]):
        stop = noun_run(words, end + 1)
        if names_person(words[end + 1 : stop], people):
            return stop
    return end


def names_person(words: list[Word], people: People) -> bool:
    """Say whether the last words name a person of the article, in full or by surname."""
    nouns = [word.text for word in words if word.tag == "NOUN" or word.lower in ("von", "van", "zu", "der", "de")]
    return any(" ".join(nouns[-size:]) in people.full for size in (2, 3, 4)) or (
        bool(nouns) and nouns[-1] in people.by_surname
    )
