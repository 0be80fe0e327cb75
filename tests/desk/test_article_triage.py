"""Deciding about the claims of an article, in the list beside its text."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.article import import_article
from claims.actions.claim import accept_claim, dismiss_claim
from claims.models import Article, Claim, User
from claims.vocabulary import State
from tests.cast import fresh
from tests.desk.article_pages import HTMX, SignIn, decide, page_of, suggest

pytestmark = pytest.mark.django_db


def test_accepting_without_javascript_comes_back_to_the_claim(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    answer = decide(sign_in(ed), claim, "accept")
    assert answer.url == f"{page_of(split_story)}?claim={claim.pk}&done=accept#claim-{claim.pk}"
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
    links = text[text.index('id="claim-counts" hx-swap-oob="true"') :]
    assert re.search(r'Dismissed <span class="count">1</span>', links)
    assert re.search(r'To triage <span class="count">1</span>', links)
    assert "<html" not in text


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_after_a_decision_no_other_one_lies_under_the_mouse(sign_in: SignIn, ed: User, split_story: Article, extra):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    for decision, word, offered in [
        ("dismiss", "Dismissed", "reopen"),
        ("reopen", "Reopened", "accept"),
        ("accept", "Accepted", "take"),
    ]:
        answer = decide(
            client, fresh(claim), decision, reason="Too vague", **({} if extra else {"follow": True}), **extra
        )
        row = re.search(rf'<li class="claim [^>]*id="claim-{claim.pk}".*?\n</li>', answer.content.decode(), re.DOTALL)[
            0
        ]
        shown, _more, folded = row.partition('<details class="claim-more"><summary>More</summary>')
        assert f"✓</span> {word}</p>" in shown
        # But its undoing, which lies where no other button was.
        assert re.findall(r'<button [^>]*value="(\w*)"', shown) == ([] if decision == "undo" else ["undo"])
        assert f'value="{offered}"' in folded
    # Seen again later, the row offers it openly.
    assert "claim-more" not in client.get(page_of(split_story)).content.decode()
    assert "Yours now" in decide(client, fresh(claim), "take", **HTMX).content.decode()


def test_who_comes_late_is_not_offered_the_next_decision_at_once(sign_in: SignIn, ed: User, edna: User, split_story):
    (claim,) = suggest(split_story, 1)
    decide(sign_in(edna), claim, "accept")
    row = decide(sign_in(ed), claim, "accept", version=claim.version, **HTMX).content.decode()
    assert row.index("claim-more") < row.index('value="take"')


def test_a_usual_reason_is_one_click_and_goes_before_what_was_typed(sign_in: SignIn, ed: User, split_story: Article):
    claim, other = suggest(split_story, 2)
    client = sign_in(ed)
    page = client.get(page_of(split_story)).content.decode()
    usual = '<button class="button button-small" name="reason" value="Too vague to check" formnovalidate>'
    assert page.count(usual) == 2
    assert page.count('<input type="hidden" name="decision" value="dismiss">') == 2
    decide(client, claim, "dismiss", reason=["", "Too vague to check"])
    assert fresh(claim).dismissed_reason == "Too vague to check"
    decide(client, other, "dismiss", reason="My own words")
    assert fresh(other).dismissed_reason == "My own words"


# Choosing


@pytest.fixture
def mixed_story(split_story: Article, ed: User) -> list[Claim]:
    """Five claims in text order: a plain one, an opinion, a better one, an accepted one, a dismissed one."""
    found = suggest(split_story, 5)
    for claim, kind, score in zip(
        found, ["claim", "opinion", "claim", "claim", "claim"], [0.3, 0.9, 0.8, 0.5, 0.4], strict=True
    ):
        Claim.objects.filter(pk=claim.pk).update(kind=kind, score=score)
    accept_claim(actor=ed, claim_id=found[3].pk, version=1)
    dismiss_claim(actor=ed, claim_id=found[4].pk, version=1, reason="Too vague")
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("?show=triage", [0, 2]),
        ("?show=asides", [1]),
        ("?show=to_check", [3]),
        ("?show=published", []),
        ("?order=worth", [2, 3, 4, 0, 1]),
        ("?order=worth&show=triage", [2, 0]),
        ("?order=;drop&show=password", [0, 1, 2, 3, 4]),
    ],
)
def test_the_list_is_ordered_and_filtered_by_the_address(
    sign_in: SignIn, ed: User, mixed_story: list[Claim], query: str, expected: list[int]
):
    client, address = sign_in(ed), page_of(mixed_story[0].article)
    for answer in (client.get(address + query), client.get(address + query, **HTMX)):
        assert [row.claim.pk for row in answer.context["rows"]] == [mixed_story[at].pk for at in expected]
        counts = {one.key: one.count for one in answer.context["shows"]}
        assert [counts[key] for key in ("all", "triage", "asides", "to_check", "dismissed")] == [5, 2, 1, 1, 1]
        # The text keeps all its marks; those on the list lead there, the others to their pages.
        page = answer.content.decode()
        for at, claim in enumerate(mixed_story):
            href = f"#claim-{claim.pk}" if at in expected else reverse("desk:claim", args=[claim.pk])
            assert re.search(rf'<a class="mark [^>]*href="{href}"[^>]*data-claims="{claim.pk}"', page)
    assert answer["Vary"].count("HX-Request") == 1
    assert "<html" not in page


def test_links_keep_what_else_was_chosen(sign_in: SignIn, ed: User, mixed_story: list[Claim]):
    page = sign_in(ed).get(page_of(mixed_story[0].article), {"order": "worth", "show": "triage"}).content.decode()
    links = dict(re.findall(r'<a id="((?:show|order)-\w+)"[^>]* href="[^"?]*([^"#]*)#', page))
    assert links["show-to_check"] == "?order=worth&amp;show=to_check"
    assert links["order-text"] == "?show=triage"
    assert links["show-all"] == "?order=worth"
    assert page.count('aria-current="true"') == 2


def test_a_decision_keeps_what_was_chosen_and_the_row_in_sight(sign_in: SignIn, ed: User, mixed_story: list[Claim]):
    claim = mixed_story[2]
    client, address = sign_in(ed), page_of(claim.article)
    triage = reverse("desk:claim_triage", args=[claim.article_id, claim.pk])
    page = client.get(address, {"order": "worth", "show": "triage"}).content.decode()
    assert f'action="{triage}?order=worth&amp;show=triage"' in page
    answer = client.post(f"{triage}?order=worth&show=triage", {"decision": "accept", "version": claim.version})
    assert answer.url == f"{address}?order=worth&show=triage&claim={claim.pk}&done=accept#claim-{claim.pk}"
    assert [row.claim.pk for row in client.get(answer.url).context["rows"]] == [mixed_story[at].pk for at in (2, 0)]
    # htmx posts to the bare address, and says where it stands.
    now = {"HTTP_HX_CURRENT_URL": f"http://testserver{address}?order=worth&show=to_check"}
    fragment = decide(client, mixed_story[0], "accept", **HTMX, **now)
    assert [one.query for one in fragment.context["orders"]] == ["show=to_check", "order=worth&show=to_check"]


def test_the_keyboard_can_skip_to_the_claims(sign_in: SignIn, vic: User, split_story: Article):
    page = sign_in(vic).get(page_of(split_story)).content.decode()
    assert '<a class="skip" href="#claims-heading">' in page[: page.index("<header")]
    assert '<h2 id="claims-heading" tabindex="-1">' in page


def test_reopening_and_taking(sign_in: SignIn, ed: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    decide(client, claim, "dismiss", reason="Too vague")
    decide(client, fresh(claim), "reopen")
    assert fresh(claim).state == State.SUGGESTED
    decide(client, fresh(claim), "accept")
    decide(client, fresh(claim), "take")
    assert fresh(claim).checker == ed


def test_assigning_accepts_on_the_way_and_is_undone_in_one(sign_in: SignIn, ed: User, mara: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    decide(client, claim, "assign", checker=mara.pk)
    assert (fresh(claim).state, fresh(claim).checker) == (State.ASSIGNED, mara)
    decide(client, fresh(claim), "undo")
    assert (fresh(claim).state, fresh(claim).checker) == (State.SUGGESTED, None)


@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_the_last_step_is_offered_for_undoing(sign_in: SignIn, ed: User, split_story: Article, extra):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    answer = decide(client, claim, "accept", **({} if extra else {"follow": True}), **extra)
    assert 'name="decision" value="undo"' in answer.content.decode()
    answer = decide(client, fresh(claim), "undo", **({} if extra else {"follow": True}), **extra)
    page = answer.content.decode()
    assert fresh(claim).state == State.SUGGESTED
    assert "✓</span> Undone</p>" in page
    assert 'value="undo"' not in page
    # Seen later it is not offered: somebody may have been there since, and the claim's page has it.
    assert 'value="undo"' not in client.get(page_of(split_story)).content.decode()


def test_undoing_is_refused_with_the_reason_when_somebody_was_there_since(
    sign_in: SignIn, ed: User, edna: User, mara: User, split_story: Article
):
    (claim,) = suggest(split_story, 1)
    decide(sign_in(ed), claim, "accept")
    seen = fresh(claim).version
    decide(sign_in(edna), fresh(claim), "assign", checker=mara.pk)
    answer = decide(sign_in(ed), claim, "undo", version=seen)
    assert answer.status_code == 409
    assert "Edna Ruiz changed this in the meantime" in answer.content.decode()
    answer = decide(sign_in(ed), fresh(claim), "undo")
    assert answer.status_code == 409
    assert "Only your own last step can be undone." in answer.content.decode()
    assert fresh(claim).checker == mara


def test_a_claim_is_assigned_to_somebody(sign_in: SignIn, ed: User, vic: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    client = sign_in(ed)
    for checker, words in ((None, "Choose who is to check the claim."), (vic.pk, "Select a valid choice.")):
        answer = decide(client, claim, "assign", **({} if checker is None else {"checker": checker}))
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert fresh(claim).state == State.SUGGESTED


@pytest.mark.parametrize("at_once", [False, True], ids=["one", "ticked"])
def test_a_due_date_comes_with_assigning_and_goes_with_undoing(
    sign_in: SignIn, ed: User, mara: User, split_story: Article, at_once: bool
):
    (claim,) = suggest(split_story, 1)
    client, due = sign_in(ed), timezone.localdate() + timedelta(days=3)
    past = {"checker": mara.pk, "due_on": timezone.localdate() - timedelta(days=1)}

    def assign(**answers: object):
        if not at_once:
            return decide(client, claim, "assign", **answers)
        address = reverse("desk:claims_triage", args=[split_story.pk])
        return client.post(address, {"claims": ticks(claim), "do": "assign", **answers})

    answer = assign(**past)
    assert answer.status_code == 400
    assert "This day has passed." in answer.content.decode()
    assign(checker=mara.pk, due_on=due)
    assert (fresh(claim).checker, fresh(claim).due_on) == (mara, due)
    decide(client, fresh(claim), "undo")
    assert (fresh(claim).state, fresh(claim).checker, fresh(claim).due_on) == (State.SUGGESTED, None, None)


# Several at once


def ticks(*claims: Claim) -> list[str]:
    return [f"{claim.pk}:{fresh(claim).version}" for claim in claims]


def test_the_ticked_claims_are_decided_about_together(sign_in: SignIn, ed: User, mara: User, split_story: Article):
    first, second, third = suggest(split_story, 3)
    client = sign_in(ed)
    address = reverse("desk:claims_triage", args=[split_story.pk])
    answer = client.post(
        f"{address}?order=worth", {"claims": ticks(first, second), "do": "assign", "checker": mara.pk}, follow=True
    )
    assert answer.redirect_chain[0][0] == f"{page_of(split_story)}?order=worth"
    assert "2 claims were assigned." in answer.content.decode()
    accept_claim(actor=ed, claim_id=third.pk, version=1)
    stale = [f"{third.pk}:1", *ticks(first)]
    answer = client.post(address, {"claims": stale, "do": "dismiss", "reason": "Too vague"}, follow=True)
    page = answer.content.decode()
    assert "1 claim was dismissed." in page
    assert "1 claim was refused:" in page
    assert (fresh(first).dismissed_reason, fresh(third).state) == ("Too vague", State.TO_CHECK)


def test_what_was_ticked_and_typed_stays_when_something_is_missing(sign_in: SignIn, ed: User, split_story: Article):
    first, second = suggest(split_story, 2)
    address = reverse("desk:claims_triage", args=[split_story.pk])
    sent = {"claims": ticks(second), "do": "assign", "reason": "Half a reason"}
    answer = sign_in(ed).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Choose who is to check the claims." in page
    assert 'value="Half a reason"' in page
    assert re.search(rf'value="{second.pk}:1" form="many"[^>]* checked>', page)
    assert not re.search(rf'value="{first.pk}:1" form="many"[^>]* checked>', page)


def test_the_keys_are_listed_for_who_may_use_them(sign_in: SignIn, ed: User, vic: User, split_story: Article):
    (claim,) = suggest(split_story, 1)
    page = sign_in(ed).get(page_of(split_story)).content.decode()
    assert f'data-claim="{claim.pk}" data-version="1" data-can="accept dismiss assign" data-undecided' in page
    assert "<kbd>a</kbd>" in page
    assert 'data-person="' in page
    page = sign_in(vic).get(page_of(split_story)).content.decode()
    assert "<kbd>j</kbd>" in page
    assert "<kbd>a</kbd>" not in page
    assert 'data-person="' not in page


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
