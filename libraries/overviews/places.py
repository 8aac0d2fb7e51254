"""Organisations, municipalities, branches and the network, with their figures of a year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from libraries.models import (
    Branch,
    Indicator,
    Municipality,
    Organisation,
    Scope,
    ServiceArea,
    Year,
)
from libraries.overviews.facts import ComputedFacts, FactBook, FigureFacts
from libraries.overviews.gathering import gather_facts
from libraries.overviews.map import Kind, Map
from libraries.standing import PartsCheck


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with the municipalities it serves."""

    organisation: Organisation
    is_member: bool
    places: tuple[Scope, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in a list of one scope and one year; `parts` when it is a total with parts."""

    indicator: Indicator
    fact: FigureFacts
    parts: PartsCheck | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """What one organisation does in a municipality, and its figures of the year."""

    area: Scope
    starts: date | None
    ends: date | None
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    municipality: Municipality
    organisations: tuple[Scope, ...]
    branches: int


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    municipality: Municipality
    areas: tuple[AreaRow, ...]
    branches: tuple[Branch, ...]
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class BranchPage:
    branch: Branch
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A figure over the whole network: the sum of what was reported, and what was published."""

    indicator: Indicator
    computed: ComputedFacts | None
    published: FigureFacts | None


@dataclass(frozen=True, slots=True)
class NetworkPage:
    network: Scope
    members: tuple[Scope, ...]
    rows: tuple[NetworkRow, ...]


def organisation_rows(*, today: date) -> tuple[OrganisationRow, ...]:
    """Return every organisation, a whole before its parts."""
    ties = Map()
    members = {
        one.pk
        for network in ties.scopes.values()
        if network.kind == Kind.NETWORK
        for one in ties.members(network, on=today)
    }
    organisations = Organisation.objects.select_related("part_of").prefetch_related("earlier_names")
    rows = [
        OrganisationRow(
            organisation=one,
            is_member=one.pk in members,
            places=tuple(
                ties.scopes[area.place_id]
                for area in ties.inside(ties.scopes[one.pk], Kind.SERVICE_AREA, on=today)
                if area.place_id
            ),
            earlier=tuple(name.name for name in one.earlier_names.all()),
        )
        for one in organisations
    ]

    def order(row: OrganisationRow) -> tuple[str, bool, str]:
        body = row.organisation
        whole = body.part_of.name if body.part_of else body.name
        return whole, body.part_of is not None, body.name

    return tuple(sorted(rows, key=order))


def municipality_rows(*, today: date) -> tuple[MunicipalityRow, ...]:
    """Return every municipality with who works there and how many branches are known."""
    ties = Map()
    served: dict[int, list[Scope]] = defaultdict(list)
    branches: dict[int, int] = defaultdict(int)
    for one in ties.scopes.values():
        if one.kind == Kind.SERVICE_AREA and one.place_id and one.owner_id:
            served[one.place_id].append(ties.scopes[one.owner_id])
        elif one.kind == Kind.BRANCH and one.place_id:
            branches[one.place_id] += 1
    return tuple(
        MunicipalityRow(one, tuple(served[one.pk]), branches[one.pk])
        for one in Municipality.objects.order_by("name")
    )


def municipality_page(municipality: Municipality, *, year: Year | None) -> MunicipalityPage:
    """Return a municipality with the figures of a year: its own, and those of who works there."""
    areas = ServiceArea.objects.filter(place=municipality).select_related("owner", "place")
    branches = Branch.objects.filter(place=municipality).select_related("owner").order_by("name")
    book = _book(year, [municipality])
    return MunicipalityPage(
        municipality=municipality,
        areas=tuple(
            AreaRow(area, area.starts, area.ends, figure_rows(book, area, year)) for area in areas
        ),
        branches=tuple(branches),
        figures=figure_rows(book, municipality, year),
    )


def branch_rows() -> tuple[Branch, ...]:
    """Return all branches by municipality."""
    return tuple(Branch.objects.select_related("owner", "place").order_by("place__name", "name"))


def branch_page(branch: Branch, *, year: Year | None) -> BranchPage:
    """Return a branch with its figures of a year."""
    return BranchPage(branch, figure_rows(_book(year, [branch]), branch, year))


def the_network() -> Scope | None:
    """Return the network, when one has been loaded."""
    return Scope.objects.filter(kind=Kind.NETWORK).order_by("pk").first()


def network_page(network: Scope, *, year: Year | None) -> NetworkPage:
    """Return the network with its members, and every figure over the whole of it."""
    if year is None:
        return NetworkPage(network, (), ())
    book = gather_facts(indicators=None, years=[year])
    rows = [_network_row(book, indicator, network, year) for indicator in book.indicators.values()]
    members = book.map.members(network, on=date(year.number, 12, 31))
    known = [row for row in rows if row.published or (row.computed and row.computed.parts)]
    return NetworkPage(network, tuple(members), tuple(known))


def _network_row(book: FactBook, indicator: Indicator, network: Scope, year: Year) -> NetworkRow:
    computed = (
        None if indicator.level == Kind.NETWORK else book.total(indicator.code, network, year)
    )
    return NetworkRow(indicator, computed, book.get(indicator.code, network, year))


def figure_rows(book: FactBook | None, scope: Scope, year: Year | None) -> tuple[FigureRow, ...]:
    """Return what is known of a scope in a year, by name of the indicator."""
    if book is None or year is None:
        return ()
    return tuple(
        FigureRow(indicator, fact, book.check_parts(indicator.code, scope, year))
        for indicator in book.indicators.values()
        if (fact := book.get(indicator.code, scope, year)) is not None
    )


def _book(year: Year | None, scopes: Iterable[Scope]) -> FactBook | None:
    return gather_facts(indicators=None, years=[year]) if year else None
