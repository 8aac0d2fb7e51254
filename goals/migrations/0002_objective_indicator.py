"""Which indicators show how far an objective came: figures beside the goal they belong to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0001_initial'),
        ('libraries', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='ObjectiveIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shows', to='libraries.indicator', verbose_name='indicator')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_by', to='goals.objective')),
            ],
            options={
                'verbose_name': 'indicator of an objective',
                'verbose_name_plural': 'indicators of objectives',
                'ordering': ('objective', 'order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('objective', 'indicator'), name='goals_objectiveindicator_once', violation_error_message='This indicator belongs to the objective already.')],
            },
        ),
    ]
