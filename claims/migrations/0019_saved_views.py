import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0018_reviewer'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='area',
            field=models.CharField(blank=True, choices=[('people', 'People and roles'), ('scales', 'Rating scales'), ('topics', 'Topics'), ('checklist', 'Review checklist'), ('review', 'Review rules'), ('identity', 'Publication'), ('policies', 'Policy pages'), ('views', 'Saved views'), ('tokens', 'API tokens'), ('account', 'My account')], max_length=16),
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=2000)),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with the newsroom')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name'), 'id'],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='queue_view',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='claims.savedview'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('name'), condition=models.Q(('is_shared', False)), name='own_view_name_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('is_shared', True)), name='shared_view_name_once'),
        ),
    ]
