"""Every address and method of the API, and what each kind of caller gets. One without a row fails the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.actions import publish, review, verdict
from claims.actions.claim import take_claim
from claims.actions.comment import add_comment
from claims.actions.tokens import create_token
from claims.api.urls import urlpatterns
from claims.models import ApiToken, Article, Claim, Newsroom, User
from claims.vocabulary import Scope, State
from tests.api.conftest import Caller
from tests.cast import ask, complete, fresh, newest

CORRECTION = "correction being written"
CORRECTION_APPROVED = "correction approved"
TAKEN = "taken by its checker"
TWO_NEEDED = "in review, where two must approve"

READ = (200, 200, 200, 200, 200)
EDITORS = (403, 403, 403, 200, 200)
OWN = (403, 403, 200, 403, 403)
OWN_OR_EDITORS = (403, 403, 200, 200, 200)
CHECKERS = (403, 200, 200, 200, 200)


def made(statuses: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(201 if status == 200 else status for status in statuses)


@dataclass(frozen=True)
class Row:
    """`statuses` are for a viewer, another checker, the claim's own checker, an editor and an admin."""

    statuses: tuple[int, ...]
    state: State | str = State.SUGGESTED
    body: dict[str, Any] = field(default_factory=dict)
    version_of: str = ""  # Whose version goes into If-Match.


def step(statuses: tuple[int, ...], state: State | str, version_of: str = "claim", **body: Any) -> Row:
    return Row(statuses, state, body, version_of)


def by_revision(state: State | str, **body: Any) -> Row:
    return Row(EDITORS, state, {"revision_id": "revision", **body})


