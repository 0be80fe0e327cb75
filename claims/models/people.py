"""The people of the newsroom, their API tokens, and the newsroom itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import NamesShown, Role

# The salt that Django uses for this, so that sessions from before stay.
_SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


class User(AbstractUser):
    """A person of the newsroom. Signs in by e-mail; `username` is the handle used in mentions."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.VIEWER)

    language = models.CharField(_("language"), max_length=16, blank=True)  # One of LANGUAGES; "": the newsroom's.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # "": the newsroom's.
    # What the queue shows when nothing else is asked for; none: all open work.
    queue_view = models.ForeignKey(
        "claims.SavedView", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How they are told of each NotificationKind, where that is not as delivery/preferences.py has it for everybody.
    told_how = models.JSONField(default=dict, blank=True)
    # Whether readers find them on the page about the team, and as what.
    is_on_team_page = models.BooleanField(_("show me on the public page about the team"), default=False)
    team_line = models.CharField(_("what I do here"), max_length=200, blank=True)
    digest_on = models.DateField(null=True, blank=True)  # The day of the last daily digest.
    # How often this person was signed out everywhere: a part of what a session is checked against.
    sign_outs = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["username", "name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_its_case"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.username

    def language_in(self, newsrooms: str) -> str:
        """The language to speak to this person in. `newsrooms`: that of the newsroom's site."""
        return spoken(self.language or newsrooms)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own, over `sign_outs` too: raising it ends every session, and no later change revives one."""
        value = self.password + (f":{self.sign_outs}" if self.sign_outs else "")
        return salted_hmac(_SESSION_SALT, value, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


def spoken(code: str) -> str:
    """The language of the interface nearest to `code`: "de" for "de-at", English for what we do not speak."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


class Invitation(models.Model):
    """An offer of an account, sent by mail. Its link is signed and holds `nonce`: another nonce, and it is dead."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    nonce = models.CharField(max_length=43)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # When the mail last left.
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_address",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="accepted_invitation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Whether it was neither accepted nor withdrawn; it may have expired."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()


def _english() -> list[str]:
    return ["en"]


class Newsroom(models.Model):
    """The one newsroom of this installation: what readers see of it, and its rules."""

    name = models.CharField(_("name"), max_length=150, default="Factcheck")
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    language = models.CharField(_("language"), max_length=16, default="en")
    # What stands for the newsroom where its name is too long, and where it can be written to.
    logo_text = models.CharField(_("logo text"), max_length=40, blank=True)
    postal_address = models.TextField(_("postal address"), max_length=500, blank=True)
    # Codes of all languages it publishes in; `language`, that of its site, is the first of them.
    languages = ArrayField(models.CharField(max_length=16), default=_english)
    # Under which machines may use the data of the checks; none is named where it is empty.
    data_licence = models.URLField(_("licence of the data"), max_length=300, blank=True)
    # These two hold for verdicts sent to review from now on: each revision keeps those it was sent under.
    approvals_needed = models.PositiveSmallIntegerField(_("approvals a verdict needs"), default=1)
    reviews_are_blind = models.BooleanField(_("blind review"), default=False)
    names_shown = models.CharField(_("who wrote and who approved"), max_length=8, choices=NamesShown, default="names")
    # Else it is only advised.
    speaker_must_be_asked = models.BooleanField(_("the speaker must have been asked"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="newsroom_is_one"),
            models.CheckConstraint(
                condition=models.Q(approvals_needed__gte=1, approvals_needed__lte=3),
                name="newsroom_needs_1_to_3_approvals",
            ),
            models.CheckConstraint(
                condition=models.Q(names_shown__in=NamesShown.values), name="newsroom_names_shown_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Newsroom:
        """The newsroom's row; it is written with the migrations."""
        return cls.objects.get(id=1)

    @classmethod
    def speaking(cls) -> translation.override:
        """`with` this, gettext speaks the newsroom's language: for words that are kept, and that all will read."""
        return translation.override(spoken(cls.current().language))


class ApiToken(models.Model):
    """A key to the API that acts as its owner. Only its SHA-256 is stored; the token itself is shown once."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=16), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()
