"""When approved verdicts are to be published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.people import User
from claims.models.verdict import Revision
from claims.vocabulary import ChangeClass


class Schedule(models.Model):
    """An exact revision that is published at a given time, in the name of whoever decided so.

    It lasts as long as the claim stays approved. `change` is FIRST, or the class of a correction, with its `reason`.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="schedule")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(_("publish at"), db_index=True)
    change = models.CharField(max_length=16, choices=ChangeClass, blank=True)
    reason = models.TextField(blank=True)
    scheduled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["publish_at", "id"]

    def __str__(self) -> str:
        return f"claim {self.claim_id} at {self.publish_at:%Y-%m-%d %H:%M}"
