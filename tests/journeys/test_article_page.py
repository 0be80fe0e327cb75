"""What only a browser can show of an article's page: progress without a reload, selecting words, lighting up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

# Characters outside the Basic Multilingual Plane are two units to JavaScript and one to us.
TEXT = """Bridge closed 😀 for months

The mayor, Ann Prall, said on Tuesday that 12 of 𝟙𝟜 bridges are closed. 😀😀 Nobody disputes this figure, she said.

A second paragraph says that traffic fell by 30 percent in March.
"""


# One article for each test that asks, so that none sees what another has changed.
NEW_ARTICLES = f"""
from claims.actions import article
from claims.models import User
editor = User.objects.get(email="editor@example.org")
for _ in range(13):
    story = article.import_article(actor=editor, title="", text={TEXT!r})
    print(f"/desk/articles/{{story.pk}}/")
"""


@pytest.fixture(scope="module")
def new_articles(running_product: Product) -> Iterator[str]:
    return iter(running_product.run(NEW_ARTICLES))


@pytest.fixture
def article(desk_of: Callable[..., Page], new_articles: Iterator[str]) -> Page:
    """The page of an article of its own after its split."""
    return when_split(desk_of("editor", next(new_articles), viewport={"width": 1440, "height": 900}))


def when_split(page: Page) -> Page:
    """The page with the claims that were found, which nobody reloaded."""
    page.evaluate("window.neverReloaded = true")
    expect(page.locator("li.claim").first).to_be_visible(timeout=20_000)
    assert page.evaluate("window.neverReloaded")
    return page


def select(page: Page, first: str, last: str) -> None:
    """Select from the beginning of `first` to the end of `last` in the article, across marks and paragraphs."""
    page.evaluate(
        """([first, last]) => {
            const walker = document.createTreeWalker(document.getElementById("article-text"), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            for (let node; (node = walker.nextNode()); ) {
                if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
                if (node.data.includes(last)) range.setEnd(node, node.data.indexOf(last) + last.length);
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [first, last],
    )


def test_a_new_article_shows_its_claims_without_a_reload(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", "/desk/articles/new/")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Import and find claims").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge closed 😀 for months")
    when_split(page)


def test_selected_words_become_a_claim_at_their_place(article: Page) -> None:
    before = article.locator("li.claim").count()
    select(article, "disputes", "figure")
    expect(article.locator("#selection-quote")).to_have_text("disputes this figure")
    article.get_by_role("button", name="Mark as a claim").click()
    expect(article.locator("li.claim")).to_have_count(before + 1)
    row = article.locator("li.claim").filter(has=article.get_by_role("link", name="disputes this figure", exact=True))
    expect(row).to_be_focused()
    number = row.get_attribute("data-claim")
    assert article.locator(f'a.mark[data-claims~="{number}"]').all_inner_texts() == ["disputes this figure"]
    expect(article.locator("#selection-bar")).to_be_hidden()


def test_new_borders_of_the_claim_in_hand(article: Page) -> None:
    row = article.locator("li.claim").filter(has_text="traffic fell").first
    number = row.get_attribute("data-claim")
    row.focus()
    select(article, "traffic fell", "in March")
    button = article.get_by_role("button", name="New borders of")
    expect(button).to_be_visible()
    button.click()
    row = article.locator(f"#claim-{number}")
    expect(row.locator(".row-title")).to_have_text("traffic fell by 30 percent in March")
    expect(row).to_be_focused()
    expect(article.locator("#note")).to_contain_text("The claim has new borders.")
    # What does not touch it is not offered as its words.
    select(article, "The mayor", "Ann Prall")
    expect(article.get_by_role("button", name="Mark as a claim").last).to_be_visible()
    expect(button).to_be_hidden()


def test_a_claim_may_cross_marks_and_paragraphs(article: Page) -> None:
    select(article, "this figure", "A second")
    article.get_by_role("button", name="Mark as a claim").click()
    row = article.locator("li.claim").filter(has_text="this figure, she said.")
    expect(row.locator(".row-title")).to_have_text("this figure, she said.\n\nA second", use_inner_text=False)


def test_dragging_inside_a_mark_selects_and_clicking_it_leads_to_its_entry(article: Page) -> None:
    mark = article.locator("a.mark").filter(has_text="traffic fell").first
    box = mark.bounding_box()
    assert box
    address, middle = article.url, box["y"] + box["height"] / 2
    article.mouse.move(box["x"] + 10, middle)
    article.mouse.down()
    article.mouse.move(box["x"] + 120, middle, steps=6)
    article.mouse.up()
    expect(article.locator("#selection-bar")).to_be_visible()
    assert article.url == address
    article.keyboard.press("Escape")
    expect(article.locator("#selection-bar")).to_be_hidden()
    number = mark.get_attribute("data-claims")
    mark.click()
    article.wait_for_url(f"**/desk/articles/*/#claim-{number}")
    expect(article.locator(f"#claim-{number}")).to_be_in_viewport()
    expect(article.locator(f"#claim-{number}")).to_be_focused()
    article.locator(f"#claim-{number} .row-title").click()
    article.wait_for_url(f"**/desk/claims/{number}/")


def test_mark_and_entry_light_up_together(article: Page) -> None:
    mark = article.locator("a.mark").last
    number = mark.get_attribute("data-claims")
    mark.hover()
    expect(article.locator(f"#claim-{number}.is-lit")).to_be_visible()
    article.locator(f"#claim-{number} .row-title").focus()
    expect(mark).to_have_class("mark s-suggested is-lit")
    article.locator("h1").hover()
    expect(article.locator(".is-lit")).to_have_count(0)


def test_a_decision_changes_row_marks_and_counts_without_a_reload(article: Page) -> None:
    row = article.locator("li.claim").first
    number = row.get_attribute("data-claim")
    row.get_by_role("button", name="Accept").focus()
    article.keyboard.press("Enter")
    expect(article.locator(f"#claim-{number}.s-to_check")).to_be_focused()
    expect(article.locator(f'a.mark.s-to_check[data-claims="{number}"]')).to_be_visible()
    expect(article.locator("#claim-counts")).to_contain_text("To check 1")
    assert article.evaluate("window.neverReloaded")


def test_a_second_click_under_the_same_mouse_decides_nothing(article: Page) -> None:
    row = article.locator("li.claim").first
    number = row.get_attribute("data-claim")
    box = row.get_by_role("button", name="Accept").bounding_box()
    assert box
    for _click in range(3):
        article.mouse.click(box["x"] + 10, box["y"] + 10)
        article.wait_for_timeout(350)
    expect(article.locator(f"#claim-{number}")).to_contain_text("Accepted")
    article.reload()
    expect(article.locator(f"#claim-{number}.s-to_check")).to_be_visible()
    expect(article.locator(f"#claim-{number}").get_by_role("button", name="Take it")).to_be_visible()


def test_dismissing_is_two_clicks_and_nothing_jumps(article: Page) -> None:
    row = article.locator("li.claim").first
    number = row.get_attribute("data-claim")
    opener = row.locator("summary")
    before = opener.bounding_box(), row.get_by_role("button", name="Accept").bounding_box()
    opener.click()
    expect(row.get_by_label("Why is it dismissed?")).to_be_focused()
    assert (opener.bounding_box(), row.get_by_role("button", name="Accept").bounding_box()) == before
    row.get_by_role("button", name="Too vague to check").click()
    expect(article.locator(f"#claim-{number}.s-dismissed")).to_contain_text("Too vague to check")


def test_the_links_above_the_list_change_it_without_a_reload(article: Page) -> None:
    texts = article.locator("li.claim .row-title").all_inner_texts()
    article.get_by_role("link", name="Worth checking first").focus()
    article.keyboard.press("Enter")
    expect(article).to_have_url(re.compile(r"\?order=worth$"))
    expect(article.get_by_role("link", name="Worth checking first")).to_be_focused()
    ordered = article.locator("li.claim .row-title").all_inner_texts()
    assert ordered != texts
    assert sorted(ordered) == sorted(texts)
    # What was marked and decided stays in the chosen order.
    select(article, "disputes", "figure")
    article.get_by_label("Speaker", exact=False).last.fill("Ann Prall")
    article.get_by_role("button", name="Mark as a claim").click()
    expect(article.locator("#note")).to_contain_text("The passage is a claim now.")
    expect(article.locator("li.claim").first).to_contain_text("Ann Prall")
    article.get_by_role("button", name="Close").click()
    expect(article.locator("#note")).to_be_empty()
    assert article.evaluate("window.neverReloaded")
    article.go_back()
    expect(article.locator("li.claim").first).to_contain_text(texts[0])


def test_nothing_is_wider_than_a_phone(article: Page) -> None:
    article.set_viewport_size({"width": 360, "height": 740})
    for address in (article.url, "/desk/", "/desk/articles/", "/desk/articles/new/"):
        article.goto(address)
        assert article.evaluate("document.documentElement.scrollWidth") == 360, address
