"""A form as a file, in its own order and numbering: retyping is copying down a column.

One value a row. What is asked of each place has a row for the organisation first, because that is
what the form asks, with of how many places it is the sum. What is missing stays empty and says why.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import decimal_mark
from biblionet.kit.sheets import Cell, Sheet, write_book, write_sheet
from libraries.models import Figure, Indicator, Reading
from programmes.overviews import Slot
from programmes.overviews.delivery import (
    Delivery,
    Total,
    difference,
    difference_of,
    is_yes_or_no,
    said,
    total_of,
)

KINDS = ("xlsx", "csv")
Row = tuple[Cell, ...]


def write_return(page: Delivery, kind: str) -> bytes:
    """Return a form as a file: XLSX with the difference with last year beside it, or CSV.

    KeyError for another kind.
    """
    if kind == "xlsx":
        return write_book([answers_sheet(page), differences_sheet(page)])
    if kind not in KINDS:
        raise KeyError(kind)
    mark = decimal_mark(current_language())
    return write_sheet(answers_sheet(page), kind, decimal_mark=mark)


def answers_sheet(page: Delivery) -> Sheet:
    """Return every answer in the order of the form."""
    return Sheet(
        title=page.given.questionnaire.name,
        header=(
            _("Number in the form"),
            _("Question"),
            _("Unit"),
            _("Period"),
            _("Place"),
            _("Part"),
            _("Answer"),
            _("Status"),
            _("Explanation"),
            _("Finality"),
        ),
        rows=[row for slots in _by_question(page) for row in _answers(page, slots)],
    )


def differences_sheet(page: Delivery) -> Sheet:
    """Return every figure beside what it was a year before."""
    return Sheet(
        title=_("Difference with last year"),
        header=(
            _("Number in the form"),
            _("Question"),
            _("Place"),
            _("Last year"),
            _("This year"),
            _("Difference"),
            _("Percent"),
            _("Explanation"),
        ),
        rows=[
            row
            for slots in _by_question(page)
            if slots[0].is_figure and not is_yes_or_no(slots[0])
            for row in _differences(page, slots)
        ],
    )


def _by_question(page: Delivery) -> Iterator[tuple[Slot, ...]]:
    for _pk, slots in groupby(page.slots, key=lambda slot: slot.question.pk):
        yield tuple(slots)


def _totals(page: Delivery, slots: Sequence[Slot]) -> tuple[Total, Total | None] | None:
    """Return what the places of a question come to, now and a year ago; None where none do."""
    if slots[0].place.pk == page.given.scope_id:
        return None
    total = total_of(slots)
    return (total, total_of(slots, before=True)) if total else None


def _answers(page: Delivery, slots: Sequence[Slot]) -> Iterator[Row]:
    totals = _totals(page, slots)
    if totals:
        yield (
            *_asked(slots[0]),
            page.given.scope.label,
            _part(slots[0]),
            _sum(totals[0]),
            _covered(totals[0]),
            "",
            _finality(page),
        )
    for slot in slots:
        given = slot.given
        yield (
            *_asked(slot),
            slot.place.label,
            _part(slot),
            _value(slot),
            _state(slot),
            given.explanation if given else "",
            _finality(page),
        )


def _asked(slot: Slot) -> Row:
    """Return number, question, unit and period: what says which field of the form it is."""
    return (slot.question.number, str(slot.question), _unit(slot), str(slot.period))


def _unit(slot: Slot) -> str:
    if not slot.is_figure:
        return ""
    indicator = slot.indicator
    return indicator.sign or ("" if is_yes_or_no(slot) else indicator.unit)


def _part(slot: Slot) -> str:
    """Return which part of a combined institution it is about; empty where there is only one."""
    if not (slot.is_figure and slot.place.is_of_combined):
        return ""
    return str(Figure.Part(slot.part).label)


def _value(slot: Slot) -> Cell:
    """Return a number as a number and anything else as text; what is missing is nothing."""
    reading = slot.reading
    if reading is None:
        is_said = slot.answer is not None and slot.answer.state == Reading.State.VALUE
        return said(slot, slot.answer) if is_said else None
    if reading.value is None:
        return None
    if slot.indicator.unit == Indicator.YES_NO:
        return _("yes") if reading.value else _("no")
    return plain(reading.value, reading.decimals)


def plain(value: Decimal, decimals: int) -> Decimal:
    """Return a number with the decimals that were given."""
    return value.quantize(Decimal(1).scaleb(-decimals))


def _state(slot: Slot) -> str:
    """Return why there is no answer, else how far it is."""
    given = slot.given
    if given is None:
        return _("not answered")
    if given.state != Reading.State.VALUE:
        return str(given.get_state_display())
    if slot.is_preloaded:
        return _("filled in before, not looked at")
    return str(slot.reading.get_workflow_display()) if slot.reading else ""


def _covered(total: Total) -> str:
    """Say of how many places a sum is."""
    return ngettext(
        "%(known)s of %(places)s place", "%(known)s of %(places)s places", total.places
    ) % {"known": total.known, "places": total.places}


def _finality(page: Delivery) -> str:
    given = page.given
    return "" if given.finality == Reading.Finality.NONE else str(given.get_finality_display())


def _differences(page: Delivery, slots: Sequence[Slot]) -> Iterator[Row]:
    totals = _totals(page, slots)
    if totals:
        now, then = totals
        yield (
            slots[0].question.number,
            str(slots[0].question),
            page.given.scope.label,
            _sum(then) if then else None,
            _sum(now),
            *_compared(now, then),
            "",
        )
    for slot in slots:
        found = difference_of(slot)
        yield (
            slot.question.number,
            str(slot.question),
            slot.place.label,
            _number(slot.year_ago),
            _number(slot.reading),
            found.amount if found else None,
            _percent(found.percent) if found else None,
            slot.reading.explanation if slot.reading else "",
        )


def _sum(total: Total) -> Cell:
    return None if total.value is None else plain(total.value, total.decimals)


def _compared(now: Total, then: Total | None) -> tuple[Cell, Cell]:
    """Compare two sums, only when both are of all places."""
    if then is None or not (now.is_whole and then.is_whole):
        return None, None
    if now.value is None or then.value is None:
        return None, None
    found = difference(now.value, then.value)
    return found.amount, _percent(found.percent)


def _number(reading: Reading | None) -> Cell:
    if reading is None or reading.value is None:
        return None
    return plain(reading.value, reading.decimals)


def _percent(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else plain(percent, 1)
