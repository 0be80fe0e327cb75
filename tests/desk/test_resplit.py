"""The page that shows what a new split would change."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from claims.actions.article import import_article
from claims.actions.claim import accept_claim
from claims.desk import resplit as page
from claims.models import Article, Claim, User
from claims.vocabulary import JobKind, JobState, State
from tests.desk.article_pages import HTMX, SignIn, page_of
from tests.splitters import CONTAINERS, CRANE, FAILURES, INJURED, REPAIRS, Install, work

pytestmark = pytest.mark.django_db


def address(article: Article, name: str = "resplit") -> str:
    return reverse(f"desk:{name}", args=[article.pk])


def form_of(html: str, *, only: str = "", do: str = "ticked") -> dict[str, Any]:
    """What a browser without JavaScript sends: the hidden fields, and the ticked boxes (those of one kind)."""
    hidden = re.findall(r'<input type="hidden" name="(preview|fingerprint|from)" value="([^"]*)"', html)
    fields: dict[str, Any] = dict(hidden)
    ticked = re.findall(r'name="change" value="([^"]+)" checked', html)
    return fields | {"change": [key for key in ticked if key.startswith(only)], "do": do}


def claim_of(words: str) -> Claim:
    return Claim.objects.get(quote=words)


# Before there is anything to see


def test_the_way_there_is_offered_to_editors_alone(sign_in: SignIn, ed: User, mara: User, previewed: Article):
    look_again = reverse("desk:split_again", args=[previewed.pk])
    shown = sign_in(mara).get(page_of(previewed)).content.decode()
    assert "See what a new split would change" not in shown
    assert look_again in shown
    shown = sign_in(ed).get(page_of(previewed)).content.decode()
    assert "Another version of the splitter made these suggestions" in shown
    assert f'action="{address(previewed, "resplit_start")}"' in shown
    # Looking again would only put the new suggestions beside the old ones.
    assert look_again not in shown


def test_suggestions_of_the_present_version_have_only_a_link(sign_in: SignIn, ed: User, story: Article):
    work(story, JobKind.SPLIT_ARTICLE)
    shown = sign_in(ed).get(page_of(story)).content.decode()
    assert "Another version" not in shown
    assert f'href="{address(story)}"' in shown


def test_it_is_worked_out_by_a_worker_and_its_progress_shown(sign_in: SignIn, ed: User, story: Article):
    client = sign_in(ed)
    assert "Compare" in client.get(address(story)).content.decode()
    assert not story.jobs.filter(kind=JobKind.PREVIEW_SPLIT).exists()
    answer = client.post(address(story, "resplit_start"))
    assert answer.url == address(story)
    story.jobs.filter(kind=JobKind.PREVIEW_SPLIT).update(state=JobState.RUNNING, progress=40)
    whole, part = (client.get(answer.url, **more).content.decode() for more in ({}, HTMX))
    assert f'<noscript><meta http-equiv="refresh" content="3; url={address(story)}">' in whole
    for shown in (whole, part):
        assert 'value="40"' in shown
        assert f'hx-get="{address(story)}" hx-trigger="every 1s"' in shown
    assert "<html" not in part
    story.jobs.filter(kind=JobKind.PREVIEW_SPLIT).update(state=JobState.QUEUED)
    work(story, JobKind.PREVIEW_SPLIT)
    assert "every 1s" not in client.get(address(story), **HTMX).content.decode()


def test_a_comparison_that_failed_says_why_and_can_be_made_again(sign_in: SignIn, ed: User, story: Article):
    client = sign_in(ed)
    client.post(address(story, "resplit_start"))
    story.jobs.filter(kind=JobKind.PREVIEW_SPLIT).update(state=JobState.FAILED, error="ValueError: <odd>")
    shown = client.get(address(story)).content.decode()
    assert "ValueError: &lt;odd&gt;" in shown
    assert f'action="{address(story, "resplit_start")}"' in shown


def test_one_of_another_splitter_is_out_of_date(sign_in: SignIn, ed: User, previewed: Article, install: Install):
    install("en-3")
    shown = sign_in(ed).get(address(previewed)).content.decode()
    assert "out of date" in shown
    assert 'name="change"' not in shown


def test_nothing_would_change_is_said(sign_in: SignIn, ed: User, story: Article, install: Install):
    install("en-1", CRANE)
    work(story, JobKind.SPLIT_ARTICLE)
    work(story, JobKind.PREVIEW_SPLIT)
    assert "Nothing would change" in sign_in(ed).get(address(story)).content.decode()


# The changes


def test_every_change_is_shown_in_its_paragraph_and_ticked(sign_in: SignIn, ed: User, previewed: Article):
    shown = unescape(sign_in(ed).get(address(previewed)).content.decode())
    assert f"<ins>{FAILURES}</ins>" in shown
    assert f'According to the dockworkers\' union, </span><del>{INJURED}</del><span class="around">.' in shown
    anew = shown[shown.index("<mark>") :]
    assert "<del><bdi>In the article’s own voice</bdi></del>" in anew
    assert "<ins><bdi>Lena Okafor</bdi></ins>" in anew
    assert "<del><bdi>50\N{NO-BREAK SPACE}%</bdi></del>" in anew
    assert shown.count('name="change"') == shown.count("checked") == 3
    for words in ("1 suggestion new", "1 no longer suggested", "1 described anew", "2 found again"):
        assert words in shown


def test_what_people_have_worked_on_is_listed_as_kept(sign_in: SignIn, ed: User, previewed: Article):
    claim = claim_of(INJURED)
    accept_claim(actor=ed, claim_id=claim.pk, version=1)
    shown = sign_in(ed).get(address(previewed)).content.decode()
    kept = shown[shown.index('id="kept-heading"') :]
    assert INJURED in kept
    assert "To check" in kept
    assert "no longer suggested" in shown
    assert f"<del>{INJURED}" not in shown


def test_ticked_changes_are_made_without_javascript(sign_in: SignIn, ed: User, previewed: Article):
    client = sign_in(ed)
    form = form_of(client.get(address(previewed)).content.decode(), only="add")
    answer = client.post(address(previewed, "resplit_apply"), form, follow=True)
    assert answer.redirect_chain[-1][0].startswith(address(previewed))
    assert "Done: 1 added, 0 removed, 0 described anew." in answer.content.decode()
    assert claim_of(FAILURES).state == State.SUGGESTED
    assert claim_of(INJURED).state == State.SUGGESTED
    rest = form_of(answer.content.decode())
    assert len(rest["change"]) == 2
    answer = client.post(address(previewed, "resplit_apply"), rest)
    # Nothing is left: back to the article.
    assert answer.url == page_of(previewed)
    gone = client.get(reverse("desk:claim", args=[claim_of(INJURED).pk])).content.decode()
    assert "No longer suggested by the splitter en-2." in gone
    assert "took the suggestion off the list: the splitter en-2 no longer makes it" in gone
    history = client.get(reverse("desk:article_edit", args=[previewed.pk])).content.decode()
    assert "brought the suggestions up to date with the splitter en-2: 0 added, 1 removed, 1 described anew" in history


def test_leaving_everything_goes_back_and_stops_the_offer(sign_in: SignIn, ed: User, previewed: Article):
    client = sign_in(ed)
    form = form_of(client.get(address(previewed)).content.decode(), do="leave")
    answer = client.post(address(previewed, "resplit_apply"), form, follow=True)
    assert "The suggestions stay as they are." in answer.content.decode()
    assert "Another version" not in answer.content.decode()
    assert Claim.objects.filter(state=State.SUGGESTED).count() == 4


def test_a_change_in_between_is_shown_and_no_tick_is_lost(sign_in: SignIn, ed: User, edna: User, previewed: Article):
    client = sign_in(ed)
    form = form_of(client.get(address(previewed)).content.decode())
    form["change"] = [key for key in form["change"] if not key.startswith("describe")]
    accept_claim(actor=edna, claim_id=claim_of(INJURED).pk, version=1)
    answer = client.post(address(previewed, "resplit_apply"), form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<bdi>Edna Ruiz</bdi> accepted the claim for checking" in shown
    assert not Claim.objects.filter(quote=FAILURES).exists()
    again = form_of(shown)
    assert [key.partition("-")[0] for key in again["change"]] == ["add"]
    assert shown.count('name="change"') == 2
    client.post(address(previewed, "resplit_apply"), again)
    assert claim_of(FAILURES).state == State.SUGGESTED


def test_all_changes_of_a_long_list_are_made_at_once(
    sign_in: SignIn, ed: User, previewed: Article, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(page, "LIST_LENGTH", 2)
    client = sign_in(ed)
    shown = client.get(address(previewed)).content.decode()
    assert shown.count('name="change"') == 2
    assert "Make all 3 changes" in shown
    assert f'href="{address(previewed)}?from=2"' in shown
    later = client.get(address(previewed), {"from": 2}).content.decode()
    assert f"<mark>{REPAIRS}</mark>" in later
    for nonsense in ("x", "9" * 18, "-1", "٣"):
        assert client.get(address(previewed), {"from": nonsense}).status_code == 200
    assert client.post(address(previewed, "resplit_apply"), form_of(shown, do="all")).url == page_of(previewed)
    assert claim_of(FAILURES).state == State.SUGGESTED


@pytest.mark.parametrize(
    "form", [{}, {"preview": "x"}, {"preview": "1", "do": "all"}, {"change": ["add"], "from": "٣"}]
)
def test_a_form_without_sense_is_refused_with_the_page(
    sign_in: SignIn, ed: User, previewed: Article, form: dict[str, Any]
):
    answer = sign_in(ed).post(address(previewed, "resplit_apply"), form)
    assert answer.status_code == 409
    assert b'name="change"' in answer.content


def test_nothing_ticked_is_said(sign_in: SignIn, ed: User, previewed: Article):
    client = sign_in(ed)
    form = form_of(client.get(address(previewed)).content.decode()) | {"change": []}
    answer = client.post(address(previewed, "resplit_apply"), form)
    assert answer.status_code == 400
    assert "Tick at least one of the changes." in answer.content.decode()


# Who, and how much


@pytest.mark.parametrize("who", ["mara", "vic"])
def test_nobody_but_editors_sees_or_does_it(
    sign_in: SignIn, who: str, previewed: Article, request: pytest.FixtureRequest
):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(address(previewed)).status_code == 403
    assert client.post(address(previewed, "resplit_start")).status_code == 403
    assert client.post(address(previewed, "resplit_apply")).status_code == 403
    assert Claim.objects.count() == 4


def test_the_number_of_queries_does_not_grow(
    sign_in: SignIn, ed: User, previewed: Article, install: Install, django_assert_num_queries
):
    client = sign_in(ed)
    with django_assert_num_queries(8):
        client.get(address(previewed))
    install("en-2", CONTAINERS, *sorted(set(previewed.current_snapshot.text.split()))[:40])
    work(previewed, JobKind.PREVIEW_SPLIT)
    with django_assert_num_queries(8):
        assert client.get(address(previewed)).context["total"] == 45


def test_hostile_text_is_shown_and_not_run(sign_in: SignIn, ed: User, install: Install):
    text = "<img src=x onerror=alert(1)> said <script>alert(1)</script> so."
    article = import_article(actor=ed, title="<script>alert(1)</script>", text=text)
    install("en-1")
    work(article, JobKind.SPLIT_ARTICLE)
    install("en-2", "<script>alert(1)</script>")
    work(article, JobKind.PREVIEW_SPLIT)
    shown = sign_in(ed).get(address(article)).content.decode()
    assert "<ins>&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_a_long_paragraph_is_cut_around_the_passage(story: Article):
    snapshot = story.current_snapshot
    snapshot.text = "one two three " * 100 + "THE PASSAGE" + " four five six" * 100
    start = snapshot.text.index("THE")
    cut = page.passage_of(snapshot, start, start + 11)
    assert cut.before.startswith("… ")
    assert cut.after.endswith(" …")
    assert max(len(cut.before), len(cut.after)) <= page.AROUND + 2
    snapshot.text = "x" * 3000
    cut = page.passage_of(snapshot, 1000, 2000)
    assert (len(cut.before), len(cut.words), len(cut.after)) == (page.AROUND + 2, 1000, page.AROUND + 2)
