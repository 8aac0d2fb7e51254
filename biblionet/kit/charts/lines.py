"""Lines: how something went over years or quarters. A gap in the data is a gap in the line."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from biblionet.kit.charts.alternatives import describe_lines
from biblionet.kit.charts.bars import grid
from biblionet.kit.charts.scales import Scale, across, ticks
from biblionet.kit.charts.svg import (
    AXIS,
    COLOURS,
    DASHES,
    LINE_HEIGHT,
    SOFT,
    TARGET,
    TEXT_SIZE,
    WIDTH,
    element,
    finish,
    fix,
    line,
    marker,
    paragraph,
    text,
    width_of,
    wrap,
)
from biblionet.kit.charts.values import Break, Chart, Series, Style, Table, Target, Value, known
from biblionet.kit.numbers import Missing

TOP = 14.0
HEIGHT = 230.0
LABEL_ROOM = 150.0
Point = tuple[float, float]


def line_chart(
    periods: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    language: str,
    unit: str = "",
    decimals: int | None = None,
    target: Target | None = None,
    breaks: Sequence[Break] = (),
    from_zero: bool = True,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw at most four lines, named at their ends; the axis says so when it leaves out zero."""
    if len(series) > len(COLOURS):
        raise ValueError(f"at most {len(COLOURS)} lines can be told apart")
    style = Style(language, unit, decimals)
    aims = _spread(target, len(periods))
    values = [*(value for one in series for value in known(one.values)), *known(aims)]
    marks = ticks(values, from_zero=from_zero)
    top = TOP + (LINE_HEIGHT if breaks else 0)
    scale = across(marks, top + HEIGHT, top)
    left = max(width_of(style.write(mark)) for mark in marks) + 8
    labels = [one.label for one in series] + ([target.label] if target else [])
    names = [wrap(label, LABEL_ROOM) for label in labels]
    right = WIDTH - max((width_of(words) for lines in names for words in lines), default=0) - 14
    xs = _places(len(periods), left + 12, right - 4)
    styles = [_style(one, place, len(series)) for place, one in enumerate(series)]
    starts = {one.at for one in breaks}
    parts = [grid(marks, scale, style, left, right)]
    parts += [_break(one, xs, top) for one in breaks]
    parts.append(_target_line(aims, xs, scale))
    for one, look in zip(series, styles, strict=True):
        parts.append(_line(one, look, xs, scale, starts))
    parts.append(_end_labels(series, styles, target, aims, xs, scale, right))
    parts.append(line(left, scale(marks[0]), right, scale(marks[0]), stroke=AXIS))
    parts.append(_period_labels(periods, xs, top + HEIGHT))
    height = top + HEIGHT + 30
    if marks[0] > 0:
        with override(language):
            note = _("The axis starts at %(value)s.") % {"value": style.write(marks[0])}
        parts.append(text(note, left, height + 10, fill=SOFT, font_style="italic"))
        height += 18
    return finish(
        parts,
        kind="line",
        title=title,
        alternative=alternative or describe_lines(periods, series, title, style, target),
        table=_line_table(periods, series, target, aims, title, style),
        height=height,
        key=key,
    )


def _style(one: Series, place: int, count: int) -> int:
    """With two lines the first and last colour: the pair colour-blind readers tell apart best."""
    if one.style is not None:
        return one.style
    return 3 if count == 2 and place == 1 else place


def _places(count: int, start: float, end: float) -> list[float]:
    if count == 1:
        return [(start + end) / 2]
    return [start + (end - start) * place / (count - 1) for place in range(count)]


def _spread(target: Target | None, count: int) -> list[Value]:
    """Give a target that is the same everywhere a value in every period."""
    if target is None:
        return [Missing.NO_DATA] * count
    return list(target.values) * count if len(target.values) == 1 else list(target.values)


def runs(
    values: Sequence[Value], xs: Sequence[float], scale: Scale, starts: set[int]
) -> Iterator[list[Point]]:
    """Yield the unbroken stretches of a series: a missing value or a break in series ends one."""
    run: list[Point] = []
    for place, (value, x) in enumerate(zip(values, xs, strict=True)):
        if run and (isinstance(value, Missing) or place in starts):
            yield run
            run = []
        if not isinstance(value, Missing):
            run.append((x, scale(value)))
    if run:
        yield run


def _stretch(run: Sequence[Point], **look: object) -> str:
    points = " ".join(f"{fix(x)},{fix(y)}" for x, y in run)
    return element("polyline", points=points, fill="none", **look) if len(run) > 1 else ""


