"""Master data by hand and as sheets; figures, readings and periods to look at."""

from libraries.admin import figures, indicators, people, places

__all__ = ["figures", "indicators", "people", "places"]
