"""Where a noun phrase begins or ends beside a verb, by word class alone."""

from claims.splitting.tokens import FINITE, Token
from claims.splitting.wordlists import word_set

# No phrase that names a speaker is longer than this; the limit keeps the search linear.
LONGEST = 40
NOMINAL = frozenset({"NAME", "NOUN", "NUM"})
SUBJECT_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "everyone", "everybody", "someone", "nobody"}
)
SPANS = frozenset(
    {"week", "month", "year", "summer", "winter", "spring", "autumn", "weekend", "morning", "evening", "night", "day"}
)
# Small words inside people's names.
PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "del", "da", "dos", "van", "der", "von", "den", "di", "du"}
)
# "people familiar with the talks": words that take a "with" of their own.
TIED = frozenset({"familiar", "close", "working", "affiliated", "associated", "aligned", "acquainted"})
BORDERS = frozenset({"CC", "SUB", "THAT", "REL", "MARK", "PRONBE"})


def is_border(tokens: list[Token], index: int) -> bool:
    """Say whether a clause can begin after tokens[index]: the sentence's start, a mark, a conjunction or a relative
    word.
    """
    return index < 0 or tokens[index].tag in BORDERS


def phrase_before(tokens: list[Token], end: int) -> int:  # noqa: C901, PLR0912 - cases
    """Give the first index of the noun phrase that ends before `end`; `end` itself when there is none."""
    at = skip_bracket(tokens, end - 1)
    if at < 0:
        return end
    if (
        at > 1
        and tokens[at].lower == "them"
        and tokens[at - 1].lower == "of"
        and tokens[at - 2].tag in (*NOMINAL, "DET")
    ):
        return at - 2  # "one of them"
    if tokens[at].tag == "PRON":
        return at if tokens[at].lower in SUBJECT_PRONOUNS else end
    if tokens[at].tag not in NOMINAL and not (
        tokens[at].tag == "DET" and tokens[at].lower in ("those", "many", "some", "others", "both")
    ):
        return end
    start = at
    # Where the phrase would begin if it does not reach back over a preposition or "and".
    fallback = -1
    floor = max(-1, end - LONGEST)
    while at > floor:
        tag, lower = tokens[at].tag, tokens[at].lower
        left = tokens[at - 1] if at > 0 else None
        if tag in NOMINAL:
            start = at
            at -= 1
        elif tag in ("DET", "POSS"):
            start = at
            if left is None or left.tag not in ("PREP", "CC", "DET"):
                break
            at -= 1
        elif tag == "PREP" or (tag == "CC" and lower in ("and", "&")):
            if left is None or left.tag not in (*NOMINAL, "PART", "MARK") or (left.tag == "MARK" and left.text != ")"):
                break
            if (
                tag == "PREP"
                and lower in ("like", "with", "despite", "after")
                and left.lower not in TIED
                and left.tag != "PART"
            ) or (tag == "CC" and is_clausal(tokens, at)):
                break
            if lower != "of" and fallback < 0:
                fallback = start
            at -= 1
        elif (
            tag in ("PART", "ING", "ADV")
            and start == at + 1
            and left is not None
            and left.tag in ("DET", "POSS", "NOUN", "NAME")
        ):
            body = tag == "ING" and tokens[end - 1].lower in word_set("roles", "body")  # "the central planning bureau"
            if left.tag in ("NOUN", "NAME") and tokens[at + 1].tag != "PREP" and not body:
                break
            at -= 1
        elif tag == "PART" and tokens[at + 1].tag == "PREP" and left is not None and left.tag in NOMINAL:
            at -= 1  # "a letter seen by Sky News"
        elif tag == "MARK" and tokens[at].text == ")":
            opened = skip_bracket(tokens, at)
            if opened == at:
                break
            at = opened
        elif is_joint(tokens, at):
            at -= 1
        else:
            break
    if fallback >= 0 and not is_border(tokens, start - 1):
        return fallback
    return start


