"""Builds each block of a report from its recipe."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from libraries.models import Scope, Year
from reports import standing
from reports.dossier.accounts import objectives, performances, requirements
from reports.dossier.material import Asked, Material
from reports.dossier.recipes import Axis, Recipe
from reports.models import Block

Build = Callable[[Material, Asked], Iterator[standing.Block]]
Cell = tuple[str, Scope, Year]
Kind = Block.Kind


def build(material: Material, asked: Asked) -> tuple[standing.Block, ...]:
    """Return what a block of the outline becomes: one block, or several of the same kind."""
    return tuple(BUILDERS[Kind(asked.block.kind)](material, asked))


def title_of(material: Material, asked: Asked) -> str:
    return material.fill_in(asked.block.title)


def _heading(material: Material, asked: Asked) -> Iterator[standing.Block]:
    yield standing.Heading(
        key=asked.block.key, title=title_of(material, asked), level=asked.block.level
    )


def _text(material: Material, asked: Asked) -> Iterator[standing.Block]:
    """Put down a text; without a version it is printed that nobody wrote it yet."""
    said = asked.revision
    yield standing.TextBlock(
        key=asked.block.key,
        title=title_of(material, asked),
        paragraphs=material.wording.paragraphs(said, material.ledger.code) if said else (),
        source=said.source if said else "",
        is_foreword=asked.block.kind == Kind.FOREWORD,
        signed_as=said.signed_as if said else "",
    )


def _list(material: Material, asked: Asked) -> Iterator[standing.Block]:
    places, recipe = material.places, asked.recipe
    over = places.network if recipe.scope == "self" and recipe.of == "members" else None
    scope = over or places.one(recipe.scope)
    found = {
        "members": places.members,
        "municipalities": places.municipalities(scope),
        "branches": places.branches_of(scope),
    }
    yield standing.ListBlock(
        key=asked.block.key,
        title=title_of(material, asked),
        items=tuple(places.name(one) for one in found.get(recipe.of, ())),
    )


def _figure_table(material: Material, asked: Asked) -> Iterator[standing.Block]:
    recipe = asked.recipe
    rows = _axis(material, recipe, recipe.rows)
    columns = _axis(material, recipe, recipe.columns)
    yield standing.FigureTable(
        key=asked.block.key,
        title=title_of(material, asked),
        columns=tuple(_label(material, column) for column in columns),
        rows=tuple(
            standing.Row(
                label=_label(material, row),
                cells=tuple(
                    material.ledger.code(*_cell(material, recipe, row, column))
                    for column in columns
                ),
            )
            for row in rows
        ),
        row_header={
            "indicators": _("Figure"),
            "scopes": _("Place"),
            "years": _("Year"),
        }[recipe.rows],
    )


Item = str | Scope | Year


def _axis(material: Material, recipe: Recipe, axis: Axis) -> tuple[Item, ...]:
    found: dict[Axis, tuple[Item, ...]] = {
        "indicators": recipe.indicators,
        "scopes": material.scopes(recipe),
        "years": tuple(reversed(material.years(recipe))),
    }
    return found[axis]


def _label(material: Material, item: Item) -> str:
    if isinstance(item, Scope):
        return material.places.name(item)
    if isinstance(item, Year):
        return str(item.number)
    return material.ledger.book.indicators[item].name


def _cell(material: Material, recipe: Recipe, *items: Item) -> Cell:
    """Put row and column together; what neither says is the first of its kind."""
    indicator, scope, year = recipe.indicators[0], material.scopes(recipe)[0], material.year
    for item in items:
        if isinstance(item, Scope):
            scope = item
        elif isinstance(item, Year):
            year = item
        else:
            indicator = item
    return indicator, scope, year


def _chart(material: Material, asked: Asked) -> Iterator[standing.Block]:
    """Draw one indicator: bars compare places, lines follow years. Gaps stay gaps."""
    recipe = asked.recipe
    indicator, scopes = recipe.indicators[0], material.scopes(recipe)
    series: tuple[standing.Series, ...]
    if recipe.shape == "bars":
        name = material.ledger.book.indicators[indicator].name
        series = (_series(material, name, [(indicator, one, material.year) for one in scopes], 1),)
    else:
        years = material.years(recipe)
        series = tuple(
            _series(material, material.places.name(one), [(indicator, one, y) for y in years], 2)
            for one in scopes
        )
    yield standing.ChartBlock(
        key=asked.block.key,
        title=title_of(material, asked),
        shape=recipe.shape,
        series=series,
        target=_target(material, indicator, scopes) if recipe.target else None,
        breaks=_breaks(material, series) if recipe.shape == "lines" else (),
    )


def _series(material: Material, name: str, cells: list[Cell], label: int) -> standing.Series:
    """Return the points of a series, labelled by the part of the cell that differs."""
    ledger = material.ledger
    return standing.Series(
        name=name,
        points=tuple(
            standing.Point(
                label=_label(material, cell[label]),
                fact=ledger.code(*cell) if ledger.is_known(*cell) else None,
            )
            for cell in cells
        ),
    )


def _breaks(material: Material, series: tuple[standing.Series, ...]) -> tuple[str, ...]:
    """Return the labels at which another definition begins."""
    found: dict[str, None] = {}
    for one in series:
        versions = [
            (point.label, material.ledger.fact(point.fact).definition_version)
            for point in one.points
            if point.fact
        ]
        for (_before, old), (label, new) in pairwise(versions):
            if old != new:
                found[label] = None
    return tuple(found)


def _target(material: Material, indicator: str, scopes: tuple[Scope, ...]) -> str | None:
    """Return what the objectives aim at with this figure, when it is one value."""
    keys = {scope.pk for scope in scopes}
    aimed = {
        aim.target.value.normalize()
        for framework in material.frameworks
        for objective in framework.objectives
        for aim in objective.targets
        if aim.target.indicator.code == indicator and aim.target.scope_id in keys
    }
    return f"{aimed.pop():f}" if len(aimed) == 1 else None


def _infographic(material: Material, asked: Asked) -> Iterator[standing.Block]:
    wanted = (fact.partition("|") for fact in asked.recipe.facts)
    yield standing.Infographic(
        key=asked.block.key,
        title=title_of(material, asked),
        facts=tuple(
            material.ledger.code(indicator, material.places.one(place or "self"), material.year)
            for indicator, _bar, place in wanted
        ),
    )


def _ratios(material: Material, asked: Asked) -> Iterator[standing.Block]:
    scope = material.places.one(asked.recipe.scope)
    now = material.year
    before = Year(now.number - 1, is_example=now.is_example)
    yield standing.Ratios(
        key=asked.block.key,
        title=title_of(material, asked),
        year=now.number,
        rows=tuple(
            standing.RatioRow(
                label=_label(material, indicator),
                this_year=material.ledger.code(indicator, scope, now),
                year_before=material.ledger.code(indicator, scope, before),
            )
            for indicator in asked.recipe.indicators
        ),
    )


def _coverage(material: Material, asked: Asked) -> Iterator[standing.Block]:
    scope = material.places.one(asked.recipe.scope)
    yield standing.CoverageBlock(
        key=asked.block.key,
        title=title_of(material, asked),
        rows=tuple(
            standing.CoverageRow(
                label=_label(material, indicator),
                coverage=material.ledger.coverage(indicator, scope, material.year),
            )
            for indicator in asked.recipe.indicators
        ),
    )


def _annex(material: Material, asked: Asked) -> Iterator[standing.Block]:
    yield standing.Annex(key=asked.block.key, title=title_of(material, asked))


def _colophon(material: Material, asked: Asked) -> Iterator[standing.Block]:
    yield standing.Colophon(key=asked.block.key, title=title_of(material, asked))


BUILDERS: dict[Kind, Build] = {
    Kind.HEADING: _heading,
    Kind.TEXT: _text,
    Kind.FOREWORD: _text,
    Kind.LIST: _list,
    Kind.FIGURE_TABLE: _figure_table,
    Kind.CHART: _chart,
    Kind.INFOGRAPHIC: _infographic,
    Kind.OBJECTIVES: objectives,
    Kind.PERFORMANCES: performances,
    Kind.REQUIREMENTS: requirements,
    Kind.RATIOS: _ratios,
    Kind.COVERAGE: _coverage,
    Kind.DEFINITIONS: _annex,
    Kind.COLOPHON: _colophon,
}
