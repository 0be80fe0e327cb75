"""Who says what in one German sentence, as printed: by which verb or preposition, and over which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.splitting.languages.german.people import People
from claims.splitting.languages.german.phrases import phrase_from
from claims.splitting.languages.german.words import Word, is_finite
from claims.splitting.wordlists import load_classes

AUXILIARIES = frozenset({"hat", "haben", "hatte", "hatten", "habe"})
# A particle ("teilte ... mit") stands at most so far behind its verb.
PARTICLE_REACH = 14
BORDERS = frozenset(",;:–—")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution, in word indexes (end-exclusive).

    source: the phrase that names the speaker. cue: the verb or preposition. frame: what is attribution and no claim.
    contents: what is attributed. kind: say, accuse or act. backward: what is said stands in the sentence before ("Das
    teilte die Polizei mit.").
    """

    source: Span
    cue: Span
    frame: Span
    contents: tuple[Span, ...]
    kind: str = "say"
    backward: bool = False


@cache
def simple_cues() -> dict[str, str]:
    """Give verb form -> say, accuse or act, for verbs in one piece."""
    found: dict[str, str] = {}
    for kind in ("say", "accuse", "act"):
        for word in load_classes("cues", "de")[kind]:
            if "/" not in word:
                found.setdefault(word, kind)
    return found


@cache
def split_cues() -> dict[str, list[tuple[str, str]]]:
    """Give verb form -> [(particle, kind)], for verbs in two pieces: "teilte" -> [("mit", "say")]."""
    found: dict[str, list[tuple[str, str]]] = {}
    classes = load_classes("cues", "de")
    for label, kind in (("split say", "say"), ("split act", "act"), ("accuse", "accuse")):
        for word in classes[label]:
            form, _, particle = word.partition("/")
            if particle:
                found.setdefault(form, []).append((particle, kind))
    return found


@cache
def openers() -> dict[str, list[tuple[str, ...]]]:
    """Give first word -> the phrases that open a source without a verb, longest first: ("nach", "angaben", "von")."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(load_classes("cues", "de")["source"], key=len, reverse=True):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def find_attributions(words: list[Word], people: People) -> list[Attributed]:
    """Give the attributions of one sentence in reading order."""
    found: list[Attributed] = []
    free = 0
    for index, word in enumerate(words):
        if word.place >= 0 or index < free or word.tag == "MARK":
            continue
        attributed = (
            read_colon(words, index, people)
            or read_source(words, index, people)
            or read_behind(words, index, people)
            or read_so(words, index, people)
            or read_impersonal(words, index, people)
            or read_document(words, index, people)
            or read_verb(words, index, people)
        )
        if attributed:
            found.append(attributed)
            free = max(attributed.cue[1], attributed.source[1])
    return found


def read_colon(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "Berger: „..."": a phrase at the front and a colon before a quotation."""
    end = phrase_from(words, 0, people) if index == 0 else 0
    if not end or end + 1 >= len(words) or words[end].text != ":" or words[end + 1].place < 0:
        return None
    return Attributed((0, end), (end, end + 1), (0, end + 1), quote_spans(words, end + 1))


