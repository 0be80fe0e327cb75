"""A check stands in the lists of its topics, its speaker and its month, and is counted there under its rating."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.actions import publish, review, site, verdict
from claims.actions.claim import speaker_named
from claims.models import Address, Claim, Placement, PublicList, Tally, Topic, User
from claims.vocabulary import ChangeClass, State
from tests.cast import fresh, newest, rating

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def publish_as(claim_in: Callable[..., Claim], ed: User) -> Callable[..., Claim]:
    """`publish_as("Lena Okafor", "Health")`: a check of what she said, about health, published and written."""

    def publish_as(speaker: str, *topics: str) -> Claim:
        claim = claim_in(State.APPROVED)
        describe(claim, speaker, *topics)
        publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
        site.write_claim(claim)
        return fresh(claim)

    return publish_as


def describe(claim: Claim, speaker: str, *topics: str) -> None:
    claim.speaker = speaker_named(speaker)
    claim.save()
    claim.topics.set([Topic.objects.get_or_create(name=name)[0] for name in topics])


def correct(ed: User, mara: User, claim: Claim, *, label: str, speaker: str, topics: tuple[str, ...]) -> None:
    """Publish a correction with another rating, speaker and topics."""
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="A new ledger.")
    describe(claim, speaker, *topics)
    draft = claim.verdict
    verdict.save_verdict(
        actor=mara,
        claim_id=claim.pk,
        version=draft.version,
        rating=rating(label),
        summary=draft.summary,
        explanation=draft.explanation,
        said="confirmed",
    )
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    publish.publish_correction(
        actor=ed,
        claim_id=claim.pk,
        revision_id=newest(claim),
        change_class=ChangeClass.RATING_CHANGED,
        reason="The ledger was another one.",
    )
    site.write_claim(claim)


def counted() -> dict[str, dict[str, int]]:
    """How many checks each topic and speaker has of each rating, as it is kept."""
    rows = Tally.objects.filter(checks__gt=0, public_list__kind__in=["topic", "speaker"])
    found: dict[str, dict[str, int]] = {}
    for row in rows.select_related("public_list", "rating"):
        found.setdefault(row.public_list.key, {})[row.rating.label] = row.checks
    return found


def test_a_check_is_listed_by_topic_speaker_and_month(publish_as: Callable[..., Claim], folder: Path) -> None:
    claim = publish_as("Lena Okafor", "Health", "Budget")
    link = f'href="/checks/{claim.slug}/"'
    for page in ("topics/health", "topics/budget", "speakers/lena-okafor"):
        assert link in (folder / page / "index.html").read_text()
    (month,) = (folder / "months").glob("2*/index.html")
    assert link in month.read_text()


def test_a_correction_moves_it_and_its_count_to_other_lists(
    publish_as: Callable[..., Claim], folder: Path, ed: User, mara: User
) -> None:
    claim = publish_as("Lena Okafor", "Health")
    publish_as("Lena Okafor", "Health")
    correct(ed, mara, claim, label="True", speaker="Brink & Sons", topics=("Budget",))
    assert counted() == {
        "topic/health": {"Mostly False": 1},
        "speaker/lena-okafor": {"Mostly False": 1},
        "topic/budget": {"True": 1},
        "speaker/brink-sons": {"True": 1},
    }
    link = f'href="/checks/{claim.slug}/"'
    assert link not in (folder / "topics/health/index.html").read_text()
    assert link in (folder / "topics/budget/index.html").read_text()
    # It keeps its number, so that those after it keep theirs.
    left = Placement.objects.get(claim=claim, listing="topic/health")
    assert (left.number, left.is_shown) == (1, False)
    correct(ed, mara, fresh(claim), label="Mostly False", speaker="Lena Okafor", topics=("Health",))
    assert counted() == {"topic/health": {"Mostly False": 2}, "speaker/lena-okafor": {"Mostly False": 2}}


def test_a_withdrawn_check_is_counted_nowhere(publish_as: Callable[..., Claim], ed: User) -> None:
    claim = publish_as("Lena Okafor", "Health")
    publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")
    site.write_claim(claim)
    site.write_claim(claim)
    assert not counted()
    assert set(PublicList.objects.values_list("checks", flat=True)) == {0}


def test_the_counts_are_those_of_counting_anew(publish_as: Callable[..., Claim]) -> None:
    for number in range(4):
        publish_as("Lena Okafor" if number % 2 else "Brink & Sons", "Health")
    kept = counted(), set(PublicList.objects.values_list("key", "checks"))
    PublicList.objects.all().delete()
    Placement.objects.all().delete()
    site.write_site()
    assert (counted(), set(PublicList.objects.exclude(key="corrections").values_list("key", "checks"))) == kept


def test_addresses_are_given_at_first_publishing_and_stay(
    publish_as: Callable[..., Claim], claim_in: Callable[..., Claim], ed: User, mara: User
) -> None:
    draft = claim_in(State.APPROVED)
    describe(draft, "Lena Okafor", "Health")
    assert not Address.objects.exists()
    claim = publish_as("Lena Okafor", "Health")
    assert set(Address.objects.values_list("kind", "slug")) == {
        ("article", claim.article.slug),
        ("check", claim.slug),
        ("speaker", "lena-okafor"),
        ("topic", "health"),
    }
    claim.speaker.name = "Lena Brandt"
    claim.speaker.save()
    namesake = publish_as("Lena Okafor")
    assert (claim.speaker.slug, namesake.speaker.slug) == ("lena-okafor", "lena-okafor-2")
