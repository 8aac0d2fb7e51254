"""Is a requirement met? Arithmetic of norm and measured value, without database or clock."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum


class Met(StrEnum):
    """What can be said of a requirement by arithmetic alone."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINABLE = "undeterminable"


def judge(
    *, comparison: str, norm: Decimal | None, value: Decimal | None, qualifier: str = "exact"
) -> Met:
    """Compare a measured value with its norm; both in the unit of the indicator, yes being 1.

    Comparisons: `min` and `target` ask at least the norm, `equal` asks the norm itself, `none`
    asks nothing that can be computed. A rounded value that equals the norm says on which side it
    lies ("almost 80" is below it, "over 80" above); "about 80" does not.
    """
    if value is None or norm is None or comparison == "none":
        return Met.UNDETERMINABLE
    if value == norm and qualifier != "exact":
        return _judge_rounded(comparison, qualifier)
    is_met = value == norm if comparison == "equal" else value >= norm
    return Met.MET if is_met else Met.NOT_MET


def judge_together(members: Sequence[Met]) -> Met:
    """Say whether a norm for each member is met: by all of them, not by one, or nobody knows."""
    if Met.NOT_MET in members:
        return Met.NOT_MET
    if not members or Met.UNDETERMINABLE in members:
        return Met.UNDETERMINABLE
    return Met.MET


def _judge_rounded(comparison: str, qualifier: str) -> Met:
    if qualifier == "about" or comparison == "equal":
        return Met.UNDETERMINABLE
    return Met.MET if qualifier == "over" else Met.NOT_MET
