"""A new split is compared first, changes only what nobody has touched, and only what somebody was shown."""

from __future__ import annotations

import pytest
from django.db import transaction

from claims.access import jobs_visible_to
from claims.actions import claim as claims
from claims.actions import resplit
from claims.actions.comment import add_comment
from claims.actions.errors import Conflict, Invalid, Refused
from claims.models import Article, Claim, Job, Snapshot, User
from claims.queries import resplit as queries
from claims.queries.events import first_broken_event
from claims.queries.resplit import newest_preview
from claims.splitting.split import VERSION, split
from claims.vocabulary import JobKind, JobState, Origin, State
from tests.splitters import (
    CRANE,
    FAILURES,
    INJURED,
    OKAFOR,
    REPAIRS,
    WARNINGS,
    Install,
    apply,
    claim_of,
    comparison_of,
    everything,
    keys,
    work,
)

# The preview


def test_a_preview_stores_what_was_found_and_changes_nothing(split_by_1: Article, ed: User, install: Install):
    before = everything(split_by_1)
    install("en-2", CRANE)
    resplit.start_preview(actor=ed, article=split_by_1)
    job = work(split_by_1, JobKind.PREVIEW_SPLIT)
    assert (job.state, job.progress, job.created_by) == (JobState.DONE, 100, ed)
    assert job.result["splitter"] == "en-2"
    assert [row["start"] for row in job.result["claims"]] == [split_by_1.current_snapshot.text.index(CRANE)]
    assert everything(split_by_1) == before
    assert list(split_by_1.events.values_list("kind", flat=True)) == ["import", "split"]


def test_a_waiting_preview_is_not_queued_twice_and_the_newest_alone_keeps_its_result(previewed: Article, ed: User):
    first = resplit.start_preview(actor=ed, article=previewed)
    assert resplit.start_preview(actor=ed, article=previewed) == first
    work(previewed, JobKind.PREVIEW_SPLIT)
    assert list(Job.objects.filter(result__isnull=False)) == [first]


def test_it_shows_what_would_be_added_removed_and_described_anew(previewed: Article, ed: User):
    found = comparison_of(ed, previewed)
    text = previewed.current_snapshot.text
    assert [(change.kind, text[change.start : change.end]) for change in found.changes] == [
        ("remove", INJURED),
        ("add", FAILURES),
        ("describe", REPAIRS),
    ]
    assert set(found.changes[-1].different) == {"speaker", "speaker_as_printed", "cue", "score"}
    assert (found.unchanged, found.kept) == (2, [])


def test_the_real_splitter_finds_again_what_it_found(story: Article, ed: User):
    work(story, JobKind.SPLIT_ARTICLE)
    work(story, JobKind.PREVIEW_SPLIT)
    found = comparison_of(ed, story)
    assert (found.changes, found.unchanged) == ([], Claim.objects.count())
    assert found.unchanged > 5
    assert not queries.is_due(story)


# Carrying it out


def test_the_changes_are_made_and_written_into_the_history(previewed: Article, ed: User):
    applied = apply(ed, previewed)
    assert applied == resplit.Applied(added=1, removed=1, described=1)
    new, gone, anew = (claim_of(previewed, words) for words in (FAILURES, INJURED, REPAIRS))
    assert (new.state, new.origin, new.splitter, new.is_touched) == (State.SUGGESTED, Origin.SPLITTER, "en-2", False)
    assert (gone.state, gone.is_touched, gone.version) == (State.DISMISSED, False, 2)
    assert gone.dismissed_reason == "No longer suggested by the splitter en-2."
    assert anew.speaker is not None
    assert (anew.speaker.name, anew.score, anew.splitter) == ("Lena Okafor", 0.9, "en-2")
    assert (anew.version, anew.is_touched) == (2, False)
    for claim, kinds in ((new, ["suggest"]), (gone, ["suggest", "unsuggest"]), (anew, ["suggest", "describe"])):
        assert list(claim.events.order_by("number").values_list("kind", flat=True)) == kinds
        assert first_broken_event(claim.events) is None
    assert gone.events.newest().data == {
        "splitter": "en-2",
        "was": {"splitter": "en-1"},
        "from": "suggested",
        "to": "dismissed",
    }
    assert anew.events.newest().data["was"] == {
        "splitter": "en-1",
        "speaker": None,
        "speaker_as_printed": "",
        "cue": "",
        "score": 0.5,
    }
    noted = previewed.events.newest()
    assert (noted.kind, noted.actor) == ("resplit", ed)
    assert noted.data == {"splitter": "en-2", "snapshot": 1, "added": 1, "removed": 1, "described": 1, "left": 0}
    assert comparison_of(ed, previewed).changes == []


