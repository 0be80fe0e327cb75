"""A claim's page: everything that is known of it, and what this person can do with it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import access, workflow
from claims.actions.errors import ActionError, Invalid, Refused
from claims.desk import refusals, standing
from claims.desk.asked import asked_points
from claims.desk.checking import checking_context
from claims.desk.forms.claim import FORMS, ActionForm, OverrideForm, RevisionForm
from claims.desk.forms.evidence import AddEvidenceForm
from claims.desk.forms.verdict import CommentForm, VerdictForm
from claims.desk.history import Entry, timeline
from claims.desk.picking import evidence_picker
from claims.desk.proposal import detail_groups, proposal_of
from claims.guards import missing_for_review
from claims.models import Claim, Revision, User
from claims.models.ids import id_in
from claims.queries import claim as queries
from claims.queries.due import is_overdue
from claims.queries.jobs import newest_page_job
from claims.queries.listed import topics_to_choose
from claims.queries.mentions import people_to_mention
from claims.queries.notifications import unread_about
from claims.queries.passage import repeats_of
from claims.queries.queue import speaker_names
from claims.queries.similar import similar_checks
from claims.queries.submissions import submissions_of
from claims.vocabulary import Action, State
from claims.workflow import Allowed, Because, Denied

# How many events the page shows before it asks.
EVENTS_SHOWN = 60

# These have a place of their own on the page; all others are buttons.
_WITH_A_PLACE = (
    Action.EDIT_CLAIM,
    Action.EDIT_EVIDENCE,
    Action.EDIT_VERDICT,
    Action.EDIT_REPLIES,
    Action.COMMENT,
    Action.ANSWER_POINT,
)
# These have a page of their own (views/passage.py).
_OF_THE_PASSAGE = (Action.CHANGE_BORDERS, Action.SPLIT_CLAIM, Action.MERGE, Action.MARK_REPEAT)
# What usually comes next; shown first, and with its questions open.
_NEXT_STEPS = (
    Action.ACCEPT,
    Action.START,
    Action.SUBMIT,
    Action.APPROVE,
    Action.PUBLISH,
    Action.PUBLISH_CORRECTION,
)
_DANGEROUS = (Action.DISMISS, Action.WITHDRAW)


@dataclass
class Problem:
    """Why something was not done, for the top of the page.

    `last` is the change that came first. `is_incomplete` says that what is missing is to be named. `kept` is what the
    person typed into a form that the page no longer has, as (label, text).
    """

    title: str
    message: str
    last: Entry | None = None
    is_incomplete: bool = False
    kept: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Button:
    """One action on the page: `label` on the button, `opener` on what unfolds its questions.

    `why_not` is the reason when it is shown greyed.
    """

    action: Action
    url: str
    form: ActionForm
    why_not: str | Promise = ""
    is_next: bool = False
    is_dangerous: bool = False
    is_open: bool = False
    is_override: bool = False
    label: str | Promise = ""
    opener: str | Promise = ""


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return claim_page(request, find_claim(request, pk))


def find_claim(request: HttpRequest, pk: int) -> Claim:
    """The claim with article, text, speaker and checker; 404 if there is none that this person may see."""
    try:
        return access.get_claim_for(request.user, pk)
    except Claim.DoesNotExist as error:
        raise Http404(_("There is no such claim.")) from error


def claim_page(
    request: HttpRequest,
    claim: Claim,
    *,
    status: int = 200,
    problem: Problem | None = None,
    bound: Mapping[str, BaseForm] | None = None,
    **extra: Any,
) -> HttpResponse:
    """The whole page. `bound` are forms that came back with errors, by the name of their action."""
    bound = dict(bound or {})
    user = request.user
    verdict = queries.verdict_of(claim)
    ratings = queries.ratings_to_choose(verdict)
    revisions, public_revisions = queries.revisions_of(user, claim), queries.public_revisions_of(claim)
    evidence = queries.evidence_by_question(claim)
    pieces = [piece for _question, groups in evidence for _stance, group in groups for piece in group]
    threads = queries.threads_of(claim)
    may = {action: workflow.can(user, action, claim) for action in _WITH_A_PLACE}
    is_long = request.GET.get("history") != "all"
    events = queries.events_of(user, claim, EVENTS_SHOWN + 1 if is_long else None)
    verdict_form = bound.get(Action.EDIT_VERDICT) or VerdictForm(
        verdict=verdict, ratings=ratings, is_own_voice=claim.is_own_voice
    )
    comment_form, evidence_form = bound.get(Action.COMMENT), bound.get(Action.EDIT_EVIDENCE)
    correction, denied = standing.correction_of(claim), may[Action.EDIT_VERDICT]
    asked_for = standing.changes_asked_for(claim, revisions, correction)
    if problem is not None:
        problem.kept = _kept(bound, user, claim)
    context = {
        "claim": claim,
        "passage": queries.passage_of(claim),
        "proposal": proposal_of(claim),
        "details": detail_groups(claim),
        "may_change_passage": any(workflow.can(user, action, claim) for action in _OF_THE_PASSAGE),
        "repeats": repeats_of(user, claim),
        "similar": similar_checks(user, claim),
        "from_readers": submissions_of(user, claim),
        "may_mark_repeat": workflow.can(user, Action.MARK_REPEAT, claim),
        "neighbours": queries.neighbours_of(user, claim),
        "public_url": reverse("public:file", args=[f"checks/{claim.slug}/"]) if claim.is_public else "",
        "is_overdue": is_overdue(claim),
        "is_closed": State(claim.state) not in workflow.OPEN_STATES,
        "note": standing.who_is_next(user, claim, revisions[0] if revisions else None),
        "correction": correction,
        "schedule": standing.schedule_of(claim),
        "asked_for": asked_for,
        "asked_points": asked_points(
            asked_for,
            pieces,
            may_answer=bool(may[Action.ANSWER_POINT]),
            bound=bound.get(Action.ANSWER_POINT),  # type: ignore[arg-type]
        ),
        "buttons": buttons(user, claim, revisions[0] if revisions else None, bound),
        "edit_claim": _form_of(Action.EDIT_CLAIM, claim, user, bound) if may[Action.EDIT_CLAIM] else None,
        "speaker_names": speaker_names(user) if may[Action.EDIT_CLAIM] else [],
        "evidence": evidence,
        "evidence_count": len(pieces),
        "may_edit_evidence": may[Action.EDIT_EVIDENCE],
        **evidence_picker(request, claim, evidence_form if isinstance(evidence_form, AddEvidenceForm) else None),
        "newest_evidence": max((piece.pk for piece in pieces), default=0),
        "verdict": verdict,
        "verdict_version": verdict.version if verdict else 0,
        "may_edit_verdict": may[Action.EDIT_VERDICT],
        "why_no_editing": "" if isinstance(denied, Allowed) else standing.why_no_editing(user, claim, denied),
        "verdict_form": verdict_form,
        "chosen_rating": str(verdict_form["rating"].value() or ""),
        "ratings": ratings,
        "theirs": None,
        "preview": None,
        "topics": list(claim.topics.all()),
        "revisions": revisions,
        # Then the newest revision is what counts, and it is shown instead of the draft that it was made from.
        "is_frozen": bool(revisions) and State(claim.state) in workflow.SENT_STATES,
        "public_revision": public_revisions[0].revision_id if claim.is_public and public_revisions else None,
        "public_revisions": public_revisions,
        "page_job": newest_page_job(user, claim) if public_revisions else None,
        "may_retry": bool(workflow.may_retry(user)),
        "threads": threads,
        "comment_count": sum(1 + len(thread.answers) for thread in threads),
        "may_comment": may[Action.COMMENT],
        "people_to_mention": people_to_mention(user, claim) if may[Action.COMMENT] else [],
        "comment_form": comment_form or CommentForm(claim_id=claim.pk),
        "newest_comment": max((one.pk for thread in threads for one in (thread.comment, *thread.answers)), default=0),
        # The comment that an answer with an error belongs to.
        "answering": id_in(comment_form["parent"].value()) if comment_form else None,
        "history": timeline(events[:EVENTS_SHOWN] if is_long else events),
        "has_older_events": is_long and len(events) > EVENTS_SHOWN,
        "problem": problem,
        "unread_here": unread_about(user, claim),
    }
    context |= checking_context(
        user, claim, verdict=verdict, evidence=evidence, revisions=revisions, form=bound.get(Action.EDIT_REPLIES)
    )
    return render(request, "desk/claim.html", context | extra, status=status)


def refused_page(
    request: HttpRequest, pk: int, error: ActionError, bound: Mapping[str, BaseForm], **extra: Any
) -> HttpResponse:
    """The claim as it is now, with the reason on top and everything that was typed."""
    if isinstance(error, Invalid):
        for form in bound.values():
            refusals.put_errors(form, error)
    title, message = refusals.words_for(error, request.user)
    claim = find_claim(request, pk)
    # Else what is in the way is not that a part is missing, and the message says what it is.
    is_incomplete = (
        isinstance(error, Refused) and error.because is Because.INCOMPLETE and bool(missing_for_review(claim))
    )
    problem = Problem(title, message, last=refusals.last_change(error), is_incomplete=is_incomplete)
    return claim_page(request, claim, status=error.status, bound=bound, problem=problem, **extra)


def invalid_page(
    request: HttpRequest, claim: Claim, bound: Mapping[str, BaseForm], *, status: int = 400
) -> HttpResponse:
    """The claim's page with the errors beside the fields, and those on top that have no field to stand beside.

    Who may not do it at all is told that first.
    """
    for action in bound:
        answer = workflow.can(request.user, Action(action), claim)
        if isinstance(answer, Denied) and answer.because is Because.ROLE:
            return refused_page(request, claim.pk, Refused(answer), bound)
    loose = [
        message
        for form in bound.values()
        for name, errors in form.errors.items()
        if name == NON_FIELD_ERRORS or form.fields[name].widget.is_hidden
        for message in errors
    ]
    message = " ".join(dict.fromkeys(loose)) or _("Nothing was saved yet. Correct what is marked, then try again.")
    problem = Problem(_("Please look at this again"), message)
    return claim_page(request, claim, status=status, bound=bound, problem=problem)


def claim_url(pk: int, section: str = "") -> str:
    return reverse("desk:claim", args=[pk]) + section


def buttons(user: User, claim: Claim, revision: Revision | None, bound: Mapping[str, BaseForm]) -> list[Button]:
    """The actions that the workflow lets this person do now, what comes next first; greyed with the reason where
    only something missing or the four-eyes rule stands in the way."""
    shown = []
    topics = topics_to_choose()
    for action, answer in workflow.possible_actions(user, claim):
        if action in _WITH_A_PLACE or action in _OF_THE_PASSAGE or (action == Action.SET_TOPICS and not topics):
            continue
        button = Button(
            action=action,
            url=reverse("desk:claim_action", args=[claim.pk, action]),
            form=_form_of(action, claim, user, bound, revision),
            is_next=action in _NEXT_STEPS or (action == Action.ASSIGN and claim.state == State.TO_CHECK),
            is_dangerous=action in _DANGEROUS,
            label=action.label,
            opener=action.label,
        )
        if isinstance(answer, Denied):
            button.why_not = answer.reason
            if workflow.may_override(user, answer):
                button.form, button.is_override = _override_form(claim, user, bound, revision), True
        if action == Action.START:
            button.label = button.opener = standing.start_label(claim)
        if action == Action.ASSIGN and claim.checker_id:
            button.opener = _("Reassign")
        if action == Action.ASK_REVIEWER and claim.reviewer_id:
            button.opener = _("Ask another person for the review")
        button.is_open = action in bound or (button.is_next and not button.is_override)
        shown.append(button)
    return sorted(shown, key=lambda button: (not button.is_next, button.is_dangerous))


def form_of(action: Action, claim: Claim, user: User, data: Any = None, revision: Revision | None = None) -> ActionForm:
    """The form of one action, filled with `data` or with the claim's values."""
    form_class = FORMS.get(action, ActionForm)
    if action == Action.APPROVE and data is not None and "override_reason" in data:
        form_class = OverrideForm
    if issubclass(form_class, RevisionForm):
        return form_class(data, claim=claim, user=user, action=action, revision_id=revision.pk if revision else None)
    return form_class(data, claim=claim, user=user, action=action)


def _form_of(
    action: Action, claim: Claim, user: User, bound: Mapping[str, BaseForm], revision: Revision | None = None
) -> ActionForm:
    form = bound.get(action)
    return form if isinstance(form, ActionForm) else form_of(action, claim, user, revision=revision)


def _override_form(claim: Claim, user: User, bound: Mapping[str, BaseForm], revision: Revision | None) -> ActionForm:
    form = bound.get(Action.APPROVE)
    if isinstance(form, OverrideForm):
        return form
    return OverrideForm(claim=claim, user=user, action="override", revision_id=revision.pk if revision else None)


def _kept(bound: Mapping[str, BaseForm], user: User, claim: Claim) -> list[tuple[str, str]]:
    """What was typed into forms that this person is not shown any more."""
    return [
        (str(form[name].label), text)
        for action, form in bound.items()
        if not workflow.can(user, Action(action), claim)
        for name, form_field in form.fields.items()
        if isinstance(form_field, CharField) and (text := str(form[name].value() or "").strip())
    ]
