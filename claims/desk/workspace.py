"""What an article's page shows: the marked text, and a row for each claim with what this person may do to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from claims import workflow
from claims.desk.marks import MarkedParagraph, is_aside, marked, speaker_of
from claims.models import Article, Claim, User
from claims.queries import desk
from claims.queries.jobs import newest_split
from claims.vocabulary import Action, ClaimKind, State

# How many claims the list beside the text shows at once. All of them are marked in the text.
LIST_LENGTH = 300
# How many reasons are listed for each, the weightiest first; the claim's own page has all.
REASONS = 4


@dataclass(frozen=True)
class Trouble:
    """A decision about one claim that was not carried out: why, and the reason that had been typed."""

    claim_pk: int
    sentence: str
    typed_reason: str


@dataclass(frozen=True)
class Row:
    """One claim in the list beside the text."""

    claim: Claim
    speaker: str
    worth: str  # How worth checking it is, as a percentage in words.
    reasons: list[str]
    other_kind: str  # What it is where it is no plain claim ("Opinion"), else "".
    may_accept: bool
    may_dismiss: bool
    may_reopen: bool
    may_take: bool
    trouble: Trouble | None = None


class Workspace:
    """The page of one article for one person. Costs three queries: the text, its claims, the newest splitting job.

    Its list starts at the claim number `first`, or shows the claim `claim_pk` (of the trouble, if there is one).
    """

    def __init__(
        self, user: User, article: Article, *, trouble: Trouble | None = None, first: int = 0, claim_pk: int = 0
    ) -> None:
        self.user = user
        self.article = article
        # Before the claims: a split that ends between the two reads would leave a page that says it found none.
        self.job = newest_split(user, article)
        self.trouble = trouble
        self.snapshot = article.current_snapshot
        self.claims = desk.claims_of_text(user, self.snapshot)
        shown = trouble.claim_pk if trouble else claim_pk
        place = next((at for at, claim in enumerate(self.claims) if claim.pk == shown), first)
        last = max(len(self.claims) - 1, 0)
        self.first = min(max(place, 0), last) // LIST_LENGTH * LIST_LENGTH

    @property
    def counts(self) -> list[desk.StateCount]:
        counts = Counter(claim.state for claim in self.claims)
        return [desk.StateCount(state, counts[state]) for state in State if counts[state]]

    def marked(self, *, only: Claim | None = None) -> list[MarkedParagraph]:
        return marked(self.snapshot.text, self.claims, only=only)

    def context(self) -> dict[str, Any]:
        shown = self.claims[self.first : self.first + LIST_LENGTH]
        return {
            "article": self.article,
            "snapshot": self.snapshot,
            "job": self.job,
            "is_underway": self.job is not None and self.job.is_underway,
            "paragraphs": self.marked(),
            "rows": [row_of(self.user, claim, self.trouble) for claim in shown],
            "total": len(self.claims),
            "first": self.first,
            "is_cut": len(shown) < len(self.claims),
            "previous": self.first - LIST_LENGTH if self.first else None,
            "next": self.first + LIST_LENGTH if self.first + len(shown) < len(self.claims) else None,
            "counts": self.counts,
            "may_edit": bool(workflow.may_edit_articles(self.user)),
            "may_mark": bool(workflow.may_import(self.user)),
        }


def row_of(user: User, claim: Claim, trouble: Trouble | None = None) -> Row:
    """The row of one claim. Asks the workflow only about actions whose rules need no query."""
    return Row(
        claim=claim,
        speaker=speaker_of(claim),
        worth=gettext("%(percent)s %%") % {"percent": round((claim.score or 0) * 100)},
        # The splitter writes its reasons in English; they are message ids like any other sentence.
        reasons=[gettext(reason) for reason in claim.reasons[:REASONS]],
        other_kind=_other_kind(claim),
        may_accept=bool(workflow.can(user, Action.ACCEPT, claim)),
        may_dismiss=workflow.is_possible(Action.ACCEPT, claim) and bool(workflow.can(user, Action.DISMISS, claim)),
        may_reopen=bool(workflow.can(user, Action.REOPEN, claim)),
        may_take=bool(workflow.can(user, Action.TAKE, claim)),
        trouble=trouble if trouble and trouble.claim_pk == claim.pk else None,
    )


def _other_kind(claim: Claim) -> str:
    if not is_aside(claim):
        return ""
    # A splitter of another version may know more kinds.
    return str(ClaimKind(claim.kind).label) if claim.kind in ClaimKind.values else claim.kind
