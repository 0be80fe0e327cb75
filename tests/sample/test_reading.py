"""The sample newsroom as data: what its screens show must hold together before any database sees it."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.password_validation import validate_password

from claims.actions.newsroom import STARTING_SCALE
from claims.actions.publish import CORRECTION_CLASSES
from claims.actions.verdict import SUMMARY_LIMIT
from claims.models import User
from claims.publishing.claimreview import CLAIM_LENGTH
from claims.sample.accounts import accounts, shown_accounts
from claims.sample.reading import SampleClaim, SampleComment, SampleDraft, SampleEvidence, Story, stories
from claims.vocabulary import Decision, Priority, Role, Stance, State

STORIES = stories()
CLAIMS = [(story, claim) for story in STORIES for claim in story.claims]
STATES = Counter(claim.state for _story, claim in CLAIMS)
BY_NAME = {account.username: account for account in accounts()}
LABELS = {label for _slug, label, *_rest in STARTING_SCALE}
EDITORS = {Role.EDITOR, Role.ADMIN}
LINK = re.compile(r"\]\((https?://[^)]+)\)")


def drafts_of(claim: SampleClaim) -> list[SampleDraft]:
    extra = [claim.correction.draft] if claim.correction and claim.correction.draft else []
    return [*claim.drafts, *extra]


def evidence_of(claim: SampleClaim) -> list[SampleEvidence]:
    return [*claim.evidence, *(claim.correction.evidence if claim.correction else ())]


def everything_said(comments: tuple[SampleComment, ...]) -> Iterator[SampleComment]:
    for comment in comments:
        yield comment
        yield from comment.replies


def words(story: Story) -> int:
    return len(story.text.split())


def names(case: tuple[Story, SampleClaim]) -> str:
    return f"{case[0].slug}: {case[1].quote[:40]}"


every_claim = pytest.mark.parametrize(("story", "claim"), CLAIMS, ids=map(names, CLAIMS))


@every_claim
def test_a_quote_stands_exactly_once_in_its_story(story: Story, claim: SampleClaim) -> None:
    assert story.text.count(claim.quote) == 1
    assert claim.quote == claim.quote.strip()


@every_claim
def test_a_speaker_is_named_in_the_story(story: Story, claim: SampleClaim) -> None:
    assert claim.speaker
    assert claim.speaker.rpartition(" ")[2].lower() in story.text.lower()


@every_claim
def test_everybody_named_exists_and_may_do_it(story: Story, claim: SampleClaim) -> None:
    assert BY_NAME[claim.editor].role in EDITORS
    if claim.checker:
        assert BY_NAME[claim.checker].role == Role.CHECKER
    reviewers = [draft.review.by for draft in drafts_of(claim) if draft.review]
    more = [part.by for part in (claim.correction, claim.withdrawal) if part]
    assert all(BY_NAME[name].role in EDITORS for name in [*reviewers, *more])
    for comment in everything_said(claim.comments):
        assert BY_NAME[comment.by].role != Role.VIEWER
        assert not comment.resolved_by or comment.resolved_by in BY_NAME
        assert set(re.findall(r"@(\w+)", comment.body)) <= set(BY_NAME)


@every_claim
def test_the_state_has_what_it_needs(story: Story, claim: SampleClaim) -> None:
    state = State(claim.state)
    untouched = state in {State.SUGGESTED, State.DISMISSED, State.TO_CHECK}
    assert bool(claim.checker) is not untouched
    assert bool(claim.dismissed_reason) is (state == State.DISMISSED)
    assert bool(claim.withdrawal) is (state == State.WITHDRAWN)
    if state in {State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED, State.PUBLISHED, State.CORRECTED}:
        assert claim.drafts
        assert claim.evidence
    decisions = {
        State.IN_REVIEW: None,
        State.CHANGES_REQUESTED: Decision.CHANGES_REQUESTED,
        State.APPROVED: Decision.APPROVED,
        State.PUBLISHED: Decision.APPROVED,
        State.CORRECTED: Decision.APPROVED,
        State.WITHDRAWN: Decision.APPROVED,
    }
    if state in decisions:
        review = drafts_of(claim)[-1].review
        assert (review.decision if review else None) == decisions[state]


@every_claim
def test_words_come_from_the_vocabulary(story: Story, claim: SampleClaim) -> None:
    assert claim.priority in {priority.name.lower() for priority in Priority}
    assert {evidence.stance for evidence in evidence_of(claim)} <= set(Stance.values)
    assert {draft.rating for draft in drafts_of(claim) if draft.rating} <= LABELS
    if claim.correction and claim.correction.draft:
        assert claim.correction.change in CORRECTION_CLASSES
        changed = claim.correction.draft.rating != claim.drafts[-1].rating
        assert changed is (claim.correction.change == "rating_changed")


@every_claim
def test_a_verdict_sent_to_review_is_complete_and_cites_its_evidence(story: Story, claim: SampleClaim) -> None:
    addresses = {evidence.url for evidence in evidence_of(claim)}
    for draft in drafts_of(claim):
        links = set(LINK.findall(draft.explanation))
        assert links, "an explanation cites its evidence"
        assert links <= addresses
        assert 0 < len(draft.summary) <= SUMMARY_LIMIT
        if draft.review or claim.state == State.IN_REVIEW:
            assert draft.rating
            assert len(draft.explanation.strip().split("\n\n")) >= 2


@every_claim
def test_markdown_holds_no_html(story: Story, claim: SampleClaim) -> None:
    for draft in drafts_of(claim):
        assert not re.search(r"<[A-Za-z/!?]", draft.explanation + draft.not_found + draft.summary)


@every_claim
def test_addresses_lead_nowhere_real(story: Story, claim: SampleClaim) -> None:
    copies = [evidence.archived_url for evidence in evidence_of(claim) if evidence.archived_url]
    for address in [story.url, *(evidence.url for evidence in evidence_of(claim)), *copies]:
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert str(parts.hostname).endswith(".example")


@every_claim
def test_one_address_is_one_source(story: Story, claim: SampleClaim) -> None:
    same = [
        (evidence.title, evidence.publisher, evidence.interest)
        for _story, other in CLAIMS
        for evidence in evidence_of(other)
        if evidence.url in {mine.url for mine in evidence_of(claim)}
    ]
    assert len(set(same)) == len({evidence.url for evidence in evidence_of(claim)})


@every_claim
def test_evidence_says_what_stands_where(story: Story, claim: SampleClaim) -> None:
    for evidence in evidence_of(claim):
        assert evidence.passage
        assert evidence.locator
        assert evidence.publisher


@every_claim
def test_what_readers_see_fits_the_claim_review(story: Story, claim: SampleClaim) -> None:
    if claim.state in {State.APPROVED, State.PUBLISHED, State.CORRECTED} or claim.correction:
        assert len(claim.wording or claim.quote) <= CLAIM_LENGTH


def test_published_verdicts_rest_on_two_sources_or_say_both_sides() -> None:
    for _story, claim in CLAIMS:
        if claim.state in {State.PUBLISHED, State.CORRECTED, State.WITHDRAWN}:
            assert len({evidence.url for evidence in evidence_of(claim)}) >= 2, claim.quote


def test_every_state_has_claims() -> None:
    assert set(STATES) == set(State.values)
    assert 40 <= len(CLAIMS) <= 50
    assert STATES[State.CORRECTED] == 2
    assert STATES[State.WITHDRAWN] == 1


def test_every_rating_is_published() -> None:
    published = {claim.drafts[-1].rating for _story, claim in CLAIMS if claim.state == State.PUBLISHED}
    assert published == LABELS


def test_one_correction_is_under_way_and_two_are_out() -> None:
    corrections = [claim for _story, claim in CLAIMS if claim.correction]
    under_way = [claim for claim in corrections if claim.correction and claim.correction.draft is None]
    assert [claim.state for claim in under_way] == [State.CHECKING]
    assert Counter(claim.correction.change for claim in corrections if claim.correction) == {
        "": 1,
        "correction": 1,
        "rating_changed": 1,
    }


def test_some_work_is_overdue_and_some_is_urgent() -> None:
    days = [claim.due_in_days for _story, claim in CLAIMS if claim.due_in_days is not None]
    assert sum(day < 0 for day in days) >= 3
    assert sum(day == 0 for day in days) >= 1
    assert sum(day > 0 for day in days) >= 5
    urgent = [claim for _story, claim in CLAIMS if claim.priority == "urgent"]
    assert {claim.state for claim in urgent} >= {State.TO_CHECK, State.ASSIGNED, State.CHECKING}


def test_ten_stories_of_wire_length_and_one_long() -> None:
    assert len(STORIES) == 10
    lengths = sorted(map(words, STORIES))
    assert lengths[0] >= 250
    assert lengths[-2] <= 500
    assert lengths[-1] >= 900
    assert len({story.publisher for story in STORIES}) >= 5


def test_stories_are_dated_in_autumn_2026_oldest_first() -> None:
    dates = [story.published_on for story in STORIES]
    assert dates == sorted(dates)
    assert {(day.year, day.month) for day in dates} == {(2026, 9), (2026, 10), (2026, 11)}


def test_a_story_begins_with_its_title_and_has_a_dateline_or_is_a_transcript() -> None:
    transcripts = [story for story in STORIES if not re.search(r"^[A-ZÖ]{4,}[^.\n]{0,30} - ", story.text, re.MULTILINE)]
    assert [story.slug for story in transcripts] == ["06-budget-transcript"]
    assert len(re.findall(r"^[A-Z]{5,}[^:\n]*: ", transcripts[0].text, re.MULTILINE)) >= 10
    assert all(story.text.startswith(story.title + "\n\n") for story in STORIES)


def test_stories_have_the_scripts_and_quotes_that_break_things() -> None:
    texts = [story.text for story in STORIES]
    assert any(re.search(r"[\u0600-\u06ff]{3,}", text) for text in texts)
    assert any(re.search(r"\w*[äöüß]\w*", text) and re.search(r"\b\w{25,}\b", text) for text in texts)
    assert any("“" in text for text in texts)
    assert any('"' in text for text in texts)
    assert any(re.search("[^\n ]+’s", text) for text in texts)
    assert not any("\r" in text or "\t" in text for text in texts)


def test_accounts_cover_every_role_once_to_show() -> None:
    assert {account.role for account in shown_accounts()} == set(Role.values)
    assert len(shown_accounts()) == len(Role)
    roles = Counter(account.role for account in accounts())
    assert roles == {Role.EDITOR: 2, Role.CHECKER: 3, Role.VIEWER: 1, Role.ADMIN: 1}
    assert len({account.email for account in accounts()}) == len({account.username for account in accounts()}) == 7


@pytest.mark.parametrize("account", accounts(), ids=lambda account: account.username)
def test_a_password_is_one_that_the_product_accepts(account) -> None:  # type: ignore[no-untyped-def]
    assert account.email.endswith("@example.org")
    assert len(account.password) >= 12
    validate_password(account.password, User(email=account.email, username=account.username, name=account.name))
