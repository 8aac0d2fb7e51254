"""A value as a source gives it, and between what the true value then lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

EXACT: Final = "exact"
OVER: Final = "over"
ALMOST: Final = "almost"
ABOUT: Final = "about"


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and the highest a value can be."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Span") -> bool:
        """Say whether one value can lie in both."""
        return self.low <= other.high and other.low <= self.high

    @classmethod
    def sum(cls, spans: Iterable["Span"]) -> "Span":
        """Return between what the sum lies; zero without spans."""
        both = list(spans)
        low = sum((one.low for one in both), Decimal())
        return cls(low, sum((one.high for one in both), Decimal()))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the decimals as given, a rounded word, and in what it is counted.

    `value` is in unit × multiplier: 1027 with multiplier 1000 is rounded to whole thousands.
    """

    value: Decimal
    decimals: int = 0
    qualifier: str = EXACT
    multiplier: int = 1

    @property
    def is_exact(self) -> bool:
        return self.qualifier == EXACT

    @property
    def span(self) -> Span:
        """Between what the true value lies, in unit × multiplier.

        A plain count is what it is; what is printed in decimals or in thousands was rounded, and a
        rounded word counts from the last digit that is not zero: "about 1,400,000" is 1.35 to 1.45
        million, "over 660" is 660 to 670.
        """
        step = self._step()
        if self.qualifier == OVER:
            return Span(self.value, self.value + step)
        if self.qualifier == ALMOST:
            return Span(self.value - step, self.value)
        return Span(self.value - step / 2, self.value + step / 2)

    @property
    def rounded_span(self) -> Span:
        """Between what a value lies that is rounded even when it is printed without decimals."""
        if self.is_exact:
            half = Decimal(1).scaleb(-self.decimals) / 2
            return Span(self.value - half, self.value + half)
        return self.span

    def _step(self) -> Decimal:
        given = Decimal(1).scaleb(-self.decimals)
        if self.is_exact:
            is_count = self.decimals == 0 and self.multiplier == 1
            return Decimal() if is_count else given
        exponent = self.value.normalize().as_tuple().exponent
        if not self.value or not isinstance(exponent, int):
            return given
        return Decimal(1).scaleb(exponent)


def round_as(value: Decimal, decimals: int) -> Decimal:
    """Round as people do on paper: a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
