"""Before something is published: what will be public is shown, and nothing is public before the button is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import publish, review, verdict
from claims.actions.comment import add_comment
from claims.models import Claim, User
from claims.vocabulary import State
from tests.cast import fresh, newest

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ClaimIn = Callable[..., Claim]


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_what_readers_will_see_is_shown_before_the_button(sign_in: SignIn, claim_in: ClaimIn, ed: User) -> None:
    claim, desk = claim_in(State.APPROVED), sign_in(ed)
    page = text(desk.get(f"/desk/claims/{claim.pk}/"))
    assert f'href="/desk/claims/{claim.pk}/do/publish/">Publish…</a>' in page
    assert f'action="/desk/claims/{claim.pk}/do/publish/"' not in page
    page = text(desk.get(f"/desk/claims/{claim.pk}/do/publish/"))
    readers = text(desk.get(f"/desk/claims/{claim.pk}/readers/"))
    assert fresh(claim).slug is None
    desk.post(f"/desk/claims/{claim.pk}/do/publish/", {"version": claim.version, "revision_id": newest(claim)})
    claim = fresh(claim)
    assert claim.state == State.PUBLISHED
    assert f"/checks/{claim.slug}/</code>" in page
    assert all(
        name in page
        for name in ("Mara Lind", "Worth another look", "Everything rests on one source.", "It has no topic:")
    )
    # The page that was shown is the page that is written.
    public = claim.public_revisions.get().content
    assert all(words in readers for words in (public["summary"], public["rating"]["label"], f"/checks/{claim.slug}/"))


def test_it_is_shown_in_a_frame_of_the_desk_alone(sign_in: SignIn, claim_in: ClaimIn, ed: User, vic: User) -> None:
    claim = claim_in(State.APPROVED)
    answer = sign_in(ed).get(f"/desk/claims/{claim.pk}/readers/")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert '<link rel="stylesheet" href="/desk/readers.css">' in text(answer)
    assert "--paper" in text(sign_in(ed).get("/desk/readers.css"))
    assert sign_in(ed).get(f"/desk/claims/{claim_in(State.IN_REVIEW).pk}/readers/").status_code == 404
    assert sign_in(vic).get(f"/desk/claims/{claim.pk}/readers/").status_code == 404


def test_what_is_worth_another_look(sign_in: SignIn, claim_in: ClaimIn, ed: User, mara: User) -> None:
    claim = claim_in(State.APPROVED)
    add_comment(actor=mara, claim_id=claim.pk, body="Is the day right?")
    page = text(sign_in(ed).get(f"/desk/claims/{claim.pk}/do/publish/"))
    assert "1 comment is not settled." in page
    assert "1 source has no archived copy" in page


def test_what_was_typed_for_a_correction_stays_when_it_is_refused(
    sign_in: SignIn, claim_in: ClaimIn, ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="The sum.")
    claim = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version).claim
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim))
    claim, desk = fresh(claim), sign_in(ed)
    address = f"/desk/claims/{claim.pk}/do/publish_correction/"
    page = text(desk.get(address))
    assert f"/checks/{claim.slug}/</code>" in page
    assert "(what you say has changed)" in text(desk.get(f"/desk/claims/{claim.pk}/readers/"))
    sent = {"version": claim.version, "revision_id": newest(claim), "change_class": "rating_changed", "reason": "A sum"}
    answer = desk.post(address, sent)
    assert answer.status_code == 400
    assert "The rating is the same as before: choose another kind of change." in text(answer)
    assert ">\nA sum</textarea>" in text(answer)
    assert "data-typed" in text(answer)


def test_what_would_be_refused_has_no_button(
    sign_in: SignIn, claim_in: ClaimIn, ed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claim_in(State.APPROVED)
    monkeypatch.setattr("claims.publishing.claimreview.problems", lambda _data: ["The author has no name."])
    page = text(sign_in(ed).get(f"/desk/claims/{claim.pk}/do/publish/"))
    assert "The author has no name." in page
    assert "<iframe" not in page
    assert "button-primary" not in page
