"""What an article's page shows: the marked text, and a row for each claim with what this person may do to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from claims import workflow
from claims.desk.marks import MarkedParagraph, marked, speaker_of
from claims.models import Article, Claim, Job, User
from claims.queries import desk
from claims.vocabulary import Action, State


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
    percent: int
    reasons: list[str]
    may_accept: bool
    may_dismiss: bool
    may_reopen: bool
    may_take: bool
    trouble: Trouble | None = None


class Workspace:
    """The page of one article for one person. Costs three queries: the text, its claims, the newest splitting job."""

    def __init__(self, user: User, article: Article, trouble: Trouble | None = None) -> None:
        self.user = user
        self.article = article
        self.trouble = trouble
        self.snapshot = article.current_snapshot
        self.claims = desk.claims_of_text(user, self.snapshot)

    @cached_property
    def job(self) -> Job | None:
        return desk.newest_split(self.article)

    @property
    def counts(self) -> list[desk.StateCount]:
        states = [claim.state for claim in self.claims]
        return [desk.StateCount(state, states.count(state)) for state in State if state in states]

    def marked(self, *, only: Claim | None = None) -> list[MarkedParagraph]:
        return marked(self.snapshot.text, self.claims, only=only)

    def context(self) -> dict[str, Any]:
        return {
            "article": self.article,
            "snapshot": self.snapshot,
            "job": self.job,
            "is_underway": desk.is_underway(self.job),
            "paragraphs": self.marked(),
            "rows": [row_of(self.user, claim, self.trouble) for claim in self.claims],
            "counts": self.counts,
            "may_mark": bool(workflow.may_import(self.user)),
        }


def row_of(user: User, claim: Claim, trouble: Trouble | None = None) -> Row:
    """The row of one claim. Asks the workflow only about actions whose rules need no query."""
    return Row(
        claim=claim,
        speaker=speaker_of(claim),
        percent=round((claim.score or 0) * 100),
        # The splitter writes its reasons in English; they are message ids like any other sentence.
        reasons=[gettext(reason) for reason in claim.reasons],
        may_accept=bool(workflow.can(user, Action.ACCEPT, claim)),
        may_dismiss=claim.state == State.SUGGESTED and bool(workflow.can(user, Action.DISMISS, claim)),
        may_reopen=bool(workflow.can(user, Action.REOPEN, claim)),
        may_take=bool(workflow.can(user, Action.TAKE, claim)),
        trouble=trouble if trouble and trouble.claim_pk == claim.pk else None,
    )
