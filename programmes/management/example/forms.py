"""The forms and months of the example year: some agreed, some waiting, some halfway.

A few of all that is asked, so that every state of a form can be seen. What the figures of the year
say already is not typed again.
"""

import csv
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from biblionet.accounts.models import User
from libraries import actions as figures
from libraries.management.example import YEAR, People
from libraries.management.example.recipes import Sentences, sentences
from libraries.models import Figure, Organisation, Period, Reading
from programmes import actions
from programmes.models import Question, Return
from programmes.overviews import Sheet, Slot, sheet_of

FILE = Path(__file__).resolve().parents[2] / "data" / "example_answers.csv"
# How far each form came, by the form and what an organisation is like; nobody is named in code.
PLAIN_LARGE, PLAIN_SMALL, COMBINED, COMBINED_TOO = range(4)
ENDINGS = {
    ("wsob-personeel-2024", PLAIN_LARGE): "accepted",
    ("wsob-personeel-2024", PLAIN_SMALL): "draft",
    ("wsob-personeel-2024", COMBINED): "sent_back",
    ("wsob-personeel-2024", COMBINED_TOO): "submitted",
    ("wsob-financieel-2024", COMBINED): "approved",
    ("wsob-financieel-2024", COMBINED_TOO): "draft",
    ("wsob-kernfuncties-2024", COMBINED_TOO): "approved",
    ("wsob-bezit-2024", COMBINED_TOO): "draft",
    ("collectie", PLAIN_LARGE): "accepted",
    ("collectie", COMBINED): "accepted",
    ("collectie", COMBINED_TOO): "submitted",
}
MONTHS = {PLAIN_LARGE: 2, COMBINED: 2, COMBINED_TOO: 12}  # how many months each has typed
REQUESTED = 120  # in a month, of the layer that asks least but one
LAYERS = {"INTERNAL": Decimal(5), "PROVINCE": Decimal(3), "NATIONAL": Decimal(1)}  # else a tenth


