"""The cast: one newsroom, a few people, one story, and claims brought to their state by the real actions.

ed and edna are editors, mara and cem checkers, vic a viewer, ada the admin. A test that needs a claim in some state
asks `claim_in(State.X)`: it walks there through claims/actions, so no test can assume a state the product cannot reach.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from claims.actions import article as articles
from claims.actions import claim as claims
from claims.actions import evidence, publish, reply, review, verdict
from claims.actions.people import create_user
from claims.models import Article, Claim, Rating, Reply, User
from claims.vocabulary import ChangeClass, ReplyWay, Role, State

PASSWORD = "a long enough password"

STORY = """Port authority says crane failure cost 40 million crowns

HARROWMOUTH - The port authority said on Tuesday that the failure of a single crane had cost shippers 40 million crowns.

Its spokesperson, Lena Okafor, accused the operator of ignoring three written warnings since March.

"We asked for repairs on 4 March, on 19 May and again on 2 August," Okafor said.

The operator, Brink & Sons, said it had spent 2.1 million crowns on maintenance last year, more than any other terminal.

According to the dockworkers' union, two people were injured when the boom fell.

The ministry of transport has counted 14 crane failures in the country since January.

Harrowmouth handled 61,000 containers in September, a fifth fewer than a year before.

The city council will discuss the case next week.
"""


def make_user(role: Role, name: str) -> User:
    handle = name.split(maxsplit=1)[0].lower()
    return create_user(email=f"{handle}@example.org", username=handle, name=name, role=role, password=PASSWORD)


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty public folder of the test's own."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "public"}}
    settings.STORAGES = {**settings.STORAGES, "public": backend}
    return tmp_path / "public"


@pytest.fixture
def ed(db: None) -> User:
    return make_user(Role.EDITOR, "Ed Brandt")


@pytest.fixture
def edna(db: None) -> User:
    return make_user(Role.EDITOR, "Edna Ruiz")


@pytest.fixture
def mara(db: None) -> User:
    return make_user(Role.CHECKER, "Mara Lind")


@pytest.fixture
def cem(db: None) -> User:
    return make_user(Role.CHECKER, "Cem Aydin")


@pytest.fixture
def vic(db: None) -> User:
    return make_user(Role.VIEWER, "Vic Oyelaran")


@pytest.fixture
def ada(db: None) -> User:
    return make_user(Role.ADMIN, "Ada Novak")


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """`sign_in(ed)` gives the test client signed in as that person."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def story(ed: User) -> Article:
    """An imported article that no worker has split yet."""
    return new_story(ed)


def new_story(editor: User, *, title: str = "") -> Article:
    return articles.import_article(
        actor=editor,
        title=title,
        text=STORY,
        url=f"https://gazette.example/{Article.objects.count() + 1}",
        publisher="The Harrowmouth Gazette",
    )


def add_sentence(actor: User, article: Article) -> Claim:
    """Mark the article's first sentence that is no claim yet."""
    text = article.current_snapshot.text
    taken = set(Claim.objects.filter(article=article).values_list("start", flat=True))
    for sentence in re.finditer(r"[^\n]+?\.(?=\s)", text):
        if sentence.start() not in taken:
            return claims.add_claim(actor=actor, article=article, start=sentence.start(), end=sentence.end() - 1)
    return add_sentence(actor, new_story(actor))


def rating(label: str = "Mostly False") -> Rating:
    return Rating.objects.get(label=label, scale__is_current=True)


def complete(checker: User, claim: Claim, *, label: str = "Mostly False") -> None:
    """Give a claim that is being checked all that a review needs."""
    evidence.add_evidence(
        actor=checker,
        claim_id=claim.pk,
        url=f"https://records.example/{claim.pk}",
        title="Maintenance ledger of the port",
        publisher="Port of Harrowmouth",
        stance="contradicts",
        passage="Repairs booked in April: 38.2 million crowns.",
        locator="page 4",
        is_primary=True,
    )
    verdict.save_verdict(
        actor=checker,
        claim_id=claim.pk,
        version=0,
        rating=rating(label),
        summary="The ledger shows a lower sum.",
        explanation="The **ledger** of the port lists 38.2 million crowns, not 40.",
        not_found="Who signed the ledger.",
    )


