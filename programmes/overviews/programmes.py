"""Legal tasks with their requirements, and programmes with what was last counted for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from libraries.models import Figure, Indicator, Reading, Scope
from programmes.models import (
    LegalTask,
    Programme,
    ProgrammeIndicator,
    Questionnaire,
    Requirement,
)

# Of figures of the same year the widest place speaks for a programme.
WIDEST_FIRST = (
    Scope.Kind.NETWORK,
    Scope.Kind.PROVINCE,
    Scope.Kind.ORGANISATION,
    Scope.Kind.MUNICIPALITY,
    Scope.Kind.SERVICE_AREA,
    Scope.Kind.BRANCH,
    Scope.Kind.COUNTRY,
)


@dataclass(frozen=True, slots=True)
class LegalTaskPage:
    """A legal task with the requirements within it, of all years."""

    task: LegalTask
    requirements: tuple[Requirement, ...]
    asked: tuple[Questionnaire, ...]  # in rounds

    @property
    def layouts(self) -> frozenset[str]:
        return frozenset(str(one.layout) for one in self.asked)

    @property
    def by_month(self) -> tuple[Questionnaire, ...]:
        """What is asked month by month."""
        return tuple(one for one in self.asked if one.layout == Questionnaire.Layout.MONTHS)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator of a programme with its latest real figure, if there is one."""

    indicator: Indicator
    reality: str
    source_url: str
    figure: Figure | None
    reading: Reading | None


def legal_task_page(code: str) -> LegalTaskPage:
    """Return a legal task; LegalTask.DoesNotExist when there is none. Three queries."""
    task = LegalTask.objects.get(code=code)
    requirements = Requirement.objects.filter(legal_task=task).select_related("asked_by")
    asked = Questionnaire.objects.filter(legal_task=task)
    return LegalTaskPage(task, tuple(requirements), tuple(asked))


def programme_lines(programme: Programme) -> tuple[IndicatorLine, ...]:
    """Return the indicators of a programme in order, each with its latest figure. Two queries."""
    links = list(ProgrammeIndicator.objects.filter(programme=programme).select_related("indicator"))
    latest = latest_figures(link.indicator_id for link in links)
    return tuple(
        IndicatorLine(
            indicator=link.indicator,
            reality=link.reality,
            source_url=link.source_url,
            figure=(figure := latest.get(link.indicator_id)),
            reading=figure.current if figure else None,
        )
        for link in links
    )


def latest_figures(indicators: Iterable[int]) -> dict[int, Figure]:
    """Return the newest accepted figure of each indicator, of the widest place that has one."""
    found = (
        Figure.objects.real()
        .with_labels()
        .filter(indicator__in=list(indicators), current__workflow=Reading.Workflow.ACCEPTED)
    )
    in_order = sorted(found, key=lambda figure: (figure.period.end, -width_of(figure.scope)))
    return {figure.indicator_id: figure for figure in in_order}  # the last one stays


def width_of(scope: Scope) -> int:
    return WIDEST_FIRST.index(Scope.Kind(scope.kind))
