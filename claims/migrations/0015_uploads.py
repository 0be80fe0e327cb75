"""Sources can be files, have versions, and a history of their own; their addresses are searched word by word."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0013_notifications'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_is_of_one_thing',
        ),
        migrations.RemoveIndex(
            model_name='source',
            name='source_words',
        ),
        migrations.AddField(
            model_name='event',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='claims.source'),
        ),
        migrations.AddField(
            model_name='source',
            name='file',
            field=models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file'),
        ),
        migrations.AddField(
            model_name='source',
            name='file_name',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='source',
            name='media_type',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='source',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='source',
            name='size',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='source',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('title', 'publisher', models.Func(models.F('url'), models.Value('/.-_?=&:#+~,'), models.Value('            '), function='translate', output_field=models.CharField()), config='simple'), name='source_words'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area', ''), ('article__isnull', True), ('claim__isnull', False), ('source__isnull', True)), models.Q(('area', ''), ('article__isnull', False), ('claim__isnull', True), ('source__isnull', True)), models.Q(('area', ''), ('article__isnull', True), ('claim__isnull', True), ('source__isnull', False)), models.Q(('article__isnull', True), ('claim__isnull', True), ('source__isnull', True), models.Q(('area', ''), _negated=True)), _connector='OR'), name='event_is_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(condition=models.Q(('source__isnull', False)), fields=('source', 'number'), name='event_number_once_a_source'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('sha256',), name='source_once_a_file'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('sha256', ''), ('size', 0)), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), models.Q(('media_type', ''), _negated=True)), _connector='OR'), name='source_file_is_described'),
        ),
    ]
