"""Is a requirement met, and does an answer ask for a second look? Plain arithmetic."""

from programmes.standing.checks import (
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
from programmes.standing.requirements import Met, judge

__all__ = [
    "Counted",
    "Finding",
    "Limit",
    "Met",
    "find_disproportion",
    "find_excess",
    "find_jump",
    "find_outlier",
    "find_remainder",
    "find_same",
    "find_zero",
    "judge",
]