def read_source(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "laut Polizei" and "nach Angaben der Polizei": the sentence is theirs, less the phrase at its front."""
    for opener in openers().get(words[index].lower, ()):
        size = len(opener)
        if tuple(word.lower for word in words[index : index + size]) == opener:
            start = index + size
            end = phrase_from(words, start, people)
            if end == start and "eigenen" in opener and start < len(words) and is_finite(words[start]):
                # "Nach eigenen Angaben betreut die Organisation ..."
                end = phrase_from(words, start + 1, people)
                return Attributed((start + 1, end), (index, start), (0, start), ((start, len(words)),)) if end else None
            if end == start:
                return None
            source = (start, end)
            if index == 0:
                return Attributed(source, (index, start), (0, end), ((end, len(words)),))
            inserted = words[index - 1].text == "," and (end >= len(words) or words[end].text in ",.")
            stop = len(words) if not inserted else index - 1
            frame = (index - 1, end) if inserted else (index, index)
            begin = segment_start(words, index) if not inserted else 0
            return Attributed(source, (index, start), frame, ((begin, stop),))
    return None


def read_behind(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "der Polizei zufolge": what stands before is the source."""
    if words[index].lower not in load_classes("cues", "de")["behind"]:
        return None
    for start in range(max(0, index - 8), index):
        if phrase_from(words, start, people) == index and words[start].place < 0:
            front = start == 0
            frame = (0, index + 1) if front else (index, index)
            contents = ((index + 1, len(words)),) if front else ((segment_start(words, start), len(words)),)
            return Attributed((start, index), (index, index + 1), frame, contents)
    return None


def read_so(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "..., so Rohde." behind a quotation or clause."""
    if words[index].lower != "so" or index < 2 or words[index - 1].text != ",":
        return None
    end = phrase_from(words, index + 1, people)
    if end == index + 1 or (end < len(words) and words[end].tag != "MARK"):
        return None
    return Attributed((index + 1, end), (index, index + 1), (index - 1, end), before(words, index - 1))


def read_impersonal(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "In der Regierung heißt es, ..." and "..., hieß es aus dem Ministerium"."""
    pair = " ".join(word.lower for word in words[index : index + 2])
    if pair not in load_classes("cues", "de")["saying"]:
        return None
    cue = (index, index + 2)
    if index and words[0].tag == "PREP":
        end = phrase_from(words, 1, people)
        if 1 < end <= index:
            return Attributed((1, end), cue, (0, index + 2), after(words, index + 2))
    if index + 2 < len(words) and words[index + 2].tag == "PREP":
        end = phrase_from(words, index + 3, people)
        if end > index + 3:
            return Attributed((index + 3, end), cue, (index - 1, end), before(words, index - 1))
    return None


def read_document(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read "Aus dem Gutachten geht hervor, dass ..." and "Das geht aus einem Gutachten hervor."."""
    if words[index].lower not in ("geht", "ging"):
        return None
    near = range(max(0, index - 6), min(len(words), index + PARTICLE_REACH))
    from_what = next((at for at in near if words[at].lower == "aus"), -1)
    end = phrase_from(words, from_what + 1, people) if from_what >= 0 else 0
    stop = next((at for at in near if words[at].lower == "hervor" and at > index), -1)
    if end <= from_what + 1 or stop < 0:
        return None
    source, cue = (from_what + 1, end), (index, index + 1)
    if words[0].lower in ("das", "dies"):
        return Attributed(source, cue, (0, len(words)), (), backward=True)
    contents = after(words, stop + 1)
    return Attributed(source, cue, (0, contents[0][0]), contents) if contents else None


def read_verb(words: list[Word], index: int, people: People) -> Attributed | None:
    """Read a cue verb with its source before or behind it, and what it attributes."""
    verb = verb_at(words, index)
    if verb is None:
        return None
    kind, end_of_verb, auxiliary = verb
    source = source_of(words, auxiliary, index, people)
    if source is None:
        return None
    inverted = source[0] > auxiliary
    stop = max(end_of_verb, source[1], index + 1)
    cue = (index, index + 1)
    if is_wie(words, source):
        # "..., wie die Bahn mitteilte"
        start = source[0] - 1
        contents = before(words, start - 1) if start > 1 else after(words, stop)
        return Attributed(source, cue, (max(0, start - 1), stop), contents) if contents else None
    if kind == "act":
        return Attributed(source, cue, (index, index), (), "act")
    attributed = with_contents(words, source, cue, (kind, inverted, stop))
    if attributed is None and (end_of_verb > index + 1 or words[index].lower in load_classes("cues", "de")["act"]):
        return Attributed(source, cue, (index, index), (), "act")  # "Sie kündigte Proteste an."
    return attributed


def with_contents(words: list[Word], source: Span, cue: Span, form: tuple[str, bool, int]) -> Attributed | None:
    """Find what a verb attributes: behind it, before it, or in the sentence before."""
    kind, inverted, stop = form
    behind = after(words, stop)
    pointing = words[0].lower in ("das", "dies") and inverted and source[0] - cue[0] <= 2
    if pointing and cue[0] == 1 and not behind:
        return Attributed(source, cue, (0, len(words)), (), "say", backward=words[cue[0]].lower.startswith("teil"))
    ahead = before(words, cue[0] - 1) if inverted and cue[0] and words[cue[0] - 1].text in ',"“«»”' else ()
    quoted_behind = tuple(span for span in behind if words[span[0]].place >= 0)
    if ahead:
        frame_end = quoted_behind[0][0] if quoted_behind else len(words)
        return Attributed(source, cue, (ahead[-1][1], frame_end), (*ahead, *quoted_behind), kind)
    if behind:
        start = min(source[0], cue[0])
        return Attributed(source, cue, (segment_start(words, start), behind[0][0]), behind, kind)
    return None


def verb_at(words: list[Word], index: int) -> tuple[str, int, int] | None:
    """Give (kind, end of the verb with its particle, index of the word that carries tense) of a cue verb."""
    lower = words[index].lower
    particles = split_cues().get(lower, [])
    for at in range(index + 1, min(len(words), index + PARTICLE_REACH)):
        if words[at].place >= 0 or words[at].text in ":;":
            break
        closes = at + 1 == len(words) or words[at + 1].tag == "MARK"
        for particle, kind in particles:
            if words[at].lower == particle and closes:
                return kind, at + 1, index
    kind = simple_cues().get(lower, "")
    if not kind or words[index].tag == "NOUN":
        return None
    if words[index].tag not in ("VERB", "REPORTED", "EITHER", "OTHER"):
        return None
    # "hatte Renner erklärt, dass ..."
    for at in range(index - 1, max(-1, index - 9), -1):
        if words[at].text in BORDERS or words[at].place >= 0:
            break
        if words[at].lower in AUXILIARIES:
            closes = index + 1 == len(words) or words[index + 1].tag == "MARK"
            return (kind, index + 1, at) if closes else None
    return kind, index + 1, index


def source_of(words: list[Word], auxiliary: int, index: int, people: People) -> Span | None:
    """Find the subject of a verb: right behind it, or the phrase that fills the place before it."""
    begin = segment_start(words, auxiliary)
    while begin < auxiliary and words[begin].lower in ("und", "aber", "doch", "denn", "wie"):
        begin += 1
    pointing = words[begin].lower in ("das", "dies") and begin + 1 == auxiliary
    if begin < auxiliary and not pointing:
        end = phrase_from(words, begin, people)
        if begin < end <= auxiliary and (end == auxiliary or words[end].tag in ("ADV", "PREP", "MARK")):
            return begin, end
    if begin == auxiliary and begin > 1 and words[begin - 1].text == ",":
        # "Eva Kern, Leiterin des Instituts, erklärte"
        front = segment_start(words, begin - 1)
        name = segment_start(words, front - 1) if front > 1 and words[front - 1].text == "," else front
        end = phrase_from(words, name, people)
        if name < end and words[end].text == "," and not any(is_finite(word) for word in words[name:begin]):
            return name, end
    if begin == auxiliary or words[begin].tag in ("ADV", "PREP", "DET", "OTHER", "NUM", "NOUN", "MARK", "SUB"):
        start = auxiliary + 1
        end = phrase_from(words, start, people)
        if end > start and words[start].place < 0:
            return start, end
    if index > auxiliary:
        end = phrase_from(words, begin, people)
        return (begin, end) if begin < end <= index else None
    return None


def is_wie(words: list[Word], source: Span) -> bool:
    """Say whether a source stands behind "wie", which makes its clause an attribution."""
    return source[0] > 0 and words[source[0] - 1].lower == "wie"


def segment_start(words: list[Word], index: int) -> int:
    """Give where the clause begins that a word stands in: behind the last comma, colon or closing mark before it."""
    at = index
    while at > 0 and not (words[at - 1].text in BORDERS or words[at - 1].place >= 0):
        at -= 1
    return at


def after(words: list[Word], start: int) -> tuple[Span, ...]:
    """Give what is said behind an attribution: a quotation, a clause behind a comma or colon, or nothing."""
    near = range(start, min(len(words), start + 16))
    at = next((i for i in near if words[i].text in (",", ":") or words[i].place >= 0), len(words))
    if at < len(words) and words[at].place < 0:
        at += 1
        at += at < len(words) and words[at].lower == "dass"
    if at >= len(words):
        return ()
    if words[at].place >= 0:
        return quote_spans(words, at)
    colon = next((i for i in range(at, len(words)) if words[i].text == ":" and words[i].place < 0), -1)
    if colon > 0 and colon + 1 < len(words) and words[colon + 1].place >= 0:
        return ((at, colon), *quote_spans(words, colon + 1))
    return ((at, len(words)),)


def quote_spans(words: list[Word], start: int) -> tuple[Span, ...]:
    """Give the quotations from `start` on, each as a span."""
    return tuple(span for span in quotations_of(words) if span[0] >= start)


def quotations_of(words: list[Word]) -> Iterator[Span]:
    """Give the runs of words that stand in one quotation."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].place != words[start].place:
            if words[start].place >= 0:
                yield start, at
            start = at


def before(words: list[Word], end: int) -> tuple[Span, ...]:
    """Give what was said before an attribution: the quotation that ends there, else the clause, if it has a verb."""
    at = end
    while at > 0 and words[at - 1].place < 0 and words[at - 1].tag == "MARK":
        at -= 1
    if at > 0 and words[at - 1].place >= 0:
        place = words[at - 1].place
        start = at
        while start > 0 and words[start - 1].place == place:
            start -= 1
        return ((start, at),)
    if at > 0 and any(is_finite(word) for word in words[:at]):
        return ((0, at),)
    return ()
