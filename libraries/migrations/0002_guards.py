"""Guards that a check constraint cannot be, because they look at a second row.

A value lies between the bounds of its indicator; a figure uses a definition of its own indicator;
what was submitted or accepted is never rewritten, only answered by a new reading.
The word after the colon names the guard.
"""

from django.db import migrations

BOUNDS = """
    SELECT 1 FROM libraries_figure f JOIN libraries_indicator i ON i.id = f.indicator_id
    WHERE f.id = NEW.figure_id AND NEW.value IS NOT NULL
      AND (NEW.value < i.lowest OR NEW.value > i.highest)
"""
DEFINITION = """
    SELECT 1 FROM libraries_definition d
    WHERE d.id = NEW.definition_id AND d.indicator_id <> NEW.indicator_id
"""
REWRITTEN = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}"
    for column in (
        "figure_id", "revises_id", "state", "value", "decimals", "qualifier", "method", "source",
        "publication_id", "author_id", "explanation",
    )
)
GUARDS = (
    ("reading_in_bounds", "libraries_reading", "INSERT OR UPDATE", f"EXISTS ({BOUNDS})"),
    ("figure_own_definition", "libraries_figure", "INSERT OR UPDATE", f"EXISTS ({DEFINITION})"),
    (
        "reading_not_rewritten",
        "libraries_reading",
        "UPDATE",
        f"OLD.workflow = 'accepted' AND (NEW.workflow <> 'accepted' OR {REWRITTEN})"
        f" OR OLD.workflow = 'submitted' AND NEW.workflow <> 'draft' AND ({REWRITTEN})",
    ),
)


def put_up(apps, schema_editor, guards=GUARDS):
    for name, table, events, fault in guards:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF {fault} THEN RAISE EXCEPTION 'guard:{name}' USING ERRCODE = '23514'; END IF;"
                " RETURN NEW; END $$",
                params=None,
            )
            schema_editor.execute(
                f"CREATE TRIGGER guard_{name} BEFORE {events} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION guard_{name}()",
                params=None,
            )
        else:
            for event in events.split(" OR "):
                plain = fault.replace("IS DISTINCT FROM", "IS NOT")
                schema_editor.execute(
                    f"CREATE TRIGGER guard_{name}_{event.lower()} BEFORE {event} ON {table}"
                    f" WHEN {plain} BEGIN SELECT RAISE(ABORT, 'guard:{name}'); END",
                    params=None,
                )


def take_down(apps, schema_editor, guards=GUARDS):
    for name, table, events, _ in guards:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER guard_{name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION guard_{name}()")
        else:
            for event in events.split(" OR "):
                schema_editor.execute(f"DROP TRIGGER guard_{name}_{event.lower()}")


class Migration(migrations.Migration):
    dependencies = [("libraries", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
