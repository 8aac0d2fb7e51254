"""What people say of a requirement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.models import Period
from libraries.rules import is_writable
from programmes.models import Requirement, RequirementResult


@transaction.atomic
def explain_requirement(
    *, requirement: Requirement, period: Period, explanation: str, by: User
) -> RequirementResult:
    """Write beside the norm and the measured value what they do not say by themselves."""
    if not is_writable(period, requirement.measured_at, today=timezone.localdate()):
        raise ValidationError(
            _("%(period)s is closed. Ask an administrator to open it.") % {"period": period},
            code="period_closed",
        )
    result, _is_new = RequirementResult.objects.get_or_create(
        requirement=requirement, period=period, scope=requirement.measured_at
    )
    before, result.explanation = result.explanation, explanation.strip()
    if result.explanation != before:
        result.save(update_fields=("explanation",))
        record("explained requirement", result, by=by, before=before, after=result.explanation)
    return result
