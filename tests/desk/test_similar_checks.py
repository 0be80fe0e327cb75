"""Similar earlier checks on the claim's page, and using their evidence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import claim as claims
from claims.actions.article import import_article
from claims.actions.passage import mark_repeat
from claims.models import Claim, Event, Evidence, User
from claims.models import words as vectors
from claims.queries import similar
from claims.queries.similar import similar_checks
from claims.vocabulary import State
from tests.cast import add_sentence, bring, complete, fresh, new_story

SignIn = Callable[[User], Client]


def said(editor: User, sentence: str) -> Claim:
    """A claim of these words in an article of its own."""
    article = import_article(actor=editor, title="", text=f"{sentence} And then the sun went down.")
    return claims.add_claim(actor=editor, article=article, start=0, end=len(sentence))


def checked(editor: User, checker: User, sentence: str, *, is_rated: bool = True) -> Claim:
    claim = said(editor, sentence)
    claim = claims.assign_claim(actor=editor, claim_id=claim.pk, version=claim.version, checker=checker)
    claim = claims.start_checking(actor=checker, claim_id=claim.pk, version=claim.version)
    if is_rated:
        complete(checker, claim)
    return fresh(claim)


def found(user: User, claim: Claim) -> list[int]:
    return [one.claim.pk for one in similar_checks(user, claim)]


def test_rare_words_count_for_more_than_common_ones(ed: User, mara: User):
    for number in range(6):
        said(ed, f"The council said something entirely else about item {number}")
    near = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    far = checked(ed, mara, "The council said that crowns rule the seas")
    claim = said(ed, "The council said the Brinkholm tram was worth its crowns")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim")
    assert found(ed, claim) == [near.pk, far.pk]
    shares = [one.share for one in similar_checks(ed, claim)]
    assert shares == sorted(shares, reverse=True)


def test_what_is_published_comes_first_with_the_rating_that_readers_see(ed: User, mara: User, claim_in):
    drafted, published = claim_in(State.CHECKING), claim_in(State.PUBLISHED)
    complete(mara, drafted, label="True")
    claim = said(ed, f"{drafted.quote} and {published.quote}")
    first, second = similar_checks(ed, claim)
    assert (first.claim.pk, first.rating) == (published.pk, "Mostly False")
    assert (second.claim.pk, second.rating) == (drafted.pk, "True")
    assert first.checked_at == published.public_revisions.get().published_at
    assert first.pieces == 1


def test_what_has_no_verdict_or_shares_one_word_is_no_earlier_check(ed: User, mara: User):
    sentence = "The Brinkholm tram cost 12 million crowns"
    checked(ed, mara, sentence, is_rated=False)
    checked(ed, mara, "A Brinkholm baker retires")
    assert found(ed, said(ed, f"Indeed: {sentence}")) == []


def test_the_claim_itself_its_repeats_and_its_original_are_left_out(ed: User, mara: User):
    original = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    repeat = said(ed, "Yes, the Brinkholm tram cost 12 million crowns")
    assert found(ed, repeat) == [original.pk]
    repeat = mark_repeat(actor=ed, claim_id=repeat.pk, version=repeat.version, original_id=original.pk)
    assert found(ed, repeat) == []
    assert found(ed, original) == []


def test_nobody_sees_a_check_that_they_may_not_see(ed: User, mara: User, vic: User, monkeypatch):
    hidden = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    claim = said(ed, "They say the Brinkholm tram cost 13 million crowns")
    assert found(vic, claim) == [hidden.pk]
    seen = Claim.objects.exclude(pk=hidden.pk)
    monkeypatch.setattr(similar, "claims_visible_to", lambda user: seen)
    assert found(vic, claim) == []
    monkeypatch.undo()
    vic.is_active = False
    assert found(vic, claim) == []


@pytest.mark.parametrize("sentence", ["It is so", "!!! ???", "Über & | : * ( ) <-> 'Überprüfung' 61,000 3.5 \\ it's"])
def test_no_words_break_it(ed: User, mara: User, sentence: str):
    assert found(ed, said(ed, sentence)) == []


def test_the_page_lists_them_with_what_can_be_done(sign_in: SignIn, ed: User, mara: User, vic: User):
    other = checked(ed, mara, "The Brinkholm <b>tram</b> cost 12 million crowns")
    claim = checked(ed, mara, "Again: the Brinkholm tram cost 12 million crowns", is_rated=False)
    url = f"/desk/claims/{claim.pk}/"

    def panel(user: User) -> str:
        page = sign_in(user).get(url).content.decode()
        return re.search(r'<details class="panel similar".*?</details>', page, re.S)[0]  # type: ignore[index]

    assert f'href="/desk/claims/{other.pk}/"' in panel(mara)
    assert "Brinkholm &lt;b&gt;tram" in panel(mara)
    assert "Mostly False" in panel(mara)
    assert f"/desk/claims/{claim.pk}/evidence/from/{other.pk}/" in panel(mara)
    assert "Mark as a repeat of this" not in panel(mara)  # That is an editor's.
    assert "Mark as a repeat of this" in panel(ed)
    assert "<form" not in panel(vic)
    assert "Use its evidence" not in panel(vic)
    sent = {"do": "mark_repeat", "version": claim.version, "similar": other.pk}
    sign_in(ed).post(f"{url}passage/", sent)
    assert (fresh(claim).state, fresh(claim).repeat_of_id) == (State.DISMISSED, other.pk)


def take(desk: Client, claim: Claim, other: Claim, *ticked: Evidence, stance: str = "context"):
    sent = {f"take-{piece.pk}": "on" for piece in ticked} | {f"stance-{piece.pk}": stance for piece in ticked}
    return desk.post(f"/desk/claims/{claim.pk}/evidence/from/{other.pk}/", sent, follow=True)


def test_evidence_is_taken_over_once_and_the_history_says_where_from(sign_in: SignIn, ed: User, mara: User):
    other = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    claim = checked(ed, mara, "Again: the Brinkholm tram cost 12 million crowns", is_rated=False)
    theirs = other.evidence.get()
    Evidence.objects.filter(pk=theirs.pk).update(note="What it means there.")
    desk = sign_in(mara)
    form = desk.get(f"/desk/claims/{claim.pk}/evidence/from/{other.pk}/").content.decode()
    assert "Repairs booked in April: 38.2 million crowns." in form
    page = take(desk, claim, other, theirs).content.decode()
    assert "1 piece of evidence is taken over." in page
    assert "took over 1 piece of evidence from the check of" in page
    mine = claim.evidence.get()
    assert (mine.source_id, mine.passage, mine.locator) == (theirs.source_id, theirs.passage, theirs.locator)
    assert (mine.stance, mine.note, mine.added_by, mine.is_primary) == ("context", "", mara, True)
    assert other.evidence.count() == 1
    event = Event.objects.filter(claim=claim).newest()
    assert event.data["from"] == other.pk
    assert event.data["pieces"][0]["taken_from"] == theirs.pk
    # A second click finds it there.
    assert "All of that is on this claim already." in take(desk, claim, other, theirs).content.decode()
    assert claim.evidence.count() == 1
    assert Event.objects.filter(claim=claim).newest() == event


def test_who_may_not_edit_evidence_takes_none_over(sign_in: SignIn, ed: User, mara: User, cem: User, vic: User):
    other = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    claim = checked(ed, mara, "Again: the Brinkholm tram cost 12 million crowns", is_rated=False)
    for person in (cem, vic):
        assert take(sign_in(person), claim, other, other.evidence.get()).status_code == 403
    open_claim = said(ed, "The Brinkholm tram was cheap")
    assert take(sign_in(ed), open_claim, other, other.evidence.get()).status_code == 409
    assert not claim.evidence.exists()


def test_nothing_ticked_foreign_evidence_and_the_claims_own_are_refused(sign_in: SignIn, ed: User, mara: User):
    other = checked(ed, mara, "The Brinkholm tram cost 12 million crowns")
    claim = checked(ed, mara, "Again: the Brinkholm tram cost 12 million crowns", is_rated=False)
    desk = sign_in(mara)
    nothing = take(desk, claim, other)
    assert nothing.status_code == 400
    assert "Choose at least one piece of evidence." in nothing.content.decode()
    assert take(desk, other, other, other.evidence.get()).status_code == 400
    assert take(desk, claim, other, other.evidence.get(), stance="maybe").status_code == 400
    assert desk.get(f"/desk/claims/{claim.pk}/evidence/from/99999/").status_code == 404
    assert not claim.evidence.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_is_the_same(ed: User, mara: User, count: int):
    for _number in range(count):
        bring(State.IN_REVIEW, editor=ed, checker=mara, article=new_story(ed))
    claim = add_sentence(ed, new_story(ed))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(similar_checks(ed, claim)) == min(count, similar.SHOWN)
    assert len(queries) == 3


def test_the_index_stands_behind_it(db: None):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    hits = Claim.objects.annotate(words=vectors.CLAIM).filter(words=similar._any_of(["tram", "crane"]))
    assert "claim_words" in hits.order_by().explain()
