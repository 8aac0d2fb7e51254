"""Take the example year out again."""

from django.db import models, transaction

from goals.models import (
    ActionLink,
    Assignment,
    Evidence,
    Performance,
    ProgressUpdate,
    Remark,
    Target,
    Wording,
)


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Delete what hangs from example periods; return the keys of what went, by kind."""
    removed: dict[str, list[str]] = {}
    for rows in (
        Evidence.objects.filter(progress_update__period__is_example=True),
        Remark.objects.filter(update_sent_back__period__is_example=True),
        ProgressUpdate.objects.filter(period__is_example=True),
        *(
            model._default_manager.filter(period__is_example=True)
            for model in (Target, Performance, Assignment, ActionLink, Wording)
        ),
    ):
        removed[rows.model._meta.label_lower] = _delete(rows)
    return removed


def _delete(rows: models.QuerySet[models.Model]) -> list[str]:
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    rows.delete()
    return keys