def ask(checker: User, claim: Claim, **more: Any) -> Reply:
    """Record that the port's spokesperson was asked the day before yesterday, with an answer due tomorrow."""
    today = timezone.localdate()
    entry = {
        "person": "Lena Okafor",
        "office": "Port authority",
        "way": ReplyWay.MAIL,
        "asked_on": today - datetime.timedelta(days=2),
        "due_on": today + datetime.timedelta(days=1),
    }
    return reply.add_reply(actor=checker, claim_id=claim.pk, **(entry | more))  # type: ignore[arg-type]


def newest(claim: Claim) -> int:
    """The id of the claim's newest revision."""
    return claim.revisions.order_by("-number")[0].pk


def _submit(checker: User, claim: Claim) -> None:
    if not claim.evidence.exists():
        complete(checker, claim)
    verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)


def _correct(editor: User, checker: User, claim: Claim) -> None:
    claim = publish.start_correction(actor=editor, claim_id=claim.pk, version=claim.version, reason="A typing error.")
    draft = claim.verdict
    verdict.save_verdict(
        actor=checker,
        claim_id=claim.pk,
        version=draft.version,
        rating=draft.rating,
        summary="The ledger shows a lower sum: 38.2 million.",
        explanation=draft.explanation,
    )
    verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=editor, claim_id=claim.pk, revision_id=newest(claim))
    publish.publish_correction(
        actor=editor,
        claim_id=claim.pk,
        revision_id=newest(claim),
        change_class=ChangeClass.CORRECTION,
        reason="The sum was missing from the summary.",
    )


def fresh(claim: Claim) -> Claim:
    """The claim as the database has it now."""
    return Claim.objects.get(pk=claim.pk)


# Each step is taken from the state before it: (state it leads to, how).
_PATH: list[tuple[State, Callable[[User, User, Claim], object]]] = [
    (State.ASSIGNED, lambda ed, mara, c: claims.assign_claim(actor=ed, claim_id=c.pk, version=c.version, checker=mara)),
    (State.CHECKING, lambda ed, mara, c: claims.start_checking(actor=mara, claim_id=c.pk, version=c.version)),
    (State.IN_REVIEW, lambda ed, mara, c: _submit(mara, c)),
    (State.APPROVED, lambda ed, mara, c: review.approve_revision(actor=ed, claim_id=c.pk, revision_id=newest(c))),
    (State.PUBLISHED, lambda ed, mara, c: publish.publish_claim(actor=ed, claim_id=c.pk, revision_id=newest(c))),
]

_BRANCHES: dict[State, tuple[State, Callable[[User, User, Claim], object]]] = {
    State.DISMISSED: (
        State.TO_CHECK,
        lambda ed, mara, c: claims.dismiss_claim(actor=ed, claim_id=c.pk, version=c.version, reason="Not checkable"),
    ),
    State.CHANGES_REQUESTED: (
        State.IN_REVIEW,
        lambda ed, mara, c: review.request_changes(
            actor=ed, claim_id=c.pk, revision_id=newest(c), comment="Say where the sum comes from."
        ),
    ),
    State.CORRECTED: (State.PUBLISHED, _correct),
    State.WITHDRAWN: (
        State.PUBLISHED,
        lambda ed, mara, c: publish.withdraw_claim(
            actor=ed, claim_id=c.pk, version=c.version, reason="The ledger was a forgery."
        ),
    ),
}


def bring(state: State, *, editor: User, checker: User, article: Article) -> Claim:
    """A new claim of `article` in `state`, checked by `checker`, with `editor` in every editor's part."""
    if state == State.SUGGESTED:
        return add_sentence(checker, article)
    if state in _BRANCHES:
        before, step = _BRANCHES[state]
        claim = bring(before, editor=editor, checker=checker, article=article)
        step(editor, checker, claim)
        return fresh(claim)
    claim = add_sentence(editor, article)
    for reached, step in _PATH:
        if claim.state == state:
            break
        step(editor, checker, claim)
        claim = fresh(claim)
        assert claim.state == reached
    assert claim.state == state
    return claim


@pytest.fixture
def claim_in(ed: User, mara: User, story: Article) -> Callable[..., Claim]:
    """`claim_in(State.CHECKING)`: a new claim in that state, assigned to mara where it is assigned, edited by ed."""

    def claim_in(state: State, *, checker: User = mara, editor: User = ed) -> Claim:
        return bring(state, editor=editor, checker=checker, article=story)

    return claim_in
