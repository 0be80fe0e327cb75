"""Which numbers checks and corrections have in the lists of the readers' site. Called by the site's one writer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from claims.actions.jobs import enqueue_job
from claims.models import Claim, Placement, PublicList, PublicRevision, Speaker, Tally, User
from claims.publishing import content, lists
from claims.publishing.alphabet import initials
from claims.vocabulary import ChangeClass, JobKind

# Which kinds of change a reader finds in the list of corrections.
_CORRECTIONS = (ChangeClass.CORRECTION, ChangeClass.RATING_CHANGED, ChangeClass.WITHDRAWN)


def place(newest: PublicRevision) -> dict[str, list[int]]:
    """Put the check and its corrections where its newest content wants them, and count it there.

    Returns its numbers in every list in which it stands or has stood: all whose pages may have changed. Where it
    left, it keeps its number and is not shown.
    """
    wanted = lists.keys_of(content.Check.from_json(newest.content))
    places = {one.listing: one for one in Placement.objects.filter(claim=newest.claim_id, correction=None)}
    for key in (lists.CHECKS, *wanted):
        if key not in places:
            places[key] = _placed(key, newest.claim, None)
    for key, one in places.items():
        _count(one, newest.revision.rating_id if key in wanted else None)
    corrections = newest.claim.public_revisions.filter(change__in=_CORRECTIONS).order_by("number")
    corrected = [_placed(lists.CORRECTIONS, newest.claim, one).number for one in corrections]
    return {key: [one.number] for key, one in places.items()} | ({lists.CORRECTIONS: corrected} if corrected else {})


def is_placed(newest: PublicRevision, places: Sequence[Placement]) -> bool:
    """Whether `places`, those of a check without corrections, are already what place() would make of them."""
    wanted = lists.keys_of(content.Check.from_json(newest.content))
    rating = newest.revision.rating_id
    found = {(one.listing, one.rating_id) for one in places if one.is_shown}
    # One that stands nowhere is left to place(): it keeps a number, too.
    return bool(wanted) and found == {(key, rating) for key in wanted}


def _placed(key: str, claim: Claim, correction: PublicRevision | None) -> Placement:
    """The place in that list; at its end, where there was none yet."""
    one = Placement.objects.filter(listing=key, claim=claim, correction=correction).first()
    if one is None:
        row_of(key)
        one = Placement.objects.create(
            listing=key, claim=claim, correction=correction, number=Placement.objects.total(key) + 1
        )
    return one


def _count(one: Placement, rating_id: int | None) -> None:
    """Show the check in that list and count it under its rating; None takes it off."""
    is_shown = rating_id is not None
    if (one.rating_id, one.is_shown) == (rating_id, is_shown):
        return
    for rating, step in ((one.rating_id, -1), (rating_id, 1)):
        if rating is not None:
            found = row_of(one.listing)
            Tally.objects.get_or_create(public_list=found, rating_id=rating)
            Tally.objects.filter(public_list=found, rating=rating).update(checks=F("checks") + step)
            PublicList.objects.filter(pk=found.pk).update(checks=F("checks") + step)
    one.rating_id, one.is_shown = rating_id, is_shown
    one.save(update_fields=["rating", "is_shown"])


def row_of(key: str) -> PublicList:
    """The row of that list, made where it is new."""
    found = PublicList.objects.filter(key=key).first()
    if found is None:
        found = PublicList.objects.create(key=key, kind=key.partition("/")[0], initials=initials_of(key))
    return found


def initials_of(key: str) -> str:
    """The first letters of the speaker's name; "" for other lists."""
    kind, _slash, slug = key.partition("/")
    return initials(Speaker.objects.get(slug=slug).name) if kind == "speaker" else ""


def say_anew(actor: User, kind: str, slug: str | None) -> None:
    """What is said of a topic or a speaker has changed: have its pages written anew, where it has any."""
    if slug and PublicList.objects.filter(key=f"{kind}/{slug}").update(is_stale=True):
        enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
