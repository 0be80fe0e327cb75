"""Step 9, over a sentence: pronouns, short names, "that incident" and missing subjects, with what they stand for.

Each answer is sure or is not given: two people who could both be "she" leave the pronoun as it is.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from claims.splitting.assembly import Heard, Piece
from claims.splitting.names import Cast, is_body, is_closed, is_place, is_title
from claims.splitting.noun_phrases import NOMINAL, phrase_after, phrase_before
from claims.splitting.speakers import Discourse, Speaker
from claims.splitting.tokens import FINITE, PLURALS, Token
from claims.splitting.views import View
from claims.splitting.voices import Link
from claims.splitting.wording import Edit
from claims.splitting.wordlists import base_of, cue_forms, regular_past, word_set

# Pronoun -> its subject form. "her" can be an object or an owner, so it counts only where it opens a claim.
PERSONAL = {"he": "he", "she": "she", "his": "he", "him": "he", "her": "she"}
OWNING = frozenset({"his", "her"})
SIGNS = {"he": "m", "she": "f"}
# Somebody heard of within this many sentences can be meant by a pronoun as well.
NEAR = 3
# "that incident" takes up an incident told at most this many sentences before.
REACH = 2
LONGEST_EVENT = 90
# Names are looked for this many words around a pronoun, which keeps the search linear.
FAR = 60
LONGEST_TARGET = 8


token_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a sentence is read: the article's cast, whom "he" and "she" surely stand for there, the
    signs of people ("f", "m") as far as known, and the events told in the sentences before, as (head noun, words).
    """

    cast: Cast
    persons: dict[str, str]
    gender: Mapping[str, str]
    events: tuple[tuple[str, str], ...] = ()


class Memory:
    """Follows from sentence to sentence what pronouns and "that incident" can stand for."""

    def __init__(self, cast: Cast, discourse: Discourse) -> None:
        self.cast = cast
        self.discourse = discourse
        self.events: list[list[tuple[str, str]]] = []

    def before(self, view: View, text: str) -> Known:
        """Give what is known before a sentence; call it before the sentence is listened to."""
        events = tuple(event for told in self.events for event in told)
        self.events = [*self.events[1 - REACH :], list(find_events(view, text))]
        forms = {PERSONAL[token.lower] for token in view.tokens if token.lower in PERSONAL}
        persons = {form: name for form in forms if (name := sure_person(self.discourse, form))}
        return Known(self.cast, persons, self.discourse.gender, events)


def sure_person(discourse: Discourse, form: str) -> str | None:
    """Give the only person heard of lately whom "he" or "she" fits, by a known sign; None when it could be another."""
    name = discourse.answer_pronoun(form)
    if name is None or discourse.cast.gender.get(name) != SIGNS[form]:
        return None
    since = discourse.now - NEAR
    fitting = [
        other
        for other in discourse.people
        if discourse.gender.get(other, SIGNS[form]) == SIGNS[form] and discourse.heard.get(other, since) >= since
    ]
    return name if set(fitting) <= {name} else None


def find_events(view: View, text: str) -> Iterator[tuple[str, str]]:
    """Give what a sentence tells with "a" or "an": ("incident", "incident on 28 July")."""
    heads = word_set("wording", "happening") | word_set("wording", "event")
    tokens = view.tokens
    for at, token in enumerate(tokens):
        if token.lower in heads and token.tag != "NAME":
            start = phrase_before(tokens, at + 1)
            if start <= at and tokens[start].lower in ("a", "an"):
                end = phrase_after(tokens, start)
                while end < len(tokens) and (tokens[end].tag == "TIME" or phrase_end(tokens, end) > end):
                    end = max(end + 1, phrase_end(tokens, end))
                words = text[tokens[start + 1].start : tokens[max(end, at + 1) - 1].end]
                if len(words) <= LONGEST_EVENT:
                    yield token.lower, " ".join(words.split())


def phrase_end(tokens: list[Token], at: int) -> int:
    """Give the end of the prepositional phrase that begins at `at`; `at` itself when there is none."""
    if tokens[at].tag != "PREP":
        return at
    end = phrase_after(tokens, at + 1)
    return end if end > at + 1 else at


