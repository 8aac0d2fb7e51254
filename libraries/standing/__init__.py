"""How figures add up, and when they contradict each other. Plain arithmetic."""

from libraries.standing.checks import (
    JUMP,
    LEAST,
    Change,
    PartsCheck,
    Point,
    agrees,
    agrees_with_sum,
    change,
    check_parts,
    is_reached,
    jumps,
    say_the_same,
)
from libraries.standing.deadlines import deadline_after, opening_after
from libraries.standing.spans import a_year_before, span_before, span_ending_in, spans_of_year
from libraries.standing.sums import Coverage, Entry, Total, add_up, add_up_ratio, cover, ratio
from libraries.standing.times import SoFar, so_far
from libraries.standing.values import Amount, Span, round_as

__all__ = [
    "JUMP",
    "LEAST",
    "Amount",
    "Change",
    "Coverage",
    "Entry",
    "PartsCheck",
    "Point",
    "SoFar",
    "Span",
    "Total",
    "a_year_before",
    "add_up",
    "add_up_ratio",
    "agrees",
    "agrees_with_sum",
    "change",
    "check_parts",
    "cover",
    "deadline_after",
    "is_reached",
    "jumps",
    "opening_after",
    "ratio",
    "round_as",
    "say_the_same",
    "so_far",
    "span_before",
    "span_ending_in",
    "spans_of_year",
]
