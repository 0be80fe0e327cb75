"""`manage.py resplit`."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from claims.actions.claim import accept_claim
from claims.models import Article, Claim, User
from claims.queries.resplit import articles_due
from claims.vocabulary import JobKind, State
from tests.cast import new_story
from tests.splitters import CRANE, FAILURES, INJURED, REPAIRS, Install, work

pytestmark = pytest.mark.django_db


def resplit(*arguments: str) -> str:
    out = io.StringIO()
    call_command("resplit", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def two(ed: User, install: Install) -> list[Article]:
    """Two articles that en-1 has split; en-2 is installed."""
    articles = [new_story(ed), new_story(ed)]
    install("en-1", CRANE, REPAIRS, INJURED)
    for article in articles:
        work(article, JobKind.SPLIT_ARTICLE)
    install("en-2", CRANE, (REPAIRS, {"score": 0.9}), FAILURES)
    return articles


def test_a_dry_run_prints_what_would_change_and_changes_nothing(two: list[Article]):
    before = list(Claim.objects.order_by("pk").values())
    said = resplit("--dry-run")
    for article in two:
        assert f"{article.pk}: would add 1, remove 1, describe 1 anew, keep 0 as they are" in said
    assert said.count(f"  + {FAILURES}\n") == said.count(f"  - {INJURED}\n") == said.count(f"  ~ {REPAIRS}\n") == 2
    assert list(Claim.objects.order_by("pk").values()) == before
    assert articles_due().count() == 2


def test_articles_of_another_version_are_brought_up_to_date_once(two: list[Article], ed: User):
    kept = Claim.objects.get(article=two[0], quote=INJURED)
    accept_claim(actor=ed, claim_id=kept.pk, version=1)
    said = resplit()
    assert f"{two[0].pk}: 1 added, 0 removed, 1 described anew" in said
    assert f"{two[1].pk}: 1 added, 1 removed, 1 described anew" in said
    assert Claim.objects.get(pk=kept.pk).state == State.TO_CHECK
    assert Claim.objects.get(article=two[1], quote=INJURED).state == State.DISMISSED
    assert two[0].events.newest().actor is None
    assert resplit() == "0 articles looked at.\n"
    assert ": 0 added, 0 removed, 0 described anew" in resplit("--all")


def test_articles_can_be_named(two: list[Article]):
    assert resplit(str(two[1].pk)).startswith(f"{two[1].pk}: 1 added")
    assert list(articles_due()) == [two[0]]
    with pytest.raises(CommandError, match="no article 999999"):
        resplit("999999")


def test_one_that_cannot_be_done_does_not_stop_the_others(two: list[Article], monkeypatch: pytest.MonkeyPatch):
    from claims.actions.errors import Conflict
    from claims.management.commands import resplit as command

    real = command.resplit_article

    def sometimes(article: Article, **given: object) -> object:
        if article == two[0]:
            raise Conflict(article, None)
        return real(article, **given)

    monkeypatch.setattr(command, "resplit_article", sometimes)
    with pytest.raises(CommandError, match="1 of 2 articles were not done"):
        resplit()
    assert list(articles_due()) == [two[0]]


def test_it_says_how_far_it_is_on_a_terminal(two: list[Article], monkeypatch: pytest.MonkeyPatch):
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", shown)
    call_command("resplit", stdout=io.StringIO(), stderr=shown)
    assert "article 2 of 2: 100%" in shown.getvalue()
