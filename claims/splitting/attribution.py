"""Step 4: who says what in one sentence, as printed. Nothing is resolved here."""

from dataclasses import dataclass

from claims.splitting.noun_phrases import (
    LONGEST,
    is_border,
    phrase_after,
    phrase_before,
    phrase_or_apposition,
    subject_of,
)
from claims.splitting.quotations import Quotation
from claims.splitting.sentences import Sentence
from claims.splitting.tokens import FINITE, Token, tokenise
from claims.splitting.wordlists import cue_classes, cue_forms

# From this many words on a quotation is somebody's sentence; below it is a phrase inside the reporter's.
SENTENCE_QUOTE = 4


@dataclass(frozen=True, slots=True)
class View:
    """A sentence ready to be read: its tokens, the quotations that touch it, and for each token the index of its quotation or -1.

    Only quotations of SENTENCE_QUOTE words and more are told apart; `numbers` are their places in the article's list.
    """

    sentence: Sentence
    tokens: list[Token]
    quotations: tuple[Quotation, ...]
    numbers: tuple[int, ...]
    inside: list[int]


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as printed, in token indexes of its View (end-exclusive).

    source: the phrase that names the speaker; None where it must be carried over from before.
    cue: the verb or phrase. frame: what is attribution and no claim. contents: what is attributed.
    beside: it does not stand inside the attribution before it but beside it. quoted: places of quotations it attributes.
    kind: say, think, accuse, act, name, according or quote.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int]
    frame: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    kind: str
    beside: bool = False
    quoted: tuple[int, ...] = ()


def view_sentence(text: str, sentence: Sentence, numbered: list[tuple[int, Quotation]]) -> View:
    """Prepare a sentence; `numbered` are the quotations that touch it with their places in the article."""
    tokens = tokenise(text, sentence.start, sentence.end)
    inside = [-1] * len(tokens)
    long_ones = [(n, q) for n, q in numbered if text.count(" ", q.inner_start, q.inner_end) + 1 >= SENTENCE_QUOTE]
    at = 0
    for place, (_, quotation) in enumerate(long_ones):
        while at < len(tokens) and tokens[at].start < quotation.start:
            at += 1
        while at < len(tokens) and tokens[at].start < quotation.end:
            inside[at] = place
            at += 1
    return View(sentence, tokens, tuple(q for _, q in long_ones), tuple(n for n, _ in long_ones), inside)


def find_attributions(view: View) -> list[Attributed]:
    """Give the attributions of one sentence in reading order."""
    found: list[Attributed] = []
    tokens = view.tokens
    index = 0
    while index < len(tokens):
        attributed = None
        if view.inside[index] < 0:
            if is_according(tokens, index):
                attributed = read_according(view, index, found)
            elif is_cue(tokens, index):
                attributed = read_cue(view, index, found)
        if attributed:
            found.append(attributed)
            index = max(index + 1, attributed.cue[1])
        else:
            index += 1
    return found


def is_according(tokens: list[Token], index: int) -> bool:
    """Say whether "according to" begins at index."""
    return tokens[index].lower == "according" and index + 1 < len(tokens) and tokens[index + 1].lower == "to"


def is_cue(tokens: list[Token], index: int) -> bool:
    """Say whether the token is a cue verb in a form and place where it can report: not a noun, not a passive."""
    token = tokens[index]
    known = cue_forms().get(token.lower)
    if known is None or token.tag not in ("VFIN", "PART", "ING", "INF", "NOUN"):
        return False
    if token.tag == "INF":
        return False
    back = index - 1
    while back >= 0 and tokens[back].tag in ("ADV", "NEG") and index - back < 4:
        back -= 1
    before = tokens[back] if back >= 0 else None
    if token.tag == "PART":
        if "name" in cue_classes()[known[0]] and before is not None and before.tag in ("NOUN", "NAME"):
            start = phrase_before(tokens, index)
            return start > 0 and tokens[start - 1].lower in ("whom", "which", "that")
        return before is not None and before.tag == "HAVE"
    if token.tag == "ING":
        return before is not None and (before.tag in ("MARK", "CC", "BE", "PRONBE") or names_with(tokens, index))
    if token.tag == "NOUN":
        return reports_as_noun(tokens, index, known[1])
    return before is not None


