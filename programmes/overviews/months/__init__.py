"""A year of months: one scope layer by layer, and everybody beside each other."""

from programmes.overviews.months.everybody import MonthsOfAll, NetworkRow, months_of_all
from programmes.overviews.months.making import month_years, months_page
from programmes.overviews.months.page import (
    Cell,
    ComputedRow,
    GridRow,
    Layer,
    Month,
    MonthsPage,
    cells_by_key,
)

__all__ = [
    "Cell",
    "ComputedRow",
    "GridRow",
    "Layer",
    "Month",
    "MonthsOfAll",
    "MonthsPage",
    "NetworkRow",
    "cells_by_key",
    "month_years",
    "months_of_all",
    "months_page",
]
