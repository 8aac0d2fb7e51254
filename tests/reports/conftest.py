"""A small network for reports: two libraries, two municipalities, one of them combined."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from libraries.models import (
    Figure,
    Indicator,
    Membership,
    Municipality,
    Organisation,
    Period,
    Scope,
    ServiceArea,
)
from reports.models import Block, Report
from tests.factories.libraries import (
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
    SupportFactory,
)
from tests.factories.reports import (
    BlockFactory,
    OutlineFactory,
    PlacingFactory,
    ReportFactory,
    RevisionFactory,
)


@dataclass(slots=True)
class World:
    """A network of two libraries, each in one municipality."""

    network: Scope
    foundation: Organisation
    poi: Organisation
    north: Organisation
    south: Organisation
    town: Municipality
    village: Municipality
    town_area: ServiceArea
    village_area: ServiceArea
    year: Period

    def indicator(self, code: str, **fields: object) -> Indicator:
        return IndicatorFactory(code=code, name=code.capitalize(), **fields)

    def figure(
        self, indicator: Indicator, scope: Scope, value: object, **reading: object
    ) -> Figure:
        """Settle a figure on one published reading."""
        period = reading.pop("period", self.year)
        part = reading.pop("part", Figure.Part.LIBRARY)
        figure = FigureFactory(indicator=indicator, scope=scope, period=period, part=part)
        amount = None if value is None else Decimal(str(value))
        figure.current = ReadingFactory(figure=figure, value=amount, **reading)
        figure.save()
        return figure

    def report(self, *blocks: dict[str, object], **fields: object) -> Report:
        """Open a report with one chapter of these blocks."""
        outline = fields.pop("outline", None) or OutlineFactory(
            kind=fields.pop("kind", "provincial")
        )
        BlockFactory(outline=outline, key="hoofdstuk", title="Hoofdstuk")
        for number, block in enumerate(blocks):
            BlockFactory(outline=outline, **{"key": f"blok-{number}", **block})
        return ReportFactory(
            outline=outline, **{"scope": self.network, "period": self.year, **fields}
        )

    def say(self, report: Report, body: str, *, key: str = "tekst", name: str = "De tekst") -> None:
        """Write a text in a new block at the end of a report."""
        block = BlockFactory(outline=report.outline, kind=Block.Kind.TEXT, key=key)
        text = RevisionFactory(text__name=name, text__key=f"{key}-{report.pk}", body=body).text
        PlacingFactory(report=report, block=block, text=text)


@pytest.fixture
def world(db: None) -> World:
    network = ScopeFactory(kind=Scope.Kind.NETWORK, code="net", name="Het netwerk")
    foundation = OrganisationFactory(code="stichting", name="De stichting", form="legal_body")
    north = OrganisationFactory(code="noord", name="Bibliotheek Noord")
    south = OrganisationFactory(code="zuid", name="Bibliotheek Zuid")
    town = MunicipalityFactory(code="GM0001", name="Stad")
    village = MunicipalityFactory(code="GM0002", name="Dorp")
    for member in (north, south):
        NetworkMemberFactory(network=network, organisation=member)
    return World(
        network=network,
        foundation=foundation,
        poi=SupportFactory(part_of=foundation),
        north=north,
        south=south,
        town=town,
        village=village,
        town_area=ServiceAreaFactory(owner=north, place=town),
        village_area=ServiceAreaFactory(owner=south, place=village),
        year=PeriodFactory(start=date(2023, 1, 1)),
    )


@pytest.fixture
def people(world: World) -> dict[str, object]:
    """One person for each way to stand towards reports."""
    role = Membership.Role
    cast = {
        "manager": MembershipFactory(scope=world.north, role=role.MANAGER),
        "area manager": MembershipFactory(scope=world.town_area, role=role.MANAGER),
        "director": MembershipFactory(scope=world.north, role=role.DIRECTOR),
        "neighbour": MembershipFactory(scope=world.south, role=role.MANAGER),
        "other director": MembershipFactory(scope=world.south, role=role.DIRECTOR),
        "staff": MembershipFactory(scope=world.poi, role=role.POI_STAFF),
        "editor": MembershipFactory(scope=world.poi, role=role.POI_EDITOR),
        "admin": MembershipFactory(scope=world.poi, role=role.POI_ADMIN),
        "former": MembershipFactory(scope=world.poi, role=role.POI_ADMIN, ends=date(2020, 1, 1)),
    }
    return {name: membership.user for name, membership in cast.items()}
