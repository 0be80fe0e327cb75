"""Where the content of an attribution begins and ends, as token indexes of a sentence."""

from claims.splitting.noun_phrases import LONGEST, SPANS
from claims.splitting.tokens import FINITE, Token
from claims.splitting.views import View, last_quote, quote_tokens
from claims.splitting.wordlists import cue_forms, word_set

PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
# Adverbs that go with the cue: "said afterward that".
PASSING = frozenset(
    {"also", "later", "then", "earlier", "again", "too", "afterward", "afterwards", "once", "often", "here"}
)


def preceding_content(
    view: View, index: int, source: tuple[int, int] | None, frame_start: int
) -> tuple[list[int], tuple[int, int]] | None:
    """Give what stands before "..., X said" if it can be what X said: a quotation or a clause closed by a comma."""
    if source is None:
        return None
    tokens = view.tokens
    place = last_quote(view, frame_start)
    if place >= 0:
        return [place], with_lead(view, place, clause_start(tokens, frame_start))
    if frame_start > 1 and tokens[frame_start - 1].text in ",–—-":
        left = clause_start(tokens, frame_start - 1)
        if has_main_verb(tokens[left : frame_start - 1]):
            return [], (left, frame_start - 1)
    return None


def has_main_verb(tokens: list[Token]) -> bool:
    """Say whether a clause of its own stands here: more finite verbs than "when", "who" and "that" have taken."""
    balance = 0
    for at, token in enumerate(tokens):
        if token.tag in FINITE:
            balance += 1
        elif token.tag in ("SUB", "REL", "THAT") and token.lower not in ("as", "than"):
            if token.tag == "THAT" and at + 1 < len(tokens) and tokens[at + 1].lower in SPANS:
                continue  # "that night"
            takes = at + 1 >= len(tokens) or tokens[at + 1].tag not in ("ING", "PART")  # "while telling trustees"
            balance -= takes
    return balance > 0


def with_lead(view: View, place: int, left: int) -> tuple[int, int]:
    """Give a quotation's tokens, with the words that lead into it where it only ends their sentence."""
    start, end = quote_tokens(view, place)
    lead = view.tokens[left:start]
    runs_in = bool(lead) and lead[-1].text not in ",:;.–—" and view.inside[left] < 0
    return (left, end) if runs_in and any(token.tag in FINITE for token in lead) else (start, end)


def opens_content(view: View, start: int) -> bool:
    """Say whether what begins at `start` can be reported speech: a quotation, or words with a finite verb."""
    if view.inside[start] >= 0:
        return True
    tokens = view.tokens
    counted = start + 1 < len(tokens) and tokens[start + 1].tag == "NUM"
    if (
        tokens[start].tag in ("MARK", "PREP", "CC")
        and not counted
        and tokens[start].lower not in ("in", "on", "at", "for", "from")
    ):
        return False
    if tokens[start].tag == "THAT" and start + 1 < len(tokens) and tokens[start + 1].tag in FINITE:
        return True  # "said that was ridiculous"
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


def content_start(view: View, index: int, kind: str) -> tuple[int, bool]:  # noqa: PLR0912 - cases
    """Give where the content of the cue at `index` begins, and whether "that", a colon or a quotation mark says so."""
    tokens = view.tokens
    at = index + 1
    if at < len(tokens) and tokens[at].lower in ("out", "back"):
        at += 1  # "pointed out that", "shot back that"
    if kind == "tell" and at < len(tokens):
        at = addressee_end(tokens, at)
    limit = min(len(tokens), index + LONGEST)
    while at < limit:
        token = tokens[at]
        if view.inside[at] >= 0:
            return at, True
        if token.text == ":" or (token.tag == "THAT" and at + 1 < limit and tokens[at + 1].tag not in FINITE):
            return at + 1, True
        part_of_day = token.lower in PARTS_OF_DAY and tokens[at - 1].tag == "TIME"
        if at + 1 < limit and (token.tag == "TIME" or part_of_day or is_passing(token, tokens[at + 1])):
            at += 1
        elif token.text == ",":
            close = next((i for i in range(at + 1, limit) if tokens[i].text == ","), -1)
            if at + 1 < len(tokens) and view.inside[at + 1] >= 0:
                return at + 1, True
            if (
                close > 0
                and not any(t.tag in FINITE for t in tokens[at + 1 : close])
                and close - at < 12
                and at == index + 1
            ):
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


def is_passing(token: Token, following: Token) -> bool:
    """Say whether an adverb after a cue belongs to the cue ("said later", "said only that") and not to what is said
    ("found only a few").
    """
    if token.lower in ("only", "simply", "merely"):
        return following.tag == "THAT"
    return token.tag == "ADV" and (token.lower.endswith("ly") or token.lower in PASSING)


