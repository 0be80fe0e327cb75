"""What readers have sent to the sample newsroom: two claims and a challenge, one of them taken up."""

from claims.actions.submission import attach, send_in
from claims.models import Claim, User
from claims.vocabulary import SubmissionKind

_ASKED = {
    "text": "Crew shortages made the ferry cancel 212 crossings in the first half of this year.",
    "seen": "Radio Estmere, the morning programme, about the ferry",
    "why": "My crossing was cancelled three times, and the company said it was the weather.",
    "name": "Ines Thorn",
    "email": "ines.thorn@mail.example",
}
_NEW = {
    "text": "The new street lamps in Harrowmouth use more electricity than the old ones they replaced.",
    "seen": "https://lanternstreet.example/letters/lamps, and said at the last council meeting",
    "why": "The council wants to replace the lamps of the whole town next year.",
}
_CHALLENGE = {
    "text": "You count the first half of 2025 without the weeks in which the ferry was in the yard. With them the "
    "rise is smaller.",
    "links": "https://statistics.example/ferries/2025 (table 4, the note below it)",
    "email": "b.marlow@mail.example",
}


def load_readers(editor: User) -> None:
    """Send them in, as readers would; `editor` has taken up the one whose claim is here already."""
    asked, _is_new = send_in(kind=SubmissionKind.CLAIM, **_ASKED)
    here = Claim.objects.filter(quote__startswith="212 crossings were cancelled").first()
    if here is not None:
        attach(actor=editor, submission_id=asked.pk, version=asked.version, claim_id=here.pk)
    send_in(kind=SubmissionKind.CLAIM, **_NEW)
    challenged = Claim.objects.filter(is_public=True).order_by("pk").first()
    if challenged is not None:
        send_in(kind=SubmissionKind.CHALLENGE, claim=challenged, **_CHALLENGE)
