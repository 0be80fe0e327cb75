"""THE table: who is told of what. Read `TABLE` from top to bottom; what is in neither it nor `NOBODY` fails a test.
`SETTLED` is its other half: what a step has seen to, and is read by itself.

Nobody is told of what they did themselves, and only who takes part and sees it is told at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q

from claims.access import people_who_see
from claims.models import Comment, Event, Mention, Revision, User
from claims.rights import people_who_decide_submissions
from claims.vocabulary import Action, EventKind, JobKind, NotificationKind, State, SubmissionStep
from claims.workflow import people_who_approve, people_who_take_part

Who = Callable[[Event], Iterable[int | None]]


def checker(event: Event) -> Iterable[int | None]:
    """Whose the claim is."""
    return [event.claim.checker_id] if event.claim else []


def new_checker(event: Event) -> Iterable[int | None]:
    """Whose it has become by this."""
    checker, was = _moved(event)
    return [checker] if checker != was else []


def former_checker(event: Event) -> Iterable[int | None]:
    """Whose it was until this."""
    checker, was = _moved(event)
    return [was] if checker != was else []


def who_assigned_it(event: Event) -> Iterable[int | None]:
    """Who gave the claim to the checker that hands it back."""
    _checker, was = _moved(event)
    if was is None or was != event.actor_id:
        return []
    # Who took it on their own has themselves to thank.
    how = (Action.ASSIGN, Action.TAKE)
    given = Event.objects.filter(claim=event.claim, kind__in=how, data__checker=event.actor_id)
    return given.order_by("-number").values_list("actor", flat=True)[:1]


def authors(event: Event) -> Iterable[int | None]:
    """The checker, and whoever wrote a part of the newest revision."""
    return [*checker(event), *_authors(event)]


def asked_reviewer(event: Event) -> Iterable[int | None]:
    """Whom somebody has asked for the review: by this, or before the verdict was sent."""
    if event.kind == Action.ASK_REVIEWER:
        reviewer = _number(event.data.get("reviewer"))
        return [reviewer] if reviewer != event.data.get("reviewer_was") else []
    return [event.claim.reviewer_id] if event.claim else []


def reviewers(event: Event) -> Iterable[int | None]:
    """Who may approve the newest revision; nobody else where the one that was asked is enough, and still there."""
    revision = Revision.objects.filter(claim=event.claim).only("approvals_needed").newest()
    asked = event.claim.reviewer_id if event.claim else None
    is_enough = revision is not None and revision.approvals_needed == 1
    if asked and is_enough and people_who_approve().filter(pk=asked).exists():
        return []
    return people_who_approve().exclude(pk__in=_authors(event)).values_list("pk", flat=True)


def reviewers_instead(event: Event) -> Iterable[int | None]:
    """The others, where the one who was asked is not asked any more and nobody else was told of the review."""
    revision = Revision.objects.filter(claim=event.claim).only("approvals_needed").newest()
    waits = event.claim is not None and event.claim.state == State.IN_REVIEW
    was_theirs_alone = revision is not None and revision.approvals_needed == 1 and event.data.get("reviewer_was")
    return reviewers(event) if waits and was_theirs_alone and event.data.get("reviewer") is None else []


def mentioned(event: Event) -> Iterable[int | None]:
    """Whom the comment names."""
    return Mention.objects.filter(comment=_comment(event)).values_list("person", flat=True)


def thread(event: Event) -> Iterable[int | None]:
    """Who has written in the thread that the comment answers in."""
    comment = _comment(event)
    answer = Comment.objects.filter(pk=comment, parent__isnull=False).first() if comment else None
    if answer is None or answer.parent is None:
        return []
    return [answer.parent.author_id, *answer.parent.replies.values_list("author", flat=True)]


def checker_of_the_comment(event: Event) -> Iterable[int | None]:
    """Whose the claim is, when something was said of it; that a comment is settled is no news."""
    return checker(event) if _comment(event) else []


def who_asked_for_it(event: Event) -> Iterable[int | None]:
    """Who started the work that failed; for finding its claims, also who brought the article in."""
    is_split = event.article is not None and event.data.get("job") == JobKind.SPLIT_ARTICLE
    importer = event.article.created_by_id if event.article and is_split else None
    return [_number(event.data.get("asked_by")), importer]


def who_scheduled_it(event: Event) -> Iterable[int | None]:
    """In whose name it was to be published."""
    return [_number(event.data.get("scheduled_by"))]


def who_decides_for_readers(event: Event) -> Iterable[int | None]:
    """Everybody who decides about what readers send in."""
    return people_who_decide_submissions().values_list("pk", flat=True)


K = NotificationKind

# For each kind of event, who is told of it as what. Who is in two rows is told once, as the first says.
TABLE: dict[str, tuple[tuple[NotificationKind, Who], ...]] = {
    # Whose work it is
    Action.ASSIGN: ((K.ASSIGNED, new_checker), (K.TAKEN, former_checker)),
    Action.START_CORRECTION: ((K.ASSIGNED, new_checker), (K.PUBLISHED, authors)),
    Action.HAND_BACK: ((K.TAKEN, former_checker), (K.HANDED_BACK, who_assigned_it)),
    Action.DISMISS: ((K.TAKEN, former_checker),),
    Action.MARK_REPEAT: ((K.TAKEN, former_checker),),
    Action.UNDO: ((K.ASSIGNED, new_checker), (K.TAKEN, former_checker)),
    # Review
    Action.ASK_REVIEWER: ((K.ASKED, asked_reviewer), (K.REVIEW, reviewers_instead)),
    Action.SUBMIT: ((K.ASKED, asked_reviewer), (K.REVIEW, reviewers)),
    Action.REQUEST_CHANGES: ((K.CHANGES, authors),),
    Action.APPROVE: ((K.DECIDED, authors),),
    Action.DISSENT: ((K.DECIDED, authors),),
    # What readers see
    Action.PUBLISH: ((K.PUBLISHED, authors),),
    Action.PUBLISH_CORRECTION: ((K.PUBLISHED, authors),),
    Action.CANCEL_CORRECTION: ((K.PUBLISHED, authors),),
    Action.WITHDRAW: ((K.PUBLISHED, authors),),
    # What people say
    Action.COMMENT: ((K.MENTIONED, mentioned), (K.ANSWERED, thread), (K.COMMENTED, checker_of_the_comment)),
    Action.EDIT_REPLIES: ((K.REPLIED, checker),),
    # What goes wrong
    EventKind.MISS_SCHEDULE: ((K.MISSED, who_scheduled_it), (K.MISSED, authors)),
    EventKind.GIVE_UP: ((K.FAILED, who_asked_for_it),),
    # What comes from outside
    SubmissionStep.SEND: ((K.READERS, who_decides_for_readers),),
    SubmissionStep.CHALLENGE: ((K.READERS, who_decides_for_readers),),
}

_WORK = frozenset({K.ASSIGNED, K.CHANGES, K.DUE, K.OVERDUE})
_REVIEW = frozenset({K.ASKED, K.REVIEW})
_TALK = frozenset({K.MENTIONED, K.ANSWERED, K.COMMENTED})

# For each kind of event, what whoever did it has seen to by it: of this claim, what they were told as these kinds is
# read then. Whoever loses a claim has no work on it any more, either, and a review that is over waits for nobody.
SETTLED: dict[str, frozenset[NotificationKind]] = {
    Action.ASSIGN: frozenset({K.HANDED_BACK}),
    Action.START: frozenset({K.ASSIGNED, K.CHANGES}),
    Action.SUBMIT: _WORK | {K.REPLIED},
    Action.RECALL: frozenset({K.DECIDED}),
    Action.DISMISS: _WORK | {K.HANDED_BACK},
    Action.MARK_REPEAT: _WORK | {K.HANDED_BACK},
    Action.APPROVE: _REVIEW,
    Action.DISSENT: _REVIEW,
    Action.REQUEST_CHANGES: _REVIEW,
    Action.PUBLISH: frozenset({K.DECIDED}),
    Action.PUBLISH_CORRECTION: frozenset({K.DECIDED}),
    Action.COMMENT: _TALK,
    Action.EDIT_REPLIES: frozenset({K.REPLIED}),
}

# Steps that only whoever takes them has to know of: the claim's page and its timeline show them to the others.
NOBODY: frozenset[str] = frozenset(
    {
        Action.ACCEPT,
        Action.REOPEN,
        Action.TAKE,
        Action.START,
        Action.RECALL,
        Action.CHANGE_ADDRESS,
        Action.EDIT_CLAIM,
        Action.PRIORITISE,
        Action.SET_TOPICS,
        Action.EDIT_EVIDENCE,
        Action.EDIT_VERDICT,
        Action.CHANGE_BORDERS,
        Action.SPLIT_CLAIM,
        Action.MERGE,
        Action.ANSWER_POINT,
        Action.SCHEDULE,
        Action.UNSCHEDULE,
        EventKind.IMPORT,
        EventKind.EDIT,
        EventKind.SPLIT,
        EventKind.RESPLIT,
        EventKind.SUGGEST,
        EventKind.UNSUGGEST,
        EventKind.DESCRIBE,
        EventKind.ADD,
        EventKind.EDIT_SOURCE,
        EventKind.COMPLETE_SOURCE,
        SubmissionStep.LOOK,
        SubmissionStep.TAKE_UP,
        SubmissionStep.ATTACH,
        SubmissionStep.CORRECT,
        SubmissionStep.ANSWER,
        SubmissionStep.DECLINE,
        SubmissionStep.SPAM,
        SubmissionStep.REOPEN,
        SubmissionStep.FORGET,
        SubmissionStep.NOT_ME,
    }
)


def people_told(event: Event) -> list[tuple[User, NotificationKind]]:
    """Everybody who is told of `event`, and as what."""
    kinds: dict[int, NotificationKind] = {}
    for kind, who in TABLE.get(event.kind, ()):
        for person in who(event):
            if person is not None and person != event.actor_id:
                kinds.setdefault(person, kind)
    if not kinds:
        return []
    people = people_who_see(people_who_take_part().filter(pk__in=kinds), event)
    return [(person, kinds[person.pk]) for person in people.order_by("pk")]


def settled_by(event: Event) -> Q:
    """Which of the claim's notifications nobody has to read any more after `event`; an empty Q for none."""
    which = Q()
    if event.claim_id is None:
        return which
    if event.kind in SETTLED and event.actor_id is not None:
        which |= Q(person=event.actor_id, kind__in=SETTLED[event.kind])
    checker, was = _moved(event)
    if was is not None and was != checker:
        which |= Q(person=was, kind__in=_WORK)
    if event.data.get("from") == State.IN_REVIEW and event.data.get("to") != State.IN_REVIEW:
        which |= Q(kind__in=_REVIEW)
    return which and which & Q(claim=event.claim_id)


def _authors(event: Event) -> list[int]:
    revision = Revision.objects.filter(claim=event.claim).only("author_ids").newest()
    return list(revision.author_ids) if revision else []


def _moved(event: Event) -> tuple[int | None, int | None]:
    """Whose the claim is after the event, and whose it was before."""
    return _number(event.data.get("checker")), _number(event.data.get("was"))


def _comment(event: Event) -> int | None:
    """The comment that was written; None where one was settled."""
    return None if "did" in event.data else _number(event.data.get("comment"))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