def complete(heard: Heard, piece: Piece, known: Known) -> list[Edit]:
    """Give the edits that make a piece understood without its article."""
    span = (
        bisect_left(heard.view.tokens, piece.start, key=token_start),
        bisect_left(heard.view.tokens, piece.end, key=token_start),
    )
    if span[0] >= span[1]:
        return []
    edits = [*missing_subject(heard, piece, span)] or [*accused(heard, piece, span)]
    named = " ".join(edit.new for edit in edits)
    names = [*pronoun(heard, piece, span, known), *short_names(heard, piece, span, known)]
    edits += [edit for edit in names if edit.new.removesuffix("'s") not in named]
    edits += events(heard, span, known)
    return [bracket(heard, edit) for edit in edits]


def bracket(heard: Heard, edit: Edit) -> Edit:
    """Inside a quotation nothing is replaced: what is put in stands in brackets beside the words it is about."""
    tokens = heard.view.tokens
    inside = any(one.inner_start <= edit.start < one.inner_end for one in heard.view.quotations)
    for token in tokens:
        if token.start >= edit.start:
            break
        if token.text in '"“”' and not any(one.start <= token.start < one.end for one in heard.view.quotations):
            inside = token.text == "“" or (token.text == '"' and not inside)
    if not inside:
        return edit
    words = f"[{edit.new.strip(' ()')}]"
    return edit._replace(new=words) if edit.start == edit.end else Edit(edit.end, edit.end, words, edit.why)


def missing_subject(heard: Heard, piece: Piece, span: tuple[int, int]) -> Iterator[Edit]:
    """Give the subject of "an incident the army said | occurred on 2 August", which stands before the attribution."""
    tokens, first = heard.view.tokens, span[0]
    if tokens[first].tag not in FINITE or tokens[first].tag == "PRONBE" or first < 2:
        return
    if tokens[first - 1].tag == "REL" and tokens[first - 2].text == ",":
        start = phrase_before(tokens, first - 2)
        if start < first - 2:  # "The mission, which | runs a clinic nearby, said ..."
            words = heard.text[tokens[start].start : tokens[first - 3].end]
            yield Edit(piece.start, piece.start, " ".join(words.split()), "who")
        return
    frame = next((one.frame for one in heard.attributions if one.frame[0] < one.frame[1] == first), None)
    if frame is None or not frame[0] or tokens[frame[0] - 1].tag not in NOMINAL:
        return
    start = phrase_before(tokens, frame[0])
    if start < frame[0]:
        words = heard.text[tokens[start].start : tokens[frame[0] - 1].end]
        yield Edit(piece.start, piece.start, " ".join(words.split()), "what")


def accused(heard: Heard, piece: Piece, span: tuple[int, int]) -> Iterator[Edit]:
    """Say who is accused of what has no subject ("shelling two villages"), else who accuses whom of it."""
    tokens, first = heard.view.tokens, span[0]
    if piece.role != "accuse" or not piece.links:
        return
    holder = next(
        (one for one in heard.attributions if one.kind == "accuse" and any(a <= first < b for a, b in one.contents)),
        None,
    )
    if holder is None:
        return
    cue = tokens[holder.cue[0]].lower
    of = tokens[holder.frame[1] - 1].lower
    target = without_time(tokens[holder.cue[1] : holder.frame[1] - 1])
    if of in ("of", "for") and target and len(target) <= LONGEST_TARGET:
        be = form_of_be(target)
        if be and tokens[first].tag in ("ING", "ADV"):
            words = heard.text[target[0].start : target[-1].end]
            participle = "accused of" if of == "of" else "blamed for"
            yield Edit(piece.start, piece.start, f"{' '.join(words.split())} {be} {participle}", "who")
    elif not target or of not in ("of", "for"):
        speaker = piece.links[-1].speaker
        if speaker.resolved and speaker.name and tokens[first].tag not in ("ING", "PREP"):
            yield Edit(
                piece.start,
                piece.start,
                f"{with_article(speaker.name, articled(speaker))} {regular_past(base_of(cue))}",
                "who",
            )


