"""When figures contradict each other, jump, or reach what was aimed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from libraries.standing.sums import ratio_span
from libraries.standing.values import Amount, Span, round_as

JUMP: Final = Decimal(20)  # percent against last year that asks for a sentence
LEAST: Final = Decimal(25)  # and so many more or less: small numbers jump of themselves


def say_the_same(readings: Sequence[tuple[str, Amount | None]]) -> bool:
    """Say whether sources agree: the same state, the same value, the same rounded word."""
    return len({_said(state, amount) for state, amount in readings}) <= 1


def _said(state: str, amount: Amount | None) -> tuple[str, Decimal | None, str]:
    if amount is None:
        return state, None, ""
    return state, amount.value.normalize(), amount.qualifier


def agrees(
    published: Amount, numerator: Amount, denominator: Amount, *, factor: Decimal = Decimal(1)
) -> bool:
    """Say whether a published ratio rounds to the one its terms give.

    Terms that were rounded themselves leave room: only what is certainly different disagrees.
    """
    top, bottom = numerator.multiplier, denominator.multiplier
    scale = factor * top / bottom
    if denominator.value:
        computed = numerator.value / denominator.value * scale
        if round_as(computed, published.decimals) == published.value:
            return True
    room = ratio_span(numerator.span, denominator.span, factor=scale)
    if room is None:
        return True  # nothing can be said
    if room.low == room.high and published.is_exact:
        return False  # exact terms were rounded above, to the last digit
    return room.meets(published.rounded_span)


def agrees_with_sum(published: Amount, computed: Sequence[Amount]) -> bool:
    """Say whether a published total can be the sum of these amounts."""
    return published.span.meets(Span.sum(one.span for one in computed))


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """A total beside the sum of its parts: they fit, the parts are more, or leave a rest."""

    total: Decimal
    parts: Decimal
    verdict: Literal["fits", "more", "rest"]

    @property
    def difference(self) -> Decimal:
        """What the parts lack; negative when they are more than the total."""
        return self.total - self.parts


def check_parts(total: Amount, parts: Sequence[Amount]) -> PartsCheck | None:
    """Compare a total with its parts, with room for rounding; None without parts."""
    if not parts:
        return None
    room = Span.sum(one.span for one in parts)
    value = sum((one.value for one in parts), Decimal())
    if room.meets(total.span):
        return PartsCheck(total.value, value, "fits")
    return PartsCheck(total.value, value, "more" if room.low > total.span.high else "rest")


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a series. Another definition, part or indicator is another series."""

    year: int
    series: str
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Change:
    """How much more or less than before; `percent` is None when it was zero before."""

    difference: Decimal
    percent: Decimal | None


def change(before: Point, now: Point) -> Change | None:
    """Compare with an earlier year; None when either is missing or the series broke between."""
    if before.amount is None or now.amount is None or before.series != now.series:
        return None
    difference = now.amount.value - before.amount.value
    if not before.amount.value:
        return Change(difference, None)
    return Change(difference, difference / abs(before.amount.value) * 100)


def jumps(moved: Change | None, *, limit: Decimal = JUMP, least: Decimal = LEAST) -> bool:
    """Say whether a change is large enough to ask for a sentence: in percent *and* in number.

    From zero there is no percentage; then the number alone decides.
    """
    if moved is None or not moved.difference or abs(moved.difference) < least:
        return False
    return moved.percent is None or abs(moved.percent) > limit


def is_reached(
    value: Decimal | None, target: Decimal, *, direction: str, margin: int = 0
) -> bool | None:
    """Say whether a target is reached; `margin` percent of it still counts. None without a value.

    Directions: at_least, at_most, exactly. ValueError for any other.
    """
    if value is None:
        return None
    room = abs(target) * margin / 100
    if direction == "at_least":
        return value >= target - room
    if direction == "at_most":
        return value <= target + room
    if direction == "exactly":
        return abs(value - target) <= room
    raise ValueError(direction)
