"""The sample newsroom in the database: loaded by the real actions, once, and only in the embedded default."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from claims.models import Article, Claim, Comment, Event, Job, Newsroom, PublicRevision, Revision, User
from claims.models.event import event_hash
from claims.sample import loader
from claims.sample.accounts import accounts, shown_accounts
from claims.sample.loader import SampleRefused, load_sample
from claims.sample.reading import stories
from claims.vocabulary import Decision, JobKind, JobState, Origin, State

TODAY = date(2026, 11, 20)


@pytest.fixture
def embedded(settings: Any) -> None:
    settings.EMBEDDED = True


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The sample newsroom, loaded once for the tests that only look at it, and rolled back after them."""
    from django.conf import settings  # noqa: PLC0415 - the settings exist once the services run
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EMBEDDED", True)
        with transaction.atomic():
            yield load_sample(today=TODAY)
            transaction.set_rollback(True)


def chosen() -> dict[str, Claim]:
    """The claims that the stories' data name, by quote."""
    claims = Claim.objects.select_related("speaker", "checker", "article")
    by_place = {(claim.article.title, claim.quote): claim for claim in claims}
    return {sample.quote: by_place[story.title, sample.quote] for story in stories() for sample in story.claims}


SAMPLES = {sample.quote: sample for story in stories() for sample in story.claims}


def test_people_can_sign_in_with_the_printed_passwords(loaded: Any) -> None:
    people = {user.email: user for user in User.objects.all()}
    assert set(people) == {account.email for account in accounts()}
    for account in accounts():
        assert people[account.email].role == account.role
        assert people[account.email].check_password(account.password)


def test_every_chosen_claim_is_where_its_sample_says(loaded: Any) -> None:
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


def test_the_rest_are_suggestions_of_the_splitter(loaded: Any) -> None:
    counts = Counter(Claim.objects.values_list("state", flat=True))
    wanted = Counter(sample.state for sample in SAMPLES.values())
    assert {state: counts[state] for state in State.values if state != State.SUGGESTED} == {
        state: wanted[state] for state in State.values if state != State.SUGGESTED
    }
    extra = Claim.objects.filter(state=State.SUGGESTED).exclude(quote__in=SAMPLES)
    assert extra.count() >= 40
    assert set(extra.values_list("origin", flat=True)) == {Origin.SPLITTER}
    assert not extra.filter(splitter="").exists()
    assert Article.objects.count() == len(stories())
    assert all(article.claims.filter(origin=Origin.SPLITTER).exists() for article in Article.objects.all())


def test_verdicts_are_as_last_saved_and_reviewed_by_somebody_else(loaded: Any) -> None:
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


def test_public_revisions_tell_what_happened(loaded: Any) -> None:
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


def test_the_correction_under_way_leaves_the_public_page_alone(loaded: Any) -> None:
    claim = Claim.objects.get(state=State.CHECKING, is_public=True)
    assert claim.slug
    assert claim.public_revisions.count() == 1
    assert claim.revisions.get().reviews.get().decision == Decision.APPROVED


def test_splitting_is_done_and_publishing_waits_for_a_worker(loaded: Any) -> None:
    assert set(Job.objects.filter(kind=JobKind.SPLIT_ARTICLE).values_list("state", flat=True)) == {JobState.DONE}
    publishing = Job.objects.filter(kind=JobKind.PUBLISH_CLAIM)
    assert publishing.count() == PublicRevision.objects.count()
    assert set(publishing.values_list("state", flat=True)) == {JobState.QUEUED}


def test_the_history_of_every_claim_is_whole(loaded: Any) -> None:
    last: dict[int, Event] = {}
    for event in Event.objects.filter(claim__isnull=False).order_by("claim_id", "number"):
        before = last.get(event.claim_id)
        assert event.previous_hash == (before.hash if before else "")
        assert event.hash == event_hash(event)
        last[event.claim_id] = event
    assert len(last) == Claim.objects.count()


def test_comments_are_threads(loaded: Any) -> None:
    assert Comment.objects.filter(parent__isnull=False).count() >= 6
    assert Comment.objects.filter(resolved_at__isnull=False).count() >= 3
    assert not Comment.objects.filter(author__role="viewer").exists()


def test_the_newsroom_has_its_name(loaded: Any) -> None:
    assert Newsroom.current().name == "Estmere Fact Desk"


@pytest.mark.django_db
def test_a_second_load_changes_nothing(embedded: None) -> None:
    load_sample()
    before = (User.objects.count(), Article.objects.count(), Claim.objects.count(), Event.objects.count())
    with pytest.raises(SampleRefused, match="empty database"):
        load_sample()
    call_command("load_sample", "--if-empty", stdout=StringIO())
    assert (User.objects.count(), Article.objects.count(), Claim.objects.count(), Event.objects.count()) == before


@pytest.mark.django_db
def test_the_command_says_what_it_loaded(embedded: None) -> None:
    out = StringIO()
    call_command("load_sample", stdout=out)
    assert out.getvalue() == (f"Loaded the sample newsroom: 7 people, 10 articles, {Claim.objects.count()} claims.\n")


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--if-empty"]])
def test_it_refuses_outside_the_embedded_default(settings: Any, options: list[str]) -> None:
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="DATABASE_URL") as refusal:
        call_command("load_sample", *options)
    assert "\n" not in str(refusal.value)
    assert not User.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_person_already_there_is_left_alone(embedded: None) -> None:
    User.objects.create_user(username="first", email="first@example.org", password="the first of them all")
    call_command("load_sample", "--if-empty", stdout=StringIO())
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_sample")
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_load_that_breaks_leaves_nothing(embedded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def breaks_at_the_fifth(**arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:
            raise RuntimeError("the power went")
        return publish(**arguments)

    publish = loader.publish_claim
    monkeypatch.setattr(loader, "publish_claim", breaks_at_the_fifth)
    name = Newsroom.current().name
    with pytest.raises(RuntimeError, match="the power went"):
        load_sample()
    assert not connection.in_atomic_block
    for model in (User, Article, Claim, Event, Job, PublicRevision):
        assert not model.objects.exists()
    assert Newsroom.current().name == name


@pytest.mark.django_db
def test_the_shown_accounts_can_open_the_desk(embedded: None, client: Client) -> None:
    load_sample()
    for account in shown_accounts():
        client.logout()
        assert client.login(request=None, email=account.email, password=account.password), account.role
