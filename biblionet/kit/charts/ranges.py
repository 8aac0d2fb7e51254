"""Dots: where each stands now, where it stood, and where it was to stand."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from biblionet.kit.charts.alternatives import describe_progress
from biblionet.kit.charts.scales import Scale, across, ticks
from biblionet.kit.charts.svg import (
    COLOURS,
    GRID,
    LINE_HEIGHT,
    SOFT,
    TARGET,
    TEXT_SIZE,
    WIDTH,
    element,
    finish,
    line,
    paragraph,
    text,
    width_of,
    wrap,
)
from biblionet.kit.charts.values import Chart, Progress, Style, Table, known
from biblionet.kit.numbers import Missing

LABEL_ROOM = 200.0
ROW = 36.0
TOP = 34.0


def range_chart(
    rows: Sequence[Progress],
    *,
    title: str,
    language: str,
    unit: str = "",
    decimals: int | None = None,
    words: tuple[str, str, str] | None = None,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw a row for each: an open dot before, a full dot now, a mark at the target.

    `words` name the three, as ("2024", "2025", "streven"); without them before, now and target.
    """
    style = Style(language, unit, decimals)
    with override(language):
        names = words or (_("before"), _("now"), _("target"))
        first = _("What")
    marks = ticks([value for row in rows for value in known([row.before, row.now, row.target])])
    room = min(LABEL_ROOM, max((width_of(row.label) for row in rows), default=0))
    value_room = max((width_of(style.write(row.now)) for row in rows), default=0) + 16
    scale = across(marks, room + 22, WIDTH - value_room)
    parts, y = [_names(names)], TOP
    rungs = []
    for row in rows:
        lines = wrap(row.label, LABEL_ROOM)
        height = max(ROW, len(lines) * LINE_HEIGHT + 8)
        parts.append(paragraph(lines, room, y + height / 2, text_anchor="end"))
        rungs.append(_row(row, style, scale, y + height / 2))
        y += height
    parts += [_upright(scale(mark), style.write(mark), y) for mark in marks]
    parts += rungs
    table = Table(
        title,
        (first, *(style.head(name) for name in names)),
        tuple(
            (row.label, *(style.write(value) for value in (row.before, row.now, row.target)))
            for row in rows
        ),
    )
    return finish(
        parts,
        kind="range",
        title=title,
        alternative=alternative or describe_progress(rows, title, style),
        table=table,
        height=y + TEXT_SIZE + 12,
        key=key,
    )


def _upright(x: float, label: str, bottom: float) -> str:
    return line(x, TOP, x, bottom, stroke=GRID) + text(
        label, x, bottom + TEXT_SIZE + 3, text_anchor="middle", fill=SOFT
    )


def _row(row: Progress, style: Style, scale: Scale, y: float) -> str:
    drawn = line(scale.start, y, scale.end, y, stroke=GRID)
    if not isinstance(row.before, Missing) and not isinstance(row.now, Missing):
        drawn += line(scale(row.before), y, scale(row.now), y, stroke=COLOURS[0], stroke_width=3)
    if not isinstance(row.target, Missing):
        drawn += _aim(scale(row.target), y)
    if not isinstance(row.before, Missing):
        drawn += _dot(scale(row.before), y, is_open=True)
    if not isinstance(row.now, Missing):
        drawn += _dot(scale(row.now), y)
    missing = {"fill": SOFT, "font_style": "italic"} if isinstance(row.now, Missing) else {}
    return drawn + paragraph([style.write(row.now)], WIDTH, y, text_anchor="end", **missing)


def _dot(x: float, y: float, *, is_open: bool = False) -> str:
    fill = "#ffffff" if is_open else COLOURS[0]
    return element("circle", cx=x, cy=y, r=6.0, fill=fill, stroke=COLOURS[0], stroke_width=2)


def _aim(x: float, y: float) -> str:
    return line(x, y - 12, x, y + 12, stroke=TARGET, stroke_width=3)


def _names(names: tuple[str, str, str]) -> str:
    """Draw the three marks with their words above the chart."""
    drawn, x = "", 8.0
    for place, name in enumerate(names):
        drawn += _aim(x, 12) if place == 2 else _dot(x, 12, is_open=place == 0)
        drawn += paragraph([name], x + 14, 12)
        x += 14 + width_of(name) + 26
    return drawn