def without_time(target: list[Token]) -> list[Token]:
    """Leave the day out: "accused the army | on Sunday | of"."""
    end = len(target)
    while end and target[end - 1].tag == "TIME":
        end -= 1
    return target[: end - (end < len(target) and end > 0 and target[end - 1].tag == "PREP")]


def form_of_be(target: list[Token]) -> str:
    """Give "is" or "are" for a noun phrase, "" where its number is not sure."""
    last = target[-1]
    if last.tag not in ("NAME", "NOUN") or any(token.tag in ("PREP", "MARK") for token in target):
        return ""
    if any(token.tag == "CC" for token in target) or last.lower in PLURALS:
        return "are"
    if last.tag == "NAME":
        return "is" if not last.lower.endswith("s") or is_place(last.lower) else ""
    return "are" if last.lower.endswith("s") and not last.lower.endswith("ss") else "is"


def pronoun(heard: Heard, piece: Piece, span: tuple[int, int], known: Known) -> Iterator[Edit]:
    """Give the name that the first personal pronoun of a piece stands for."""
    tokens = heard.view.tokens
    opening = opening_of(tokens, span)
    for at in range(*span):
        lower = tokens[at].lower
        if heard.view.inside[at] >= 0:
            if lower == "i" and tokens[at].tag == "PRON":
                yield from first_person(piece, tokens[at])
                return
            continue
        if lower == "it" and at == opening:
            yield from reporting_body(piece, tokens, at)
            return
        if tokens[at].tag == "NAME" and lower not in PERSONAL:
            return  # Whoever is named first can be meant.
        if lower in PERSONAL and (lower != "her" or at == opening):
            name = person_for(heard, piece, at, span, known)
            if name:
                owner = "'s" if lower in OWNING else ""
                yield Edit(tokens[at].start, tokens[at].end, name + owner, "who")
            return


def opening_of(tokens: list[Token], span: tuple[int, int]) -> int:
    """Give the first word of a piece that is no adverb or mark."""
    at = span[0]
    while at + 1 < span[1] and tokens[at].tag in ("ADV", "MARK", "CC"):
        at += 1
    return at


def first_person(piece: Piece, token: Token) -> Iterator[Edit]:
    """Name the speaker behind "I" in a quotation."""
    speaker = piece.links[-1].speaker if piece.links else None
    if speaker and speaker.name and speaker.resolved and speaker.kind in ("person", "pronoun"):
        yield Edit(token.start, token.end, speaker.name, "who")


def reporting_body(piece: Piece, tokens: list[Token], at: int) -> Iterator[Edit]:
    """Name the body that said "it was investigating"; an "it" that only fills a place ("it was late") is left."""
    speaker = piece.links[-1].speaker if piece.links else None
    if speaker is None or not speaker.name or not speaker.resolved or speaker.kind not in ("body", "pronoun"):
        return
    behind = [token.tag for token in tokens[at + 1 : at + 5] if token.tag not in ("ADV", "NEG")][:2]
    acts = behind in (["BE", "ING"], ["HAVE", "PART"], ["MODAL", "INF"]) or behind[:1] == ["VFIN"]
    if acts and same_clause(piece.links[-1], tokens, at):
        yield Edit(tokens[at].start, tokens[at].end, with_article(speaker.name, articled(speaker)), "who")


def articled(speaker: Speaker) -> str:
    """Give "the" for a body that is printed with it, or whose name ends in a common noun ("Red Anchor group")."""
    common = speaker.name is not None and speaker.name.split()[-1].islower()
    return "the" if common or speaker.printed.lower().startswith("the ") else ""


def same_clause(link: Link, tokens: list[Token], at: int) -> bool:
    """Say whether a cue stands right before the content that opens at `at`, or after it."""
    between = [token for token in tokens[:at] if token.start >= link.cue_span[1]]
    return all(token.tag in ("THAT", "ADV", "TIME", "PREP", "MARK", "NOUN", "DET", "NUM") for token in between)


