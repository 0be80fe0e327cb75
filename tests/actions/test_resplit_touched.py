"""What people have touched is never changed by a new split, not even while they are at it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from claims.actions import claim as claims
from claims.actions import resplit
from claims.actions.comment import add_comment
from claims.actions.errors import Conflict
from claims.models import Article, Claim, User
from claims.vocabulary import JobKind, Role, State
from tests.cast import bring, fresh, make_user, new_story
from tests.splitters import (
    CONTAINERS,
    CRANE,
    FAILURES,
    INJURED,
    REPAIRS,
    Install,
    apply,
    claim_of,
    comparison_of,
    keys,
    work,
)


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