def is_joint(tokens: list[Token], at: int) -> bool:
    """Say whether a mark is part of a phrase: "American - Islamic", "the workers' union"."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    mark, left, right = tokens[at], tokens[at - 1], tokens[at + 1]
    if mark.text in "’'":
        return left.end == mark.start and left.lower.endswith(("s", "z", "x")) and right.tag in NOMINAL
    return mark.text in "-–&/" and left.tag == "NAME" == right.tag


def is_clausal(tokens: list[Token], at: int) -> bool:
    """Say whether the "and" at `at` joins clauses: a finite verb stands before it in the same stretch."""
    index = at - 1
    floor = max(-1, at - LONGEST)
    while index > floor and tokens[index].tag not in ("MARK", "SUB", "THAT"):
        if tokens[index].tag in FINITE:
            return True
        index -= 1
    return False


def skip_bracket(tokens: list[Token], at: int) -> int:
    """Step left over "(KCNA)" when tokens[at] closes a bracket; else stay."""
    if at >= 0 and tokens[at].text in ")]":
        for index in range(at - 1, max(-1, at - 8), -1):
            if tokens[index].text in "([":
                return index - 1
    return at


def phrase_after(tokens: list[Token], start: int) -> int:
    """Give the end of the noun phrase that begins at `start`; `start` itself when there is none."""
    at = start
    limit = min(len(tokens), start + LONGEST)
    if at < limit and tokens[at].tag == "PRON":
        return at + 1 if tokens[at].lower in SUBJECT_PRONOUNS else start
    seen_noun = False
    while at < limit:
        tag, lower = tokens[at].tag, tokens[at].lower
        following = tokens[at + 1] if at + 1 < limit else None
        if tag in NOMINAL:
            seen_noun = True
        elif (tag in ("DET", "POSS") and (not seen_noun or tokens[at - 1].tag in ("PREP", "CC"))) or (
            tag in ("PART", "ING") and not seen_noun and at > start
        ):
            pass
        elif seen_noun and following is not None and tag == "PREP" and lower in ("of", "for", "in", "at", "from", "to"):
            if following.tag not in (*NOMINAL, "DET", "POSS"):
                break
        elif seen_noun and following is not None and lower in ("and", "&") and following.tag in ("NAME", "DET", "NOUN"):
            if finite_soon(tokens, at + 1):
                break
        elif seen_noun and is_joint(tokens, at):
            pass
        elif tag == "MARK" and tokens[at].text == "(":
            closed = next((i for i in range(at, min(limit, at + 8)) if tokens[i].text == ")"), -1)
            if closed < 0:
                break
            at = closed
        else:
            break
        at += 1
    return at if seen_noun else start


def finite_soon(tokens: list[Token], start: int) -> bool:
    """Say whether a finite verb follows before the next mark."""
    for index in range(start, min(len(tokens), start + 12)):
        if tokens[index].tag == "MARK":
            return False
        if tokens[index].tag in FINITE:
            return True
    return False


def subject_of(tokens: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """Give the noun phrase before the first finite verb of tokens[start:end], stepping over an apposition;

    None without one.
    """
    if start < end and (tokens[start].tag in ("ING", "PART", "SUB") or tokens[start].lower.endswith("ed")):
        # "Asked whether she had known, Leland smiled."
        for comma in range(start + 1, min(end, start + LONGEST)):
            if (
                tokens[comma].text == ","
                and comma + 1 < end
                and tokens[comma + 1].tag in ("NAME", "DET", "PRON", "POSS")
            ):
                subject = subject_of(tokens, comma + 1, end)
                if subject and subject[0] == comma + 1:
                    return subject
    for index in range(start, min(end, start + 60)):
        if tokens[index].tag in FINITE:
            for at in range(start + 1, index):
                if tokens[at].lower in ("who", "whose", "whom") and tokens[at - 1].tag in (*NOMINAL, "MARK"):
                    return antecedent(tokens, at)
            return phrase_or_apposition(tokens, index)
    return None


def antecedent(tokens: list[Token], relative: int) -> tuple[int, int] | None:
    """Give what a "who" at `relative` is about: "Ruth Oyelaran, 71, who organised ..."."""
    end = relative - 1 if tokens[relative - 1].text == "," else relative
    if end > 1 and tokens[end - 1].tag == "NUM" and tokens[end - 2].text == ",":
        end -= 2
    party = end - 2 if tokens[end - 1].text == "." else end - 1
    if party > 1 and tokens[party].text.startswith(("D-", "R-", "I-")) and tokens[party - 1].text == ",":
        end = party - 1  # "Rep. Lois Grady, D-Minn., who"
    start = phrase_before(tokens, end)
    if start == end:
        return None
    return name_left(tokens, start) or (start, end)


def phrase_or_apposition(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """Give (start, end) of the phrase that is the subject of the verb at `end`; an apposition, adverbs or a relative
    clause may stand between.
    """
    phrase = phrase_near(tokens, end)
    return phrase and (past_relative(tokens, phrase[0]) or phrase)


def past_relative(tokens: list[Token], start: int) -> tuple[int, int] | None:
    """Give what a "who" before a phrase is about, where the phrase only ends its clause: "a woman who lives in Orme |
    said".
    """
    for at in range(start - 1, max(0, start - LONGEST), -1):
        if (
            tokens[at].lower in ("who", "that", "which")
            and tokens[at + 1].tag in FINITE
            and tokens[at - 1].tag in NOMINAL
        ):
            return antecedent(tokens, at)
        if tokens[at].tag in ("MARK", "SUB", "THAT", "REL"):
            return None
    return None


def phrase_near(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """Give (start, end) of the phrase before the verb at `end` or before an apposition between them."""
    at = end
    while at > 0 and tokens[at - 1].tag in ("ADV", "NEG", "HAVE", "MODAL", "BE", "DO") and end - at < 6:
        at -= 1
    at = skip_time(tokens, at)
    if at > 1 and tokens[at - 1].text in '"”' and tokens[at - 2].text == ",":
        at -= 1  # 'Mr. Calloway, on "Face the Nation," said'
    if at > 0 and tokens[at - 1].text in (",", "–", "—", "-"):
        before = comma_before(tokens, at - 1)
        if before <= 0:
            # A stray comma: "The firm Secunia.com, has said".
            start = phrase_before(tokens, at - 1)
            return (start, at - 1) if start == 0 and at > 1 and at < end else None
        before_time = skip_time(tokens, before)
        start = phrase_before(tokens, before_time)
        if start == before_time or tokens[before_time - 1].lower == "them":  # "One of them, student Amy Roe, said"
            return (before + 1, at - 1) if ends_in_name(tokens[before + 1 : at - 1]) else None
        named_end = skip_bracket(tokens, at - 2) + 1
        if is_named(tokens[start:before_time], tokens[before + 1 : named_end]):
            return name_left(tokens, start) or (start, at - 1)  # "The ministry's spokesperson, Maria Zakharova, said"
        return name_left(tokens, start) or (start, before_time)
    start = phrase_before(tokens, at)
    return (start, at) if start < at else None


def name_left(tokens: list[Token], start: int) -> tuple[int, int] | None:
    """Give the name before an apposition that has one of its own: "Peter Crane, head of Salvix, which ..., said"."""
    if start < 2 or tokens[start - 1].text != ",":
        return None
    left = phrase_before(tokens, start - 1)
    names = tokens[left : start - 1]
    opens = left == 0 or tokens[left - 1].tag in ("MARK", "CC", "THAT", "SUB")
    if (
        names
        and opens
        and all(token.tag == "NAME" or token.lower in PARTICLES for token in names)
        and not is_bare_name(tokens[start : start + 1])
    ):
        return left, start - 1
    return None


def skip_time(tokens: list[Token], end: int) -> int:
    """Step left over a time between a subject and its verb: "The head of the port on Wednesday | denied"."""
    at = end
    while at > 1 and tokens[at - 1].tag == "TIME":
        at -= 1
    if at == end > 2 and tokens[at - 2].lower in ("last", "this", "earlier") and tokens[at - 1].lower in SPANS:
        at -= 2
        return at if tokens[at - 1].tag in NOMINAL else end
    if 0 < at < end and tokens[at - 1].lower in ("on", "in"):
        at -= 1
    return at if at > 0 and tokens[at - 1].tag in NOMINAL else end


def is_named(role: list[Token], name: list[Token]) -> bool:
    """Say whether an apposition gives the name to a role: "its spokesman, Colonel Pavel Orrin"."""
    if is_bare_name(name):
        return not is_bare_name(role)
    if name[0].tag == "DET" and role[0].tag == "DET" and role[-1].lower in word_set("roles", "body"):
        return len(name) > 2 and all(token.tag == "NAME" for token in name[1:])  # "the militia, the Northern Shield"
    if role[-1].tag == "NOUN" and ends_in_name(name):
        return True  # "Tillman's opponent, retired captain Luis Ortega,"
    named = all((token.tag == "NAME" or token.lower in PARTICLES) and not token.lower.endswith("'s") for token in name)
    return named and role[-1].tag == "NOUN"


def ends_in_name(tokens: list[Token]) -> bool:
    """Say whether words are a role and a full name, with no preposition: "student Fatima el Idrissi"."""
    named = len(tokens) > 2 and tokens[-1].tag == "NAME" and (tokens[-2].tag == "NAME" or tokens[-2].lower in PARTICLES)
    return named and all(token.tag in ("NOUN", "NAME", "PART", "VFIN", "NUM") for token in tokens)


def is_bare_name(tokens: list[Token]) -> bool:
    """Say whether a phrase is a name and nothing else: no title, no owner, no lower-case word."""
    return all(
        (token.tag == "NAME" or token.lower in PARTICLES)
        and not token.lower.endswith("'s")
        and (token.lower not in word_set("roles", "person") or token.lower in ("mr", "mrs", "ms"))
        for token in tokens
    )


def comma_before(tokens: list[Token], at: int) -> int:
    """Give the index of the mark that opens the apposition or relative clause closed by the mark at `at`; -1 if none
    does.
    """
    relative = len(tokens)
    for index in range(at - 1, max(-1, at - LONGEST), -1):
        if tokens[index].tag == "REL" or tokens[index].lower == "whose":
            relative = index
        if tokens[index].text == tokens[at].text:
            # "Brodie, asked about the accusation, said": a participle, whatever it looks like.
            begin = index + 2 if tokens[index + 1].lower.endswith("ed") else index + 1
            finite = next((i for i in range(begin, at) if tokens[i].tag in FINITE), -1)
            # "a net maker who had brought her father": the verb is the relative clause's.
            return index if finite < 0 or relative < finite else -1
        if tokens[index].text in ";:":
            return -1
    return -1