def _line(one: Series, look: int, xs: Sequence[float], scale: Scale, starts: set[int]) -> str:
    drawn = ""
    for run in runs(one.values, xs, scale, starts):
        drawn += _stretch(
            run,
            stroke=COLOURS[look],
            stroke_width=2.5,
            stroke_dasharray=DASHES[look],
            stroke_linejoin="round",
        )
        drawn += "".join(marker(look, x, y) for x, y in run)
    return drawn


def _target_line(aims: Sequence[Value], xs: Sequence[float], scale: Scale) -> str:
    drawn = ""
    for run in runs(aims, xs, scale, set()):
        drawn += _stretch(run, stroke=TARGET, stroke_width=1.5, stroke_dasharray="4 3")
        if len(run) == 1:
            (x, y) = run[0]
            drawn += line(x - 9, y, x + 9, y, stroke=TARGET, stroke_width=2)
    return drawn


def _break(one: Break, xs: Sequence[float], top: float) -> str:
    """Mark where a series starts anew: a line between two periods with the reason above it."""
    x = (xs[one.at - 1] + xs[one.at]) / 2 if one.at else xs[0]
    half = width_of(one.label) / 2
    middle = min(max(x, half), WIDTH - half)
    return line(
        x, top - 6, x, top + HEIGHT, stroke=SOFT, stroke_dasharray="1 4", stroke_width=1.5
    ) + text(one.label, middle, top - 11, text_anchor="middle", fill=SOFT, font_style="italic")


def _end_labels(
    series: Sequence[Series],
    styles: Sequence[int],
    target: Target | None,
    aims: Sequence[Value],
    xs: Sequence[float],
    scale: Scale,
    right: float,
) -> str:
    """Name each line at its last value; names that would touch move apart."""
    wanted = []
    for one, look in zip(series, styles, strict=True):
        points = [point for run in runs(one.values, xs, scale, set()) for point in run]
        if points:
            wanted.append((points[-1][1], wrap(one.label, LABEL_ROOM), COLOURS[look]))
    points = [point for run in runs(aims, xs, scale, set()) for point in run]
    if target and points:
        wanted.append((points[-1][1], wrap(target.label, LABEL_ROOM), TARGET))
    return "".join(
        paragraph(lines, right + 10, middle, fill=INK_OF.get(colour, colour))
        for middle, lines, colour in _apart(sorted(wanted))
    )


# Two of the colours are too light for text; their names stand in the ink of a darker sister.
INK_OF = {"#28a197": "#1a6b64", "#f46a25": "#a83f07"}
Label = tuple[float, list[str], str]


def _apart(labels: Sequence[Label]) -> list[Label]:
    """Push names down until each has its own room, then the lot up as far as it went too low."""
    placed: list[Label] = []
    floor = 0.0
    for middle, lines, colour in labels:
        half = len(lines) * LINE_HEIGHT / 2
        place = max(middle, floor + half)
        placed.append((place, lines, colour))
        floor = place + half
    excess = max(0.0, floor - (TOP + LINE_HEIGHT + HEIGHT + 14))
    return [(middle - excess, lines, colour) for middle, lines, colour in placed]


def _period_labels(periods: Sequence[str], xs: Sequence[float], floor: float) -> str:
    """Write as many periods as fit, always the last."""
    room = xs[1] - xs[0] if len(xs) > 1 else float(WIDTH)
    widest = max(map(width_of, periods), default=0) + 8
    every = max(1, -int(-widest // room))
    last = len(periods) - 1
    return "".join(
        text(period, x, floor + TEXT_SIZE + 7, text_anchor="middle", fill=SOFT)
        for place, (period, x) in enumerate(zip(periods, xs, strict=True))
        if (last - place) % every == 0
    )


def _line_table(
    periods: Sequence[str],
    series: Sequence[Series],
    target: Target | None,
    aims: Sequence[Value],
    title: str,
    style: Style,
) -> Table:
    with override(style.language):
        header = [_("Period"), *(style.head(one.label) for one in series)]
    columns = [[style.write(value) for value in one.values] for one in series]
    if target:
        header.append(style.head(target.label))
        columns.append([style.write(value) for value in aims])
    rows = tuple(zip(periods, *columns, strict=True))
    return Table(title, tuple(header), rows)


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
    xs = _places(len(values), 5, 105)
    drawn = ""
    stretches = list(runs(values, xs, scale, set()))
    for run in stretches:
        drawn += _stretch(run, stroke=COLOURS[0], stroke_width=2, stroke_linejoin="round")
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
        table=_line_table(periods, [one], None, [], title, style),
        height=30,
        width=110,
        key=key,
    )
