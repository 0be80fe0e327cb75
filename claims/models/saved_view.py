"""Saved views: filters of the queue that somebody gave a name."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from claims.models.people import User


class SavedView(models.Model):
    """What of the queue somebody looks at again and again. `query` is its address, without the "?".

    One's own, or the newsroom's: `owner` is who saved it first.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("shared with the newsroom"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), condition=Q(is_shared=False), name="own_view_name_once"),
            models.UniqueConstraint(Lower("name"), condition=Q(is_shared=True), name="shared_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stamp(self) -> str:
        """Changes with each change: whoever changes the view says which one they saw."""
        return self.updated_at.isoformat()
