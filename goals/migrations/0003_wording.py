"""What editors write at a chart instead of the drafted sentence, with the figures it was for."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0002_objective_indicator'),
        ('libraries', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('text', models.TextField(blank=True, max_length=600, verbose_name='sentence')),
                ('drafted', models.TextField(verbose_name='drafted sentence')),
                ('figures', models.JSONField(default=dict, verbose_name='figures it was written for')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.indicator', verbose_name='indicator')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='goals.objective')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='libraries.period', verbose_name='period')),
            ],
            options={
                'verbose_name': 'sentence at a chart',
                'verbose_name_plural': 'sentences at charts',
                'ordering': ('objective', 'indicator', 'period', '-number'),
                'constraints': [models.UniqueConstraint(fields=('objective', 'indicator', 'period', 'number'), name='goals_wording_number_once', violation_error_message='This version exists already.')],
            },
        ),
    ]