TABLE: dict[tuple[str, str], Row] = {
    ("GET", "me"): Row(READ),
    ("GET", "people"): Row(READ),
    ("GET", "rating-scales"): Row(READ),
    ("GET", "articles"): Row(READ),
    ("POST", "articles"): Row(made(CHECKERS), body={"text": "Two cranes fell."}),
    ("GET", "article"): Row(READ),
    ("PATCH", "article"): step(EDITORS, State.SUGGESTED, "article", author="Rosa Ihle"),
    ("GET", "article-claims"): Row(READ),
    ("POST", "article-claims"): Row(made(CHECKERS), body={"start": 0, "end": 14}),
    ("GET", "claims"): Row(READ),
    ("GET", "claim"): Row(READ),
    ("PATCH", "claim"): step(OWN_OR_EDITORS, State.CHECKING, wording="It cost 40 million."),
    ("GET", "claim-evidence"): Row(READ),
    ("POST", "claim-evidence"): Row(made(OWN_OR_EDITORS), State.CHECKING, {"title": "Ledger", "stance": "context"}),
    ("GET", "claim-replies"): Row(READ),
    ("POST", "claim-replies"): Row(
        made(OWN_OR_EDITORS), State.IN_REVIEW, {"person": "Lena Okafor", "way": "phone", "asked_on": "2026-03-02"}
    ),
    ("GET", "claim-verdict"): Row(READ),
    ("PUT", "claim-verdict"): step(
        OWN_OR_EDITORS, State.CHECKING, "verdict", rating=None, summary="Not so.", explanation="Because."
    ),
    ("GET", "claim-revisions"): Row(READ),
    ("GET", "claim-reviews"): Row(READ),
    ("GET", "claim-public-revisions"): Row(READ),
    ("GET", "claim-comments"): Row(READ),
    ("POST", "claim-comments"): Row(made(CHECKERS), body={"body": "Who says so?"}),
    ("POST", "claim-accept"): step(EDITORS, State.SUGGESTED),
    ("POST", "claim-dismiss"): step(EDITORS, State.SUGGESTED, reason="An opinion."),
    ("POST", "claim-reopen"): step(EDITORS, State.DISMISSED),
    ("POST", "claim-assign"): step(EDITORS, State.TO_CHECK, checker="mara"),
    ("POST", "claim-take"): step(CHECKERS, State.TO_CHECK),
    ("POST", "claim-hand_back"): step(OWN_OR_EDITORS, State.CHECKING),
    ("POST", "claim-start"): step(OWN, State.ASSIGNED),
    ("POST", "claim-submit"): step(OWN, State.CHECKING),
    ("POST", "claim-recall"): step(OWN, State.IN_REVIEW),
    ("POST", "claim-ask_reviewer"): step(OWN_OR_EDITORS, State.IN_REVIEW, reviewer=None),
    ("POST", "claim-approve"): by_revision(State.IN_REVIEW),
    ("POST", "claim-dissent"): by_revision(TWO_NEEDED, comment="Another year."),
    ("POST", "claim-set_topics"): step(OWN_OR_EDITORS, State.CHECKING, topics=[]),
    ("POST", "claim-request_changes"): by_revision(State.IN_REVIEW, comment="One more source."),
    ("POST", "claim-publish"): by_revision(State.APPROVED),
    ("POST", "claim-start_correction"): step(OWN_OR_EDITORS, State.PUBLISHED, reason="New figures."),
    ("POST", "claim-cancel_correction"): step(OWN_OR_EDITORS, CORRECTION),
    ("POST", "claim-publish_correction"): by_revision(
        CORRECTION_APPROVED, change_class="update", reason="New figures were added."
    ),
    ("POST", "claim-change_address"): step(EDITORS, State.PUBLISHED, slug="crane-of-the-port"),
    ("POST", "claim-withdraw"): step(EDITORS, State.PUBLISHED, reason="The ledger was forged."),
    ("POST", "claim-prioritise"): step(EDITORS, State.TO_CHECK, priority=4, due_on=None),
    ("POST", "claim-change_borders"): step(OWN_OR_EDITORS, State.ASSIGNED, start=0, end=14),
    ("POST", "claim-split_claim"): step(OWN_OR_EDITORS, State.ASSIGNED, at="middle"),
    ("POST", "claim-merge"): step(EDITORS, State.SUGGESTED, other_id="other", other_version=1),
    ("POST", "claim-mark_repeat"): step(EDITORS, State.SUGGESTED, original_id="other"),
    ("POST", "claim-undo"): step((403, 409, 200, 409, 409), TAKEN),
    ("GET", "one-evidence"): Row(READ, State.CHECKING),
    ("PATCH", "one-evidence"): step(OWN_OR_EDITORS, State.CHECKING, "evidence", stance="context"),
    ("DELETE", "one-evidence"): Row((403, 403, 204, 204, 204), State.CHECKING, {}, "evidence"),
    ("GET", "one-reply"): Row(READ, State.CHECKING),
    ("PATCH", "one-reply"): step(OWN_OR_EDITORS, State.CHECKING, "reply", status="declined"),
    ("DELETE", "one-reply"): Row((403, 403, 204, 204, 204), State.CHECKING, {}, "reply"),
    ("POST", "comment-resolve"): Row(CHECKERS),
    ("GET", "public-revisions"): Row(READ),
    ("GET", "sources"): Row(READ),
    ("GET", "source"): Row(READ, State.CHECKING),
    ("GET", "jobs"): Row(READ),
    ("GET", "job"): Row(READ),
    ("POST", "job-retry"): Row(CHECKERS),
}
METHODS = {"get", "post", "put", "patch", "delete"}
# These two are for everybody; they are tested below.
FOR_EVERYBODY = {"openapi", "nothing"}


def test_every_address_and_method_has_a_row() -> None:
    there = {
        (method.upper(), pattern.name)
        for pattern in urlpatterns
        if pattern.name not in FOR_EVERYBODY
        for method in METHODS
        if hasattr(pattern.callback.cls, method)
    }
    assert there == set(TABLE)


@dataclass
class Request:
    method: str
    address: str
    body: dict[str, Any]
    version: int | None

    def by(self, caller: Caller) -> int:
        """The status that the caller gets; what was written is undone."""
        point = transaction.savepoint()
        answer = caller.send(self.method, self.address, self.body, version=self.version)
        transaction.savepoint_rollback(point)
        if answer.status_code >= 400:
            assert set(answer.json()) >= {"code", "detail"}
        return answer.status_code


