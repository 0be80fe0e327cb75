"""The ClaimReview has the fields and keeps the rules of schema.org's readers, whatever the claim holds."""

import copy
import json
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.claimreview import claim_review, problems
from claims.publishing.content import ClaimAsSaid, Rating, Scale, Speaker
from claims.publishing.markup import embed
from claims.publishing.pages import render_verdict_page
from claims.publishing.text import plain
from tests.publishing.samples import (
    CORRECTED,
    FALSE,
    HARBOUR,
    HOSTILE,
    HOSTILE_TEXT,
    SCALE,
    STANDING,
    TRUE,
    UNPROVEN,
    WITHDRAWN,
)

PRESETS = {
    "six": ["Pants on Fire", "False", "Mostly False", "Half True", "Mostly True", "True"],
    "five": ["False", "Mostly False", "Mixture", "Mostly True", "True"],
}
OFF_AXIS = ["Unproven", "Outdated", "Miscaptioned", "Satire", "Missing context", "Altered image"]


def every_rating():
    for name, labels in PRESETS.items():
        ratings = [Rating(f"r{at}", label, "", "on_axis", at, "mixed") for at, label in enumerate(labels, start=1)]
        ratings += [Rating(f"o{at}", label, "", "off_axis") for at, label in enumerate(OFF_AXIS)]
        yield from [(Scale(name, tuple(ratings)), rating) for rating in ratings]


