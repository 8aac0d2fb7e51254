"""Norm, measured figure, computed tick and published tick: beside each other, never mixed."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import get_language, gettext

from biblionet.kit.numbers import write_number
from libraries.models import Figure, Period, Publication, Reading, Year
from libraries.overviews import FigureFacts, gather_facts
from programmes.models import Requirement, RequirementResult
from programmes.standing import Met, judge

Claim = RequirementResult.Claim


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One requirement in one year.

    `figure` is where the measured value stands, `reading` what counts there: accepted and not
    contradicted. Without it `computed` is undeterminable, whatever a source has ticked.
    """

    requirement: Requirement
    figure: Figure | None
    reading: Reading | None
    computed: Met
    claim: str
    claim_source: Publication | None
    claim_url: str
    claim_note: str
    explanation: str

    @property
    def norm(self) -> str:
        """The norm in words: 'at least 100%', 'yes', or nothing."""
        return write_norm(self.requirement)

    @property
    def claim_words(self) -> str:
        return str(Claim(self.claim).label)


def checklist(*, year: Year) -> tuple[ChecklistLine, ...]:
    """Return every requirement that holds in a year, in order, in a fixed number of queries."""
    requirements = list(
        Requirement.objects.of_year(year.number).select_related(
            "legal_task", "indicator", "asked_by", "measured_at"
        )
    )
    results = {
        result.requirement_id: result
        for result in RequirementResult.objects.filter(
            period__in=Period.objects.of_year(year), scope=F("requirement__measured_at")
        ).select_related("publication")
    }
    facts = gather_facts(
        indicators=[requirement.indicator.code for requirement in requirements],
        years=[year],
    )
    return tuple(
        line_of(
            requirement,
            facts.get(requirement.indicator.code, requirement.measured_at, year),
            results.get(requirement.pk),
        )
        for requirement in requirements
    )


def line_of(
    requirement: Requirement, fact: FigureFacts | None, result: RequirementResult | None
) -> ChecklistLine:
    """Put together what is known of one requirement, without a query."""
    reading = fact.current if fact else None
    return ChecklistLine(
        requirement=requirement,
        figure=fact.figure if fact else None,
        reading=reading,
        computed=judge(
            comparison=requirement.comparison,
            norm=requirement.norm,
            value=reading.value if reading else None,
            qualifier=reading.qualifier if reading else "exact",
        ),
        claim=result.claim if result else Claim.NONE,
        claim_source=result.publication if result else None,
        claim_url=result.source_url if result else "",
        claim_note=result.note if result else "",
        explanation=result.explanation if result else "",
    )


def checklist_years() -> tuple[Year, ...]:
    """Return the years of which something is known, the newest first."""
    asked = Requirement.objects.values("indicator")
    known = Period.objects.filter(
        pk__in=RequirementResult.objects.values("period")
    ) | Period.objects.filter(pk__in=Figure.objects.filter(indicator__in=asked).values("period"))
    years = {period.year for period in known.only("end", "is_example")}
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def write_norm(requirement: Requirement) -> str:
    """Return the norm in words of the active language."""
    if requirement.norm is None:
        return gettext("no norm")
    if requirement.measure == Requirement.Measure.YES_NO:
        return yes_or_no(bool(requirement.norm))
    number = write_number(requirement.norm.normalize(), language=get_language() or "nl")
    unit = "%" if requirement.measure == Requirement.Measure.PERCENTAGE else ""
    words = {
        Requirement.Comparison.AT_LEAST: gettext("at least %(value)s"),
        Requirement.Comparison.TARGET: gettext("target %(value)s"),
    }.get(Requirement.Comparison(requirement.comparison), "%(value)s")
    return words % {"value": number + unit}


def yes_or_no(answer: bool) -> str:
    return gettext("yes") if answer else gettext("no")