def reports_as_noun(tokens: list[Token], index: int, kinds: str) -> bool:
    """Rescue "claims", "reports" and the like that look like nouns: a subject before and a clause or quotation after."""
    if "s" not in kinds or index == 0 or index + 1 >= len(tokens):
        return False
    return tokens[index - 1].tag in ("NAME", "NOUN", "PRON") and (
        tokens[index + 1].tag in ("THAT", "PRON", "PRONBE") or tokens[index + 1].text in "\"“"
    )


def names_with(tokens: list[Token], index: int) -> bool:
    """Say whether "with NAME" stands before a participle: "with one poster writing"."""
    start = phrase_before(tokens, index)
    return start < index and start > 0 and tokens[start - 1].lower == "with"


def read_according(view: View, index: int, found: list[Attributed]) -> Attributed | None:
    """Read "according to X": at the front of a clause what follows is X's, else what stands before."""
    tokens = view.tokens
    start = index + 2
    end = phrase_after(tokens, start)
    if end == start:
        end = next((i for i in range(start, min(len(tokens), start + 12)) if tokens[i].text in ",;." and view.inside[i] < 0), len(tokens))
    at_front = is_border(tokens, index - 1) and (index == 0 or tokens[index - 1].tag != "MARK" or tokens[index - 1].text not in ",")
    inserted = index > 0 and tokens[index - 1].text == "," and end < len(tokens) and tokens[end].text == ","
    after = end
    if at_front or inserted:
        comma = next((i for i in range(end, min(len(tokens), end + LONGEST)) if tokens[i].text == ","), -1)
        while comma >= 0 and not inserted and not starts_clause(tokens, comma + 1):
            following = next((i for i in range(comma + 1, min(len(tokens), comma + LONGEST)) if tokens[i].text == ","), -1)
            if following < 0:
                break
            comma = following
        after = comma + 1 if comma >= 0 else end
    if at_front:
        contents = ((after, len(tokens)),) if after < len(tokens) else ()
        return Attributed((start, end), (index, index + 2), (index, after), contents, "according", beside=bool(found))
    if found and found[-1].contents and not any(t.tag == "NAME" for t in tokens[start:end]):
        # "... according to conservative estimates": part of what was said, not a speaker of its own.
        return None
    left = found[-1].frame[1] if found else 0
    left = max(left, clause_start(tokens, index))
    if inserted and index > 1 and tokens[index - 2].tag == "REL":
        left = index  # "boats which, according to X, ...": only what follows is X's.
    contents = ((left, index),) if left < index else ()
    if inserted and after < len(tokens):
        contents = (*contents, (after, len(tokens)))
    return Attributed((start, end), (index, index + 2), (index, after), contents, "according")


def starts_clause(tokens: list[Token], at: int) -> bool:
    """Say whether a clause with a finite verb of its own begins at `at` (no participle or relative word in front)."""
    if at >= len(tokens) or tokens[at].tag in ("ING", "PART", "REL"):
        return False
    stop = next((i for i in range(at, min(len(tokens), at + LONGEST)) if tokens[i].text in ",;"), min(len(tokens), at + LONGEST))
    return any(token.tag in FINITE for token in tokens[at:stop])


def clause_start(tokens: list[Token], index: int) -> int:
    """Give where the clause around `index` begins: after the last semicolon, "but" or "while" with a comma before it."""
    for at in range(index - 1, max(0, index - 80), -1):
        if tokens[at].text == ";":
            return at + 1
        if tokens[at].lower in ("but", "while", "whereas") and tokens[at - 1].text == ",":
            return at + 1
    return 0


