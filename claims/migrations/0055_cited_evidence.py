"""Evidence gets the number by which the explanation cites it; a source the day on which it came out."""

from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber


def number_evidence(apps, schema_editor):
    """In the order in which revisions have always frozen it, so that old and new numbers agree."""
    Claim, Evidence = apps.get_model("claims", "Claim"), apps.get_model("claims", "Evidence")
    numbered = Evidence.objects.annotate(
        place=Window(RowNumber(), partition_by=[F("claim")], order_by=F("id").asc())
    ).order_by("id")
    changed = []
    for piece in numbered.iterator(chunk_size=2000):
        piece.number = piece.place
        changed.append(piece)
        if len(changed) == 2000:
            Evidence.objects.bulk_update(changed, ["number"])
            changed = []
    Evidence.objects.bulk_update(changed, ["number"])
    highest = Evidence.objects.filter(claim=OuterRef("pk")).order_by().values("claim").annotate(last=Max("number"))
    Claim.objects.filter(evidence__isnull=False).update(
        evidence_numbers=Coalesce(Subquery(highest.values("last")[:1]), 0)
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0054_public_words")]

    operations = [
        migrations.AddField("claim", "evidence_numbers", models.PositiveIntegerField(default=0)),
        migrations.AddField("source", "published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
        migrations.AddField("evidence", "number", models.PositiveIntegerField(null=True)),
        migrations.RunPython(number_evidence, migrations.RunPython.noop),
        migrations.AlterField("evidence", "number", models.PositiveIntegerField()),
        migrations.AddConstraint(
            "evidence", models.UniqueConstraint(fields=["claim", "number"], name="evidence_number_once_a_claim")
        ),
    ]
