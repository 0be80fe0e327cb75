"""The annotated article shows its published claims in their order, and no more of the text than it may."""

from dataclasses import replace

import pytest

from claims.publishing.annotated import AROUND, SHARE, Annotated, Place, Text, render_article, runs_of
from tests.publishing import test_pages
from tests.publishing.samples import ARABIC, CORRECTED, HARBOUR, HOSTILE, HOSTILE_TEXT, LONG, NEWSROOM
from tests.publishing.test_pages import parse, text_of

ARTICLE = replace(HARBOUR.article, slug="vessin-port")
REST = "The board will meet again in spring. " * 40
SAID = "The works took eleven months and cost 14 million less than planned"
WORDS = f"The headline\n\nA spokeswoman told reporters: {SAID}, a result. The opposition wants the books.\n\n{REST}"


def place(check, words, sentence=None, text=WORDS):
    start = text.index(words)
    low = text.index(sentence) if sentence else start
    return Place(check, start, start + len(words), low, low + len(sentence or words))


SENTENCE = f"A spokeswoman told reporters: {SAID}, a result."
MONTHS = place(HARBOUR, "The works took eleven months", SENTENCE)
MONEY = place(CORRECTED, "cost 14 million less than planned", SENTENCE)
WHOLE = place(LONG, SAID, SENTENCE)


def page(*places, text=WORDS, **options):
    licence = options.pop("licence", "")
    return render_article(Annotated(NEWSROOM, ARTICLE, [Text(text, places, **options)], licence))


PAGES = {
    "passages": page(MONTHS, MONEY),
    "full": page(MONTHS, MONEY, is_full=True, licence="By permission."),
    "nested": page(WHOLE, MONTHS, MONEY),
    "nothing": render_article(Annotated(NEWSROOM, ARTICLE)),
    "arabic": page(place(ARABIC, "months"), place(HOSTILE, "cost"), is_full=True),
    "hostile": render_article(
        Annotated(
            HOSTILE.newsroom,
            replace(HOSTILE.article, slug="x"),
            [Text(HOSTILE_TEXT, [place(HOSTILE, "alert(1)", HOSTILE_TEXT, HOSTILE_TEXT)], is_full=True)],
            HOSTILE_TEXT,
        )
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(
    "rule",
    [
        test_pages.test_it_is_valid_html,
        test_pages.test_it_has_no_inline_style_or_script,
        test_pages.test_it_has_its_landmarks_one_heading_and_a_skip_link,
        test_pages.test_no_template_variable_is_left,
        test_pages.test_it_is_light,
    ],
)
def test_it_keeps_the_rules_of_all_pages(rule, page):
    rule(page)


def marked(html):
    return ["".join(one.itertext()) for one in parse(html).iter("mark")]


def test_only_the_sentence_around_a_claim_is_quoted_and_the_rating_stands_at_its_place():
    text = text_of(PAGES["passages"])
    assert f"[…] {SENTENCE[:30]}" in text
    assert "The works took eleven months Our rating: Mostly false and cost 14 million" in text
    assert "The opposition wants" not in text
    assert "The headline" not in text
    assert "We checked 2 claims of this article." in text
    assert text.index("told reporters") < text.index(HARBOUR.summary[:40]) < text.index(CORRECTED.summary[:40])


def test_each_claim_leads_to_its_check():
    links = [one.attrib["href"] for one in parse(PAGES["passages"]).iter("a")]
    assert {HARBOUR.path, CORRECTED.path, f"#claim-{HARBOUR.slug}", f"#claim-{CORRECTED.slug}"} <= set(links)


def test_the_full_text_is_shown_where_it_may_be_with_its_licence():
    text = text_of(PAGES["full"])
    assert "The opposition wants the books." in text
    assert " ".join(REST.split()) in text
    assert "By permission." in text
    assert "[…]" not in text


def test_claims_in_each_other_are_cut_at_every_border():
    text = Text(WORDS, (WHOLE, MONTHS, MONEY))
    runs = runs_of(text, WHOLE.start, WHOLE.end)
    assert "".join(run.text for run in runs) == SAID
    assert [len(run.covered) for run in runs] == [2, 1, 2]
    assert [[check.slug for check in run.ended] for run in runs] == [[HARBOUR.slug], [], [LONG.slug, CORRECTED.slug]]
    assert "".join(marked(PAGES["nested"])) == SAID


def test_a_long_sentence_is_cut_between_two_words():
    before, after = "word " * 200, " tail" * 200
    text = f"{before}claim{after}" + " rest" * 4000
    only = Place(HARBOUR, len(before), len(before) + 5, 0, len(before) + 5 + len(after))
    shown = " ".join(parse(page(only, text=text)).find(".//p[@class='stretch-text']").itertext())
    assert len(shown) < 2 * AROUND + 100
    assert "[…]  word" in shown
    assert "tail  […]" in shown or "tail […]" in shown


def test_where_the_passages_were_too_much_of_the_article_the_quoted_words_stand_alone():
    short = f"{SENTENCE} That is all there is to say."
    places = [place(HARBOUR, "The works took eleven months", SENTENCE, short)]
    assert len(SENTENCE) > SHARE * len(short)
    text = text_of(page(*places, text=short))
    assert "told reporters" not in text
    assert "The works took eleven months" in text


def test_an_article_without_a_standing_check_shows_nothing_of_itself():
    text = text_of(PAGES["nothing"])
    assert "No check of a claim of this article is published at present." in text
    assert '<meta name="robots" content="noindex">' in PAGES["nothing"]
    assert "stretch" not in PAGES["nothing"]
