"""The rounds of the example year: the figures of its last two quarters."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from biblionet.accounts.models import User
from libraries import actions as figures
from libraries.management.example import People
from libraries.management.example.recipes import Sentences
from libraries.models import Indicator, Period, Reading
from programmes import actions
from programmes.models import Check, Return
from programmes.overviews import Slot, sheet_of

State, Kind = Reading.State, Check.Kind
# What happens to the returns of the last quarter, one organisation after another.
ENDINGS = ("sent_back", "accepted", "draft", "submitted")


def values_of_year() -> dict[tuple[int, int], Decimal]:
    """Return what the year says, by indicator and place: its quarters stay near it."""
    readings = Reading.objects.heads().filter(
        figure__period__is_example=True, state=State.VALUE, figure__period__kind__in=YEARS
    )
    return {
        (indicator, scope): value
        for indicator, scope, value in readings.values_list(
            "figure__indicator", "figure__scope", "value"
        )
        if value is not None
    }


YEARS = (Period.Kind.CALENDAR_YEAR, Period.Kind.REFERENCE_DATE)


@dataclass(slots=True)
class Rounds:
    """Answers the returns of the last two quarters: the first accepted, the second halfway."""

    people: People
    rng: random.Random
    of_year: Mapping[tuple[int, int], Decimal]
    sentences: Sentences

    def make(self) -> None:
        quarters = Period.objects.example().filter(kind=Period.Kind.QUARTER).order_by("start")
        for quarter in list(quarters)[-2:]:
            was_open = quarter.is_open
            if not was_open:
                figures.open_period(period=quarter, by=self.people.admin)
            actions.hand_out(period=quarter)
            given = Return.objects.with_labels().filter(period=quarter).order_by("scope__code")
            for number, one in enumerate(given):
                self._answer(one, ENDINGS[number % len(ENDINGS)] if was_open else "accepted")
            if not was_open:
                figures.close_period(period=quarter, by=self.people.admin)

    def _answer(self, given: Return, ending: str) -> None:
        by = self.people.managers[given.scope.code]
        slots = sheet_of(given).slots
        if ending == "draft":
            slots = slots[: len(slots) // 2]
        for slot in slots:
            self._answer_one(given, slot, by)
        if ending == "draft":
            return
        self._mend(given, by)
        self._explain(given, by)
        director = self.people.directors[given.scope.code]
        actions.submit_return(given=given, accountable=director, by=by)
        if ending == "accepted":
            actions.accept_return(given=given, by=self.people.staff)
        elif ending == "sent_back":
            slot = sheet_of(given).slots[3]
            reason = self.told("sent_back", slot)
            actions.send_back_answer(given=given, slot=slot, reason=reason, by=self.people.staff)

    def _answer_one(self, given: Return, slot: Slot, by: User) -> None:
        chance = self.rng.random()
        if slot.before and slot.before.value is not None and chance < 0.08:
            actions.confirm_unchanged(given=given, slot=slot, version=0, by=by)
        elif chance > 0.985:
            actions.save_answer(
                given=given,
                slot=slot,
                state=State.NOT_YET_KNOWN,
                expected_on=given.deadline,
                explanation=self.told(State.NOT_YET_KNOWN, slot),
                version=0,
                by=by,
            )
        else:
            value = self._value(slot)
            actions.save_answer(given=given, slot=slot, value=value, version=0, by=by)

    def _value(self, slot: Slot) -> Decimal:
        """Return a quarter of what flowed in the year, or about what stood at its end."""
        indicator, place = slot.indicator, slot.place
        of_year = self.of_year.get((indicator.pk, place.pk)) or self._usual(indicator)
        least, most = (22, 28) if indicator.nature == Indicator.Nature.FLOW else (96, 99)
        if self.rng.random() < 0.04:
            most += 30  # now and then a jump that asks for a sentence
        return (of_year * self.rng.randint(least, most) / 100).quantize(Decimal(1))

    def _usual(self, indicator: Indicator) -> Decimal:
        """Return what is usual for places of which the year is not known."""
        known = [value for (pk, _place), value in self.of_year.items() if pk == indicator.pk]
        return median_low(known) if known else Decimal(self.rng.randint(40, 90))

    def _mend(self, given: Return, by: User) -> None:
        """Let totals be what their parts add up to."""
        for slot in sheet_of(given).slots:
            sums = [one.other for one in slot.findings if one.kind in (Kind.PARTS, Kind.SUM)]
            if slot.reading and sums:
                self._save(given, slot, max(sums), by)

    def _explain(self, given: Return, by: User) -> None:
        """Write the sentences that are asked for."""
        for slot in sheet_of(given).slots:
            if slot.reading and slot.is_unexplained:
                self._save(given, slot, slot.reading.value, by, explanation=self.told("jump", slot))

    def _save(
        self, given: Return, slot: Slot, value: Decimal | None, by: User, explanation: str = ""
    ) -> None:
        assert slot.reading is not None  # asked by who calls
        actions.save_answer(
            given=given,
            slot=slot,
            value=value,
            decimals=slot.reading.decimals,
            explanation=explanation,
            version=slot.reading.version,
            by=by,
        )

    def told(self, kind: str, slot: Slot) -> str:
        value = slot.reading.value if slot.reading else None
        plain = None if value is None else value.quantize(Decimal(1))
        return self.sentences.tell(kind, about=slot.indicator, place=slot.place.label, value=plain)
