"""Is it met, is it late, and does an answer ask for a second look? Plain arithmetic."""

from programmes.standing.blocks import Block, Line, month_of, plain_name, read_block
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
from programmes.standing.obligations import Stand, inside_day, same_day_in, stand_of
from programmes.standing.orders import moved, pair
from programmes.standing.requirements import Met, judge, judge_together

__all__ = [
    "Block",
    "Counted",
    "Finding",
    "Limit",
    "Line",
    "Met",
    "Stand",
    "find_disproportion",
    "find_excess",
    "find_jump",
    "find_outlier",
    "find_remainder",
    "find_same",
    "find_zero",
    "inside_day",
    "judge",
    "judge_together",
    "month_of",
    "moved",
    "pair",
    "plain_name",
    "read_block",
    "same_day_in",
    "stand_of",
]
