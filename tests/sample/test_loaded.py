"""The sample newsroom in the database, loaded once by the real actions and looked at from every side."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from claims.models import (
    Article,
    ChecklistItem,
    Claim,
    Comment,
    Event,
    Evidence,
    Job,
    Newsroom,
    PublicRevision,
    Reply,
    Revision,
    Topic,
    User,
)
from claims.models.event import event_hash
from claims.publishing.claimreview import claim_review, problems
from claims.publishing.content import Check
from claims.queries.published import latest_of
from claims.sample.accounts import accounts, shown_accounts
from claims.sample.loader import COVERED, accounts_text
from claims.sample.reading import stories
from claims.vocabulary import Decision, JobKind, JobState, Origin, Question, ReplyStatus, Role, State
from tests.sample.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def chosen() -> dict[str, Claim]:
    """The claims that the stories' data name, by quote."""
    claims = Claim.objects.select_related("speaker", "checker", "article")
    by_place = {(claim.article.title, claim.quote): claim for claim in claims}
    return {sample.quote: by_place[story.title, sample.quote] for story in stories() for sample in story.claims}


SAMPLES = {sample.quote: sample for story in stories() for sample in story.claims}


def test_people_can_sign_in_with_the_printed_passwords() -> None:
    people = {user.email: user for user in User.objects.all()}
    assert set(people) == {account.email for account in accounts()}
    for account in accounts():
        assert people[account.email].role == account.role
        assert people[account.email].check_password(account.password)


def test_the_shown_accounts_can_open_the_desk(client: Client) -> None:
    for account in shown_accounts():
        client.logout()
        assert client.login(request=None, email=account.email, password=account.password), account.role


def test_the_text_for_the_terminal_names_one_account_a_role() -> None:
    lines = accounts_text().splitlines()
    assert len(lines) == len(Role)
    assert lines[0].split() == ["Editor", "editor@example.org", "tide-table-editor"]
    User.objects.filter(role=Role.EDITOR).update(is_active=False)
    assert "Editor" not in accounts_text()


def test_every_chosen_claim_is_where_its_sample_says() -> None:
    claims = chosen()
    for quote, sample in SAMPLES.items():
        claim = claims[quote]
        assert claim.state == sample.state, quote
        assert (claim.checker.username if claim.checker else "") == sample.checker
        if sample.state not in {State.SUGGESTED, State.DISMISSED}:
            assert claim.speaker is not None
            assert claim.speaker.name == sample.speaker
            assert claim.wording == sample.wording
            assert claim.get_priority_display().lower() == sample.priority
            due = None if sample.due_in_days is None else TODAY + timedelta(days=sample.due_in_days)
            assert claim.due_on == due


def test_the_rest_are_suggestions_of_the_splitter() -> None:
    counts = Counter(Claim.objects.values_list("state", flat=True))
    wanted = Counter(sample.state for sample in SAMPLES.values())
    covered = Claim.objects.filter(dismissed_reason=COVERED)
    assert set(covered.values_list("origin", flat=True)) <= {Origin.SPLITTER}
    wanted[State.DISMISSED] += covered.count()
    assert {state: counts[state] for state in State.values if state != State.SUGGESTED} == {
        state: wanted[state] for state in State.values if state != State.SUGGESTED
    }
    by_hand = [claim for claim in chosen().values() if claim.origin == Origin.PERSON]
    for claim in by_hand:
        across = claim.article.claims.filter(start__lt=claim.end, end__gt=claim.start).exclude(pk=claim.pk)
        assert not across.filter(state=State.SUGGESTED, is_touched=False).exists()
    extra = Claim.objects.filter(state=State.SUGGESTED).exclude(quote__in=SAMPLES)
    assert extra.count() >= 40
    assert set(extra.values_list("origin", flat=True)) == {Origin.SPLITTER}
    assert not extra.filter(splitter="").exists()
    assert Article.objects.count() == len(stories())
    assert all(article.claims.filter(origin=Origin.SPLITTER).exists() for article in Article.objects.all())


def test_verdicts_are_as_last_saved_and_reviewed_by_somebody_else() -> None:
    claims = chosen()
    for quote, sample in SAMPLES.items():
        claim = claims[quote]
        drafts = [*sample.drafts, *([sample.correction.draft] if sample.correction and sample.correction.draft else [])]
        if not drafts:
            assert not hasattr(claim, "verdict")
            continue
        assert claim.verdict.explanation == drafts[-1].explanation.strip()
        assert (claim.verdict.rating.label if claim.verdict.rating else "") == drafts[-1].rating
        extra = sample.correction.evidence if sample.correction else ()
        assert claim.evidence.count() == len(sample.evidence) + len(extra)
    for revision in Revision.objects.prefetch_related("reviews"):
        assert revision.author.role == "checker"
        for review in revision.reviews.all():
            assert review.reviewer_id not in revision.author_ids
            assert not review.override_reason


