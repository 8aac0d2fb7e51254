"""Chooses the drawing for a chart block: bars compare places, lines follow years."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from biblionet.kit.charts import Bar, Break, Chart, Series, Target, bar_chart, line_chart
from biblionet.kit.numbers import Missing
from reports.standing import ChartBlock, Fact
from reports.standing import Series as Codes

MOST_LINES = 4
SIGNS = {"%": "%", "EUR": "€"}


def draw(
    block: ChartBlock,
    facts: Mapping[str, Fact],
    *,
    language: str,
    write: Callable[[Fact], str],
) -> tuple[Chart, ...]:
    """Draw a chart block: one chart, or several below each other when one would be too full.

    `write` says how a figure is written, so that a chart says what the table beside it says.
    A line of one point is no drawing. A missing or contested value is a gap. KeyError when a
    code is not among the facts.
    """
    if block.shape == "bars":
        return tuple(_bars(block, one, facts, language, write) for one in block.series)
    if len(labels_of(block)) < 2:
        return ()
    groups = range(0, len(block.series), MOST_LINES)
    return tuple(
        _lines(block, block.series[start : start + MOST_LINES], facts, language) for start in groups
    )


def labels_of(block: ChartBlock) -> list[str]:
    """Return the labels of a chart in order; lines begin where the first of them has a figure."""
    labels = list(dict.fromkeys(point.label for one in block.series for point in one.points))
    known = {point.label for one in block.series for point in one.points if point.fact}
    if block.shape == "bars":
        return labels
    return labels[next((place for place, label in enumerate(labels) if label in known), 0) :]


def value_of(fact: Fact | None) -> Decimal | Missing:
    """Return what is drawn of a figure: its value, or why there is none."""
    if fact is None or not fact.is_settled:
        return Missing.NO_DATA
    if fact.number is None:
        return Missing.NOT_REPORTED if fact.state == "value" else Missing(fact.state)
    return fact.number


def _find(codes: Codes, labels: Sequence[str], facts: Mapping[str, Fact]) -> list[Fact | None]:
    found = {point.label: facts[point.fact] for point in codes.points if point.fact}
    return [found.get(label) for label in labels]


def _bars(
    block: ChartBlock,
    one: Codes,
    facts: Mapping[str, Fact],
    language: str,
    write: Callable[[Fact], str],
) -> Chart:
    labels = [point.label for point in one.points]
    found = _find(one, labels, facts)
    bars = [
        Bar(label, value_of(fact), written=write(fact) if fact else "")
        for label, fact in zip(labels, found, strict=True)
    ]
    several = len(block.series) > 1
    return bar_chart(
        bars,
        title=f"{block.title}: {one.name}" if several and one.name else block.title,
        language=language,
        unit=sign_of(found),
        target=_target(block),
        key=f"{block.key}-{one.name}",
    )


def _lines(
    block: ChartBlock, group: Sequence[Codes], facts: Mapping[str, Fact], language: str
) -> Chart:
    periods = labels_of(block)
    found = [_find(one, periods, facts) for one in group]
    return line_chart(
        periods,
        [
            Series(one.name, [value_of(fact) for fact in row])
            for one, row in zip(group, found, strict=True)
        ],
        title=block.title,
        language=language,
        unit=sign_of([fact for row in found for fact in row]),
        target=_target(block),
        breaks=[
            Break(periods.index(label), _("new series"))
            for label in block.breaks
            if label in periods
        ],
        key=block.key,
    )


def _target(block: ChartBlock) -> Target | None:
    return Target.always(_("target"), Decimal(block.target)) if block.target else None


def sign_of(facts: Sequence[Fact | None]) -> str:
    """Return the sign that values carry, when all of them carry the same; else nothing."""
    signs = {
        SIGNS.get(fact.unit, "") if fact.multiplier == 1 else ""
        for fact in facts
        if fact is not None
    }
    return signs.pop() if len(signs) == 1 else ""