def opens_later(view: View, at: int) -> bool:
    """Say whether content can still follow an adjunct that ends at `at`."""
    while at < len(view.tokens) and (view.tokens[at].tag == "TIME" or view.tokens[at].lower in PARTS_OF_DAY):
        at += 1
    return at < len(view.tokens) and (
        view.tokens[at].text in ":," or view.tokens[at].tag == "THAT" or opens_content(view, at) or view.inside[at] >= 0
    )


def is_time_phrase(tokens: list[Token], at: int) -> bool:
    """Say whether "last month", "this week" or the like begins at `at`."""
    return (
        tokens[at].lower in ("last", "this", "next", "earlier", "late")
        and at + 1 < len(tokens)
        and tokens[at + 1].lower
        in (
            "week",
            "month",
            "year",
            "night",
            "weekend",
            "morning",
            "evening",
            "afternoon",
            "summer",
            "winter",
            "spring",
            "autumn",
        )
    )


def adjunct_phrase_end(tokens: list[Token], at: int) -> int:
    """Give the end of a prepositional phrase without a second noun phrase run into it ("in a statement | the army")."""
    end = at + 1
    if tokens[at].lower in ("about", "over", "up", "around") and end < len(tokens) and tokens[end].tag == "NUM":
        return at  # "said about 2,300 people": part of the figure.
    while end < len(tokens) and tokens[end].tag in ("DET", "POSS", "NUM", "TIME", "PART"):
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
    if at < end < len(tokens) and tokens[end].tag in ("PART", "ING"):
        end += 1  # "a packed hall"
    run = tokens[end].tag if end < len(tokens) else ""
    while (
        end < len(tokens)
        and tokens[end].tag in (run, "NOUN")
        and run in ("NOUN", "NAME")
        and tokens[end].tag in ("NOUN", "NAME")
    ):
        end += 1
    return end


def adjunct_end(view: View, start: int) -> int:
    """Give where the words about time and occasion end that follow an attribution ("on Thursday in a statement")."""
    at = start
    while at < len(view.tokens) and view.inside[at] < 0:
        token = view.tokens[at]
        if (
            token.text in ";"
            or token.tag in ("CC", "SUB")
            or (token.text == "," and starts_clause(view.tokens, at + 1))
        ):
            break
        if token.tag == "ING" and cue_forms().get(token.lower):
            break
        at += 1
    return at


def clause_start(tokens: list[Token], index: int) -> int:
    """Give where the clause around `index` begins: after the last semicolon, "but" or "while" with a comma before
    it.
    """
    for at in range(index - 1, max(0, index - 80), -1):
        if tokens[at].text == ";":
            return at + 1
        if tokens[at].lower in ("but", "while", "whereas") and tokens[at - 1].text == ",":
            return at + 1
    return 0


def relative_stop(view: View, index: int, start: int) -> int:
    """Give where what somebody said ends whose cue stands in "Varga, who denied it, will lose ...": at the comma before
    the main verb.
    """
    tokens = view.tokens
    back = index - 1
    while back > 0 and tokens[back].tag in ("ADV", "HAVE", "NEG"):
        back -= 1
    if back < 1 or tokens[back].lower not in ("who", "which") or tokens[back - 1].text != ",":
        return len(tokens)
    for at in range(start, len(tokens) - 1):
        if tokens[at].text == "," and view.inside[at + 1] < 0 and tokens[at + 1].tag in (*FINITE, "ADV"):
            return at
    return len(tokens)


def comment_stop(view: View, start: int) -> int:
    """Give where what was said ends because the reporter speaks of it: "..., a remark that angered the board",
    "..., raising questions".
    """
    tokens = view.tokens
    for at in range(start + 2, len(tokens) - 3):
        if tokens[at].text == "," and tokens[at + 1].lower in word_set("reports", "aside"):
            return at
        if tokens[at].text == "," and tokens[at + 1].lower in ("a", "an") and view.inside[at + 1] < 0:
            nouns = [tokens[i].lower for i in (at + 2, at + 3)]
            if any(noun in word_set("reports", "noun") for noun in nouns):
                return at
    return len(tokens)


def clause_stop(view: View, start: int) -> int:
    """Give where an accusation ends: before a semicolon, a comma with another verb's participle, or a relative
    "where".
    """
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


def starts_clause(tokens: list[Token], at: int) -> bool:
    """Say whether a clause with a finite verb of its own begins at `at` (no participle or relative word in front)."""
    if at >= len(tokens) or tokens[at].tag in ("ING", "PART", "REL"):
        return False
    stop = next(
        (i for i in range(at, min(len(tokens), at + LONGEST)) if tokens[i].text in ",;"), min(len(tokens), at + LONGEST)
    )
    return any(token.tag in FINITE for token in tokens[at:stop])


def name_stop(tokens: list[Token], index: int, *, comma: bool) -> int:
    """Give where a relative clause ends: at the next comma when one opened it, else with the sentence."""
    if not comma:
        return len(tokens)
    return next((at for at in range(index, len(tokens)) if tokens[at].text in ",;"), len(tokens))
