"""What was measured for the requirements in the example year, and what was asked in rounds.

Of thirteen requirements at least one is not met and at least one cannot be determined. What the
floor below measured already is left as it is; the sentences stand in programmes/data.
"""

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from biblionet.accounts.models import User
from libraries import actions as figures
from libraries.management.example import YEAR, People
from libraries.management.example.recipes import Sentences, sentences
from libraries.models import Figure, Indicator, Period, Reading, Year
from programmes import actions
from programmes.models import Requirement, Return
from programmes.overviews import Slot, checklist, sheet_of

State = Reading.State
# What happens to the returns of the last quarter, one organisation after another.
ENDINGS = ("sent_back", "accepted", "draft", "submitted")
FILE = Path(__file__).resolve().parent.parent / "data" / "example_requirements.csv"


def make(*, people: People, rng: random.Random) -> None:
    """Measure what is still open, then explain what is not met or cannot be determined."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR, start__year=YEAR)
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = {row["requirement"]: row for row in csv.DictReader(file, strict=True)}
    for requirement in Requirement.objects.select_related("indicator", "measured_at"):
        row = rows.get(requirement.code)
        if row and row["least"]:
            value = Decimal(rng.randint(int(row["least"]), int(row["most"])))
            measure(requirement, year, value, by=people.staff)
    for line in checklist(year=Year(YEAR, is_example=True)):
        row = rows.get(line.requirement.code)
        if row and row["when"] == line.computed:
            actions.explain_requirement(
                requirement=line.requirement,
                period=year,
                explanation=row["explanation"],
                by=people.staff,
            )
    Rounds(people, rng, _values_of_year(), sentences(rng)).make()


def measure(requirement: Requirement, year: Period, value: Decimal, *, by: User) -> None:
    """Report and accept one figure, unless it is there."""
    indicator, place = requirement.indicator, requirement.measured_at
    if Figure.objects.filter(indicator=indicator, scope=place, period=year).exists():
        return
    reading = figures.report_figure(
        indicator=indicator, scope=place, period=year, value=value, by=by
    )
    figures.submit_reading(reading=reading, by=by)
    figures.accept_reading(reading=reading, by=by)


def _values_of_year() -> dict[tuple[int, int], Decimal]:
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
        of_year = self.of_year.get((indicator.pk, place.pk), Decimal(self.rng.randint(40, 90)))
        least, most = (22, 28) if indicator.nature == Indicator.Nature.FLOW else (96, 99)
        if self.rng.random() < 0.04:
            most += 30  # now and then a jump that asks for a sentence
        return (of_year * self.rng.randint(least, most) / 100).quantize(Decimal(1))

    def _explain(self, given: Return, by: User) -> None:
        """Mend what cannot be, and write the sentences that are asked for."""
        for slot in sheet_of(given).slots:
            reading = slot.reading
            if reading is None or not (slot.is_wrong or slot.is_unexplained):
                continue
            value = reading.value
            if slot.is_wrong:
                value = max(finding.other for finding in slot.findings if finding.blocks)
            actions.save_answer(
                given=given,
                slot=slot,
                value=value,
                decimals=reading.decimals,
                explanation=self.told("jump", slot),
                version=reading.version,
                by=by,
            )

    def told(self, kind: str, slot: Slot) -> str:
        value = slot.reading.value if slot.reading else None
        plain = None if value is None else value.quantize(Decimal(1))
        return self.sentences.tell(kind, place=slot.place.label, value=plain)
