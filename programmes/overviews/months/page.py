"""What a year of months looks like: layers of rows, each with twelve cells and a total."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format

from biblionet.accounts.models import User
from libraries.models import Indicator, Period, Reading, Scope, Year
from libraries.standing import SoFar
from programmes.models import Question, Questionnaire, Return, Section
from programmes.overviews.slots import Sheet, Slot

Workflow = Reading.Workflow
State = Return.State


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the year: what was handed out over it, and whether it can be written.

    `sheet` is what this reader may see of it; without one there is nothing, or nothing yet.
    """

    start: date
    end: date
    period: Period | None
    sheet: Sheet | None
    is_open: bool  # the period can be written for this scope

    @property
    def number(self) -> int:
        return self.start.month

    @property
    def name(self) -> str:
        return date_format(self.start, "F Y")

    @property
    def short(self) -> str:
        return date_format(self.start, "M")

    @property
    def given(self) -> Return | None:
        return self.sheet.given if self.sheet else None

    @property
    def state(self) -> str:
        return self.given.state if self.given else ""

    @property
    def in_hand(self) -> bool:
        """Something can be typed: the month is open, and the return is not out of hand."""
        return self.is_open and self.given is not None and self.given.is_writable

    @property
    def is_closed(self) -> bool:
        """It was open and is no longer."""
        return self.period is not None and self.period.opened_at is not None and not self.is_open

    @property
    def answered(self) -> int:
        return self.sheet.answered if self.sheet else 0

    @property
    def asked(self) -> int:
        return len(self.sheet.slots) if self.sheet else 0


@dataclass(frozen=True, slots=True)
class Closing:
    """Months that one person closed on one day."""

    by: User | None
    on: date | None
    months: tuple[Month, ...]


def _closing(month: Month) -> tuple[User | None, date | None]:
    period = month.period
    if period is None or period.closed_at is None:
        return None, None
    return period.closed_by, timezone.localdate(period.closed_at)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row in one month. `stood` is what was accepted of it where nothing was handed out."""

    month: Month
    question: Question
    place: Scope
    slot: Slot | None
    stood: Reading | None = None

    @property
    def key(self) -> str:
        """How the cell is called in forms."""
        return f"{self.question.pk}-{self.place.pk}-{self.month.number}"

    @property
    def reading(self) -> Reading | None:
        return self.slot.reading if self.slot else self.stood

    @property
    def is_writable(self) -> bool:
        return self.month.in_hand and self.slot is not None and self.slot.is_writable

    @property
    def is_accepted(self) -> bool:
        return self.reading is not None and self.reading.workflow == Workflow.ACCEPTED

    @property
    def story(self) -> str:
        """The page of the figure; empty as long as it is not accepted."""
        return self.reading.figure.get_absolute_url() if self.reading and self.is_accepted else ""

    @property
    def is_waiting(self) -> bool:
        """Handed in and not judged yet."""
        return self.reading is not None and self.reading.workflow == Workflow.SUBMITTED


@dataclass(frozen=True, slots=True)
class GridRow:
    """One question at one place over the months, with the year so far and the year before."""

    question: Question
    place: Scope
    cells: tuple[Cell, ...]
    total: SoFar
    last_year: SoFar

    @property
    def key(self) -> str:
        return f"{self.question.pk}-{self.place.pk}"

    @property
    def indicator(self) -> Indicator:
        """What is counted; months ask figures alone."""
        indicator = self.question.indicator
        if indicator is None:
            raise ValueError(f"{self.question} is no figure")
        return indicator

    @property
    def is_provisional(self) -> bool:
        """Not all of the months are there and accepted."""
        accepted = sum(cell.is_accepted for cell in self.cells if cell.reading)
        return accepted < len(self.cells)

    @property
    def is_writable(self) -> bool:
        return any(cell.is_writable for cell in self.cells)

    @property
    def is_averaged(self) -> bool:
        return self.indicator.over_time == Indicator.OverTime.AVERAGE


@dataclass(frozen=True, slots=True)
class Share:
    """A computed value over some months; of how many both terms are known."""

    value: Decimal | None
    known: int


@dataclass(frozen=True, slots=True)
class ComputedRow:
    """A proportion between two rows, computed and never typed."""

    indicator: Indicator
    months: tuple[Share, ...]
    total: Share
    last_year: Share


@dataclass(frozen=True, slots=True)
class Layer:
    """The rows of a section, and what is computed of them."""

    section: Section
    rows: tuple[GridRow, ...]
    computed: tuple[ComputedRow, ...]


@dataclass(frozen=True)
class MonthsPage:
    """A year of months of one scope, as far as somebody may see it."""

    questionnaire: Questionnaire
    scope: Scope
    year: Year
    months: tuple[Month, ...]
    layers: tuple[Layer, ...]
    shows_drafts: bool  # the reader belongs to the scope, or to the support institution

    @property
    def last_year(self) -> int:
        return self.year.number - 1

    @cached_property
    def rows(self) -> tuple[GridRow, ...]:
        return tuple(row for layer in self.layers for row in layer.rows)

    @property
    def in_hand(self) -> tuple[Month, ...]:
        return tuple(month for month in self.months if month.in_hand)

    @property
    def last_begun(self) -> Month | None:
        """The last month in hand in which something is filled in; else the first one in hand."""
        begun = [month for month in self.in_hand if month.answered]
        return next(iter([*reversed(begun), *self.in_hand]), None)

    @property
    def waiting(self) -> tuple[Month, ...]:
        """What was handed in and waits for the support institution."""
        return tuple(month for month in self.months if month.state in Return.UNDER_REVIEW)

    @property
    def closed(self) -> tuple[Closing, ...]:
        """The months that are closed, together when one person closed them on one day."""
        closed = (month for month in self.months if month.is_closed)
        return tuple(
            Closing(by, on, tuple(group)) for (by, on), group in groupby(closed, key=_closing)
        )

    def month(self, number: int) -> Month | None:
        return next((month for month in self.months if month.number == number), None)

    def row(self, key: str) -> GridRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def until(self, number: int) -> tuple[Month, ...]:
        """Return the months still in hand, up to and with one of them."""
        return tuple(month for month in self.in_hand if month.number <= number)


def cells_by_key(page: MonthsPage) -> dict[str, Cell]:
    return {cell.key: cell for cell in _cells(page)}


def _cells(page: MonthsPage) -> Iterator[Cell]:
    for row in page.rows:
        yield from row.cells
