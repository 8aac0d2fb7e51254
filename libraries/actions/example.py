"""The example year goes as a whole; what is real stays."""

from django.db import models, transaction

from libraries.models import Figure, Period, PeriodException, Reading


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Remove the example's periods with everything of this floor that hangs from them.

    Returns the keys of the removed rows by the label of their model. Floors above go first.
    """
    figures = Figure.objects.filter(period__is_example=True)
    readings = Reading.objects.filter(figure__period__is_example=True)
    exceptions = PeriodException.objects.filter(period__is_example=True)
    periods = Period.objects.example()
    removed = {
        model._meta.label_lower: _keys(rows)
        for model, rows in (
            (Reading, readings),
            (Figure, figures),
            (PeriodException, exceptions),
            (Period, periods),
        )
    }
    figures.update(current=None, chosen_at=None, chosen_by=None, chosen_reason="")
    # A correction protects what it corrects, and a confirmation what it confirms.
    while (free := readings.heads().filter(confirmed_by__isnull=True)).exists():
        free.delete()
    figures.delete()
    exceptions.delete()
    periods.delete()
    return removed


def _keys(rows: models.QuerySet[models.Model]) -> list[str]:
    return [str(key) for key in rows.values_list("pk", flat=True)]
