"""What a claim is: borders, splitting, merging, repeats. Nothing that hung on a claim gets lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.actions import article as articles
from claims.actions import claim as claims
from claims.actions import passage
from claims.actions.comment import add_comment
from claims.actions.errors import Conflict, Invalid, Refused
from claims.models import Article, Claim, User
from claims.vocabulary import State
from tests.cast import complete, fresh


def mark(actor: User, article: Article, words: str) -> Claim:
    start = article.current_snapshot.text.index(words)
    return claims.add_claim(actor=actor, article=article, start=start, end=start + len(words))


def handed_back(editor: User, checker: User, claim: Claim) -> Claim:
    """The claim after `checker` began, found evidence, said something and handed it back."""
    claim = claims.assign_claim(actor=editor, claim_id=claim.pk, version=claim.version, checker=checker)
    claim = claims.start_checking(actor=checker, claim_id=claim.pk, version=claim.version)
    complete(checker, claim)
    add_comment(actor=checker, claim_id=claim.pk, body="The ledger is at the port.")
    return claims.hand_back_claim(actor=checker, claim_id=claim.pk, version=claim.version)


# Borders


def test_new_borders_keep_what_still_lies_between_them(story: Article, ed: User) -> None:
    claim = mark(ed, story, "two people were injured")
    at = claim.start
    details = [{"kind": "figure", "start": at, "end": at + 3}, {"kind": "name", "start": at + 16, "end": at + 23}]
    Claim.objects.filter(pk=claim.pk).update(
        details=details, proposed_wording={"text": "x", "insertions": []}, wording="Two were hurt."
    )
    passage.change_borders(actor=ed, claim_id=claim.pk, version=claim.version, start=at - 1, end=at + 10)
    now = fresh(claim)
    assert (now.quote, now.wording, now.proposed_wording) == ("two people", "Two were hurt.", None)
    assert now.details == details[:1]
    assert now.events.newest().data["quote_before"] == "two people were injured"


def test_the_same_borders_are_no_change(story: Article, ed: User) -> None:
    claim = mark(ed, story, "two people were injured")
    passage.change_borders(actor=ed, claim_id=claim.pk, version=1, start=claim.start, end=claim.end + 1)
    assert (fresh(claim).version, claim.events.count()) == (1, 1)


@pytest.mark.parametrize(("start", "end", "said"), [(5, 5, "Select"), (0, 10**6, "Select"), (0, 14, "claim already")])
def test_borders_that_cannot_be(story: Article, ed: User, start: int, end: int, said: str) -> None:
    mark(ed, story, "Port authority")
    claim = mark(ed, story, "two people were injured")
    with pytest.raises(Invalid, match=said):
        passage.change_borders(actor=ed, claim_id=claim.pk, version=1, start=start, end=end)


def test_what_was_sent_to_review_once_keeps_its_words(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    claim = claim_in(State.CHANGES_REQUESTED)
    claim = claims.hand_back_claim(actor=mara, claim_id=claim.pk, version=claim.version)
    assert claim.state == State.TO_CHECK
    with pytest.raises(Refused, match="sent to review already"):
        passage.change_borders(actor=ed, claim_id=claim.pk, version=claim.version, start=0, end=4)


# Splitting


def test_a_claim_becomes_two_in_the_same_state(story: Article, ed: User, mara: User) -> None:
    claim = mark(ed, story, "cost 40 million")
    claims.edit_claim(actor=ed, claim_id=claim.pk, version=1, wording="It cost 40 million.", speaker_name="The port")
    claims.assign_claim(actor=ed, claim_id=claim.pk, version=2, checker=mara)
    at = claim.start + len("cost ")
    first, second = passage.split_claim(actor=mara, claim_id=claim.pk, version=3, at=at)
    assert (fresh(first).quote, second.quote) == ("cost", "40 million")
    assert (second.state, second.checker, second.speaker.name) == (State.ASSIGNED, mara, "The port")
    assert second.events.get().data["split_from"] == first.pk
    # The wording spoke of both; the history keeps it.
    assert fresh(first).wording == ""
    assert first.events.newest().data["wording_before"] == "It cost 40 million."


def test_both_parts_have_words(story: Article, ed: User) -> None:
    claim = mark(ed, story, "40 million crowns.")
    for at in (claim.start, claim.end, claim.end - 1, 0):
        with pytest.raises(Invalid, match="place"):
            passage.split_claim(actor=ed, claim_id=claim.pk, version=1, at=at)
    assert Claim.objects.count() == 1


# Merging


def test_two_neighbours_become_one_and_nothing_is_lost(story: Article, ed: User, mara: User) -> None:
    first = mark(mara, story, "two people were injured")
    second = handed_back(ed, mara, mark(ed, story, "when the boom fell"))
    # The second is further along, so it is the one that stays.
    kept = passage.merge_claims(
        actor=ed, claim_id=first.pk, version=first.version, other_id=second.pk, other_version=second.version
    )
    assert kept.pk == second.pk
    assert (kept.quote, kept.state) == ("two people were injured when the boom fell", State.TO_CHECK)
    gone = fresh(first)
    assert (gone.state, gone.repeat_of) == (State.DISMISSED, kept)
    assert f"Merged into claim {kept.pk}" in gone.dismissed_reason
    assert gone.events.newest().data["merged_into"] == kept.pk
    with pytest.raises(Refused):
        claims.undo_step(actor=ed, claim_id=gone.pk, version=gone.version)


def test_evidence_comments_and_draft_go_over(story: Article, ed: User, mara: User) -> None:
    first = handed_back(ed, mara, mark(ed, story, "two people were injured"))
    second = handed_back(ed, mara, mark(ed, story, "when the boom fell"))
    with pytest.raises(Invalid, match="draft"):
        passage.merge_claims(
            actor=ed, claim_id=first.pk, version=first.version, other_id=second.pk, other_version=second.version
        )
    first.verdict.delete()
    events = second.events.count()
    passage.merge_claims(
        actor=ed, claim_id=first.pk, version=first.version, other_id=second.pk, other_version=second.version
    )
    kept, gone = fresh(first), fresh(second)
    assert (kept.evidence.count(), kept.comments.count(), gone.evidence.count(), gone.comments.count()) == (2, 2, 0, 0)
    assert kept.verdict.summary
    assert kept.events.newest().data["moved"] == {"evidence": 1, "comments": 1, "replies": 0, "readers": 0}
    assert gone.events.count() == events + 1


@pytest.mark.parametrize(
    ("words", "others", "said"),
    [
        ("The ministry of transport", ["when the boom fell"], "Other claims stand between"),
        ("people were injured when", [], ""),
        ("two people were injured when the boom fell", [], "covers the words"),
    ],
)
def test_only_neighbours(story: Article, ed: User, words: str, others: list[str], said: str) -> None:
    claim, other = mark(ed, story, "two people were injured"), mark(ed, story, words)
    for between in others:
        mark(ed, story, between)
    merge = {"actor": ed, "claim_id": claim.pk, "version": 1, "other_id": other.pk, "other_version": 1}
    if said:
        with pytest.raises(Invalid, match=said):
            passage.merge_claims(**merge)
        assert fresh(other).state == State.TO_CHECK
    else:
        assert passage.merge_claims(**merge).quote == "two people were injured when"


def test_merging_is_refused_where_either_is_out_of_date_or_being_checked(
    story: Article, ed: User, edna: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    first, second = mark(ed, story, "two people were injured"), mark(ed, story, "when the boom fell")
    claims.prioritise_claim(actor=edna, claim_id=second.pk, version=1, priority=4, due_on=None)
    merge = {"actor": ed, "claim_id": first.pk, "version": 1, "other_id": second.pk}
    with pytest.raises(Conflict, match="Edna Ruiz"):
        passage.merge_claims(**merge, other_version=1)
    claims.assign_claim(actor=ed, claim_id=second.pk, version=2, checker=mara)
    claims.start_checking(actor=mara, claim_id=second.pk, version=3)
    with pytest.raises(Refused, match="Checking"):
        passage.merge_claims(**merge, other_version=4)
    with pytest.raises(Invalid, match="same text"):
        passage.merge_claims(**merge | {"other_id": 10**9}, other_version=1)
    assert fresh(first).quote == "two people were injured"


# Repeats


def test_a_repeat_leads_to_the_first_of_its_kind(claim_in: Callable[..., Claim], ed: User) -> None:
    published, again, third = claim_in(State.PUBLISHED), claim_in(State.SUGGESTED), claim_in(State.ASSIGNED)
    passage.mark_repeat(actor=ed, claim_id=again.pk, version=again.version, original_id=published.pk)
    passage.mark_repeat(actor=ed, claim_id=third.pk, version=third.version, original_id=again.pk)
    assert {repeat.pk for repeat in published.repeats.all()} == {again.pk, third.pk}
    now = fresh(third)
    assert (now.state, now.checker) == (State.DISMISSED, None)
    assert now.dismissed_reason.startswith(f"A repeat of claim {published.pk}: ")
    reopened = claims.reopen_claim(actor=ed, claim_id=third.pk, version=now.version)
    assert reopened.repeat_of is None


def test_a_claim_repeats_neither_itself_nor_what_is_dismissed(claim_in: Callable[..., Claim], ed: User) -> None:
    claim, gone, again = claim_in(State.TO_CHECK), claim_in(State.DISMISSED), claim_in(State.SUGGESTED)
    passage.mark_repeat(actor=ed, claim_id=again.pk, version=again.version, original_id=claim.pk)
    wrong = [(claim.pk, "itself"), (again.pk, "its own repeat"), (gone.pk, "dismissed"), (10**9, "no claim")]
    for original, said in wrong:
        with pytest.raises(Invalid, match=said):
            passage.mark_repeat(actor=ed, claim_id=claim.pk, version=claim.version, original_id=original)


def test_the_history_tells_it(story: Article, ed: User) -> None:
    from django.utils.html import strip_tags

    from claims.desk.history import timeline
    from claims.queries.claim import events_of

    first, second = mark(ed, story, "two people were injured"), mark(ed, story, "when the boom fell")
    kept = passage.merge_claims(actor=ed, claim_id=first.pk, version=1, other_id=second.pk, other_version=1)
    at = kept.start + len("two ")
    part, other = passage.split_claim(actor=ed, claim_id=kept.pk, version=kept.version, at=at)
    told = [strip_tags(entry.sentence) for entry in timeline(events_of(ed, fresh(part), None))]
    assert told[:2] == [
        "Ed Brandt split the claim in two; the words were “two people were injured when the boom fell”",
        "Ed Brandt merged another claim into this one; the words were “two people were injured”",
    ]
    assert strip_tags(timeline(events_of(ed, other, None))[0].sentence) == "Ed Brandt split this claim off another one"


def test_looking_again_does_not_suggest_what_a_person_reshaped(story: Article, ed: User) -> None:
    from claims.actions.jobs import claim_job
    from claims.actions.splitting import run_split
    from claims.vocabulary import JobKind

    run_split(claim_job(story.jobs.get(kind=JobKind.SPLIT_ARTICLE).pk))
    claim = max(story.claims.all(), key=lambda one: len(one.quote))
    before = (claim.start, claim.end)
    at = claim.start + claim.quote.index(" ")
    passage.change_borders(actor=ed, claim_id=claim.pk, version=claim.version, start=at, end=claim.end)
    count = story.claims.count()
    run_split(claim_job(articles.split_again(actor=ed, article=story).pk))
    assert before not in set(story.claims.values_list("start", "end"))
    assert story.claims.count() == count
