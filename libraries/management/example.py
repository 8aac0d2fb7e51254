"""The figures of the example year: made through the same actions that people use.

Which figures, how large and with which sentences stands in libraries/data; what is left out, sent
back or contradicted is chosen here, so that every state occurs at least once.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.utils import timezone

from biblionet.accounts.models import User
from biblionet.kit.numbers import write_number
from libraries import actions
from libraries.models import Figure, Indicator, Organisation, Period, Reading, Scope
from libraries.overviews import Map

DATA = Path(__file__).resolve().parent.parent / "data"
YEAR = 2025
Kind = Period.Kind
State = Reading.State
MISSES = 37  # so many figures to one that is missing
WAITS = 75  # so many figures to one that is a draft, one that waits, one that was sent back
TELLS = 0.12  # the share of figures with an explanation of its own
MISSING = (State.NOT_REPORTED, State.NOT_APPLICABLE, State.NOT_YET_KNOWN, State.WITHHELD)


@dataclass(frozen=True, slots=True)
class People:
    """The demonstration accounts that act: managers and directors by code of organisation."""

    managers: dict[str, User]
    directors: dict[str, User]
    staff: User
    editor: User
    admin: User


@dataclass(frozen=True, slots=True)
class Recipe:
    """How large a figure of the example is: around `base`, or a percentage of another one."""

    indicator: Indicator
    base: Decimal
    spread: int
    word: str
    method: str
    part_of: str
    is_certain: bool  # always reported and accepted, where it is not left out


@dataclass(slots=True)
class Sentences:
    """Sentences by kind, each told once before any is told again."""

    rng: random.Random
    texts: dict[str, list[str]]
    _left: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, kind: str, *, place: str, value: Decimal | None = None) -> str:
        """Return a sentence of a kind about a place and its value."""
        left = self._left.get(kind) or self.rng.sample(self.texts[kind], len(self.texts[kind]))
        self._left[kind] = left[1:]
        written = "" if value is None else write_number(value, language="nl")
        return left[0].format(place=place, value=written)


def make(*, people: People, rng: random.Random) -> None:
    """Make the periods and the figures of the example year."""
    periods = _make_periods(people)
    maker = Maker(people, rng, periods, Map(), _sentences(rng))
    for recipe in _recipes():
        maker.report_everywhere(recipe)
    maker.contradict()


def _make_periods(people: People) -> dict[str, Period]:
    """Make the year, its last day and four quarters; the first three are closed."""
    year = _open(Kind.CALENDAR_YEAR, date(YEAR, 1, 1), people)
    last_day = _open(Kind.REFERENCE_DATE, date(YEAR, 12, 31), people)
    quarters = [_open(Kind.QUARTER, date(YEAR, month, 1), people) for month in (1, 4, 7, 10)]
    for quarter in quarters[:3]:
        actions.close_period(period=quarter, by=people.admin)
    late = Organisation.objects.get(code=min(people.managers))
    actions.grant_exception(
        period=quarters[2],
        scope=late,
        reason=_texts()["exception"][0],
        until=timezone.localdate() + timedelta(days=60),
        by=people.admin,
    )
    return {Kind.CALENDAR_YEAR: year, Kind.REFERENCE_DATE: last_day}


def _open(kind: str, start: date, people: People) -> Period:
    period = actions.add_period(kind=kind, start=start, by=people.admin, is_example=True)
    return actions.open_period(period=period, by=people.admin)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def _recipes() -> list[Recipe]:
    indicators = {one.code: one for one in Indicator.objects.prefetch_related("definitions")}
    return [
        Recipe(
            indicators[row["indicator"]],
            Decimal(row["base"]),
            int(row["spread"]),
            row["word"],
            row["method"],
            row["part_of"],
            row["certain"] == "yes",
        )
        for row in _rows("example_figures.csv")
    ]


def _texts() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for row in _rows("example_sentences.csv"):
        texts.setdefault(row["kind"], []).append(row["text"])
    return texts


def _sentences(rng: random.Random) -> Sentences:
    return Sentences(rng, _texts())


@dataclass
class Maker:
    """Reports the example's figures, place by place."""

    people: People
    rng: random.Random
    periods: dict[str, Period]
    map: Map
    sentences: Sentences
    _values: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    _recipe: int = 0
    _count: int = 0
    _missed: int = 0

    def report_everywhere(self, recipe: Recipe) -> None:
        """Report one indicator for every place of its level."""
        self._recipe += 1
        for place in self._places(recipe.indicator.level):
            if not self._is_left_out(recipe, place):
                self._count += 1
                self._report(recipe, place)

    def _places(self, level: str) -> list[Scope]:
        network = next(one for one in self.map.scopes.values() if one.kind == Scope.Kind.NETWORK)
        if level == Scope.Kind.NETWORK:
            return [network]
        return self.map.inside(network, level, on=date(YEAR, 12, 31))

    def _is_left_out(self, recipe: Recipe, place: Scope) -> bool:
        """Leave every fourth figure of the smallest plain library out: sums cover three of four.

        The parts of what is left out or missing are left out too.
        """
        if recipe.part_of:
            return (recipe.part_of, place.pk) not in self._values
        return place.owner_code == self._smallest and self._recipe % 4 == 1

    @cached_property
    def _smallest(self) -> str:
        def size(body: Organisation) -> tuple[bool, int]:
            areas = sum(one.owner_id == body.pk for one in self.map.scopes.values())
            return body.is_combined, areas

        members = (Organisation.objects.get(code=code) for code in sorted(self.people.managers))
        return min(members, key=size).code

    def _report(self, recipe: Recipe, place: Scope) -> None:
        may_miss = recipe.indicator.level != Scope.Kind.NETWORK and not recipe.part_of
        if may_miss and not recipe.is_certain and self._count % MISSES == 0:
            self._report_missing(recipe, place)
        else:
            self._report_value(recipe, place)

    def _report_value(self, recipe: Recipe, place: Scope) -> None:
        value = self._value(recipe, place)
        has_word = self.rng.random() < 0.4 and recipe.word != Reading.Qualifier.EXACT
        if has_word:
            value = _rounded(value)
        tells = self.rng.random() < TELLS or recipe.method != Reading.Method.REGISTERED
        by = self._author(place)
        reading = actions.report_figure(
            indicator=recipe.indicator,
            scope=place,
            period=self.periods[recipe.indicator.period_kind],
            value=value,
            decimals=recipe.indicator.decimals,
            qualifier=recipe.word if has_word else Reading.Qualifier.EXACT,
            method=recipe.method,
            finality=self._finality(recipe),
            explanation=self.sentences.tell("value", place=place.label, value=value)
            if tells
            else "",
            part=self._part(recipe, place),
            by=by,
        )
        self._take_further(reading, by, is_certain=recipe.is_certain)

    def _value(self, recipe: Recipe, place: Scope) -> Decimal:
        """Return a value around the base; a part is a share of its total, the last the rest."""
        indicator = recipe.indicator
        factor = Decimal(100 + self.rng.randint(-recipe.spread, recipe.spread)) / 100
        total = self._values.get((recipe.part_of, place.pk))
        if total is None:
            size = Decimal(3) if self._serves_one_place(place) else Decimal(1)
            additive = indicator.is_additive and indicator.level == Scope.Kind.SERVICE_AREA
            value = recipe.base * factor * (size if additive else 1)
        elif recipe.base == 100:
            value = total - sum(
                part for (of, pk), part in self._values.items() if (of, pk) == ("rest", place.pk)
            )
        else:
            value = total * recipe.base * factor / 100
            self._values["rest", place.pk] = value.quantize(Decimal(1))
        value = value.quantize(Decimal(1).scaleb(-indicator.decimals))
        self._values[indicator.code, place.pk] = value
        return value

    def _serves_one_place(self, place: Scope) -> bool:
        areas = [
            one
            for one in self.map.scopes.values()
            if one.kind == Scope.Kind.SERVICE_AREA and one.owner_id == place.owner_id
        ]
        return len(areas) == 1

    def _report_missing(self, recipe: Recipe, place: Scope) -> None:
        state = MISSING[self._missed % len(MISSING)]
        self._missed += 1
        expected = timezone.localdate() + timedelta(days=30 + self._count % 20)
        by = self._author(place)
        reading = actions.report_figure(
            indicator=recipe.indicator,
            scope=place,
            period=self.periods[recipe.indicator.period_kind],
            state=state,
            expected_on=expected if state == State.NOT_YET_KNOWN else None,
            explanation=self.sentences.tell(state, place=place.label),
            part=self._part(recipe, place),
            by=by,
        )
        actions.submit_reading(reading=reading, by=by)
        actions.accept_reading(reading=reading, by=self.people.staff)

    def _take_further(self, reading: Reading, by: User, *, is_certain: bool) -> None:
        """Leave some as drafts, some waiting, some sent back; accept the rest."""
        turn = 0 if is_certain else self._count % WAITS
        if turn == 7:
            return
        actions.submit_reading(reading=reading, by=by)
        if turn == 17:
            return
        if turn == 27:
            place = reading.figure.scope.label
            reason = self.sentences.tell("sent_back", place=place)
            actions.send_back_reading(reading=reading, reason=reason, by=self.people.staff)
            return
        actions.accept_reading(reading=reading, by=self.people.staff)

    def _author(self, place: Scope) -> User:
        return self.people.managers.get(place.owner_code, self.people.staff)

    def _part(self, recipe: Recipe, place: Scope) -> str | None:
        """Say of half of what combined institutions report that it is about library work."""
        usual = actions.part_counted(recipe.indicator, place)
        if usual == Figure.Part.WHOLE and self.rng.random() < 0.5:
            return Figure.Part.LIBRARY
        return usual

    def _finality(self, recipe: Recipe) -> str:
        if recipe.indicator.unit != "EUR":
            return Reading.Finality.NONE
        return self.rng.choice(
            [
                Reading.Finality.PROVISIONAL,
                Reading.Finality.FURTHER_PROVISIONAL,
                Reading.Finality.DEFINITIVE,
            ]
        )

    def contradict(self) -> None:
        """Let another system say something else of two figures; of one of them somebody chooses."""
        settled = (
            Figure.objects.filter(
                period__is_example=True,
                indicator__code="COLLECTION_ITEMS",
                current__state=State.VALUE,
            )
            .select_related("indicator", "scope", "period", "current")
            .order_by("scope__name")
        )
        for number, figure in enumerate(settled[:2]):
            assert figure.current is not None  # asked for above
            assert figure.current.value is not None  # idem
            counted = (figure.current.value * Decimal("1.06")).quantize(Decimal(1))
            reading = actions.import_reading(
                indicator=figure.indicator,
                scope=figure.scope,
                period=figure.period,
                value=counted,
                note=self.sentences.tell("imported", place=figure.scope.label),
                part=figure.part,
                by=self.people.staff,
            )
            if number:
                actions.choose_reading(
                    figure=reading.figure,
                    reading=reading,
                    reason=self.sentences.tell("chosen", place=figure.scope.label),
                    by=self.people.staff,
                )


def _rounded(value: Decimal) -> Decimal:
    """Keep the first two digits, as rounded words do."""
    exponent = max(value.adjusted() - 1, 0)
    return Decimal(int(value.scaleb(-exponent))).scaleb(exponent).quantize(Decimal(1))
