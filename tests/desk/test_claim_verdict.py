"""The verdict's editor: saving, two people at once, preview, and sending to review what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import verdict
from claims.actions.claim import edit_claim
from claims.models import Claim, Event, User, Verdict
from claims.vocabulary import State
from tests.cast import complete, fresh, rating

TEXT = {
    "summary": "It was less.",
    "explanation": "The **ledger** says 38.2 million.\r\n\r\nNot 40.",
    "not_found": "Who signed it.",
}


def save(desk: Client, claim: Claim, version: int, **sent: object) -> object:
    sent = {"version": version, "rating": rating("False").pk, **TEXT, **sent}
    return desk.post(f"/desk/claims/{claim.pk}/verdict/", sent, follow=True)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


@pytest.fixture
def desk(sign_in: Callable[[User], Client], mara: User, claim: Claim) -> Client:
    return sign_in(mara)


def test_a_draft_is_saved_and_saved_again(desk: Client, claim: Claim) -> None:
    response = save(desk, claim, 0)
    assert "The draft is saved." in words(response)
    assert response.redirect_chain == [(f"/desk/claims/{claim.pk}/#verdict", 302)]  # type: ignore[attr-defined]
    draft = Verdict.objects.get(claim=claim)
    assert (draft.rating, draft.summary, draft.not_found) == (rating("False"), TEXT["summary"], TEXT["not_found"])
    assert draft.explanation == "The **ledger** says 38.2 million.\n\nNot 40."
    save(desk, claim, 1, rating="", summary="")
    draft.refresh_from_db()
    assert (draft.rating, draft.summary, draft.version) == (None, "", 2)


def test_the_same_text_twice_is_saved_once(desk: Client, claim: Claim) -> None:
    save(desk, claim, 0)
    assert "The draft is saved." in words(save(desk, claim, 0))
    assert Verdict.objects.get(claim=claim).version == 1


def test_two_people_at_once_see_both_texts_and_mine_stays_in_the_form(desk: Client, claim: Claim, ed: User) -> None:
    complete(ed, claim)
    response = save(desk, claim, 0)
    assert response.status_code == 409  # type: ignore[attr-defined]
    page = words(response)
    assert "Ed Brandt changed this in the meantime." in page
    # Theirs to read, mine to go on with.
    theirs, mine = page.split('id="verdict-form"')
    assert "The ledger shows a lower sum." in theirs
    assert "Mostly False" in theirs
    assert "It was less.</textarea>" in mine
    assert f'name="rating" value="{rating("False").pk}" checked' in mine
    assert 'name="version" value="1"' in mine
    assert Verdict.objects.get(claim=claim).summary == "The ledger shows a lower sum."
    # Saving from that page is a decision, and it holds.
    save(desk, claim, 1)
    assert Verdict.objects.get(claim=claim).summary == "It was less."


def test_what_is_too_long_is_said_beside_the_field_and_kept(desk: Client, claim: Claim) -> None:
    long = "word " * 150
    response = save(desk, claim, 0, summary=long)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert "at most 600 characters" in words(response)
    assert long.strip() in words(response)
    assert not Verdict.objects.filter(claim=claim).exists()


def test_line_breaks_count_once(desk: Client, claim: Claim) -> None:
    text = ("a" * 59 + "\r\n") * 9 + "b" * 60
    assert "The draft is saved." in words(save(desk, claim, 0, summary=text))


@pytest.mark.parametrize("bad", ["abc", "999999", "-1"])
def test_an_unknown_rating_is_said(desk: Client, claim: Claim, bad: str) -> None:
    response = save(desk, claim, 0, rating=bad)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert "Select a valid choice." in words(response)


def test_text_that_comes_too_late_is_refused_and_shown_to_copy(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    response = save(desk, claim, 1, summary="A late thought.")
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "is in the state “In review”" in words(response)
    assert "A late thought.</textarea>" in words(response)
    assert Verdict.objects.get(claim=claim).summary == "The ledger shows a lower sum."


def test_others_may_not_write(sign_in: Callable[[User], Client], claim: Claim, vic: User, cem: User) -> None:
    for person in (vic, cem):
        response = save(sign_in(person), claim, 0)
        assert response.status_code == 403  # type: ignore[attr-defined]
        assert "may do this." in words(response)
    assert not Verdict.objects.filter(claim=claim).exists()


def submit(desk: Client, claim: Claim, version: int, **sent: object) -> object:
    sent = {"version": version, "claim_version": claim.version, "rating": rating("False").pk, **TEXT, **sent}
    return desk.post(f"/desk/claims/{claim.pk}/do/submit/", sent, follow=True)


def test_sending_to_review_sends_what_is_on_the_screen(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    response = submit(desk, claim, 1, summary="Typed and never saved.")
    assert "The verdict is sent to review." in words(response)
    assert claim.revisions.get().summary == "Typed and never saved."
    events = Event.objects.filter(claim=claim).count()
    again = submit(desk, claim, 1, summary="Typed and never saved.")
    assert "The verdict is sent to review." in words(again)
    assert Event.objects.filter(claim=claim).count() == events
    assert claim.revisions.count() == 1


def test_what_is_not_complete_is_saved_and_not_sent(desk: Client, claim: Claim) -> None:
    response = submit(desk, claim, 0)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert '<li><a href="#evidence">at least one piece of evidence</a></li>' in words(response)
    assert Verdict.objects.get(claim=claim).summary == "It was less."
    assert fresh(claim).state == State.CHECKING


def test_a_conflict_on_the_way_to_review_sends_nothing(desk: Client, claim: Claim, ed: User, mara: User) -> None:
    complete(ed, claim)
    response = submit(desk, claim, 0)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "Ed Brandt changed this in the meantime." in words(response)
    assert "It was less.</textarea>" in words(response)
    assert fresh(claim).state == State.CHECKING


MARKDOWN = "**strong** <script>alert(1)</script> [x](javascript:alert(1)) [log](https://a.example/log)"


def test_the_preview_is_clean_and_keeps_what_is_typed(desk: Client, claim: Claim) -> None:
    sent = {"version": 0, "rating": "", "summary": "Unsaved.", "explanation": MARKDOWN, "not_found": ""}
    page = words(desk.post(f"/desk/claims/{claim.pk}/verdict/preview/", sent))
    assert "<strong>strong</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "Unsaved.</textarea>" in page
    assert not Verdict.objects.filter(claim=claim).exists()


def test_htmx_gets_the_preview_alone(desk: Client, claim: Claim) -> None:
    response = desk.post(
        f"/desk/claims/{claim.pk}/verdict/preview/", {"explanation": MARKDOWN}, headers={"HX-Request": "true"}
    )
    assert words(response).lstrip().startswith('<div id="preview"')
    assert 'href="https://a.example/log"' in words(response)


def test_saving_the_same_again_is_no_second_event(desk: Client, claim: Claim, ed: User) -> None:
    save(desk, claim, 0)
    events = claim.events.count()
    save(desk, claim, 1)
    assert claim.events.count() == events


def with_wording(claim: Claim, wording: str, speaker: str = "Port of Harrowmouth") -> dict[str, object]:
    """What keep.js sends along when the claim's own form was typed into."""
    return {"edit_claim_version": claim.version, "wording": wording, "speaker_name": speaker}


