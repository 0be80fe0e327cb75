"""Articles and their immutable texts."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.people import User
from claims.vocabulary import Reuse


class Article(models.Model):
    """A text that came in to be checked. Its words live in snapshots; this row says where it comes from."""

    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    # "pt-BR"; where nobody has said it, the splitter tells it from the text. Empty: not known.
    language = models.CharField(_("language"), max_length=16, blank=True, default="")
    # The annotated article's address, given when its first check is published, for good.
    slug = models.SlugField(max_length=100, unique=True, null=True, blank=True)
    reuse = models.CharField(_("what readers may be shown of it"), max_length=8, choices=Reuse, default=Reuse.QUOTE)
    licence = models.CharField(_("licence line"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="article_newest"),
            GinIndex(words.ARTICLE, name="article_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(reuse__in=Reuse.values), name="article_reuse_is_known"),
            models.CheckConstraint(
                condition=~models.Q(reuse=Reuse.LICENSED) | ~models.Q(licence=""), name="licensed_article_says_so"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current_snapshot(self) -> Snapshot:
        """The newest version of the text. Every article has at least one."""
        snapshot = self.snapshots.order_by("-number").first()
        if snapshot is None:
            raise Snapshot.DoesNotExist(f"article {self.pk} has no snapshot")
        return snapshot


class Snapshot(models.Model):
    """One version of an article's text. Refused UPDATE, DELETE and TRUNCATE by a trigger.

    `text` holds line breaks as LF only; offsets everywhere count its Unicode code points.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    char_count = models.PositiveIntegerField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="snapshot_number_once_an_article"),
            models.CheckConstraint(
                condition=models.Q(char_count=models.functions.Length("text")), name="snapshot_char_count_is_true"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"
