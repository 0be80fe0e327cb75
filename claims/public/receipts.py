"""What a receipt says: the state of what a reader sent in, in plain words, and nothing that is not public yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Submission
from claims.publishing.text import visible
from claims.vocabulary import SubmissionKind, SubmissionState

K, S = SubmissionKind, SubmissionState

# A short word for the state, and what it means. What is spam is not argued with.
_WORDS: dict[tuple[str, str], tuple[str | Promise, str | Promise]] = {
    (K.CLAIM, S.RECEIVED): (_("Received"), _("It waits for an editor to look at it.")),
    (K.CLAIM, S.LOOKED_AT): (_("Being looked at"), _("An editor is looking at whether it can be checked.")),
    (K.CLAIM, S.TAKEN_UP): (
        _("Taken up"),
        _("The newsroom has taken it up. If a check of it is published, this page leads there."),
    ),
    (K.CLAIM, S.ANSWERED): (_("Answered"), _("The newsroom has answered.")),
    (K.CLAIM, S.DECLINED): (_("Declined"), _("The newsroom will not check this. The reason stands below.")),
    (K.CLAIM, S.SPAM): (_("Closed"), _("This was closed without an answer.")),
    (K.CHALLENGE, S.RECEIVED): (_("Received"), _("It waits for an editor to look at it.")),
    (K.CHALLENGE, S.LOOKED_AT): (_("Being looked at"), _("An editor is looking at what you wrote, and at the check.")),
    (K.CHALLENGE, S.TAKEN_UP): (
        _("Taken up"),
        _("The newsroom has taken it up. If the check is changed, its page says on top what was changed, and why."),
    ),
    (K.CHALLENGE, S.ANSWERED): (_("Answered"), _("The newsroom has answered.")),
    (K.CHALLENGE, S.DECLINED): (_("Declined"), _("The newsroom leaves the check as it is. The reason stands below.")),
    (K.CHALLENGE, S.SPAM): (_("Closed"), _("This was closed without an answer.")),
}
# What a reader asked for is public: then that is where it stands.
_CHECKED = _("Checked"), _("We have checked this. The check says what we found.")
_LABELS = {
    "text": {K.CLAIM: _("The claim"), K.CHALLENGE: _("What is wrong with it")},
    "seen": {K.CLAIM: _("Where you met it")},
    "why": {K.CLAIM: _("Why it matters")},
    "links": {K.CHALLENGE: _("What shows it")},
}


@dataclass(frozen=True)
class Receipt:
    """`parts` are what was sent, labelled. They are shown as text, never as links: a stranger may have written them.

    `check_path` is the public check that it led to, or that it is about; "" while there is none.
    """

    number: int
    kind: str | Promise
    state: str
    state_label: str | Promise
    state_words: str | Promise
    sent_at: datetime
    decided_at: datetime | None
    reply: SafeString
    check_path: str
    has_email: bool
    parts: list[tuple[str | Promise, SafeString]] = field(default_factory=list)


def shown(submission: Submission) -> Receipt:
    kind = SubmissionKind(submission.kind)
    label, words = _WORDS[submission.kind, submission.state]
    claim = submission.claim
    if claim is not None and not claim.is_public and claim.repeat_of is not None:
        claim = claim.repeat_of  # What is said elsewhere as well is checked there.
    if submission.state == S.TAKEN_UP and not submission.is_challenge and claim and claim.is_public:
        label, words = _CHECKED
    is_decided = submission.state not in (S.RECEIVED, S.LOOKED_AT, S.SPAM)
    return Receipt(
        number=submission.pk,
        kind=kind.label,
        state=submission.state,
        state_label=label,
        state_words=words,
        sent_at=submission.created_at,
        decided_at=submission.decided_at if is_decided else None,
        reply=visible(submission.reply),
        # A withdrawn check keeps its page for who challenged it; nobody else is led to it.
        check_path=f"/checks/{claim.slug}/" if claim and (claim.is_public or submission.is_challenge) else "",
        has_email=bool(submission.email),
        parts=[
            (labels[kind], visible(text))
            for name, labels in _LABELS.items()
            if kind in labels and (text := getattr(submission, name))
        ],
    )
