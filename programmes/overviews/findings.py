"""Holds the answers of a return against the checks of its questionnaire."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from libraries.models import Reading
from programmes.models import Check
from programmes.overviews.slots import Slot
from programmes.standing import (
    Counted,
    Finding,
    Limit,
    find_disproportion,
    find_excess,
    find_jump,
    find_outlier,
    find_remainder,
    find_same,
    find_zero,
)


class Findings:
    """Holds answers against what the checks of their questionnaire say."""

    def __init__(self, slots: Sequence[Slot], checks: Sequence[Check]) -> None:
        self._slots = slots
        self._checks: dict[int | None, list[Check]] = defaultdict(list)
        for check in checks:
            self._checks[check.question_id].append(check)
        self._of_question: dict[int | None, list[Slot]] = defaultdict(list)
        self._parts: dict[tuple[int, str], list[Slot]] = defaultdict(list)
        for slot in slots:
            self._of_question[slot.question.pk].append(slot)
            if slot.question.indicator and slot.question.indicator.part_of_id:
                self._parts[slot.question.indicator.part_of_id, slot.part].append(slot)

    def of(self, slot: Slot) -> Slot:
        """Return a slot with what was found of its answer."""
        found = [
            finding
            for check in self._checks_of(slot)
            if (finding := self._find(slot, check, _limit(check)))
        ]
        return replace(slot, findings=tuple(found))

    def of_all(self) -> tuple[Finding, ...]:
        """Return what was found of all answers together."""
        unseen = (slot for slot in self._slots if not (slot.reading and slot.reading.confirms_id))
        pairs = [(_counted(slot.reading), _counted(slot.before)) for slot in unseen]
        found = (
            find_same(pairs, limit=_limit(check))
            for checks in self._checks.values()
            for check in checks
            if check.kind == Check.Kind.SAME
        )
        return tuple(finding for finding in found if finding)

    def _checks_of(self, slot: Slot) -> Iterable[Check]:
        """Yield the checks of a question; one of the questionnaire where it has none of a kind."""
        own = self._checks.get(slot.question.pk, [])
        kinds = {one.kind for one in own}
        return [*(one for one in self._checks.get(None, []) if one.kind not in kinds), *own]

    def _find(self, slot: Slot, check: Check, limit: Limit) -> Finding | None:
        now, then = _counted(slot.reading), _counted(slot.compared_with)
        match check.kind:
            case Check.Kind.JUMP:
                return find_jump(now, then, limit=limit)
            case Check.Kind.ZERO:
                return find_zero(now, then, limit=limit)
            case Check.Kind.PARTS:
                return find_excess(*self._total_and_parts(slot), limit=limit)
            case Check.Kind.SUM:
                return find_remainder(*self._total_and_parts(slot), limit=limit)
            case Check.Kind.RANGE:
                return find_outlier(now.value, limit=limit)
            case Check.Kind.RATIO:
                other = self._other(slot, check)
                divisor = _counted(other.reading).value if other else None
                return _beside(other, find_disproportion(now.value, divisor, limit=limit))
            case Check.Kind.REQUIRED:
                return self._asked_for(slot, check)
        return None

    def _asked_for(self, slot: Slot, check: Check) -> Finding | None:
        """Find an answer that another one calls for."""
        other = self._other(slot, check)
        if slot.is_answered or other is None or not _calls(other, check.wanted):
            return None
        return _beside(other, Finding(str(check.kind), check.severity, Decimal()))

    def _total_and_parts(self, slot: Slot) -> tuple[Decimal | None, list[Decimal | None]]:
        """Return a total with its parts at the same place.

        Parts that are asked at another level are held against the total of all places together;
        that is found once, at the first of them.
        """
        parts = self._parts.get((slot.question.indicator_id or 0, slot.part), [])
        here = [one for one in parts if one.place == slot.place]
        if here or not parts:
            return _value(slot), [_value(one) for one in here]
        places = self._of_question[slot.question.pk]
        values = [_value(one) for one in places]
        known = [value for value in values if value is not None]
        if slot.key != places[0].key or len(known) < len(values):
            return None, []
        return sum(known, Decimal()), [_value(one) for one in parts]

    def _other(self, slot: Slot, check: Check) -> Slot | None:
        """Return the answer beside which another is held: of the same place, or the only one."""
        asked = self._of_question.get(check.other_id, [])
        here = [one for one in asked if one.place == slot.place]
        return next(iter(here or (asked if len(asked) == 1 else ())), None)


def _beside(other: Slot | None, finding: Finding | None) -> Finding | None:
    """Name the other answer in what was found."""
    return replace(finding, beside=str(other.question)) if other and finding else finding


def _value(slot: Slot) -> Decimal | None:
    return slot.reading.value if slot.reading else None


def _calls(slot: Slot, wanted: str) -> bool:
    """Say whether an answer is the one that calls for another."""
    value = slot.value
    if not wanted:
        return bool(value)
    if isinstance(value, bool):
        return value == (wanted == "yes")
    return wanted in value if isinstance(value, list) else value == wanted


def _limit(check: Check) -> Limit:
    return Limit(check.severity, check.percent, check.least, check.low, check.high)


def _counted(reading: Reading | None) -> Counted:
    """Return the value of a reading with its series: another definition or part is another one."""
    if reading is None:
        return Counted(None, "")
    figure = reading.figure
    return Counted(reading.value, f"{figure.definition_id} {figure.part}")
