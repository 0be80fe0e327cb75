"""Step 7: one stretch of a sentence cut into propositions."""

from claims.splitting.noun_phrases import NOMINAL, is_border, phrase_after, phrase_before
from claims.splitting.tokens import FINITE, Token
from claims.splitting.wordlists import word_set

SMALLEST = 3
CONTRAST = frozenset({"but", "while", "whereas", "although", "though", "yet"})
OPENERS = CONTRAST | {"and", "where", "so"}
# Words that are a subject by themselves.
STANDING = frozenset({"there", "this", "that", "these", "those", "both", "some", "many", "most", "others", "none"})
# A subject that a clause is cut at has at most this many words; where no comma marks the border, fewer.
LONGEST_SUBJECT = 14
SHORT_SUBJECT = 8
# Inside a quotation "and" begins a claim of its own only from this many words on.
LONG_CLAUSE = 8
FRAMES = frozenset(
    {
        "report",
        "reports",
        "news",
        "move",
        "statement",
        "announcement",
        "comments",
        "decision",
        "remarks",
        "attack",
        "visit",
        "incident",
        "meeting",
        "talks",
    }
)
FOLLOWS = frozenset({"comes", "came", "follows", "followed"})


def cut_clauses(tokens: list[Token], inside: list[int], start: int, end: int) -> list[tuple[int, int]]:
    """Cut tokens[start:end] where a new subject with its own verb begins; give spans in order, each a proposition.

    Inside quotations only "but" and the like cut.
    """
    cuts = [start]
    closing = end
    while closing > start and tokens[closing - 1].tag == "MARK":
        closing -= 1
    for at in range(start + 1, closing - 1):
        if has_clause_at(tokens, inside, at, start, closing):
            if at > cuts[-1]:
                cuts.append(at)
        elif inside[at] < 0 and absolute_with(tokens, at, start, end):
            cuts.append(at)
    spans = list(zip(cuts, [*cuts[1:], end], strict=True))
    spans = [span for span in spans if span[1] > span[0]]
    result: list[tuple[int, int]] = []
    for left, right in spans:
        result.extend(front_clause(tokens, inside, left, right))
    return [trim_frame(tokens, *span) for span in result]


def has_clause_at(tokens: list[Token], inside: list[int], at: int, start: int, end: int) -> bool:  # noqa: PLR0911 - cases
    """Say whether tokens[at] (a conjunction, "where" or a semicolon) opens a clause of its own with a subject and a
    finite verb.
    """
    token = tokens[at]
    if token.text == ";":
        return has_finite(tokens, at + 1, end) and has_finite(tokens, start, at)
    if token.text == ":":
        apart = at - start >= SMALLEST and inside[at] < 0 and inside[at + 1] < 0
        return apart and has_finite(tokens, start, at) and opens_clause(tokens, at + 1, end)
    if token.lower not in OPENERS or at - start < SMALLEST or not has_finite(tokens, start, at):
        return False
    if token.lower in ("and", "but") and tokens[at + 1].tag == "THAT":
        return has_finite(tokens, at + 2, end)  # "said that A, and that B"
    after_comma = tokens[at - 1].text in (",", "–", "—") or tokens[at - 1].text == ";"
    if token.lower == "so":
        return after_comma and opens_clause(tokens, at + 1, end, near=True)
    if token.lower in CONTRAST:
        return (after_comma or token.lower == "while") and opens_clause(tokens, at + 1, end)
    if token.lower == "and" and (inside[at] < 0 or after_comma):
        if inside[at] >= 0 and end - at < LONG_CLAUSE and not looks_ahead(tokens, start, at, end):
            return False
        near = inside[at] >= 0 or not after_comma
        return opens_clause(tokens, at + 1, end, near=near) and not governed(tokens, start, at)
    if token.lower == "where" and inside[at] < 0:
        return opens_clause(tokens, at + 1, end)
    return False


def looks_ahead(tokens: list[Token], start: int, at: int, end: int) -> bool:
    """Say whether what follows "and" is about the future and what stands before it is not."""
    future = word_set("kinds", "future")
    later = any(token.lower in future for token in tokens[at:end])
    return later and not any(token.lower in future for token in tokens[max(start, at - 40) : at])


def governed(tokens: list[Token], start: int, at: int) -> bool:
    """Say whether the clause before an "and" hangs on "if", "that" or "because", so that the "and" goes on with it."""
    opened = start
    for index in range(at - 1, max(start, at - 40), -1):
        if tokens[index].tag in ("SUB", "THAT", "REL"):
            opened = index
            break
    if not has_finite(tokens, opened, at):
        return True  # "after North and South Korea exchanged fire": the subject is not complete yet.
    hanging = any(
        token.lower in ("if", "because", "unless", "that", "whether") for token in tokens[max(start, at - 40) : at]
    )
    conditional = any(token.lower in ("if", "unless") for token in tokens[start : start + 3])
    return (hanging and tokens[at - 1].text != ",") or conditional


