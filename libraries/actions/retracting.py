"""Take back a figure that was handed in, and throw away one that was typed by mistake."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.actions.figures import move
from libraries.actions.locks import require_writable
from libraries.actions.refusals import changed_meanwhile
from libraries.models import Figure, Reading

Workflow = Reading.Workflow


@transaction.atomic
def withdraw_reading(*, reading: Reading, version: int, by: User) -> Reading:
    """Make what was handed in the shared draft again, as long as nobody has judged it.

    It keeps when it was handed in: what the support institution may have read is not thrown away.
    """
    _require_own(reading, by)
    if reading.version != version:
        raise changed_meanwhile(reading, reading.value, wanted=version)
    if reading.workflow != Workflow.SUBMITTED:
        raise ValidationError(
            _("Only what waits for a review can be taken back. This is “%(status)s”.")
            % {"status": reading.get_workflow_display()},
            code="not_submitted",
        )
    return move(reading, Workflow.DRAFT, "withdrew reading", by=by)


@transaction.atomic
def discard_reading(*, reading: Reading, version: int, by: User) -> Figure | None:
    """Delete a draft nobody has handed in yet; return its figure, None when it went along.

    The trail keeps what was thrown away. A figure of which nothing is said is no figure.
    """
    _require_own(reading, by)
    figure = Figure.objects.order_by("pk").select_for_update().filter(pk=reading.figure_id).first()
    there = Reading.objects.order_by("pk").select_for_update().filter(pk=reading.pk).first()
    if figure is None or there is None or there.version != version:
        raise changed_meanwhile(there, reading.value, wanted=version)
    if not rules.was_never_handed_in(there):
        raise ValidationError(
            _("Only a draft that was never handed in can be thrown away."), code="handed_in"
        )
    record(
        "discarded draft",
        figure,
        by=by,
        scope=figure.scope.owner_code,
        state=there.state,
        value="" if there.value is None else f"{there.value:.{there.decimals}f}",
        explanation=there.explanation,
    )
    there.delete()
    if figure.readings.exists():
        return figure
    figure.delete()
    return None


def _require_own(reading: Reading, by: User) -> None:
    figure = reading.figure
    if not rules.can_report_figure(by, figure.scope):
        raise ValidationError(_("You do not report for %(scope)s.") % {"scope": figure.scope.label})
    require_writable(period=figure.period, scope=figure.scope)
