"""Rating scales. A scale in use never changes: a new version is a new row, and old verdicts keep theirs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import RatingKind, Tone


class RatingScale(models.Model):
    name = models.CharField(_("name"), max_length=100)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="scale_version_once_a_name"),
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_current_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Rating(models.Model):
    """One value of a scale. On the axis it has a number, 1 the falsest; off it, none."""

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    slug = models.SlugField(max_length=50)
    label = models.CharField(_("label"), max_length=60)
    meaning = models.CharField(_("meaning"), max_length=300)
    kind = models.CharField(max_length=16, choices=RatingKind)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    tone = models.CharField(max_length=20, choices=Tone, default=Tone.NONE)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_slug_once_a_scale"),
            models.CheckConstraint(
                condition=Q(kind=RatingKind.ON_AXIS, value__gte=1) | Q(kind=RatingKind.OFF_AXIS, value__isnull=True),
                name="rating_has_a_number_only_on_the_axis",
            ),
            models.CheckConstraint(condition=Q(tone__in=Tone.values), name="rating_tone_is_known"),
        ]

    def __str__(self) -> str:
        return self.label
