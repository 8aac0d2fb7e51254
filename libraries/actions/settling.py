"""Where a figure is kept, and which of its readings is the current one."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.models import (
    Definition,
    Figure,
    Indicator,
    Period,
    Reading,
    Scope,
)
from libraries.standing import say_the_same

CHOSEN = ("current", "chosen_at", "chosen_by", "chosen_reason")


def definition_on(indicator: Indicator, day: date) -> Definition:
    """Return the definition that holds on a day: the latest version that has begun."""
    begun = [
        one for one in indicator.definitions.all() if not one.valid_from or one.valid_from <= day
    ]
    if not begun:
        raise ValidationError(
            _("“%(indicator)s” has no definition yet.") % {"indicator": indicator},
            code="no_definition",
        )
    return max(begun, key=lambda one: one.version)


def place_figure(
    *, indicator: Indicator, scope: Scope, period: Period, part: str | None = None
) -> Figure:
    """Return the figure, made when it is not there yet. It exists once."""
    figure, _is_new = Figure.objects.get_or_create(
        indicator=indicator,
        definition=definition_on(indicator, period.end),
        part=part or Figure.usual_part(indicator, scope),
        scope=scope,
        period=period,
    )
    figure.indicator, figure.scope, figure.period = indicator, scope, period
    return figure


def settle(*, figure: Figure) -> Figure:
    """Point a figure to its current reading: see `settle_all`."""
    settle_all(figures=[figure])
    return figure


@transaction.atomic(savepoint=False)
def settle_all(*, figures: Sequence[Figure]) -> None:
    """Point figures to their current readings, in as many queries for many as for one.

    Readings that say the same need no choice: the newest is current. Readings that do not are an
    open conflict without a current one, until somebody chooses; a choice holds until a source says
    something new. Who settles the same figure at the same time waits, and sees what we saw.
    """
    _hold(figures)
    said: dict[int, list[Reading]] = {figure.pk: [] for figure in figures}
    in_force = Reading.objects.in_force().filter(figure__in=said)
    for reading in in_force.select_related("publication", "figure__indicator"):
        said[reading.figure_id].append(reading)
    moved = [figure for figure in figures if _settle(figure, said[figure.pk])]
    if moved:
        Figure.objects.bulk_update(moved, CHOSEN)


def _hold(figures: Sequence[Figure]) -> None:
    """Let nobody else settle or choose until this is done, and see what was chosen by now."""
    held = Figure.objects.order_by("pk").select_for_update().only(*CHOSEN)
    there = held.in_bulk([figure.pk for figure in figures])
    columns = [one.attname for one in Figure._meta.concrete_fields if one.name in CHOSEN]
    for figure in figures:
        for column in columns:
            setattr(figure, column, getattr(there[figure.pk], column))


def _settle(figure: Figure, readings: list[Reading]) -> bool:
    """Set what is current; tell whether that is something else than it was."""
    if readings and say_the_same([(one.state, one.amount) for one in readings]):
        return _point(figure, max(readings, key=_newness))
    if figure.chosen_at and _choice_holds(figure, readings):
        return False
    return _point(figure, None)


def _newness(reading: Reading) -> tuple[date, int]:
    published = reading.publication.published_on if reading.publication else None
    accepted = reading.accepted_at.date() if reading.accepted_at else date.min
    return (published or date.min) if reading.publication else accepted, reading.pk


def _choice_holds(figure: Figure, readings: list[Reading]) -> bool:
    chosen_at = figure.chosen_at
    chosen = next((one for one in readings if one.pk == figure.current_id), None)
    if chosen is None or chosen_at is None:
        return False
    since = [one for one in readings if one.accepted_at and one.accepted_at > chosen_at]
    return say_the_same([(one.state, one.amount) for one in (chosen, *since)])


def _point(figure: Figure, reading: Reading | None) -> bool:
    if figure.current_id == (reading.pk if reading else None) and not figure.chosen_at:
        return False
    figure.current = reading
    figure.chosen_at, figure.chosen_by, figure.chosen_reason = None, None, ""
    return True


@transaction.atomic
def choose_reading(*, figure: Figure, reading: Reading, reason: str, by: User) -> Figure:
    """End a conflict: say which source is the current one, and why."""
    if not rules.can_choose_reading(by):
        raise ValidationError(
            _("Only the support institution chooses between sources."), code="not_allowed"
        )
    if not reason.strip():
        raise ValidationError(
            {"reason": _("Say why you choose this source, for example: it counts active accounts.")}
        )
    _hold([figure])
    in_force = {one.pk for one in figure.readings.in_force()}
    if reading.pk not in in_force:
        raise ValidationError(
            _("This reading is not a valid choice any more. Look at the figure again."),
            code="not_in_force",
        )
    figure.current = reading
    figure.chosen_at, figure.chosen_by = timezone.now(), by
    figure.chosen_reason = reason.strip()
    figure.full_clean(exclude=["definition"])
    figure.save(update_fields=CHOSEN)
    record(
        "chose reading",
        figure,
        by=by,
        scope=figure.scope.owner_code,
        reason=figure.chosen_reason,
        reading=reading.pk,
    )
    return figure
