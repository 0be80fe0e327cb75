"""The review screen: what it shows, what it refuses, and where it goes on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions import evidence, review, verdict
from claims.actions.review_points import Point
from claims.models import ChecklistItem, Claim, Look, Newsroom, Review, User
from claims.queries.review import waiting_for_review
from claims.vocabulary import RevisionPart, State
from tests.cast import complete, fresh, newest, rating

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ClaimIn = Callable[..., Claim]


def page_of(client: Client, claim: Claim, since: str = "") -> str:
    answer = client.get(f"/desk/claims/{claim.pk}/review/" + (f"?since={since}" if since else ""))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def shown(page: str) -> str:
    """The words of the page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.split("<main", 1)[1]))


def decide(client: Client, claim: Claim, decision: str, *, revision: int | None = None, **fields: Any) -> HttpResponse:
    data = {"decision": decision, "revision_id": revision or newest(claim), "version": fresh(claim).version, "rows": 1}
    return client.post(f"/desk/claims/{claim.pk}/review/", data | fields)


def point(number: int, part: str, reason: str, quote: str = "") -> dict[str, str]:
    row = {"part": part, "reason": reason, "quote": quote}
    return {f"point-{number}-{name}": text for name, text in row.items()}


def send_again(checker: User, claim: Claim, **changed: Any) -> Claim:
    """Go on checking, change the verdict, and send it to review again."""
    claim = fresh(claim)
    if claim.state == State.IN_REVIEW:
        claim = verdict.recall_verdict(actor=checker, claim_id=claim.pk, version=claim.version)
    else:
        claim = claims.start_checking(actor=checker, claim_id=claim.pk, version=claim.version)
    draft = claim.verdict
    texts = {name: getattr(draft, name) for name in ("rating", "summary", "explanation", "not_found")} | changed
    verdict.save_verdict(actor=checker, claim_id=claim.pk, version=draft.version, **texts)
    verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)
    return fresh(claim)