def read_cue(view: View, index: int, found: list[Attributed]) -> Attributed | None:
    """Read one cue verb: its source, then what it attributes."""
    tokens = view.tokens
    classes = cue_classes()[cue_forms()[tokens[index].lower][0]]
    inverted = read_inverted(view, index, classes, found)
    if inverted:
        return inverted
    source, beside = find_source(view, index, found)
    if source is None and not beside:
        return None
    if source and tokens[source[0]].lower in ("there", "nobody"):
        return None
    frame_start = frame_left(tokens, source[0] if source else index)
    if source is None:
        frame_start = joint_left(tokens, index)
    if source and source[0] > 0 and tokens[source[0] - 1].lower == "what":
        return None  # "for what she said was a crime": a hedge inside the claim.
    if source and source[0] > 1 and tokens[source[0] - 1].tag == "REL" and tokens[source[0] - 2].tag == "PREP":
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or following.tag in FINITE:
            return None  # "the case on which the court ruled was ..."
    if "accuse" in classes:
        return read_accusation(view, index, source, frame_start, beside=beside)
    if "name" in classes and source and source[0] > 0 and tokens[source[0] - 1].tag == "REL":
        antecedent = phrase_before(tokens, source[0] - 1)
        return Attributed(source, (index, index + 1), (index, index), ((antecedent, len(tokens)),), "name")
    for kind in ("say", "tell", "think", "act"):
        if kind in classes:
            if attributed := read_statement(view, index, source, frame_start, kind, beside=beside):
                return attributed
    if "quote" in classes and source is not None or "quote" in classes and beside:
        end = phrase_after(tokens, index + 1)
        if end > index + 1 and tokens[index].tag == "ING":
            return Attributed((index + 1, end), (index, index + 1), (index, end), (), "quote")
    if "act" in classes and source:
        return Attributed(source, (index, index + 1), (index, index), (), "act", beside=beside)
    return None


def frame_left(tokens: list[Token], start: int) -> int:
    """Take "in which", "that" and the like before the source into the frame."""
    left = start
    if left > 0 and tokens[left - 1].tag in ("REL", "THAT"):
        left -= 1
        if left > 0 and tokens[left - 1].tag == "PREP":
            left -= 1
    return left


def joint_left(tokens: list[Token], index: int) -> int:
    """Take the comma, "and" and adverbs before a cue without a source of its own into the frame."""
    left = index
    while left > 0 and (tokens[left - 1].tag in ("ADV", "CC", "HAVE", "SUB") or tokens[left - 1].text == ","):
        left -= 1
    return left


def read_inverted(view: View, index: int, classes: tuple[str, ...], found: list[Attributed]) -> Attributed | None:
    """Read `..., said X` after a quotation or a clause."""
    tokens = view.tokens
    if index == 0 or "say" not in classes or tokens[index].tag not in ("VFIN", "NOUN"):
        return None
    if tokens[index - 1].text not in ",\"”’'" and view.inside[index - 1] < 0:
        return None
    end = phrase_after(tokens, index + 1)
    if end == index + 1:
        return None
    after = tokens[end] if end < len(tokens) else None
    closes = after is None or after.tag in ("MARK", "PREP", "SUB", "REL", "TIME", "ADV", "ING", "CC")
    quote_before = last_quote(view, index)
    if not closes or (after is not None and after.text in ("\"", "“") and quote_before < 0):
        return None
    left = found[-1].frame[1] if found else 0
    if quote_before < 0 and not any(token.tag in FINITE for token in tokens[left : index - 1]):
        return None
    stop = adjunct_end(view, end)
    quoted, contents = [], []
    if quote_before >= 0:
        quoted.append(quote_before)
        contents.append(quote_tokens(view, quote_before))
    else:
        contents.append((max(left, clause_start(tokens, index)), index))
    quoted_after, contents_after = quotes_after(view, stop)
    return Attributed(
        (index + 1, end), (index, index + 1), (index, stop), (*contents, *contents_after), "say", beside=True,
        quoted=(*quoted, *quoted_after),
    )


def last_quote(view: View, index: int) -> int:
    """Give the place of the quotation that closes right before `index` (a comma between), or -1."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if view.inside[at] >= 0:
            return view.inside[at]
        if view.tokens[at].text not in ",.-–—":
            return -1
    return -1


def quotes_after(view: View, start: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Give the quotations from token `start` on, and their tokens."""
    places: list[int] = []
    for at in range(start, len(view.tokens)):
        place = view.inside[at]
        if place < 0 or place in places[-1:]:
            continue
        before = view.tokens[at - 1].tag if at > 0 and view.inside[at - 1] != place else ""
        if before not in ("PREP", "DET", "POSS"):  # A title: 'says on "The Countdown"'.
            places.append(place)
    return places, [quote_tokens(view, place) for place in places]


