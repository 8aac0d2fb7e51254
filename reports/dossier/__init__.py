"""Gathers the whole contents of a report: names, texts, targets, definitions and figures."""

from collections.abc import Iterator
from itertools import count, repeat
from string import ascii_uppercase

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports import standing
from reports.dossier.blocks import build, title_of
from reports.dossier.material import Asked, Material, asked_of, read_material
from reports.dossier.outlines import Wanted, wanted_by
from reports.dossier.places import read_places
from reports.dossier.recipes import Recipe, read_recipe
from reports.models import Block, Report

__all__ = ["Asked", "Recipe", "Wanted", "gather", "read_recipe", "texts_of", "wanted_by"]


def gather(report: Report) -> standing.Dossier:
    """Gather a report as it is now, in a fixed number of queries.

    Figures are the accepted ones, names those in use on the last day of the year. ValidationError
    when there are no figures about the year, when a text refers to a figure that cannot exist, or
    when something was left to fill in.
    """
    with override(report.outline.language):
        material = read_material(report)
        chapters = tuple(_chapters(material))
        _refuse_without_figures(material)
        return _dossier(material, chapters)


def texts_of(report: Report) -> tuple[Asked, ...]:
    """Return the blocks of a report that hold a text, each with its newest version if any."""
    places = read_places(report.scope, report.period.end)
    return tuple(one for one in asked_of(report, places) if one.holds_text)


def _dossier(material: Material, chapters: tuple[standing.Chapter, ...]) -> standing.Dossier:
    report, places = material.report, material.places
    outline = report.outline
    return standing.Dossier(
        outline=outline.code,
        kind=outline.kind,
        language=outline.language,
        title=material.fill_in(outline.title),
        subtitle=material.fill_in(outline.subtitle),
        owner=places.owner,
        scope_kind=places.here.kind,
        scope=places.here.code,
        scope_name=places.name(places.here),
        year=material.year.number,
        period=report.period.name,
        is_example=material.year.is_example,
        chapters=chapters,
        facts=material.ledger.facts,
    )


def _chapters(material: Material) -> Iterator[standing.Chapter]:
    """Put blocks under the chapter before them, and number the chapters."""
    digits, letters = map(str, count(1)), iter(ascii_uppercase)
    for head, blocks in _in_chapters(material.blocks):
        counted = {"digit": digits, "letter": letters}.get(head.recipe.number, repeat(""))
        yield standing.Chapter(
            key=head.block.key,
            title=title_of(material, head),
            number=next(counted),
            blocks=tuple(made for one in blocks for made in build(material, one)),
        )


def _in_chapters(blocks: tuple[Asked, ...]) -> Iterator[tuple[Asked, list[Asked]]]:
    head, rest = blocks[0], list[Asked]()
    for asked in blocks[1:]:
        if asked.block.kind == Block.Kind.HEADING and asked.block.level == 1:
            yield head, rest
            head, rest = asked, []
        else:
            rest.append(asked)
    yield head, rest


def _refuse_without_figures(material: Material) -> None:
    """Refuse a report in which no figure is about the reported year."""
    year = material.year.number
    known = any(
        fact.year == year and (fact.value is not None or fact.alternatives)
        for fact in material.ledger.facts
    )
    if not known:
        raise ValidationError(
            _("There are no figures about %(year)s for %(place)s."),
            code="no_figures",
            params={"year": year, "place": material.places.name(material.places.here)},
        )
