"""A new split is compared first, changes only what nobody has touched, and only what somebody was shown."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from claims.actions import claim as claims
from claims.actions import resplit
from claims.actions.comment import add_comment
from claims.actions.errors import Conflict, Invalid, Refused
from claims.models import Article, Claim, Job, Snapshot, User
from claims.queries import resplit as queries
from claims.queries.events import first_broken_event
from claims.queries.resplit import Comparison, claims_to_compare, compare, found_by, newest_preview
from claims.vocabulary import JobKind, JobState, Origin, Role, State
from tests.cast import bring, fresh, make_user, new_story
from tests.splitters import CONTAINERS, CRANE, FAILURES, INJURED, REPAIRS, WARNINGS, Install, work

OKAFOR = {"speaker": "Lena Okafor", "speaker_as_printed": "Okafor", "cue": "said", "score": 0.9}


@pytest.fixture
def split_by_1(story: Article, install: Install) -> Article:
    """The story as the splitter en-1 has split it: four suggestions."""
    install("en-1", CRANE, WARNINGS, REPAIRS, INJURED)
    work(story, JobKind.SPLIT_ARTICLE)
    return story


@pytest.fixture
def previewed(split_by_1: Article, install: Install) -> Article:
    """And then compared with en-2: one suggestion new, one gone, one described anew, two as they were."""
    install("en-2", CRANE, WARNINGS, (REPAIRS, OKAFOR), FAILURES)
    work(split_by_1, JobKind.PREVIEW_SPLIT)
    return split_by_1


def claim_of(article: Article, words: str) -> Claim:
    return Claim.objects.get(article=article, quote=words)


def comparison_of(user: User, article: Article) -> Comparison:
    found = found_by(newest_preview(user, article), article.current_snapshot)
    assert found is not None
    return compare(found, claims_to_compare(article.current_snapshot.pk))


def keys(user: User, article: Article, *kinds: str) -> set[str]:
    return {change.key for change in comparison_of(user, article).changes if not kinds or change.kind in kinds}


def apply(user: User, article: Article, wanted: set[str] | None = None, **more: Any) -> resplit.Applied:
    preview = newest_preview(user, article)
    assert preview is not None
    given = {"keys": keys(user, article) if wanted is None else wanted} | more
    return resplit.apply_preview(actor=user, article=article, preview_id=preview.pk, **given)


def everything(article: Article) -> list[dict[str, Any]]:
    return list(Claim.objects.filter(article=article).order_by("pk").values())


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


# What people have touched


def edit(actor: User, claim: Claim) -> None:
    claims.edit_claim(actor=actor, claim_id=claim.pk, version=1, wording="Two were hurt", speaker_name="The union")


TOUCHES: dict[str, Callable[[User, Claim], object]] = {
    "accepted": lambda ed, claim: claims.accept_claim(actor=ed, claim_id=claim.pk, version=1),
    "dismissed": lambda ed, claim: claims.dismiss_claim(actor=ed, claim_id=claim.pk, version=1, reason="Vague"),
    "worded": edit,
    "prioritised": lambda ed, claim: claims.prioritise_claim(
        actor=ed, claim_id=claim.pk, version=1, priority=3, due_on=None
    ),
    "commented": lambda ed, claim: add_comment(actor=ed, claim_id=claim.pk, body="Look at the ledger."),
}


@pytest.mark.parametrize("words", [REPAIRS, INJURED], ids=["found-again", "not-found-again"])
@pytest.mark.parametrize("how", TOUCHES)
def test_what_people_have_touched_is_never_changed(previewed: Article, ed: User, how: str, words: str):
    claim = claim_of(previewed, words)
    TOUCHES[how](ed, claim)
    before = Claim.objects.filter(pk=claim.pk).values().get()
    events = claim.events.count()
    found = comparison_of(ed, previewed)
    assert [kept.claim.pk for kept in found.kept] == [claim.pk]
    apply(ed, previewed)
    assert Claim.objects.filter(pk=claim.pk).values().get() == before
    assert claim.events.count() == events


def test_what_was_reopened_after_a_split_took_it_back_is_the_editors(previewed: Article, ed: User, install: Install):
    apply(ed, previewed)
    claim = claim_of(previewed, INJURED)
    claims.reopen_claim(actor=ed, claim_id=claim.pk, version=claim.version)
    install("en-3", CRANE)
    work(previewed, JobKind.PREVIEW_SPLIT)
    apply(ed, previewed)
    assert fresh(claim).state == State.SUGGESTED


def test_a_persons_mark_is_kept_and_no_twin_of_it_is_suggested(previewed: Article, ed: User, mara: User):
    text = previewed.current_snapshot.text
    start = text.index(FAILURES) + len("The ministry of transport has ")
    mark = claims.add_claim(actor=mara, article=previewed, start=start, end=text.index(FAILURES) + len(FAILURES))
    found = comparison_of(ed, previewed)
    assert "add" not in [change.kind for change in found.changes]
    (kept,) = found.kept
    assert kept.claim == mark
    assert [text[slice(*place)] for place in kept.recut] == [FAILURES]
    apply(ed, previewed)
    assert Claim.objects.filter(article=previewed).count() == 5


def test_a_claim_in_every_later_state_is_kept(ed: User, mara: User, install: Install, split_by_1: Article):
    later = [state for state in State if state not in (State.SUGGESTED, State.DISMISSED)]
    made = [bring(state, editor=ed, checker=mara, article=split_by_1) for state in later]
    install("en-2")
    for article in Article.objects.all():
        work(article, JobKind.PREVIEW_SPLIT)
    before = {claim.pk: Claim.objects.filter(pk=claim.pk).values().get() for claim in made}
    for article in Article.objects.all():
        if keys(ed, article):
            apply(ed, article)
    assert {pk: Claim.objects.filter(pk=pk).values().get() for pk in before} == before


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


# At the same time


@pytest.mark.django_db(transaction=True)
def test_somebody_who_is_at_work_on_a_claim_is_waited_for(install: Install):
    ed, mara = make_user(Role.EDITOR, "Ed Brandt"), make_user(Role.CHECKER, "Mara Lind")
    article = new_story(ed)
    install("en-1", CRANE, INJURED)
    work(article, JobKind.SPLIT_ARTICLE)
    install("en-2", CRANE)
    work(article, JobKind.PREVIEW_SPLIT)
    claim = claim_of(article, INJURED)
    wanted = keys(ed, article)
    has_touched, is_asked = threading.Event(), threading.Event()
    errors: list[Exception] = []

    def touch() -> None:
        try:
            with transaction.atomic():
                add_comment(actor=mara, claim_id=claim.pk, body="I am on it.")
                has_touched.set()
                is_asked.wait(10)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=touch)
    thread.start()
    assert has_touched.wait(10)
    # The comment is not committed, so nothing shows that the claim is no longer the splitter's; only its lock does.
    threading.Timer(0.3, is_asked.set).start()
    with pytest.raises(Conflict):
        apply(ed, article, wanted)
    thread.join()
    assert not errors
    assert (fresh(claim).state, fresh(claim).is_touched) == (State.SUGGESTED, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_one_makes_the_changes(install: Install):
    people = [make_user(Role.EDITOR, "Ed Brandt"), make_user(Role.EDITOR, "Edna Ruiz")]
    article = new_story(people[0])
    install("en-1", CRANE, INJURED)
    work(article, JobKind.SPLIT_ARTICLE)
    install("en-2", CRANE, FAILURES, CONTAINERS)
    work(article, JobKind.PREVIEW_SPLIT)
    wanted = keys(people[0], article)
    start = threading.Barrier(2)
    done: list[resplit.Applied] = []
    refused: list[Exception] = []

    def change(person: User) -> None:
        try:
            start.wait()
            done.append(apply(person, article, wanted))
        except Conflict as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), len(refused)) == (1, 1)
    assert Claim.objects.filter(article=article).count() == 4
    assert list(claim_of(article, INJURED).events.values_list("kind", flat=True)) == ["suggest", "unsuggest"]