def quote_tokens(view: View, place: int) -> tuple[int, int]:
    """Give the token span of one quotation within this sentence."""
    first = view.inside.index(place)
    last = first
    while last < len(view.inside) and view.inside[last] == place:
        last += 1
    return first, last


def adjunct_end(view: View, start: int) -> int:
    """Give where the words about time and occasion end that follow an attribution ("on Thursday in a statement")."""
    at = start
    while at < len(view.tokens) and view.inside[at] < 0:
        token = view.tokens[at]
        if token.text in ";" or token.tag in ("CC", "SUB") or (token.text == "," and starts_clause(view.tokens, at + 1)):
            break
        if token.tag == "ING" and cue_forms().get(token.lower):
            break
        at += 1
    return at


def find_source(view: View, index: int, found: list[Attributed]) -> tuple[tuple[int, int] | None, bool]:
    """Give the source before a cue, and whether it stands beside the attribution before it.

    (None, True) means: the source is the one of the clause before ("and said", ", adding").
    """
    tokens = view.tokens
    if tokens[index].tag == "ING":
        if names_with(tokens, index):
            return (phrase_before(tokens, index), index), True
        auxiliary = index - 1
        while auxiliary > 0 and tokens[auxiliary].tag == "ADV":
            auxiliary -= 1
        if tokens[auxiliary].tag == "BE":
            phrase = phrase_or_apposition(tokens, auxiliary)
            return phrase, False
        return None, True
    back = index - 1
    while back >= 0 and tokens[back].tag in ("ADV", "HAVE", "DO", "MODAL", "NEG"):
        back -= 1
    if back >= 0 and tokens[back].tag == "CC":
        return None, True
    if back >= 0 and tokens[back].tag == "REL" and tokens[back].lower == "who":
        end = back - 1 if back > 0 and tokens[back - 1].text == "," else back
        start = phrase_before(tokens, end)
        return ((start, end), False) if start < end else (None, False)
    phrase = phrase_or_apposition(tokens, index)
    if phrase is None or any(view.inside[at] >= 0 for at in range(*phrase)):
        return None, False
    phrase = with_role(tokens, phrase)
    if phrase[0] > 0 and tokens[phrase[0] - 1].tag == "PREP":
        return None, False  # "in a statement posted to ...": no subject, and so no finite verb.
    before = phrase[0] - 1
    while before > 0 and tokens[before].text == ",":
        before -= 1
    beside = before >= 0 and tokens[before].tag in ("CC", "SUB") and tokens[before].lower != "if"
    return phrase, beside


