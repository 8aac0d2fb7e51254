"""What goes into a chart and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from biblionet.kit.numbers import Missing, write_missing, write_money, write_number

Value = Decimal | int | Missing


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts and how much. Who is not `in_focus` is drawn grey.

    `written` is shown instead of the bare value: "ruim 660", or two values that contradict.
    `style` 0–3 fixes the colour, so that an organisation looks the same everywhere.
    """

    label: str
    value: Value
    in_focus: bool = True
    written: str = ""
    style: int = 0


@dataclass(frozen=True, slots=True)
class Shares:
    """One bar of a whole: as many values as the chart has parts."""

    label: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Series:
    """One line: as many values as the chart has periods.

    `style` 0–3 fixes colour, dash and marker, so that an organisation looks the same everywhere;
    without it the place in the chart decides. `starts` are the periods (counted from 0) at which
    this line begins anew: it is not joined with what came before.
    """

    label: str
    values: Sequence[Value]
    style: int | None = None
    starts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed for: one value for the whole chart, or one for each period of a line."""

    label: str
    values: Sequence[Value]

    @classmethod
    def always(cls, label: str, value: Decimal | int) -> "Target":
        """Make a target that is the same everywhere."""
        return cls(label, (value,))


@dataclass(frozen=True, slots=True)
class Break:
    """The series is not comparable from period `at` (counted from 0) on; `label` says why."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One row of before, now and target."""

    label: str
    before: Value
    now: Value
    target: Value


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a chart as text; the first cell of a row is its heading."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its alternative in words and the table of its data."""

    key: str
    title: str
    svg: SafeString
    alternative: str
    table: Table


@dataclass(frozen=True, slots=True)
class Style:
    """How values are written and which language the words of a chart are in."""

    language: str
    unit: str = ""
    decimals: int | None = None

    def write(self, value: Value) -> str:
        """Write a value with its sign of unit, or why it is missing."""
        if isinstance(value, Missing):
            return write_missing(value, language=self.language)
        if self.unit == "€":
            return write_money(value, language=self.language, decimals=self.decimals)
        number = write_number(value, language=self.language, decimals=self.decimals)
        return f"{number}%" if self.unit == "%" else number

    def write_bar(self, bar: Bar) -> str:
        """Write what stands with a bar."""
        return bar.written or self.write(bar.value)

    def head(self, words: str) -> str:
        """Put the unit behind a heading, where it is not written with every value."""
        return words if self.unit in {"", "%", "€"} else f"{words} ({self.unit})"


def known(values: Sequence[Value]) -> list[Decimal]:
    """Return the values that are numbers."""
    return [Decimal(value) for value in values if not isinstance(value, Missing)]
