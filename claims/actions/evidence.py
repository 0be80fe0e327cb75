"""Sources, and what they say of a claim."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict, Invalid, require_valid
from claims.models import Claim, Evidence, Source, User
from claims.publishing.text import http_url, plain
from claims.vocabulary import Action, Question, Stance

_is_web_address = URLValidator(["http", "https"])


def add_evidence(
    *,
    actor: User,
    claim_id: int,
    title: str,
    stance: str,
    url: str = "",
    publisher: str = "",
    interest: str = "",
    passage: str = "",
    locator: str = "",
    note: str = "",
    is_primary: bool = False,
    question: str = Question.TRUE,
    newest: int | None = None,
) -> Evidence:
    """Add what a source says. A source with the same address is used again, its gaps filled in.

    `newest` is the id of the newest evidence of the claim that the person saw, 0 for none. The very same by the same
    person since then is a second click: that evidence is returned, and nothing is written. Raises Invalid, Refused or
    Claim.DoesNotExist.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        said = _content(question=question, stance=stance, passage=passage, locator=locator, note=note)
        said |= {"added_by": actor, "is_primary": is_primary}
        if newest is not None and (same := _same_evidence(change.claim, newest, said, title=title, url=url)):
            change.is_empty = True
            return same
        source = _source(actor, title=title, url=url, publisher=publisher, interest=interest)
        evidence = Evidence.objects.create(claim=change.claim, source=source, **said)
        change.data |= {"did": "add", "evidence": evidence.pk, "source": source.title, "stance": evidence.stance}
    return evidence


def edit_evidence(
    *,
    actor: User,
    evidence_id: int,
    version: int,
    stance: str,
    passage: str = "",
    locator: str = "",
    note: str = "",
    is_primary: bool = False,
    question: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    interest: str | None = None,
) -> Evidence:
    """Change what a source says of the claim, and where given what is recorded of the source itself.

    A source is one row for all claims that use it. Its address stays: another address is another source. Raises
    Conflict when somebody else changed the evidence first.
    """
    claim_id = Evidence.objects.values_list("claim_id", flat=True).get(pk=evidence_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        evidence = _locked(change.claim, evidence_id, version)
        question = evidence.question if question is None else question
        content = _content(question=question, stance=stance, passage=passage, locator=locator, note=note)
        content["is_primary"] = is_primary
        before = frozen(evidence)
        for name, value in content.items():
            setattr(evidence, name, value)
        _edit_source(evidence.source_id, title=title, publisher=publisher, interest=interest)
        evidence.source.refresh_from_db()
        change.is_empty = frozen(evidence) == before
        change.data |= {"did": "edit", "evidence": evidence.pk, "source": evidence.source.title, "before": before}
        if not change.is_empty:
            evidence.version += 1
            evidence.save()
    return evidence


def remove_evidence(*, actor: User, evidence_id: int, version: int) -> None:
    """Take evidence off a claim. The event keeps its words; sent revisions keep theirs."""
    claim_id = Evidence.objects.values_list("claim_id", flat=True).get(pk=evidence_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.EDIT_EVIDENCE, version=None) as change:
        evidence = _locked(change.claim, evidence_id, version)
        change.data |= {"did": "remove", "evidence": evidence.pk, "was": frozen(evidence)}
        evidence.delete()


def frozen(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as plain data, the form in which a revision keeps it."""
    source = evidence.source
    return {
        "question": evidence.question,
        "stance": evidence.stance,
        "passage": evidence.passage,
        "locator": evidence.locator,
        "note": evidence.note,
        "is_primary": evidence.is_primary,
        "source": {
            "id": source.pk,
            "title": source.title,
            "url": source.url,
            "publisher": source.publisher,
            "interest": source.interest,
        },
    }


def _locked(claim: Claim, evidence_id: int, version: int) -> Evidence:
    evidence = (
        Evidence.objects.select_for_update(of=("self",)).select_related("source").get(pk=evidence_id, claim=claim)
    )
    if evidence.version != version:
        raise Conflict(evidence, claim.events.select_related("actor").newest())
    return evidence


def _same_evidence(claim: Claim, newest: int, said: dict[str, Any], *, title: str, url: str) -> Evidence | None:
    url, title = url.strip(), title.strip()
    # With an address the source is the one that has it, whatever it is called.
    source = {"source__url": url} if url else {"source__url": "", "source__title": title}
    return claim.evidence.filter(pk__gt=newest, **source, **said).select_related("source").first()


def _source(actor: User, *, title: str, url: str, publisher: str, interest: str) -> Source:
    url = url.strip()
    if url:
        try:
            _is_web_address(url)
        except (ValidationError, ValueError) as error:
            raise Invalid(url=_("Enter a full address that starts with http:// or https://.")) from error
        if not http_url(url):
            raise Invalid(url=_("This address hides where it leads (a user name, a backslash, unseen characters)."))
        # In bytes: the index that keeps an address single has room for no more.
        if len(url.encode()) > 2000:
            raise Invalid(url=_("This address is too long. Shorten it to 2,000 bytes."))
    # Only now: an address that is none (`http://[`) cannot be taken apart.
    title = plain(title) or urlsplit(url).netloc
    title = needed(title, "title", _("Name the source, or give its address."), limit=300)
    details = {
        "title": title,
        "publisher": limited(plain(publisher), "publisher", 200),
        "interest": limited(interest, "interest", 500),
    }
    if not url:
        return Source.objects.create(created_by=actor, **details)
    source, is_new = Source.objects.get_or_create(url=url, defaults={"created_by": actor, **details})
    gaps = [name for name, value in details.items() if value and not getattr(source, name)]
    if gaps and not is_new:
        for name in gaps:
            setattr(source, name, details[name])
        source.save(update_fields=gaps)
    return source


def _edit_source(source_id: int, *, title: str | None, publisher: str | None, interest: str | None) -> None:
    source = Source.objects.select_for_update().get(pk=source_id)
    given = {"title": title, "publisher": publisher, "interest": interest}
    for name, value in given.items():
        if value is not None:
            setattr(source, name, value.strip())
    source.title = needed(source.title, "title", _("Name the source."), limit=300)
    require_valid(source)
    source.save()


def _content(*, question: str, stance: str, passage: str, locator: str, note: str) -> dict[str, Any]:
    if stance not in Stance.values:
        raise Invalid(stance=_("Say whether it supports or contradicts the claim, or gives context."))
    if question not in Question.values:
        raise Invalid(question=_("Say which of the two questions it answers."))
    return {
        "question": question,
        "stance": stance,
        "passage": limited(passage, "passage"),
        "locator": limited(locator, "locator", 200),
        "note": limited(note, "note"),
    }
