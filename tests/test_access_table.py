"""Every address of the product, and what it answers to whom. An address without a row fails the run.

Read from the resolver, so a new URL cannot be forgotten. Statuses are those of a plain GET, or of a POST of an empty
form where nothing can be got. `IN` is the redirect to the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.actions.comment import add_comment
from claims.actions.invitation import invite_person
from claims.actions.saved_view import save_view
from claims.actions.submission import send_in
from claims.actions.tokens import create_token
from claims.models import Article, ChecklistItem, Claim, RatingScale, ReviewPoint, Source, Speaker, Topic, User
from claims.vocabulary import Action, Role, State, SubmissionKind
from tests.cast import ask, complete, fresh, make_user

IN = 302
WHO = ("nobody", "vic", "mara", "ed", "ada")


@dataclass(frozen=True)
class Row:
    """`statuses` are for nobody, a viewer, a checker, an editor and an admin, in this order."""

    statuses: tuple[int, int, int, int, int]
    method: str = "GET"
    state: State = State.SUGGESTED  # The state of the claim in the address.
    args: tuple[str, ...] = ()  # Names of what goes into the address.
    shows: tuple[str, ...] = ()  # Names of what the page lists, if that is not among them.


def public(status: int = 200, **more: object) -> Row:
    return Row((status,) * 5, **more)  # type: ignore[arg-type]


def newsroom(*args: str, **more: object) -> Row:
    """Everybody who is signed in may read it."""
    return Row((IN, 200, 200, 200, 200), args=args, **more)  # type: ignore[arg-type]


def write(viewer: int, checker: int, editor: int, *args: str, **more: object) -> Row:
    return Row((IN, viewer, checker, editor, editor), "POST", args=args, **more)  # type: ignore[arg-type]


def admins(status: int = 200, method: str = "GET", **more: object) -> Row:
    """A page of the settings that only admins may open."""
    return Row((IN, 403, 403, 403, status), method, **more)  # type: ignore[arg-type]


def editors(status: int = 200, method: str = "GET", **more: object) -> Row:
    """A page of the settings that editors and admins may open."""
    return Row((IN, 403, 403, status, status), method, **more)  # type: ignore[arg-type]


TABLE: dict[str, Row] = {
    "healthz": public(),
    "readyz": public(),
    # The readers' side. The file is there or not; who asks does not matter.
    "public:home": public(),
    "public:oembed": public(404),
    "public:card": public(404, args=("slug",)),
    "public:file": public(404, args=("path",)),
    "public:search_results": public(),
    "public:send_claim": public(),
    "public:challenge_of": public(404),  # Of no check.
    "public:challenge": public(404, args=("key",)),  # No such check.
    "public:receipt": public(404, args=("key",)),
    # Signing in
    "account_login": Row((200, IN, IN, IN, IN)),
    "account_logout": Row((IN, 200, 200, 200, 200)),
    "account_signup": Row((200, IN, IN, IN, IN)),  # Says that nobody can sign up.
    "account_inactive": public(),
    "account_confirm_login_code": Row((IN, IN, IN, IN, IN)),  # Codes by mail are not in use.
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(args=("uid", "key")),
    "account_reset_password_from_key_done": public(),
    "account_confirm_email": public(args=("key",)),
    "account_email_verification_sent": public(),
    "account_change_password": newsroom(),
    "account_set_password": Row((IN, IN, IN, IN, IN)),
    "account_email": public(404),  # Addresses are set by an admin.
    "account_reauthenticate": Row((IN, 200, 200, 200, 200)),
    # The desk
    "desk:my_work": newsroom(),
    "desk:search": newsroom(),
    "desk:dashboard": newsroom(),
    "desk:dashboard_csv": newsroom("table"),
    "desk:articles": newsroom(),
    "desk:article_new": Row((IN, 403, 200, 200, 200)),
    "desk:article": newsroom("article"),
    "desk:article_here": newsroom("article", method="POST"),
    "desk:article_edit": Row((IN, 403, 403, 200, 200), args=("article",)),
    "desk:article_text": newsroom("article"),
    "desk:claim_add": write(403, 400, 400, "article"),
    "desk:claim_triage": write(403, 403, 400, "article", "claim"),
    "desk:claim_borders": write(403, 400, 400, "article"),
    "desk:claims_triage": write(403, 400, 400, "article"),
    "desk:split_again": write(403, IN, IN, "article"),
    # Only editors let a new split change suggestions. Nothing to carry out yet: a conflict.
    "desk:resplit": Row((IN, 403, 403, 200, 200), args=("article",)),
    "desk:resplit_start": write(403, 403, IN, "article"),
    "desk:resplit_apply": write(403, 403, 409, "article"),
    "desk:job_retry": write(403, IN, IN, "job"),
    "desk:typed": write(400, 400, 400),
    "desk:typed_give_up": Row((IN, IN, IN, IN, IN), "POST"),
    "desk:signed_in": Row((IN, 204, 204, 204, 204)),
    "desk:queue": newsroom(shows=("view",)),
    "desk:board": newsroom(),
    "desk:claim_moves": Row((IN, IN, IN, IN, IN), args=("claim",)),  # A fragment; else it leads to the claim's page.
    "desk:claims_bulk": write(403, 400, 400),
    "desk:claim": newsroom("claim"),
    "desk:claim_here": newsroom("claim", method="POST"),
    "desk:page_state": newsroom("claim"),
    "desk:claim_passage": newsroom("claim"),
    "desk:readers_page": Row((IN, 404, 404, 200, 200), args=("claim",), state=State.APPROVED),
    "desk:readers_stylesheet": newsroom(),
    "desk:claim_review": newsroom("claim", state=State.IN_REVIEW),
    "desk:next_review": newsroom(),
    "desk:point_answer": write(403, 400, 400, "point", state=State.CHANGES_REQUESTED),
    "desk:claim_edit": write(403, 403, 400, "claim"),
    "desk:claim_action": write(403, 403, 400, "claim", "action"),
    "desk:evidence_add": write(403, 400, 400, "claim", state=State.CHECKING),
    "desk:evidence_edit": Row((IN, 403, 200, 200, 200), args=("evidence",), state=State.CHECKING),
    "desk:evidence_remove": write(403, 400, 400, "evidence", state=State.CHECKING),
    "desk:reply_add": write(403, 400, 400, "claim", state=State.CHECKING),
    "desk:reply_edit": Row((IN, 403, 200, 200, 200), args=("reply",), state=State.CHECKING),
    "desk:reply_remove": write(403, 400, 400, "reply", state=State.CHECKING),
    "desk:evidence_take": Row((IN, 403, 200, 200, 200), args=("claim", "other"), state=State.CHECKING),
    "desk:sources": newsroom(shows=("source",)),
    "desk:source": newsroom("source"),
    "desk:source_edit": Row((IN, 403, 200, 200, 200), args=("source",)),
    # What readers send in holds who they are: viewers do not see it, and checkers do not decide.
    "desk:readers": Row((IN, 403, 200, 200, 200), shows=("submission",)),
    "desk:readers_spam": write(403, 403, IN),
    "desk:reader": Row((IN, 403, 200, 200, 200), args=("submission",)),
    "desk:reader_take_up": Row((IN, 403, 403, 200, 200), args=("submission",)),
    "desk:reader_step": write(403, 403, 400, "submission", "step"),
    "desk:source_file": Row(
        (IN, 404, 404, 404, 404), args=("source",)
    ),  # It has none; tests/desk/test_source_files.py.
    "desk:source_picker": Row((IN, 403, IN, IN, IN), args=("claim",), state=State.CHECKING),
    "desk:verdict_save": write(403, 400, 400, "claim", state=State.CHECKING),
    "desk:verdict_preview": write(200, 200, 200, "claim", state=State.CHECKING),
    "desk:comment_add": write(403, 400, 400, "claim"),
    "desk:notifications": newsroom(),
    "desk:notifications_read": Row((IN, IN, IN, IN, IN), "POST"),
    "desk:notification_open": Row((IN, 404, IN, 404, 404), "POST", args=("notification",)),  # It is mara's.
    "desk:notification_read": Row((IN, 404, IN, 404, 404), "POST", args=("notification",)),
    # The settings
    "desk:settings": newsroom(),
    "desk:people": admins(shows=("person", "invitation")),
    "desk:invite": admins(400, "POST"),
    "desk:people_leaving": admins(IN),  # Nobody was chosen.
    "desk:people_bulk": admins(IN, "POST"),
    "desk:person": admins(args=("person",)),
    "desk:person_active": admins(IN, "POST", args=("person",)),
    "desk:invitation_again": admins(IN, "POST", args=("invitation",)),
    "desk:invitation_withdraw": admins(IN, "POST", args=("invitation",)),
    "desk:scales": admins(),
    "desk:scale_new": admins(),
    "desk:scale_edit": admins(args=("scale",)),
    "desk:scale_use": admins(IN, "POST", args=("scale",)),
    "desk:topics": editors(shows=("topic",)),
    "desk:topic": editors(args=("topic",)),
    "desk:topic_move": editors(IN, "POST", args=("topic",)),
    "desk:topic_use": editors(IN, "POST", args=("topic",)),
    "desk:checklist": editors(shows=("item",)),
    "desk:checklist_item": editors(args=("item",)),
    "desk:checklist_move": editors(IN, "POST", args=("item",)),
    "desk:checklist_use": editors(IN, "POST", args=("item",)),
    "desk:review_rules": admins(),
    "desk:identity": admins(),
    "desk:policies": editors(),
    "desk:policy": editors(args=("kind",)),
    "desk:speakers": editors(shows=("speaker",)),
    "desk:speaker": editors(args=("speaker",)),
    "desk:view_save": Row((IN, 400, 400, 400, 400), "POST"),
    "desk:views": newsroom(shows=("view",)),
    "desk:view_begin": Row((IN, IN, IN, IN, IN), "POST"),
    "desk:view_edit": write(403, 403, 400, "view"),
    "desk:view_delete": Row((IN, 403, 403, IN, 404), "POST", args=("view",)),  # The editor's request deletes it.
    "desk:tokens": newsroom(shows=("prefix",)),
    "desk:token_revoke": Row((IN, 404, 404, 404, IN), "POST", args=("prefix",)),  # Not theirs, but for the admin.
    "desk:notification_settings": newsroom(),
    "desk:account": newsroom(),
    "desk:sign_out_everywhere": Row((IN, IN, IN, IN, IN), "POST"),
    "desk:invitation": public(404, args=("key",)),
    "desk:nothing_here": Row((IN, 404, 404, 404, 404), args=("path",)),
    "desk:comment_resolve": write(403, IN, IN, "comment"),
}


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the project with its full name; nameless ones go by their pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


def own_addresses() -> set[str]:
    # The admin's are looked at below, the API's in tests/api, each with every method.
    return {name for name, _ in addresses() if not name.startswith(("admin:", "api:"))}


def test_every_address_has_a_row() -> None:
    assert own_addresses() == set(TABLE)


@pytest.fixture
def clients(vic: User, mara: User, ed: User, ada: User) -> dict[str, Client]:
    """A browser of everybody in WHO, signed in."""
    clients = {who: Client() for who in WHO}
    for who, user in {"vic": vic, "mara": mara, "ed": ed, "ada": ada}.items():
        clients[who].force_login(user)
    return clients


@pytest.fixture
def address_of(claim_in: Callable[..., Claim], story: Article, mara: User, ada: User) -> Callable[[str, Row], str]:
    made: dict[str, Callable[[], object]] = {
        "table": lambda: "backlog",
        "path": lambda: "nothing-of-this-name/",
        "slug": lambda: "no-such-check",
        "uid": lambda: "1",
        "key": lambda: "nonsense",
        "action": lambda: Action.DISMISS,
        "article": lambda: story.pk,
        "job": lambda: story.jobs.get().pk,
        "kind": lambda: "about",
        "prefix": lambda: (
            create_token(actor=make_user(Role.VIEWER, "Tok Bell"), name="x", scope="read", days=1)[0].prefix
        ),
        "view": lambda: save_view(actor=story.created_by, name="Late", query="due=overdue", is_shared=True).pk,
        "source": lambda: Source.objects.create(title="Ledger", created_by=ada).pk,
        "speaker": lambda: Speaker.objects.create(name="Lena Okafor").pk,
        "topic": lambda: Topic.objects.create(name="Harbours").pk,
        "item": lambda: ChecklistItem.objects.create(name="Every figure has its source").pk,
        "submission": lambda: send_in(kind=SubmissionKind.CLAIM, text="The pier was closed in 1987.")[0].pk,
        "step": lambda: "decline",
        "scale": lambda: RatingScale.objects.get(is_current=True).pk,
        "person": lambda: make_user(Role.CHECKER, "Noor Haddad").pk,
        "invitation": lambda: invite_person(actor=ada, email="new@example.org", role=Role.CHECKER).pk,
    }

    def address_of(name: str, row: Row) -> str:
        args = {key: made[key]() for key in (*row.args, *row.shows) if key in made}
        if {"claim", "evidence", "reply", "comment", "point"} & set(row.args):
            claim = claim_in(row.state)
            args["claim"] = args["other"] = claim.pk
            if row.state == State.CHECKING:
                complete(mara, claim)
                args["evidence"] = fresh(claim).evidence.get().pk
                args["reply"] = ask(mara, claim).pk
            args["point"] = getattr(ReviewPoint.objects.first(), "pk", None)
            args["comment"] = add_comment(actor=mara, claim_id=claim.pk, body="Who counted?").pk
        if "notification" in row.args:
            claim_in(State.ASSIGNED)
            args["notification"] = mara.notifications.get().pk
        if name == "account_reset_password_from_key":
            return reverse(name, kwargs={"uidb36": "1", "key": "nonsense"})
        return reverse(name, args=[args[key] for key in row.args])

    return address_of


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_gets_what(name: str, clients: dict[str, Client], address_of: Callable[[str, Row], str]) -> None:
    row = TABLE[name]
    address = address_of(name, row)
    form = "application/x-www-form-urlencoded"
    got = [clients[who].generic(row.method, address, content_type=form).status_code for who in WHO]
    assert got == list(row.statuses), address


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.method == "POST"))
def test_nothing_is_written_by_a_link(
    name: str, client: Client, ed: User, address_of: Callable[[str, Row], str]
) -> None:
    client.force_login(ed)
    # The action's page has a form for people without JavaScript; reading it writes nothing.
    expected = 200 if name == "desk:claim_action" else 405
    address = address_of(name, TABLE[name])
    claims = list(Claim.objects.order_by("pk").values_list("pk", "version"))
    assert client.get(address).status_code == expected
    assert list(Claim.objects.order_by("pk").values_list("pk", "version")) == claims


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_only_an_admin_sees_djangos_admin(model: type, clients: dict[str, Client]) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for who, status in zip(WHO, (302, 302, 302, 302, 200), strict=True):
        assert clients[who].get(address).status_code == status, who


@pytest.mark.parametrize("name", ["desk:article", "desk:claim", "desk:article_text"])
@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_what_is_not_there_is_not_found(name: str, pk: int, client: Client, ed: User) -> None:
    client.force_login(ed)
    assert client.get(reverse(name, args=[pk])).status_code == 404
