"""The sample newsroom, loaded once for all tests that only look at it, and its site for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from claims.actions.site import write_site
from claims.models import Claim, Comment, PublicRevision, Review, User, Verdict
from claims.sample.loader import load_sample
from claims.vocabulary import State
from tests.crawl import file_server

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rolled back after the last test of the package."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EMBEDDED", True)
        with transaction.atomic():
            load_sample(today=TODAY)
            yield
            transaction.set_rollback(True)


@dataclass(frozen=True)
class Site:
    """The public folder, and the `url` (without a slash at the end) at which a plain file server has it.

    `slugs` are of the checks that stand, `withdrawn_speakers` of those of a withdrawn check, and `inside` is what must
    be in no file.
    """

    folder: Path
    url: str
    slugs: set[str]
    withdrawn_speakers: set[str]
    inside: set[str]


@pytest.fixture(scope="package")
def site(loaded: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site written into a folder of its own, and then only files."""
    folder = tmp_path_factory.mktemp("public")
    backend = "django.core.files.storage.FileSystemStorage"
    public = {**settings.STORAGES, "public": {"BACKEND": backend, "OPTIONS": {"location": folder}}}
    with file_server(folder) as url:
        with django_db_blocker.unblock(), override_settings(STORAGES=public, SITE_URL=url):
            write_site()
            shown = PublicRevision.objects.exclude(claim__state=State.WITHDRAWN)
            slugs = set(shown.values_list("claim__slug", flat=True))
            inside = {" ".join(words.split()) for words in _kept_inside() if words.strip()}
            withdrawn = Claim.objects.filter(state=State.WITHDRAWN).exclude(speaker=None)
            speakers = set(withdrawn.values_list("speaker__slug", flat=True))
        yield Site(folder, url, slugs, speakers, inside)


def _kept_inside() -> Iterator[str]:
    """What only the newsroom reads: the verdicts of claims without a page, what people say there, and who they are."""
    drafts = Verdict.objects.filter(claim__slug=None).values_list("summary", "explanation", "not_found")
    yield from (text for draft in drafts for text in draft)
    yield from Comment.objects.values_list("body", flat=True)
    yield from Review.objects.values_list("comment", flat=True)
    yield from User.objects.values_list("email", flat=True)
    yield from Claim.objects.exclude(dismissed_reason="").values_list("dismissed_reason", flat=True)