def with_role(tokens: list[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """Widen "Najib Razak" to "Malaysia's Prime Minister, Najib Razak" when the clause begins there."""
    start, end = phrase
    if start > 1 and tokens[start - 1].text == "," and tokens[start].tag == "NAME":
        wider = phrase_before(tokens, start - 1)
        if wider < start - 1 and (wider == 0 or tokens[wider - 1].tag in ("CC", "MARK", "THAT")) and tokens[start - 2].tag in ("NOUN", "NAME"):
            if not any(token.tag == "TIME" for token in tokens[wider:start]) and looks_like_role(tokens[wider : start - 1]):
                return wider, end
    return phrase


def looks_like_role(tokens: list[Token]) -> bool:
    """Say whether a phrase can be somebody's role: it owns, or opens with a determiner."""
    return bool(tokens) and (tokens[0].tag in ("DET", "POSS") or any(token.lower.endswith("'s") for token in tokens))


def read_accusation(view: View, index: int, source: tuple[int, int] | None, frame_start: int, *, beside: bool) -> Attributed | None:
    """Read "accusing B of C and of D" and "blamed B for C"; what B is accused of is the content, B with it if there is one C."""
    tokens = view.tokens
    start = index + 1
    if start >= len(tokens) or tokens[start].tag == "PREP":
        return None
    link = "of" if tokens[index].lower.startswith("accus") else "for"
    stop = clause_stop(view, start)
    links = [
        at
        for at in range(start + 1, stop)
        if tokens[at].lower == link
        and (link == "for" or (at + 1 < stop and (tokens[at + 1].tag in ("ING", "ADV") or tokens[at - 1].tag == "CC")))
    ]
    if not links:
        return Attributed(source, (index, index + 1), (frame_start, start), ((start, stop),), "accuse", beside=beside)
    joint = [at for at in links[1:] if tokens[at - 1].tag == "CC"]
    if not joint:
        return Attributed(source, (index, index + 1), (frame_start, start), ((start, stop),), "accuse", beside=beside)
    contents = []
    begin = links[0] + 1
    for at in joint:
        contents.append((begin, at - 1))
        begin = at + 1
    contents.append((begin, stop))
    return Attributed(source, (index, index + 1), (frame_start, links[0] + 1), tuple(contents), "accuse", beside=beside)


def clause_stop(view: View, start: int) -> int:
    """Give where an accusation ends: before a semicolon, a comma with another verb's participle, or a relative "where"."""
    tokens = view.tokens
    for at in range(start, len(tokens)):
        if tokens[at].text == ";":
            return at
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if tokens[at].text == "," and following is not None:
            if following.tag == "ING" and cue_forms().get(following.lower):
                return at
            if following.tag in ("CC", "SUB") and starts_clause(tokens, at + 2):
                return at
        if tokens[at].lower in ("where", "after", "when") and at > start + 3 and starts_clause(tokens, at + 1):
            return at
    return len(tokens)


def read_statement(
    view: View, index: int, source: tuple[int, int] | None, frame_start: int, kind: str, *, beside: bool
) -> Attributed | None:
    """Read "X said (on Thursday) (that) ..." and "..., X said"."""
    tokens = view.tokens
    start, explicit = content_start(view, index, kind)
    quoted, spans = quotes_after(view, index + 1)
    stop = len(tokens)
    cue = (index, index + 1)
    if kind == "act":
        # "defended the record: <quotation>" is the only way such a verb gives a content.
        if not explicit or tokens[start - 1].text != ":" or not quoted:
            return None
        return Attributed(source, cue, (index, index), tuple(spans), kind, beside=True, quoted=tuple(quoted))
    before = preceding_content(view, index, source, frame_start)
    after_comma = tokens[start - 1].text == "," and not explicit
    if start < stop and (explicit or opens_content(view, start)) and (before or not after_comma):
        # Beside a quotation the rest of the sentence is the reporter's again.
        contents = list(spans) if view.inside[start] >= 0 and spans else [(start, stop)]
        if before and after_comma:
            contents.insert(0, before[1])
        places = [*before[0], *quoted] if before and after_comma else quoted
        return Attributed(source, cue, (frame_start, start), tuple(contents), kind, beside=beside, quoted=tuple(places))
    if before:
        end = adjunct_end(view, index + 1)
        return Attributed(
            source, cue, (frame_start, end), (before[1], *spans), kind, beside=True, quoted=(*before[0], *quoted)
        )
    if quoted and source:
        # "called the sentence "dangerous and unjust to all"": the words are theirs, the sentence is the reporter's.
        return Attributed(source, cue, (index, index), tuple(spans), kind, beside=beside, quoted=tuple(quoted))
    return None


def preceding_content(
    view: View, index: int, source: tuple[int, int] | None, frame_start: int
) -> tuple[list[int], tuple[int, int]] | None:
    """Give what stands before "..., X said" if it can be what X said: a quotation or a clause closed by a comma."""
    if source is None:
        return None
    tokens = view.tokens
    place = last_quote(view, frame_start)
    if place >= 0:
        return [place], quote_tokens(view, place)
    if frame_start > 1 and tokens[frame_start - 1].text in ",–—":
        left = clause_start(tokens, frame_start - 1)
        if any(token.tag in FINITE for token in tokens[left : frame_start - 1]) and tokens[left].tag not in ("SUB", "PREP"):
            return [], (left, frame_start - 1)
    return None


def opens_content(view: View, start: int) -> bool:
    """Say whether what begins at `start` can be reported speech: a quotation, or words with a finite verb."""
    if view.inside[start] >= 0:
        return True
    tokens = view.tokens
    if tokens[start].tag in ("MARK", "PREP", "CC") and tokens[start].lower not in ("in", "on", "at", "for", "from"):
        return False
    if tokens[start].tag == "SUB":
        return any(token.tag in FINITE for token in tokens[start : start + LONGEST])
    # A finite verb that belongs to no "that", "which" or "whether" of its own makes it a clause.
    pending = 0
    for token in tokens[start : start + LONGEST]:
        if token.text == ";":
            break
        if token.tag in ("THAT", "REL", "SUB"):
            pending += 1
        elif token.tag in FINITE:
            if pending == 0:
                return True
            pending -= 1
    return False


def content_start(view: View, index: int, kind: str) -> tuple[int, bool]:
    """Give where the content of the cue at `index` begins, and whether "that", a colon or a quotation mark says so."""
    tokens = view.tokens
    at = index + 1
    if kind == "tell" and at < len(tokens):
        at = addressee_end(tokens, at)
    limit = min(len(tokens), index + LONGEST)
    while at < limit:
        token = tokens[at]
        if view.inside[at] >= 0:
            return at, True
        if token.tag == "THAT" or token.text == ":":
            return at + 1, True
        if (token.tag == "TIME" or is_passing(token)) and at + 1 < limit:
            at += 1
        elif token.text == ",":
            close = next((i for i in range(at + 1, limit) if tokens[i].text == ","), -1)
            if at + 1 < len(tokens) and view.inside[at + 1] >= 0:
                return at + 1, True
            if close > 0 and not any(t.tag in FINITE for t in tokens[at + 1 : close]) and close - at < 12 and at == index + 1:
                at = close + 1
            else:
                return at + 1, False
        elif is_time_phrase(tokens, at):
            at += 2
        elif token.tag == "PREP" and (end := adjunct_phrase_end(tokens, at)) > at and opens_later(view, end):
            at = end
        else:
            return at, False
    return at, False


def is_passing(token: Token) -> bool:
    """Say whether an adverb after a cue belongs to the cue ("said later") and not to what is said ("found only a few")."""
    return token.tag == "ADV" and (
        token.lower.endswith("ly") and token.lower != "only" or token.lower in ("also", "later", "then", "earlier", "again", "too")
    )


def opens_later(view: View, at: int) -> bool:
    """Say whether content can still follow an adjunct that ends at `at`."""
    return at < len(view.tokens) and (view.tokens[at].text in ":," or opens_content(view, at) or view.inside[at] >= 0)


def is_time_phrase(tokens: list[Token], at: int) -> bool:
    """Say whether "last month", "this week" or the like begins at `at`."""
    return (
        tokens[at].lower in ("last", "this", "next", "earlier", "late")
        and at + 1 < len(tokens)
        and tokens[at + 1].lower in ("week", "month", "year", "night", "weekend", "morning", "evening", "afternoon", "summer", "winter", "spring", "autumn")
    )


def adjunct_phrase_end(tokens: list[Token], at: int) -> int:
    """Give the end of a prepositional phrase without a second noun phrase run into it ("in a statement | the army")."""
    end = at + 1
    while end < len(tokens) and tokens[end].tag in ("DET", "POSS", "NUM", "TIME"):
        end += 1
    run = tokens[end].tag if end < len(tokens) else ""
    while end < len(tokens) and tokens[end].tag == run and run in ("NOUN", "NAME", "TIME"):
        end += 1
    return end if tokens[end - 1].tag in ("NOUN", "NAME", "TIME", "NUM") else at


def addressee_end(tokens: list[Token], at: int) -> int:
    """Step over the person told: "reporters", "the BBC", "a news conference", "him"."""
    if tokens[at].tag == "PRON":
        return at + 1
    end = at
    while end < len(tokens) and tokens[end].tag in ("DET", "POSS", "NUM"):
        end += 1
    run = tokens[end].tag if end < len(tokens) else ""
    while end < len(tokens) and tokens[end].tag in (run, "NOUN") and run in ("NOUN", "NAME") and tokens[end].tag in ("NOUN", "NAME"):
        end += 1
    return end


def main_subject(view: View) -> tuple[int, int] | None:
    """Give the subject of the sentence in the reporter's own words, in token indexes."""
    tokens = view.tokens
    start = 0
    while start < len(tokens) and view.inside[start] >= 0:
        start += 1
    phrase = subject_of(tokens, start, len(tokens))
    return with_role(tokens, phrase) if phrase else None