def test_the_first_look_shows_the_whole_revision(sign_in: SignIn, ed: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    words = shown(page_of(sign_in(ed), claim))
    for text in (
        claim.quote,
        "Mostly False",
        "The ledger shows a lower sum.",
        "The ledger of the port lists 38.2 million crowns, not 40.",
        "Who signed the ledger.",
        "Maintenance ledger of the port",
        "Repairs booked in April: 38.2 million crowns.",
        "page 4",
    ):
        assert text in words
    assert "What changed" not in words
    assert not Look.objects.exists(), "reading writes nothing"


def test_what_changed_since_ones_last_look(
    sign_in: SignIn, ed: User, edna: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(edna)
    assert decide(client, claim, "read").status_code == 302
    send_again(mara, claim, summary="The ledger shows a much lower sum.")
    claim = send_again(mara, claim, rating=rating("False"))
    since_look = page_of(client, claim)
    assert '<a href="?since=look" aria-current="true">since your last look (revision 1)</a>' in since_look
    assert "The ledger shows a[put in: much end] lower sum." in shown(since_look).replace("a [", "a[")
    assert "[taken out: Mostly False end] → [put in: False end]" in shown(since_look)
    since_before = page_of(client, claim, "before")
    assert "much end]" not in shown(since_before)
    assert "[taken out: Mostly False end]" in shown(since_before)
    assert "[put in:" not in shown(page_of(client, claim, "whole"))
    # Who has never looked is shown the revision before.
    assert '<a href="?since=before" aria-current="true">' in page_of(sign_in(ed), claim)


def test_pieces_of_evidence_that_came_went_and_changed(
    sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.IN_REVIEW)
    claim = verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    piece = claim.evidence.get()
    evidence.edit_evidence(
        actor=mara,
        evidence_id=piece.pk,
        version=1,
        stance="context",
        passage="Repairs booked in May: 38.2 million crowns.",
    )
    evidence.add_evidence(
        actor=mara, claim_id=claim.pk, title="A <b>letter</b>", stance="supports", passage="We confirm."
    )
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    answer = sign_in(ed).get(f"/desk/claims/{claim.pk}/review/")
    words = shown(unescape(answer.content.decode().replace("&lt;", "‹")))
    assert "Repairs booked in [taken out: April end] [put in: May end]: 38.2 million crowns." in words
    assert "[taken out: Contradicts end]" in words
    assert "New: A ‹b>letter‹/b> Supports" in words


def test_approving_leads_to_the_next_and_at_the_end_to_rest(sign_in: SignIn, edna: User, claim_in: ClaimIn) -> None:
    today = timezone.localdate()
    late, soon, none = (claim_in(State.IN_REVIEW) for _ in range(3))
    Claim.objects.filter(pk=late.pk).update(due_on=today + datetime.timedelta(days=9))
    Claim.objects.filter(pk=soon.pk).update(due_on=today)
    assert list(waiting_for_review(edna)) == [soon, late, none]
    client = sign_in(edna)
    assert client.get("/desk/reviews/")["Location"] == f"/desk/claims/{soon.pk}/review/"
    assert decide(client, soon, "approve")["Location"] == f"/desk/claims/{late.pk}/review/"
    assert f"Approved: “{soon.text[:60]}" in page_of(client, late)
    asked = decide(client, late, "request_changes", **point(1, "summary", "Which year?"))
    assert asked["Location"] == f"/desk/claims/{none.pk}/review/"
    end = decide(client, none, "read")["Location"]
    assert end == "/desk/reviews/?ended"
    assert "1 that you left still waits for your review." in client.get(end).content.decode()
    decide(client, none, "approve")
    assert "Nothing more waits for your review" in client.get("/desk/reviews/").content.decode()
    assert [fresh(one).state for one in (soon, late, none)] == ["approved", "changes_requested", "approved"]


def test_a_second_press_does_nothing_more(sign_in: SignIn, edna: User, claim_in: ClaimIn) -> None:
    first, second = claim_in(State.IN_REVIEW), claim_in(State.IN_REVIEW)
    client, revision = sign_in(edna), newest(first)
    for _ in range(2):
        assert decide(client, first, "approve", revision=revision)["Location"] == f"/desk/claims/{second.pk}/review/"
    assert fresh(second).state == State.IN_REVIEW
    assert Review.objects.count() == 1
    for _ in range(2):
        answer = decide(client, second, "request_changes", **point(1, "rating", "Why not false?"))
        assert answer["Location"] == "/desk/reviews/?ended"
    assert Review.objects.count() == 2
    # What was typed since is not taken for the same.
    answer = decide(client, second, "request_changes", **point(1, "rating", "Why not mostly false?"))
    assert answer.status_code == 409
    assert 'readonly dir="auto">Why not mostly false?' in answer.content.decode()


def test_points_go_with_their_part_and_their_reason(sign_in: SignIn, edna: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    rows = point(1, "summary", "Which ledger?") | point(3, "evidence-1", "Page 12.", "38.2 million")
    assert decide(sign_in(edna), claim, "request_changes", rows=3, **rows).status_code == 302
    kept = Review.objects.get().points.values_list("part", "piece", "quote", "reason")
    assert list(kept) == [("summary", None, "", "Which ledger?"), ("evidence", 1, "38.2 million", "Page 12.")]


@pytest.mark.parametrize(
    ("decision", "fields", "says"),
    [
        ("request_changes", {}, "Say what should change."),
        ("request_changes", point(1, "summary", "", "The ledger"), "Say what should change here, and why."),
        ("request_changes", point(1, "evidence-9", "Which?"), "Select a valid choice"),
        ("request_changes", point(1, "summary", "x" * 2001), "at most 2000 characters"),
        ("approve", point(1, "summary", "Which ledger?"), "Ask for changes, or empty the points first."),
        ("read", point(1, "summary", "Which ledger?"), "Ask for changes, or empty the points first."),
        ("sing", {}, "Please look at this again"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_there(
    decision: str, fields: dict[str, str], says: str, sign_in: SignIn, edna: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.IN_REVIEW)
    answer = decide(sign_in(edna), claim, decision, comment="A remark." if decision == "read" else "", **fields)
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert says in page
    for text in fields.values():
        assert text in page
    assert fresh(claim).state == State.IN_REVIEW
    assert not Review.objects.exists()


def test_another_point_without_javascript(sign_in: SignIn, edna: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(edna)
    answer = decide(client, claim, "more", comment="A remark.", **point(1, "summary", "Which ledger?"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall(r"data-row>", page)) == 2
    assert "Which ledger?" in page
    assert "A remark." in page
    assert 'name="rows" value="2"' in page
    assert fresh(claim).state == State.IN_REVIEW


def test_the_checklist_must_be_ticked_to_approve(sign_in: SignIn, edna: User, claim_in: ClaimIn) -> None:
    item = ChecklistItem.objects.create(name="Every figure has its source", is_required=True)
    other = ChecklistItem.objects.create(name="The claimant was asked")
    claim = claim_in(State.IN_REVIEW)
    client = sign_in(edna)
    assert f'data-needed="{item.pk}"' in page_of(client, claim)
    answer = decide(client, claim, "approve")
    assert answer.status_code == 400
    assert "To approve, tick: Every figure has its source" in answer.content.decode()
    # What need not be ticked is pointed out once, in place, with everything that was typed.
    page = decide(client, claim, "approve", checklist=[item.pk], comment="Fine.").content.decode()
    assert "press again to approve all the same: “The claimant was asked”" in page
    assert ">\nFine.</textarea>" in page
    known = {"checklist": [item.pk], "comment": "Fine.", "unticked": str(other.pk)}
    assert f'name="unticked" value="{other.pk}"' in page
    assert not Review.objects.exists()
    assert decide(client, claim, "approve", **known).status_code == 302
    made = Review.objects.get()
    assert [row["is_ticked"] for row in made.checklist] == [True, False]
    assert made.comment == "Fine."


def test_a_newer_revision_is_compared_with_what_was_read(
    sign_in: SignIn, edna: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.IN_REVIEW)
    read = newest(claim)
    claim = verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    piece = claim.evidence.get()
    evidence.add_evidence(actor=mara, claim_id=claim.pk, title="A letter", stance="supports", passage="We confirm.")
    evidence.remove_evidence(actor=mara, evidence_id=piece.pk, version=piece.version)
    evidence.add_evidence(
        actor=mara, claim_id=claim.pk, title=piece.source.title, url=piece.source.url, stance="context", passage="New."
    )
    claim = fresh(claim)
    draft = claim.verdict
    verdict.save_verdict(
        actor=mara, claim_id=claim.pk, version=draft.version, rating=draft.rating,
        summary="The ledger shows a much lower sum.", explanation=draft.explanation,
    )  # fmt: skip
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    client = sign_in(edna)
    typed = point(1, "evidence-1", "Page 12, not 4.")
    answer = decide(client, claim, "request_changes", revision=read, **typed)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "A newer revision came while you read" in page
    assert "since your last look (revision 1)" in page
    assert "[put in: much end]" in shown(page)
    assert f'name="revision_id" value="{newest(claim)}"' in page
    assert "Page 12, not 4." in page
    # The piece it is about stands in another place now.
    assert '<option value="evidence-2" selected>' in page
    assert not Review.objects.exists()
    # A row that nothing is typed into is not looked at before.
    beside = point(2, "evidence-" + "9" * 5000, "")
    assert decide(client, claim, "request_changes", revision=read, **typed, **beside).status_code == 409


def test_a_claim_that_was_taken_back_gives_the_typed_points_back(
    sign_in: SignIn, edna: User, mara: User, claim_in: ClaimIn
) -> None:
    claim = claim_in(State.IN_REVIEW)
    verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    answer = decide(
        sign_in(edna), claim, "request_changes", comment="And so on.", **point(1, "summary", "Which ledger?")
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'readonly dir="auto">Which ledger?' in page
    assert 'readonly dir="auto">And so on.' in page


def test_four_eyes_are_said_in_words(sign_in: SignIn, ed: User, ada: User, claim_in: ClaimIn) -> None:
    own = claim_in(State.IN_REVIEW, checker=ed)
    client = sign_in(ed)
    page = page_of(client, own)
    assert "You wrote a part of this verdict. A second person must approve it." in page
    assert "Approve and next" not in page.split('<dialog id="keys"')[0]
    answer = decide(client, own, "approve")
    assert answer.status_code == 403
    assert fresh(own).state == State.IN_REVIEW
    theirs = claim_in(State.IN_REVIEW, checker=ada)
    assert "An admin can override this on the claim’s page" in page_of(sign_in(ada), theirs)


def test_who_may_not_decide_reads_along(sign_in: SignIn, vic: User, cem: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    for person in (vic, cem):
        client = sign_in(person)
        page = page_of(client, claim)
        assert "Only editors and admins may do this." in page
        assert "review-form" not in page
        assert decide(client, claim, "approve").status_code == 403
        assert decide(client, claim, "read").status_code == 403
    empty = claim_in(State.CHECKING)
    assert "Nothing was sent to review yet" in page_of(sign_in(cem), empty)


def test_a_blind_review_by_two_hides_what_the_other_said(
    sign_in: SignIn, ed: User, edna: User, ada: User, claim_in: ClaimIn
) -> None:
    Newsroom.objects.update(approvals_needed=2, reviews_are_blind=True)
    claim = claim_in(State.IN_REVIEW)
    review.dissent_from_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim), comment="Another year.")
    client = sign_in(ed)
    words = shown(page_of(client, claim))
    assert "1 review is in; approvals needed: 2" in words
    assert "The review is blind" in words
    assert "Another year." not in words
    assert decide(client, claim, "dissent").status_code == 400
    assert decide(client, claim, "approve").status_code == 302
    assert fresh(claim).state == State.IN_REVIEW
    client = sign_in(ada)
    assert decide(client, claim, "approve").status_code == 302
    assert "Another year." in shown(page_of(client, claim))
    assert [one.decision for one in Review.objects.order_by("id")] == ["dissented", "approved", "approved"]


def test_the_old_points_come_with_what_was_done(sign_in: SignIn, ed: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.IN_REVIEW)
    made = review.request_changes(
        actor=ed,
        claim_id=claim.pk,
        revision_id=newest(claim),
        points=[Point(RevisionPart.SUMMARY, "Which ledger?"), Point(RevisionPart.EVIDENCE, "Page 12.", piece=1)],
    )
    claim = claims.start_checking(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    client = sign_in(mara)
    summary, piece = made.points.all()
    page = shown(unescape(client.get(f"/desk/claims/{claim.pk}/").content.decode()))
    # In the list, and at the part of the page that each is about.
    assert page.count("Which ledger?") >= 2
    assert "Asked for: Page 12." in page
    client.post(f"/desk/points/{summary.pk}/", {"version": 1, "is_done": "on", "answer": "That of 2025."})
    client.post(f"/desk/points/{piece.pk}/", {"version": 1, "answer": "It is on page 4 in print."})
    stale = client.post(f"/desk/points/{piece.pk}/", {"version": 1, "is_done": "on", "answer": "Typed late."})
    assert stale.status_code == 409
    late = stale.content.decode()
    assert "Typed late." in late
    # Beside it stands what was said of this point meanwhile, also on top.
    assert late.count("It is on page 4 in print.") >= 2
    claim = send_again(mara, claim) if fresh(claim).state != State.CHECKING else fresh(claim)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    words = shown(page_of(sign_in(ed), claim))
    assert "What was asked of revision 1" in words
    assert "Summary ✓ done Which ledger?" in words
    assert "Mara Lind answers: That of 2025." in words
    assert "Evidence 1 (Maintenance ledger of the port) ○ open Page 12." in words
    assert "Nothing is different from revision 1" in words


@pytest.mark.parametrize("count", [1, 50])
def test_the_screen_costs_the_same_at_any_size(
    count: int, sign_in: SignIn, edna: User, ed: User, mara: User, claim_in: ClaimIn, django_assert_num_queries: Any
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    for number in range(1, count):
        evidence.add_evidence(
            actor=mara, claim_id=claim.pk, title=f"Letter {number}", stance="supports", passage=f"We confirm {number}."
        )
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    points = [Point(RevisionPart.EVIDENCE, "Which page?", piece=place % count + 1) for place in range(min(count, 20))]
    review.request_changes(actor=edna, claim_id=claim.pk, revision_id=newest(claim), points=points)
    send_again(mara, claim, summary="Another sum.")
    client = sign_in(edna)
    with django_assert_num_queries(16):
        page_of(client, claim)
