"""Sources: the list, one of them, correcting it in one place, and picking one that was used before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import evidence as actions
from claims.actions import review, verdict
from claims.actions.errors import Refused
from claims.actions.publish import preview
from claims.actions.source import edit_source
from claims.models import Claim, Event, Evidence, Source, User
from claims.queries.events import first_broken_event
from claims.vocabulary import State
from tests.cast import bring, complete, fresh, new_story, newest

SignIn = Callable[[User], Client]
TABLES = {
    "title": "Tables of the ministry",
    "publisher": "Ministry of Transport",
    "url": "https://stats.example/cranes",
}


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


@pytest.fixture
def desk(sign_in: SignIn, mara: User) -> Client:
    return sign_in(mara)


def use(person: User, claim: Claim, **said: object) -> Source:
    found = {**TABLES, "stance": "context", "passage": "14 cranes.", **said}
    return actions.add_evidence(actor=person, claim_id=claim.pk, **found).source  # type: ignore[arg-type]


def words(response) -> str:
    return response.content.decode()


def titles(desk: Client, **asked: str) -> list[str]:
    return [source.title for source in desk.get("/desk/sources/", asked).context["page"].object_list]


def test_the_list_is_searched_filtered_and_sorted(desk: Client, claim: Claim, claim_in, mara: User):
    use(mara, claim, is_primary=True)
    use(mara, claim, title="Ledger", url="https://port.example/books/2026?page=4", publisher="Port")
    use(mara, claim, title="A talk with a docker", url="", publisher="")
    use(mara, claim_in(State.CHECKING), title="")
    assert titles(desk) == ["A talk with a docker", "Ledger", "Tables of the ministry"]
    assert titles(desk, sort="used")[0] == "Tables of the ministry"
    assert titles(desk, sort="title") == ["A talk with a docker", "Ledger", "Tables of the ministry"]
    assert titles(desk, q="ministry tab") == ["Tables of the ministry"]
    assert titles(desk, q="books") == ["Ledger"]  # A word of the address.
    assert titles(desk, publisher="port") == ["Ledger", "Tables of the ministry"]  # Of Transport.
    assert titles(desk, use="primary") == ["Tables of the ministry"]
    assert titles(desk, use="secondary") == ["A talk with a docker", "Ledger"]
    assert titles(desk, use="unused") == []
    assert titles(desk, kind="neither") == ["A talk with a docker"]
    assert titles(desk, kind="file") == []
    # What makes no sense is left out.
    assert len(titles(desk, use="x", kind="y", sort="z", page="w", q="' & | !")) == 3
    assert "No source fits these filters" in words(desk.get("/desk/sources/", {"q": "zebra"}))


def test_a_sources_page_lists_everything_taken_from_it(sign_in: SignIn, claim: Claim, claim_in, mara: User, vic: User):
    source = use(mara, claim, title="<b>Tables</b>", interest="Counts its own failures.")
    other = claim_in(State.CHECKING)
    use(mara, other, stance="supports", passage="Not 40.", locator="Table 3")
    page = words(sign_in(vic).get(f"/desk/sources/{source.pk}/"))
    assert "&lt;b&gt;Tables&lt;/b&gt;" in page
    for text in (
        "Counts its own failures.",
        "14 cranes.",
        "Not 40.",
        "Table 3",
        "Supports",
        "https://stats.example/cranes",
    ):
        assert text in page
    for one in (claim, other):
        assert f"/desk/claims/{one.pk}/#evidence-{one.evidence.get().pk}" in page
    assert "Correct the source" not in page
    assert sign_in(vic).get("/desk/sources/99999/").status_code == 404
    assert sign_in(vic).get(f"/desk/sources/{10**30}/").status_code == 404


def test_a_source_is_corrected_in_one_place_with_its_history(
    desk: Client, claim: Claim, claim_in, mara: User, ed: User
):
    source = use(mara, claim)
    other = claim_in(State.CHECKING)
    use(mara, other)
    address = f"/desk/sources/{source.pk}/edit/"
    assert "2 claims use this source" in words(desk.get(address))
    sent = {
        "version": 1,
        "title": "Tables, 2026",
        "url": "stats.example/new",
        "publisher": "",
        "interest": "None known.",
    }
    page = words(desk.post(address, sent | {"next": f"/desk/claims/{other.pk}/"}, follow=True))
    assert "The source is saved." in page
    assert "Tables, 2026" in page
    source.refresh_from_db()
    assert (source.url, source.publisher, source.interest, source.version) == (
        "https://stats.example/new",
        "",
        "None known.",
        2,
    )
    history = words(desk.get(f"/desk/sources/{source.pk}/"))
    assert "corrected the source" in history
    assert "Tables of the ministry" in history  # As it was.
    assert first_broken_event(Event.objects.filter(source=source)) is None
    # A second click changes nothing; another's form that is out of date shows both texts.
    assert desk.post(address, sent).status_code == 302
    assert source.events.count() == 1
    stale = desk.post(address, sent | {"title": "Mine"})
    assert stale.status_code == 409
    theirs, mine = words(stale).split('<form method="post" class="fields"')
    assert "Tables, 2026" in theirs
    assert 'value="Mine"' in mine
    assert 'name="version" value="2"' in mine


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": " "}, "This field is required."),
        ({"url": "javascript:alert(1)"}, "Enter a full address"),
        ({"url": "https://taken.example/"}, "has this address already."),
        ({"version": "x"}, "This form is out of date."),
        ({"title": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_saved(desk: Client, claim: Claim, mara: User, sent: dict, said: str):
    source = use(mara, claim)
    use(mara, claim, title="Another", url="https://taken.example/")
    base = {"version": 1, "title": "Kept", "url": "", "publisher": "As typed", "interest": ""}
    response = desk.post(f"/desk/sources/{source.pk}/edit/", base | sent)
    assert response.status_code == 400
    assert said in words(response)
    assert "As typed" in words(response)
    assert not source.events.exists()


def test_viewers_correct_nothing(sign_in: SignIn, claim: Claim, mara: User, vic: User):
    source = use(mara, claim)
    sent = {"version": 1, "title": "Mine", "url": "", "publisher": "", "interest": ""}
    assert sign_in(vic).post(f"/desk/sources/{source.pk}/edit/", sent).status_code == 403
    source.refresh_from_db()
    assert source.title == TABLES["title"]


def test_what_was_sent_to_review_keeps_its_words(claim: Claim, mara: User):
    complete(mara, claim)
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    source = Source.objects.get()
    edit_source(actor=mara, source_id=source.pk, version=1, title="Other", url="", publisher="", interest="")
    revision.refresh_from_db()
    assert revision.evidence[0]["source"]["title"] == "Maintenance ledger of the port"


def test_whoever_corrects_a_source_of_the_verdict_does_not_approve_it(claim: Claim, mara: User, ed: User, edna: User):
    complete(mara, claim)
    source = Source.objects.get()
    edit_source(actor=ed, source_id=source.pk, version=1, title="Other", url="", publisher="", interest="")
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert set(revision.author_ids) == {mara.pk, ed.pk}
    with pytest.raises(Refused):
        review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim))


def test_so_does_whoever_completes_it_through_another_claim(
    claim: Claim, claim_in: Callable[..., Claim], mara: User, ed: User, edna: User
):
    other = claim_in(State.CHECKING, checker=ed)
    of_a_site = {"stance": "supports", "title": "Ledger", "url": "https://port.example/ledger"}
    # What is completed before the claim uses the source is only what the claim was given.
    actions.add_evidence(actor=ed, claim_id=other.pk, **of_a_site)
    actions.add_evidence(actor=edna, claim_id=other.pk, publisher="The port", **of_a_site)
    actions.add_evidence(actor=mara, claim_id=claim.pk, **of_a_site)
    actions.add_evidence(actor=ed, claim_id=other.pk, interest="It is paid by the crane.", **of_a_site)
    complete(mara, claim)
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert "paid by the crane" in revision.evidence[0]["source"]["interest"]
    assert set(revision.author_ids) == {mara.pk, ed.pk}
    with pytest.raises(Refused):
        review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))


def test_the_api_corrects_it_with_the_same_history(desk: Client, claim: Claim, mara: User):
    source = use(mara, claim)
    piece = Evidence.objects.get()
    actions.edit_evidence(actor=mara, evidence_id=piece.pk, version=1, stance="context", title="Tables, 2026")
    assert source.events.get().data["before"] == {"title": "Tables of the ministry"}
    shown = desk.get(f"/api/v1/sources/{source.pk}/").json()
    assert (shown["title"], shown["version"], shown["sha256"]) == ("Tables, 2026", 2, "")


def test_a_source_used_before_is_found_picked_and_used_without_javascript(
    desk: Client, claim: Claim, claim_in, mara: User
):
    source = use(mara, claim)
    other = claim_in(State.CHECKING)
    page = words(desk.get(f"/desk/claims/{other.pk}/", {"find": "stats"}))
    assert "used in 1 claim:" in page
    assert f'href="/desk/claims/{other.pk}/?source={source.pk}#add-evidence"' in page
    page = words(desk.get(f"/desk/claims/{other.pk}/", {"source": source.pk}))
    assert f'<input type="hidden" name="source_id" value="{source.pk}">' in page
    assert 'name="url"' not in page
    sent = {"newest": 0, "source_id": source.pk, "passage": "16 cranes."}
    refused = desk.post(f"/desk/claims/{other.pk}/evidence/", sent)
    assert refused.status_code == 400  # Its stance is missing; the source stays picked.
    assert f'<input type="hidden" name="source_id" value="{source.pk}">' in words(refused)
    for _click in range(2):
        desk.post(f"/desk/claims/{other.pk}/evidence/", sent | {"stance": "supports"})
    assert other.evidence.get().source == source
    assert "No source holds “zebra”" in words(desk.get(f"/desk/claims/{other.pk}/", {"find": "zebra"}))
    for nonsense in ("x", "0", "99999", str(10**30), "²"):
        assert 'name="url"' in words(desk.get(f"/desk/claims/{other.pk}/", {"source": nonsense}))
    for nonsense in (99999, "9" * 5000, "0" * 5000):
        gone = desk.post(f"/desk/claims/{other.pk}/evidence/", sent | {"stance": "supports", "source_id": nonsense})
        assert gone.status_code == 400


def test_htmx_gets_the_part_it_asks_for(sign_in: SignIn, desk: Client, claim: Claim, mara: User, cem: User):
    source = use(mara, claim)
    address, htmx = f"/desk/claims/{claim.pk}/evidence/sources/", {"HX-Request": "true"}
    found = words(desk.get(address, {"find": "tables"}, headers=htmx))
    assert found.lstrip().startswith("<ul")
    assert "Use this source" in found
    picked = words(desk.get(address, {"source": source.pk}, headers=htmx))
    assert f'name="source_id" value="{source.pk}"' in picked
    assert 'name="url"' in words(desk.get(address, {"source": ""}, headers=htmx))
    plain = desk.get(address, {"find": "a b"})
    assert plain["Location"] == f"/desk/claims/{claim.pk}/?find=a+b#add-evidence"
    assert sign_in(cem).get(address, {"find": "tables"}, headers=htmx).status_code == 403


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_queries_is_the_same(
    desk: Client, ed: User, mara: User, claim: Claim, count: int, django_assert_num_queries
):
    for number in range(count):
        use(mara, claim, title=f"Table {number}", url=f"https://stats.example/{number}", passage=f"{number} cranes.")
        use(mara, claim, title="The one")
    for _number in range(min(count, 5)):
        use(mara, bring(State.CHECKING, editor=ed, checker=mara, article=new_story(ed)), title="The one")
    source = Source.objects.get(url=TABLES["url"])
    with django_assert_num_queries(7):
        desk.get("/desk/sources/", {"q": "stats"})
    with django_assert_num_queries(9):
        desk.get(f"/desk/sources/{source.pk}/")
    with django_assert_num_queries(5):
        desk.get(f"/desk/claims/{claim.pk}/evidence/sources/", {"find": "table"}, headers={"HX-Request": "true"})


COPY = "https://web.archive.org/web/20261103104500/https://stats.example/new"


def test_an_archived_copy_reaches_readers_and_its_history_tells(desk: Client, claim: Claim, mara: User, ed: User):
    source = use(mara, claim, url="https://stats.example/new")
    address = f"/desk/sources/{source.pk}/edit/"
    sent = {"title": source.title, "url": source.url, "publisher": "", "interest": ""}
    page = desk.post(address, sent | {"version": 1, "archived_url": "not an address"})
    assert page.status_code == 400
    assert "Enter a full address" in words(page)
    assert desk.post(address, sent | {"version": 1, "archived_url": COPY}).status_code == 302
    copy = source.captures.get()
    assert (copy.state, copy.archived_url) == ("stored", COPY)
    assert copy.captured_at.isoformat() == "2026-11-03T10:45:00+00:00"  # As the archive's address says.
    page = words(desk.get(f"/desk/sources/{source.pk}/"))
    assert page.count(COPY) >= 3  # A link, its words, and the history.
    complete(mara, claim)
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)

    def shown() -> list[str]:
        claim.refresh_from_db()
        check = preview(actor=ed, claim=claim, revision=revision)
        return [one.archived_url for one in check.evidence if one.url == source.url and one.archive == "stored"]

    assert shown() == [COPY]
    # Taken away again, it is not offered to readers any more.
    assert desk.post(address, sent | {"version": 2, "archived_url": ""}).status_code == 302
    assert shown() == []
    assert first_broken_event(Event.objects.filter(source=source)) is None


def test_a_copy_is_given_with_the_source_and_fills_a_gap(claim: Claim, mara: User):
    first = use(mara, claim, url="https://stats.example/a", archived_url=COPY)
    assert first.archived_url == COPY
    second = use(mara, claim, title="Other", url="https://stats.example/b")
    assert second.archived_url == ""
    use(
        mara,
        claim,
        title="Other",
        url="https://stats.example/b",
        passage="p. 2",
        archived_url="https://archive.example/x",
    )
    assert second.archived_url == "https://archive.example/x"
    use(
        mara,
        claim,
        title="Other",
        url="https://stats.example/b",
        passage="p. 3",
        archived_url="https://archive.example/y",
    )
    assert second.archived_url == "https://archive.example/x"
