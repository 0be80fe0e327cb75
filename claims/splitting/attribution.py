"""Step 4: who says what in one sentence, as printed. Nothing is resolved here."""

from claims.splitting.around_cues import (
    after_insertion,
    can_speak,
    colon_before_quote,
    is_hedge,
    is_insertion,
    is_order,
    is_relative,
    is_weak,
    runs_in,
    runs_on,
    says_no_more,
    shows,
)
from claims.splitting.attributed import Attributed
from claims.splitting.contents import (
    adjunct_end,
    clause_start,
    clause_stop,
    comment_stop,
    content_start,
    name_stop,
    opens_content,
    preceding_content,
    relative_stop,
    starts_clause,
    with_lead,
)
from claims.splitting.cues import is_according, is_cue
from claims.splitting.noun_phrases import LONGEST, is_bare_name, is_border, phrase_after, phrase_before
from claims.splitting.phrasal import asks, phrase_words, read_headline, read_phrasal, thing, wished
from claims.splitting.sources import find_source, frame_left, joint_left
from claims.splitting.tokens import FINITE, Token
from claims.splitting.views import View, last_quote, quotes_after
from claims.splitting.wordlists import cue_classes, cue_forms, word_set

TRAILERS = ("SUB", "REL", "PREP", "ING")


def find_attributions(view: View) -> list[Attributed]:
    """Give the attributions of one sentence in reading order."""
    found: list[Attributed] = []
    tokens = view.tokens
    index = 0
    if headline := read_headline(view):
        found.append(headline)
        index = headline.cue[1]
    cues, phrases = cue_forms(), phrase_words()
    while index < len(tokens):
        attributed = None
        lower = tokens[index].lower
        if view.inside[index] < 0:
            if lower == "according" and is_according(tokens, index):
                attributed = read_according(view, index, found)
            elif lower in cues and is_cue(tokens, index):
                attributed = read_cue(view, index, found)
            if attributed is None and lower in phrases:
                attributed = read_phrasal(view, index)
        if attributed:
            found.append(attributed)
            index = max(index + 1, attributed.cue[1])
        else:
            index += 1
    return found


def read_according(view: View, index: int, found: list[Attributed]) -> Attributed | None:  # noqa: C901 - cases
    """Read "according to X": at the front of a clause what follows is X's, else what stands before."""
    tokens = view.tokens
    start = index + 2
    end = phrase_after(tokens, start)
    if end == start:
        end = next(
            (i for i in range(start, min(len(tokens), start + 12)) if tokens[i].text in ",;." and view.inside[i] < 0),
            len(tokens),
        )
    if end == start:
        return None
    end = with_name(tokens, start, end)
    at_front = is_border(tokens, index - 1) and (
        index == 0 or tokens[index - 1].tag != "MARK" or tokens[index - 1].text not in ","
    )
    inserted = index > 0 and tokens[index - 1].text == "," and end < len(tokens) and tokens[end].text == ","
    inserted = inserted and any(
        token.tag in FINITE for token in tokens[end:]
    )  # Else an apposition: "..., its chairman."
    after = end
    if at_front or inserted:
        comma = next((i for i in range(end, min(len(tokens), end + LONGEST)) if tokens[i].text == ","), -1)
        while comma >= 0 and not inserted and not starts_clause(tokens, comma + 1):
            following = next(
                (i for i in range(comma + 1, min(len(tokens), comma + LONGEST)) if tokens[i].text == ","), -1
            )
            if following < 0:
                break
            comma = following
        after = comma + 1 if comma >= 0 else end
    if (
        at_front
        and end < len(tokens)
        and tokens[end].tag in ("DET", "PRON", "NUM", "POSS", "PREP")
        and starts_clause(tokens, end)
    ):
        after = end  # "According to the ministry over 300 people were killed": no comma.
    if at_front:
        contents = ((after, len(tokens)),) if after < len(tokens) else ()
        return Attributed((start, end), (index, index + 2), (index, after), contents, "according", beside=bool(found))
    knows = bool(found) and found[-1].kind in ("think", "act") and tokens[index - 1].text == ","
    if knows:
        found = []  # "A sheriff knew that ..., according to a report": all of it is the report's.
    if found and found[-1].contents and not any(t.tag == "NAME" for t in tokens[start:end]):
        # "... according to conservative estimates": part of what was said, not a speaker of its own.
        return None
    left = found[-1].frame[1] if found else 0
    left = max(left, clause_start(tokens, index))
    if inserted and index > 1 and tokens[index - 2].tag in ("REL", "THAT"):
        left = index  # "boats which, according to X, ...": only what follows is X's.
    clausal = any(token.tag in FINITE for token in tokens[left:index]) or (left < index and view.inside[left] >= 0)
    contents = ((left, index),) if left < index and clausal else ()
    if inserted and after < len(tokens):
        contents = (*contents, (after, len(tokens)))
    if not inserted:
        after = max(after, adjunct_end(view, end))
    return Attributed((start, end), (index, index + 2), (index, after), contents, "according")