def test_public_revisions_tell_what_happened() -> None:
    claims = chosen()
    for quote, sample in SAMPLES.items():
        changes = list(claims[quote].public_revisions.order_by("number").values_list("change", flat=True))
        wanted = []
        if sample.state in {State.PUBLISHED, State.CORRECTED, State.WITHDRAWN} or sample.correction:
            wanted.append("first")
        if sample.correction and sample.correction.draft:
            wanted.append(sample.correction.change)
        if sample.withdrawal:
            wanted.append("withdrawn")
        assert changes == wanted, quote
    assert PublicRevision.objects.count() == 16


def test_the_correction_under_way_leaves_the_public_page_alone() -> None:
    claim = Claim.objects.get(state=State.CHECKING, is_public=True)
    assert claim.slug
    assert claim.public_revisions.count() == 1
    assert claim.revisions.get().reviews.get().decision == Decision.APPROVED


def test_splitting_is_done_and_publishing_waits_for_a_worker() -> None:
    assert set(Job.objects.filter(kind=JobKind.SPLIT_ARTICLE).values_list("state", flat=True)) == {JobState.DONE}
    publishing = Job.objects.filter(kind=JobKind.PUBLISH_CLAIM)
    assert publishing.count() == PublicRevision.objects.count()
    assert set(publishing.values_list("state", flat=True)) == {JobState.QUEUED}


def test_the_history_of_every_claim_is_whole() -> None:
    last: dict[int, Event] = {}
    for event in Event.objects.filter(claim__isnull=False).order_by("claim_id", "number"):
        before = last.get(event.claim_id)
        assert event.previous_hash == (before.hash if before else "")
        assert event.hash == event_hash(event)
        last[event.claim_id] = event
    assert len(last) == Claim.objects.count()


def test_who_was_asked_and_whether_it_was_said_is_there_for_every_screen() -> None:
    replies = Reply.objects.all()
    assert set(replies.values_list("status", flat=True)) == set(ReplyStatus.values)
    assert replies.filter(status=ReplyStatus.OPEN, due_on__lt=TODAY).exists()
    assert replies.filter(status=ReplyStatus.OPEN, due_on__gt=TODAY).exists()
    assert not Revision.objects.filter(said="").exists()
    assert {"confirmed", "differently"} <= set(Revision.objects.values_list("said", flat=True))
    assert Revision.objects.exclude(why_not_asked="").exists()
    assert Evidence.objects.filter(question=Question.SAID).count() == 2
    # One answer came after publishing: the log is newer than what readers see.
    late = replies.get(person="National Harbour Fund")
    assert "National Harbour Fund" not in str(late.claim.public_revisions.newest().content["replies"])


def test_topics_and_a_checklist_are_there_to_be_used() -> None:
    assert not Topic.objects.filter(claims=None).exists()
    assert ChecklistItem.objects.count() >= 3
    assert not ChecklistItem.objects.filter(is_required=True).exists()


def test_comments_are_threads() -> None:
    assert Comment.objects.filter(parent__isnull=False).count() >= 6
    assert Comment.objects.filter(resolved_at__isnull=False).count() >= 3
    assert not Comment.objects.filter(author__role="viewer").exists()


def test_the_newsroom_has_its_name() -> None:
    assert Newsroom.current().name == "Estmere Fact Desk"


def test_every_public_check_has_a_faultless_claim_review() -> None:
    checks = [
        Check.from_json(public.content)
        for public in latest_of(PublicRevision.objects.values_list("claim", flat=True)).values()
    ]
    standing = [check for check in checks if not check.withdrawn]
    assert len(checks) == 13
    assert len(standing) == 12
    for check in standing:
        assert problems(claim_review(check)) == []
        assert len({piece.url for piece in check.evidence}) >= 2


def test_readers_are_told_who_everybody_is_whose_claim_was_checked() -> None:
    published = latest_of(PublicRevision.objects.values_list("claim", flat=True)).values()
    speakers = [Check.from_json(public.content).speaker for public in published]
    assert len(published) > 10
    assert [one.name for one in speakers if one and not one.description] == []
