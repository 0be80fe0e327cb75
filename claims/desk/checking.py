"""The checking of a claim on its page: two questions told apart, what is missing for each, and who was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims import guards, workflow
from claims.actions.reply import frozen_reply
from claims.desk.forms.reply import ReplyForm
from claims.models import Claim, Evidence, Newsroom, Reply, Revision, User, Verdict
from claims.publishing.labels import asked
from claims.queries.published import reply_of
from claims.queries.reply import is_late, replies_of
from claims.vocabulary import Action, Question, ReplyStatus, Said, Stance, State

# Where on the page a part is to be done; the others are fields of the verdict's form.
_PLACES = {"evidence": "evidence", "asked": "replies", "said": "id_verdict_said_0"}

# While somebody may still work on what is missing.
_UNFINISHED = (State.TO_CHECK, State.ASSIGNED, State.CHECKING, State.CHANGES_REQUESTED)


@dataclass(frozen=True)
class Point:
    """One line of "what is still missing". `field` is the field of the verdict's form whose text makes it done, if one
    does; `place` is where on the page it is to be done."""

    part: str
    words: str | Promise
    is_done: bool
    place: str
    field: str = ""


@dataclass(frozen=True)
class Checklist:
    """What one question needs before a review, and what is advised."""

    question: Question
    needed: list[Point]
    advised: list[Point]


@dataclass(frozen=True)
class Entry:
    """An entry of the right-of-reply log to show: `frozen` is what a revision keeps of it, `row` is there while it can
    be changed."""

    frozen: dict[str, Any]
    sentence: str
    status: str | Promise
    row: Reply | None = None
    is_late: bool = False


def checking_context(
    user: User,
    claim: Claim,
    *,
    verdict: Verdict | None,
    evidence: Iterable[tuple[Question, Iterable[tuple[Stance, list[Evidence]]]]],
    revisions: list[Revision],
    form: BaseForm | None,
) -> dict[str, Any]:
    """What the claim's page shows of it. `revisions` are the claim's, newest first; each gets `entries`, its log."""
    rows = replies_of(claim)
    may = workflow.can(user, Action.EDIT_REPLIES, claim)
    for revision in revisions:
        revision.entries = entries_of(revision)  # type: ignore[attr-defined]
    newest = max((row.pk for row in rows), default=0)
    is_said = not claim.is_own_voice
    pieces = {question: [one for _stance, group in groups for one in group] for question, groups in evidence}
    return {
        "is_said_by_somebody": is_said,
        "entries": [_entry(frozen_reply(row), row) for row in rows],
        "late_answers": [row for row in rows if is_late(row)],
        "log_is_newer": _log_is_newer(claim, rows, revisions),
        "may_edit_replies": may,
        "reply_form": form if isinstance(form, ReplyForm) else ReplyForm(claim=claim) if may else None,
        "newest_reply": newest,
        "checklists": _checklists(claim, verdict or Verdict(), pieces, rows) if claim.state in _UNFINISHED else [],
    }


def entries_of(revision: Revision) -> list[Entry]:
    """The log as it was sent to review."""
    return [_entry(frozen) for frozen in revision.replies]


def _entry(frozen: dict[str, Any], row: Reply | None = None) -> Entry:
    reply = reply_of(frozen)
    status = ReplyStatus(reply.status).label
    return Entry(frozen, asked(reply), status, row, is_late=row is not None and is_late(row))


def _log_is_newer(claim: Claim, rows: list[Reply], revisions: list[Revision]) -> str:
    """What to do about a log that has changed since it was frozen; "" while that is not so."""
    if not revisions or claim.state not in workflow.SENT_STATES or claim.state == State.CHANGES_REQUESTED:
        return ""
    if [frozen_reply(row) for row in rows] == revisions[0].replies:
        return ""
    if claim.state == State.IN_REVIEW:
        return _("The review is of the log as it was sent. To bring this in, take the verdict back or ask for changes.")
    if claim.state == State.APPROVED:
        return _("What was approved has the log as it was sent. To bring this in, ask for changes.")
    return _("Readers see the log as it was published. To bring this in, start a correction.")


def _checklists(
    claim: Claim, verdict: Verdict, pieces: dict[Question, list[Evidence]], rows: list[Reply]
) -> list[Checklist]:
    parts = guards.parts_needed(claim, must_ask=Newsroom.current().speaker_must_be_asked)
    on_said, on_truth = pieces.get(Question.SAID, []), pieces.get(Question.TRUE, [])
    done = guards.parts_there(verdict, has_evidence=bool(on_truth), has_replies=bool(rows))
    # Whom one has asked is in the log, and that is done, whatever is typed.
    fields = {part: part for part in done if part != "evidence"} | {"asked": "" if rows else "why_not_asked"}
    points = {
        part: Point(part, need.words, done[part], _PLACES.get(part, f"id_verdict_{part}"), fields.get(part, ""))
        for part, need in guards.NEEDED_FOR_REVIEW.items()
    }
    advised = {Question.SAID: [], Question.TRUE: _advice_on_truth(on_truth)}
    if not claim.is_own_voice:
        is_moot = bool(on_said) or verdict.said == Said.NOT_FOUND
        words, field = _("where it can be seen or heard"), "" if is_moot else "said_note"
        advised[Question.SAID] = [
            Point("where", words, is_moot or bool(verdict.said_note), "id_verdict_said_note", field)
        ]
        if "asked" not in parts:
            advised[Question.SAID].append(points["asked"])
    if rows:
        is_closed = all(row.status != ReplyStatus.OPEN for row in rows)
        advised[Question.TRUE].append(Point("answers", _("the answers of all who were asked"), is_closed, "replies"))
    needs = guards.NEEDED_FOR_REVIEW
    return [
        Checklist(question, [points[part] for part in parts if needs[part].question == question], more)
        for question, more in advised.items()
        if question == Question.TRUE or not claim.is_own_voice
    ]


def _advice_on_truth(pieces: list[Evidence]) -> list[Point]:
    is_declared = bool(pieces) and all(piece.source.interest for piece in pieces)
    both_ways = {piece.stance for piece in pieces} >= {Stance.SUPPORTS, Stance.CONTRADICTS}
    advice = [
        ("second", _("a second source"), len({piece.source_id for piece in pieces}) > 1),
        ("primary", _("a primary source"), any(piece.is_primary for piece in pieces)),
        ("interest", _("each source’s own interest"), is_declared),
        ("other", _("evidence that points the other way, looked for"), both_ways),
    ]
    return [Point(part, words, is_done, "evidence") for part, words, is_done in advice]