def read_cue(view: View, index: int, found: list[Attributed]) -> Attributed | None:  # noqa: PLR0911 - cases
    """Read one cue verb: its source, then what it attributes."""
    tokens = view.tokens
    classes = cue_classes()[cue_forms()[tokens[index].lower][0]]
    inverted = read_inverted(view, index, classes, found)
    if inverted:
        return inverted
    source, beside = find_source(view, index)
    if source is None and not beside:
        return None
    if source and is_hedge(tokens, index, source[0]):
        return None
    frame_start = frame_left(tokens, source[0]) if source else joint_left(tokens, index)
    if "name" in classes and source and is_relative(tokens, source[0] - 1):
        return read_naming(view, index, source)
    if "accuse" in classes:
        return read_accusation(view, index, source, frame_start, beside=beside)
    if "hear" in classes and not (
        source and any(t.lower in word_set("reports", "hearer") for t in tokens[slice(*source)])
    ):
        return None
    for kind in ("say", "tell", "hear", "back", "think", "utter", "act"):
        if kind in classes and (attributed := read_statement(view, index, source, frame_start, kind, beside=beside)):
            return attributed
    if "quote" in classes and tokens[index].tag == "ING":
        end = phrase_after(tokens, index + 1)
        return Attributed((index + 1, end), (index, index + 1), (index, end), (), "quote") if end > index + 1 else None
    return read_mention(view, index, source, classes, beside=beside)


def read_mention(
    view: View, index: int, source: tuple[int, int] | None, classes: tuple[str, ...], *, beside: bool
) -> Attributed | None:
    """Read a cue without a clause: a bare "Sachs said.", a wish, a thing, a speech act. No claim comes of it."""
    cue, frame = (index, index + 1), (index, index)
    content = None
    if "want" in classes or ("ask" in classes and asks(view.tokens, index)):
        content = wished(view, index)
    if content is None and ("thing" in classes or "dub" in classes):
        content = thing(view, index, quoted="thing" not in classes)
    if content or (source and "act" in classes) or (source and source[0] == 0 and says_no_more(view.tokens, index + 1)):
        return Attributed(source, cue, frame, (content,) if content else (), "act", beside=beside)
    return None


def read_naming(view: View, index: int, source: tuple[int, int]) -> Attributed:
    """Read "a man whom activists identified as ...": the man and what he is called are theirs."""
    tokens = view.tokens
    comma = source[0] > 1 and tokens[source[0] - 2].text == ","
    antecedent = phrase_before(tokens, source[0] - (2 if comma else 1))
    stop = name_stop(tokens, index, comma=comma)
    return Attributed(source, (index, index + 1), (index, index), ((antecedent, stop),), "name")


def read_inverted(view: View, index: int, classes: tuple[str, ...], found: list[Attributed]) -> Attributed | None:
    """Read `..., said X` after a quotation or a clause."""
    tokens = view.tokens
    if index == 0 or not {"say", "utter"} & set(classes) or tokens[index].tag not in ("VFIN", "NOUN"):
        return None
    if tokens[index - 1].text not in ",\"”’'" and view.inside[index - 1] < 0:
        return None
    end = phrase_after(tokens, index + 1)
    if end == index + 1:
        return None
    after = tokens[end] if end < len(tokens) else None
    closes = after is None or after.tag in ("MARK", "PREP", "SUB", "REL", "TIME", "ADV", "ING", "CC")
    quote_before = last_quote(view, index)
    if runs_on(tokens, end) or not closes or (after is not None and after.text in ('"', "“") and quote_before < 0):
        return None
    left = found[-1].frame[1] if found else 0
    if quote_before < 0 and not (
        any(token.tag in FINITE for token in tokens[left : index - 1]) and can_speak(tokens[index + 1 : end])
    ):
        return None
    end = with_name(tokens, index + 1, end)
    stop = adjunct_end(view, end)
    quoted, contents = [], []
    if quote_before >= 0:
        quoted.append(quote_before)
        contents.append(with_lead(view, quote_before, max(left, clause_start(tokens, index))))
    else:
        contents.append((max(left, clause_start(tokens, index)), index))
    quoted_after, contents_after = quotes_after(view, stop)
    return Attributed(
        (index + 1, end),
        (index, index + 1),
        (index, stop),
        (*contents, *contents_after),
        "say",
        beside=True,
        quoted=(*quoted, *quoted_after),
    )


