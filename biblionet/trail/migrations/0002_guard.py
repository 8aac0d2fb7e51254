"""What stands in the trail is not changed any more, by nobody."""

from django.db import migrations


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION guard_step_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'guard:step_unchanged' USING ERRCODE = '23514'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER guard_step_unchanged BEFORE UPDATE ON trail_step"
            " FOR EACH ROW EXECUTE FUNCTION guard_step_unchanged()"
        )
    else:
        schema_editor.execute(
            "CREATE TRIGGER guard_step_unchanged BEFORE UPDATE ON trail_step"
            " BEGIN SELECT RAISE(ABORT, 'guard:step_unchanged'); END"
        )


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER guard_step_unchanged ON trail_step")
        schema_editor.execute("DROP FUNCTION guard_step_unchanged()")
    else:
        schema_editor.execute("DROP TRIGGER guard_step_unchanged")


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
