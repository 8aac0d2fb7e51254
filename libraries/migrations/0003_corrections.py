"""Why an accepted reading was corrected, and which one it confirms.

On SQLite a new constraint rebuilds the table and takes its guards with it: they go down before and
up again after, now guarding the new columns too.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

guards = import_module("libraries.migrations.0002_guards")
OLD = [one for one in guards.GUARDS if one[1] == "libraries_reading"]
KEPT = "NEW.explanation IS DISTINCT FROM OLD.explanation"
NEW_ONES = "".join(
    f" OR NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("confirms_id", "correction")
)
NEW = [(*rest, fault.replace(KEPT, KEPT + NEW_ONES)) for *rest, fault in OLD]


class Migration(migrations.Migration):
    dependencies = [
        ('libraries', '0002_guards'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, OLD),
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, OLD),
        ),
        migrations.AddField(
            model_name='reading',
            name='confirms',
            field=models.ForeignKey(blank=True, help_text='The reading of the period before that somebody said still holds.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_by', to='libraries.reading', verbose_name='confirms'),
        ),
        migrations.AddField(
            model_name='reading',
            name='correction',
            field=models.CharField(blank=True, choices=[('', 'no correction'), ('typed_wrong', 'typed wrong'), ('counted_again', 'counted again'), ('came_later', 'part of it came later'), ('other_definition', 'the definition was read otherwise'), ('other', 'something else')], default='', max_length=20, verbose_name='why it was corrected'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(('correction', ''), models.Q(('revises__isnull', False), models.Q(('explanation', ''), _negated=True)), _connector='OR'), name='libraries_reading_correction_says_of_what_and_why', violation_error_message='A correction says what it corrects and explains it.'),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: guards.put_up(apps, schema_editor, NEW),
            lambda apps, schema_editor: guards.take_down(apps, schema_editor, NEW),
        ),
    ]