def test_the_typed_wording_is_saved_with_the_draft(desk: Client, claim: Claim) -> None:
    sent = with_wording(claim, "The crane cost 40 million.")
    page = words(save(desk, claim, 0, **sent))
    assert "The draft is saved." in page
    assert f'data-saved="edit_claim-{claim.pk} verdict-{claim.pk}"' in page
    now = fresh(claim)
    assert (now.wording, now.speaker.name) == ("The crane cost 40 million.", "Port of Harrowmouth")  # type: ignore[union-attr]
    assert now.verdict.summary == "It was less."
    events = Event.objects.filter(claim=claim).count()
    assert "The draft is saved." in words(save(desk, claim, 0, **sent))  # A second click.
    assert Event.objects.filter(claim=claim).count() == events


def test_the_typed_wording_is_what_is_sent_to_review(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    sent = with_wording(claim, "The crane cost 40 million.", speaker="")
    assert "The verdict is sent to review." in words(submit(desk, claim, 1, **sent))
    assert claim.revisions.get().wording == "The crane cost 40 million."
    page = words(submit(desk, claim, 1, **sent))
    assert "The verdict is sent to review." in page
    assert f"edit_claim-{claim.pk}" in page
    assert claim.revisions.count() == 1


@pytest.mark.parametrize("button", [save, submit])
def test_a_wording_in_conflict_stops_the_whole_form_and_loses_nothing(
    desk: Client, claim: Claim, ed: User, button: Callable[..., object]
) -> None:
    edit_claim(actor=ed, claim_id=claim.pk, version=claim.version, wording="By Ed.", speaker_name="")
    response = button(desk, claim, 0, **with_wording(claim, "By Mara."))
    assert response.status_code == 409  # type: ignore[attr-defined]
    page = words(response)
    assert "Ed Brandt changed this in the meantime." in page
    assert "By Mara.</textarea>" in page
    assert "It was less.</textarea>" in page
    assert fresh(claim).wording == "By Ed."
    assert not Verdict.objects.filter(claim=claim).exists()
    assert fresh(claim).state == State.CHECKING


def test_a_wording_that_is_too_long_comes_back_beside_the_verdict(desk: Client, claim: Claim) -> None:
    long = "word " * 500
    response = save(desk, claim, 0, **with_wording(claim, long))
    assert response.status_code == 400  # type: ignore[attr-defined]
    page = words(response)
    assert "at most 2000 characters" in page
    assert long.strip() in page
    assert "It was less.</textarea>" in page
    assert not Verdict.objects.filter(claim=claim).exists()


def test_a_limit_does_not_cut_what_is_pasted(desk: Client, claim: Claim) -> None:
    page = words(desk.get(f"/desk/claims/{claim.pk}/"))
    texts = re.findall(r"<textarea[^>]*>", page)
    assert len(texts) >= 6
    assert not [text for text in texts if "maxlength" in text]
    assert 'data-limit="600"' in page


def test_what_was_saved_is_said_where_it_stands(desk: Client, claim: Claim) -> None:
    page = words(save(desk, claim, 0))
    assert page.index('id="verdict"') < page.index("The draft is saved.") < page.index('id="verdict-form"')
    assert page.count("The draft is saved.") == 1


def test_without_javascript_the_page_says_that_the_wording_is_a_form_of_its_own(desk: Client, claim: Claim) -> None:
    page = words(desk.get(f"/desk/claims/{claim.pk}/"))
    said = "Save the claim first if you changed its wording or speaker: those are a form of their own."
    # At both buttons that send the verdict alone.
    assert page.count(f'<noscript><p class="help">{said}</p></noscript>') == 2


def test_a_refused_verdict_leads_to_what_is_missing(desk: Client, claim: Claim) -> None:
    sent = {"version": 0, "claim_version": claim.version, "rating": "", "summary": "It took longer.", "explanation": ""}
    page = words(desk.post(f"/desk/claims/{claim.pk}/do/submit/", sent | {"not_found": ""}))
    problem = page[page.index('class="message message-error problem"') : page.index('class="claim-two"')]
    assert re.findall(r'<li><a href="#([^"]+)">', problem) == [
        "id_verdict_rating",
        "id_verdict_explanation",
        "evidence",
    ]
    for place in ("id_verdict_rating", "id_verdict_explanation", "evidence"):
        assert page.count(f'id="{place}"') == 1
    # The claim and where it stands come before whatever has to be said.
    assert page.index("<h1") < page.index('class="facts"') < page.index('class="message message-error problem"')
