"""Norm, measured figure, computed tick and published tick: beside each other, never mixed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language, gettext

from biblionet.kit.numbers import write_number
from libraries.models import Figure, Period, Publication, Reading, Scope, Year
from libraries.overviews import ComputedFacts, FactBook, FigureFacts, gather_facts
from programmes.models import Requirement, RequirementResult
from programmes.standing import Met, judge, judge_together

Claim = RequirementResult.Claim


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One requirement in one year, measured for one scope.

    `figure` is where the measured value stands, `reading` what counts there: accepted and not
    contradicted. What is computed of places inside has a `total` instead, which counts once all of
    them have reported. Without a value `computed` is undeterminable, whatever a source has ticked.
    A norm for each member has a line for each of them in `members`; its own value is theirs.
    """

    requirement: Requirement
    scope: Scope
    figure: Figure | None
    reading: Reading | None
    total: ComputedFacts | None
    computed: Met
    claim: str
    claim_source: Publication | None
    claim_url: str
    claim_note: str
    explanation: str
    members: tuple["ChecklistLine", ...] = ()

    @property
    def norm(self) -> str:
        """The norm in words: 'at least 100%', 'yes', or nothing."""
        return write_norm(self.requirement)

    @property
    def claim_words(self) -> str:
        return str(Claim(self.claim).label)

    @property
    def met(self) -> int:
        """How many members meet the norm."""
        return sum(one.computed == Met.MET for one in self.members)

    @property
    def is_unexplained(self) -> bool:
        """A deviation without a sentence: not met, and nobody said why."""
        return self.computed == Met.NOT_MET and not self.members and not self.explanation

    @property
    def unexplained(self) -> int:
        """How many deviations still ask for a sentence."""
        return sum(one.is_unexplained for one in (self, *self.members))


def checklist(*, year: Year) -> tuple[ChecklistLine, ...]:
    """Return every requirement that holds in a year, in order, in a fixed number of queries."""
    requirements = list(
        Requirement.objects.of_year(year.number).select_related(
            "legal_task", "indicator", "asked_by", "measured_at"
        )
    )
    results = {
        (result.requirement_id, result.scope_id): result
        for result in RequirementResult.objects.filter(
            period__in=Period.objects.of_year(year)
        ).select_related("publication")
    }
    facts = gather_facts(
        indicators=[requirement.indicator.code for requirement in requirements],
        years=[year],
    )
    return tuple(_line(one, year, facts, results) for one in requirements)


def deviations(*, year: Year, of: Scope | None = None) -> tuple[ChecklistLine, ...]:
    """Return what is not met and not explained in a year: of everybody, or of one scope."""
    lines = (one for line in checklist(year=year) for one in (line, *line.members))
    return tuple(one for one in lines if one.is_unexplained and of in (None, one.scope))


def _line(
    requirement: Requirement,
    year: Year,
    facts: FactBook,
    results: Mapping[tuple[int, int], RequirementResult],
) -> ChecklistLine:
    whole = requirement.measured_at
    own = line_of(
        requirement,
        whole,
        None if requirement.per_member else facts.get(requirement.indicator.code, whole, year),
        results.get((requirement.pk, whole.pk)),
    )
    if not requirement.per_member:
        return own
    last_day = date(year.number, 12, 31)
    members = tuple(
        line_of(
            requirement,
            member,
            facts.get(requirement.indicator.code, member, year),
            results.get((requirement.pk, member.pk)),
            total=_total(requirement, member, year, facts),
        )
        for member in facts.map.inside(whole, Scope.Kind.ORGANISATION, on=last_day)
    )
    together = judge_together([one.computed for one in members])
    return replace(own, members=members, computed=together)


def _total(
    requirement: Requirement, member: Scope, year: Year, facts: FactBook
) -> ComputedFacts | None:
    """Return what the places of a member come to, of what is counted at a place or computed."""
    indicator = requirement.indicator
    if indicator.level == member.kind and not indicator.numerator_id:
        return None
    return facts.total(indicator.code, member, year)


def line_of(
    requirement: Requirement,
    scope: Scope,
    fact: FigureFacts | None,
    result: RequirementResult | None,
    *,
    total: ComputedFacts | None = None,
) -> ChecklistLine:
    """Put together what is known of one requirement, without a query."""
    reading = fact.current if fact else None
    value, qualifier = (reading.value, reading.qualifier) if reading else (None, "exact")
    if fact is None and total is not None and total.coverage.is_whole:
        value, qualifier = total.value, total.total.qualifier
    return ChecklistLine(
        requirement=requirement,
        scope=scope,
        figure=fact.figure if fact else None,
        reading=reading,
        total=total if fact is None else None,
        computed=judge(
            comparison=requirement.comparison,
            norm=requirement.norm,
            value=value,
            qualifier=qualifier,
        ),
        claim=result.claim if result else Claim.NONE,
        claim_source=result.publication if result else None,
        claim_url=result.source_url if result else "",
        claim_note=result.note if result else "",
        explanation=result.explanation if result else "",
    )


def checklist_years(*shown: Year) -> tuple[Year, ...]:
    """Return the years of which something is known and those shown anyway, the newest first."""
    asked = Requirement.objects.values("indicator")
    known = Period.objects.filter(
        pk__in=RequirementResult.objects.values("period")
    ) | Period.objects.filter(pk__in=Figure.objects.filter(indicator__in=asked).values("period"))
    years = {*shown, *(period.year for period in known.only("end", "is_example"))}
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
