"""Imports through the administration, recorded in the trail."""

from typing import Any

from django.db import models
from import_export.resources import ModelResource

from biblionet.trail.actions import record


class RecordedResource(ModelResource):  # type: ignore[misc]  # import_export has no stubs
    """A ModelResource that adds a step for every row it changes; `import_id_fields` is the code.

    Rows that stay as they are change nothing and leave no step.
    """

    class Meta:
        import_id_fields: tuple[str, ...] = ("code",)
        skip_unchanged = True
        report_skipped = False
        use_transactions = True
        clean_model_instances = True

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Read an empty cell the same from a workbook, where it is None, as from text."""
        for column, value in list(row.items()):
            if value is None:
                row[column] = ""

    def after_save_instance(self, instance: models.Model, row: Any, **kwargs: Any) -> None:
        record("imported", instance, by=kwargs.get("user"))

    def after_delete_instance(self, instance: models.Model, row: Any, **kwargs: Any) -> None:
        record("deleted", instance, by=kwargs.get("user"))
