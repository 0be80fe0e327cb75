"""How many approvals a verdict needs, blind review, dissent, the checklist - and what the database refuses."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from claims import access, workflow
from claims.actions import listed, review, verdict
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.newsroom import seed_newsroom, set_review_rules
from claims.actions.publish import publish_claim
from claims.models import Claim, Event, Newsroom, Review, User
from claims.publishing import content
from claims.queries.claim import events_of, revisions_of
from claims.queries.desk import claims_to_review
from claims.vocabulary import Action, Decision, Role, SettingsArea, State
from tests.cast import bring, complete, fresh, make_user, new_story, newest

Rules = Callable[..., None]


@pytest.fixture
def rules(ada: User) -> Rules:
    """`rules(2, blind=True)` sets them as the admin would."""

    def rules(approvals: int, *, blind: bool = False) -> None:
        version = Event.objects.filter(area=SettingsArea.REVIEW).count()
        set_review_rules(actor=ada, version=version, approvals_needed=approvals, reviews_are_blind=blind)

    return rules


def approve(actor: User, claim: Claim, **more: object) -> Review:
    return review.approve_revision(actor=actor, claim_id=claim.pk, revision_id=newest(claim), **more)  # type: ignore[arg-type]


def dissent(actor: User, claim: Claim) -> Review:
    return review.dissent_from_revision(
        actor=actor, claim_id=claim.pk, revision_id=newest(claim), comment="The ledger is of another year."
    )


def may(user: User, claim: Claim) -> set[Action]:
    return set(workflow.allowed_actions(user, fresh(claim)))


@pytest.mark.parametrize("needed", [1, 2, 3])
def test_a_verdict_is_approved_when_enough_people_have(
    needed: int, rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    rules(needed)
    claim = claim_in(State.IN_REVIEW)
    since, version = claim.state_changed_at, claim.version
    for number, person in enumerate((ed, edna, ada)[:needed], start=1):
        assert Action.APPROVE in may(person, claim)
        approve(person, claim)
        claim = fresh(claim)
        is_enough = number == needed
        assert claim.state == (State.APPROVED if is_enough else State.IN_REVIEW)
        # Until then it waits as it did: the same version, since the same moment.
        assert (claim.version, claim.state_changed_at == since) == (version + is_enough, not is_enough)
        assert revisions_of(ed, claim)[0].approvals == number
    assert claim.events.filter(kind=Action.APPROVE).count() == needed


def test_each_person_counts_once(rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    approve(ed, claim)
    assert Action.APPROVE not in may(ed, claim)
    assert Action.DISSENT not in may(ed, claim)
    with pytest.raises(Refused, match="Your review of this revision is in") as caught:
        approve(ed, claim)
    assert caught.value.status == 409
    assert fresh(claim).state == State.IN_REVIEW
    # Having second thoughts is still possible, and the approval stays in the record.
    review.request_changes(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="Wait.")
    assert [one.decision for one in Review.objects.order_by("id")] == ["approved", "changes_requested"]


def test_an_author_never_counts(rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW, checker=edna)
    approve(ed, claim)
    with pytest.raises(Refused, match="second person"):
        approve(edna, claim)
    with pytest.raises(Refused, match="second person"):
        dissent(edna, claim)


def test_an_admin_s_override_is_one_approval_of_two(
    rules: Rules, claim_in: Callable[..., Claim], ada: User, ed: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW, checker=ada)
    approve(ada, claim, override_reason="Night shift.")
    assert fresh(claim).state == State.IN_REVIEW
    approve(ed, claim)
    assert fresh(claim).state == State.APPROVED


def test_approvals_of_another_revision_do_not_count(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    first = newest(claim)
    approve(ed, claim)
    verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    with pytest.raises(Conflict):
        review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=first)
    approve(edna, claim)
    assert fresh(claim).state == State.IN_REVIEW
    approve(ed, claim)
    assert fresh(claim).state == State.APPROVED


def test_what_is_in_review_keeps_the_rules_it_was_sent_under(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    rules(1)
    approve(ed, claim)
    assert fresh(claim).state == State.IN_REVIEW
    approve(edna, claim)
    assert fresh(claim).state == State.APPROVED


def test_dissent_is_kept_and_does_not_stop_the_others(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    dissent(ed, claim)
    with pytest.raises(Refused):
        approve(ed, claim)
    approve(edna, claim)
    assert fresh(claim).state == State.IN_REVIEW
    approve(ada, claim)
    assert fresh(claim).state == State.APPROVED
    revision = revisions_of(ed, fresh(claim))[0]
    assert (revision.votes, revision.approvals) == (3, 2)
    assert [one.decision for one in revision.reviews.all()] == ["dissented", "approved", "approved"]
    public = publish_claim(actor=ada, claim_id=claim.pk, revision_id=newest(claim))
    public.refresh_from_db()
    assert content.Check.from_json(public.content).approvers == (edna.name, ada.name)


def test_where_one_is_enough_nobody_dissents(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    assert Action.DISSENT not in may(ed, claim)
    with pytest.raises(Refused, match="ask for changes instead"):
        dissent(ed, claim)


def test_a_blind_review_is_hidden_until_it_is_over(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, mara: User, ada: User
) -> None:
    rules(2, blind=True)
    claim = claim_in(State.IN_REVIEW)
    approve(ed, claim, comment="Clear.")
    dissent(ada, claim)

    def seen_by(user: User) -> tuple[list[str], list[str], list[str]]:
        now = fresh(claim)
        in_lists = [one.decision for one in access.reviews_visible_to(user).order_by("id")]
        on_page = [one.decision for one in revisions_of(user, now)[0].reviews.all()]
        votes = [one.kind for one in events_of(user, now, None) if one.kind in (Action.APPROVE, Action.DISSENT)]
        return in_lists, on_page, votes[::-1]

    assert seen_by(ed) == (["approved"], ["approved"], ["approve"])
    assert seen_by(ada) == (["dissented"], ["dissented"], ["dissent"])
    assert seen_by(edna) == seen_by(mara) == ([], [], [])
    # How many are in is no secret.
    assert revisions_of(edna, fresh(claim))[0].votes == 2
    approve(edna, claim)
    everything = (["approved", "dissented", "approved"], ["approved", "dissented", "approved"])
    for user in (ed, edna, mara, ada):
        assert seen_by(user) == (*everything, ["approve", "dissent", "approve"])


def test_a_second_round_hides_only_itself(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    rules(2, blind=True)
    claim = claim_in(State.IN_REVIEW)
    approve(ed, claim)
    verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    approve(ed, claim)
    shown = revisions_of(edna, fresh(claim))
    assert [len(revision.reviews.all()) for revision in shown] == [0, 1]


def test_a_conflict_does_not_tell_who_voted(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    rules(2, blind=True)
    claim = claim_in(State.IN_REVIEW)
    approve(ed, claim)
    with pytest.raises(Conflict) as caught:
        review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=1)
    assert "Ed Brandt" not in str(caught.value)


def test_what_one_has_reviewed_waits_for_others(
    rules: Rules, claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    assert list(claims_to_review(ed).rows) == [claim]
    approve(ed, claim)
    assert list(claims_to_review(ed).rows) == []
    assert list(claims_to_review(edna).rows) == [claim]


def test_the_checklist_is_kept_with_the_review(
    claim_in: Callable[..., Claim], ed: User, edna: User, rules: Rules
) -> None:
    figures = listed.add_listed(
        actor=ed, area=SettingsArea.CHECKLIST, name="Every figure has its source", is_required=True
    )
    tone = listed.add_listed(actor=ed, area=SettingsArea.CHECKLIST, name="The tone is fair")
    claim = claim_in(State.CHECKING)
    complete(claim.checker, claim)
    verdict.submit_verdict(actor=claim.checker, claim_id=claim.pk, version=fresh(claim).version)
    with pytest.raises(Invalid, match="Every figure has its source") as caught:
        approve(edna, claim, checklist=[tone.pk])
    assert list(caught.value.errors) == ["checklist"]
    approval = approve(edna, claim, checklist=[figures.pk, 10**9])
    listed.edit_listed(actor=ed, area=SettingsArea.CHECKLIST, item_id=tone.pk, version=2, name="Is it fair?")
    approval.refresh_from_db()
    assert approval.checklist == [
        {"question": "Every figure has its source", "is_required": True, "is_ticked": True},
        {"question": "The tone is fair", "is_required": False, "is_ticked": False},
    ]
    # Asking for changes needs no ticks.
    asked = review.request_changes(actor=edna, claim_id=claim.pk, revision_id=newest(claim), comment="Page?")
    assert [item["is_ticked"] for item in asked.checklist] == [False, False]


def test_the_rules_are_set_by_admins_within_bounds(rules: Rules, ada: User, ed: User) -> None:
    for wrong in (0, 4):
        with pytest.raises(Invalid):
            rules(wrong)
    with pytest.raises(Refused):
        set_review_rules(actor=ed, version=0, approvals_needed=2, reviews_are_blind=False)
    rules(3, blind=True)
    with pytest.raises(Conflict):
        set_review_rules(actor=ada, version=0, approvals_needed=1, reviews_are_blind=True)
    (event,) = Event.objects.filter(area=SettingsArea.REVIEW)
    assert event.data["before"] == {"approvals_needed": 1, "reviews_are_blind": False}
    newsroom = Newsroom.current()
    assert (newsroom.approvals_needed, newsroom.reviews_are_blind) == (3, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Newsroom.objects.update(approvals_needed=4)


def test_the_database_refuses_an_approval_that_lacks_people(
    rules: Rules, claim_in: Callable[..., Claim], ed: User
) -> None:
    rules(2)
    claim = claim_in(State.IN_REVIEW)
    approve(ed, claim)
    with pytest.raises(IntegrityError, match="lacks approvals"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state=State.APPROVED)
    with pytest.raises(IntegrityError, match="one_vote_a_person"), transaction.atomic():
        Review.objects.create(revision_id=newest(claim), reviewer=ed, decision=Decision.APPROVED)
    with pytest.raises(IntegrityError, match="dissent_says_why"), transaction.atomic():
        Review.objects.create(
            revision_id=newest(claim), reviewer=make_user(Role.EDITOR, "Ola Ek"), decision=Decision.DISSENTED
        )


def test_the_database_refuses_approving_what_was_never_sent(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.CHECKING)
    with pytest.raises(IntegrityError, match="lacks approvals"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state=State.APPROVED)


def test_two_who_approve_at_the_same_moment_are_enough(
    transactional_db: None, ed: User, edna: User, mara: User, ada: User
) -> None:
    seed_newsroom()
    set_review_rules(actor=ada, version=0, approvals_needed=2, reviews_are_blind=False)
    claim = bring(State.IN_REVIEW, editor=ed, checker=mara, article=new_story(ed))
    revision, start, troubles = newest(claim), Barrier(2), []

    def run(person: User) -> None:
        start.wait()
        try:
            review.approve_revision(actor=person, claim_id=claim.pk, revision_id=revision)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(person,)) for person in (ed, edna)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert fresh(claim).state == State.APPROVED
    assert Review.objects.filter(revision=revision).count() == 2
