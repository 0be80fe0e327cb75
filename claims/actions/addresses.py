"""The addresses of the readers' site: given once, kept for ever, never given to anything else."""

from __future__ import annotations

import re

from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.errors import Invalid
from claims.actions.jobs import enqueue_job
from claims.actions.settings import lock_settings
from claims.models import Address, Claim, User
from claims.vocabulary import Action, AddressKind, JobKind

LONGEST = 70


def give_addresses(claim: Claim) -> None:
    """Give the claim, its article, speaker and topics each the address they have not got yet: it is being published.

    Not earlier: what nobody has published leaves no trace, not even the number after the name of its namesake.
    """
    lock_settings()  # One at a time, so that two cannot choose the same.
    if not claim.slug:
        claim.slug = _given(AddressKind.CHECK, claim.pk, claim.text)
    article = claim.article
    if not article.slug:
        article.slug = _given(AddressKind.ARTICLE, article.pk, article.title)
        article.save(update_fields=["slug"])
    topics = list(claim.topics.filter(slug=None))
    for owner, kind in [*((topic, AddressKind.TOPIC) for topic in topics), (claim.speaker, AddressKind.SPEAKER)]:
        if owner is not None and not owner.slug:
            owner.slug = _given(kind, owner.pk, owner.name)
            owner.save(update_fields=["slug"])


def change_address(*, actor: User, claim_id: int, version: int, slug: str) -> Claim:
    """Give a published check another address. The old one leads to it, and stays the check's for ever.

    Raises Invalid for a slug that any check has, or has had: this one's, too.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.CHANGE_ADDRESS, version=version) as change:
        lock_settings()
        slug = slug.strip()
        if not slug or slug != slug_of(slug):
            raise Invalid(slug=_("Use lower-case letters a to z and digits, joined by hyphens: new-crane-of-the-port."))
        if slug == change.claim.slug:
            raise Invalid(slug=_("This is its address now."))
        if Address.objects.filter(kind=AddressKind.CHECK, slug=slug).exists():
            raise Invalid(slug=_("A check has or had this address, and an address is never given again."))
        Address.objects.create(kind=AddressKind.CHECK, slug=slug, owner=change.claim.pk)
        change.data |= {"before": {"url": change.claim.slug}, "after": {"url": slug}}
        change.claim.slug = slug
        enqueue_job(kind=JobKind.PUBLISH_CLAIM, claim=change.claim, actor=actor)
    return change.claim


def _given(kind: AddressKind, owner: int, text: str) -> str:
    """A slug from the words of `text` that nothing of its kind has ever had, now the owner's."""
    base = slug_of(text) or _without_words(kind, owner)
    taken = set(Address.objects.filter(kind=kind, slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    Address.objects.create(kind=kind, slug=slug, owner=owner)
    return slug


def _without_words(kind: AddressKind, owner: int) -> str:
    """For what is written in letters that slugs do not know. Never the owner's own number: the gaps between those that
    are published would tell how many are not."""
    mark = salted_hmac("claims.address", f"{kind} {owner}", algorithm="sha256").hexdigest()[:8]
    return f"{_FALLBACKS[kind]}-{mark}"


def slug_of(text: str) -> str:
    """The words of `text` as an address writes them, cut between words; "" where no letter of it can be written so."""
    words = re.sub(r"[-_]+", "-", slugify(text)).strip("-")
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition("-")[0] or words[:LONGEST]
    return words


_FALLBACKS = {
    AddressKind.CHECK: "claim",
    AddressKind.TOPIC: "topic",
    AddressKind.SPEAKER: "speaker",
    AddressKind.ARTICLE: "article",
}
