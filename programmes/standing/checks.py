"""What an answer is held against: another year, its parts, the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

ERROR: Final = "error"
ATTENTION: Final = "attention"


@dataclass(frozen=True, slots=True)
class Limit:
    """From where something is found; its fields mean what the check says they mean."""

    severity: str
    percent: int = 0
    least: int = 0
    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Say whether a value lies between the bounds, which belong to what is right."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that asks for a second look, with the numbers it is about.

    Of a jump `amount` is the change in percent of `other`, what it was; of parts that are too many
    or do not add up `amount` is the total and `other` their sum; of many equal answers `amount` is
    how many; of a range `amount` is the answer; of a ratio `amount` is the ratio and `other` what
    it was divided by. `beside` names the other answer, where there is one.
    """

    kind: str
    severity: str
    amount: Decimal
    other: Decimal = Decimal()
    beside: str = ""

    @property
    def blocks(self) -> bool:
        """Nothing but a correction helps."""
        return self.severity == ERROR

    @property
    def asks(self) -> bool:
        """A sentence or a correction helps."""
        return self.severity == ATTENTION


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and the series it belongs to: by another definition it is another series."""

    value: Decimal | None
    series: str


def find_jump(now: Counted, before: Counted, *, limit: Limit) -> Finding | None:
    """Find a change that is large in percent *and* in number; never across a break in the series.

    Without anything before, or from zero, there is no percentage and nothing is found.
    """
    if now.value is None or not before.value or now.series != before.series:
        return None
    difference = now.value - before.value
    percent = difference / abs(before.value) * 100
    if abs(percent) <= limit.percent or abs(difference) < limit.least:
        return None
    return Finding("jump", limit.severity, percent, before.value)


def find_zero(now: Counted, before: Counted, *, limit: Limit) -> Finding | None:
    """Find a zero where something was counted before; `least` is how much that was."""
    if now.value is None or now.value or not before.value or now.series != before.series:
        return None
    if abs(before.value) < limit.least:
        return None
    return Finding("zero", limit.severity, Decimal(), before.value)


def find_excess(
    total: Decimal | None, parts: Sequence[Decimal | None], *, limit: Limit
) -> Finding | None:
    """Find parts that are more than their total, also when some of them are not known yet."""
    known = [part for part in parts if part is not None]
    if total is None or sum(known, Decimal()) <= total:
        return None
    return Finding("parts", limit.severity, total, sum(known, Decimal()))


def find_remainder(
    total: Decimal | None, parts: Sequence[Decimal | None], *, limit: Limit
) -> Finding | None:
    """Find parts that do not add up to their total, once all of them are known.

    `least` is a difference that is too small to ask about.
    """
    known = [part for part in parts if part is not None]
    if total is None or not known or len(known) < len(parts):
        return None
    difference = abs(total - sum(known, Decimal()))
    if not difference or difference < limit.least:
        return None
    return Finding("sum", limit.severity, total, sum(known, Decimal()))


def find_outlier(value: Decimal | None, *, limit: Limit) -> Finding | None:
    """Find an answer outside the bounds."""
    if value is None or limit.holds(value):
        return None
    return Finding("range", limit.severity, value)


def find_disproportion(
    value: Decimal | None, other: Decimal | None, *, limit: Limit
) -> Finding | None:
    """Find an answer whose proportion to another lies outside the bounds.

    Of a division by zero nothing can be said, unless something stands beside that nothing.
    """
    if value is None or other is None or (not other and not value):
        return None
    if not other:
        return Finding("ratio", limit.severity, value, other)
    ratio = value / other
    return None if limit.holds(ratio) else Finding("ratio", limit.severity, ratio, other)


def find_same(pairs: Sequence[tuple[Counted, Counted]], *, limit: Limit) -> Finding | None:
    """Find that more than `least` answers equal those of the period before; zeros do not count."""
    same = sum(bool(now.value) and now == before for now, before in pairs)
    return Finding("same", limit.severity, Decimal(same)) if same > limit.least else None
