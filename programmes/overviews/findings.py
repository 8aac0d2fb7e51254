"""Holds the answers of a return against the checks of its questionnaire."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from libraries.models import Reading
from programmes.models import Check
from programmes.overviews.slots import Slot
from programmes.standing import (
    Counted,
    Finding,
    Limit,
    find_excess,
    find_jump,
    find_same,
    find_zero,
)


@dataclass(slots=True)
class Findings:
    """Holds answers against what the checks of their questionnaire say."""

    slots: Sequence[Slot]
    checks: Sequence[Check]

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
        pairs = [(_counted(slot.reading), _counted(slot.before)) for slot in self.slots]
        found = (
            find_same(pairs, limit=_limit(check))
            for check in self.checks
            if check.kind == Check.Kind.SAME
        )
        return tuple(finding for finding in found if finding)

    def _checks_of(self, slot: Slot) -> Iterable[Check]:
        """Yield the checks of a question; one of the questionnaire where it has none of a kind."""
        own = {check.kind: check for check in self.checks if check.question_id == slot.question.pk}
        general = {check.kind: check for check in self.checks if check.question_id is None}
        return {**general, **own}.values()

    def _find(self, slot: Slot, check: Check, limit: Limit) -> Finding | None:
        now, then = _counted(slot.reading), _counted(slot.compared_with)
        if check.kind == Check.Kind.JUMP:
            return find_jump(now, then, limit=limit)
        if check.kind == Check.Kind.ZERO:
            return find_zero(now, then, limit=limit)
        if check.kind == Check.Kind.PARTS:
            return find_excess(now.value, self._parts(slot), limit=limit)
        return None

    def _parts(self, total: Slot) -> list[Decimal | None]:
        return [
            _counted(slot.reading).value
            for slot in self.slots
            if slot.question.indicator.part_of_id == total.question.indicator_id
            and slot.place == total.place
        ]


def _limit(check: Check) -> Limit:
    return Limit(check.severity, check.percent, check.least)


def _counted(reading: Reading | None) -> Counted:
    """Return the value of a reading with its series: another definition or part is another one."""
    if reading is None:
        return Counted(None, "")
    figure = reading.figure
    return Counted(reading.value, f"{figure.definition_id} {figure.part}")
