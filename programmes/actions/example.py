"""Take the example year away again."""

from django.db import transaction

from programmes.models import (
    Answer,
    Delegation,
    Fulfilment,
    Obligation,
    ProfileUse,
    RequirementResult,
    Return,
)

# What hangs from a period, and the way to it; what hangs from another row goes before it.
DATED = (
    (RequirementResult, "period"),
    (ProfileUse, "period"),
    (Answer, "given__period"),
    (Delegation, "given__period"),
    (Return, "period"),
    (Fulfilment, "obligation__period"),
    (Obligation, "period"),
)


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Remove what hangs from the example year; return the keys of what went, by kind."""
    removed = {}
    for model, period in DATED:
        rows = model._default_manager.filter(**{f"{period}__is_example": True})
        keys = rows.values_list("pk", flat=True)
        removed[model._meta.label_lower] = [str(key) for key in keys]
        rows.delete()
    return removed
