"""What a newsroom lists in an order of its own: the topics of claims, and what a reviewer goes through."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Listed(models.Model):
    """A row with a place. What is not wanted any more is taken out of use, so that what refers to it stays."""

    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Topic(Listed):
    """What claims are about; a claim may have several."""

    name = models.CharField(_("name"), max_length=100)
    # Given when a check of it is first published (actions/addresses.py), for good.
    slug = models.SlugField(max_length=100, unique=True, null=True, blank=True, editable=False)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="topic_name_once")]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(Listed):
    """A question that a reviewer answers. A review keeps its words: changing them here changes no review."""

    name = models.CharField(_("question"), max_length=200)
    description = models.CharField(_("help"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be ticked to approve"), default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
