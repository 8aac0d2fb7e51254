"""Bars: organisations beside each other, always from zero, and parts of a whole."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from biblionet.kit.charts.alternatives import describe_bars, describe_shares
from biblionet.kit.charts.scales import Scale, across, ticks
from biblionet.kit.charts.svg import (
    AXIS,
    COLOURS,
    LINE_HEIGHT,
    MUTED,
    ON_COLOURS,
    SOFT,
    TARGET,
    WIDTH,
    element,
    finish,
    line,
    paragraph,
    text,
    width_of,
    wrap,
)
from biblionet.kit.charts.values import Bar, Chart, Shares, Style, Table, Target, Value, known
from biblionet.kit.numbers import Missing, write_percentage

LABEL_ROOM = 200.0
BAR = 24.0
GAP = 14.0


def bar_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    language: str,
    unit: str = "",
    decimals: int | None = None,
    target: Target | None = None,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw lying bars with their values behind them: one row for each organisation."""
    style = Style(language, unit, decimals)
    room = min(LABEL_ROOM, max((width_of(bar.label) for bar in bars), default=0))
    written = [style.write_bar(bar) for bar in bars]
    value_room = max(map(width_of, written), default=0) + 12
    values = [*known([bar.value for bar in bars]), *_target_values(target)]
    marks = ticks(values)
    left_room = value_room if min(values, default=Decimal(0)) < 0 else 0
    scale = across(marks, room + 12 + left_room, WIDTH - value_room)
    top = 26.0 if target else 4.0
    parts, y = [], top
    for bar, value in zip(bars, written, strict=True):
        lines = wrap(bar.label, LABEL_ROOM)
        height = max(BAR, len(lines) * LINE_HEIGHT)
        parts.append(paragraph(lines, room, y + height / 2, text_anchor="end"))
        parts.append(_lying_bar(bar, value, scale, y + (height - BAR) / 2))
        y += height + GAP
    bottom = y - GAP + 4
    parts.append(line(scale(0), top - 4, scale(0), bottom, stroke=AXIS))
    if target:
        parts.insert(0, _upright_target(target, style, scale, top, bottom))
    return finish(
        parts,
        kind="bar",
        title=title,
        alternative=alternative or describe_bars(bars, title, style, target),
        table=_bar_table(bars, title, style),
        height=bottom + 4,
        key=key,
    )


def _lying_bar(bar: Bar, written: str, scale: Scale, y: float) -> str:
    middle = y + BAR / 2
    if isinstance(bar.value, Missing):
        return paragraph([written], scale(0) + 8, middle, fill=SOFT, font_style="italic")
    start, end = sorted((scale(0), scale(bar.value)))
    drawn = element(
        "rect",
        x=start,
        y=y,
        width=end - start,
        height=BAR,
        fill=COLOURS[bar.style] if bar.in_focus else MUTED,
    )
    if bar.value < 0:
        return (
            drawn
            + _clear(start - 8 - width_of(written), y, written)
            + paragraph([written], start - 6, middle, text_anchor="end")
        )
    return drawn + _clear(end + 2, y, written) + paragraph([written], end + 6, middle)


def _clear(x: float, y: float, written: str) -> str:
    """Lay white under a value, so that no target line runs through it."""
    width = width_of(written) + 6
    return element("rect", x=x, y=y, width=width, height=BAR, fill="#ffffff")


def _target_values(target: Target | None) -> list[Decimal]:
    return known(target.values) if target else []


def _upright_target(target: Target, style: Style, scale: Scale, top: float, bottom: float) -> str:
    drawn = ""
    for value in _target_values(target)[:1]:
        place, label = scale(value), f"{target.label} {style.write(value)}"
        drawn += line(
            place, top - 6, place, bottom, stroke=TARGET, stroke_width=1.5, stroke_dasharray="4 3"
        )
        half = width_of(label) / 2
        middle = min(max(place, half), WIDTH - half)
        drawn += text(label, middle, top - 11, text_anchor="middle", fill=TARGET)
    return drawn


def _bar_table(bars: Sequence[Bar], title: str, style: Style) -> Table:
    with override(style.language):
        header = (_("What"), style.head(_("Value")))
    rows = tuple((bar.label, style.write_bar(bar)) for bar in bars)
    return Table(title, header, rows)


COLUMN_TOP = 26.0
COLUMN_HEIGHT = 220.0


