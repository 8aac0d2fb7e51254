"""What an organisation gets back the day its figures are accepted: trend, network, target, year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from goals.models import Target
from goals.overviews import targets_at
from libraries.models import Figure, Period, Reading, duties_of
from libraries.overviews import NetworkTotal, network_totals, written
from libraries.standing import Amount, Change, Point, SoFar, change, so_far
from programmes.models import Return
from programmes.overviews import Slot, sheet_of

LEAST_TO_COMPARE = 10  # of fewer a percentage says nothing, and may point at people
EQUAL_WITHIN = 5  # percent
MOST_LINES = 4
Key = tuple[int, int, str]  # indicator, place, part


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One accepted figure beside what was, what the network has, what was aimed for."""

    slot: Slot
    reading: Reading
    before: Reading | None
    year_ago: Reading | None
    network: NetworkTotal | None
    target: Target | None
    year: SoFar
    sentence: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A return that was accepted, read back to who handed it in."""

    given: Return
    lines: tuple[FeedbackLine, ...]


def feedback_on(given: Return) -> Feedback:
    """Return everything there is to read back, in a fixed number of queries.

    Only what is accepted counts: figures of others that are not stay out of every sum.
    """
    slots = [slot for slot in sheet_of(given).slots if _accepted(slot.reading)]
    indicators = {slot.indicator.pk: slot.indicator for slot in slots}
    totals = network_totals(list(indicators.values()), given.period)
    quarters = _periods_of_year(given.period)
    year = _values_of(slots, quarters)
    targets = targets_at(slots, given.period)
    return Feedback(
        given=given,
        lines=tuple(
            FeedbackLine(
                slot=slot,
                reading=slot.reading,
                before=_accepted(slot.before),
                year_ago=_accepted(slot.year_ago),
                network=_shown(totals.get(slot.indicator.pk)),
                target=targets.get((slot.indicator.pk, slot.place.pk)),
                year=so_far(
                    [year.get((_key(slot), one.pk)) for one in quarters],
                    over_time=slot.indicator.over_time,
                ),
                sentence=sentence_on(slot),
            )
            for slot in slots
            if slot.reading
        ),
    )


def _accepted(reading: Reading | None) -> Reading | None:
    """Return a reading when it counts."""
    return reading if reading and reading.workflow == Reading.Workflow.ACCEPTED else None


def _shown(total: NetworkTotal | None) -> NetworkTotal | None:
    return total if total and total.total.value is not None else None


def _key(slot: Slot) -> Key:
    return slot.indicator.pk, slot.place.pk, slot.part


def _periods_of_year(period: Period) -> list[Period]:
    """Return the periods of this kind in the year that there are or will be, oldest first."""
    there = Period.objects.within(period.year).filter(kind=period.kind).order_by("start")
    found = {one.start: one for one in there}
    coming = [one for one in _calendar(period) if one.start not in found]
    return sorted([*found.values(), *coming], key=lambda one: one.start)


def _calendar(period: Period) -> Iterable[Period]:
    """Yield the four quarters of a year, also those nobody made yet."""
    if period.kind == Period.Kind.QUARTER:
        for month in (1, 4, 7, 10):
            yield Period(kind=period.kind, start=period.start.replace(month=month, day=1))


def _values_of(
    slots: Sequence[Slot], periods: Sequence[Period]
) -> dict[tuple[Key, int], Amount | None]:
    """Return what counts of each figure in each period, up to the last definition."""
    figures = Figure.objects.filter(
        indicator__in={slot.indicator.pk for slot in slots},
        scope__in={slot.place.pk for slot in slots},
        period__in=[one.pk for one in periods if one.pk],
        current__workflow=Reading.Workflow.ACCEPTED,
    ).select_related("current__figure__indicator")
    return {
        ((one.indicator_id, one.scope_id, one.part), one.period_id): one.current.amount
        for one in figures.order_by("definition__version", "pk")
        if one.current
    }


# The sentence


def sentence_on(slot: Slot) -> str:
    """Draft one cautious sentence by rule: what changed, never why; silent for small numbers."""
    now, then = _accepted(slot.reading), _accepted(slot.compared_with)
    if now is None or then is None or _is_small(now) or _is_small(then):
        return ""
    told = {"when": then.figure.period.when}
    moved = compare(then, now)
    if moved is None:
        return _("It is counted otherwise than %(when)s: do not compare them.") % told
    percent = abs(moved.percent or Decimal())  # from zero there is none, and zero is small
    if percent <= EQUAL_WITHIN:
        return _("This is about as much as %(when)s.") % told
    told["percent"] = written(percent, decimals=0)
    if moved.difference > 0:
        return _("This is %(percent)s%% more than %(when)s. It does not say why.") % told
    return _("This is %(percent)s%% less than %(when)s. It does not say why.") % told


def _is_small(reading: Reading) -> bool:
    """Tell whether there is no number, or one that is too small to compare."""
    return reading.value is None or abs(reading.value) < LEAST_TO_COMPARE


def compare(before: Reading, now: Reading) -> Change | None:
    """Compare two readings; None across a break in the series."""
    return change(_point(before), _point(now))


def _point(reading: Reading) -> Point:
    figure = reading.figure
    series = f"{figure.definition_id} {figure.part}"
    return Point(figure.period.end.year, series, reading.amount)


# Where to find it


def feedback_for(user: User) -> tuple[Return, ...]:
    """Return what was accepted last of one's own organisations, newest first."""
    own = duties_of(user).own
    accepted = Return.objects.with_labels().filter(
        Q(scope__in=own) | Q(scope__owner__in=own), state=Return.State.ACCEPTED
    )
    return tuple(accepted.order_by("-period__end", "-accepted_at", "pk")[:MOST_LINES])
