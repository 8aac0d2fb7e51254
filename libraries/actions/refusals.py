"""Sentences that say why something is refused, with the numbers in them written for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from biblionet.trail.models import Step
from libraries.models import Indicator, Reading
from libraries.overviews.words import written


@contextmanager
def judged_by_the_database(row: models.Model) -> Iterator[None]:
    """Write a row, and when the database refuses it, say which constraint does and why.

    To ask the constraints beforehand would be a query each.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        row.validate_constraints()
        raise


def out_of_bounds(indicator: Indicator, value: Decimal) -> str:
    """Return why a value cannot be; empty when it can."""
    low, high = indicator.lowest, indicator.highest
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    bounds = {
        "low": "" if low is None else written(low.normalize()),
        "high": "" if high is None else written(high.normalize()),
        "value": written(value),
        "indicator": indicator,
    }
    if indicator.unit == "%" and low == 0 and high == 100:
        return _("A percentage lies between 0 and 100. You entered %(value)s.") % bounds
    if high is None:
        return _("“%(indicator)s” is %(low)s or more. You entered %(value)s.") % bounds
    if low is None:
        return _("“%(indicator)s” is %(high)s or less. You entered %(value)s.") % bounds
    return _("“%(indicator)s” lies from %(low)s to %(high)s. You entered %(value)s.") % bounds


def require_reason(correction: str, explanation: str) -> None:
    """Ask why what was accepted is changed: from the short list, and in a sentence."""
    if not correction:
        raise ValidationError(
            {"correction": _("This was accepted. Choose why you change it.")}, code="no_correction"
        )
    if not explanation:
        raise ValidationError(
            {"explanation": _("This was accepted. Write in a sentence what was wrong.")},
            code="no_explanation",
        )


def changed_meanwhile(
    there: Reading | None, wanted_value: Decimal | None, *, wanted: int
) -> ValidationError:
    """Say who changed what in the meantime, with both values."""
    if there is None or there.version == wanted:
        return ValidationError(
            _("Somebody changed this in the meantime. Look at it again."), code="changed"
        )
    step = Step.objects.about(Reading._meta.label_lower, str(there.pk)).select_related("by").first()
    who = step.by.name if step and step.by else there.author.name if there.author else ""
    when = timezone.localtime(step.at if step else there.created_at)
    return ValidationError(
        _(
            "%(who)s changed this at %(time)s. It now says %(theirs)s; you entered %(yours)s. "
            "Choose which one stays."
        )
        % {
            "who": who or _("Somebody"),
            "time": date_format(when, "TIME_FORMAT"),
            "theirs": _said(there.value, there.get_state_display()),
            "yours": _said(wanted_value, _("no number")),
        },
        code="changed",
    )


def _said(value: Decimal | None, state: str) -> str:
    return state if value is None else written(value)
