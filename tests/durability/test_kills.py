"""`kill -9` and outages in the middle of the work, against the real services: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from claims.splitting.split import split
from tests.cast import STORY
from tests.durability.person import Person
from tests.product import Product

pytestmark = pytest.mark.durability


@pytest.fixture(scope="module")
def editor(running_product: Product) -> Person:
    return Person(running_product, "editor")


@pytest.fixture(autouse=True)
def _all_is_running_again(running_product: Product) -> Iterator[None]:
    yield
    running_product.start_redis()
    if running_product.worker.has_ended():
        running_product.start_worker()
    if running_product.web.has_ended():
        running_product.start_web()


def long_story(paragraphs: int) -> str:
    """A text in which no two claims are the same."""
    body = STORY.partition("\n\n")[2].replace("HARROWMOUTH - ", "")
    return "\n\n".join(
        f"Part {number} of the inquiry.\n\n{body.replace('40', str(number))}" for number in range(paragraphs)
    )


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def job_of(product: Product, article: int) -> tuple[str, int]:
    """State and attempts of the article's splitting job; there is exactly one."""
    rows = product.sql("SELECT state, attempts FROM claims_job WHERE article_id = %s", (article,))
    assert len(rows) == 1
    return rows[0]


def places_in(text: str) -> list[tuple[int, int]]:
    return sorted((claim.start, claim.end) for claim in split(text).claims)


def assert_split_once(product: Product, article: int, text: str) -> None:
    """Every claim that the splitter finds in the text is there, once, with one event that suggests it."""
    rows = product.sql(
        'SELECT c.start, c."end", count(e.id) FROM claims_claim c LEFT JOIN claims_event e ON e.claim_id = c.id'
        " WHERE c.article_id = %s GROUP BY c.id ORDER BY 1, 2",
        (article,),
    )
    assert [(start, end) for start, end, _ in rows] == places_in(text)
    assert {events for _, _, events in rows} == {1}
    splits = product.sql("SELECT count(*) FROM claims_event WHERE article_id = %s AND kind = 'split'", (article,))
    assert splits == [(1,)]


def test_the_worker_is_killed_in_the_middle_of_a_split(running_product: Product, editor: Person) -> None:
    text = long_story(80)  # Long enough to be met at work, however fast the machine is.
    article = editor.import_article("Killed in the middle", text)
    wait_for(lambda: job_of(running_product, article)[0] == "running")
    running_product.kill_worker()
    assert job_of(running_product, article)[0] == "running"
    assert running_product.sql("SELECT count(*) FROM claims_claim WHERE article_id = %s", (article,)) == [(0,)]
    running_product.start_worker()
    wait_for(lambda: job_of(running_product, article)[0] == "done")
    assert job_of(running_product, article)[1] == 2
    assert_split_once(running_product, article, text)


def test_redis_is_away_during_an_import(running_product: Product, editor: Person) -> None:
    running_product.stop_redis()
    started = time.monotonic()
    article = editor.import_article("Redis was away", STORY)
    assert time.monotonic() - started < 15
    assert job_of(running_product, article) == ("queued", 0)
    assert editor.get(f"/desk/articles/{article}/")[0] == 200
    running_product.start_redis()
    wait_for(lambda: job_of(running_product, article)[0] == "done")
    assert_split_once(running_product, article, STORY)


def test_the_web_process_is_killed_after_the_commit(running_product: Product, editor: Person) -> None:
    titles = [f"Web killed {number}" for number in range(3)]
    for title in titles:
        sending = threading.Thread(target=_import_or_die, args=[editor, title])
        sending.start()
        wait_for(lambda title=title: running_product.sql("SELECT 1 FROM claims_article WHERE title = %s", (title,)))
        running_product.kill_web()
        sending.join()
        running_product.start_web()
    for title in titles:
        ((article,),) = running_product.sql("SELECT id FROM claims_article WHERE title = %s", (title,))
        wait_for(lambda article=article: job_of(running_product, article)[0] == "done")
        assert_split_once(running_product, article, STORY)


def _import_or_die(editor: Person, title: str) -> int | None:
    try:
        return editor.import_article(title, STORY)
    except (OSError, AssertionError):
        return None  # The answer was lost with the process; whether the article is there is what the test looks at.


def test_a_storm_of_kills(running_product: Product, editor: Person) -> None:
    """Imports go on while workers, Redis and web processes go down at random (the same random at every run)."""
    chance = random.Random(2026)
    promised: dict[str, int] = {}
    for number in range(8):  # In which each of the faults comes.
        title = f"Storm {number}"
        if (article := _import_or_die(editor, title)) is not None:
            promised[title] = article
        fault = chance.choice(["worker", "redis", "web", "none"])
        if fault == "worker":
            running_product.kill_worker()
            running_product.start_worker()
        elif fault == "redis":
            running_product.stop_redis()
            if (article := _import_or_die(editor, f"{title}, without Redis")) is not None:
                promised[f"{title}, without Redis"] = article
            running_product.start_redis()
        elif fault == "web":
            running_product.kill_web()
            running_product.start_web()
    assert len(promised) >= 8
    for title, article in promised.items():
        assert running_product.sql("SELECT id FROM claims_article WHERE title = %s", (title,)) == [(article,)]
        wait_for(lambda article=article: job_of(running_product, article)[0] == "done")
    expected = len(places_in(STORY))
    counts = running_product.sql(
        'SELECT a.title, count(c.id), count(DISTINCT c.start * 100000 + c."end") FROM claims_article a'
        " JOIN claims_claim c ON c.article_id = a.id WHERE a.title LIKE 'Storm%%' GROUP BY a.id",
    )
    assert {(count, distinct) for _, count, distinct in counts} == {(expected, expected)}
    assert {title for title, _, _ in counts} >= set(promised)
