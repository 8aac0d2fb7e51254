"""Dates as sources give them, and the names of periods in the active language."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    YEAR = "year", gettext_lazy("year")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which perhaps only the month or year is known: 'half maart 2022' is 2022-03, month.

    `first` is the first day it can be; `words` are those of the source, printed when given.
    """

    first: date
    precision: str = Precision.DAY
    words: str = ""

    @classmethod
    def of(cls, first: date | None, precision: str, words: str) -> "PartialDate | None":
        """Put together what three columns hold; None when there is no date."""
        return None if first is None else cls(first, precision or Precision.DAY, words)

    @classmethod
    def read(cls, text: str, words: str = "") -> "PartialDate | None":
        """Read '2023', '2022-03' or '2022-03-07'; None for an empty text. ValueError otherwise."""
        if not text.strip():
            return None
        shape = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text.strip())
        if shape is None:
            raise ValueError(f"{text!r} is no year, month or day")
        year, month, day = shape.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(date(int(year), int(month or 1), int(day or 1)), precision, words)

    @property
    def last(self) -> date:
        """The last day it can be."""
        if self.precision == Precision.YEAR:
            return date(self.first.year, 12, 31)
        if self.precision == Precision.MONTH:
            days = calendar.monthrange(self.first.year, self.first.month)[1]
            return self.first.replace(day=days)
        return self.first

    @property
    def iso(self) -> str:
        """As much as is known: '2023', '2022-03', '2022-03-07'; `read` takes it back."""
        known = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.precision), 10)
        return self.first.isoformat()[:known]

    def __str__(self) -> str:
        if self.words:
            return self.words
        if self.precision == Precision.YEAR:
            return str(self.first.year)
        pattern = "F Y" if self.precision == Precision.MONTH else "j F Y"
        return date_format(self.first, pattern)


def quarter_of(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // 3 + 1


def name_quarter(start: date) -> str:
    """Return '3e kwartaal 2025' in the active language."""
    ordinal = {
        1: pgettext("quarter", "1st"),
        2: pgettext("quarter", "2nd"),
        3: pgettext("quarter", "3rd"),
        4: pgettext("quarter", "4th"),
    }[quarter_of(start)]
    return _("%(ordinal)s quarter %(year)s") % {"ordinal": ordinal, "year": start.year}


def name_quarter_short(start: date) -> str:
    """Return 'K3 2025' (Dutch) or 'Q3 2025'."""
    return _("Q%(quarter)s %(year)s") % {"quarter": quarter_of(start), "year": start.year}


def name_period(kind: str, start: date, end: date) -> str:
    """Return the period in words: '2023', '31 december 2023', '3e kwartaal 2025', '2024/2025'."""
    if kind == "quarter":
        return name_quarter(start)
    if kind == "month":
        return date_format(start, "F Y")
    if kind == "reference_date":
        return date_format(end, "j F Y")
    if kind == "school_year":
        return f"{start.year}/{end.year}"
    if kind == "calendar_year":
        return str(start.year)
    return f"{date_format(start, 'j F Y')} – {date_format(end, 'j F Y')}"


def say_when(kind: str, start: date, end: date) -> str:
    """Return the period as part of a sentence: 'in 2023', 'op 31 december 2023', 'in het 3e …'."""
    words = {"period": name_period(kind, start, end)}
    if kind == "quarter":
        return _("in the %(period)s") % words
    if kind == "reference_date":
        return pgettext("a day", "on %(period)s") % words
    return _("in %(period)s") % words


def start_of_quarter(day: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(day.year, 3 * quarter_of(day) - 2, 1)


def end_of_quarter(start: date) -> date:
    """Return the last day of the quarter that starts on `start`."""
    month = start.month + 2
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def days_until(day: date, *, today: date) -> int:
    """Return how many days are left; negative when the day has passed."""
    return (day - today) // timedelta(days=1)


def school_year_of(day: date) -> int:
    """Return the year in which the school year of a day began; it begins on 1 August."""
    return day.year if day.month >= 8 else day.year - 1


def name_school_year(first_year: int) -> str:
    """Return '2025/2026' for the school year that begins in 2025."""
    return f"{first_year}/{first_year + 1}"
