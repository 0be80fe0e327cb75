"""People of the newsroom in browsers of their own, for the journeys."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.journeys.screens import sign_in
from tests.product import Product

# Claims that the checker has begun to check, one for each test that asks. Nothing is left for the splitter to do.
NEW_CLAIMS = r"""
from django.db import transaction
from claims.actions import article, claim
from claims.models import User
from claims.vocabulary import JobState
editor, checker = (User.objects.get(email=f"{role}@example.org") for role in ("editor", "checker"))
with transaction.atomic():
    for _ in range(20):
        text = "Pier closed\n\nThe mayor said 12 piers are closed."
        story = article.import_article(actor=editor, title="", text=text)
        story.jobs.update(state=JobState.DONE, progress=100)
        new = claim.add_claim(actor=editor, article=story, start=13, end=47)
        new = claim.assign_claim(actor=editor, claim_id=new.pk, version=new.version, checker=checker)
        claim.start_checking(actor=checker, claim_id=new.pk, version=new.version)
        print(f"/desk/claims/{new.pk}/")
"""


@pytest.fixture(scope="session")
def new_claims(running_product: Product) -> Iterator[str]:
    return iter(running_product.run(NEW_CLAIMS))


@pytest.fixture
def new_claim(new_claims: Iterator[str]) -> str:
    """The address of a claim of its own for this test."""
    return next(new_claims)


@pytest.fixture(scope="session")
def session_of(running_product: Product, browser: Browser) -> Callable[[str], StorageState]:
    """`session_of("editor")`: the cookies of a person of the sample newsroom, who signed in by the form once a run."""

    @functools.cache
    def state_of(role: str) -> StorageState:
        context = browser.new_context(base_url=running_product.url)
        sign_in(context.new_page(), role)
        state = context.storage_state()
        context.close()
        return state

    return state_of


@pytest.fixture
def desk_of(
    running_product: Product, browser: Browser, session_of: Callable[[str], StorageState]
) -> Iterator[Callable[..., Page]]:
    """`desk_of("editor")`: a browser of their own for a person of the sample newsroom, signed in, at My work or `at`.

    Whatever the browser reports (errors, refused content) fails the test.
    """
    trouble: list[str] = []
    contexts = []

    def open_desk(role: str, at: str = "/desk/", **options: object) -> Page:
        state = session_of(role)
        context = browser.new_context(base_url=running_product.url, storage_state=state, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"{page.url}: {error}"))
        page.on("console", lambda line: trouble.append(f"{page.url}: {line.text}") if line.type == "error" else None)
        page.goto(at)
        return page

    yield open_desk
    for context in contexts:
        context.close()
    # A refusal is an answer of 4xx, which Chromium and htmx also write to the console, as htmx does of a request that
    # got no answer; those are looked at on the screen.
    expected = ("Failed to load resource", ": Response Status Error Code 4", ": htmx:sendError", ": htmx:afterRequest")
    assert [line for line in trouble if not any(words in line for words in expected)] == []
