"""What is found of a picture is stored with the verdict, frozen with its revision, and shown to readers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from claims.actions.errors import Invalid
from claims.actions.publish import publish_claim
from claims.actions.review import approve_revision
from claims.actions.verdict import save_verdict, submit_verdict
from claims.models import Claim, User, Verdict
from claims.publishing import content, linter
from claims.publishing.pages import render_verdict_page
from claims.vocabulary import MediaCategory, State
from tests.cast import complete, fresh, rating
from tests.publishing.samples import HARBOUR

MEDIA = {
    "kind": "image",
    "category": "DecontextualizedContent",
    "interpreted_as": "The picture shows the crane that failed in Harrowmouth.",
    "context": "It was taken in Rotterdam in 2019, at another terminal.",
    "creator": "Pia </script> Holm",
    "url": "https://social.example/post/1",
    "archived_url": "https://archive.example/1",
    "original_url": "https://photos.example/rotterdam",
}


def save(actor: User, claim: Claim, **given: Any) -> Verdict:
    draft = Verdict.objects.filter(claim=claim).first()
    return save_verdict(
        actor=actor,
        claim_id=claim.pk,
        version=draft.version if draft else 0,
        rating=rating("Miscaptioned"),
        summary="It shows another crane.",
        explanation="e",
        **given,
    )


def test_it_is_frozen_reviewed_published_and_shown(
    claim_in: Callable[..., Claim], mara: User, ed: User, sign_in: Callable[[User], Client]
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    save(mara, claim, media=MEDIA)
    revision = submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert revision.media == MEDIA
    for page in (f"/desk/claims/{claim.pk}/", f"/desk/claims/{claim.pk}/review/"):
        shown = sign_in(ed).get(page).content.decode()
        assert "It is real, and shown as something it is not" in shown
        assert MEDIA["context"] in shown
    approve_revision(actor=ed, claim_id=claim.pk, revision_id=revision.pk)
    public = publish_claim(actor=ed, claim_id=claim.pk, revision_id=revision.pk)
    public.refresh_from_db()
    check = content.Check.from_json(public.content)
    assert check.media == content.Media(**MEDIA)
    page = render_verdict_page(check)
    assert linter.problems(page) == []
    for text in ("Real, but shown as something it is not.", MEDIA["context"], "Pia &lt;/script&gt; Holm"):
        assert text in page
    assert '"mediaAuthenticityCategory": "DecontextualizedContent"' in page
    assert '"@type": "ImageObjectSnapshot", "contentUrl": "https://social.example/post/1"' in page
    assert '"archivedAt": "https://archive.example/1"' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "media_kind"),
        ({"kind": "sculpture"}, "media_kind"),
        ({"category": ""}, "media_category"),
        ({"url": "social.example/1"}, "media_url"),
        ({"original_url": "javascript:alert(1)"}, "media_original_url"),
        ({"context": "x" * 601}, "media_context"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    claim_in: Callable[..., Claim], mara: User, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        save(mara, claim_in(State.CHECKING), media=MEDIA | changes)
    assert list(caught.value.errors) == [field]


def test_a_claim_about_no_media_says_nothing_of_it(claim_in: Callable[..., Claim], mara: User) -> None:
    claim = claim_in(State.CHECKING)
    assert save(mara, claim, media=MEDIA).media == MEDIA
    assert save(mara, claim).media == MEDIA
    assert save(mara, claim, media=dict.fromkeys(MEDIA, " ")).media == {}


@pytest.mark.parametrize("category", MediaCategory.values)
def test_every_category_is_told_in_words(category: str) -> None:
    check = replace(HARBOUR, media=content.Media("video", category))
    assert linter.problems(render_verdict_page(check)) == []
    hidden = re.sub(
        '<section class="made media" aria-labelledby="media">.*?</section>', "", render_verdict_page(check), flags=re.S
    )
    assert any("does not say what was done to the picture" in one for one in linter.problems(hidden))


@pytest.mark.parametrize(("persons", "sites"), [("en", "de"), ("de", "en"), ("ar", "de"), ("en", "ar")])
def test_whoever_publishes_may_speak_another_language_than_the_site(persons: str, sites: str) -> None:
    newsroom = replace(HARBOUR.newsroom, language=sites)
    check = replace(HARBOUR, newsroom=newsroom, media=content.Media("video", MediaCategory.STAGED))
    with translation.override(persons):
        assert linter.problems(render_verdict_page(check)) == []


def test_the_desk_saves_it_and_keeps_what_was_wrong(
    claim_in: Callable[..., Claim], mara: User, sign_in: Callable[[User], Client]
) -> None:
    claim, desk = claim_in(State.CHECKING), sign_in(mara)
    sent = {"version": "0", "rating": "", "summary": "s", "explanation": "e", "not_found": ""}
    version = Verdict.objects.filter(claim=claim).values_list("version", flat=True).first() or 0
    sent |= {"version": str(version)} | {f"media_{name}": text for name, text in MEDIA.items()}
    refused = desk.post(f"/desk/claims/{claim.pk}/verdict/", sent | {"media_category": ""})
    assert refused.status_code == 400
    assert "Choose what was found of it." in refused.content.decode()
    assert MEDIA["context"] in refused.content.decode()
    assert desk.post(f"/desk/claims/{claim.pk}/verdict/", sent).status_code == 302
    assert Verdict.objects.get(claim=claim).media == MEDIA
    page = desk.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert MEDIA["original_url"] in page
