"""Articles get their public address and what may be shown of them; the newsroom says whether names are shown."""

import re

from django.db import migrations, models
from django.utils.text import slugify


def give_addresses(apps, schema_editor):
    """As actions/addresses.py gives them, to the articles that have a published check already."""
    Article, Address = apps.get_model("claims", "Article"), apps.get_model("claims", "Address")
    taken = set()
    for article in Article.objects.filter(claims__slug__isnull=False).distinct().order_by("id"):
        words = re.sub(r"[-_]+", "-", slugify(article.title)).strip("-")
        base = (words[:70].rpartition("-")[0] or words[:70]) if len(words) > 70 else words or f"article-{article.pk}"
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        Article.objects.filter(pk=article.pk).update(slug=slug)
        Address.objects.create(kind="article", slug=slug, owner=article.pk)


KINDS = [("check", "Check"), ("topic", "Topic"), ("speaker", "Speaker"), ("article", "Article")]
REUSE = [
    ("quote", "Somebody else’s: only the quoted claims, with a little of the text around them"),
    ("own", "Our own: the full text"),
    ("licensed", "Licensed to us: the full text, with the line below"),
]
NAMES = [("names", "Their names"), ("roles", "What they did, without names"), ("none", "Nothing")]


class Migration(migrations.Migration):
    dependencies = [("claims", "0055_cited_evidence")]

    operations = [
        migrations.AddField("article", "slug", models.SlugField(max_length=100, unique=True, null=True, blank=True)),
        migrations.AddField(
            "article",
            "reuse",
            models.CharField(
                choices=REUSE, default="quote", max_length=8, verbose_name="what readers may be shown of it"
            ),
        ),
        migrations.AddField(
            "article", "licence", models.CharField(blank=True, max_length=300, verbose_name="licence line")
        ),
        migrations.AddField(
            "newsroom",
            "names_shown",
            models.CharField(
                choices=NAMES, default="names", max_length=8, verbose_name="who wrote and who approved"
            ),
        ),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=models.Q(reuse__in=["quote", "own", "licensed"]), name="article_reuse_is_known"
            ),
        ),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=~models.Q(reuse="licensed") | ~models.Q(licence=""), name="licensed_article_says_so"
            ),
        ),
        migrations.AddConstraint(
            "newsroom",
            models.CheckConstraint(
                condition=models.Q(names_shown__in=["names", "roles", "none"]), name="newsroom_names_shown_is_known"
            ),
        ),
        migrations.RemoveConstraint("address", "address_kind_is_known"),
        migrations.AlterField("address", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AddConstraint(
            "address",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _label in KINDS]), name="address_kind_is_known"
            ),
        ),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
    ]
