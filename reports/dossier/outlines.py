"""What an outline asks for, in words: names instead of the codes its recipes are written in."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from libraries.models import Indicator, Scope
from reports.dossier.recipes import Recipe, read_recipe
from reports.models import Block, Outline

Kind = Scope.Kind


@dataclass(frozen=True, slots=True)
class Figured:
    """An indicator that a block asks for; `place` when it is not that of the report."""

    indicator: Indicator
    place: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One block of an outline: what it asks for, and for whom and when it stands in a report."""

    block: Block
    title: str
    wants_text: bool
    figures: tuple[Figured, ...]
    only: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    indicators: dict[str, Indicator]
    places: dict[str, str]

    def figured(self, asked: str) -> Figured | None:
        """Read 'INDICATOR' or 'INDICATOR|place'; None for what is not counted any more."""
        code, _bar, place = asked.partition("|")
        indicator = self.indicators.get(code)
        return Figured(indicator, self.places.get(place, "")) if indicator else None


def wanted_by(outline: Outline) -> tuple[Wanted, ...]:
    """Return the blocks of an outline in order, in three queries."""
    recipes = [(block, read_recipe(block)) for block in outline.blocks.all()]
    names = _Names({one.code: one for one in Indicator.objects.all()}, _places())
    return tuple(_wanted(block, recipe, names) for block, recipe in recipes)


def _wanted(block: Block, recipe: Recipe, names: _Names) -> Wanted:
    figures = [names.figured(asked) for asked in (*recipe.indicators, *recipe.facts)]
    return Wanted(
        block=block,
        title=_title(block),
        wants_text=bool(recipe.text) or block.kind in (Block.Kind.TEXT, Block.Kind.FOREWORD),
        figures=tuple(one for one in figures if one),
        only=tuple(names.places.get(code, code) for code in recipe.only),
        years=recipe.years,
    )


def _title(block: Block) -> str:
    """Return how a block is called, with words where a report fills something in."""
    title = block.title or capfirst(block.get_kind_display())
    return title.replace("{year}", _("[year]")).replace("{scope}", _("[place]"))


def _places() -> dict[str, str]:
    """Return how places are called, by 'kind:code' and by the codes that recipes use alone."""
    named: dict[str, str] = {}
    for one in Scope.objects.order_by("pk"):
        named[f"{one.kind}:{one.code}"] = one.label
        if one.kind in (Kind.ORGANISATION, Kind.MUNICIPALITY):
            named[one.code] = one.label
        elif one.kind == Kind.NETWORK:
            named.setdefault("network", one.label)
    return named
