"""How smooth the article's page is with 50,000 words and 2,000 claims, in Chromium.

Run it beside a running product (make run), with the same variables:
FACTCHECK_VAR=var PORT=8000 .venv/bin/python benchmarks/article_page.py

Makes one long transcript in the sample newsroom (the next run uses it again), then prints the median and the 95th
percentile in milliseconds: the first byte of the page, of a decision and of an undo as the browser sees them; the page
until it is ready; and from a key press to the next focus, and to the frame that shows it.
"""

import os
import random
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import django  # noqa: E402

django.setup()

from django.db import transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from claims.actions.article import import_article  # noqa: E402
from claims.actions.events import first_events  # noqa: E402
from claims.models import Article, Claim, Speaker, User  # noqa: E402
from claims.vocabulary import EventKind, JobState, Origin  # noqa: E402
from factcheck.local.bootstrap import find_chromium  # noqa: E402

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
TITLE = "Benchmark: a transcript of 50,000 words"
WORDS, CLAIMS = 50_000, 2_000
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

# Notes when a key went down, when the focus came to another claim, and when the frame after that was drawn.
WATCH = """() => {
    window.times = [];
    let pressed = 0;
    document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
    document.addEventListener("focusin", (event) => {
        if (!pressed || !event.target.matches("li.claim")) return;
        const began = pressed;
        const focus = performance.now() - began;
        pressed = 0;
        requestAnimationFrame(() => setTimeout(() => window.times.push([focus, performance.now() - began])));
    });
}"""


def long_article() -> Article:
    """The transcript: made once, with claims as a split would have left them."""
    found = Article.objects.filter(title=TITLE).first()
    if found is not None:
        return found
    pick = random.Random(7)
    stems = ["budget", "harbour", "ministry", "crane", "council", "percent", "hospital", "north", "school", "tax"]
    sentences = [f"{' '.join(pick.choices(stems, k=24))} {number}." for number in range(CLAIMS)]
    lines = [" ".join(sentences[at : at + 4]) for at in range(0, CLAIMS, 4)]
    text = f"{TITLE}\n\n" + "\n\n".join(f"Speaker {at % 40}: {line}" for at, line in enumerate(lines))
    with transaction.atomic():
        article = import_article(actor=User.objects.get(email="editor@example.org"), title=TITLE, text=text)
        article.jobs.update(state=JobState.DONE, progress=100)
        snapshot = article.current_snapshot
        speakers = [Speaker.objects.get_or_create(name=f"Speaker {number}")[0] for number in range(40)]
        claims, at = [], 0
        for number, sentence in enumerate(sentences):
            at = text.index(sentence, at)
            claims.append(
                Claim(
                    article=article,
                    snapshot=snapshot,
                    start=at,
                    end=at + len(sentence) - 1,
                    quote=sentence[:-1],
                    speaker=speakers[number // 4 % 40],
                    origin=Origin.SPLITTER,
                    splitter="benchmark",
                    kind="claim",
                    score=round(pick.random(), 2),
                    reasons=["gives a number", "is about money", "has a speaker"],
                    state_changed_at=timezone.now(),
                )
            )
        Claim.objects.bulk_create(claims, batch_size=500)
        first_events(kind=EventKind.SUGGEST, actor=None, claims=claims, data={"splitter": "benchmark"})
    return article


def show(name: str, times: list[float]) -> None:
    """Print one line: how many, the median, the 95th percentile."""
    ordered = sorted(times)
    middle, high = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{name:<64}{len(times):>5}{middle:>10.0f}{high:>10.0f}")


def waits(page: Page, kind: str) -> list[float]:
    """From sending to the first byte of the answer, for every request of that kind so far."""
    return page.evaluate(
        """(kind) => performance.getEntriesByType(kind)
            .filter((entry) => kind === "navigation" || entry.name.includes("/triage/"))
            .map((entry) => entry.responseStart - entry.requestStart)""",
        kind,
    )


def press(page: Page, key: str, times: int, *, pause: float) -> None:
    for _ in range(times):
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def visit(page: Page, name: str, address: str) -> None:
    """The page again and again; the first two times the templates are still being read."""
    first_bytes, ready = [], []
    for _ in range(22):
        page.goto(address)
        first_bytes += waits(page, "navigation")
        ready.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
    show(f"{name}: first byte", first_bytes[2:])
    show(f"{name}: ready", ready[2:])


def measure(page: Page, address: str) -> None:
    visit(page, "page", address)
    page.evaluate(WATCH)
    for name, key, pause in [
        ("j: next claim", "j", 60),
        ("a: accept and go on", "a", 400),
        ("u: undo, which waits for the answer", "u", 700),
        ("a, pressed four times a second", "a", 250),
    ]:
        page.evaluate("window.times = []; performance.clearResourceTimings()")
        press(page, key, 20, pause=pause)
        page.wait_for_timeout(3000)
        times = page.evaluate("window.times")
        show(f"{name}: to the focus", [focus for focus, _frame in times])
        show(f"{name}: to the frame", [frame for _focus, frame in times])
        if requests := waits(page, "resource"):
            show(f"{name}: first byte of the answer", requests)
    press(page, "u", 20, pause=500)
    page.wait_for_timeout(3000)


def main() -> None:
    article = long_article()
    text = article.current_snapshot.text
    print(f"{len(text.split()):,} words, {article.claims.count():,} claims, at {ADDRESS}")
    identifier = article.pk
    others = Article.objects.exclude(pk=article.pk).annotate(size=Count("claims")).order_by("-size")
    sample = others[0]
    label = f"sample article of {sample.claims.count()} claims"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{ADDRESS}/desk/")
        page.locator("input[name=login]").fill("editor@example.org")
        page.locator("input[name=password]").fill("tide-table-editor")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        print(f"{'milliseconds':<64}{'n':>5}{'median':>10}{'p95':>10}")
        visit(page, label, f"{ADDRESS}/desk/articles/{sample.pk}/")
        measure(page, f"{ADDRESS}/desk/articles/{identifier}/")
        browser.close()


if __name__ == "__main__":
    main()
