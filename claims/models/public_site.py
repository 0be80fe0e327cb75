"""Where published checks stand on the readers' site, and how far writing the whole of it has come."""

from django.db import models
from django.db.models import Max, Q

from claims.models.claim import Claim
from claims.models.verdict import PublicRevision


class Placements(models.QuerySet["Placement"]):
    def total(self, listing: str) -> int:
        """The highest number in the list, 0 for an empty one."""
        return self.filter(listing=listing).aggregate(last=Max("number"))["last"] or 0


class Placement(models.Model):
    """A check's number in one list of the public site, or a correction's in the list of corrections.

    Numbers count up from 1 in the order of coming in, and are kept: so the page of a list on which an item stands is
    known, and stays (publishing/paging.py). What left the list keeps its number with `is_shown` off.
    """

    listing = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="placements")
    # The one that corrected the check; None where the check itself is listed.
    correction = models.ForeignKey(PublicRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_shown = models.BooleanField(default=True)

    objects = Placements.as_manager()

    class Meta:
        ordering = ["listing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "number"], name="place_in_a_list_once"),
            models.UniqueConstraint(
                fields=["claim", "listing"], condition=Q(correction=None), name="check_once_in_a_list"
            ),
            models.UniqueConstraint(fields=["correction", "listing"], name="correction_once_in_a_list"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.number}"


class SiteBuild(models.Model):
    """How far writing every public page has come; one row. Whoever goes on with it begins at `listing` and `number`."""

    # Of everything but the checks that the pages depend on: templates, stylesheet, the newsroom's name ...
    fingerprint = models.CharField(max_length=64, blank=True)
    listing = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=0)
    is_finished = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_build_of_the_site")]

    def __str__(self) -> str:
        return "finished" if self.is_finished else f"{self.listing} {self.number}"
