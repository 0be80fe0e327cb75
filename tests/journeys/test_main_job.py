"""The main job in a real browser, against the running product: from a pasted story to the page that readers get.

In one test, because each step needs what the one before it did, and each person sees what the others left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import STORY
from tests.product import Product

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "zakharova.txt"


@contextmanager
def swapped(page: Page) -> Iterator[None]:
    """Wait until the page has answered what the body does: a new page or htmx's swap."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        yield
    page.wait_for_load_state("load")


def open_questions(page: Page, action: str) -> None:
    """Unfold what an action asks for, where it asks for something and is not open already."""
    details = page.locator("#actions details.action", has=page.locator("summary", has_text=action))
    if details.count() and details.first.get_attribute("open") is None:
        details.first.locator("summary").click()


def add_source(page: Page, *, url: str, title: str, stance: str, passage: str) -> None:
    panel = page.locator("#evidence")
    before = panel.locator("li.piece").count()
    form = panel.locator("details.add-evidence")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    panel.get_by_label("Address", exact=True).fill(url)
    panel.get_by_label("Title", exact=True).fill(title)
    panel.get_by_label(stance).check()
    panel.get_by_label("Exact passage").fill(passage)
    with swapped(page):
        panel.get_by_role("button", name="Add the source").click()
    expect(page.locator("#evidence li.piece")).to_have_count(before + 1)


