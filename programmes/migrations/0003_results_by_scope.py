"""A result says whom it is about: what is measured for each member has a result of each."""

import django.db.models.deletion
from django.db import migrations, models


def say_whom(apps, schema_editor):
    results = apps.get_model("programmes", "RequirementResult")
    for result in results.objects.select_related("requirement"):
        result.scope_id = result.requirement.measured_at_id
        result.save(update_fields=["scope"])


class Migration(migrations.Migration):
    dependencies = [
        ("libraries", "0003_corrections"),
        ("programmes", "0002_questionnaires"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="requirementresult", name="programmes_requirementresult_once"
        ),
        migrations.AddField(
            model_name="requirementresult",
            name="scope",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="libraries.scope",
            ),
        ),
        migrations.RunPython(say_whom, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="requirementresult",
            name="scope",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="libraries.scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirementresult",
            constraint=models.UniqueConstraint(
                fields=("requirement", "period", "scope"),
                name="programmes_requirementresult_once",
                violation_error_message="There already is a result for this year.",
            ),
        ),
    ]
