"""An article's page: its text with the claims in place, the progress of the split, and the list beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.actions.article import import_article
from claims.actions.claim import add_claim
from claims.desk import workspace
from claims.models import Article, Claim, Snapshot, User
from claims.queries import desk
from claims.vocabulary import JobState, Origin, State
from tests.cast import add_sentence, bring

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def split_story(story: Article) -> Article:
    """The story after its job has ended."""
    story.jobs.update(state=JobState.DONE, progress=100)
    return story


def page_of(article: Article) -> str:
    return reverse("desk:article", args=[article.pk])


def suggest(article: Article, count: int) -> list[Claim]:
    """Claims as the splitter stores them, a word each."""
    snapshot = article.current_snapshot
    words = list(re.finditer(r"\w+", snapshot.text))[:count]
    assert len(words) == count
    return Claim.objects.bulk_create(
        Claim(
            article=article,
            snapshot=snapshot,
            start=word.start(),
            end=word.end(),
            quote=word.group(),
            origin=Origin.SPLITTER,
            splitter="test",
            score=0.75,
            reasons=["gives a figure", "names a place"],
            state_changed_at=timezone.now(),
        )
        for word in words
    )


def test_every_claim_is_marked_in_place_and_listed_with_its_reasons(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    page = sign_in(ed).get(page_of(split_story)).content.decode()
    assert re.search(rf'<p id="p0" data-start="0" dir="auto"><a class="mark s-suggested"[^>]*>{claim.quote}</a>', page)
    row = page[page.index(f'id="claim-{claim.pk}"') :]
    assert 'meter min="0" max="1" value="0.75"' in row
    assert "gives a figure · names a place" in row
    assert reverse("desk:claim", args=[claim.pk]) in row


def test_hostile_text_is_shown_and_not_run(sign_in: SignIn, ed: User):
    article = import_article(actor=ed, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)> said so.")
    add_claim(actor=ed, article=article, start=0, end=10)
    page = sign_in(ed).get(page_of(article)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# The split


@pytest.mark.parametrize(("state", "words"), [(JobState.QUEUED, "Waiting for a worker"), (JobState.RUNNING, "Looking")])
def test_while_the_split_runs_only_its_progress_is_asked_for(sign_in: SignIn, ed: User, story: Article, state, words):
    story.jobs.update(state=state, progress=40)
    client = sign_in(ed)
    page = client.get(page_of(story)).content.decode()
    fragment = client.get(reverse("desk:article_text", args=[story.pk]), **HTMX)
    assert '<noscript><meta http-equiv="refresh"' in page
    for text in (page, fragment.content.decode()):
        assert words in text
        assert 'value="40"' in text
        assert 'hx-trigger="every 1s"' in text
    assert "crane" not in fragment.content.decode()
    assert "HX-Retarget" not in fragment


def test_when_the_split_has_ended_the_fragment_brings_text_and_claims(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    answer = sign_in(ed).get(reverse("desk:article_text", args=[split_story.pk]), **HTMX)
    assert answer["HX-Retarget"] == "#workspace"
    assert f'id="claim-{claim.pk}"' in answer.content.decode()
    assert "every 1s" not in answer.content.decode()


def test_a_failed_split_says_why_and_can_be_retried(sign_in: SignIn, ed: User, story: Article):
    story.jobs.update(state=JobState.FAILED, error="ValueError: <odd>", attempts=5)
    client = sign_in(ed)
    page = client.get(page_of(story)).content.decode()
    assert "ValueError: &lt;odd&gt;" in page
    retry = reverse("desk:job_retry", args=[story.jobs.get().pk])
    assert f'action="{retry}"' in page
    assert client.post(retry).url == page_of(story)
    assert story.jobs.get().state == JobState.QUEUED


def test_looking_again_queues_another_split(sign_in: SignIn, ed: User, split_story: Article):
    assert sign_in(ed).post(reverse("desk:split_again", args=[split_story.pk])).url == page_of(split_story)
    assert split_story.jobs.filter(state=JobState.QUEUED).count() == 1


def test_no_claims_found_is_said(sign_in: SignIn, ed: User, split_story: Article):
    assert "No checkable claims were found" in sign_in(ed).get(page_of(split_story)).content.decode()


# Deciding


def decide(client: Client, claim: Claim, decision: str, *, version: int | None = None, **more):
    address = reverse("desk:claim_triage", args=[claim.article_id, claim.pk])
    fields = {"decision": decision, "version": version or claim.version, "reason": more.pop("reason", "")}
    return client.post(address, fields, **more)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_accepting_without_javascript_comes_back_to_the_claim(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    answer = decide(sign_in(ed), claim, "accept")
    assert answer.url == f"{page_of(split_story)}?claim={claim.pk}#claim-{claim.pk}"
    assert fresh(claim).state == State.TO_CHECK


def test_with_htmx_the_row_its_marks_and_the_counts_come_back(sign_in: SignIn, ed: User, split_story: Article):
    claim, other = suggest(split_story, 2)
    answer = decide(sign_in(ed), claim, "dismiss", reason="Too vague", **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert fresh(claim).dismissed_reason == "Too vague"
    assert f'id="claim-{claim.pk}"' in text
    assert f'id="claim-{other.pk}"' not in text
    assert re.search(r'<p id="p0"[^>]*hx-swap-oob="true"><a class="mark s-dismissed"', text)
    assert "1 Dismissed" in text[text.index('id="claim-counts" hx-swap-oob="true"') :]
    assert "<html" not in text


def test_reopening_and_taking(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    decide(client, claim, "dismiss", reason="Too vague")
    decide(client, fresh(claim), "reopen")
    assert fresh(claim).state == State.SUGGESTED
    decide(client, fresh(claim), "accept")
    decide(client, fresh(claim), "take")
    assert fresh(claim).checker == ed


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_a_dismissal_without_a_reason_says_so_at_the_claim(sign_in: SignIn, ed: User, split_story: Article, extra):
    (claim,) = suggest(split_story, 1)
    answer = decide(sign_in(ed), claim, "dismiss", **extra)
    assert answer.status_code == 400
    assert "Say why the claim is dismissed." in answer.content.decode()
    assert fresh(claim).state == State.SUGGESTED


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_who_comes_second_is_told_by_whom_and_keeps_the_reason(
    sign_in: SignIn, ed: User, edna: User, split_story: Article, extra
):
    (claim,) = suggest(split_story, 1)
    decide(sign_in(edna), claim, "accept")
    answer = decide(sign_in(ed), claim, "dismiss", version=claim.version, reason="My long reason", **extra)
    assert answer.status_code == 409
    assert "Edna Ruiz changed this in the meantime" in answer.content.decode()
    assert fresh(claim).state == State.TO_CHECK


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_a_checker_is_refused_with_the_reason(sign_in: SignIn, mara: User, split_story: Article, extra):
    (claim,) = suggest(split_story, 1)
    answer = decide(sign_in(mara), claim, "accept", **extra)
    assert answer.status_code == 403
    assert "Only editors and admins may do this." in answer.content.decode()
    assert fresh(claim).state == State.SUGGESTED


@pytest.mark.parametrize(
    "fields",
    [{}, {"decision": "publish", "version": "1"}, {"decision": "accept", "version": "x"}, {"decision": "accept"}],
)
def test_a_form_that_was_tampered_with_is_400(sign_in: SignIn, ed: User, split_story: Article, fields):
    (claim,) = suggest(split_story, 1)
    answer = sign_in(ed).post(reverse("desk:claim_triage", args=[split_story.pk, claim.pk]), fields)
    assert answer.status_code == 400
    assert fresh(claim).version == claim.version


def test_a_claim_of_another_article_is_not_there(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    other = import_article(actor=ed, title="", text="Another text.")
    answer = sign_in(ed).post(
        reverse("desk:claim_triage", args=[other.pk, claim.pk]), {"decision": "accept", "version": 1}
    )
    assert answer.status_code == 404


# Marking by hand


def add(client: Client, article: Article, extra=None, **fields):
    return client.post(reverse("desk:claim_add", args=[article.pk]), fields, **(extra or {}))


def test_a_selection_becomes_a_claim_at_code_points(sign_in: SignIn, ed: User):
    article = import_article(actor=ed, title="", text="😀😀 Twelve bridges are closed.")
    answer = add(sign_in(ed), article, start=3, end=17)
    claim = article.claims.get()
    assert claim.quote == "Twelve bridges"
    assert answer.url == f"{page_of(article)}?claim={claim.pk}#claim-{claim.pk}"


def test_with_htmx_the_workspace_comes_back_and_names_the_new_claim(sign_in: SignIn, ed: User, story: Article):
    answer = add(sign_in(ed), story, HTMX, start=0, end=14)
    claim = story.claims.get()
    assert answer["HX-Trigger-After-Settle"] == f'{{"claim-added": {{"id": {claim.pk}}}}}'
    assert 'id="workspace"' in answer.content.decode()


def test_a_pasted_passage_becomes_a_claim(sign_in: SignIn, ed: User, story: Article):
    add(sign_in(ed), story, passage=" two people were\r\ninjured ")
    assert story.claims.get().quote == "two people were injured"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"passage": "no such words"}, "does not hold these very words"),
        ({"passage": "said"}, "more than once"),
        ({}, "Paste the words"),
        ({"start": "5"}, "Paste the words"),
        ({"start": "5", "end": "5"}, "Select a passage"),
        ({"start": "0", "end": "9999999"}, "Select a passage"),
        ({"start": "-1", "end": "5"}, "greater than or equal to 0"),
        ({"start": "x", "end": "5"}, "Enter a whole number"),
    ],
)
def test_a_passage_that_cannot_be_placed_says_what_to_do(sign_in: SignIn, ed: User, story: Article, fields, sentence):
    client = sign_in(ed)
    answer = add(client, story, **fields)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    if "passage" in fields:
        assert f"{fields['passage']}</textarea>" in answer.content.decode()
    fragment = add(client, story, HTMX, **fields)
    assert fragment.status_code == 400
    assert fragment["HX-Retarget"] == "#selection-error"
    assert sentence in fragment.content.decode()
    assert not story.claims.exists()


# Who, and how much


def test_a_viewer_sees_everything_and_can_change_nothing(sign_in: SignIn, vic: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(vic)
    page = client.get(page_of(split_story)).content.decode()
    assert f'id="claim-{claim.pk}"' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "<button" not in main
    for address in ("claim_add", "split_again"):
        assert client.post(reverse(f"desk:{address}", args=[split_story.pk])).status_code == 403
    assert client.post(reverse("desk:job_retry", args=[split_story.jobs.get().pk])).status_code == 403
    assert Claim.objects.count() == 1


def test_a_checker_is_offered_taking_but_not_deciding(sign_in: SignIn, mara: User, ed: User, split_story: Article):
    suggest(split_story, 1)
    add_sentence(ed, split_story)
    page = sign_in(mara).get(page_of(split_story)).content.decode()
    assert 'value="take"' in page
    assert 'value="accept"' not in page
    assert 'value="dismiss"' not in page


def test_a_long_list_is_shown_in_parts_and_opened_at_the_claim(
    sign_in: SignIn, ed: User, split_story: Article, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workspace, "LIST_LENGTH", 10)
    claims = suggest(split_story, 25)
    client = sign_in(ed)

    def listed(**query: object) -> list[int]:
        page = client.get(page_of(split_story), query).content.decode()
        assert page.count("data-claims=") == 25
        return [int(pk) for pk in re.findall(r'<li class="claim [^>]*data-claim="(\d+)"', page)]

    pks = [claim.pk for claim in claims]
    assert listed() == pks[:10]
    assert listed(**{"from": 20}) == pks[20:]
    assert listed(claim=pks[13]) == pks[10:20]
    for nonsense in ({"from": "x"}, {"from": "9" * 18}, {"claim": "-1"}, {"from": "٣"}):
        assert listed(**nonsense)


def test_the_number_of_queries_does_not_grow(
    sign_in: SignIn, ed: User, mara: User, split_story: Article, django_assert_num_queries
):
    bring(State.ASSIGNED, editor=ed, checker=mara, article=split_story)
    client = sign_in(ed)
    with django_assert_num_queries(6):
        client.get(page_of(split_story))
    suggest(split_story, 50)
    with django_assert_num_queries(6):
        assert len(client.get(page_of(split_story)).context["rows"]) == 51


def test_reading_changes_nothing(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    for name, args in [("claim_add", 1), ("split_again", 1), ("claim_triage", 2)]:
        assert client.get(reverse(f"desk:{name}", args=[split_story.pk, claim.pk][:args])).status_code == 405


def test_a_split_that_ends_while_the_page_is_made_is_still_shown_as_underway(
    sign_in: SignIn, ed: User, story: Article, monkeypatch: pytest.MonkeyPatch
):
    """Otherwise the page would say that nothing was found, and never ask again."""
    read = desk.claims_of_text

    def end_the_split_after_reading(user: User, snapshot: Snapshot) -> list[Claim]:
        claims = read(user, snapshot)
        story.jobs.update(state=JobState.DONE)
        return claims

    monkeypatch.setattr(desk, "claims_of_text", end_the_split_after_reading)
    assert 'hx-trigger="every 1s"' in sign_in(ed).get(page_of(story)).content.decode()
