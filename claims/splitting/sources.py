"""The phrase that names the source of an attribution, as printed."""

from claims.splitting.cues import names_with
from claims.splitting.noun_phrases import LONGEST, antecedent, phrase_before, phrase_or_apposition, subject_of
from claims.splitting.tokens import FINITE, Token
from claims.splitting.views import View

# Behind these somebody's words go on, and who speaks there speaks inside them: "said he left because he feared ...".
INSIDE = frozenset({"if", "because", "since", "unless", "until", "whether"})


def find_source(view: View, index: int) -> tuple[tuple[int, int] | None, bool]:  # noqa: PLR0911 - cases
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
        return joint_subject(tokens, back), True
    if back >= 0 and tokens[back].lower in ("who", "which"):
        return (antecedent(tokens, back), False) if back > 0 else (None, False)
    phrase = phrase_or_apposition(tokens, index)
    if phrase is None or any(view.inside[at] >= 0 for at in range(*phrase)):
        return None, False
    phrase = with_role(tokens, phrase)
    if phrase[0] > 0 and tokens[phrase[0] - 1].tag == "PREP":
        return None, False  # "in a statement posted to ...": no subject, and so no finite verb.
    before = phrase[0] - 1
    while before > 0 and tokens[before].text == ",":
        before -= 1
    beside = before >= 0 and tokens[before].tag in ("CC", "SUB") and tokens[before].lower not in INSIDE
    return phrase, beside


def joint_subject(tokens: list[Token], joint: int) -> tuple[int, int] | None:
    """Give the subject of the clause before an "and" that hangs on "after": "after Roe Ltd cut a forecast and said".

    None elsewhere: the sentence's subject speaks on.
    """
    finite = -1
    for at in range(joint - 1, max(0, joint - LONGEST), -1):
        if tokens[at].tag == "SUB" and finite > 0 and tokens[at].lower in ("after", "when", "before", "because", "as"):
            phrase = phrase_or_apposition(tokens, finite)
            return phrase if phrase and phrase[0] == at + 1 else None
        if tokens[at].tag in ("MARK", "THAT", "REL"):
            return None
        if tokens[at].tag in FINITE:
            finite = at
    return None


def with_role(tokens: list[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """Widen "Najib Razak" to "Malaysia's Prime Minister, Najib Razak" when the clause begins there."""
    start, end = phrase
    if start > 1 and tokens[start - 1].text == "," and tokens[start].tag == "NAME":
        wider = phrase_before(tokens, start - 1)
        opens = wider == 0 or tokens[wider - 1].tag in ("CC", "MARK", "THAT")
        role = (
            wider < start - 1
            and tokens[start - 2].tag in ("NOUN", "NAME")
            and looks_like_role(tokens[wider : start - 1])
        )
        if opens and role and not any(token.tag == "TIME" for token in tokens[wider:start]):
            return wider, end
    return phrase


def looks_like_role(tokens: list[Token]) -> bool:
    """Say whether a phrase can be somebody's role: it owns, or opens with a determiner."""
    return bool(tokens) and (tokens[0].tag in ("DET", "POSS") or any(token.lower.endswith("'s") for token in tokens))


def main_subject(view: View) -> tuple[int, int] | None:
    """Give the subject of the sentence in the reporter's own words, in token indexes."""
    tokens = view.tokens
    start = 0
    while start < len(tokens) and view.inside[start] >= 0:
        start += 1
    phrase = subject_of(tokens, start, len(tokens))
    return with_role(tokens, phrase) if phrase else None


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
