"""Writes SVG: escaped, with fixed numbers, the same bytes for the same chart."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from biblionet.kit.charts.values import Chart, Table

WIDTH = 640
TEXT_SIZE = 15
FONT = "'Source Sans 3', system-ui, arial, sans-serif"
INK = "#1b2326"
SOFT = "#4b575c"
GRID = "#dde3e2"
AXIS = "#5c6a6e"
TARGET = "#3d3d3d"
MUTED = "#6f777b"
# The four series of the UK Government Analysis Function: 3:1 on white and beside each other. With
# two series the first and the last, which colour-blind readers tell apart best.
COLOURS = ("#12436d", "#28a197", "#801650", "#f46a25")
ON_COLOURS = ("#ffffff", "#12181a", "#ffffff", "#12181a")
DASHES = ("", "7 4", "2 4", "9 4 2 4")
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Escape a text, without the control characters no XML may hold."""
    return escape(NOT_XML.sub("", text))


def fix(number: Decimal | float) -> str:
    """Write a coordinate with at most one decimal."""
    return f"{round(float(number), 1) + 0:.1f}".removesuffix(".0")


def element(name: str, *children: str, **attributes: object) -> str:
    """Write one element; `stroke_width=2` becomes `stroke-width="2"`, empty ones are left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _attribute(value: object) -> str:
    return fix(value) if isinstance(value, (Decimal, float)) else clean(str(value))


def text(content: str, x: Decimal | float, y: Decimal | float, **attributes: object) -> str:
    """Write one line of text, standing on y."""
    return element("text", clean(content), x=float(x), y=float(y), **attributes)


def line(
    x1: Decimal | float,
    y1: Decimal | float,
    x2: Decimal | float,
    y2: Decimal | float,
    **more: object,
) -> str:
    """Draw a straight line, thin and soft unless told otherwise."""
    usual: dict[str, object] = {"stroke": GRID, "stroke_width": 1}
    return element(
        "line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **{**usual, **more}
    )


def width_of(content: str) -> float:
    """Estimate how wide a text is drawn; a little too wide rather than too narrow."""
    return sum(0.36 if letter in " .,ijltfI1|'()" else 0.58 for letter in content) * TEXT_SIZE


def wrap(content: str, room: float) -> list[str]:
    """Break a text into lines that fit; a long word stands alone, nothing is cut off."""
    lines: list[str] = []
    for word in content.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def paragraph(lines: Sequence[str], x: float, middle: float, **attributes: object) -> str:
    """Write lines of text around a middle."""
    top = middle - (len(lines) - 1) * LINE_HEIGHT / 2 + TEXT_SIZE * 0.35
    return "".join(
        text(content, x, top + place * LINE_HEIGHT, **attributes)
        for place, content in enumerate(lines)
    )


LINE_HEIGHT = TEXT_SIZE * 1.25


def marker(style: int, x: float, y: float, *, size: float = 4.5) -> str:
    """Draw the mark of a series: circle, triangle, square or diamond on a white edge, or a ring."""
    if style == len(COLOURS):
        return element(
            "circle", cx=x, cy=y, r=size - 0.5, fill="#ffffff", stroke=INK, stroke_width=2
        )
    look: dict[str, object] = {"fill": COLOURS[style], "stroke": "#ffffff", "stroke_width": 1}
    if style == 0:
        return element("circle", cx=float(x), cy=float(y), r=float(size), **look)
    s = size + 1
    corners = {
        1: [(0, -s), (s, s * 0.8), (-s, s * 0.8)],
        2: [(-size, -size), (size, -size), (size, size), (-size, size)],
        3: [(0, -s), (s, 0), (0, s), (-s, 0)],
    }[style]
    points = " ".join(f"{fix(x + dx)},{fix(y + dy)}" for dx, dy in corners)
    return element("polygon", points=points, **look)


def finish(
    parts: Iterable[str],
    *,
    kind: str,
    title: str,
    alternative: str,
    table: Table,
    height: float,
    width: float = WIDTH,
    key: str = "",
) -> Chart:
    """Put the parts in one drawing: the alternative to be heard, the rest only to be seen."""
    drawn = "".join(parts)
    spoken = NOT_XML.sub("", alternative)
    digest = hashlib.sha256(f"{kind}|{key}|{spoken}|{drawn}".encode()).hexdigest()[:12]
    identifier = f"fig-{digest}"
    whole = element(
        "svg",
        element("title", clean(spoken), id=f"{identifier}-title"),
        element("g", drawn, aria_hidden="true", font_family=FONT, font_size=TEXT_SIZE, fill=INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {fix(width)} {fix(height)}",
        width=float(width),
        height=float(height),
        role="img",
        aria_labelledby=f"{identifier}-title",
    )
    svg: SafeString = mark_safe(whole)  # noqa: S308  # every text went through clean()
    return Chart(key=identifier, title=title, svg=svg, alternative=spoken, table=table)
