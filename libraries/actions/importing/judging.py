"""What is thought of each row: new, changed, the same, or refused with column and reason."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from biblionet.kit.tables import text_in
from libraries.actions.importing.books import Books, unit_in_files
from libraries.actions.importing.cells import (
    Given,
    RefusedRowError,
    choice_of,
    decimals_of,
    number_of,
    text_of,
    whole_of,
    yes_words,
)
from libraries.actions.importing.comparing import DETAILS, compare
from libraries.actions.importing.judged import Judged, Verdict
from libraries.actions.refusals import out_of_bounds
from libraries.models import Figure, Indicator, Period, Reading, Scope

State = Reading.State
Source = Reading.Source
CODE: Final = re.compile(r"[A-Za-z0-9_-]+")
DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
CHOICES: Final[dict[str, type[TextChoices]]] = {
    "method": Reading.Method,
    "finality": Reading.Finality,
}


class Judge:
    """Judges rows, many at once: one query for a chunk, whatever its size."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.books = Books()
        given = frozenset(columns)
        self._details = tuple(one for one in DETAILS if one in given and "state" in given)

    def judge(self, rows: Sequence[Given]) -> list[Judged]:
        """Return a verdict for each row, in order."""
        judged = [self._read(row) for row in rows]
        compare([one for one in judged if one.verdict != Verdict.REFUSED], self.books.periods)
        return judged

    # What the row itself says

    def _read(self, given: Given) -> Judged:
        row = Judged(given.number, about=_about(given), said=_said(given))
        try:
            self._fill(row, given)
        except RefusedRowError as refusal:
            row.verdict, row.column, row.reason = Verdict.REFUSED, refusal.column, refusal.sentence
        return row

    def _fill(self, row: Judged, given: Given) -> None:
        if text_of(given, "is_example").casefold() in yes_words():
            raise RefusedRowError(
                "is_example", _("This is a row of the example year. The example is never imported.")
            )
        indicator = self._indicator(given)
        scope = self._scope(given)
        self._place(row, given, indicator, scope)
        self._say(row, given, indicator)
        self._source(row, given)
        for name in DETAILS:
            setattr(row, name, self._detail(given, name))
        row.details = self._details
        row.method = row.method or (
            Reading.Method.UNKNOWN if row.publication else Reading.Method.REGISTERED
        )
        row.finality = row.finality or Reading.Finality.NONE

    def _indicator(self, given: Given) -> Indicator:
        code = text_of(given, "indicator_code")
        if not code:
            raise RefusedRowError("indicator_code", _("The code of the indicator is missing."))
        indicator = self.books.indicators.get(code) or self.books.indicators.get(code.upper())
        if indicator is None:
            raise RefusedRowError(
                "indicator_code",
                _("“%(code)s” is no indicator of the portal. Look for its code, or add it first.")
                % {"code": code[:60]},
            )
        unit = text_of(given, "unit")
        if unit and not self.books.fits_unit(indicator, unit):
            raise RefusedRowError(
                "unit",
                _("“%(indicator)s” is counted in “%(unit)s”, the file says “%(said)s”.")
                % {
                    "indicator": indicator,
                    "unit": unit_in_files(indicator),
                    "said": unit[:40],
                },
            )
        return indicator

    def _scope(self, given: Given) -> Scope:
        kind = choice_of(given, "scope_type", Scope.Kind)
        code = text_of(given, "scope_code")
        if not kind:
            raise RefusedRowError(
                "scope_type", _("Say what kind of place this is: organisation, municipality …")
            )
        scope = self.books.scopes.get((kind, code))
        if scope is None:
            raise RefusedRowError(
                "scope_code",
                _("There is no %(kind)s with code “%(code)s” in the portal.")
                % {"kind": Scope.Kind(kind).label, "code": code[:60]},
            )
        return scope

    def _place(self, row: Judged, given: Given, indicator: Indicator, scope: Scope) -> None:
        kind, start, end = self._period(given, indicator)
        period = self.books.periods.get((kind, start))
        lock = self.books.lock(period, scope) if period else ""
        if lock:
            raise RefusedRowError("year", lock)
        row.indicator_id, row.scope_id = indicator.pk, scope.pk
        row.period_kind, row.period_start, row.period_end = kind, start, end
        version = whole_of(given, "definition")
        row.definition_id = (
            self.books.definition(indicator, end)
            if version is None
            else self.books.version(indicator, version)
        ).pk
        row.part = choice_of(given, "part", Figure.Part) or self.books.usual_part(indicator, scope)
        row.about = f"{indicator.name}, {scope.label}, {end.year}"[:300]

    def _period(self, given: Given, indicator: Indicator) -> tuple[str, date, date]:
        """Return the period of a row: the year of the indicator, or a part of it that is named."""
        kind = choice_of(given, "period_kind", Period.Kind) or indicator.period_kind
        if not indicator.is_counted_over(kind):
            raise RefusedRowError(
                "period_kind",
                _("“%(indicator)s” is counted per %(kind)s.")
                % {"indicator": indicator, "kind": indicator.get_period_kind_display()},
            )
        start = self._start(given)
        if start is not None:
            known = self.books.periods.get((kind, start))
            if known:
                return kind, known.start, known.end
        year = whole_of(given, "year")
        if year is None and start is None:
            raise RefusedRowError("year", _("The year is missing."))
        yearly = kind in (
            Period.Kind.CALENDAR_YEAR,
            Period.Kind.SCHOOL_YEAR,
            Period.Kind.REFERENCE_DATE,
        )
        if yearly:
            first, last = self.books.span(kind, year or (start or date.min).year)
            if start in (None, first):
                return kind, first, last
        raise RefusedRowError(
            "period_start" if start else "year",
            _("There is no such period in the portal. Add it first, or give the right first day."),
        )

    def _start(self, given: Given) -> date | None:
        text = text_of(given, "period_start")
        if not text:
            return None
        try:
            parts = DAY.fullmatch(text)
            return date(*map(int, parts.groups())) if parts else _unclear_day(text)
        except ValueError:
            return _unclear_day(text)

    def _say(self, row: Judged, given: Given, indicator: Indicator) -> None:
        value, decimals = number_of(given, "value")
        state = choice_of(given, "state", State)
        if value is None and not state:
            raise RefusedRowError(
                "value", _("There is no number. Empty is never zero: say in a column why.")
            )
        if value is None and state == State.VALUE:
            raise RefusedRowError(
                "value", _("The row says that there is a number, and there is none.")
            )
        if value is not None and state not in ("", State.VALUE):
            raise RefusedRowError(
                "state", _("There is a number, and the row says that there is none.")
            )
        if value is not None and (bounds := out_of_bounds(indicator, value)):
            raise RefusedRowError("value", bounds)
        asked = whole_of(given, "decimals")
        row.gave_decimals = decimals is not None or asked is not None
        row.decimals = self._decimals(value, decimals, asked)
        row.state = state or State.VALUE
        row.value = value
        row.qualifier = choice_of(given, "qualifier", Reading.Qualifier) or Reading.Qualifier.EXACT

    @staticmethod
    def _decimals(value: Decimal | None, typed: int | None, asked: int | None) -> int:
        """Return how many decimals were given: the column says so, or else the number itself."""
        if value is None:
            return 0
        there = decimals_of(value.normalize())
        if asked is None:
            return typed if typed is not None else there
        if asked > 4 or asked < there:
            raise RefusedRowError(
                "decimals", _("The number has %(there)s decimals.") % {"there": there}
            )
        return asked

    def _source(self, row: Judged, given: Given) -> None:
        code = text_of(given, "publication", most=60)
        if code and not CODE.fullmatch(code):
            raise RefusedRowError(
                "publication",
                _("The code of a publication has letters, digits and dashes only."),
            )
        row.publication = code
        row.publication_title = text_of(given, "publication_title", most=200)
        row.kind = choice_of(given, "source", Source)
        row.source = Source.PUBLICATION if code else Source.IMPORT
        if row.kind == Source.PUBLICATION and not code:
            raise RefusedRowError("publication", _("The code of the publication is missing."))
        row.workflow = choice_of(given, "workflow", Reading.Workflow)

    def _detail(self, given: Given, name: str) -> str:
        if name in CHOICES:
            return choice_of(given, name, CHOICES[name])
        most = {"source_url": 400, "printed_as": 60}.get(name, 0)
        text = text_of(given, name, most=most)
        if name == "source_url" and text and not text.startswith(("http://", "https://")):
            raise RefusedRowError(name, _("An address begins with http:// or https://."))
        return text


def _unclear_day(text: str) -> date:
    raise RefusedRowError(
        "period_start",
        _("“%(text)s” is no day. Write it as 2023-12-31.") % {"text": text[:40]},
    )


def _about(given: Given) -> str:
    """Name a row by what stands in it, for when it cannot be understood."""
    names = ("indicator_code", "scope_code", "year")
    cells = (given.cells.get(name) for name in names)
    return ", ".join(text_in(cell) for cell in cells if cell is not None)[:300]


def _said(given: Given) -> str:
    cell = given.cells.get("value")
    return text_in(cell if cell is not None else given.cells.get("state"))[:80]
