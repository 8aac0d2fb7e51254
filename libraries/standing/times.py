"""One thing over the periods of a year: what flows adds up, what stands is what it was last."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from libraries.standing.values import ABOUT, EXACT, Amount

SUM: Final = "sum"
LAST: Final = "last"
AVERAGE: Final = "average"


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the periods known so far come to: `known` of `expected`, as in '2 van 4 kwartalen'.

    `value` is None when nothing is known, or when the periods do not come to anything together.
    """

    value: Decimal | None
    known: int
    expected: int
    decimals: int = 0
    qualifier: str = EXACT

    @property
    def is_whole(self) -> bool:
        return self.known == self.expected


def so_far(periods: Sequence[Amount | None], *, over_time: str) -> SoFar:
    """Bring the periods of a year together, oldest first; None is a period that is not known.

    Sums only what says that it adds up over time: what stands at a moment is never added, the last
    one known is what it is now. An average is that of the periods known.
    """
    known = [one for one in periods if one is not None]
    counted = {SUM: known, AVERAGE: known, LAST: known[-1:]}.get(over_time, [])
    return SoFar(
        value=_together(counted, over_time),
        known=len(known),
        expected=len(periods),
        decimals=max((one.decimals for one in counted), default=0),
        qualifier=_qualifier(counted),
    )


def _together(counted: Sequence[Amount], over_time: str) -> Decimal | None:
    if not counted:
        return None
    total = sum((one.value for one in counted), Decimal())
    return total / len(counted) if over_time == AVERAGE else total


def _qualifier(counted: Sequence[Amount]) -> str:
    if len(counted) == 1:
        return counted[0].qualifier
    return EXACT if all(one.is_exact for one in counted) else ABOUT