def test_from_the_story_to_the_published_page(
    running_product: Product, browser: Browser, desk_of: Callable[..., Page]
) -> None:
    # The editor brings the story in and watches the split finish.
    editor = desk_of("editor")
    editor.get_by_role("link", name="Articles", exact=True).click()
    editor.get_by_role("link", name="New article").click()
    editor.get_by_label("Text", exact=False).first.fill(STORY)
    editor.get_by_label("Publisher").fill("The Harrowmouth Gazette")
    editor.get_by_role("button", name="Import and find claims").click()
    expect(editor).to_have_url(re.compile(r"/desk/articles/\d+/$"))
    article_page = editor.url
    # No reload: htmx asks for the progress until the claims are there.
    expect(editor.locator("li.claim").first).to_be_visible(timeout=20_000)
    assert editor.url == article_page
    assert editor.locator("mark, .mark").count() >= 5

    # Triage: one accepted, one dismissed with a reason.
    wanted = editor.locator("li.claim", has_text="40 million crowns").filter(has_text="Port authority").last
    with swapped(editor):
        wanted.get_by_role("button", name="Accept").click()
    expect(editor.locator("li.claim.s-to_check")).to_have_count(1)
    unwanted = editor.locator("li.claim", has_text="The city council will discuss the case next week")
    unwanted.locator("summary").click()
    unwanted.get_by_label("Why is it dismissed?").fill("About the future")
    with swapped(editor):
        unwanted.get_by_role("button", name="Dismiss", exact=True).click()
    expect(editor.locator("li.claim.s-dismissed")).to_have_count(1)

    # Assigning, on the claim's page.
    editor.locator("li.claim.s-to_check a.row-title").click()
    expect(editor).to_have_url(re.compile(r"/desk/claims/\d+/"))
    claim_page = re.sub(r"#.*", "", editor.url)
    checked = editor.locator(".claim-checked")
    checked.get_by_label("Wording").fill("One crane's failure cost shippers 40 million crowns")
    checked.get_by_label("Speaker").fill("Port Authority of Harrowmouth")
    with swapped(editor):
        checked.get_by_role("button", name="Save the claim").click()
    open_questions(editor, "Assign")
    editor.get_by_label("Checker").select_option(label="Amara Nwosu-Bell")
    # It comes before what other journeys have assigned.
    editor.locator("form[action$='/do/assign/'] [name=due_on]").fill(datetime.now(UTC).date().isoformat())
    with swapped(editor):
        editor.get_by_role("button", name="Assign", exact=True).click()
    expect(editor.locator(".state-assigned").first).to_be_visible()

    # The checker finds it, adds two sources and writes the verdict.
    checker = desk_of("checker")
    expect(checker.locator("a.row-title", has_text="40 million crowns")).to_be_visible()
    checker.locator("a.row-title", has_text="40 million crowns").click()
    with swapped(checker):
        checker.get_by_role("button", name="Start checking").click()
    # Sending it now is refused, and the screen names what is missing.
    with swapped(checker):
        checker.get_by_role("button", name="Send to review").click()
    for part in (
        "an answer to “Was it said?”",
        "a rating",
        "a summary",
        "an explanation",
        "at least one piece of evidence",
    ):
        expect(checker.locator(".message-error").first).to_contain_text(part)
    add_source(
        checker,
        url="https://port.example/ledger-2026",
        title="Maintenance ledger, April 2026",
        stance="Contradicts",
        passage="Repairs and demurrage: 38.2 million crowns.",
    )
    add_source(
        checker,
        url="https://shippers.example/survey",
        title="Shippers' survey of losses",
        stance="Supports",
        passage="Members put their losses at 40 to 42 million crowns.",
    )
    verdict = checker.locator("#verdict")
    verdict.get_by_label("Yes, as quoted").check()
    verdict.get_by_label("Where it can be seen or heard").fill("The authority's statement of Tuesday.")
    verdict.get_by_label(re.compile("^Mixture")).check()
    verdict.get_by_label("Summary").fill("The port's own ledger has 38.2 million; shippers count more.")
    verdict.get_by_label("Explanation").fill("The **ledger** and the survey count different things.\n\n- one\n- two")
    with swapped(checker):
        checker.get_by_role("button", name="Send to review").click()
    expect(checker.locator(".state-in_review").first).to_be_visible()

    # The checker is refused approving it: there is no button, and the address itself says why.
    expect(checker.get_by_role("button", name="Approve")).to_have_count(0)
    checker.goto(f"{claim_page}do/approve/")
    expect(checker.locator("main")).to_contain_text("Only editors and admins may do this")

    # A second person approves the exact revision, and publishes it.
    editor.goto(claim_page)
    expect(editor.locator("#review")).to_contain_text("38.2 million")
    open_questions(editor, "Approve")
    with swapped(editor):
        editor.get_by_role("button", name="Approve", exact=True).click()
    expect(editor.locator(".state-approved").first).to_be_visible()
    editor.get_by_role("link", name="Publish…").click()
    page = editor.frame_locator("iframe").get_by_role("main")
    expect(page).to_contain_text("Repairs and demurrage: 38.2 million crowns.")
    with swapped(editor):
        editor.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.locator(".state-published").first).to_be_visible()
    address = editor.get_by_role("link", name="See it as readers do").get_attribute("href")
    assert address is not None

    # A reader, signed out and without JavaScript, on a phone.
    context = browser.new_context(
        base_url=running_product.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    reader = context.new_page()
    until_published(reader, address)
    expect(reader.locator("body")).to_contain_text("Mixture")
    expect(reader.locator("body")).to_contain_text("Repairs and demurrage: 38.2 million crowns.")
    expect(reader.locator("strong", has_text="ledger")).to_be_visible()
    expect(reader.locator(".was-said")).to_contain_text("Yes. These are the words, as quoted.")
    markup = json.loads(reader.locator('script[type="application/ld+json"]').first.text_content() or "")
    assert_is_claim_review(markup, address=running_product.url + address)
    reader.goto("/")
    expect(reader.get_by_role("link", name=re.compile("40 million crowns"))).to_be_visible()
    context.close()


def until_published(reader: Page, address: str) -> None:
    """Readers get a new page within five seconds; the worker that writes it needs one of them."""
    for _attempt in range(50):
        answer = reader.goto(address)
        if answer is not None and answer.ok:
            return
        reader.wait_for_timeout(100)
    raise AssertionError(f"{address} was not published within five seconds")


def assert_is_claim_review(markup: dict[str, object], *, address: str) -> None:
    found = markup["@graph"][0] if "@graph" in markup else markup  # type: ignore[index]
    assert found["@type"] == "ClaimReview"
    assert found["url"] == address
    assert 0 < len(found["claimReviewed"]) < 75
    rating = found["reviewRating"]
    assert (rating["@type"], rating["alternateName"]) == ("Rating", "Mixture")
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 3, 5)
    assert found["author"]["name"] == "Estmere Fact Desk"
    assert found["author"]["url"].startswith("http")
    assert re.match(r"\d{4}-\d\d-\d\d", found["datePublished"])
    said = found["itemReviewed"]
    assert said["@type"] == "Claim"
    assert said["author"]["name"] == "Port Authority of Harrowmouth"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not here")
def test_the_first_real_article(running_product: Product, desk_of: Callable[..., Page]) -> None:
    editor = desk_of("editor", "/desk/articles/new/")
    editor.get_by_label("Text", exact=False).first.fill(SAMPLE.read_text())
    editor.get_by_role("button", name="Import and find claims").click()
    expect(editor.locator("li.claim").first).to_be_visible(timeout=20_000)
    killed = editor.locator("li.claim", has_text="killed 28, including seven children")
    expect(killed).to_contain_text("Maria Zakharova")
    expect(editor.locator("li.claim", has_text="Picture: AFP")).to_have_count(0)
    # Each mark shows exactly the claim's words.
    for claim in editor.locator("li.claim a.row-title").all()[:10]:
        assert (claim.text_content() or "").strip() in SAMPLE.read_text()