def markup_of(page: str):
    """The ClaimReview as a browser would find it: the one script element in the head that holds it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    scripts = list(tree.iter("script"))
    assert all(one.attrib == {"type": "application/ld+json"} for one in scripts)
    (review,) = [data for one in scripts if (data := json.loads(one.text))["@type"] == "ClaimReview"]
    return review


@pytest.mark.parametrize("check", STANDING, ids=lambda check: check.slug)
def test_every_page_carries_valid_markup(check):
    data = markup_of(render_verdict_page(check))
    assert data == claim_review(check)
    assert problems(data) == []


@pytest.mark.parametrize(("scale", "rating"), list(every_rating()), ids=lambda value: getattr(value, "label", value))
def test_every_rating_of_every_preset_is_valid(scale, rating):
    data = claim_review(replace(HOSTILE, scale=scale, rating=rating))
    assert problems(data) == []
    numbers = {key: data["reviewRating"].get(key) for key in ("worstRating", "ratingValue", "bestRating")}
    if rating.value is None:
        assert set(numbers.values()) == {None}
    else:
        assert numbers == {"worstRating": 1, "ratingValue": rating.value, "bestRating": len(scale.axis)}
    assert data["reviewRating"]["alternateName"] == rating.label


def test_the_fields_say_what_the_page_shows():
    data = claim_review(HARBOUR)
    assert data["url"] == "https://facts.example/checks/the-dredging-of-the-harbour-cost-the-city-less-than-planned/"
    assert data["datePublished"] == "2026-10-23T15:04:00+00:00"
    assert data["author"] == {
        "@type": "Organization",
        "@id": "https://facts.example/#newsroom",
        "name": "The Harbour Ledger",
        "url": "https://facts.example/",
    }
    assert data["claimReviewed"] == "the dredging of the inner harbour was finished in eleven months and cost…"
    assert data["reviewRating"]["ratingExplanation"] == HARBOUR.summary
    claim = data["itemReviewed"]
    assert claim["author"] == {
        "@type": "Person",
        "name": "Ines Dahl",
        "jobTitle": "spokeswoman of the Port Authority of Vessin",
    }
    assert claim["datePublished"] == "2026-10-20"
    assert claim["firstAppearance"]["url"] == "https://wire.example/2026/10/20/vessin-port"
    assert "correction" not in data


def test_a_speaker_is_a_person_or_an_organisation_only_where_somebody_said_so():
    ministry = Speaker("Ministry of Transport", "of the province", url="https://transport.example/")
    author = {"name": "Ministry of Transport", "description": "of the province", "sameAs": "https://transport.example/"}
    unknown = claim_review(replace(HARBOUR, speaker=ministry))
    assert unknown["itemReviewed"]["author"] == author
    assert problems(unknown) == []
    known = claim_review(replace(HARBOUR, speaker=replace(ministry, kind="organisation")))
    assert known["itemReviewed"]["author"] == {"@type": "Organization", **author}
    assert problems(known) == []


def test_a_claim_without_a_speaker_or_an_address_names_none():
    article = replace(HARBOUR.article, url="", author="", publisher="", published_on=None)
    data = claim_review(replace(HARBOUR, speaker=None, article=article))
    assert data["itemReviewed"].keys() == {"@type", "text", "appearance"}
    assert data["itemReviewed"]["appearance"] == [{"@type": "Article", "headline": article.title}]
    assert problems(data) == []


def test_corrections_are_told_to_machines_too():
    data = claim_review(CORRECTED)
    assert [one["@type"] for one in data["correction"]] == ["CorrectionComment"]
    assert data["correction"][0]["datePublished"] == "2026-10-08T17:45:00+00:00"
    assert "61 per cent" in data["correction"][0]["text"]
    assert data["datePublished"] == "2026-09-30T08:00:00+00:00"
    assert data["dateModified"] == "2026-10-08T17:45:00+00:00"


def test_a_withdrawn_check_has_no_markup():
    with pytest.raises(ValueError, match="withdrawn"):
        claim_review(WITHDRAWN)
    assert "ClaimReview" not in render_verdict_page(WITHDRAWN)


@pytest.mark.parametrize("char", ["<", ">", "&", "\u2028", "\u2029"])
def test_nothing_in_the_data_can_end_its_element(char):
    text = embed({"x": f"a{char}b"})
    assert char not in text
    assert json.loads(text) == {"x": f"a{char}b"}


def test_the_hostile_claim_is_still_what_was_claimed():
    text = markup_of(render_verdict_page(HOSTILE))["itemReviewed"]["text"]
    assert text.startswith("W </script><script>alert(1)</script> <!-- <script> ]]>")
    assert "\u202e" in HOSTILE_TEXT
    assert "\u202e" not in text


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_the_claim_is_always_short_and_whole_at_its_start(text):
    data = claim_review(replace(HARBOUR, claim=ClaimAsSaid(quote=text)))
    assert len(data["claimReviewed"]) < 75
    # A claim of unseen characters alone leaves nothing to review, and the checker says so.
    assert bool(problems(data)) == (plain(text) == "")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short enough.", "Short enough."),
        ("x" * 74, "x" * 74),
        ("x" * 75, "x" * 73 + "…"),
        ("word " * 20, "word " * 13 + "word…"),
        ("a" * 72 + "\u0301\u0301\u0301\u0301", "a" * 71 + "…"),
    ],
)
def test_it_is_cut_between_words_or_at_least_between_characters(text, short):
    assert claim_review(replace(HARBOUR, claim=ClaimAsSaid(quote=text)))["claimReviewed"] == short


def broken(**changes):
    """The harbour's markup with fields set (or, where None, taken away); `a__b` is field b of object a."""
    data = copy.deepcopy(claim_review(HARBOUR))
    for path, value in changes.items():
        *parents, name = path.split("__")
        target = data
        for parent in parents:
            target = target[parent]
        if value is None:
            del target[name]
        else:
            target[name] = value
    return data


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"claimReviewed": None}, "does not say which claim"),
        ({"claimReviewed": "  "}, "does not say which claim"),
        ({"claimReviewed": "x" * 75}, "at most 74"),
        ({"claimReviewed": "Mostly false: the harbour was dredged"}, "holds the rating"),
        ({"claimReviewed": "The harbour was dredged [MOSTLY FALSE]"}, "holds the rating"),
        ({"claimReviewed": "The harbour was dredged – mostly false."}, "holds the rating"),
        ({"claimReviewed": "Mostly false - the harbour was dredged"}, "holds the rating"),
        ({"claimReviewed": "The harbour was dredged -mostly false"}, "holds the rating"),
        ({"reviewRating": None}, "The Rating is missing"),
        ({"reviewRating__alternateName": None}, "no label"),
        ({"reviewRating__worstRating": 0}, "must be 1 or more"),
        ({"reviewRating__worstRating": 5}, "must be less than"),
        ({"reviewRating__ratingValue": 6}, "outside the scale"),
        ({"reviewRating__ratingValue": None}, "all three or none"),
        ({"reviewRating__bestRating": "5"}, "not all numbers"),
        ({"reviewRating__ratingExplaination": "x"}, "does not exist: ratingExplaination"),
        ({"url": "https://facts.example/"}, "front page"),
        ({"url": "/checks/x/"}, "not a web address"),
        ({"author__name": None}, "does not name the newsroom"),
        ({"datePublished": None}, "when the check was published"),
        ({"datePublished": "2026-10-23T15:04:00"}, "time zone"),
        ({"dateModified": "2026-10-01T00:00:00+00:00"}, "changed before it was published"),
        ({"itemReviewed": None}, "The Claim is missing"),
        ({"itemReviewed__datePublished": "2026-11-20"}, "dated after the check"),
        ({"itemReviewed__datePublished": "yesterday"}, "not a date"),
        ({"itemReviewed__author": {"@type": "Person"}}, "speaker has no name"),
        ({"itemReviewed__firstAppearance": {"url": "ftp://x"}}, "article's address"),
        ({"@type": "Review"}, "@type"),
        ({"@context": "http://example"}, "@context"),
    ],
)
def test_each_fault_is_named_in_a_sentence(changes, sentence):
    found = problems(broken(**changes))
    assert any(sentence in one for one in found), found


def test_a_claim_may_speak_of_truth_itself():
    assert problems(broken(claimReviewed="He called the report mostly false and left")) == []


@pytest.mark.parametrize(
    ("label", "claim"),
    [
        ("False", "False-flag attacks were staged in the harbour"),
        ("True", "What the minister said was half-true."),
        ("Satire", "Satire-writers are paid by the port"),
    ],
)
def test_a_word_that_is_joined_to_another_is_no_rating(label, claim):
    assert problems(broken(claimReviewed=claim, reviewRating__alternateName=label)) == []


def test_a_scale_from_zero_is_refused_with_its_reason():
    zero = replace(FALSE, value=0)
    data = claim_review(replace(HARBOUR, rating=zero, scale=Scale("zero", (zero, TRUE))))
    assert any("lowest number is 0" in one for one in problems(data))


def test_nothing_at_all_is_many_problems():
    assert len(problems({})) > 5


def test_off_axis_is_never_the_middle():
    rating = claim_review(replace(HARBOUR, rating=UNPROVEN, scale=SCALE))["reviewRating"]
    assert rating.keys() == {"@type", "alternateName", "ratingExplanation"}
