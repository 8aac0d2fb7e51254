"""Lines: how something went over years or quarters. A gap in the data is a gap in the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    INK,
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
# Two of the colours are too light for text; their names stand in the ink of a darker sister.
INKS = (COLOURS[0], "#1a6b64", COLOURS[2], "#a83f07", INK)
WHOLE = 4  # the look of the line of all together
Point = tuple[float, float]
Label = tuple[float, list[str], str]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where periods and values stand on the paper."""

    xs: list[float]
    scale: Scale
    marks: list[Decimal]
    left: float
    right: float
    top: float

    @property
    def floor(self) -> float:
        return self.top + HEIGHT


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
    whole: Series | None = None,
    from_zero: bool = True,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw at most four lines, named at their ends; the axis says so when it leaves out zero.

    `whole` is the line of all of them together, in ink, beside the four.
    """
    if len(series) > len(COLOURS):
        raise ValueError(f"at most {len(COLOURS)} lines can be told apart")
    looks = [_look(one, place, len(series)) for place, one in enumerate(series)]
    if whole:
        series, looks = [*series, whole], [*looks, WHOLE]
    style = Style(language, unit, decimals)
    aims = _spread(target, len(periods))
    plane = _plane(len(periods), series, target, aims, style, from_zero=from_zero, breaks=breaks)
    starts = frozenset(one.at for one in breaks)
    note, height = _note(plane, style)
    parts = [
        grid(plane.marks, plane.scale, style, plane.left, plane.right),
        *(_break(one, plane) for one in breaks),
        _target_line(aims, plane),
        *(_line(one, look, plane, starts) for one, look in zip(series, looks, strict=True)),
        _end_labels(series, looks, target, aims, plane),
        line(plane.left, plane.floor, plane.right, plane.floor, stroke=AXIS),
        _period_labels(periods, plane),
        note,
    ]
    return finish(
        parts,
        kind="line",
        title=title,
        alternative=alternative or describe_lines(periods, series, title, style, target, starts),
        table=line_table(periods, series, target, aims, title, style),
        height=height,
        key=key,
    )


def _plane(
    count: int,
    series: Sequence[Series],
    target: Target | None,
    aims: Sequence[Value],
    style: Style,
    *,
    from_zero: bool,
    breaks: Sequence[Break],
) -> Plane:
    """Leave room for the values on the left, the names on the right, a reason of a break above."""
    values = [value for one in series for value in known(one.values)]
    marks = ticks([*values, *known(aims)], from_zero=from_zero)
    top = TOP + (LINE_HEIGHT if breaks else 0)
    left = max(width_of(style.write(mark)) for mark in marks) + 8
    labels = [one.label for one in series] + ([target.label] if target else [])
    names = [words for label in labels for words in wrap(label, LABEL_ROOM)]
    right = WIDTH - max(map(width_of, names), default=0) - 14
    scale = across(marks, top + HEIGHT, top)
    return Plane(places(count, left + 12, right - 4), scale, marks, left, right, top)


def _note(plane: Plane, style: Style) -> tuple[str, float]:
    """Say that zero is left out, where it is; returns the drawing and the height of the chart."""
    height = plane.floor + 30
    if plane.marks[0] <= 0:
        return "", height
    with override(style.language):
        words = _("The axis starts at %(value)s.") % {"value": style.write(plane.marks[0])}
    return text(words, plane.left, height + 10, fill=SOFT, font_style="italic"), height + 18


def _look(one: Series, place: int, count: int) -> int:
    """With two lines the first and last colour: the pair colour-blind readers tell apart best."""
    if one.style is not None:
        return one.style
    return 3 if count == 2 and place == 1 else place


def places(count: int, start: float, end: float) -> list[float]:
    if count == 1:
        return [(start + end) / 2]
    return [start + (end - start) * place / (count - 1) for place in range(count)]


def _spread(target: Target | None, count: int) -> list[Value]:
    """Give a target that is the same everywhere a value in every period."""
    if target is None:
        return [Missing.NO_DATA] * count
    return list(target.values) * count if len(target.values) == 1 else list(target.values)


def runs(
    values: Sequence[Value], xs: Sequence[float], scale: Scale, starts: frozenset[int]
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


def stretch(run: Sequence[Point], **look: object) -> str:
    points = " ".join(f"{fix(x)},{fix(y)}" for x, y in run)
    return element("polyline", points=points, fill="none", **look) if len(run) > 1 else ""


def _line(one: Series, look: int, plane: Plane, starts: frozenset[int]) -> str:
    drawn = ""
    for run in runs(one.values, plane.xs, plane.scale, starts | one.starts):
        drawn += stretch(
            run,
            stroke=INK if look == WHOLE else COLOURS[look],
            stroke_width=2.5,
            stroke_dasharray="" if look == WHOLE else DASHES[look],
            stroke_linejoin="round",
        )
        drawn += "".join(marker(look, x, y) for x, y in run)
    return drawn


def _target_line(aims: Sequence[Value], plane: Plane) -> str:
    drawn = ""
    for run in runs(aims, plane.xs, plane.scale, frozenset()):
        drawn += stretch(run, stroke=TARGET, stroke_width=1.5, stroke_dasharray="4 3")
        if len(run) == 1:
            (x, y) = run[0]
            drawn += line(x - 9, y, x + 9, y, stroke=TARGET, stroke_width=2)
    return drawn


def _break(one: Break, plane: Plane) -> str:
    """Mark where a series starts anew: a line between two periods with the reason above it."""
    x = (plane.xs[one.at - 1] + plane.xs[one.at]) / 2 if one.at else plane.xs[0]
    half = width_of(one.label) / 2
    middle = min(max(x, half), WIDTH - half)
    above = plane.top - 6
    return line(
        x, above, x, plane.floor, stroke=SOFT, stroke_dasharray="1 4", stroke_width=1.5
    ) + text(one.label, middle, above - 5, text_anchor="middle", fill=SOFT, font_style="italic")


def _end_labels(
    series: Sequence[Series],
    looks: Sequence[int],
    target: Target | None,
    aims: Sequence[Value],
    plane: Plane,
) -> str:
    """Name each line at its last value; names that would touch move apart."""
    named = [
        (one.values, one.label, INKS[look]) for one, look in zip(series, looks, strict=True)
    ] + ([(aims, target.label, TARGET)] if target else [])
    wanted = [
        (end, wrap(label, LABEL_ROOM), ink)
        for values, label, ink in named
        for end in _last_place(values, plane)
    ]
    return "".join(
        paragraph(lines, plane.right + 10, middle, fill=ink)
        for middle, lines, ink in _apart(sorted(wanted), plane.floor)
    )


def _last_place(values: Sequence[Value], plane: Plane) -> list[float]:
    """Return the height of the last known value, in a list; an empty one without values."""
    return [plane.scale(value) for value in known(values)[-1:]]


def _apart(labels: Sequence[Label], floor: float) -> list[Label]:
    """Push names down until each has its own room, then the lot up as far as it went too low."""
    placed: list[Label] = []
    taken = 0.0
    for middle, lines, ink in labels:
        half = len(lines) * LINE_HEIGHT / 2
        place = max(middle, taken + half)
        placed.append((place, lines, ink))
        taken = place + half
    excess = max(0.0, taken - floor - LINE_HEIGHT)
    return [(middle - excess, lines, ink) for middle, lines, ink in placed]


def _period_labels(periods: Sequence[str], plane: Plane) -> str:
    """Write as many periods as fit, always the last."""
    room = plane.xs[1] - plane.xs[0] if len(periods) > 1 else float(WIDTH)
    widest = max(map(width_of, periods), default=0) + 8
    every = max(1, -int(-widest // room))
    last = len(periods) - 1
    return "".join(
        text(period, x, plane.floor + TEXT_SIZE + 7, text_anchor="middle", fill=SOFT)
        for place, (period, x) in enumerate(zip(periods, plane.xs, strict=True))
        if (last - place) % every == 0
    )


def line_table(
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
