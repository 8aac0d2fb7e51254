"""Lines the size of a word, for beside a number."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import override

from biblionet.kit.charts.alternatives import describe_lines
from biblionet.kit.charts.lines import line_table, places, runs, stretch
from biblionet.kit.charts.scales import Scale
from biblionet.kit.charts.svg import COLOURS, element, finish
from biblionet.kit.charts.values import Chart, Series, Style, Value, known
from biblionet.kit.numbers import Missing


def sparkline(
    periods: Sequence[str],
    values: Sequence[Value],
    *,
    title: str,
    language: str,
    unit: str = "",
    decimals: int | None = None,
    key: str = "",
) -> Chart:
    """Draw a line the size of a word, its last value marked, for beside a number in a table."""
    style = Style(language, unit, decimals)
    numbers = known(values) or [Decimal(0)]
    low, high = min(numbers), max(numbers)
    flat = low == high
    scale = Scale(low - 1 if flat else low, high + 1 if flat else high, 24, 6)
    xs = places(len(values), 5, 105)
    drawn = ""
    stretches = list(runs(values, xs, scale, frozenset()))
    for run in stretches:
        drawn += stretch(run, stroke=COLOURS[0], stroke_width=2, stroke_linejoin="round")
        if len(run) == 1:
            drawn += element("circle", cx=run[0][0], cy=run[0][1], r=1.5, fill=COLOURS[0])
    if stretches and not isinstance(values[-1], Missing):
        x, y = stretches[-1][-1]
        drawn += element("circle", cx=x, cy=y, r=3.5, fill=COLOURS[0])
    one = Series(title, values)
    with override(language):
        words = describe_lines(periods, [one], title, style, None).removeprefix(f"{title}: ")
    return finish(
        [drawn],
        kind="spark",
        title=title,
        alternative=words,
        table=line_table(periods, [one], None, [], title, style),
        height=30,
        width=110,
        key=key,
    )
