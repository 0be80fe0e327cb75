"""What the claim's page says of where the work stands: what was asked for, what comes first, and who may go on."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client

from claims.actions import claim as claims
from claims.actions import publish, review, verdict
from claims.models import Claim, User
from claims.vocabulary import State
from tests.cast import complete, fresh, newest, rating

SignIn = Callable[[User], Client]
ClaimIn = Callable[..., Claim]


def page_of(desk: Client, claim: Claim, part: str = "") -> str:
    return desk.get(f"/desk/claims/{claim.pk}/{part}").content.decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_an_editor_is_told_who_can_send_a_correction_to_review(
    sign_in: SignIn, claim_in: ClaimIn, ed: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="The sum is wrong.")
    sentence = "Only Mara Lind can send it to review; reassign it to yourself to send it."
    page = page_of(sign_in(ed), claim)
    assert 'id="verdict-form"' in page
    assert sentence in page
    assert sentence not in page_of(sign_in(mara), claim)


def test_nobody_else_is_told_to_reassign(sign_in: SignIn, claim_in: ClaimIn, cem: User, vic: User) -> None:
    claim = claim_in(State.CHECKING)
    for person in (cem, vic):
        assert "reassign it" not in page_of(sign_in(person), claim)


def test_before_checking_the_page_says_what_to_do_first(
    sign_in: SignIn, claim_in: ClaimIn, mara: User, ed: User, vic: User
) -> None:
    claim = claim_in(State.ASSIGNED)
    page = page_of(sign_in(mara), claim)
    assert page.count("Press “Start checking” to add sources and write the verdict.") == 1
    assert "is not possible there" not in page
    for person in (ed, vic):
        page = page_of(sign_in(person), claim)
        assert page.count("Checking has not started.") == 1
        assert "is not possible there" not in page
    assert "Checking has not started." not in page_of(sign_in(vic), claim_in(State.CHECKING))
    assert "The claim is dismissed." in page_of(sign_in(ed), claim_in(State.DISMISSED))


def test_what_was_asked_for_stands_on_top_until_it_is_sent_again(
    sign_in: SignIn, claim_in: ClaimIn, mara: User
) -> None:
    claim = claim_in(State.CHANGES_REQUESTED)
    desk = sign_in(mara)
    page = page_of(desk, claim)
    assert page.index("<h1") < page.index("Say where the sum comes from.") < page.index('id="as-said"')
    assert "Go on checking" in page
    assert "Start checking" not in page
    claim = claims.start_checking(actor=mara, claim_id=claim.pk, version=claim.version)
    page = page_of(desk, claim)
    assert page.index("<h1") < page.index("Say where the sum comes from.") < page.index('id="as-said"')
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    assert "Changes were asked for" not in page_of(desk, claim)


def test_a_correction_in_progress_says_why_and_shows_the_way_to_the_live_page(
    sign_in: SignIn, claim_in: ClaimIn, ed: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    desk = sign_in(ed)
    assert "A correction is in progress" not in page_of(desk, claim)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="The sum is wrong.")
    banner = page_of(desk, claim).split('id="as-said"')[0]
    assert "A correction is in progress" in banner
    assert "The sum is wrong." in banner
    assert f'href="/checks/{claim.slug}/"' in banner
    claim = publish.cancel_correction(actor=ed, claim_id=claim.pk, version=claim.version)
    assert "A correction is in progress" not in page_of(desk, claim)


def test_what_was_asked_of_a_cancelled_correction_is_not_asked_of_the_next(
    sign_in: SignIn, claim_in: ClaimIn, ed: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="First.")
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    review.request_changes(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="Not like this.")
    desk = sign_in(ed)
    assert "Changes were asked for" in page_of(desk, claim)
    claim = publish.cancel_correction(actor=ed, claim_id=claim.pk, version=fresh(claim).version)
    assert "Changes were asked for" not in page_of(desk, claim)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="Second.")
    assert "Changes were asked for" not in page_of(desk, claim)


@pytest.mark.parametrize(("label", "expected"), [("True", "rating_changed"), ("Mostly False", "correction")])
def test_the_kind_of_change_that_is_true_is_chosen_already(
    sign_in: SignIn, claim_in: ClaimIn, ed: User, mara: User, label: str, expected: str
) -> None:
    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="New figures.")
    draft = claim.verdict
    verdict.save_verdict(
        actor=mara,
        claim_id=claim.pk,
        version=draft.version,
        rating=rating(label),
        summary="New figures.",
        explanation=draft.explanation,
    )
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    page = page_of(sign_in(ed), claim, "do/publish_correction/")
    assert re.findall(r'name="change_class" value="(\w+)"[^>]*checked', page) == [expected]


def test_a_conflict_with_oneself_is_not_blamed_on_somebody_else(
    sign_in: SignIn, claim_in: ClaimIn, mara: User, ed: User
) -> None:
    claim = claim_in(State.CHECKING)
    desk = sign_in(mara)
    edit = f"/desk/claims/{claim.pk}/edit/"
    desk.post(edit, {"version": claim.version, "wording": "In the first tab.", "speaker_name": ""})
    page = desk.post(edit, {"version": claim.version, "wording": "In the second.", "speaker_name": ""}).content.decode()
    assert "You saved this in another tab" in page
    assert "Mara Lind changed this" not in page
    page = sign_in(ed).post(edit, {"version": claim.version, "wording": "By Ed.", "speaker_name": ""}).content.decode()
    assert "Somebody else was first" in page
    assert "Mara Lind changed this in the meantime." in page


def test_printed_as_is_said_only_where_it_differs(sign_in: SignIn, claim_in: ClaimIn, mara: User) -> None:
    claim = claim_in(State.CHECKING)
    claims.edit_claim(
        actor=mara, claim_id=claim.pk, version=claim.version, wording="", speaker_name="Port of Harrowmouth"
    )
    desk = sign_in(mara)
    for printed, is_said in (("Port of Harrowmouth", False), ("The port", True)):
        Claim.objects.filter(pk=claim.pk).update(speaker_as_printed=printed)
        assert ("printed as" in page_of(desk, claim)) is is_said


def test_the_required_answers_of_the_evidence_form_are_marked(sign_in: SignIn, claim_in: ClaimIn, mara: User) -> None:
    page = page_of(sign_in(mara), claim_in(State.CHECKING))
    form = page[page.index('data-keep="evidence_add-') :].split("</form>")[0]
    assert re.search(r'What it says of the claim <span class="optional">required</span>', form)
    assert "Needed: an address, a file or a title, and what it says of the claim." in form
    assert re.search(r">Address</label>", form)


@pytest.mark.parametrize("state", [State.CHECKING, State.IN_REVIEW, State.CHANGES_REQUESTED, State.PUBLISHED])
def test_no_heading_skips_a_level(sign_in: SignIn, claim_in: ClaimIn, mara: User, state: State) -> None:
    claim = claim_in(state)
    if state == State.CHECKING:
        complete(mara, claim)
    levels = [int(level) for level in re.findall(r"<h([1-6])", main_of(page_of(sign_in(mara), claim)))]
    # The notes above the claim's own heading are sections of the page, too.
    levels = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
