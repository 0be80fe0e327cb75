"""Every screen of the product and how it is reached, a line each. A new screen gets its line here, and with it axe in
every width and scheme (test_accessibility.py) and its pictures (screenshots.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from claims.vocabulary import State
from tests.product import Product

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
HEIGHT = 900


@dataclass(frozen=True)
class Screen:
    """`find` is the statement that gives what stands for {} in the address; where it gives nothing, a newsroom does
    not have the screen. `role` is who looks ("" is somebody who is not signed in), and `then` what they do there first.
    `is_like` names another screen made of the same parts: looking at that one is enough for every day.
    """

    name: str
    address: str
    role: str = "editor"
    find: str = ""
    then: Callable[[Page], None] | None = None
    status: int = 200
    is_like: str = ""


def press(keys: str) -> Callable[[Page], None]:
    def then(page: Page) -> None:
        for key in keys.split():
            page.keyboard.press(key)

    return then


def unfold(selector: str) -> Callable[[Page], None]:
    def then(page: Page) -> None:
        page.locator(selector).first.click()

    return then


def send(selector: str) -> Callable[[Page], None]:
    """The form as it is, without what the browser would refuse by itself: what the server says of it."""

    def then(page: Page) -> None:
        page.eval_on_selector(selector, "(form) => { form.noValidate = true; form.requestSubmit(); }")
        page.locator(".errorlist, .message-error").first.wait_for()

    return then


def send_claim(text: str) -> Callable[[Page], None]:
    """As a reader; the product of the tests takes forms that were filled in at once."""

    def then(page: Page) -> None:
        page.get_by_label("The claim").fill(text)
        page.get_by_label("Your e-mail address").fill("oda.winter@mail.example")
        page.get_by_role("button", name="Send").click()
        page.locator(".form-problem, .form-news").wait_for()

    return then


def sign_in_wrongly(page: Page) -> None:
    page.locator("input[name=login]").fill("nobody@example.org")
    page.locator("input[name=password]").fill("not my password at all")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".errorlist, .message-error").first.wait_for()


ARTICLE = "SELECT id FROM claims_article ORDER BY id LIMIT 1"
ARABIC = "SELECT id FROM claims_article WHERE language = 'ar' LIMIT 1"
PERSON = "SELECT id FROM claims_user WHERE role = 'checker' ORDER BY id LIMIT 1"
SCALE = "SELECT id FROM claims_ratingscale WHERE is_current ORDER BY id LIMIT 1"
SOURCE = "SELECT id FROM claims_source ORDER BY id LIMIT 1"
TOPIC = "SELECT id FROM claims_topic ORDER BY id LIMIT 1"
WAITING = "SELECT id FROM claims_submission WHERE kind = 'claim' AND state = 'received' ORDER BY id LIMIT 1"
CHALLENGE = WAITING.replace("'claim'", "'challenge'")
PUBLIC = "SELECT slug FROM claims_claim WHERE is_public ORDER BY id LIMIT 1"
EVIDENCE = "SELECT e.id FROM claims_evidence e JOIN claims_claim c ON c.id = e.claim_id WHERE c.state = 'checking'"
EVIDENCE += " ORDER BY e.id LIMIT 1"

SHOWN_TOPIC = "SELECT substr(key, 7) FROM claims_publiclist WHERE kind = 'topic' ORDER BY checks DESC LIMIT 1"
SHOWN_SPEAKER = "SELECT substr(key, 9) FROM claims_publiclist WHERE kind = 'speaker' ORDER BY checks DESC LIMIT 1"
SHOWN_MONTH = "SELECT substr(key, 7) FROM claims_publiclist WHERE kind = 'month' ORDER BY checks DESC LIMIT 1"
SHOWN_POLICY = "SELECT kind FROM claims_policypage WHERE kind = 'ownership' AND body <> ''"
SHOWN_TEAM = "SELECT 'team' FROM claims_user WHERE is_on_team_page LIMIT 1"


def claim_in(state: str, wanted: str = "id") -> str:
    return f"SELECT {wanted} FROM claims_claim WHERE state = '{state}' ORDER BY id LIMIT 1"


PUBLIC_ARTICLE = "SELECT slug FROM claims_article WHERE slug IS NOT NULL ORDER BY id LIMIT 1"

# Both claims of the page, as they stand in its address.
TAKE = f"SELECT checking || '/evidence/from/' || done FROM ({claim_in('checking', 'id AS checking')}) AS one,"
TAKE += f" ({claim_in('corrected', 'id AS done')}) AS other"

# Claims' pages of the same parts: what is being decided, checked, read, and over.
LIKE = {
    State.DISMISSED: "claim-suggested",
    State.TO_CHECK: "claim-suggested",
    State.ASSIGNED: "claim-suggested",
    State.APPROVED: "claim-in_review",
    State.CORRECTED: "claim-published",
    State.WITHDRAWN: "claim-published",
}
DESK = [
    Screen("my-work", "/desk/"),
    Screen("my-work-checker", "/desk/", "checker", is_like="my-work"),
    Screen("my-work-viewer", "/desk/", "viewer", is_like="my-work"),
    Screen("articles", "/desk/articles/"),
    Screen("articles-none-found", "/desk/articles/?q=nothing-has-these-words"),
    Screen("article-new", "/desk/articles/new/"),
    Screen("article-new-refused", "/desk/articles/new/", then=send("main form")),
    Screen("article", "/desk/articles/{}/", find=ARTICLE),
    Screen("article-viewer", "/desk/articles/{}/", "viewer", find=ARTICLE, is_like="article"),
    Screen("article-keys", "/desk/articles/{}/", find=ARTICLE, then=press("?"), is_like="queue-keys"),
    Screen("article-dismissing", "/desk/articles/{}/?show=suggested", find=ARTICLE, then=press("j d")),
    Screen("article-arabic", "/desk/articles/{}/", find=ARABIC, is_like="article"),
    Screen("article-edit", "/desk/articles/{}/edit/", find=ARTICLE),
    Screen("queue", "/desk/claims/"),
    Screen("queue-any-state", "/desk/claims/?state=any&sort=-age", is_like="queue"),
    Screen("queue-filtered", "/desk/claims/?state=any&q=the&priority=1&due=none", is_like="queue"),
    Screen("queue-all-filters", "/desk/claims/", then=unfold(".more-filters summary")),
    Screen("queue-ticked", "/desk/claims/", find=claim_in("to_check"), then=unfold(".queue-table tbody input")),
    Screen("queue-none-found", "/desk/claims/?q=nothing-has-these-words", is_like="articles-none-found"),
    Screen("queue-keys", "/desk/claims/", then=press("?")),
    Screen("queue-save-view", "/desk/claims/?state=to_check", then=unfold(".view-save summary"), is_like="queue"),
    Screen("board", "/desk/claims/board/"),
    Screen("board-menu", "/desk/claims/board/", then=press("j m"), is_like="board"),
    Screen("board-viewer", "/desk/claims/board/?q=nothing-has-these-words", "viewer", is_like="board"),
    Screen("queue-checker", "/desk/claims/", "checker", is_like="queue"),
    *(
        Screen(f"claim-{state}", "/desk/claims/{}/", find=claim_in(state), is_like=LIKE.get(state, ""))
        for state in State
    ),
    Screen("claim-of-a-checker", "/desk/claims/{}/", "checker", find=claim_in("checking"), is_like="claim-checking"),
    Screen("claim-viewer", "/desk/claims/{}/", "viewer", find=claim_in("in_review"), is_like="claim-in_review"),
    Screen(
        "claim-arabic", "/desk/claims/{}/", find=f"SELECT id FROM claims_claim WHERE article_id = ({ARABIC}) LIMIT 1"
    ),
    Screen("claim-dismiss", "/desk/claims/{}/do/dismiss/", find=claim_in("suggested")),
    Screen("claim-publish", "/desk/claims/{}/do/publish/", find=claim_in("approved")),
    Screen("claim-passage", "/desk/claims/{}/passage/", find=claim_in("suggested")),
    Screen("review", "/desk/claims/{}/review/", find=claim_in("in_review")),
    Screen("review-over", "/desk/claims/{}/review/", find=claim_in("corrected"), is_like="review"),
    Screen("notifications", "/desk/notifications/"),
    Screen("notifications-checker", "/desk/notifications/", "checker", is_like="notifications"),
    Screen("reply-edit", "/desk/replies/{}/", find="SELECT id FROM claims_reply ORDER BY id LIMIT 1"),
    Screen("evidence-edit", "/desk/evidence/{}/", find=EVIDENCE),
    Screen("evidence-source-found", "/desk/claims/{}/?find=the", find=claim_in("checking"), is_like="claim-checking"),
    Screen("evidence-source-picked", "/desk/claims/{}/?source=1", find=claim_in("checking"), is_like="claim-checking"),
    Screen("evidence-take", "/desk/claims/{}/", find=TAKE),
    Screen("from-readers", "/desk/readers/?state="),
    Screen("from-readers-none-found", "/desk/readers/?q=nothing-has-these-words", is_like="articles-none-found"),
    Screen("reader", "/desk/readers/{}/", find=WAITING, is_like="reader-challenge"),
    Screen("reader-challenge", "/desk/readers/{}/", find=CHALLENGE, then=unfold("details.action summary")),
    Screen("reader-checker", "/desk/readers/{}/", "checker", find=WAITING, is_like="reader-challenge"),
    Screen("reader-take-up", "/desk/readers/{}/take-up/", find=WAITING),
    Screen("sources", "/desk/sources/"),
    Screen("sources-none-found", "/desk/sources/?q=nothing-has-these-words", is_like="articles-none-found"),
    Screen("source", "/desk/sources/{}/", find=SOURCE),
    Screen("source-edit", "/desk/sources/{}/edit/", find=SOURCE),
    Screen("dashboard", "/desk/dashboard/"),
    Screen("search", "/desk/search/?q=the"),
    Screen("search-empty", "/desk/search/", is_like="search"),
    Screen("search-none-found", "/desk/search/?q=nothing-has-these-words", is_like="articles-none-found"),
    Screen("not-found", "/desk/nothing/here/", status=404),
]
SETTINGS = [
    Screen("settings", "/desk/settings/", "admin"),
    Screen("settings-checker", "/desk/settings/", "checker", is_like="settings"),
    Screen("people", "/desk/settings/people/", "admin"),
    Screen("person", "/desk/settings/people/{}/", "admin", find=PERSON),
    Screen("person-leaving", "/desk/settings/people/deactivate/?people={}", "admin", find=PERSON),
    Screen("scales", "/desk/settings/scales/", "admin", is_like="topics"),
    Screen("scale", "/desk/settings/scales/{}/", "admin", find=SCALE, is_like="publication"),
    Screen("speakers", "/desk/speakers/", "admin", is_like="sources"),
    Screen(
        "speaker",
        "/desk/speakers/{}/",
        "admin",
        find="SELECT id FROM claims_speaker ORDER BY id LIMIT 1",
        is_like="person",
    ),
    Screen("topics", "/desk/settings/topics/", "admin"),
    Screen(
        "topics-refused",
        "/desk/settings/topics/",
        "admin",
        then=send("main form[data-keep]"),
        is_like="article-new-refused",
    ),
    Screen("topic", "/desk/settings/topics/{}/", "admin", find=TOPIC, is_like="person"),
    Screen("checklist", "/desk/settings/checklist/", "admin", is_like="topics"),
    Screen("review-rules", "/desk/settings/review/", "admin", is_like="publication"),
    Screen("publication", "/desk/settings/publication/", "admin"),
    Screen("policies", "/desk/settings/policies/", "admin", is_like="settings"),
    Screen("policy", "/desk/settings/policies/about/", "admin", is_like="publication"),
    Screen("views", "/desk/settings/views/", is_like="topics"),
    Screen("notification-settings", "/desk/settings/notifications/", "checker"),
    Screen("tokens", "/desk/settings/tokens/", "admin", is_like="topics"),
    Screen("account", "/desk/settings/account/", "checker", is_like="publication"),
    Screen("password-change", "/accounts/password/change/", "checker"),
]
SIGNED_OUT = [
    Screen("sign-in", "/accounts/login/", ""),
    Screen("sign-in-refused", "/accounts/login/", "", then=sign_in_wrongly),
    Screen("password-forgotten", "/accounts/password/reset/", ""),
    Screen("password-mail-sent", "/accounts/password/reset/done/", ""),
]
READERS = [
    Screen("readers", "/", ""),
    *(
        Screen(f"readers-{state}", "/checks/{}/", "", find=claim_in(state, "slug"))
        for state in (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)
    ),
    Screen("readers-version", "/checks/{}/history/2/", "", find=claim_in(State.CORRECTED, "slug")),
    Screen("readers-article", "/articles/{}/", "", find=PUBLIC_ARTICLE),
    Screen("readers-card", "/checks/{}/card/", "", find=claim_in(State.CORRECTED, "slug")),
    Screen("readers-data", "/claimreview/", "", is_like="readers-corrections"),
    Screen("readers-corrections", "/corrections/", ""),
    Screen("readers-topics", "/topics/", "", is_like="readers-speakers"),
    Screen("readers-topic", "/topics/{}/", "", find=SHOWN_TOPIC, is_like="readers-speaker"),
    Screen("readers-speakers", "/speakers/", ""),
    Screen("readers-speaker", "/speakers/{}/", "", find=SHOWN_SPEAKER),
    Screen("readers-months", "/months/", "", is_like="readers-speakers"),
    Screen("readers-month", "/months/{}/", "", find=SHOWN_MONTH, is_like="readers-speaker"),
    Screen("readers-policy", "/about/{}/", "", find=SHOWN_POLICY, is_like="readers-ratings"),
    Screen("readers-ratings", "/about/ratings/", ""),
    Screen("readers-team", "/about/team/", "", find=SHOWN_TEAM, is_like="readers-ratings"),
    Screen("readers-search", "/search/", "", is_like="readers-found"),
    Screen("readers-found", "/search/results?q=the", ""),
    Screen("take-part-claim", "/take-part/claim", "", is_like="take-part-claim-refused"),
    Screen("take-part-claim-refused", "/take-part/claim", "", then=send_claim("Hm.")),
    Screen("take-part-challenge", "/take-part/challenge/{}", "", find=PUBLIC, is_like="take-part-claim-refused"),
    Screen("take-part-receipt", "/take-part/claim", "", then=send_claim("The lighthouse has been dark since 1987.")),
    Screen("readers-not-found", "/nothing/here/", "", status=404),
]
SCREENS = [*DESK, *SETTINGS, *SIGNED_OUT, *READERS]


def addresses_in(product: Product, screens: list[Screen]) -> Iterator[tuple[Screen, str]]:
    """The screens that this newsroom has, with their addresses."""
    for screen in screens:
        if not screen.find:
            yield screen, screen.address
        elif rows := product.sql(screen.find):
            yield screen, screen.address.format(rows[0][0])


def open_screen(page: Page, screen: Screen, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == screen.status, f"{screen.name}: {address} answered {answer.status}"
    if screen.then:
        screen.then(page)


def sign_in(page: Page, role: str) -> None:
    """As a person of the sample newsroom, from the start."""
    page.goto("/desk/")
    fill_in_sign_in(page, role)
    page.wait_for_url(re.compile(r"/desk/$"))


def fill_in_sign_in(page: Page, role: str) -> None:
    """The form that is on the screen."""
    page.locator("input[name=login]").fill(f"{role}@example.org")
    page.locator("input[name=password]").fill(f"tide-table-{role}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("navigation", name="Desk").wait_for()
