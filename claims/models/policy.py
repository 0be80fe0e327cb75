"""What a newsroom says of itself and of how it works."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import PolicyKind


class PolicyPage(models.Model):
    """One page, in markdown. `reviewed_on` is when somebody last read it and found that it still holds."""

    kind = models.CharField(max_length=16, choices=PolicyKind, unique=True)
    body = models.TextField(_("text"), blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=PolicyKind.values), name="policy_kind_is_known")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