def test_some_can_be_picked_and_the_others_wait(previewed: Article, ed: User):
    assert apply(ed, previewed, keys(ed, previewed, "add")) == resplit.Applied(1, 0, 0)
    assert claim_of(previewed, INJURED).state == State.SUGGESTED
    assert [change.kind for change in comparison_of(ed, previewed).changes] == ["remove", "describe"]
    assert previewed.events.newest().data["left"] == 2


def test_all_are_made_when_they_are_still_the_ones_that_were_shown(previewed: Article, ed: User, mara: User):
    fingerprint = comparison_of(ed, previewed).fingerprint
    add_comment(actor=mara, claim_id=claim_of(previewed, INJURED).pk, body="Who counted?")
    with pytest.raises(Conflict):
        apply(ed, previewed, keys=None, fingerprint=fingerprint)
    applied = apply(ed, previewed, keys=None, fingerprint=comparison_of(ed, previewed).fingerprint)
    assert applied == resplit.Applied(1, 0, 1)


def test_what_was_taken_back_can_be_suggested_again(previewed: Article, ed: User, install: Install):
    apply(ed, previewed)
    install("en-3", CRANE, WARNINGS, (REPAIRS, OKAFOR), FAILURES, (INJURED, {"score": 0.7}))
    work(previewed, JobKind.PREVIEW_SPLIT)
    (change,) = comparison_of(ed, previewed).changes
    was = claim_of(previewed, INJURED)
    assert (change.kind, change.claim) == ("add", was)
    apply(ed, previewed)
    claim = claim_of(previewed, INJURED)
    assert (claim.pk, claim.state, claim.dismissed_reason, claim.score) == (was.pk, State.SUGGESTED, "", 0.7)
    assert list(claim.events.order_by("number").values_list("kind", flat=True)) == ["suggest", "unsuggest", "suggest"]
    assert first_broken_event(claim.events) is None


def test_leaving_everything_is_noted_and_nobody_is_asked_again(previewed: Article, ed: User):
    before = everything(previewed)
    assert queries.is_due(previewed)
    preview = newest_preview(ed, previewed)
    assert preview is not None
    resplit.leave_as_it_is(actor=ed, article=previewed, preview_id=preview.pk)
    assert everything(previewed) == before
    assert not queries.is_due(previewed)
    assert previewed.events.newest().data["left"] == 3


# What is refused writes nothing


def test_a_touch_after_the_preview_is_a_conflict_that_names_who(previewed: Article, ed: User, edna: User):
    wanted = keys(ed, previewed)
    claims.accept_claim(actor=edna, claim_id=claim_of(previewed, INJURED).pk, version=1)
    before = everything(previewed)
    with pytest.raises(Conflict, match="Edna Ruiz"):
        apply(ed, previewed, wanted)
    assert everything(previewed) == before
    assert previewed.events.newest().kind == "split"


def test_a_passage_that_was_marked_meanwhile_is_a_conflict(previewed: Article, ed: User, mara: User):
    wanted = keys(ed, previewed)
    start = previewed.current_snapshot.text.index(FAILURES)
    claims.add_claim(actor=mara, article=previewed, start=start, end=start + len(FAILURES))
    with pytest.raises(Conflict):
        apply(ed, previewed, wanted)


