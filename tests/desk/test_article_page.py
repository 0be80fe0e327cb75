"""An article's page: its text with the claims in place, the progress of the split, and the list beside it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from claims.actions.article import import_article
from claims.actions.claim import add_claim
from claims.actions.jobs import claim_job
from claims.actions.splitting import run_split
from claims.desk import workspace
from claims.models import Article, Claim, Snapshot, User
from claims.queries import desk
from claims.vocabulary import JobState, State
from tests.cast import add_sentence, bring
from tests.desk.article_pages import HTMX, SignIn, page_of, suggest

pytestmark = pytest.mark.django_db


def test_every_claim_is_marked_in_place_and_listed_with_its_reasons(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    page = sign_in(ed).get(page_of(split_story)).content.decode()
    assert re.search(rf'<p id="p0" data-start="0" dir="auto"><a class="mark s-suggested"[^>]*>{claim.quote}</a>', page)
    row = page[page.index(f'id="claim-{claim.pk}"') :]
    assert 'meter min="0" max="1" value="0.75"' in row
    assert "75\N{NO-BREAK SPACE}% worth checking" in row
    assert re.search(r">\+</span><span class=\"hidden-words\">speaks for checking:</span> gives a number</li>", row)
    assert re.search(r">−</span><span class=\"hidden-words\">speaks against checking:</span> is a question</li>", row)
    assert reverse("desk:claim", args=[claim.pk]) in row


def test_hostile_text_is_shown_and_not_run(sign_in: SignIn, ed: User):
    article = import_article(actor=ed, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)> said so.")
    add_claim(actor=ed, article=article, start=0, end=10)
    page = sign_in(ed).get(page_of(article)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# The split


@pytest.mark.parametrize(("state", "words"), [(JobState.QUEUED, "Waiting to start"), (JobState.RUNNING, "Looking")])
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


def test_looking_again_queues_another_split_and_says_what_it_found(sign_in: SignIn, ed: User, split_story: Article):
    client = sign_in(ed)
    for wanted in (r"\d+ new claims\.", r"Nothing new was found\."):
        answer = client.post(reverse("desk:split_again", args=[split_story.pk]) + "?order=worth")
        job = split_story.jobs.get(state=JobState.QUEUED)
        assert answer.url == f"{page_of(split_story)}?order=worth&look={job.pk}"
        waiting = client.get(answer.url).content.decode()
        fragment = f"{reverse('desk:article_text', args=[split_story.pk])}?order=worth&look={job.pk}"
        assert f'hx-get="{fragment.replace("&", "&amp;")}"' in waiting
        assert "new claim" not in waiting
        run_split(claim_job(job.pk))
        for page in (client.get(answer.url), client.get(fragment, **HTMX)):
            assert re.search(rf'role="status">{wanted}<', page.content.decode())
        # Nobody else looked.
        assert not re.search(wanted, client.get(page_of(split_story)).content.decode())


def test_a_split_that_ends_while_the_page_is_made_does_not_seem_to_have_found_nothing(
    sign_in: SignIn, ed: User, story: Article, monkeypatch: pytest.MonkeyPatch
):
    read = desk.claims_of_text

    def read_and_let_the_split_end(user: User, snapshot: Snapshot) -> list[Claim]:
        claims = read(user, snapshot)
        suggest(story, 1)
        story.jobs.update(state=JobState.DONE, progress=100)
        return claims

    monkeypatch.setattr(desk, "claims_of_text", read_and_let_the_split_end)
    page = sign_in(ed).get(page_of(story)).content.decode()
    assert "No checkable claims were found" not in page
    assert 'hx-trigger="every 1s"' in page


def test_no_claims_found_is_said(sign_in: SignIn, ed: User, split_story: Article):
    assert "No checkable claims were found" in sign_in(ed).get(page_of(split_story)).content.decode()


# Who, and how much


def test_a_viewer_sees_everything_and_can_change_nothing(sign_in: SignIn, vic: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(vic)
    page = client.get(page_of(split_story)).content.decode()
    assert f'id="claim-{claim.pk}"' in page
    main = page[page.index("<main") : page.index("</main>")]
    # The keys can be looked at, and move through the list.
    main = re.sub(r"<dialog.*</dialog>|<button[^>]* keys-open.*?</button>", "", main, flags=re.DOTALL)
    assert "<form" not in main
    assert "<button" not in main
    assert 'type="checkbox"' not in main
    for address in ("claim_add", "split_again", "claims_triage"):
        assert client.post(reverse(f"desk:{address}", args=[split_story.pk])).status_code == 403
    assert client.post(reverse("desk:job_retry", args=[split_story.jobs.get().pk])).status_code == 403
    assert Claim.objects.count() == 1


def test_a_checker_is_offered_taking_but_not_deciding(sign_in: SignIn, mara: User, ed: User, split_story: Article):
    suggest(split_story, 1)
    add_sentence(ed, split_story)
    page = sign_in(mara).get(page_of(split_story)).content.decode()
    assert 'value="take"' in page
    assert 'value="accept"' not in page
    assert 'class="tick"' not in page
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
    with django_assert_num_queries(10):
        client.get(page_of(split_story))
    suggest(split_story, 50)
    with django_assert_num_queries(10):
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
