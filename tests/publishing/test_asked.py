"""What readers are told of “was it said?” and of who was asked; nothing, where that was not recorded."""

from dataclasses import replace
from datetime import date

import pytest

from claims.publishing.claimreview import claim_review, problems
from claims.publishing.content import Check, Evidence, Reply
from claims.publishing.freezing import ContentError
from claims.publishing.labels import SAID, SAID_STANCES, asked
from claims.publishing.pages import render_verdict_page
from claims.vocabulary import ReplyStatus, ReplyWay, Said, Stance
from tests.publishing.samples import CORRECTED, HARBOUR
from tests.publishing.test_pages import parse, text_of

ASKED = Reply("Ines Dahl", "mail", date(2026, 11, 3), "unanswered", "Port Authority", due_on=date(2026, 11, 5))
RECORDING = Evidence("supports", "Recording of the news conference", question="said", passage="Fourteen million less.")
TOLD = replace(
    HARBOUR,
    said="confirmed",
    said_note="The port’s video, at 3:12.",
    replies=(ASKED,),
    evidence=(*HARBOUR.evidence, RECORDING),
)


def test_both_are_told_in_plain_words():
    page = render_verdict_page(TOLD)
    parse(page)
    text = text_of(page)
    for words in (
        "Was it said? Yes. These are the words, as quoted. The port’s video, at 3:12.",
        "Who was asked for a reply",
        "Ines Dahl Port Authority",
        "Asked by e-mail on Nov. 3, 2026; no answer by Nov. 5, 2026.",
        "Shows that it was said",
    ):
        assert words in text
    # It is no evidence on the claim's truth.
    assert "3 pieces of evidence: 1 for, 1 against, 1 for context." in text


def test_a_check_from_before_is_as_it_was():
    frozen = HARBOUR.to_json()
    for name in ("said", "said_note", "replies", "why_not_asked"):
        del frozen[name]
    for piece in frozen["evidence"]:
        del piece["question"]
    page = render_verdict_page(Check.from_json(frozen))
    assert page == render_verdict_page(HARBOUR)
    assert "Was it said?" not in page
    assert "asked for a reply" not in page


def test_what_may_be_quoted_stands_as_a_quotation():
    answer = Reply("Ines Dahl", "phone", date(2026, 11, 3), "answered", answered_on=date(2026, 11, 4), quote="I erred.")
    page = render_verdict_page(replace(CORRECTED, replies=(answer,)))
    assert '<blockquote dir="auto"><p>I erred.</p></blockquote>' in page
    assert "Asked by phone on Nov. 3, 2026; answered on Nov. 4, 2026." in text_of(page)


def test_why_nobody_was_asked_is_told():
    page = render_verdict_page(replace(HARBOUR, why_not_asked="She has died."))
    assert "Nobody was asked: She has died." in text_of(page)


@pytest.mark.parametrize("way", ReplyWay.values)
@pytest.mark.parametrize("status", ReplyStatus.values)
def test_every_way_and_outcome_has_its_words(way, status):
    bare = Reply("Ines Dahl", way, date(2026, 11, 3), status)
    whole = replace(bare, due_on=date(2026, 11, 5), answered_on=date(2026, 11, 4))
    assert all(asked(one).startswith("Asked ") and asked(one).endswith(".") for one in (bare, whole))


def test_every_answer_and_stance_has_its_words():
    assert set(SAID) | {""} == set(Said.values)
    assert set(SAID_STANCES) == set(Stance.values)


@pytest.mark.parametrize("said", Said.values)
def test_the_markup_stays_valid_and_names_nobody_who_did_not_say_it(said):
    markup = claim_review(replace(TOLD, said=said))
    assert problems(markup) == []
    assert ("author" in markup["itemReviewed"]) == (said != "not_said")


@pytest.mark.parametrize("change", [{"said": "perhaps"}, {"replies": ({"way": "pigeon"},)}, {"question": "why"}])
def test_what_is_not_known_is_refused(change):
    with pytest.raises(ContentError):
        if "replies" in change:
            replace(ASKED, way="pigeon")
        elif "question" in change:
            replace(RECORDING, question="why")
        else:
            replace(HARBOUR, **change)
