"""The claim's page: what it shows to whom."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import claim as claims
from claims.actions import comment, evidence, publish, review, verdict
from claims.models import Claim, Event, Speaker, User
from claims.vocabulary import State
from tests.cast import add_sentence, complete, fresh, newest, rating


def page_of(desk: Client, claim: Claim, status: int = 200) -> str:
    response = desk.get(f"/desk/claims/{claim.pk}/")
    assert response.status_code == status
    return response.content.decode()


def buttons(page: str) -> set[str]:
    """The words of the buttons that can be pressed."""
    found = re.findall(r"<button([^>]*)>([^<]+)<", page)
    return {words.strip() for attributes, words in found if "disabled" not in attributes}


def greyed(page: str) -> set[str]:
    return {words.strip() for words in re.findall(r"<button[^>]* disabled[^>]*>([^<]+)<", page)}


# Who sees which of the workflow's buttons on a claim that mara checks.
SEEN = [
    (State.SUGGESTED, "ed", {"Accept for checking", "Dismiss"}),
    (State.SUGGESTED, "mara", set()),
    (State.TO_CHECK, "mara", {"Take this claim"}),
    (State.TO_CHECK, "ed", {"Assign", "Take this claim", "Dismiss"}),
    (State.ASSIGNED, "mara", {"Start checking", "Hand back"}),
    (State.ASSIGNED, "cem", set()),
    (State.CHECKING, "mara", {"Send to review", "Hand back"}),
    (State.IN_REVIEW, "mara", {"Take back from review"}),
    (State.IN_REVIEW, "ed", {"Approve", "Ask for changes"}),
    (State.CHANGES_REQUESTED, "mara", {"Go on checking", "Hand back"}),
    (State.APPROVED, "ed", {"Ask for changes"}),  # Publishing is a link to what will be public.
    (State.APPROVED, "mara", set()),
    (State.PUBLISHED, "ed", {"Start a correction", "Withdraw"}),
    (State.PUBLISHED, "cem", set()),
    (State.CORRECTED, "ed", {"Start a correction", "Withdraw"}),
    (State.WITHDRAWN, "ed", {"Start a correction"}),
    (State.DISMISSED, "ed", {"Reopen"}),
    (State.CHECKING, "vic", set()),
]


@pytest.mark.parametrize(("state", "who", "expected"), SEEN)
def test_the_buttons_are_those_that_the_workflow_allows_this_person_now(
    request: pytest.FixtureRequest,
    sign_in: Callable[[User], Client],
    claim_in: Callable[..., Claim],
    state: State,
    who: str,
    expected: set[str],
) -> None:
    claim = claim_in(state)
    every = set().union(*(names for _state, _who, names in SEEN)) | {"Send to review"}
    page = page_of(sign_in(request.getfixturevalue(who)), claim)
    assert buttons(page) & every == expected


def test_a_viewer_gets_no_form_for_writing(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], vic: User, mara: User
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    page = page_of(sign_in(vic), claim)
    forms = re.findall(r'<form method="post" action="([^"]+)"', page)
    assert forms == ["/accounts/logout/"]
    assert "The ledger shows a lower sum." in page


def missing(page: str) -> list[str]:
    """What the page lists as needed for a review and not there."""
    needed = "".join(re.findall(r"Needed for review</p>\s*<ul>(.*?)</ul>", page, re.S))
    lines = re.findall(r'<li class="need"([^>]*)>.*?<a [^>]*>([^<]+)</a></li>', needed, re.S)
    return [words for marks, words in lines if "data-done" not in marks]


def test_send_to_review_says_what_is_missing_from_the_saved_draft(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User
) -> None:
    claim = claim_in(State.CHECKING)
    desk = sign_in(mara)
    page = page_of(desk, claim)
    # It can be pressed all the same: what is missing may stand typed on the page, which is saved on the way.
    assert "Send to review" in buttons(page)
    assert missing(page) == ["a rating", "a summary", "an explanation", "at least one piece of evidence"]
    complete(mara, claim)
    page = page_of(desk, claim)
    assert "Send to review" in buttons(page)
    assert missing(page) == []
    assert "still needs" not in page


def test_an_editor_who_wrote_a_part_sees_approve_greyed_with_the_four_eyes_reason(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    claim = claim_in(State.IN_REVIEW, checker=ed)
    page = page_of(sign_in(ed), claim)
    assert "Approve" in greyed(page)
    assert "You wrote a part of this verdict. A second person must approve it." in page
    assert "Approve by override" not in page
    assert "Approve" in buttons(page_of(sign_in(edna), claim))


def test_an_admin_who_wrote_it_may_override_with_a_reason(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ada: User
) -> None:
    page = page_of(sign_in(ada), claim_in(State.IN_REVIEW, checker=ada))
    assert "Approve" in greyed(page)
    assert "Approve by override" in buttons(page)


def test_the_checker_is_told_who_approves(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User
) -> None:
    page = page_of(sign_in(mara), claim_in(State.IN_REVIEW))
    assert "Next step: Approve. Only editors and admins may do this." in page


def test_the_claim_stands_in_its_paragraph_and_links_to_its_place(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    Claim.objects.filter(pk=claim.pk).update(
        speaker=Speaker.objects.create(name="Lena Okafor"),
        attribution=[{"speaker": "The union", "cue": "according to"}, {"speaker": "Lena Okafor", "cue": "said"}],
        score=0.71,
        reasons=["names a figure"],
    )
    page = page_of(sign_in(ed), claim)
    assert f"<mark>{claim.quote}</mark>" in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert f'href="/desk/articles/{claim.article_id}/#claim-{claim.pk}"' in page
    told = re.sub(r"<[^>]+>", "", page)
    assert "Lena Okafor (“said”), as told by The union (“according to”), reported by The Harrowmouth Gazette" in told
    assert "names a figure" in page
    assert "0.71" in page


def test_the_public_page_is_linked_while_there_is_one(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    desk = sign_in(ed)
    claim = claim_in(State.PUBLISHED)
    assert f'href="/checks/{claim.slug}/"' in page_of(desk, claim)
    withdrawn = claim_in(State.WITHDRAWN)
    assert f'href="/checks/{withdrawn.slug}/"' not in page_of(desk, withdrawn)


def test_in_review_the_frozen_revision_is_shown_and_not_the_draft(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.IN_REVIEW)
    revision = claim.revisions.get()
    response = sign_in(ed).get(f"/desk/claims/{claim.pk}/")
    page = response.content.decode()
    assert 'id="review"' in page
    assert 'id="verdict"' not in page
    assert f'name="revision_id" value="{revision.pk}"' in page
    assert "Maintenance ledger of the port" in page


def test_what_readers_see_is_marked_while_a_correction_is_under_way(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    desk = sign_in(ed)
    sent = {"version": claim.version, "reason": "A figure was missing."}
    desk.post(f"/desk/claims/{claim.pk}/do/start_correction/", sent)
    claim = fresh(claim)
    page = page_of(desk, claim)
    assert "Cancel the correction" in buttons(page)
    assert "what readers see" in page
    assert f'href="/checks/{claim.slug}/"' in page


def test_earlier_reviews_stay_in_sight(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.CHANGES_REQUESTED)
    claims.start_checking(actor=mara, claim_id=claim.pk, version=claim.version)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim), comment="Well found.")
    page = page_of(sign_in(ed), claim)
    assert "Say where the sum comes from." in page
    assert "Well found." in page
    assert page.index("Revision 2") < page.index("Revision 1")


def test_the_neighbours_are_those_of_the_text_without_the_dismissed(
    sign_in: Callable[[User], Client], ed: User, claim_in: Callable[..., Claim]
) -> None:
    first, dropped, last = claim_in(State.TO_CHECK), claim_in(State.DISMISSED), claim_in(State.TO_CHECK)
    assert first.start < dropped.start < last.start
    desk = sign_in(ed)
    page = page_of(desk, first)
    assert f'rel="next" href="/desk/claims/{last.pk}/"' in page
    assert 'rel="prev"' not in page
    assert "1 of 2" in page
    page = page_of(desk, dropped)
    assert f'rel="prev" href="/desk/claims/{first.pk}/"' in page
    assert f'rel="next" href="/desk/claims/{last.pk}/"' in page


@pytest.mark.parametrize("pk", [0, 999999, 10**30])
def test_a_claim_that_is_not_there_is_404(sign_in: Callable[[User], Client], ed: User, pk: int) -> None:
    desk = sign_in(ed)
    assert desk.get(f"/desk/claims/{pk}/").status_code == 404
    for address in (f"claims/{pk}/do/accept/", f"claims/{pk}/evidence/", f"claims/{pk}/verdict/", f"claims/{pk}/edit/"):
        assert desk.post(f"/desk/{address}").status_code == 404
    for address in (f"evidence/{pk}/", f"evidence/{pk}/remove/", f"comments/{pk}/resolve/", f"claims/{pk}/comments/"):
        assert desk.post(f"/desk/{address}").status_code == 404


@pytest.mark.parametrize("state", [State.CHECKING, State.IN_REVIEW, State.PUBLISHED])
def test_the_page_costs_the_same_queries_however_much_there_is_on_it(
    sign_in: Callable[[User], Client],
    claim_in: Callable[..., Claim],
    ed: User,
    mara: User,
    cem: User,
    state: State,
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    talk(claim, [mara], 1)
    bring_to(claim, state, ed, mara)
    desk = sign_in(ed)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(desk, claim)
        return len(found)

    page_of(desk, claim)
    few = queries()
    talk(claim, [mara, cem, ed], 6)
    for number in range(12):
        now = fresh(claim)
        if state == State.CHECKING:
            evidence.add_evidence(
                actor=mara,
                claim_id=claim.pk,
                title=f"Paper {number}",
                stance="context",
                url=f"https://a.example/{number}",
            )
            claims.assign_claim(actor=ed, claim_id=claim.pk, version=now.version, checker=(mara, cem)[number % 2])
            claims.start_checking(actor=(mara, cem)[number % 2], claim_id=claim.pk, version=now.version + 1)
            claims.assign_claim(actor=ed, claim_id=claim.pk, version=now.version + 2, checker=mara)
            claims.start_checking(actor=mara, claim_id=claim.pk, version=now.version + 3)
        elif state == State.IN_REVIEW:
            review.request_changes(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="More.")
            claims.start_checking(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
            verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert queries() <= few  # The people of the assignments need one only while some are among the events shown.


def talk(claim: Claim, people: list[User], rounds: int) -> None:
    for _ in range(rounds):
        for person in people:
            parent = comment.add_comment(actor=person, claim_id=claim.pk, body="Where from?")
            comment.add_comment(actor=person, claim_id=claim.pk, body="Page 4.", parent=parent)


def bring_to(claim: Claim, state: State, ed: User, mara: User) -> None:
    from claims.actions import publish

    if state == State.CHECKING:
        return
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    if state == State.PUBLISHED:
        review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
        publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))


def test_a_long_history_asks_before_it_is_all_shown(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    for number in range(70):
        claims.edit_claim(
            actor=ed, claim_id=claim.pk, version=claim.version + number, wording=f"Wording {number}.", speaker_name=""
        )
    desk = sign_in(ed)
    page = page_of(desk, claim)
    assert "Wording 69." in page
    assert "marked this passage as a claim" not in page
    everything = desk.get(f"/desk/claims/{claim.pk}/?history=all").content.decode()
    assert "marked this passage as a claim" in everything
    assert Event.objects.filter(claim=claim).count() == 71


def test_an_older_scale_keeps_its_rating_in_the_editor(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User
) -> None:
    from claims.models import Rating, RatingScale

    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    RatingScale.objects.update(is_current=False)
    scale = RatingScale.objects.create(name="Two steps", is_current=True)
    Rating.objects.create(scale=scale, slug="right", label="Right", meaning="It is.", kind="on_axis", value=1)
    page = page_of(sign_in(mara), claim)
    assert "Right" in page
    assert "of an older scale" in page
    assert re.search(rf'name="rating" value="{rating_id("Mostly False")}" checked', page)


def rating_id(label: str) -> int:
    from claims.models import Rating

    return Rating.objects.get(label=label).pk


def test_a_claim_without_anything_is_shown(sign_in: Callable[[User], Client], ed: User, story: object) -> None:
    claim = add_sentence(ed, story)  # type: ignore[arg-type]
    page = page_of(sign_in(ed), claim)
    assert "In the article’s own voice" in page
    assert "Marked by" in page
    assert "No source yet." in page
    assert rating("True").label not in greyed(page)


def test_an_approved_correction_waits_to_be_published_as_one(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User, ed: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="A typing error.")
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    assert "Next step: Publish the correction." in page_of(sign_in(mara), claim)
    assert "Next step: Publish. " in page_of(sign_in(mara), claim_in(State.APPROVED))