def person_for(heard: Heard, piece: Piece, at: int, span: tuple[int, int], known: Known) -> str | None:
    """Give the person a pronoun surely stands for: the speaker of the words, or who was heard of before."""
    tokens = heard.view.tokens
    form = PERSONAL[tokens[at].lower]
    named = {
        name
        for token in tokens[max(0, span[0] - FAR) : min(max(at, span[1]), span[0] + FAR)]
        if token.tag == "NAME" and (name := known.cast.by_surname.get(bare(token)))
    }
    fitting = {name for name in named if known.gender.get(name, SIGNS[form]) == SIGNS[form]}
    speaker = piece.links[-1].speaker if piece.links else None
    if speaker is None:
        # Somebody of this very sentence can be meant.
        return known.persons.get(form) if not fitting else None
    own = speaker.name if speaker.resolved and speaker.name in known.cast.people else None
    if own and known.gender.get(own) == SIGNS[form] and fitting <= {own}:
        return own
    return None


def bare(token: Token) -> str:
    """Give a name without its possessive ending."""
    return token.text.removesuffix("'s").removesuffix("’s")


def short_names(heard: Heard, piece: Piece, span: tuple[int, int], known: Known) -> Iterator[Edit]:
    """Complete surnames and short forms, and bodies called by their head noun ("the ministry"), each once."""
    tokens = heard.view.tokens
    words = heard.text[piece.start : piece.end]
    done: set[str] = set()
    for at in range(*span):
        token = tokens[at]
        before = tokens[at - 1] if at > span[0] else None
        after = tokens[at + 1] if at + 1 < span[1] else None
        if token.tag == "NAME":
            name = bare(token)
            full = known.cast.by_surname.get(name)
            full = full if full in known.cast.sure else None
            alone = (before is None or before.tag != "NAME" or is_title(before.text)) and (
                after is None or after.tag != "NAME"
            )
            if full and full.endswith(" " + name) and alone and not (is_place(name) or is_body(name)):
                if name not in done and full not in words:
                    yield Edit(token.start, token.start, full[: -len(name) - 1], "who")
                done.add(name)
            elif (long := known.cast.short_forms.get(name)) and name not in done and long not in words:
                done.add(name)
                yield Edit(token.end, token.end, f"({long})", "who")
        elif before is not None and before.lower == "the" and (body := only_body(known.cast, token, after)):
            if body not in words and token.lower not in done:
                yield Edit(before.start, token.end, with_article(body, before.text), "who")
            done.add(token.lower)


def only_body(cast: Cast, token: Token, after: Token | None) -> str | None:
    """Give the one body of the article that "the ministry" can be: named before, and no other of its kind is."""
    if token.tag != "NOUN" or (
        after is not None and (after.tag in ("NOUN", "NAME") or after.lower in ("of", "'", "’"))
    ):
        return None
    names = {name for _, name in cast.bodies.get(token.lower, [])}
    if any(
        word.islower() and word != "of" and (is_closed(word) or word in cue_forms())
        for name in names
        for word in name.split()
    ):
        return None  # More than a name was read: "Doe accused the government".
    return cast.body_before(token.lower, token.start) if len(names) == 1 else None


def with_article(body: str, article: str) -> str:
    """Put "the" before a body's name unless an owner stands there ("Russia's foreign ministry")."""
    owned = any(word.endswith(("'s", "’s")) for word in body.split()[:2])
    return body if owned or not article or body.lower().startswith("the ") else f"{article} {body}"


def events(heard: Heard, span: tuple[int, int], known: Known) -> Iterator[Edit]:
    """Say which incident "that incident" is: the only one that the sentences before tell."""
    tokens = heard.view.tokens
    general = word_set("wording", "happening")
    for at in range(span[0], span[1] - 1):
        head = tokens[at + 1]
        if tokens[at].lower not in ("that", "this") or head.tag != "NOUN":
            continue
        fitting = {
            words for told, words in known.events if (head.lower in general and told in general) or told == head.lower
        }
        if len(fitting) == 1:
            words = fitting.pop()
            if words != head.lower:
                yield Edit(head.end, head.end, f"(the {words})", "what")
