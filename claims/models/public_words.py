"""What readers can search: the words of the checks that stand."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.models.claim import Claim
from claims.models.verdict import PublicRevision


class PublicWords(models.Model):
    """The words of a check as readers see it, kept by the site's one writer. A check that does not stand has no row."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="+")
    public = models.ForeignKey(PublicRevision, on_delete=models.CASCADE, related_name="+")
    words = SearchVectorField()

    class Meta:
        verbose_name_plural = "public words"
        indexes = [GinIndex(fields=["words"], name="public_words")]

    def __str__(self) -> str:
        return f"words of {self.claim_id}"