@pytest.fixture
def request_of(
    claim_in: Callable[..., Claim], story: Article, ed: User, mara: User
) -> Callable[[tuple[str, str]], Request]:
    """The one request of a row that is right in everything, on a world that was made for it."""

    def claim_for(state: State | str) -> Claim:
        if isinstance(state, State):
            claim = claim_in(state)
            if state == State.CHECKING:
                complete(mara, claim)
            return fresh(claim)
        if state == TAKEN:
            claim = claim_in(State.TO_CHECK)
            return take_claim(actor=mara, claim_id=claim.pk, version=claim.version)
        if state == TWO_NEEDED:
            Newsroom.objects.update(approvals_needed=2)
            return claim_in(State.IN_REVIEW)
        claim = claim_in(State.PUBLISHED)
        publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="New figures.")
        if state == CORRECTION_APPROVED:
            verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
            review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
        return fresh(claim)

    def request_of(key: tuple[str, str]) -> Request:
        row, (method, name) = TABLE[key], key
        claim = claim_for(row.state)
        subject: Any = claim
        if name.startswith("article"):
            subject = story
        elif name in ("job", "job-retry", "comment-resolve"):
            subject = (
                story.jobs.get() if name.startswith("job") else add_comment(actor=mara, claim_id=claim.pk, body="Who?")
            )
        elif name in ("one-evidence", "source"):
            evidence = claim.evidence.get()
            subject = evidence if name == "one-evidence" else evidence.source
        elif name == "one-reply":
            subject = ask(mara, claim)
        pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
        args = [subject.pk] if "<int:pk>" in str(pattern.pattern) else []
        # What only the world that was made knows.
        known = {
            "revision_id": lambda: newest(claim),
            "other_id": lambda: claim_in(State.SUGGESTED).pk,
            "original_id": lambda: claim_in(State.SUGGESTED).pk,
            "at": lambda: claim.start + claim.quote.index(" "),
            "checker": lambda: mara.pk,
        }
        body = {field: known[field]() if field in known else value for field, value in row.body.items()}
        versions = {
            "article": lambda: story.version,
            "claim": lambda: claim.version,
            "verdict": lambda: claim.verdict.version,
            "evidence": lambda: claim.evidence.get().version,
            "reply": lambda: subject.version,
        }
        version = versions[row.version_of]() if row.version_of else None
        return Request(method, reverse(f"api:{name}", args=args), body if method != "GET" else None, version)

    return request_of


ROWS = pytest.mark.parametrize("key", sorted(TABLE), ids=" ".join)


@ROWS
def test_each_role(
    key: tuple[str, str],
    request_of: Callable[..., Request],
    program_of: Callable[..., Caller],
    vic: User,
    cem: User,
    mara: User,
    edna: User,
    ada: User,
) -> None:
    request = request_of(key)
    got = tuple(request.by(program_of(person)) for person in (vic, cem, mara, edna, ada))
    assert got == TABLE[key].statuses, request.address


@ROWS
def test_each_key(
    key: tuple[str, str], request_of: Callable[..., Request], edna: User, mara: User, program_of: Callable[..., Caller]
) -> None:
    """The same person's good and bad keys. The person is one who may: the editor, or else the claim's own checker."""
    request = request_of(key)
    able = edna if TABLE[key].statuses[3] < 300 else mara
    reads = key[0] == "GET"

    def token(**change: Any) -> Caller:
        row, secret = create_token(actor=able, name="test", scope=Scope.WRITE, days=1)
        ApiToken.objects.filter(pk=row.pk).update(**change)
        return Caller(secret)

    def session(*, checks: bool) -> Caller:
        caller = Caller()
        caller.client = Client(enforce_csrf_checks=checks)
        caller.client.force_login(able)
        return caller

    good, browser = program_of(able), session(checks=False)
    assert request.by(good) < 300
    assert request.by(browser) < 300
    assert request.by(session(checks=True)) == (200 if reads else 403)  # Without the CSRF token.
    assert request.by(program_of(able, scope=Scope.READ)) == (200 if reads else 403)
    assert request.by(Caller()) == 401
    assert request.by(Caller("fc_000000000000_nonsense")) == 401
    assert request.by(token(expires_at=timezone.now())) == 401
    assert request.by(token(revoked_at=timezone.now())) == 401
    User.objects.filter(pk=able.pk).update(is_active=False)
    assert request.by(good) == 401
    assert request.by(browser) == 401


def test_strangers_learn_nothing_from_an_address(claim_in: Callable[..., Claim], mara: User) -> None:
    """What is there and what is not look alike to those who may not come in."""
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    evidence = claim.evidence.get()
    for path in (f"claims/{claim.pk}/", f"claims/{10**9}/", f"evidence/{evidence.pk}/", f"evidence/{10**9}/"):
        answer = Caller().get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["", "claims", "claims/x/", "claims/1/verdict/x/", f"claims/{'9' * 5000}/", "v2/"])
def test_no_such_address(path: str, db: None) -> None:
    answer = Caller().get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT"])
def test_other_methods(method: str, ed: User, program_of: Callable[..., Caller]) -> None:
    answer = program_of(ed).send(method, "claims/")
    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
