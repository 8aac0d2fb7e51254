"""A quarter on one screen, for who fills it in."""

from goals.overviews.quarter.making import quarter_page, told_of
from goals.overviews.quarter.notes import Note, notes_of
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
    "Note",
    "QuarterPage",
    "Told",
    "count_of",
    "notes_of",
    "quarter_page",
    "told_of",
]
