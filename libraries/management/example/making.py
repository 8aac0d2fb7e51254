"""Reports the figures of the example year, place by place."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from biblionet.accounts.models import User
from libraries import actions
from libraries.management.example.people import People
from libraries.management.example.recipes import Recipe, Sentences
from libraries.models import Figure, Organisation, Period, Reading, Scope
from libraries.overviews import Map

State = Reading.State
MISSES = 37  # so many figures to one that is missing
WAITS = 75  # so many figures to one that is a draft, one that waits, one that was sent back
TELLS = 0.12  # the share of figures with an explanation of its own
MISSING = (State.NOT_REPORTED, State.NOT_APPLICABLE, State.NOT_YET_KNOWN, State.WITHHELD)


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
        return self.map.inside(network, level, on=self.periods[Period.Kind.REFERENCE_DATE].end)

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
            explanation=self.sentences.tell(
                "value", about=recipe.indicator, place=place.label, value=value
            )
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
            explanation=self.sentences.tell(state, about=recipe.indicator, place=place.label),
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
            figure = reading.figure
            reason = self.sentences.tell(
                "sent_back", about=figure.indicator, place=figure.scope.label
            )
            actions.send_back_reading(reading=reading, reason=reason, by=self.people.staff)
            return
        actions.accept_reading(reading=reading, by=self.people.staff)

    def _author(self, place: Scope) -> User:
        return self.people.managers.get(place.owner_code, self.people.staff)

    def _part(self, recipe: Recipe, place: Scope) -> str | None:
        """Say of half of what combined institutions report that it is about library work."""
        usual = Figure.usual_part(recipe.indicator, place)
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
                note=self.sentences.tell(
                    "imported", about=figure.indicator, place=figure.scope.label
                ),
                part=figure.part,
                by=self.people.staff,
            )
            if number:
                actions.choose_reading(
                    figure=reading.figure,
                    reading=reading,
                    reason=self.sentences.tell(
                        "chosen", about=figure.indicator, place=figure.scope.label
                    ),
                    by=self.people.staff,
                )


def _rounded(value: Decimal) -> Decimal:
    """Keep the first two digits, as rounded words do."""
    exponent = max(value.adjusted() - 1, 0)
    return Decimal(int(value.scaleb(-exponent))).scaleb(exponent).quantize(Decimal(1))
