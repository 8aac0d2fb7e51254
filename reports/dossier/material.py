"""Everything a report is made from, read in a fixed number of queries before anything is built."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goals.overviews import FrameworkOverview, ObjectiveOverview, objectives_with_progress
from libraries.models import Indicator, Scope, Year
from libraries.overviews import gather_facts
from programmes.overviews import ChecklistLine, checklist
from reports.dossier.ledger import Ledger
from reports.dossier.places import Places, read_places
from reports.dossier.recipes import Recipe, read_recipe
from reports.dossier.wording import Need, Wording, refuse_placeholders
from reports.models import Block, Report, ReportText, TextRevision, fill_in
from reports.standing import placeholders_in

Kind = Block.Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """A block of the outline with its recipe, as far as this report has it."""

    block: Block
    recipe: Recipe
    revision: TextRevision | None
    under: str = ""  # the heading it stands under

    @property
    def holds_text(self) -> bool:
        return self.block.kind in (Kind.TEXT, Kind.FOREWORD)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What its text leaves to fill in."""
        return placeholders_in(self.revision.body) if self.revision else ()


@dataclass(frozen=True, slots=True)
class Material:
    """What the blocks are built from. Nothing below asks the database any more."""

    report: Report
    year: Year
    places: Places
    blocks: tuple[Asked, ...]
    wording: Wording
    ledger: Ledger
    frameworks: tuple[FrameworkOverview, ...]
    checklist: tuple[ChecklistLine, ...]

    def fill_in(self, title: str) -> str:
        """Put the place, by the name in use then, and the year in a title of the outline."""
        return fill_in(title, scope=self.places.label(), year=str(self.year.number))

    def years(self, recipe: Recipe) -> tuple[Year, ...]:
        """Return the years of a recipe, the reported one last."""
        return years_of(self.year, recipe)

    def scopes(self, recipe: Recipe) -> tuple[Scope, ...]:
        """Return the places of a recipe, each once."""
        found = (scope for word in recipe.places for scope in self.places.many(word))
        return tuple(dict.fromkeys(found))


def read_material(report: Report) -> Material:
    """Read what a report needs. ValidationError for texts that cannot be printed."""
    year = report.period.year
    places = read_places(report.scope, report.period.end)
    blocks = tuple(asked_of(report, places))
    refuse_placeholders(one.revision for one in blocks if one.revision)
    codes = frozenset(Indicator.objects.values_list("code", flat=True))
    wording = Wording(places=places, year=year, indicators=codes)
    frameworks = objectives_with_progress(
        year=year, scopes=places.progress_scopes(), network=places.network
    )
    # A norm for each member is no requirement of the network: it has no one figure to print.
    lines = tuple(line for line in checklist(year=year) if not line.members)
    needs = list(_needs(blocks, wording, frameworks, lines))
    years = {year for _indicator, _scope, year in needs}
    for one in blocks:
        years.update(years_of(year, one.recipe))
    indicators = {indicator for indicator, _scope, _year in needs}
    indicators.update(*(_indicators(one.recipe) for one in blocks))
    book = gather_facts(indicators=indicators & codes, years=years)
    return Material(
        report=report,
        year=year,
        places=places,
        blocks=blocks,
        wording=wording,
        ledger=Ledger(book=book, places=places),
        frameworks=frameworks,
        checklist=lines,
    )


def years_of(year: Year, recipe: Recipe) -> tuple[Year, ...]:
    """Return the reported year, so many before it, and the earlier ones that are named."""
    near = range(year.number - recipe.back, year.number + 1)
    numbers = sorted({*near, *(one for one in recipe.also if one < year.number)})
    return tuple(Year(number, is_example=year.is_example) for number in numbers)


def asked_of(report: Report, places: Places) -> Iterator[Asked]:
    """Yield the blocks that this place and year have; texts in their newest version."""
    newest = newest_texts(report)
    here = places.codes_here()
    heading = ""
    for block in report.outline.blocks.all():
        recipe = read_recipe(block)
        fits = not recipe.only or not here.isdisjoint(recipe.only)
        in_year = not recipe.years or report.period.year.number in recipe.years
        if fits and in_year:
            heading = block.title if block.kind == Kind.HEADING else heading
            yield Asked(block, recipe, newest.get(block.pk), under=report.fill_in(heading))


def newest_texts(report: Report) -> dict[int, TextRevision]:
    """Return the newest version of each text of a report, by block, in two queries."""
    placed = dict(ReportText.objects.filter(report=report).values_list("block", "text"))
    revisions = (
        TextRevision.objects.filter(text__in=placed.values())
        .select_related("text")
        .order_by("text", "number")
    )
    newest = {revision.text_id: revision for revision in revisions}  # the last one stays
    return {block: newest[text] for block, text in placed.items() if text in newest}


def _needs(
    blocks: Iterable[Asked],
    wording: Wording,
    frameworks: Iterable[FrameworkOverview],
    lines: Iterable[ChecklistLine],
) -> Iterator[Need]:
    """Yield the figures that are asked for one by one: in texts, targets and requirements."""
    kinds = {one.block.kind for one in blocks}
    for one in blocks:
        if one.revision:
            yield from wording.needs(one.revision)
    if Kind.OBJECTIVES in kinds or Kind.CHART in kinds:
        for objective in (each for framework in frameworks for each in framework.objectives):
            yield from _aimed(objective)
    if Kind.REQUIREMENTS in kinds:
        for line in lines:
            if line.figure:
                figure = line.figure
                yield figure.indicator.code, figure.scope, figure.period.year


def _aimed(objective: ObjectiveOverview) -> Iterator[Need]:
    for aim in objective.targets:
        target = aim.target
        yield target.indicator.code, target.scope, target.period.year


def _indicators(recipe: Recipe) -> set[str]:
    return {*recipe.indicators, *(fact.partition("|")[0] for fact in recipe.facts)}
