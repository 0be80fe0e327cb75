"""What an article's page shows: the marked text, and a row for each claim with what this person may do to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from claims import workflow
from claims.desk.listing import ASIDES, Listing
from claims.desk.marks import MarkedParagraph, is_aside, marked, speaker_of
from claims.desk.proposal import Part, proposal_of
from claims.models import Article, Claim, User
from claims.queries import desk
from claims.queries.jobs import newest_split
from claims.queries.queue import people_to_assign
from claims.queries.resplit import is_due
from claims.splitting.languages.registry import is_supported
from claims.vocabulary import Action, ClaimKind

# How many claims the list beside the text shows at once. All of them are marked in the text.
LIST_LENGTH = 100
# How many reasons are listed for each, the weightiest first; the claim's own page has all.
REASONS = 4
# Why most claims are dismissed: a click each.
USUAL_REASONS = [
    gettext_lazy("An opinion, not a fact"),
    gettext_lazy("Too vague to check"),
    gettext_lazy("Not of public interest"),
    gettext_lazy("A repeat of another claim"),
    gettext_lazy("About the future"),
]


@dataclass(frozen=True)
class Trouble:
    """A decision about one claim that was not carried out: why, and the reason that had been typed.

    `is_late`: the claim has changed since it was shown.
    """

    claim_pk: int
    sentence: str
    typed_reason: str
    is_late: bool


@dataclass(frozen=True)
class Done:
    """A decision about one claim that has just been carried out, in a word; `may_undo` until it is undone itself."""

    claim_pk: int
    word: str
    may_undo: bool = True


@dataclass(frozen=True)
class Row:
    """One claim in the list beside the text."""

    claim: Claim
    speaker: str
    reasons: list[str]
    proposal: list[Part]  # The splitter's wording, while nobody has written another.
    other_kind: str  # What it is where it is no plain claim ("Opinion"), else "".
    may_accept: bool
    may_dismiss: bool
    may_reopen: bool
    may_take: bool
    may_assign: bool
    may_change_passage: bool
    is_undecided: bool  # Where the keyboard goes next.
    trouble: Trouble | None = None
    done: str = ""
    may_undo: bool = False
    is_ticked: bool = False

    @property
    def may_decide(self) -> bool:
        return self.may_accept or self.may_dismiss or self.may_reopen or self.may_take

    @property
    def can(self) -> list[str]:
        """The decisions that the keys may bring here."""
        return [name for name in ("accept", "dismiss", "reopen", "take", "assign") if getattr(self, f"may_{name}")]

    @property
    def picked(self) -> str:
        """The value of its tick (desk/bulk.py)."""
        return f"{self.claim.pk}:{self.claim.version}"

    @property
    def is_folded(self) -> bool:
        """Whether the buttons are put away: no other decision may come under a mouse that is about to click again."""
        return bool(self.done) or (self.trouble is not None and self.trouble.is_late)


class Workspace:
    """The page of one article for one person. Costs three queries: the text, its claims, the newest splitting job; for
    editors two more: the people to assign, and whether another version of the splitter made the suggestions.

    Its list shows the claims of `listing`, from the claim number `first` on, or the part with the claim `claim_pk` (or
    that of the trouble, or of what was done, if there is one), which is in it in any case.
    """

    def __init__(
        self,
        user: User,
        article: Article,
        *,
        listing: Listing | None = None,
        trouble: Trouble | None = None,
        done: Done | None = None,
        first: int = 0,
        claim_pk: int = 0,
        ticked: Collection[str] = (),
    ) -> None:
        self.user = user
        self.ticked = ticked
        self.article = article
        self.trouble = trouble
        self.done = done
        self.listing = listing or Listing()
        # Before the claims: a split that ends between the two reads would seem to have found none.
        self.job = newest_split(user, article)
        self.snapshot = article.current_snapshot
        self.claims = desk.claims_of_text(user, self.snapshot)
        wanted = next((one.claim_pk for one in (trouble, done) if one), claim_pk)
        self.chosen = self.listing.of(self.claims, also=wanted)
        place = next((at for at, claim in enumerate(self.chosen) if claim.pk == wanted), first)
        last = max(len(self.chosen) - 1, 0)
        self.first = min(max(place, 0), last) // LIST_LENGTH * LIST_LENGTH
        self.listed = self.chosen[self.first : self.first + LIST_LENGTH]

    def marked(self, *, only: Claim | None = None) -> list[MarkedParagraph]:
        return marked(self.snapshot.text, self.claims, only=only, listed={claim.pk for claim in self.listed})

    def row(self, claim: Claim) -> Row:
        return row_of(
            self.user,
            claim,
            self.trouble,
            self.done,
            with_asides=self.listing.show == ASIDES,
            ticked=self.ticked,
        )

    def choices(self) -> dict[str, Any]:
        """What the links above the list need, and what every form of the list carries along in its address."""
        return {
            "article": self.article,
            "may_triage": workflow.can_role(self.user, Action.ACCEPT),
            "usual_reasons": USUAL_REASONS,
            # Made once for all rows.
            "usual_buttons": render_to_string("desk/_usual_reasons.html", {"usual_reasons": USUAL_REASONS}),
            "shows": self.listing.shows(self.claims),
            "orders": self.listing.orders(),
            "list_query": self.listing.query(**{"from": self.first}),
        }

    def context(self) -> dict[str, Any]:
        return self.choices() | {
            "snapshot": self.snapshot,
            "job": self.job,
            "is_underway": self.job is not None and self.job.is_underway,
            "paragraphs": self.marked(),
            "rows": [self.row(claim) for claim in self.listed],
            "total": len(self.claims),
            "is_supported": not self.article.language or is_supported(self.article.language),
            "first": self.first,
            "is_cut": len(self.listed) < len(self.chosen),
            "earlier": self._query_from(self.first - LIST_LENGTH) if self.first else None,
            "later": self._query_from(self.first + LIST_LENGTH)
            if self.first + len(self.listed) < len(self.chosen)
            else None,
            "speakers": sorted({claim.speaker.name for claim in self.claims if claim.speaker}),
            "may_edit": bool(workflow.may_edit_articles(self.user)),
            "may_mark": bool(workflow.may_import(self.user)),
            "may_resplit": bool(workflow.may_resplit(self.user)),
            "is_resplit_due": bool(workflow.may_resplit(self.user)) and is_due(self.article),
            "people": list(people_to_assign()) if workflow.can_role(self.user, Action.ASSIGN) else [],
        }

    def _query_from(self, first: int) -> str:
        return self.listing.query(**{"from": first})


def row_of(
    user: User,
    claim: Claim,
    trouble: Trouble | None = None,
    done: Done | None = None,
    *,
    with_asides: bool = False,
    ticked: Collection[str] = (),
) -> Row:
    """The row of one claim. Asks the workflow only about actions whose rules need no query."""
    done = done if done and done.claim_pk == claim.pk else None
    may_accept = bool(workflow.can(user, Action.ACCEPT, claim))
    is_own = claim.checker_id == user.pk or workflow.can_role(user, Action.MERGE)
    return Row(
        claim=claim,
        speaker=speaker_of(claim),
        reasons=claim.reasons[:REASONS],
        proposal=proposal_of(claim),
        other_kind=_other_kind(claim),
        may_accept=may_accept,
        may_dismiss=workflow.is_possible(Action.ACCEPT, claim) and bool(workflow.can(user, Action.DISMISS, claim)),
        may_reopen=bool(workflow.can(user, Action.REOPEN, claim)),
        may_take=bool(workflow.can(user, Action.TAKE, claim)),
        # A suggested claim is accepted on the way.
        may_assign=may_accept or bool(workflow.can(user, Action.ASSIGN, claim)),
        may_change_passage=is_own and workflow.is_possible(Action.MARK_REPEAT, claim),
        is_undecided=may_accept and (with_asides or not is_aside(claim)),
        trouble=trouble if trouble and trouble.claim_pk == claim.pk else None,
        done=done.word if done else "",
        may_undo=bool(done and done.may_undo),
        is_ticked=f"{claim.pk}:{claim.version}" in ticked,
    )


def _other_kind(claim: Claim) -> str:
    if not is_aside(claim):
        return ""
    # A splitter of another version may know more kinds.
    return str(ClaimKind(claim.kind).label) if claim.kind in ClaimKind.values else claim.kind
