"""A page that tells machines what is not valid, or what it does not show people, is not published."""

import json
import re
from dataclasses import replace

import pytest

from claims.actions.scale_presets import PRESETS
from claims.publishing import linter
from claims.publishing.content import ClaimAsSaid, Evidence, Rating, Scale, Speaker
from claims.publishing.pages import render_verdict_page
from tests.publishing.samples import ARABIC, CORRECTED, HARBOUR, HOSTILE, LONG, STANDING

TEXTS = [
    "They wrote </script><script>alert(1)</script> on the wall",
    "They wrote <!-- <script> on the wall",
    "“Never”, 'not once' and \"at no time\" & nowhere",
    "Prices rose \U0001f4c8 \U0001f469\u200d\U0001f469\u200d\U0001f467",
    "ارتفعت أسعار الخبز بنسبة 40 في المئة، قال \u202eأحمد\u202c",
    "Two\nlines,  two   spaces\u00a0and a tab\there",
]


def every_rating():
    for preset in PRESETS.values():
        ratings = tuple(
            Rating(
                f"r{at}", one.label, one.meaning, "off_axis" if one.value is None else "on_axis", one.value, one.tone
            )
            for at, one in enumerate(preset.ratings)
        )
        yield from [(Scale(preset.name, ratings), rating) for rating in ratings]


@pytest.mark.parametrize("check", STANDING, ids=lambda check: check.slug)
def test_the_pages_of_the_samples_are_fine(check):
    assert linter.problems(render_verdict_page(check)) == []


@pytest.mark.parametrize(
    ("scale", "rating"),
    list(every_rating()),
    ids=lambda value: f"{value.name}" if hasattr(value, "name") else value.label,
)
def test_every_rating_of_every_preset_is_fine(scale, rating):
    claim = ClaimAsSaid(quote=" ".join(TEXTS[:3]), wording=" ".join(reversed(TEXTS)))
    assert linter.problems(render_verdict_page(replace(HOSTILE, scale=scale, rating=rating, claim=claim))) == []


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_was_claimed_stands_in_the_markup_as_on_the_page(text):
    check = replace(
        HARBOUR,
        claim=ClaimAsSaid(quote=text),
        speaker=Speaker(text, text, kind="person"),
        article=replace(HARBOUR.article, title=text, author=text, publisher=text),
        summary=text,
    )
    assert linter.problems(render_verdict_page(check)) == []


def marked(page, **changes):
    """The page with fields of its ClaimReview set; `a__b` is field b of object a."""

    def change(found):
        data = json.loads(found[1])
        if data["@type"] == "ClaimReview":
            for path, value in changes.items():
                *parents, name = path.split("__")
                target = data
                for parent in parents:
                    target = target[parent]
                target[name] = value
        return f'<script type="application/ld+json">{json.dumps(data)}</script>'

    return re.sub('<script type="application/ld\\+json">(.*?)</script>', change, page)


@pytest.mark.parametrize(
    ("check", "changes", "sentence"),
    [
        (HARBOUR, {"reviewRating__alternateName": "True enough"}, "says “True enough” (the rating)"),
        (HARBOUR, {"reviewRating__ratingExplanation": "Quite so."}, "(the summary)"),
        (HARBOUR, {"claimReviewed": "The harbour is deep"}, "(the claim), and the page does not show it"),
        (HARBOUR, {"itemReviewed__author__name": "Somebody Else"}, "(a name)"),
        (HARBOUR, {"itemReviewed__author__jobTitle": "mayor"}, "who the speaker is"),
        (HARBOUR, {"itemReviewed__author__sameAs": "javascript:alert(1)"}, "speaker's address"),
        (HARBOUR, {"itemReviewed__appearance": [{"headline": "Port hails early end"}]}, "where it appeared"),
        (HARBOUR, {"itemReviewed__datePublished": "2026-10-19"}, "has the date 2026-10-19"),
        (HARBOUR, {"datePublished": "2026-10-22T15:04:00+00:00"}, "has the date 2026-10-22"),
        (HARBOUR, {"url": "https://facts.example/checks/other/"}, "another address"),
        (HARBOUR, {"sdLicense": "CC BY"}, "licence"),
        (HARBOUR, {"@type": "Recipe"}, "not known here: Recipe"),
        (HARBOUR, {"@type": "Recipe"}, "reviews 0 claims"),
        (CORRECTED, {"correction": [{"@type": "CorrectionComment", "text": "Rating changed"}]}, "and when"),
        (CORRECTED, {"correction": [{"text": "Nothing", "datePublished": "2026-10-08T17:45:00+00:00"}]}, "“Nothing”"),
    ],
)
def test_each_fault_is_named_in_a_sentence(check, changes, sentence):
    found = linter.problems(marked(render_verdict_page(check), **changes))
    assert any(sentence in one for one in found), found


def test_unchanged_markup_has_no_fault():
    assert linter.problems(marked(render_verdict_page(LONG))) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Mostly false", "<span hidden>Mostly false</span>", "(the rating)"),
        ('class="lead"', 'class="lead" hidden', "(the summary)"),
        ('{"@context"', "{", "cannot be read"),
        ('"position": 2', '"position": 3', "way to the page"),
        ('"@id": "https://facts.example/#newsroom"', '"masthead": "https://other.example/"', "another site"),
        ('"@id": "https://facts.example/#newsroom"', '"ethicPolicy": "https://facts.example/"', "ethicPolicy"),
    ],
)
def test_a_page_that_hides_what_its_markup_says_has_a_fault(old, new, sentence):
    head, main = render_verdict_page(HARBOUR).split("</head>")
    is_markup = old in head and sentence.startswith(("cannot", "way", "another", "ethic"))
    head, main = (head.replace(old, new), main) if is_markup else (head, main.replace(old, new))
    found = linter.problems(f"{head}</head>{main}")
    assert any(sentence in one for one in found), found


def test_an_article_is_called_the_first_appearance_only_where_nobody_passed_it_on_before():
    passed_on = replace(HARBOUR, article=replace(HARBOUR.article, publisher="Vessin Times"))
    data = [json.loads(text) for text in re.findall('ld\\+json">(.*?)</script>', render_verdict_page(passed_on))]
    assert "firstAppearance" not in data[0]["itemReviewed"]
    assert data[0]["itemReviewed"]["appearance"][0]["publisher"]["name"] == "Vessin Times"


def test_where_it_can_be_heard_is_an_appearance_too():
    recording = Evidence("supports", "Recording", "https://radio.example/1", question="said")
    check = replace(ARABIC, evidence=(*ARABIC.evidence, recording))
    page = render_verdict_page(check)
    assert linter.problems(page) == []
    assert '"headline": "Recording", "url": "https://radio.example/1"' in page