def make(*, people: People, rng: random.Random) -> None:
    """Hand out the year and its months, and answer what the plan says."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR, start__year=YEAR)
    actions.hand_out(period=year)
    months = _open_months(people)
    with FILE.open(encoding="utf-8", newline="") as file:
        said: dict[str, list[str]] = {}
        for row in csv.DictReader(file, strict=True):
            said.setdefault(row["number"], []).append(row["answer"])
    forms = Forms(people, rng, sentences(rng), said, _alike())
    forms.answer_forms(year)
    forms.answer_months(months)
    for month in months[:9]:
        figures.close_period(period=month, by=people.admin)


def _open_months(people: People) -> list[Period]:
    months = []
    for number in range(1, 13):
        month = figures.add_period(
            kind=Period.Kind.MONTH, start=date(YEAR, number, 1), by=people.admin, is_example=True
        )
        months.append(figures.open_period(period=month, by=people.admin))
        actions.hand_out(period=month)
    return months


def _alike() -> dict[int, int]:
    """Return what each library is like, by its id: plain or combined, by how much it serves."""

    def size(body: Organisation) -> tuple[int, str]:
        return -body.scopes.count(), body.code

    libraries = Organisation.objects.filter(form=Organisation.Form.LIBRARY)
    plain = sorted((one for one in libraries if not one.is_combined), key=size)
    combined = sorted((one for one in libraries if one.is_combined), key=size)
    kinds = zip([*plain[:2], *combined[:2]], range(4), strict=False)
    return {body.pk: kind for body, kind in kinds}


@dataclass(slots=True)
class Forms:
    """Answers returns as their managers would, and takes each as far as the plan says."""

    people: People
    rng: random.Random
    sentences: Sentences
    said: Mapping[str, list[str]]
    alike: Mapping[int, int]

    def answer_forms(self, year: Period) -> None:
        given = Return.objects.with_labels().filter(period=year)
        for one in given.order_by("questionnaire__code", "scope__code"):
            ending = ENDINGS.get((one.questionnaire.code, self.alike.get(one.scope_id, -1)))
            if ending:
                self._answer(one, ending)

    def answer_months(self, months: Iterable[Period]) -> None:
        for number, month in enumerate(months, 1):
            for one in Return.objects.with_labels().filter(period=month).order_by("scope__code"):
                if number <= MONTHS.get(self.alike.get(one.scope_id, -1), 0):
                    self._answer(one, "accepted")

    def _answer(self, given: Return, ending: str) -> None:
        by = self.people.managers[given.scope.code]
        sheet = sheet_of(given)
        most = len(sheet.slots) // 2 if ending == "draft" else len(sheet.slots)
        slots = sorted(sheet.slots[:most], key=_depth)  # a total before its parts
        amounts = Amounts(sheet, self.rng)
        answered = set()  # two questions may ask the same figure
        for slot in slots:
            fact = (slot.question.indicator_id or slot.question.pk, slot.place.pk, slot.part)
            if not slot.is_answered and fact not in answered:
                self._answer_one(given, slot, amounts, by)
            answered.add(fact)
        if ending == "draft":
            return
        self._explain(given, by)
        director = self.people.directors[given.scope.code]
        actions.submit_return(given=given, accountable=director, by=by)
        if ending in ("approved", "accepted") and given.questionnaire.needs_approval:
            actions.approve_return(given=given, by=director)
        if ending == "accepted":
            actions.accept_return(given=given, by=self.people.staff)
        if ending == "sent_back":
            self._send_back(given)

    def _answer_one(self, given: Return, slot: Slot, amounts: "Amounts", by: User) -> None:
        if slot.is_figure:
            value = amounts.of(slot)
            actions.save_answer(given=given, slot=slot, value=value, version=0, by=by)
        elif slot.options:
            option = self.rng.choice(slot.options)
            actions.say(given=given, slot=slot, value=option.code, by=by)
        elif slot.question.kind == Question.Kind.YES_NO:
            actions.say(given=given, slot=slot, value=self.rng.random() < 0.5, by=by)
        else:
            words = self.rng.choice(self.said[slot.question.number])
            is_list = slot.question.kind == Question.Kind.LIST
            actions.say(given=given, slot=slot, value=words.split(";") if is_list else words, by=by)

    def _send_back(self, given: Return) -> None:
        slot = next(
            one
            for one in sheet_of(given).slots
            if one.reading and one.reading.workflow == Reading.Workflow.SUBMITTED
        )
        reason = self.told("sent_back", slot)
        actions.send_back_answer(given=given, slot=slot, reason=reason, by=self.people.staff)

    def _explain(self, given: Return, by: User) -> None:
        """Write the sentences that are asked for, where an answer can still be changed."""
        for slot in sheet_of(given).slots:
            if slot.reading and slot.is_writable and slot.is_unexplained:
                actions.save_answer(
                    given=given,
                    slot=slot,
                    value=slot.reading.value,
                    decimals=slot.reading.decimals,
                    explanation=self.told("jump", slot),
                    version=slot.reading.version,
                    by=by,
                )

    def told(self, kind: str, slot: Slot) -> str:
        value = slot.reading.value if slot.reading else None
        plain = None if value is None else value.quantize(Decimal(1))
        return self.sentences.tell(kind, about=slot.indicator, place=slot.place.label, value=plain)


def _depth(slot: Slot) -> int:
    """Return how many totals lie above what is asked."""
    indicator, depth = slot.question.indicator, 0
    while indicator is not None and indicator.part_of is not None:
        indicator, depth = indicator.part_of, depth + 1
    return depth


class Amounts:
    """Numbers that fit each other: parts add up to their totals."""

    def __init__(self, sheet: Sheet, rng: random.Random) -> None:
        self.rng = rng
        self.slots = [slot for slot in sheet.slots if slot.is_figure]
        self.known: dict[tuple[int, str], Decimal] = {}  # over all places
        self.traffic: dict[tuple[str, str], Decimal] = {}
        for slot in self.slots:
            if slot.reading and slot.reading.value is not None:
                self._add(slot, slot.reading.value)

    def of(self, slot: Slot) -> Decimal:
        """Return a number: a share of its total, more than its library part, or one by itself."""
        of_library = self.known.get((slot.indicator.pk, Figure.Part.LIBRARY))
        if (slot.indicator.part_of_id or 0, slot.part) in self.known:
            value = self._share(slot)
        elif slot.part == Figure.Part.WHOLE and of_library:
            value = of_library * self.rng.randint(140, 190) / 100
        else:
            value = self._base(slot)
        value = value.quantize(Decimal(1).scaleb(-slot.indicator.decimals))
        self._add(slot, value)
        return value

    def _add(self, slot: Slot, value: Decimal) -> None:
        key = (slot.indicator.pk, slot.part)
        self.known[key] = self.known.get(key, Decimal()) + value

    def _share(self, slot: Slot) -> Decimal:
        """Return a share of the total; where parts have to add up the last one gets the rest."""
        total_of = slot.indicator.part_of_id or 0
        parts = [one for one in self.slots if one.indicator.part_of_id == total_of]
        total = self.known[total_of, slot.part]
        if slot.key == parts[-1].key:
            given = (self.known.get((one.indicator.pk, slot.part)) for one in parts[:-1])
            return max(total - sum((one for one in given if one), Decimal()), Decimal())
        return total * self.rng.randint(80, 100) / 100 / len(parts)

    def _base(self, slot: Slot) -> Decimal:
        code, unit = slot.indicator.code, slot.indicator.unit
        if code.startswith("IBL_"):
            return self._traffic(code)
        if unit == "uur per week":
            staffed = code.endswith("STAFFED")
            return Decimal(self.rng.randint(60, 90) if staffed else self.rng.randint(100, 160)) / 4
        if slot.year_ago and slot.year_ago.value is not None:
            return slot.year_ago.value * self.rng.randint(96, 106) / 100
        base = {"EUR": 250_000, "personen": 24, "fte": 16, "exemplaren": 9_000}.get(unit, 1_200)
        return Decimal(base) * self.rng.randint(85, 115) / 100

    def _traffic(self, code: str) -> Decimal:
        """Return one row of a layer: what is supplied and refused is what was requested."""
        _ibl, what, *rest = code.split("_")
        if what == "LEAD":
            return Decimal(self.rng.randint(20, 60)) / 10
        layer = rest[-1] if rest else ""
        requested = self.traffic.get(("REQUESTED", layer))
        if requested is None:
            base = REQUESTED * LAYERS.get(layer, Decimal("0.1"))
            amount = base * self.rng.randint(90, 110) / 100
        elif what == "SUPPLIED":
            amount = requested * self.rng.randint(90, 97) / 100
        elif what == "REFUSED":
            amount = requested - self.traffic["SUPPLIED", layer]
        else:
            amount = 2 * self.traffic["SUPPLIED", layer]  # there and back
        self.traffic[what, layer] = amount.quantize(Decimal(1))
        return amount
