"""Where published checks stand on the readers' site, and how far writing the whole of it has come."""

from django.db import models
from django.db.models import Max, Q

from claims.models.claim import Claim
from claims.models.rating import Rating
from claims.models.verdict import PublicRevision
from claims.vocabulary import AddressKind


class Address(models.Model):
    """A slug that was given, once and for all: whatever becomes of its owner, nothing else is ever given it.

    `owner` is the id of the claim, topic or speaker; of its slugs the newest is its address, the others lead there.
    """

    kind = models.CharField(max_length=16, choices=AddressKind)
    slug = models.SlugField(max_length=100)
    owner = models.PositiveBigIntegerField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "addresses"
        indexes = [models.Index(fields=["kind", "owner"], name="address_of_owner")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="address_given_once"),
            models.CheckConstraint(condition=Q(kind__in=AddressKind.values), name="address_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class PublicList(models.Model):
    """A list of the readers' site, and how many checks stand in it: counted with each placing, never anew.

    `key` is "checks", "corrections", "topic/<slug>", "speaker/<slug>" or "month/2026-11"; `kind` its first part.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=16)
    checks = models.PositiveIntegerField(default=0)
    # Of a speaker: the first letters of the name, as publishing/alphabet.py has them.
    initials = models.CharField(max_length=8, blank=True)
    # Somebody changed what its pages say of the topic or the speaker; they are to be written anew.
    is_stale = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
        indexes = [
            models.Index(fields=["kind", "key"], name="public_list_of_kind"),
            models.Index(fields=["kind", "initials"], name="public_list_of_initials"),
            models.Index(fields=["key"], name="public_list_stale", condition=Q(is_stale=True)),
        ]

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How many checks of a list have a rating."""

    public_list = models.ForeignKey(PublicList, on_delete=models.CASCADE, related_name="tallies")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    checks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["public_list", "rating"]
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["public_list", "rating"], name="tally_once_a_list")]

    def __str__(self) -> str:
        return f"{self.public_list}: {self.checks}"


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
    # The one that the check is counted under in the list's tallies; None where it is not counted.
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

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