def test_another_preview_text_or_splitter_is_a_conflict(previewed: Article, ed: User, install: Install):
    wanted = keys(ed, previewed)
    old = newest_preview(ed, previewed)
    assert old is not None

    def refused() -> None:
        with pytest.raises(Conflict):
            resplit.apply_preview(actor=ed, article=previewed, preview_id=old.pk, keys=wanted)
        with pytest.raises(Conflict):
            resplit.leave_as_it_is(actor=ed, article=previewed, preview_id=old.pk)

    install("en-3", CRANE)
    refused()
    install("en-2", CRANE)
    with transaction.atomic():
        text = "Another text."
        Snapshot.objects.create(
            article=previewed, number=2, text=text, sha256="0" * 64, char_count=len(text), created_by=ed
        )
        refused()
        transaction.set_rollback(True)
    work(previewed, JobKind.PREVIEW_SPLIT)
    refused()


@pytest.mark.parametrize("who", ["mara", "vic"])
def test_only_editors_may(previewed: Article, who: str, request: pytest.FixtureRequest):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        resplit.start_preview(actor=person, article=previewed)
    with pytest.raises(Refused):
        resplit.apply_preview(actor=person, article=previewed, preview_id=1, keys=set())
    with pytest.raises(Refused):
        resplit.leave_as_it_is(actor=person, article=previewed, preview_id=1)


def test_nothing_and_too_much_are_refused(previewed: Article, ed: User, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Invalid, match="at least one"):
        apply(ed, previewed, set())
    monkeypatch.setattr(resplit, "AT_ONCE", 2)
    with pytest.raises(Invalid, match="At most 2"):
        apply(ed, previewed)


def test_nonsense_in_place_of_a_change_is_a_conflict(previewed: Article, ed: User):
    for key in ("", "remove", f"remove-1-2-{'9' * 30}.1", "add-1-2-٣.1"):
        with pytest.raises(Conflict):
            apply(ed, previewed, {key})


# Who is due, and how much it costs


def test_an_article_is_due_until_somebody_has_compared(split_by_1: Article, ed: User, install: Install):
    assert not queries.is_due(split_by_1)
    install("en-2", CRANE)
    assert queries.is_due(split_by_1)
    assert list(queries.articles_due()) == [split_by_1]
    # Looking for more adds, and leaves what the old version has suggested as it is.
    work(split_by_1, JobKind.SPLIT_ARTICLE)
    assert queries.is_due(split_by_1)
    work(split_by_1, JobKind.PREVIEW_SPLIT)
    apply(ed, split_by_1, keys(ed, split_by_1, "remove"))
    assert not queries.is_due(split_by_1)
    install("en-3", CRANE)
    assert queries.is_due(split_by_1)


def test_the_number_of_queries_does_not_grow_with_the_changes(
    story: Article, ed: User, install: Install, django_assert_max_num_queries
):
    words = sorted(set(story.current_snapshot.text.split()), key=story.current_snapshot.text.index)
    places = {story.current_snapshot.text.index(word) for word in words}
    assert len(places) > 40
    install("en-1", *words[:20])
    work(story, JobKind.SPLIT_ARTICLE)
    install("en-2", *((word, {"score": 0.9}) for word in words[:10]), *words[30:])
    work(story, JobKind.PREVIEW_SPLIT)
    few = sorted(keys(ed, story))[:3]
    with django_assert_max_num_queries(30):
        apply(ed, story, set(few))
    with django_assert_max_num_queries(30):
        apply(ed, story)


def test_a_list_of_jobs_does_not_read_the_previews(previewed: Article, ed: User, django_assert_num_queries):
    with django_assert_num_queries(1):
        jobs = list(jobs_visible_to(ed))
        assert all("result" in job.get_deferred_fields() for job in jobs)
    with django_assert_num_queries(1):
        preview = newest_preview(ed, previewed)
        assert preview is not None
        assert preview.result is not None


def test_the_present_versions_are_those_of_the_splitter_itself():
    queries.present_versions.cache_clear()
    assert VERSION in queries.present_versions()
    assert split("Wörter ohne Regeln.", language="und").version in queries.present_versions()
