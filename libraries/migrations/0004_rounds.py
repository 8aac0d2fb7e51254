"""What was handed in with a round of questions is judged with it.

On SQLite a new column with a default rebuilds the table and takes its guards with it: they go down
before and up again after.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F

guards = import_module("libraries.migrations.0002_guards")
now = import_module("libraries.migrations.0003_corrections").NEW


def mark_rounds(apps, schema_editor):
    """Mark what waits for a review: a figure over a part of its year was asked in a round."""
    apps.get_model("libraries", "Reading").objects.filter(
        workflow="submitted", revises__isnull=True
    ).exclude(figure__period__kind=F("figure__indicator__period_kind")).update(with_round=True)


class Migration(migrations.Migration):
    dependencies = [("libraries", "0003_corrections")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, now),
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, now),
        ),
        migrations.AddField(
            model_name="reading",
            name="with_round",
            field=models.BooleanField(
                default=False,
                help_text="It was asked with other questions and is judged with them.",
                verbose_name="handed in with a round",
            ),
        ),
        migrations.RunPython(mark_rounds, migrations.RunPython.noop),
        migrations.RunPython(
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, now),
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, now),
        ),
    ]
