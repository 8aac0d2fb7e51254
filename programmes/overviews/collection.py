"""The collection of a year: what it holds, how it moved, the norms, and who uses which profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from libraries.models import Figure, Indicator, Period, Reading, Scope, Year
from libraries.overviews import ComputedFacts, FactBook, gather_facts
from programmes.models import CollectionProfile, ProfileUse
from programmes.overviews.checklist import ChecklistLine, checklist

TASK = "collectie"  # the code of the legal task


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One indicator of each organisation and of all together; each says what it covers."""

    indicator: Indicator
    organisations: tuple[ComputedFacts, ...]
    together: ComputedFacts


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One profile, with who of the organisations takes part."""

    profile: CollectionProfile
    uses: tuple[tuple[Scope, ProfileUse | None], ...]

    @property
    def users(self) -> int:
        return sum(use is not None for _scope, use in self.uses)

    @property
    def absent(self) -> tuple[str, ...]:
        """Those who do not take part, by name."""
        return tuple(scope.label for scope, use in self.uses if use is None)


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """The collection over a year."""

    year: Year
    organisations: tuple[Scope, ...]
    rows: tuple[CollectionRow, ...]
    norms: tuple[ChecklistLine, ...]
    profiles: tuple[ProfileRow, ...]

    @property
    def knows_who_takes_part(self) -> bool:
        """Somebody kept who takes part; else nothing can be said of who does not."""
        return any(row.users for row in self.profiles)

    @property
    def deviations(self) -> int:
        """How many norms are not met without a sentence that says why."""
        return sum(line.unexplained for line in self.norms)


def collection_page(*, year: Year) -> CollectionPage:
    """Return the collection of the network over a year, in a fixed number of queries."""
    indicators = _indicators()
    book = gather_facts(indicators=[one.code for one in indicators], years=[year])
    network = book.map.network
    members = book.map.members(network, on=date(year.number, 12, 31)) if network else []
    return CollectionPage(
        year=year,
        organisations=tuple(members),
        rows=tuple(_row(one, members, network, year, book) for one in indicators if network),
        norms=tuple(
            line for line in checklist(year=year) if line.requirement.legal_task.code == TASK
        ),
        profiles=_profiles(year, members),
    )


def collection_years() -> tuple[Year, ...]:
    """Return the years of which something is known of the collection, the newest first."""
    counted = Figure.objects.filter(
        indicator__in=[one.pk for one in _indicators()],
        current__workflow=Reading.Workflow.ACCEPTED,
        period__kind__in=(Period.Kind.CALENDAR_YEAR, Period.Kind.REFERENCE_DATE),
    )
    known = Period.objects.filter(pk__in=counted.values("period")) | Period.objects.filter(
        pk__in=ProfileUse.objects.values("period")
    )
    years = {period.year for period in known.only("end", "is_example")}
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def _indicators() -> list[Indicator]:
    """Return what is asked of the collection, and what is computed of that."""
    asked = list(
        Indicator.objects.filter(
            questions__section__questionnaire__legal_task__code=TASK,
        )
        .order_by("questions__section__order", "questions__order")
        .distinct()
    )
    kept = {one.pk: one for one in asked}
    computed = Indicator.objects.filter(numerator__in=kept, denominator__in=kept).order_by("pk")
    return [*kept.values(), *computed]


def _row(
    indicator: Indicator,
    members: Sequence[Scope],
    network: Scope,
    year: Year,
    book: FactBook,
) -> CollectionRow:
    return CollectionRow(
        indicator=indicator,
        organisations=tuple(book.total(indicator.code, one, year) for one in members),
        together=book.total(indicator.code, network, year),
    )


def _profiles(year: Year, members: Sequence[Scope]) -> tuple[ProfileRow, ...]:
    uses = {
        (one.profile_id, one.organisation_id): one
        for one in ProfileUse.objects.filter(period__in=Period.objects.of_year(year))
    }
    return tuple(
        ProfileRow(one, tuple((member, uses.get((one.pk, member.pk))) for member in members))
        for one in CollectionProfile.objects.all()
    )
