"""A quarter on one screen, for who fills it in."""

from goals.overviews.quarter.making import quarter_page, told_of, who_answers
from goals.overviews.quarter.page import (
    Asked,
    Block,
    Chapter,
    Count,
    Fold,
    QuarterPage,
    Told,
    count_of,
)

__all__ = [
    "Asked",
    "Block",
    "Chapter",
    "Count",
    "Fold",
    "QuarterPage",
    "Told",
    "count_of",
    "quarter_page",
    "told_of",
    "who_answers",
]
