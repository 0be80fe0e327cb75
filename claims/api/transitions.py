"""The actions of the workflow as the API takes them: one address each, `POST /claims/{id}/<action>/`.

Which are allowed to whom, and when, is claims.workflow's business alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from claims.access import people_visible_to
from claims.actions import claim, passage, publish, review, verdict
from claims.actions.addresses import LONGEST, change_address
from claims.actions.errors import Invalid
from claims.actions.reviewer import ask_reviewer
from claims.api.fields import LARGEST_ID, Choice, Day, Id, Nothing, Shape, Text, Whole
from claims.models import Topic, User
from claims.vocabulary import Action, Priority


class AssignClaim(Shape):
    checker = Id(help_text="The id of a person (GET /people/).")
    due_on = Day(allow_null=True, default=None, help_text="Left as it is when not given.")
    priority = Choice(
        choices=Priority.choices, allow_null=True, default=None, help_text="Left as it is when not given."
    )


class PrioritiseClaim(Shape):
    priority = Choice(choices=Priority.choices, help_text="1 low, 2 normal, 3 high, 4 urgent.")
    due_on = Day(allow_null=True, help_text="null takes the date away.")


class DismissClaim(Shape):
    reason = Text(max_length=500)


class HandBackClaim(Shape):
    reason = Text(max_length=500, allow_blank=True, default="")


class SubmitVerdict(Shape):
    reviewer = Id(
        allow_null=True,
        default=None,
        help_text="The id of the person asked for the review; left as it is when not given.",
    )


class AskReviewer(Shape):
    reviewer = Id(allow_null=True, help_text="The id of a person (GET /people/); null asks nobody in particular.")


class PublicReason(Shape):
    reason = Text(max_length=2000)


CHECKLIST = "Ids of the items of the newsroom's checklist that you ticked. The required ones are needed to approve."


class ChangeAddress(Shape):
    slug = Text(max_length=LONGEST, help_text="Lower-case letters and digits joined by hyphens, never used before.")


class SetTopics(Shape):
    topics = serializers.ListField(
        child=Text(max_length=100),
        max_length=100,
        help_text="Names of the newsroom's topics; the others are taken away.",
    )


class DissentFromRevision(Shape):
    revision_id = Id()
    comment = Text(max_length=10_000, help_text="Why you disagree.")


class ApproveRevision(Shape):
    revision_id = Id(help_text="The revision that was read (GET /claims/{id}/revisions/).")
    comment = Text(max_length=10_000, allow_blank=True, default="")
    override_reason = Text(
        max_length=2000,
        allow_blank=True,
        default="",
        help_text="Lets an admin approve a text of their own. Readers are shown it.",
    )
    checklist = serializers.ListField(child=Id(), max_length=200, default=list, help_text=CHECKLIST)


class RequestChanges(Shape):
    revision_id = Id()
    comment = Text(max_length=10_000, help_text="What should change.")
    checklist = serializers.ListField(child=Id(), max_length=200, default=list, help_text=CHECKLIST)


class PublishRevision(Shape):
    revision_id = Id(help_text="The approved revision.")


class PublishCorrection(Shape):
    revision_id = Id(help_text="The approved revision.")
    change_class = Choice(choices=[(value.value, value.label) for value in publish.CORRECTION_CLASSES])
    reason = Text(max_length=2000, help_text="What was changed and why. Readers are shown it.")


class ChangeBorders(Shape):
    start = Whole(min_value=0, max_value=LARGEST_ID, help_text="In code points of the claim's snapshot.")
    end = Whole(min_value=0, max_value=LARGEST_ID)


class SplitClaim(Shape):
    at = Whole(min_value=0, max_value=LARGEST_ID, help_text="The second part begins here, in code points.")


class MergeClaims(Shape):
    other_id = Id(help_text="A neighbour in the same text. Of the two, the one further along is kept.")
    other_version = Whole(min_value=0, max_value=LARGEST_ID, help_text="The version of it that was seen.")


class MarkRepeat(Shape):
    original_id = Id(help_text="The claim that it repeats, of any article.")


@dataclass(frozen=True)
class Transition:
    """`run` takes actor, claim_id, the fields of `shape`, and `version` unless a field names the exact revision."""

    action: Action
    shape: type[Shape]
    run: Callable[..., Any]
    does: str
    example: dict[str, Any] | None = None

    @property
    def takes_version(self) -> bool:
        return "revision_id" not in self.shape().fields


def assign(*, actor: User, checker: int, **given: Any) -> Any:
    return claim.assign_claim(actor=actor, checker=person(actor, checker=checker), **given)


def submit(*, actor: User, reviewer: int | None, **given: Any) -> Any:
    asked = None if reviewer is None else person(actor, reviewer=reviewer)
    return verdict.submit_verdict(actor=actor, reviewer=asked, **given)


def ask(*, actor: User, reviewer: int | None, **given: Any) -> Any:
    asked = None if reviewer is None else person(actor, reviewer=reviewer)
    return ask_reviewer(actor=actor, reviewer=asked, **given)


def person(actor: User, **named: int) -> User:
    """The person with the id that the one field of `named` gives. Raises Invalid for that field."""
    ((field, pk),) = named.items()
    found = people_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Invalid(**{field: _("There is no such person. GET /people/ lists them.")})
    return found


def set_topics(*, actor: User, topics: list[str], **given: Any) -> Any:
    known = {topic.name.lower(): topic.pk for topic in Topic.objects.all()}
    if unknown := [name for name in topics if name.lower() not in known]:
        raise Invalid(topics=_("The newsroom has no topic %(names)s.") % {"names": ", ".join(unknown)})
    return claim.set_topics(actor=actor, topics={known[name.lower()] for name in topics}, **given)


A = Action
TRANSITIONS = [
    Transition(A.ACCEPT, Nothing, claim.accept_claim, "suggested → to check"),
    Transition(
        A.DISMISS, DismissClaim, claim.dismiss_claim, "→ dismissed", {"reason": "An opinion; nothing to check."}
    ),
    Transition(A.REOPEN, Nothing, claim.reopen_claim, "dismissed → suggested"),
    Transition(
        A.ASSIGN,
        AssignClaim,
        assign,
        "→ assigned to a checker; also reassigns",
        {"checker": 7, "due_on": "2026-03-09", "priority": 3},
    ),
    Transition(A.TAKE, Nothing, claim.take_claim, "to check → assigned to yourself"),
    Transition(A.HAND_BACK, HandBackClaim, claim.hand_back_claim, "→ to check, assigned to nobody", {"reason": ""}),
    Transition(A.START, Nothing, claim.start_checking, "assigned or changes requested → checking"),
    Transition(
        A.SUBMIT,
        SubmitVerdict,
        submit,
        "checking → in review. Freezes verdict, wording, evidence, replies as a revision; its id is `latest_revision`",
        {"reviewer": 4},
    ),
    Transition(A.RECALL, Nothing, verdict.recall_verdict, "in review → checking, by the checker"),
    Transition(
        A.ASK_REVIEWER,
        AskReviewer,
        ask,
        "Say who is to review it, or that anybody may; the state stays as it is",
        {"reviewer": 4},
    ),
    Transition(
        A.APPROVE,
        ApproveRevision,
        review.approve_revision,
        "in review → approved, once as many people have approved as the newsroom asks for",
        {"revision_id": 31},
    ),
    Transition(
        A.DISSENT,
        DissentFromRevision,
        review.dissent_from_revision,
        "Disagree with a revision that several people must approve; the state stays as it is",
        {"revision_id": 31, "comment": "The ledger is of another year."},
    ),
    Transition(
        A.REQUEST_CHANGES,
        RequestChanges,
        review.request_changes,
        "in review or approved → changes requested",
        {"revision_id": 31, "comment": "The second source is the first one, quoted."},
    ),
    Transition(A.PUBLISH, PublishRevision, publish.publish_claim, "approved → published", {"revision_id": 31}),
    Transition(
        A.START_CORRECTION,
        PublicReason,
        publish.start_correction,
        "published, corrected or withdrawn → checking. The public page stays as it is",
        {"reason": "The ministry has published new figures."},
    ),
    Transition(A.CANCEL_CORRECTION, Nothing, publish.cancel_correction, "→ back to the state that readers see"),
    Transition(
        A.PUBLISH_CORRECTION,
        PublishCorrection,
        publish.publish_correction,
        "approved → corrected",
        {"revision_id": 44, "change_class": "update", "reason": "New figures from the ministry were added."},
    ),
    Transition(
        A.WITHDRAW,
        PublicReason,
        publish.withdraw_claim,
        "→ withdrawn. The page stays at its address and says so",
        {"reason": "The recording was not of the speaker."},
    ),
    Transition(
        A.PRIORITISE,
        PrioritiseClaim,
        claim.prioritise_claim,
        "Set priority and due date; the state stays as it is",
        {"priority": 4, "due_on": "2026-03-05"},
    ),
    Transition(
        A.CHANGE_BORDERS,
        ChangeBorders,
        passage.change_borders,
        "Give the claim other words of its text, before anybody checks it",
        {"start": 120, "end": 188},
    ),
    Transition(
        A.SPLIT_CLAIM,
        SplitClaim,
        passage.split_claim,
        "Cut the claim in two, before anybody checks it; the second part is a new claim",
        {"at": 150},
    ),
    Transition(
        A.MERGE,
        MergeClaims,
        passage.merge_claims,
        "Make one claim of two neighbours, before anybody checks them; the "
        "other is dismissed and points to the one that is kept",
        {"other_id": 12, "other_version": 1},
    ),
    Transition(
        A.MARK_REPEAT, MarkRepeat, passage.mark_repeat, "→ dismissed, as a repeat of another claim", {"original_id": 9}
    ),
    Transition(
        A.UNDO,
        Nothing,
        claim.undo_step,
        "Take back your own last step (accept, dismiss, reopen, assign, take, "
        "prioritise, ask_reviewer, mark_repeat) while nothing has happened since",
    ),
    Transition(
        A.CHANGE_ADDRESS,
        ChangeAddress,
        change_address,
        "Give the published check another address; the old one leads there for ever",
        {"slug": "crane-failures-in-harrowmouth"},
    ),
    Transition(
        A.SET_TOPICS,
        SetTopics,
        set_topics,
        "Say what the claim is about; the state stays as it is",
        {"topics": ["Economy"]},
    ),
]
