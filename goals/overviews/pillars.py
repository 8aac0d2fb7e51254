"""One pillar in a year: its objectives, how each organisation goes, and their first figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from goals.models import Assignment, Objective, Pillar, ProgressUpdate, Target
from goals.overviews.figures import ShownFigure, indicators_of, shown, words_of, years_until
from goals.overviews.progress import Progress, latest, progress_by_thing, whole_year
from goals.overviews.years import in_order
from libraries.models import Period, Scope, Year
from libraries.overviews import codes_of, gather_facts


@dataclass(frozen=True, slots=True)
class PillarRow:
    """An objective: how it goes together and by organisation, and the figure that says most.

    `ratings` go with the scopes of the page; None for who does not report on this.
    """

    objective: Objective
    progress: Progress
    ratings: tuple[str | None, ...]
    figure: ShownFigure | None


@dataclass(frozen=True, slots=True)
class PillarPage:
    pillar: Pillar
    scopes: tuple[Scope, ...]
    rows: tuple[PillarRow, ...]


def pillar_page(pillar: Pillar, *, year: Year, periods: Sequence[Period]) -> PillarPage:
    """Return a pillar with what was accepted about its objectives, in a fixed number of queries."""
    objectives = list(pillar.objectives.select_related("framework", "pillar"))
    assigned = (
        Assignment.objects.during(whole_year(year))
        .filter(objective__in=objectives)
        .select_related("scope__owner", "scope__organisation")
    )
    scopes = in_order({one.scope for one in assigned})
    accepted = ProgressUpdate.objects.accepted().within(year).filter(objective__in=objectives)
    told = latest(accepted.select_related("period", "scope"))
    progress = progress_by_thing(assigned, told, scopes)
    figures = _first_figures(objectives, year, periods)
    rows = []
    for one in objectives:
        heard = progress.get(("objective", one.pk), Progress(by_scope=()))
        ratings = {by.scope: by.rating for by in heard.by_scope}
        row = tuple(ratings.get(scope) for scope in scopes)
        rows.append(PillarRow(one, heard, row, figures.get(one.pk)))
    return PillarPage(pillar=pillar, scopes=scopes, rows=tuple(rows))


def _first_figures(
    objectives: Sequence[Objective], year: Year, periods: Sequence[Period]
) -> dict[int, ShownFigure]:
    """Return the first figure of each objective that there is something to say of."""
    by_objective, years = indicators_of(objectives), years_until(year, periods)
    linked = [one for of_objective in by_objective.values() for one in of_objective]
    book = gather_facts(indicators=codes_of(linked), years=years)
    targets = Target.objects.filter(
        objective__in=objectives, period__is_example=year.is_example
    ).select_related("indicator", "scope", "period")
    words = words_of(objectives, year)
    found = {}
    for one in objectives:
        of_objective = shown(
            one, by_objective[one.pk], years=years, book=book, targets=targets, words=words
        )
        telling = next((figure for figure in of_objective if figure.sentence), None)
        if telling:
            found[one.pk] = telling
    return found
