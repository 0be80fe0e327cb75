"""What the workflow refuses, as the API says it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from claims.models import Article, Claim, User
from claims.vocabulary import Action, State
from tests.api.conftest import Caller
from tests.cast import complete, fresh, newest


def test_refused_for_the_state_is_a_conflict(
    claim_in: Callable[..., Claim], ed: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.TO_CHECK)
    answer = program_of(ed).post(f"claims/{claim.pk}/accept/", version=claim.version)
    assert (answer.status_code, answer.json()["code"]) == (409, "refused_state")
    assert "To check" in answer.json()["detail"]


def test_refused_for_what_is_missing_names_it(
    claim_in: Callable[..., Claim], mara: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.CHECKING)
    answer = program_of(mara).post(f"claims/{claim.pk}/submit/", version=claim.version)
    assert (answer.status_code, answer.json()["code"]) == (409, "refused_incomplete")
    assert "a rating" in answer.json()["detail"]
    assert "at least one piece of evidence" in answer.json()["detail"]


def test_refused_for_the_role_is_forbidden(
    claim_in: Callable[..., Claim], vic: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.SUGGESTED)
    answer = program_of(vic).post(f"claims/{claim.pk}/accept/", version=claim.version)
    assert (answer.status_code, answer.json()["code"]) == (403, "refused_role")


def test_four_eyes_and_the_admins_override(
    claim_in: Callable[..., Claim], ed: User, ada: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.IN_REVIEW, checker=ada)
    own = claim_in(State.IN_REVIEW, checker=ed)
    answer = program_of(ed).post(
        f"claims/{own.pk}/approve/", {"revision_id": newest(own), "override_reason": "I am in a hurry."}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "refused_four_eyes")
    path, body = f"claims/{claim.pk}/approve/", {"revision_id": newest(claim)}
    assert program_of(ada).post(path, body).status_code == 403
    answer = program_of(ada).post(path, {**body, "override_reason": "Nobody else is on duty."})
    assert (answer.status_code, answer.json()["state"]) == (200, "approved")
    review = program_of(ed).get(f"claims/{claim.pk}/reviews/").json()["results"][0]
    assert review["override_reason"] == "Nobody else is on duty."


def test_a_claim_says_what_may_be_done_to_it_and_why_not(
    claim_in: Callable[..., Claim], mara: User, vic: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.CHECKING)
    answers = {row["action"]: row for row in program_of(mara).get(f"claims/{claim.pk}/").json()["actions"]}
    assert set(answers) == set(Action.values)
    assert answers["hand_back"] == {"action": "hand_back", "allowed": True, "reason": ""}
    assert "a rating" in answers["submit"]["reason"]
    assert not answers["submit"]["allowed"]
    assert "Only editors" in answers["approve"]["reason"]
    theirs = program_of(vic).get(f"claims/{claim.pk}/").json()["actions"]
    assert not any(row["allowed"] for row in theirs)
    assert all(row["reason"] for row in theirs)


def test_the_whole_way_from_text_to_readers(
    ed: User, edna: User, mara: User, program_of: Callable[..., Caller]
) -> None:
    """Everything the guide promises, over HTTP alone."""
    editor, second, checker = program_of(ed), program_of(edna), program_of(mara)
    text = "The line cost 12 million crowns, the mayor said. Trams run daily."
    article = editor.post("articles/", {"text": text, "title": "Tram", "published_on": "2026-03-02"}).json()
    assert article["snapshot"]["text"] == text
    assert article["job"]["state"] == "queued"
    claim = editor.post(f"articles/{article['id']}/claims/", {"start": 0, "end": 31}).json()
    assert (claim["quote"], claim["state"]) == ("The line cost 12 million crowns", "to_check")
    path = f"claims/{claim['id']}/"

    def move(caller: Caller, action: str, body: dict[str, object] | None = None, *, versioned: bool = True) -> str:
        version = caller.get(path).headers["ETag"] if versioned else None
        answer = caller.post(f"{path}{action}/", body, version=version)
        assert answer.status_code == 200, answer.content
        return str(answer.json()["state"])

    people = {row["username"]: row["id"] for row in editor.get("people/").json()["results"]}
    assert move(editor, "assign", {"checker": people["mara"], "due_on": "2026-03-09", "priority": 3}) == "assigned"
    assert move(checker, "start") == "checking"
    added = checker.post(
        f"{path}evidence/", {"url": "https://city.example/budget.pdf", "stance": "contradicts", "title": "Budget"}
    )
    assert added.status_code == 201
    assert checker.get(added.headers["Location"]).json()["source"]["title"] == "Budget"
    scale = next(scale for scale in checker.get("rating-scales/").json()["results"] if scale["is_current"])
    false = next(rating["id"] for rating in scale["ratings"] if rating["slug"] == "false")
    draft = {"rating": false, "summary": "It cost 18.2 million.", "explanation": "The **budget** says so."}
    assert checker.put(f"{path}verdict/", draft, version=0).status_code == 200
    assert move(checker, "submit") == "in_review"
    revision = second.get(f"{path}revisions/").json()["results"][0]
    assert revision["evidence"][0]["source"]["url"] == "https://city.example/budget.pdf"
    named = {"revision_id": revision["id"]}
    assert move(second, "approve", named, versioned=False) == "approved"
    assert move(second, "publish", named, versioned=False) == "published"
    assert editor.get(path).json()["public_url"].endswith("/checks/the-line-cost-12-million-crowns/")
    public = editor.get(f"{path}public-revisions/").json()["results"]
    assert [row["change"] for row in public] == ["first"]
    assert public[0]["content"]["summary"] == "It cost 18.2 million."
    assert move(editor, "start_correction", {"reason": "A typing error."}) == "checking"
    assert move(editor, "cancel_correction") == "published"
    assert move(editor, "withdraw", {"reason": "The budget was a draft."}) == "withdrawn"
    assert [row["change"] for row in editor.get("public-revisions/").json()["results"]] == ["withdrawn", "first"]


def test_comments_answer_one_another_within_a_claim(
    claim_in: Callable[..., Claim], mara: User, ed: User, program_of: Callable[..., Caller]
) -> None:
    claim, other = claim_in(State.CHECKING), claim_in(State.CHECKING)
    program = program_of(mara)
    first = program.post(f"claims/{claim.pk}/comments/", {"body": "Page 12?"})
    assert first.status_code == 201
    answer = program_of(ed).post(f"claims/{claim.pk}/comments/", {"body": "Yes.", "parent": first.json()["id"]})
    assert answer.json()["parent"] == first.json()["id"]
    for claim_id, parent in ((other.pk, first.json()["id"]), (claim.pk, 10**12)):
        wrong = program.post(f"claims/{claim_id}/comments/", {"body": "Here?", "parent": parent})
        assert (wrong.status_code, set(wrong.json()["errors"])) == (400, {"parent"})
    resolved = program.post(f"comments/{first.json()['id']}/resolve/")
    assert resolved.json()["resolved_by"]["name"] == "Mara Lind"
    assert len(program.get(f"claims/{claim.pk}/comments/").json()["results"]) == 2


def test_evidence_is_taken_off(claim_in: Callable[..., Claim], mara: User, program_of: Callable[..., Caller]) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    program, path = program_of(mara), f"evidence/{claim.evidence.get().pk}/"
    gone = program.delete(path, version=1)
    assert (gone.status_code, gone.content) == (204, b"")
    assert program.get(path).status_code == 404
    assert program.delete(path, version=1).status_code == 404
    assert not fresh(claim).evidence.exists()


def test_nobody_writes_what_the_workflow_owns(
    story: Article, claim_in: Callable[..., Claim], ada: User, mara: User, program_of: Callable[..., Caller]
) -> None:
    """State, author, role, version and the like are refused by name wherever input is taken."""
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    program = program_of(ada)
    for field in ("state", "version", "created_by", "checker", "slug", "is_public", "id", "quote"):
        answer = program.patch(f"claims/{claim.pk}/", {"wording": "x", field: 1}, version=claim.version)
        assert (answer.status_code, set(answer.json()["errors"])) == (400, {field})
    for method, path, body, field in (
        ("POST", "articles/", {"text": "a b"}, "created_by"),
        ("POST", f"articles/{story.pk}/claims/", {"start": 0, "end": 3}, "state"),
        ("PUT", f"claims/{claim.pk}/verdict/", {"rating": None, "summary": "", "explanation": ""}, "writer_ids"),
        ("POST", f"claims/{claim.pk}/evidence/", {"title": "a", "stance": "context"}, "added_by"),
        ("POST", f"claims/{claim.pk}/comments/", {"body": "a"}, "author"),
        ("POST", f"claims/{claim.pk}/hand_back/", {}, "actor"),
        ("POST", f"claims/{claim.pk}/submit/", {}, "author_ids"),
    ):
        answer = program.send(method, path, {**body, field: 1}, version=1)
        assert (answer.status_code, set(answer.json()["errors"])) == (400, {field}), path
    assert fresh(claim).state == State.CHECKING


def test_a_session_needs_its_csrf_token(story: Article, ed: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ed)
    body = {"text": "Two cranes fell."}
    assert browser.post("/api/v1/articles/", body, content_type="application/json").status_code == 403
    browser.get("/accounts/password/change/")
    token = browser.cookies["csrftoken"].value
    answer = browser.post("/api/v1/articles/", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201
