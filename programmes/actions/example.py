"""Take the example year away again."""

from django.db import transaction

from programmes.models import RequirementResult


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Remove what hangs from the example year; return the keys of what went, by kind."""
    results = RequirementResult.objects.filter(period__is_example=True)
    keys = [str(key) for key in results.values_list("pk", flat=True)]
    results.delete()
    return {RequirementResult._meta.label_lower: keys}
