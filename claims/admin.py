"""Django's admin as a support tool: it shows every row, and changes only people's roles and whether they may come in.

It never touches the workflow; that is done at the desk, by the actions, with an event for each change.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import models, workflow
from claims.actions.errors import ActionError
from claims.actions.people import change_person

admin.site.site_header = admin.site.site_title = _("Support")
admin.site.index_title = _("Everything in the database, to look at")
# People sign in in one place only, with its limits on guessing.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Other apps' pages write: they are loaded now, so that they do not come after this, and taken off.
for _app in ("allauth.account", "django.contrib.auth"):
    import_module(f"{_app}.admin")
for _model in list(admin.site._registry):
    admin.site.unregister(_model)


class ToLookAt(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows rows; adds, changes and deletes none."""

    list_per_page = 50
    show_full_result_count = False
    actions = None
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the page itself offers to filter by: a lookup of any field would answer guesses at passwords."""
        offered = {one if isinstance(one, str) else one[0] for one in self.list_filter}
        return lookup.removesuffix("__exact").removesuffix("__isnull") in offered

    def has_module_permission(self, request: HttpRequest) -> bool:
        return workflow.may_administer(request.user)  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may_administer(request.user)  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.User)
class UserAdmin(ToLookAt):
    list_display = ["name", "username", "email", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "username", "email"]
    fields = ["name", "username", "email", "role", "is_active", "is_staff", "date_joined", "last_login"]
    readonly_fields = ["name", "username", "email", "is_staff", "date_joined", "last_login"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request) and obj != request.user

    def save_model(self, request: HttpRequest, obj: models.User, form: Any, change: Any) -> None:
        try:
            change_person(actor=request.user, person_id=obj.pk, role=obj.role, is_active=obj.is_active)  # type: ignore[arg-type]
        except ActionError as error:
            raise PermissionDenied(str(error)) from error


@admin.register(models.ApiToken)
class ApiTokenAdmin(ToLookAt):
    list_display = ["prefix", "name", "owner", "scopes", "expires_at", "revoked_at", "last_used_at"]
    list_select_related = ["owner"]
    search_fields = ["prefix", "name", "owner__email"]
    exclude = ["sha256"]


@admin.register(models.Newsroom)
class NewsroomAdmin(ToLookAt):
    list_display = ["name", "contact_email"]


@admin.register(models.Invitation)
class InvitationAdmin(ToLookAt):
    list_display = ["email", "role", "invited_by", "sent_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["invited_by"]
    search_fields = ["email"]
    exclude = ["nonce"]


@admin.register(models.Topic)
class TopicAdmin(ToLookAt):
    list_display = ["name", "description", "position", "is_active"]


@admin.register(models.ChecklistItem)
class ChecklistItemAdmin(ToLookAt):
    list_display = ["name", "is_required", "position", "is_active"]


@admin.register(models.PolicyPage)
class PolicyPageAdmin(ToLookAt):
    list_display = ["kind", "reviewed_on", "updated_at"]


@admin.register(models.Article)
class ArticleAdmin(ToLookAt):
    list_display = ["title", "publisher", "published_on", "created_by", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["title", "url"]


@admin.register(models.Snapshot)
class SnapshotAdmin(ToLookAt):
    list_display = ["article", "number", "char_count", "sha256", "created_at"]
    list_select_related = ["article"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # The texts are long; the page of one snapshot reads its own.
        return super().get_queryset(request).defer("text")


@admin.register(models.Speaker)
class SpeakerAdmin(ToLookAt):
    list_display = ["name", "description"]
    search_fields = ["name"]


@admin.register(models.Claim)
class ClaimAdmin(ToLookAt):
    list_display = ["id", "text", "state", "checker", "priority", "is_public", "version", "updated_at"]
    list_filter = ["state", "priority", "origin", "is_public"]
    list_select_related = ["checker"]
    search_fields = ["quote", "wording", "slug"]


@admin.register(models.Source)
class SourceAdmin(ToLookAt):
    list_display = ["title", "url", "file_name", "publisher", "created_at"]
    exclude = ["file"]  # Handed out by the desk alone.
    search_fields = ["title", "url"]


@admin.register(models.Evidence)
class EvidenceAdmin(ToLookAt):
    list_display = ["id", "claim", "source", "stance", "is_primary", "version"]
    list_select_related = ["claim", "source"]


@admin.register(models.Reply)
class ReplyAdmin(ToLookAt):
    list_display = ["id", "claim", "person", "way", "asked_on", "due_on", "status", "version"]
    list_filter = ["status"]
    list_select_related = ["claim"]


@admin.register(models.Capture)
class CaptureAdmin(ToLookAt):
    list_display = ["source", "state", "captured_at", "error"]
    list_filter = ["state"]
    list_select_related = ["source"]


@admin.register(models.RatingScale)
class RatingScaleAdmin(ToLookAt):
    list_display = ["name", "version", "is_current"]


@admin.register(models.Rating)
class RatingAdmin(ToLookAt):
    list_display = ["label", "scale", "kind", "value", "position"]
    list_select_related = ["scale"]


@admin.register(models.Verdict)
class VerdictAdmin(ToLookAt):
    list_display = ["claim", "rating", "version", "updated_at"]
    list_select_related = ["claim", "rating"]


@admin.register(models.Revision)
class RevisionAdmin(ToLookAt):
    list_display = ["claim", "number", "author", "rating", "created_at"]
    list_select_related = ["claim", "author", "rating"]


@admin.register(models.Review)
class ReviewAdmin(ToLookAt):
    list_display = ["revision", "reviewer", "decision", "override_reason", "created_at"]
    list_filter = ["decision"]
    list_select_related = ["revision", "reviewer"]


@admin.register(models.ReviewPoint)
class ReviewPointAdmin(ToLookAt):
    list_display = ["review", "number", "part", "piece", "is_done", "answered_by", "answered_at"]
    list_filter = ["part", "is_done"]
    list_select_related = ["review__revision", "answered_by"]


@admin.register(models.PublicRevision)
class PublicRevisionAdmin(ToLookAt):
    list_display = ["claim", "number", "change", "published_by", "published_at"]
    list_filter = ["change"]
    list_select_related = ["claim", "published_by"]


@admin.register(models.Comment)
class CommentAdmin(ToLookAt):
    list_display = ["claim", "author", "body", "created_at", "resolved_at"]
    list_select_related = ["claim", "author"]


@admin.register(models.Job)
class JobAdmin(ToLookAt):
    exclude = ["result"]  # Megabytes, for some.
    list_display = ["id", "kind", "state", "attempts", "progress", "run_after", "error"]
    list_filter = ["state", "kind"]


@admin.register(models.Event)
class EventAdmin(ToLookAt):
    list_display = ["id", "kind", "claim", "article", "area", "number", "actor", "created_at"]
    list_filter = ["area", "kind"]
    list_select_related = ["claim", "article", "actor"]


@admin.register(models.Notification)
class NotificationAdmin(ToLookAt):
    list_display = ["id", "person", "kind", "claim", "how", "created_at", "read_at", "mailed_at"]
    list_filter = ["kind", "how"]
    list_select_related = ["person", "claim"]
