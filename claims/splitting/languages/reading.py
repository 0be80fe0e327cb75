"""What the rules of a language make of a text, before claims are numbered and repeats marked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from claims.splitting.assembly import Piece
from claims.splitting.checkworthiness import Judgement
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.reported import Reported
from claims.splitting.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read in its language.

    version: names the language and its rules, such as "de-0.1". drafts: propositions with their judgement and the
    number of their block. names: printed form -> (person or organisation, full name). supported: False where only
    sentences, quotations and figures are found. reported: what each source is said to have said.
    """

    version: str
    sentences: list[Sentence]
    drafts: list[tuple[Piece, Judgement, int]]
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    supported: bool = True
    reported: list[Reported] = field(default_factory=list)


# A language's rules: the text, its blocks and quotations, and whom to tell the fraction done (0 to 1).
Reader = Callable[[str, list[Block], list[Quotation], Callable[[float], None]], Reading]
