"""What readers are shown, put together from the database for the pure renderers of publishing/."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Subquery

from claims.models import (
    Address,
    Capture,
    Claim,
    Newsroom,
    Placement,
    PolicyPage,
    PublicRevision,
    Rating,
    Review,
    Revision,
    User,
)
from claims.publishing import content, moved
from claims.publishing.labels import POLICIES
from claims.queries.claim import passage_of
from claims.vocabulary import AddressKind, CaptureState, ChangeClass, Decision, Question, ReplyStatus

# How much of the article's own text is shown on each side of the quoted words, in characters.
CONTEXT = 300


def check_of(claim: Claim, revision: Revision, history: list[PublicRevision], newsroom: Newsroom) -> content.Check:
    """The public content of `claim` as `revision` has it. `history` holds every public revision up to this one."""
    approvals = list(
        Review.objects.filter(revision=revision, decision=Decision.APPROVED).select_related("reviewer").order_by("id")
    )
    writers = User.objects.in_bulk(revision.author_ids)
    article = claim.article
    return content.Check(
        slug=claim.slug or "",
        newsroom=newsroom_of(newsroom),
        claim=_as_said(claim, revision),
        article=content.Article(
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            author=article.author,
            published_on=article.published_on,
            language=article.language,
            slug=article.slug or "",
        ),
        rating=rating_of(revision.rating),
        scale=content.Scale(
            name=revision.rating.scale.name,
            ratings=tuple(rating_of(rating) for rating in revision.rating.scale.ratings.order_by("position")),
        ),
        summary=revision.summary,
        explanation=revision.explanation,
        revisions=public_history(history),
        speaker=content.Speaker(
            name=claim.speaker.name,
            description=claim.speaker.description,
            as_printed=claim.speaker_as_printed,
            kind=claim.speaker.kind,
            url=claim.speaker.url,
            slug=claim.speaker.slug or "",
        )
        if claim.speaker
        else None,
        attribution=tuple(
            content.Attribution(speaker=link["speaker"], cue=link.get("cue") or "")
            for link in reversed([] if claim.is_own_voice else claim.attribution)
            if link.get("speaker")
        ),
        evidence=_evidence(revision),
        not_found=revision.not_found,
        authors=tuple(writers[pk].display_name for pk in revision.author_ids if pk in writers),
        approvers=tuple(review.reviewer.display_name for review in approvals),
        override_reason=next((review.override_reason for review in approvals if review.override_reason), ""),
        said=revision.said,
        said_note=revision.said_note,
        replies=tuple(reply_of(frozen) for frozen in revision.replies),
        why_not_asked="" if revision.replies else revision.why_not_asked,
        checked_at=approvals[-1].created_at if approvals else None,
        media=content.Media(**revision.media) if revision.media else None,
        topics=tuple(
            content.Topic(name=topic.name, slug=topic.slug) for topic in claim.topics.exclude(slug=None) if topic.slug
        ),
    )


def reply_of(frozen: dict[str, Any]) -> content.Reply:
    """What readers are told of an entry of the right-of-reply log: of an answer, only what may be quoted."""
    days = {name: datetime.date.fromisoformat(frozen[name]) if frozen[name] else None for name in _DAYS}
    return content.Reply(
        person=frozen["person"],
        office=frozen["office"],
        way=frozen["way"],
        status=frozen["status"],
        quote=frozen["quotable"] if frozen["status"] == ReplyStatus.ANSWERED else "",
        **days,  # type: ignore[arg-type]
    )


_DAYS = ("asked_on", "due_on", "answered_on")


def public_history(history: list[PublicRevision]) -> tuple[content.PublicRevision, ...]:
    """The public revisions as the page lists them, oldest first."""
    return tuple(
        content.PublicRevision(
            number=public.number, change=public.change, published_at=public.published_at, reason=public.reason
        )
        for public in history
    )


def newsroom_of(newsroom: Newsroom) -> content.Newsroom:
    return content.Newsroom(
        name=newsroom.name,
        url=settings.SITE_URL,
        tagline=newsroom.tagline,
        language=newsroom.language,
        contact_email=newsroom.contact_email,
        names=newsroom.names_shown,
        data_licence=newsroom.data_licence,
        logo_text=newsroom.logo_text,
        postal_address=newsroom.postal_address,
        pages=policies_of(newsroom),
    )


def policies_of(newsroom: Newsroom) -> tuple[content.PolicyLink, ...]:
    """The newsroom's own pages that have something to show; the one about its ratings always has."""
    written = set(PolicyPage.objects.exclude(body="").values_list("kind", flat=True)) | {"ratings"}
    if newsroom.contact_email or newsroom.postal_address:
        written.add("contact")
    if User.objects.filter(is_active=True, is_on_team_page=True).exists():
        written.add("team")
    return tuple(content.PolicyLink(kind) for kind in POLICIES if kind in written)


def latest_of(claims: Collection[int]) -> dict[int, PublicRevision]:
    """The newest public revision of each of these claims, by the claim's id."""
    rows = PublicRevision.objects.filter(claim__in=claims).order_by("claim_id", "-number").distinct("claim_id")
    rows = rows.select_related("claim__article", "revision")
    return {public.claim_id: public for public in rows}


