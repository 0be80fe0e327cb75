"""ETag and If-Match: nobody overwrites what they have not read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.actions.claim import edit_claim
from claims.models import Article, Claim, User
from claims.vocabulary import State
from tests.api.conftest import Caller
from tests.cast import ask, complete, fresh, newest, rating


@pytest.fixture
def checking(claim_in: Callable[..., Claim], mara: User) -> Claim:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    return fresh(claim)


def test_what_is_read_carries_its_version(checking: Claim, mara: User, program_of: Callable[..., Caller]) -> None:
    program = program_of(mara)
    for path, version in (
        (f"claims/{checking.pk}/", checking.version),
        (f"claims/{checking.pk}/verdict/", checking.verdict.version),
        (f"evidence/{checking.evidence.get().pk}/", 1),
    ):
        answer = program.get(path)
        assert answer.headers["ETag"] == f'"{version}"'
        assert answer.json()["version"] == version
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_write_answers_with_the_next_version(checking: Claim, mara: User, program_of: Callable[..., Caller]) -> None:
    answer = program_of(mara).patch(f"claims/{checking.pk}/", {"wording": "Forty."}, version=checking.version)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{checking.version + 1}"'
    assert answer.json()["wording"] == "Forty."
    assert answer.json()["speaker"] is None


def test_a_patch_leaves_the_rest(checking: Claim, mara: User, program_of: Callable[..., Caller]) -> None:
    program, path = program_of(mara), f"claims/{checking.pk}/"
    first = program.patch(path, {"wording": "Forty.", "speaker_name": "Lena Okafor"}, version=checking.version)
    second = program.patch(path, {"wording": "Fifty."}, version=first.headers["ETag"])
    assert second.json()["speaker"]["name"] == "Lena Okafor"
    evidence = checking.evidence.get()
    answer = program.patch(f"evidence/{evidence.pk}/", {"stance": "context"}, version=1)
    assert answer.json()["stance"] == "context"
    assert answer.json()["passage"] == evidence.passage
    assert answer.json()["is_primary"] is True


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "claims/{claim}/", {"wording": "Forty."}),
        ("POST", "claims/{claim}/submit/", None),
        ("PUT", "claims/{claim}/verdict/", {"rating": None, "summary": "a", "explanation": "b"}),
        ("PATCH", "evidence/{evidence}/", {"stance": "context"}),
        ("DELETE", "evidence/{evidence}/", None),
        ("PATCH", "replies/{reply}/", {"status": "declined"}),
        ("DELETE", "replies/{reply}/", None),
    ],
)
def test_without_if_match_and_with_a_stale_one(
    method: str, path: str, body: dict[str, str] | None, checking: Claim, mara: User, program_of: Callable[..., Caller]
) -> None:
    program = program_of(mara)
    asked = ask(mara, checking) if "replies" in path else None
    path = path.format(claim=checking.pk, evidence=checking.evidence.get().pk, reply=asked and asked.pk)
    missing = program.send(method, path, body)
    assert (missing.status_code, missing.json()["code"]) == (428, "version_missing")
    for stale in (0, 999):
        answer = program.send(method, path, body, version=stale)
        assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
        assert answer.json()["current"]["version"] == int(answer.headers["ETag"].strip('"'))
        assert answer.json()["changed_by"] == "Mara Lind"
        assert answer.json()["changed_at"]
    for nonsense in ("*", "3", '"abc"', '"1", "2"', '"-1"', '"99999999999"', ""):
        answer = program.send(method, path, body, version=nonsense)
        assert answer.status_code == 400, nonsense
        assert "If-Match" in answer.json()["errors"]
    assert fresh(checking).version == checking.version


def test_a_compressing_proxy_may_weaken_the_etag(
    checking: Claim, mara: User, program_of: Callable[..., Caller]
) -> None:
    weak = f'W/"{checking.version}"'
    assert program_of(mara).patch(f"claims/{checking.pk}/", {"wording": "x"}, version=weak).status_code == 200


def test_a_conflict_shows_the_other_persons_change(
    checking: Claim, mara: User, edna: User, program_of: Callable[..., Caller]
) -> None:
    edit_claim(actor=edna, claim_id=checking.pk, version=checking.version, wording="Edna's words", speaker_name="")
    answer = program_of(mara).patch(f"claims/{checking.pk}/", {"wording": "Mara's"}, version=checking.version)
    assert answer.status_code == 412
    assert answer.json()["changed_by"] == "Edna Ruiz"
    assert "Edna Ruiz" in answer.json()["detail"]
    assert answer.json()["current"]["wording"] == "Edna's words"
    assert fresh(checking).wording == "Edna's words"


def test_the_first_save_of_a_verdict_names_version_0(
    claim_in: Callable[..., Claim], mara: User, program_of: Callable[..., Caller]
) -> None:
    claim = claim_in(State.CHECKING)
    program, path = program_of(mara), f"claims/{claim.pk}/verdict/"
    empty = program.get(path)
    assert (empty.status_code, empty.headers["ETag"]) == (200, '"0"')
    assert empty.json()["rating"] is None
    body = {"rating": rating().pk, "summary": "Lower.", "explanation": "The ledger says so."}
    stale = program.put(path, body, version=1)
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 0)
    saved = program.put(path, body, version=0)
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"')
    assert saved.json()["rating"]["label"] == "Mostly False"
    assert saved.json()["writer_ids"] == [mara.pk]


@pytest.mark.parametrize(
    ("state", "action", "more"),
    [
        (State.IN_REVIEW, "approve", {}),
        (State.IN_REVIEW, "request_changes", {"comment": "More."}),
        (State.APPROVED, "publish", {}),
    ],
)
def test_an_action_on_another_revision_than_the_newest(
    state: State,
    action: str,
    more: dict[str, str],
    claim_in: Callable[..., Claim],
    edna: User,
    program_of: Callable[..., Caller],
) -> None:
    claim, other = claim_in(state), claim_in(State.IN_REVIEW)
    program = program_of(edna)
    assert program.get(f"claims/{claim.pk}/").json()["latest_revision"] == newest(claim)
    for wrong in (newest(other), 10**12):
        answer = program.post(f"claims/{claim.pk}/{action}/", {"revision_id": wrong, **more})
        assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
        assert answer.json()["current"]["latest_revision"] == newest(claim)
    assert fresh(claim).state == state


def test_an_articles_details_are_corrected_over_the_version_that_was_read(
    program_of: Callable[..., Caller], ed: User, edna: User, story: Article
) -> None:
    program, path = program_of(ed), f"articles/{story.pk}/"
    etag = program.get(path).headers["ETag"]
    assert program.patch(path, {"author": "Rosa Ihle"}).status_code == 428
    first = program.patch(path, {"author": "Rosa Ihle", "published_on": "2026-03-02"}, version=etag)
    assert (first.status_code, first.headers["ETag"], first.json()["version"]) == (200, '"2"', 2)
    assert (first.json()["author"], first.json()["title"]) == ("Rosa Ihle", story.title)
    late = program_of(edna).patch(path, {"title": "Mine"}, version=etag)
    assert (late.status_code, late.json()["current"]["author"], late.json()["changed_by"]) == (
        412,
        "Rosa Ihle",
        "Ed Brandt",
    )
    assert program.patch(path, {"title": " "}, version=2).json()["errors"].keys() == {"title"}
    assert program.patch(path, {"text": "Other words."}, version=2).json()["errors"].keys() == {"text"}
    assert story.current_snapshot.text == program.get(path).json()["snapshot"]["text"]


def test_a_sources_details_and_what_a_speaker_is(
    program_of: Callable[..., Caller], mara: User, checking: Claim
) -> None:
    program = program_of(mara)
    made = program.post(f"claims/{checking.pk}/evidence/", {"title": "Ledgr", "stance": "context", "note": "Kept."})
    changed = program.patch(
        f"evidence/{made.json()['id']}/", {"title": "Ledger", "interest": "Its own money."}, version=1
    )
    assert (changed.status_code, changed.json()["version"], changed.json()["note"]) == (200, 2, "Kept.")
    assert (changed.json()["source"]["title"], changed.json()["source"]["interest"]) == ("Ledger", "Its own money.")
    path = f"claims/{checking.pk}/"
    version = program.get(path).json()["version"]
    spoken = program.patch(path, {"speaker_name": "Lena Okafor", "speaker_kind": "person"}, version=version)
    assert spoken.json()["speaker"]["kind"] == "person"
    kept = program.patch(path, {"wording": "Forty."}, version=version + 1)
    assert kept.json()["speaker"]["kind"] == "person"
    assert program.patch(path, {"speaker_kind": "robot"}, version=version + 2).status_code == 400


def test_an_answer_is_recorded_without_saying_the_rest_again(
    checking: Claim, mara: User, program_of: Callable[..., Caller]
) -> None:
    entry, program = ask(mara, checking), program_of(mara)
    given = {"status": "answered", "answered_on": entry.asked_on.isoformat(), "answer": "38 million."}
    answer = program.patch(f"replies/{entry.pk}/", given, version=1)
    assert (answer.status_code, answer.json()["version"], answer.json()["person"]) == (200, 2, "Lena Okafor")
    assert answer.json()["due_on"] == entry.due_on.isoformat()  # type: ignore[union-attr]
    wrong = program.patch(f"replies/{entry.pk}/", {"status": "open"}, version=2)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["status"])


def test_was_it_said_stays_when_a_draft_is_saved_without_it(
    checking: Claim, mara: User, program_of: Callable[..., Caller]
) -> None:
    program, path = program_of(mara), f"claims/{checking.pk}/verdict/"
    body = {"rating": None, "summary": "a", "explanation": "b"}
    said = program.put(path, body | {"said": "not_found", "said_note": "Nowhere."}, version=checking.verdict.version)
    later = program.put(path, body | {"summary": "c"}, version=said.headers["ETag"])
    assert (later.json()["said"], later.json()["said_note"], later.json()["summary"]) == ("not_found", "Nowhere.", "c")
    assert program.put(path, body | {"said": "perhaps"}, version=later.headers["ETag"]).status_code == 400


def test_what_was_found_of_a_picture_stays_too(checking: Claim, mara: User, program_of: Callable[..., Caller]) -> None:
    program, path = program_of(mara), f"claims/{checking.pk}/verdict/"
    body = {"rating": None, "summary": "a", "explanation": "b"}
    media = {"kind": "image", "category": "StagedContent", "context": "A film set."}
    said = program.put(path, body | {"media": media}, version=checking.verdict.version)
    later = program.put(path, body | {"summary": "c"}, version=said.headers["ETag"])
    assert media.items() <= later.json()["media"].items()
    wrong = program.put(path, body | {"media": {"kind": "image"}}, version=later.headers["ETag"])
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["media_category"])
    gone = program.put(path, body | {"media": {}}, version=later.headers["ETag"])
    assert gone.json()["media"] == {}
