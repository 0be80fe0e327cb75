"""What the splitter proposes: a wording with marked insertions, details, a speaker who is not identified."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from claims.actions.claim import edit_claim
from claims.desk.proposal import Part, wording_parts
from claims.models import Claim, Speaker, User
from claims.vocabulary import State
from tests.desk.article_pages import SignIn, page_of

PROPOSED = {"text": "Lena Okafor accused the operator in August.", "insertions": [[0, 11, "who"], [33, 42, "when"]]}
DETAILS = [
    {"kind": "figure", "start": 0, "end": 10, "text": "40 million", "value": 40000000, "unit": "crowns"},
    {"kind": "place", "start": 20, "end": 31, "text": "Harrowmouth", "value": None, "unit": None},
    {"kind": "figure", "start": 40, "end": 50, "text": "40 million", "value": 40000000, "unit": "crowns"},
    {"kind": "omen", "start": 60, "end": 64, "text": "crow", "value": None, "unit": None},
]


@pytest.fixture
def claim(claim_in) -> Claim:
    claim = claim_in(State.TO_CHECK)
    claim.proposed_wording, claim.details = PROPOSED, DETAILS
    claim.save()
    return claim


@pytest.fixture
def unnamed(claim_in) -> Claim:
    """A claim of somebody who is only printed as "she"."""
    claim = claim_in(State.TO_CHECK)
    claim.speaker_as_printed, claim.speaker_is_resolved = "she", False
    claim.attribution = [{"speaker": "she", "cue": "said"}]
    claim.save()
    return claim


def test_a_wording_is_cut_at_its_insertions():
    assert wording_parts(PROPOSED) == [
        Part("Lena Okafor", is_inserted=True),
        Part(" accused the operator ", is_inserted=False),
        Part("in August", is_inserted=True),
        Part(".", is_inserted=False),
    ]
    assert wording_parts(None) == []


def test_the_inserted_words_are_marked_on_both_pages(sign_in: SignIn, ed: User, claim: Claim):
    client = sign_in(ed)
    marked = '<ins class="inserted">Lena Okafor</ins> accused the operator <ins class="inserted">in August</ins>.'
    for address in (f"/desk/claims/{claim.pk}/", page_of(claim.article)):
        assert marked in client.get(address).content.decode(), address


def test_one_button_takes_the_wording_over_and_the_speaker_stays(sign_in: SignIn, ed: User, claim: Claim):
    claim = edit_claim(
        actor=ed, claim_id=claim.pk, version=claim.version, wording="", speaker_name="The port authority"
    )
    client = sign_in(ed)
    page = client.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "Use this wording" in page
    sent = {"version": claim.version, "wording": PROPOSED["text"], "speaker_name": "The port authority"}
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in page
    assert client.post(f"/desk/claims/{claim.pk}/edit/", sent).status_code == 302
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.text, claim.speaker.name) == (PROPOSED["text"], "The port authority")
    # It is the claim's own now, and proposed no longer.
    assert "Use this wording" not in client.get(f"/desk/claims/{claim.pk}/").content.decode()


def test_a_viewer_sees_the_proposal_without_the_button(sign_in: SignIn, vic: User, claim: Claim):
    page = sign_in(vic).get(f"/desk/claims/{claim.pk}/").content.decode()
    assert '<ins class="inserted">' in page
    assert "Use this wording" not in page


def test_details_are_listed_by_kind_and_once(sign_in: SignIn, ed: User, claim: Claim):
    groups = sign_in(ed).get(f"/desk/claims/{claim.pk}/").context["details"]
    assert [(str(group.label), group.details) for group in groups] == [
        ("Figures", [("40 million", "40,000,000 crowns")]),
        ("Places", [("Harrowmouth", "")]),
        ("omen", [("crow", "")]),
    ]


def test_somebody_unnamed_is_marked_everywhere_and_never_taken_for_the_articles_voice(
    sign_in: SignIn, ed: User, unnamed: Claim
):
    client = sign_in(ed)
    for address in (f"/desk/claims/{unnamed.pk}/", page_of(unnamed.article), "/desk/claims/"):
        page = client.get(address).content.decode()
        assert "not identified" in page, address
        assert "she" in page
        assert "In the article’s own voice" not in page, address


@pytest.mark.parametrize(
    ("typed", "speaker", "resolved"),
    [("she", None, False), ("Lena Okafor", "Lena Okafor", True), ("", None, True)],
    ids=["left as it is", "named", "the article's own voice"],
)
def test_a_person_says_who_it_is(ed: User, unnamed: Claim, typed: str, speaker: str | None, resolved: bool):
    claim = edit_claim(actor=ed, claim_id=unnamed.pk, version=unnamed.version, wording="Another.", speaker_name=typed)
    assert (claim.speaker.name if claim.speaker else None) == speaker
    assert claim.speaker_is_resolved is resolved
    assert claim.is_own_voice is (typed == "")
    change = claim.events.newest().data
    assert (change["before"]["speaker"], change["after"]["speaker"]) == ("she", typed)


def test_the_form_shows_the_printed_words(sign_in: SignIn, ed: User, unnamed: Claim):
    form = sign_in(ed).get(f"/desk/claims/{unnamed.pk}/").context["edit_claim"]
    assert form["speaker_name"].value() == "she"


def test_the_database_refuses_a_named_speaker_who_is_not_resolved(unnamed: Claim):
    unnamed.speaker = Speaker.objects.create(name="Lena Okafor")
    with pytest.raises(IntegrityError), transaction.atomic():
        unnamed.save()