def versions_of(claims: Collection[int]) -> dict[int, list[PublicRevision]]:
    """All public revisions, oldest first, of those of the claims that have more than one, by the claim's id."""
    found: dict[int, list[PublicRevision]] = {}
    rows = PublicRevision.objects.filter(claim__in=claims).order_by("claim_id", "number")
    for public in rows.select_related("claim__article"):
        found.setdefault(public.claim_id, []).append(public)
    return {pk: versions for pk, versions in found.items() if len(versions) > 1}


def placed(listing: str, low: int, high: int) -> list[PublicRevision]:
    """What the list shows at these numbers, the highest first: corrections, or the checks as readers see them now.

    A check that was withdrawn keeps its number and is not shown.
    """
    rows = Placement.objects.filter(listing=listing, number__range=(low, high), is_shown=True)
    places = list(rows.order_by("-number").select_related("correction__claim__article"))
    _close([place.correction for place in places if place.correction is not None])
    latest = latest_of([place.claim_id for place in places if place.correction is None])
    standing = {pk: public for pk, public in latest.items() if public.change != ChangeClass.WITHDRAWN}
    found = (place.correction or standing.get(place.claim_id) for place in places)
    return [public for public in found if public is not None]


def _close(corrections: Collection[PublicRevision]) -> None:
    """Let those of versions that a withdrawal closed name the claim as its page has it now, not as they worded it."""
    claims = {public.claim_id for public in corrections}
    withdrawn = PublicRevision.objects.filter(claim__in=claims, change=ChangeClass.WITHDRAWN).order_by("number")
    closed = dict(withdrawn.values_list("claim_id", "number")) if claims else {}
    latest = latest_of(closed) if closed else {}
    for public in corrections:
        if public.number < closed.get(public.claim_id, 0):
            public.content = {**public.content, "claim": latest[public.claim_id].content["claim"]}


def places_of(claims: Collection[int]) -> dict[int, list[Placement]]:
    """Where each of these checks stands in lists of checks, by the claim's id."""
    found: dict[int, list[Placement]] = {}
    for place in Placement.objects.filter(claim__in=claims, correction=None):
        found.setdefault(place.claim_id, []).append(place)
    return found


def shown(public: PublicRevision, newsroom: content.Newsroom) -> content.Check:
    """The frozen content under the check's address of today, and the newsroom's name and address of today.

    Content from before articles had pages lacks the article's address; it was given once, so it can be filled in.
    """
    check, claim = content.Check.from_json(public.content), public.claim
    article = check.article
    if not article.slug:
        article = dataclasses.replace(article, slug=claim.article.slug or "")
    return dataclasses.replace(check, newsroom=newsroom, slug=claim.slug or check.slug, article=article)


def left_addresses(claim: Claim) -> list[str]:
    """The slugs that the check had before, oldest first."""
    given = Address.objects.filter(kind=AddressKind.CHECK, owner=claim.pk).exclude(slug=claim.slug)
    return list(given.order_by("id").values_list("slug", flat=True))


def left_in_chunk(chunk: int) -> list[tuple[str, str]]:
    """All slugs that the checks of that map had before (publishing/moved.py), each with the slug of today."""
    today = Claim.objects.filter(pk=OuterRef("owner")).values("slug")
    given = Address.objects.filter(kind=AddressKind.CHECK, owner__range=moved.ids_of(chunk))
    left = given.annotate(today=Subquery(today)).exclude(slug=F("today"))
    return list(left.order_by("slug").values_list("slug", "today"))


def unplaced(listing: str, limit: int) -> list[PublicRevision]:
    """First publishings that have no place in the list yet, oldest first."""
    placed = Placement.objects.filter(listing=listing, claim=OuterRef("claim"))
    rows = PublicRevision.objects.filter(~Exists(placed), number=1)
    return list(rows.order_by("published_at", "id")[:limit])


def _as_said(claim: Claim, revision: Revision) -> content.ClaimAsSaid:
    passage = passage_of(claim, around=CONTEXT)
    return content.ClaimAsSaid(
        quote=claim.quote,
        wording=revision.wording,
        before=passage.before,
        after=passage.after,
        is_quote=claim.is_quote,
    )


def rating_of(rating: Rating) -> content.Rating:
    return content.Rating(
        slug=rating.slug,
        label=rating.label,
        meaning=rating.meaning,
        kind=rating.kind,
        value=rating.value,
        tone=rating.tone,
    )


def _evidence(revision: Revision) -> tuple[content.Evidence, ...]:
    ids = [piece["source"]["id"] for piece in revision.evidence]
    captures = {
        capture.source_id: capture
        for capture in Capture.objects.filter(source__in=ids).exclude(state=CaptureState.MISSING).order_by("id")
    }
    return tuple(_piece(piece, captures.get(piece["source"]["id"])) for piece in revision.evidence)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _piece(piece: dict, capture: Capture | None) -> content.Evidence:  # type: ignore[type-arg]
    source = piece["source"]
    return content.Evidence(
        question=piece.get("question", Question.TRUE),
        stance=piece["stance"],
        title=source["title"],
        url=source["url"],
        publisher=source["publisher"],
        passage=piece["passage"],
        locator=piece["locator"],
        note=piece["note"],
        interest=source["interest"],
        is_primary=piece["is_primary"],
        archive=capture.state if capture else CaptureState.MISSING,
        archived_url=capture.archived_url if capture else "",
        archived_at=capture.captured_at if capture else None,
        # Old revisions lack what was frozen only later.
        sha256=source.get("sha256", ""),
        number=piece.get("number", 0),
        published_on=_day(source.get("published_on")),
        added_on=_day(piece.get("added_on")),
    )
