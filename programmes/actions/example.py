"""Take the example year away again."""

from django.db import transaction

from programmes.models import RequirementResult, Return


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Remove what hangs from the example year; return the keys of what went, by kind."""
    removed = {}
    for model in (RequirementResult, Return):
        rows = model._default_manager.filter(period__is_example=True)
        keys = rows.values_list("pk", flat=True)
        removed[model._meta.label_lower] = [str(key) for key in keys]
        rows.delete()
    return removed
