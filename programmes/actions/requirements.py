"""What people say of a requirement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.models import Period, Scope
from libraries.rules import is_writable
from programmes import rules
from programmes.models import Requirement, RequirementResult


@transaction.atomic
def explain_requirement(
    *,
    requirement: Requirement,
    period: Period,
    explanation: str,
    by: User,
    scope: Scope | None = None,
) -> RequirementResult:
    """Write beside the norm and the measured value what they do not say by themselves.

    Of a norm for each member `scope` is the member; managers explain that of their own.
    """
    about = scope or requirement.measured_at
    if scope not in (None, requirement.measured_at) and not requirement.per_member:
        raise ValidationError(
            _("This is measured for %(place)s as a whole.") % {"place": requirement.measured_at},
            code="other_level",
        )
    today = timezone.localdate()
    if not is_writable(period, about, today=today):
        raise ValidationError(
            _("%(period)s is closed. Ask an administrator to open it.") % {"period": period},
            code="period_closed",
        )
    if not rules.can_explain_requirement(by, period, about, today=today):
        raise ValidationError(
            _("You do not report for %(scope)s.") % {"scope": about.label}, code="not_allowed"
        )
    result, _is_new = RequirementResult.objects.get_or_create(
        requirement=requirement, period=period, scope=about
    )
    before, result.explanation = result.explanation, explanation.strip()
    if result.explanation != before:
        result.save(update_fields=("explanation",))
        record(
            "explained requirement",
            result,
            by=by,
            scope=about.owner_code,
            before=before,
            after=result.explanation,
        )
    return result
