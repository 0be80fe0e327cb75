"""What the database refuses by itself, asked past every action."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Address, Article, Claim, Event, PublicRevision, Review, Revision, Snapshot, User, Verdict
from claims.vocabulary import Decision, State
from tests.cast import newest

KEPT = [Snapshot, Event, Revision, Review, PublicRevision]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
@pytest.mark.parametrize("how", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_kept_rows_cannot_be_changed_or_removed(model: type, how: str, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.PUBLISHED)
    assert model.objects.exists()
    with (
        pytest.raises(DatabaseError, match=r"cannot be changed or removed|pending trigger events"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(how.format(model._meta.db_table))


def raw_claim(story: Article, **changes: object) -> Claim:
    text = story.current_snapshot.text
    fields = {"start": 5, "end": 14, "quote": text[5:14], "state_changed_at": timezone.now()} | changes
    return Claim(article=story, snapshot=story.current_snapshot, **fields)


def test_the_quote_is_the_text_at_the_offsets(story: Article) -> None:
    raw_claim(story).save()
    with pytest.raises(IntegrityError, match="quote is not"), transaction.atomic():
        raw_claim(story, start=20, end=30).save()


def test_a_claim_cannot_be_moved_off_its_words(story: Article) -> None:
    claim = raw_claim(story)
    claim.save()
    with pytest.raises(IntegrityError, match="quote is not"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(start=6)
    with pytest.raises(IntegrityError, match="quote is not"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(quote="something else")


def test_offsets_count_code_points(ed: User) -> None:
    from claims.actions.article import import_article

    article = import_article(actor=ed, title="Emoji", text="🏴‍☠️ é (e + U+0301: é) says 🧾 cost 40.")
    text = article.current_snapshot.text
    start = text.index("cost")
    Claim(
        article=article,
        snapshot=article.current_snapshot,
        start=start,
        end=start + 7,
        quote="cost 40",
        state_changed_at=timezone.now(),
    ).save()


def test_many_claims_of_a_long_text_are_compared_each(ed: User) -> None:
    from claims.actions.article import import_article

    words = "".join(f"Ship {number} is 🚢 and late. " for number in range(4_000))  # Pieces of 20,000 are read.
    article = import_article(actor=ed, title="Long", text=words)
    text = article.current_snapshot.text
    spans = [(start, start + 30) for start in range(0, len(text) - 60_000, 997)]
    spans += [(19_990, 20_010), (20_000, 40_000), (19_999, 20_000), (1, 60_001), (len(text) - 5, len(text))]
    claims = [raw_claim(article, start=start, end=end, quote=text[start:end]) for start, end in spans]
    Claim.objects.bulk_create(claims)
    wrong = [raw_claim(article, start=at, end=at + 9, quote=text[at : at + 9]) for at in (3, 20_003, 50_003)]
    wrong[1].quote = "elsewhere"
    with (
        pytest.raises(IntegrityError, match="quote is not the snapshot's text at 20003 to 20012"),
        transaction.atomic(),
    ):
        Claim.objects.bulk_create(wrong)


def test_a_claim_s_snapshot_is_its_article_s(story: Article, ed: User) -> None:
    from tests.cast import new_story

    claim = raw_claim(story)
    claim.article = new_story(ed)
    with pytest.raises(IntegrityError, match="another article"), transaction.atomic():
        claim.save()


@pytest.mark.parametrize(
    "changes",
    [
        {"end": 5, "quote": ""},
        {"state": "thinking"},
        {"priority": 9},
        {"score": 1.5},
        {"state": State.CHECKING},
        {"state": State.DISMISSED},
        {"is_public": True},
        {"state": State.PUBLISHED},
    ],
    ids=str,
)
def test_impossible_claims_are_refused(changes: dict[str, object], story: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        raw_claim(story, **changes).save()


def test_the_same_span_is_one_claim(story: Article) -> None:
    raw_claim(story).save()
    with pytest.raises(IntegrityError, match="claim_span_once"), transaction.atomic():
        raw_claim(story).save()


def test_one_verdict_a_claim(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.IN_REVIEW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(claim=claim)


def test_an_author_cannot_approve(claim_in: Callable[..., Claim], mara: User, ada: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    for reviewer, reason in ((mara, ""), (mara, "in a hurry")):
        with pytest.raises(IntegrityError, match="author of the verdict"), transaction.atomic():
            Review.objects.create(
                revision_id=newest(claim), reviewer=reviewer, decision=Decision.APPROVED, override_reason=reason
            )


def test_only_an_admin_overrides_and_only_with_a_reason(claim_in: Callable[..., Claim], ada: User) -> None:
    claim = claim_in(State.IN_REVIEW, checker=ada)
    with pytest.raises(IntegrityError, match="author of the verdict"), transaction.atomic():
        Review.objects.create(revision_id=newest(claim), reviewer=ada, decision=Decision.APPROVED)
    Review.objects.create(
        revision_id=newest(claim), reviewer=ada, decision=Decision.APPROVED, override_reason="Nobody else is here"
    )


def test_a_public_address_stays(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.PUBLISHED)
    for slug in (None, "another"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(slug=slug)
    given = Address.objects.get(owner=claim.pk)
    for change in (lambda: Address.objects.filter(pk=given.pk).update(owner=0), given.delete):
        with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
            change()
