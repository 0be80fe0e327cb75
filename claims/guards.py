"""What must be there first, before an action of the table in workflow.py. Each guard answers None, or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Evidence, Newsroom, Reply, ReviewPoint, Revision, Schedule, User, Verdict
from claims.publishing.text import cited_numbers, plain
from claims.vocabulary import Decision, Question

Text = str | Promise
Guard = Callable[[User, Claim], Text | None]

# What each person says once of a revision.
VOTES = (Decision.APPROVED, Decision.DISSENTED)


@dataclass(frozen=True)
class Need:
    """A part that a verdict must have before it is sent to review: which question it answers, and its words."""

    question: Question
    words: Text


def verdict_is_complete(user: User, claim: Claim) -> Text | None:
    missing = missing_for_review(claim)
    if not missing:
        return None
    return _("The verdict still needs: %(parts)s.") % {
        "parts": ", ".join(str(NEEDED_FOR_REVIEW[part].words) for part in missing)
    }


def citations_lead_somewhere(user: User, claim: Claim) -> Text | None:
    """Refuses an explanation that cites evidence which is not there."""
    explanation = Verdict.objects.filter(claim=claim).values_list("explanation", flat=True).first() or ""
    cited = set(cited_numbers(explanation)) if "[" in explanation else set()
    if not cited:
        return None
    numbers = set(Evidence.objects.filter(claim=claim).values_list("number", flat=True))
    if cited <= numbers:
        return None
    return _(
        "The explanation cites %(cited)s, and no evidence has that number. There is: %(numbers)s. Where a number in"
        " brackets is no citation, put a backslash before each bracket."
    ) % {"cited": _in_brackets(cited - numbers), "numbers": _in_brackets(numbers)}


def _in_brackets(numbers: Iterable[int]) -> str:
    return ", ".join(f"[{number}]" for number in sorted(numbers))


NEEDED_FOR_REVIEW: dict[str, Need] = {
    "said": Need(Question.SAID, _("an answer to “Was it said?”")),
    "asked": Need(Question.SAID, _("the speaker asked for a reply, or why not")),
    "rating": Need(Question.TRUE, _("a rating")),
    "summary": Need(Question.TRUE, _("a summary")),
    "explanation": Need(Question.TRUE, _("an explanation")),
    "evidence": Need(Question.TRUE, _("at least one piece of evidence")),
}


def missing_for_review(claim: Claim) -> list[str]:
    """The parts of NEEDED_FOR_REVIEW that are not there yet; empty when the verdict is complete."""
    verdict = Verdict.objects.filter(claim=claim).first() or Verdict()
    needed = parts_needed(claim, must_ask=Newsroom.current().speaker_must_be_asked)
    is_there = parts_there(
        verdict,
        has_evidence=Evidence.objects.filter(claim=claim, question=Question.TRUE).exists(),
        has_replies="asked" in needed and Reply.objects.filter(claim=claim).exists(),
    )
    return [part for part in needed if not is_there[part]]


def parts_there(verdict: Verdict, *, has_evidence: bool, has_replies: bool) -> dict[str, bool]:
    """Whether each of NEEDED_FOR_REVIEW is there. The evidence that counts is that for the second question."""
    return {
        "said": bool(verdict.said),
        "asked": has_replies or bool(verdict.why_not_asked),
        "rating": verdict.rating_id is not None,
        "summary": bool(plain(verdict.summary)),
        "explanation": bool(plain(verdict.explanation)),
        "evidence": has_evidence,
    }


def parts_needed(claim: Claim, *, must_ask: bool) -> list[str]:
    """What of NEEDED_FOR_REVIEW this claim needs: nobody said what an article says in its own voice."""
    moot = ["said", "asked"] if claim.is_own_voice else [] if must_ask else ["asked"]
    return [part for part in NEEDED_FOR_REVIEW if part not in moot]


def is_not_an_author(user: User, claim: Claim) -> Text | None:
    revision = Revision.objects.filter(claim=claim).newest()
    if revision is not None and user.pk in revision.author_ids:
        return _("You wrote a part of this verdict. A second person must approve it.")
    return None


def did_not_write_it(user: User, claim: Claim) -> Text | None:
    """The same for what nobody may override."""
    return is_not_an_author(user, claim)


def has_not_voted(user: User, claim: Claim) -> Text | None:
    revision = Revision.objects.filter(claim=claim).newest()
    if revision is not None and revision.reviews.filter(reviewer=user, decision__in=VOTES).exists():
        return _("Your review of this revision is in. It needs another person’s.")
    return None


def several_must_approve(user: User, claim: Claim) -> Text | None:
    revision = Revision.objects.filter(claim=claim).newest()
    if revision is not None and revision.approvals_needed > 1:
        return None
    return _("One approval is enough here: ask for changes instead.")


def changes_were_asked_for(user: User, claim: Claim) -> Text | None:
    if ReviewPoint.objects.filter(review__revision__claim=claim).exists():
        return None
    return _("Nobody has asked for changes.")


def was_never_published(user: User, claim: Claim) -> Text | None:
    return (
        _("This claim has a public page already: what is changed of it is published as a correction.")
        if claim.slug
        else None
    )


def was_published(user: User, claim: Claim) -> Text | None:
    return None if claim.slug else _("This claim has no public page yet.")


def is_public(user: User, claim: Claim) -> Text | None:
    return None if claim.is_public else _("This claim has no public page now.")


def is_scheduled(user: User, claim: Claim) -> Text | None:
    return None if Schedule.objects.filter(claim=claim).exists() else _("No time is set for publishing it.")


def was_never_sent(user: User, claim: Claim) -> Text | None:
    if Revision.objects.filter(claim=claim).exists():
        return _("A verdict on these very words was sent to review already.")
    return None
