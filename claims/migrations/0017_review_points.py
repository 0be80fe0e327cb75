import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Who has reviewed a claim before this was remembered has read the newest revision that they reviewed.
LOOKS = """
INSERT INTO claims_look (claim_id, reader_id, revision_id, looked_at)
SELECT DISTINCT ON (revision.claim_id, review.reviewer_id)
    revision.claim_id, review.reviewer_id, revision.id, review.created_at
FROM claims_review review JOIN claims_revision revision ON revision.id = review.revision_id
ORDER BY revision.claim_id, review.reviewer_id, revision.number DESC, review.id DESC
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0015_uploads'),
    ]

    operations = [
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('looked_at', models.DateTimeField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='claims.claim')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('claim', 'reader'), name='one_look_a_person_of_a_claim')],
            },
        ),
        migrations.CreateModel(
            name='ReviewPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('part', models.CharField(choices=[('rating', 'Rating'), ('wording', 'Wording'), ('summary', 'Summary'), ('explanation', 'Explanation'), ('not_found', 'What could not be found out'), ('evidence', 'Evidence'), ('reply', 'Right of reply'), ('other', 'Something else')], max_length=16)),
                ('piece', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('quote', models.TextField(blank=True, verbose_name='passage')),
                ('reason', models.TextField(verbose_name='reason')),
                ('is_done', models.BooleanField(default=False)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='claims.review')),
            ],
            options={
                'ordering': ['review', 'number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='point_number_once_a_review'), models.CheckConstraint(condition=models.Q(('part__in', ['rating', 'wording', 'summary', 'explanation', 'not_found', 'evidence', 'reply', 'other'])), name='point_part_is_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='point_says_why'), models.CheckConstraint(condition=models.Q(('piece__isnull', True), models.Q(('part', 'evidence'), ('piece__gte', 1)), _connector='OR'), name='point_names_a_piece_of_the_evidence_alone')],
            },
        ),
        migrations.RunSQL(LOOKS, migrations.RunSQL.noop),
    ]
