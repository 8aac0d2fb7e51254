"""Charts: numbers in, SVG out, the same string on screen and on paper.

Every chart brings its alternative in words and the table of its data. A missing value is a gap,
never zero. Languages are arguments; colours are written out, because paper knows no page classes.
"""

from biblionet.kit.charts.bars import bar_chart, column_chart, share_chart
from biblionet.kit.charts.lines import line_chart
from biblionet.kit.charts.ranges import range_chart
from biblionet.kit.charts.sparks import sparkline
from biblionet.kit.charts.values import (
    Bar,
    Break,
    Chart,
    Progress,
    Series,
    Shares,
    Table,
    Target,
    Value,
)

__all__ = [
    "Bar",
    "Break",
    "Chart",
    "Progress",
    "Series",
    "Shares",
    "Table",
    "Target",
    "Value",
    "bar_chart",
    "column_chart",
    "line_chart",
    "range_chart",
    "share_chart",
    "sparkline",
]