def column_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    language: str,
    unit: str = "",
    decimals: int | None = None,
    target: Target | None = None,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw standing bars on a grid: few, short names; lying bars read better with long ones."""
    style = Style(language, unit, decimals)
    marks = ticks([*known([bar.value for bar in bars]), *_target_values(target)])
    left = max(width_of(style.write(mark)) for mark in marks) + 8
    scale = across(marks, COLUMN_TOP + COLUMN_HEIGHT, COLUMN_TOP)
    slot = (WIDTH - left) / max(len(bars), 1)
    names = [wrap(bar.label, slot - 8) for bar in bars]
    parts = [grid(marks, scale, style, left, WIDTH)]
    for place, (bar, lines) in enumerate(zip(bars, names, strict=True)):
        middle = left + slot * (place + 0.5)
        parts.append(_standing_bar(bar, style, scale, middle, min(slot * 0.6, 64)))
        floor = COLUMN_TOP + COLUMN_HEIGHT + 14 + (len(lines) - 1) * LINE_HEIGHT / 2
        parts.append(paragraph(lines, middle, floor, text_anchor="middle"))
    parts.append(line(left, scale(0), WIDTH, scale(0), stroke=AXIS))
    if target:
        parts.append(_level_target(target, style, scale, left))
    depth = max(map(len, names), default=1)
    return finish(
        parts,
        kind="column",
        title=title,
        alternative=alternative or describe_bars(bars, title, style, target),
        table=_bar_table(bars, title, style),
        height=COLUMN_TOP + COLUMN_HEIGHT + 10 + depth * LINE_HEIGHT,
        key=key,
    )


def _level_target(target: Target, style: Style, scale: Scale, left: float) -> str:
    drawn = ""
    for value in _target_values(target)[:1]:
        y = scale(value)
        drawn += line(left, y, WIDTH, y, stroke=TARGET, stroke_width=1.5, stroke_dasharray="4 3")
        label = f"{target.label} {style.write(value)}"
        drawn += text(label, WIDTH, y - 6, text_anchor="end", fill=TARGET)
    return drawn


def grid(marks: Sequence[Decimal], scale: Scale, style: Style, left: float, right: float) -> str:
    """Draw a soft line and its value at every mark."""
    return "".join(
        line(left, scale(mark), right, scale(mark))
        + text(style.write(mark), left - 8, scale(mark) + 5, text_anchor="end", fill=SOFT)
        for mark in marks
    )


def _standing_bar(bar: Bar, style: Style, scale: Scale, middle: float, width: float) -> str:
    written = style.write_bar(bar)
    if isinstance(bar.value, Missing):
        lines = wrap(written, width)
        lift = scale(0) - 6 - len(lines) * LINE_HEIGHT / 2
        return paragraph(lines, middle, lift, text_anchor="middle", fill=SOFT, font_style="italic")
    top, bottom = sorted((scale(0), scale(bar.value)))
    colour = COLOURS[bar.style] if bar.in_focus else MUTED
    label = bottom + LINE_HEIGHT if bar.value < 0 else top - 6
    return element(
        "rect", x=middle - width / 2, y=top, width=width, height=bottom - top, fill=colour
    ) + text(written, middle, label, text_anchor="middle")


def share_chart(
    rows: Sequence[Shares],
    parts: Sequence[str],
    *,
    title: str,
    language: str,
    alternative: str = "",
    key: str = "",
) -> Chart:
    """Draw each row as a whole of 100% in at most four parts; a row with a gap is not drawn."""
    if len(parts) > len(COLOURS):
        raise ValueError(f"a whole is shown in at most {len(COLOURS)} parts")
    style = Style(language)
    room = min(LABEL_ROOM, max((width_of(row.label) for row in rows), default=0))
    scale = Scale(Decimal(0), Decimal(100), room + 12, WIDTH - 1)
    drawn, y = legend(parts)
    for row in rows:
        lines = wrap(row.label, LABEL_ROOM)
        height = max(BAR + 4, len(lines) * LINE_HEIGHT)
        drawn += paragraph(lines, room, y + height / 2, text_anchor="end")
        drawn += _whole(row, style, scale, y + (height - BAR - 4) / 2)
        y += height + GAP
    return finish(
        [drawn],
        kind="share",
        title=title,
        alternative=alternative or describe_shares(rows, parts, title, style),
        table=_share_table(rows, parts, title, style),
        height=y - GAP + 4,
        key=key,
    )


def legend(labels: Sequence[str]) -> tuple[str, float]:
    """Draw squares with their names; returns the drawing and where the chart can begin."""
    drawn, x, y = "", 0.0, 10.0
    for label, colour in zip(labels, COLOURS, strict=False):
        if x and x + 20 + width_of(label) > WIDTH:
            x, y = 0.0, y + LINE_HEIGHT + 4
        drawn += element("rect", x=x, y=y - 7, width=14.0, height=14.0, fill=colour)
        drawn += paragraph([label], x + 20, y)
        x += 20 + width_of(label) + 18
    return drawn, y + 22


def shares_of(values: Sequence[Value]) -> list[Decimal] | None:
    """Return the percentages of a whole; None when a part is missing or there is nothing."""
    numbers = known(values)
    total = sum(numbers, Decimal(0))
    if len(numbers) < len(values) or not total:
        return None
    return [number * 100 / total for number in numbers]


def _whole(row: Shares, style: Style, scale: Scale, y: float) -> str:
    middle, shares = y + (BAR + 4) / 2, shares_of(row.values)
    if shares is None:
        reason = next(
            (value for value in row.values if isinstance(value, Missing)), Missing.NO_DATA
        )
        words = style.write(reason)
        return paragraph([words], scale(0), middle, fill=SOFT, font_style="italic")
    drawn, done = "", Decimal(0)
    for place, share in enumerate(shares):
        start, end = scale(done), scale(done + share)
        drawn += element(
            "rect",
            x=start,
            y=y,
            width=end - start,
            height=BAR + 4,
            fill=COLOURS[place],
            stroke="#ffffff",
            stroke_width=1,
        )
        words = write_percentage(share, language=style.language, decimals=0)
        if end - start > width_of(words) + 8:
            drawn += paragraph(
                [words], (start + end) / 2, middle, text_anchor="middle", fill=ON_COLOURS[place]
            )
        done += share
    return drawn


def _share_table(rows: Sequence[Shares], parts: Sequence[str], title: str, style: Style) -> Table:
    with override(style.language):
        header = (_("What"), *parts)
    return Table(title, header, tuple((row.label, *map(style.write, row.values)) for row in rows))
