"""Loading the sample newsroom: once, all or nothing, and only in the embedded default."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Article, Claim, Event, Job, Newsroom, PublicRevision, User
from claims.sample import loader
from claims.sample.loader import SampleRefused, load_sample


@pytest.fixture
def embedded(settings: Any) -> None:
    settings.EMBEDDED = True


@pytest.mark.django_db
def test_the_command_says_what_it_loaded_and_a_second_load_changes_nothing(embedded: None) -> None:
    out = StringIO()
    call_command("load_sample", stdout=out)
    assert out.getvalue() == f"Loaded the sample newsroom: 7 people, 10 articles, {Claim.objects.count()} claims.\n"
    before = (User.objects.count(), Article.objects.count(), Claim.objects.count(), Event.objects.count())
    with pytest.raises(SampleRefused, match="empty database"):
        load_sample()
    call_command("load_sample", "--if-empty", stdout=StringIO())
    assert (User.objects.count(), Article.objects.count(), Claim.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("options", [[], ["--if-empty"]])
def test_it_refuses_outside_the_embedded_default(settings: Any, options: list[str]) -> None:
    """Before it looks at the database, which this test may not open."""
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="DATABASE_URL") as refusal:
        call_command("load_sample", *options)
    assert "\n" not in str(refusal.value)


@pytest.mark.django_db
def test_a_person_already_there_is_left_alone(embedded: None) -> None:
    User.objects.create_user(username="first", email="first@example.org", password="the first of them all")
    call_command("load_sample", "--if-empty", stdout=StringIO())
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_sample")
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_load_that_breaks_leaves_nothing(embedded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def breaks_at_the_fifth(**arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:
            raise RuntimeError("the power went")
        return publish(**arguments)

    publish = loader.publish_claim
    monkeypatch.setattr(loader, "publish_claim", breaks_at_the_fifth)
    name = Newsroom.current().name
    with pytest.raises(RuntimeError, match="the power went"):
        load_sample()
    assert not connection.in_atomic_block
    for model in (User, Article, Claim, Event, Job, PublicRevision):
        assert not model.objects.exists()
    assert Newsroom.current().name == name
