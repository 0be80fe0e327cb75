"""Readers find what is published, and only that; and are told so when the search is away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from claims.actions import publish, site
from claims.models import Claim, PublicWords, User
from claims.public import search
from claims.queries import public_search
from claims.vocabulary import State
from tests.cast import complete, fresh

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def published(claim_in: Callable[..., Claim]) -> Claim:
    claim = claim_in(State.PUBLISHED)
    site.write_claim(claim)
    return claim


def found(client: Client, typed: str, **more: str) -> str:
    response = client.get("/search/results", {"q": typed, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_a_published_check_is_found_by_its_words_and_their_forms(published: Claim, client: Client) -> None:
    for typed in ("crane", "CRANES", '"failure of a single crane"', "ledgers showing", "Mostly False"):
        page = found(client, typed)
        assert f'href="/checks/{published.slug}/"' in page, typed
        assert "1 check found" in page


def test_what_is_not_there_is_not_found_whatever_is_typed(published: Claim, client: Client) -> None:
    for typed in ("zebra", "crane zebra", "crane -crane", "' OR 1=1 --", "(((", ":*", "zebra & | !", "%", "'); --"):
        assert f'href="/checks/{published.slug}/"' not in found(client, typed), typed


def test_a_dash_between_words_leaves_nothing_out(published: Claim, client: Client) -> None:
    for typed in ("ledger - crane", "ledger -- crane", "(crane) -", 'ledger -zebra -"a zebra"'):
        assert f'href="/checks/{published.slug}/"' in found(client, typed), typed
    for dashes in ("-" * 200, "- " * 100, "-(" * 100, "-!" * 100, '-"' * 100):
        assert f'href="/checks/{published.slug}/"' not in found(client, dashes), dashes


def test_what_was_typed_is_shown_as_text(published: Claim, client: Client) -> None:
    page = found(client, '"><script>alert(1)</script>')
    assert "<script>" not in page
    assert 'value="&quot;&gt;&lt;script&gt;' in page


def test_drafts_are_found_nowhere(
    published: Claim, claim_in: Callable[..., Claim], client: Client, folder: Path, mara: User
) -> None:
    """Not by the search, in no file of the folder, and their addresses answer as nonsense does."""
    draft = claim_in(State.CHECKING)
    complete(mara, draft)
    draft.verdict.summary = "Xylophonic"
    draft.verdict.save()
    Claim.objects.filter(pk=draft.pk).update(wording="Quixotic wording of a draft")
    site.write_site(from_start=True)
    for word in ("Xylophonic", "Quixotic", fresh(draft).quote):
        assert "No check has all of these words" in found(client, word)
        assert not [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]
    nonsense = client.get("/checks/no-such-thing/")
    for path in (f"/checks/claim-{draft.pk}/", f"/checks/{draft.pk}/", "/checks/quixotic-wording-of-a-draft/"):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (404, nonsense.content)


def test_a_withdrawn_check_is_not_found(published: Claim, client: Client, ed: User) -> None:
    publish.withdraw_claim(actor=ed, claim_id=published.pk, version=published.version, reason="The ledger was forged.")
    site.write_claim(published)
    assert not PublicWords.objects.exists()
    assert "No check has all of these words" in found(client, "crane")


def test_results_are_paged(claim_in: Callable[..., Claim], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_search, "PER_PAGE", 2)
    for _number in range(3):
        site.write_claim(claim_in(State.PUBLISHED))
    first, second = found(client, "ledger"), found(client, "ledger", page="2")
    assert (first.count('class="check"'), second.count('class="check"')) == (2, 1)
    assert 'href="/search/results?q=ledger&amp;page=2"' in first
    assert 'href="/search/results?q=ledger"' in second
    for page in ("0", "-1", "x", "²", "99999"):
        assert client.get("/search/results", {"q": "ledger", "page": page}).status_code == 200


def test_who_searches_without_end_has_to_wait(
    published: Claim, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SEARCHES", 2)
    statuses = [client.get("/search/results", {"q": "crane"}).status_code for _number in range(3)]
    assert statuses == [200, 200, 429]


def test_while_the_database_is_away_the_sites_own_page_says_so(
    published: Claim, client: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def away(*_args: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(search, "find_checks", away)
    response = client.get("/search/results", {"q": "crane"})
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert 'href="/topics/"' in response.content.decode()
    (folder / "search/away.html").unlink()
    assert client.get("/search/results", {"q": "crane"}).status_code == 503


def test_the_form_is_a_file(published: Claim, client: Client) -> None:
    page = client.get("/search/").content.decode()
    assert 'action="/search/results"' in page
    assert "form-action 'self'" in page
    assert "form-action 'none'" in client.get("/").content.decode()


def test_a_misspelt_word_finds_what_was_meant_and_says_so(published: Claim, client: Client) -> None:
    cache.clear()
    for typed in ("ledjer", "Ledgre crane", "failiure"):
        page = found(client, typed)
        assert f'href="/checks/{published.slug}/"' in page, typed
        assert f"No check has “<bdi>{typed}</bdi>”." in page
        assert f'value="{typed}"' in page
    # What is right is not mended, and what is like nothing finds nothing.
    assert "Found instead" not in found(client, "ledger")
    for typed in ("zebra", "crane zebra", "crn", "ledjer zebra"):
        page = found(client, typed)
        assert f'href="/checks/{published.slug}/"' not in page, typed
        assert 'href="/take-part/claim/"' in page
