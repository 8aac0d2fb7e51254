"""Lists of a million figures: names to sort by, one source among many, what has no number."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0005_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='indicator',
            index=models.Index(fields=['name', 'id'], name='libraries_indicator_by_name'),
        ),
        migrations.AddIndex(
            model_name='period',
            index=models.Index(fields=['end', 'is_example', 'id'], name='libraries_period_by_end'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['source', 'figure'], name='libraries_reading_by_source'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['publication', 'figure'], name='libraries_reading_quoted'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(condition=models.Q(('state', 'value'), _negated=True), fields=['id'], name='libraries_reading_without'),
        ),
        migrations.AddIndex(
            model_name='scope',
            index=models.Index(fields=['name', 'id'], name='libraries_scope_by_name'),
        ),
    ]