def read_accusation(
    view: View, index: int, source: tuple[int, int] | None, frame_start: int, *, beside: bool
) -> Attributed | None:
    """Read "accusing B of C and of D" and "blamed B for C"; what B is accused of is the content, B with it if there
    is one C.
    """
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


def read_statement(  # noqa: PLR0911 - cases
    view: View, index: int, source: tuple[int, int] | None, frame_start: int, kind: str, *, beside: bool
) -> Attributed | None:
    """Read "X said (on Thursday) (that) ..." and "..., X said"."""
    tokens = view.tokens
    start, explicit = content_start(view, index, kind)
    quoted, spans = quotes_after(view, index + 1)
    stop = min(comment_stop(view, start), relative_stop(view, index, start))
    cue = (index, index + 1)
    if kind == "act":
        # "defended the record: <quotation>" and "called it "<quotation>"": such a verb gives no other content.
        if not quoted or any(is_cue(tokens, at) for at in range(index + 1, spans[0][0])):
            return None
        return Attributed(source, cue, (index, index), tuple(spans), kind, beside=True, quoted=tuple(quoted))
    if kind == "tell" and (start >= len(tokens) or start == index + 1) and not quoted:
        return None  # "..., jury told": a headline's passive.
    before = preceding_content(view, index, source, frame_start)
    after_comma = tokens[start - 1].text == "," and not explicit
    # "..., X said when he presented it": what X said stands before.
    # Behind a quotation the reporter goes on: "..., X said of the wall he has proposed".
    after_quote = before and before[0] and not (start < stop and view.inside[start] >= 0)
    trailing = before and not explicit and (after_quote or (start < stop and tokens[start].tag in TRAILERS))
    if kind == "utter" and not (explicit or (before and before[0])):
        return None
    if (
        not explicit
        and not before
        and (is_weak(tokens, index, start, source) or (kind == "tell" and is_order(tokens, index)))
    ):
        return None
    opens = start < stop and (explicit or opens_content(view, start) or shows(tokens, index, start))
    colon = colon_before_quote(view, start, stop)
    if opens and colon and not trailing:
        # 'conceded that it was a mistake: "You cannot do that."': the clause, and the quotation.
        parts = ((start, colon), *spans)
        return Attributed(source, cue, (frame_start, start), parts, kind, beside=beside, quoted=tuple(quoted))
    if opens and not trailing and (before or not after_comma):
        # Beside a quotation the rest of the sentence is the reporter's again.
        contents = (
            list(spans) if view.inside[start] >= 0 and spans and not runs_in(view, spans[0][1]) else [(start, stop)]
        )
        after_colon = tokens[start - 1].text == ":"
        joined = before and (after_comma or after_colon or (before[0] and view.inside[start] >= 0))
        if before and joined:
            contents.insert(0, before[1])
        places = [*before[0], *quoted] if before and joined else quoted
        return Attributed(source, cue, (frame_start, start), tuple(contents), kind, beside=beside, quoted=tuple(places))
    if source and after_comma and not before and is_insertion(tokens, frame_start, start):
        whole = (clause_start(tokens, frame_start), len(tokens))
        return Attributed(source, cue, (index, index), (whole,), kind, beside=True, quoted=tuple(quoted))
    if before:
        end = adjunct_end(view, index + 1)
        rest = () if before[0] else after_insertion(tokens, end)
        parts = (before[1], *spans, *rest)
        return Attributed(source, cue, (frame_start, end), parts, kind, beside=True, quoted=(*before[0], *quoted))
    if quoted and source:
        # "called the sentence "dangerous and unjust to all"": the words are theirs, the sentence is the reporter's.
        return Attributed(source, cue, (index, index), tuple(spans), kind, beside=beside, quoted=tuple(quoted))
    return None


def with_name(tokens: list[Token], start: int, end: int) -> int:
    """Widen "its spokesperson" to "its spokesperson, Gideon Harle": give the end of the name."""
    if end + 1 < len(tokens) and tokens[end].text == "," and not is_bare_name(tokens[start:end]):
        name_end = phrase_after(tokens, end + 1)
        closes = name_end >= len(tokens) or tokens[name_end].tag == "MARK"
        if name_end > end + 1 and closes and is_bare_name(tokens[end + 1 : name_end]):
            return name_end
    return end
