"""What is thought of each row: new, changed, the same, or refused with column and reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from biblionet.kit.numbers import qualify, speak_missing, write_number
from biblionet.kit.tables import OddCell
from libraries.actions.importing import statements
from libraries.actions.importing.books import Books
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
from libraries.actions.refusals import out_of_bounds
from libraries.models import Figure, ImportRow, Indicator, Period, Reading, Scope

Verdict = ImportRow.Verdict
State = Reading.State
Source = Reading.Source
CODE: Final = re.compile(r"[A-Za-z0-9_-]+")
DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# What belongs to a reading besides its value. A file with a column for the state says all of it.
DETAILS: Final = ("method", "finality", "source_url", "printed_as", "note", "explanation")
CHOICES: Final = {"method": Reading.Method, "finality": Reading.Finality}


@dataclass(slots=True)
class Judged:
    """A row as it is kept: the same names as the columns of ImportRow."""

    number: int
    verdict: str = Verdict.NEW
    about: str = ""
    said: str = ""
    was: str = ""
    column: str = ""
    reason: str = ""
    indicator_id: int | None = None
    definition_id: int | None = None
    scope_id: int | None = None
    revises_id: int | None = None
    part: str = ""
    period_kind: str = ""
    period_start: date | None = None
    period_end: date | None = None
    source: str = ""
    publication: str = ""
    publication_title: str = ""
    state: str = ""
    value: Decimal | None = None
    decimals: int = 0
    qualifier: str = ""
    method: str = ""
    finality: str = ""
    source_url: str = ""
    printed_as: str = ""
    note: str = ""
    explanation: str = ""
    # Not kept: what the file said of the way of a reading, and which decimals were certain.
    workflow: str = ""
    kind: str = ""
    gave_decimals: bool = True
    details: tuple[str, ...] = ()


KEPT: Final = tuple(Judged.__slots__[: Judged.__slots__.index("workflow")])


class Judge:
    """Judges rows, many at once: two queries for a chunk, whatever its size."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.books = Books()
        given = frozenset(columns)
        self._details = tuple(one for one in DETAILS if one in given and "state" in given)

    def judge(self, rows: Sequence[Given]) -> list[Judged]:
        """Return a verdict for each row, in order."""
        judged = [self._read(row) for row in rows]
        self._compare([one for one in judged if one.verdict != Verdict.REFUSED])
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
                    "unit": self.books.unit_of(indicator),
                    "said": unit[:40],
                },
            )
        return indicator

    def _scope(self, given: Given) -> Scope:
        kind = choice_of(given, "scope_type", Scope.Kind.choices)
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
        row.definition_id = self.books.definition(indicator, end).pk
        row.part = choice_of(given, "part", Figure.Part.choices) or self.books.usual_part(
            indicator, scope
        )
        row.about = f"{indicator.name}, {scope.label}, {end.year}"[:300]

    def _period(self, given: Given, indicator: Indicator) -> tuple[str, date, date]:
        """Return the period of a row: the year of the indicator, or a part of it that is named."""
        kind = choice_of(given, "period_kind", Period.Kind.choices) or indicator.period_kind
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
        state = choice_of(given, "state", State.choices)
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
        row.qualifier = (
            choice_of(given, "qualifier", Reading.Qualifier.choices) or Reading.Qualifier.EXACT
        )

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
        row.kind = choice_of(given, "source", Source.choices)
        row.source = Source.PUBLICATION if code else Source.IMPORT
        if row.kind == Source.PUBLICATION and not code:
            raise RefusedRowError("publication", _("The code of the publication is missing."))
        row.workflow = choice_of(given, "workflow", Reading.Workflow.choices)

    def _detail(self, given: Given, name: str) -> str:
        if name in CHOICES:
            return choice_of(given, name, CHOICES[name].choices)
        most = {"source_url": 400, "printed_as": 60}.get(name, 0)
        text = text_of(given, name, most=most)
        if name == "source_url" and text and not text.startswith(("http://", "https://")):
            raise RefusedRowError(name, _("An address begins with http:// or https://."))
        return text

    # What was said before

    def _compare(self, rows: list[Judged]) -> None:
        heads = self._heads(rows)
        for row in rows:
            _judge_against(row, heads.get(row.number, ()))

    def _heads(self, rows: list[Judged]) -> dict[int, list["Head"]]:
        """Return what the sources of each figure say now, by the number of the row; one query."""
        asked: list[Any] = []
        for row in rows:
            period = self.books.periods.get((row.period_kind, row.period_start or date.min))
            if period:
                asked += (row.number, row.indicator_id, row.definition_id, row.part, row.scope_id)
                asked.append(period.pk)
        found: dict[int, list[Head]] = {}
        if asked:
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * (len(asked) // 6))
            with connection.cursor() as cursor:
                cursor.execute(statements.HEADS.format(values=values), asked)
                for number, *head in cursor.fetchall():
                    found.setdefault(number, []).append(_head(head))
        return found


def _unclear_day(text: str) -> date:
    raise RefusedRowError(
        "period_start",
        _("“%(text)s” is no day. Write it as 2023-12-31.") % {"text": text[:40]},
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What one source says of a figure now: the last of its chain, or what is still in force."""

    pk: int
    source: str
    publication: str | None
    workflow: str
    is_withdrawal: bool
    state: str
    value: Decimal | None
    decimals: int
    qualifier: str
    method: str
    finality: str
    source_url: str
    printed_as: str
    note: str
    explanation: str


def _head(row: Sequence[Any]) -> Head:
    """Make a head of a row of the database; SQLite has no decimals of its own."""
    cells = list(row)
    place = Head.__slots__.index("value")
    if cells[place] is not None:
        cells[place] = Decimal(str(cells[place]))
    return Head(*cells)


def _judge_against(row: Judged, heads: Sequence[Head]) -> None:
    """Compare a row with what its own source said last."""
    if row.workflow not in ("", Reading.Workflow.ACCEPTED):
        _judge_unaccepted(row, heads)
        return
    own = next((one for one in heads if _is_of_source(one, row)), None)
    typed = next(
        (
            one
            for one in heads
            if one.source == Source.ENTRY and one.workflow == Reading.Workflow.ACCEPTED
        ),
        None,
    )
    own_typed = typed if not row.publication and row.kind in ("", Source.ENTRY) else None
    before = (own_typed or own) if row.kind == Source.ENTRY else (own or own_typed)
    if before is None:
        return
    row.was = _written(before)
    if own is not None:
        row.revises_id = own.pk
        _carry_over(row, own)
    if any(_says_the_same(row, one) for one in (before, own) if one is not None):
        row.verdict = Verdict.SAME
        row.source = before.source
    elif not before.is_withdrawal:
        row.verdict = Verdict.CHANGED
        if before is typed:
            row.reason = _("It comes beside what was typed; somebody chooses which one counts.")


def _is_of_source(head: Head, row: Judged) -> bool:
    if row.publication:
        return head.publication == row.publication
    return head.source == Source.IMPORT


def _judge_unaccepted(row: Judged, heads: Sequence[Head]) -> None:
    """What waits for a review comes back as it went out, or not at all."""
    typed = [one for one in heads if one.source == Source.ENTRY]
    if any(_says_the_same(row, one) for one in typed if one.workflow == row.workflow):
        row.verdict = Verdict.SAME
        return
    row.verdict, row.column = Verdict.REFUSED, "workflow"
    row.reason = _("This figure has not been accepted. Change it on its own page.")


def _carry_over(row: Judged, before: Head) -> None:
    """Keep what the file has no column for."""
    for name in DETAILS:
        if name not in row.details and not getattr(row, name):
            setattr(row, name, getattr(before, name))
    if not row.details and before.method:
        row.method = before.method
    if not row.gave_decimals and row.value is not None and row.value == before.value:
        row.decimals = before.decimals


def _says_the_same(row: Judged, head: Head) -> bool:
    if head.is_withdrawal:
        return False
    return (
        row.state == head.state
        and row.value == head.value
        and (row.value is None or row.decimals == head.decimals or not row.gave_decimals)
        and row.qualifier == head.qualifier
        and all(getattr(row, name) == getattr(head, name) for name in row.details)
    )


def _written(head: Head) -> str:
    if head.is_withdrawal:
        return _("withdrawn")
    if head.value is None:
        return speak_missing(head.state, language="nl")[:80]
    number = write_number(head.value, language="nl", decimals=head.decimals)
    return qualify(number, head.qualifier, language="nl")[:80]


def _about(given: Given) -> str:
    """Name a row by what stands in it, for when it cannot be understood."""
    names = ("indicator_code", "scope_code", "year")
    cells = (given.cells.get(name) for name in names)
    return ", ".join(_shown(cell) for cell in cells if cell is not None)[:300]


def _said(given: Given) -> str:
    cell = given.cells.get("value")
    return _shown(cell if cell is not None else given.cells.get("state"))[:80]


def _shown(cell: object) -> str:
    if isinstance(cell, OddCell):
        return cell.text
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
