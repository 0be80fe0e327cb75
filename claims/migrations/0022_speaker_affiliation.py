from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0021_asked_for_a_review'),
    ]

    operations = [
        migrations.AddField(
            model_name='speaker',
            name='affiliation',
            field=models.CharField(blank=True, max_length=120, verbose_name='party or group'),
        ),
        migrations.AlterField(
            model_name='event',
            name='area',
            field=models.CharField(blank=True, choices=[('people', 'People and roles'), ('scales', 'Rating scales'), ('topics', 'Topics'), ('speakers', 'Speakers'), ('checklist', 'Review checklist'), ('review', 'Review rules'), ('identity', 'Publication'), ('policies', 'Policy pages'), ('views', 'Saved views'), ('tokens', 'API tokens'), ('notifications', 'Notifications'), ('account', 'My account')], max_length=16),
        ),
    ]