def opens_clause(tokens: list[Token], at: int, end: int, *, near: bool = False) -> bool:  # noqa: PLR0911 - cases
    """Say whether a subject and then a finite verb begin at `at`; `near` wants the verb right behind a short
    subject.
    """
    while (at < end and tokens[at].tag in ("ADV", "TIME", "SUB")) or (at < end and tokens[at].text == ","):
        at += 1
    at = skip_lead(tokens, at, end)
    if at + 2 >= end:
        return False  # "... and I have"
    if tokens[at].tag == "PRONBE" or (tokens[at].lower in STANDING and tokens[at + 1].tag in FINITE):
        return True
    probe = phrase_after(tokens, at)
    if probe == at:
        return False
    while probe < end and tokens[probe].tag == "PREP" and probe - at < LONGEST_SUBJECT:
        further = phrase_after(tokens, probe + 1)
        if further == probe + 1:
            break
        probe = further
    if near and probe - at > SHORT_SUBJECT:
        return False
    while probe < end and (tokens[probe].tag in ("ADV", "NEG") or tokens[probe].text in "-–—"):
        probe += 1
    if probe < end and tokens[probe].tag in FINITE:
        return True
    if near or probe >= end:
        return False
    # An apposition or a relative clause may stand between the subject and its verb.
    limit = min(end, probe + 14)
    return tokens[probe].text in (",", "-", "–", "—") and has_finite(tokens, probe + 1, limit)


def skip_lead(tokens: list[Token], at: int, end: int) -> int:
    """Step over what can stand before a subject: "by 2027 | the fleet will", "fewer than | 900 of them had"."""
    if at + 3 >= end:
        return at
    if tokens[at].lower in ("fewer", "more", "less") and tokens[at + 1].lower == "than":
        return at + 2
    if tokens[at].tag != "PREP":
        return at
    if tokens[at + 1].tag == "NUM" and tokens[at].lower in ("about", "around", "over", "under"):
        return at + 1
    stop = phrase_after(tokens, at + 1)
    while stop < end and tokens[stop].tag == "TIME":
        stop += 1
    if stop == at + 1 and tokens[stop].tag == "NUM":
        stop += 1
    return stop + (stop < end and tokens[stop].text == ",") if stop - at <= SHORT_SUBJECT else at


def has_finite(tokens: list[Token], start: int, end: int) -> bool:
    """Say whether a finite verb stands in the span; spans are short, and only their first 80 tokens are looked at."""
    return any(token.tag in FINITE for token in tokens[start : min(end, start + 80)])


def absolute_with(tokens: list[Token], at: int, start: int, end: int) -> bool:
    """Say whether "with NOUN doing ..." or ", with 12 people ..." begins at `at` and holds a proposition of its own."""
    if tokens[at].lower != "with" or at - start < 6:
        return False
    stop = phrase_after(tokens, at + 1)
    counted = tokens[at - 1].text == "," and tokens[at + 1].tag == "NUM" and end - at > LONG_CLAUSE - 2
    return counted or (at + 2 < stop < end - 3 and tokens[stop].tag == "ING")


def front_clause(tokens: list[Token], inside: list[int], start: int, end: int) -> list[tuple[int, int]]:
    """Cut "While A, B" into A and B."""
    at = start
    while at < end and (tokens[at].tag == "CC" or tokens[at].tag == "MARK"):
        at += 1
    if at < end and tokens[at].lower in ("while", "whereas", "although", "though") and inside[at] < 0:
        for comma in range(at + SMALLEST, min(end, at + 40)):
            if tokens[comma].text == "," and has_finite(tokens, at, comma) and opens_clause(tokens, comma + 1, end):
                return [(at + 1, comma), (comma + 1, end)]
    return [(start, end)]


def trim_frame(tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    """Leave "The report comes after" out: it only ties the news to what came before."""
    for at in range(start + 1, min(end - SMALLEST, start + 5)):
        if tokens[at].lower in FOLLOWS and tokens[at - 1].lower in FRAMES:
            following = at + 1
            while (
                following < end
                and tokens[following].tag in ("NUM", "NOUN", "DET", "ADV", "TIME")
                and following < at + 4
            ):
                following += 1
            if following < end and tokens[following].lower in ("after", "as") and has_finite(tokens, following, end):
                return following + 1, end
    return start, end


def relative_clauses(tokens: list[Token], inside: list[int], start: int, end: int) -> list[tuple[int, int]]:
    """Find ", which has received backing," with the phrase it is about: (phrase start, clause end) each."""
    found: list[tuple[int, int]] = []
    for at in range(start + 2, end - 2):
        if (
            tokens[at].lower in ("which", "who")
            and tokens[at - 1].text == ","
            and inside[at] < 0
            and tokens[at + 1].tag in (*FINITE, "ADV")
        ):
            head = phrase_before(tokens, at - 1)
            stop = next((i for i in range(at + 2, end) if tokens[i].text in (",", ";")), end)
            if (
                head < at - 1
                and tokens[head].tag in (*NOMINAL, "DET", "POSS")
                and stop - at >= 4
                and is_border(tokens, head - 1)
            ):
                found.append((head, stop))
    return found
