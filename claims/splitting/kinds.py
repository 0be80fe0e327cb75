"""Step 8b: what kind of statement a claim is, whatever it weighs: a fact to check, an opinion, a forecast, a question.

The rows of KINDS are asked from top to bottom; the first whose evidence is there names the kind.
"""

from collections.abc import Callable, Sequence

from claims.splitting.reasons import Reason
from claims.splitting.tokens import Token

Evidence = Callable[[Sequence[Token], frozenset[Reason]], bool]

# Something to look up stands in it, so it stays a claim although it judges as well.
FIRM = frozenset(
    {
        Reason.NUMBER,
        Reason.DATE,
        Reason.ACCUSATION,
        Reason.VIOLENCE,
        Reason.MONEY,
        Reason.SHARE,
        Reason.ABSOLUTE,
        Reason.WRONGDOING,
    }
)


def kind_of(tokens: Sequence[Token], found: set[Reason]) -> str:
    """Name the kind of a piece from its tokens and the reasons found in it."""
    reasons = frozenset(found)
    return next((kind for kind, evidence in KINDS if evidence(tokens, reasons)), "claim")


def judges(tokens: Sequence[Token], found: frozenset[Reason]) -> bool:
    """Say whether a statement judges and nothing in it can be looked up, or is about the speaker's own mind."""
    return (Reason.OPINION in found and not found & FIRM) or Reason.FIRST_PERSON in found


KINDS: tuple[tuple[str, Evidence], ...] = (
    ("question", lambda tokens, found: Reason.QUESTION in found),
    ("speech_act", lambda tokens, found: Reason.SPEECH_ACT in found),
    ("prediction", lambda tokens, found: Reason.PREDICTION in found),
    ("opinion", judges),
    ("fragment", lambda tokens, found: Reason.FRAGMENT in found),
)
