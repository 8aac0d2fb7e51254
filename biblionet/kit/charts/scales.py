"""From values to places on the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def nice_step(span: Decimal, count: int, *, whole: bool) -> Decimal:
    """Return the smallest round step that covers a span in at most `count` steps."""
    rough = span / count
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * step for step in STEPS if power * step >= rough)
    return max(step, Decimal(1)) if whole else step


def ticks(values: Sequence[Decimal], *, from_zero: bool = True, count: int = 5) -> list[Decimal]:
    """Return round values around all given ones, with zero among them when `from_zero`."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    whole = all(value == value.to_integral_value() for value in values)
    step = nice_step(high - low, count, whole=whole)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * place for place in range(int(first), int(last) + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands between two places."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal | int) -> float:
        share = (Decimal(value) - self.low) / (self.high - self.low)
        return self.start + float(share) * (self.end - self.start)


def across(marks: Sequence[Decimal], start: float, end: float) -> Scale:
    """Make a scale from the first to the last mark."""
    return Scale(marks[0], marks[-1], start, end)
