"""Sets the blocks of a chapter, one function a kind."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.safestring import SafeString

from reports import illustrations
from reports.printing import accounts, back, grids, progress, running, words
from reports.printing.places import Place
from reports.printing.setting import Setting, sources_of, star
from reports.standing import (
    Annex,
    ChartBlock,
    Checklist,
    Colophon,
    CoverageBlock,
    FigureTable,
    Heading,
    Infographic,
    ListBlock,
    ObjectiveOverview,
    Performances,
    Ratios,
    Row,
    TextBlock,
)

LONG = 11  # letters of a big figure that fit beside each other at full size

Setter = Callable[[Setting, Place, Any], SafeString]


def set_block(setting: Setting, place: Place) -> SafeString:
    """Set one block. KeyError when it names a figure that the dossier lacks."""
    return SETTERS[type(place.block)](setting, place, place.block)


def _heading(setting: Setting, place: Place, block: Heading) -> SafeString:
    return setting.render("heading", place=place)


def _text(setting: Setting, place: Place, block: TextBlock) -> SafeString:
    pieces, notes = running.set_text(setting, block, place.anchor)
    return setting.render("text", place=place, block=block, pieces=pieces, notes=notes)


def _list(setting: Setting, place: Place, block: ListBlock) -> SafeString:
    return setting.render("list", place=place, block=block)


def _figure_table(setting: Setting, place: Place, block: FigureTable) -> SafeString:
    table = grids.compose(
        setting, columns=block.columns, rows=block.rows, row_header=block.row_header
    )
    return setting.render("figure_table", place=place, block=block, table=table)


def _chart(setting: Setting, place: Place, block: ChartBlock) -> SafeString:
    """Set a chart with the table of its figures below."""
    charts = illustrations.draw(
        block,
        setting.facts,
        language=setting.language,
        write=partial(words.write_fact, language=setting.language),
    )
    table = grids.compose(setting, columns=_names(block), rows=_rows(block), row_header="")
    return setting.render("chart", place=place, block=block, charts=charts, table=table)


def _names(block: ChartBlock) -> list[str]:
    return [series.name for series in block.series]


def _rows(block: ChartBlock) -> list[Row]:
    """Turn series into rows: a row for each label of the chart, in order."""
    labels = illustrations.labels_of(block)
    codes = [{point.label: point.fact for point in series.points} for series in block.series]
    return [Row(label, tuple(one.get(label) for one in codes)) for label in labels]


def _infographic(setting: Setting, place: Place, block: Infographic) -> SafeString:
    facts = setting.find(block.facts)
    written = [words.write_fact(fact, language=setting.language) for fact in facts]
    tiles = [
        {
            "figure": setting.figure(fact),
            "fact": fact,
            "unit": words.unit_of(fact) if not fact.unit.startswith((words.EURO, "%")) else "",
            "period": words.period_of(fact),
            "remarks": list(words.warnings(fact, language=setting.language)),
        }
        for fact in facts
    ]
    return setting.render(
        "infographic",
        place=place,
        block=block,
        tiles=tiles,
        sources=sources_of(facts),
        has_star=any(map(star, facts)),
        is_long=max(map(len, written), default=0) > LONG,
    )


SETTERS: dict[type, Setter] = {
    Heading: _heading,
    TextBlock: _text,
    ListBlock: _list,
    FigureTable: _figure_table,
    ChartBlock: _chart,
    Infographic: _infographic,
    ObjectiveOverview: progress.set_objectives,
    Performances: accounts.set_performances,
    Checklist: accounts.set_checklist,
    Ratios: accounts.set_ratios,
    CoverageBlock: accounts.set_coverage,
    Annex: back.set_annex,
    Colophon: back.set_colophon,
}
