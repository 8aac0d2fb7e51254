"""One person for each way to stand towards an organisation, and a place to report for."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from biblionet.accounts.models import User
from libraries import actions
from libraries.models import Indicator, Membership, Organisation, Period
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    SupportFactory,
)
from tests.libraries.making import settled

Role = Membership.Role


@pytest.fixture
def library(db: None) -> Organisation:
    return OrganisationFactory(code="facet", name="Facet", short_name="Facet Emmen")


@pytest.fixture
def people(library: Organisation) -> dict[str, User]:
    support = SupportFactory()
    return {
        "manager": MembershipFactory(scope=library, role=Role.MANAGER).user,
        "director": MembershipFactory(scope=library, role=Role.DIRECTOR).user,
        "neighbour": MembershipFactory(scope=OrganisationFactory(), role=Role.MANAGER).user,
        "former": MembershipFactory(scope=library, role=Role.MANAGER, ends=date(2020, 1, 1)).user,
        "blocked": MembershipFactory(
            scope=library, role=Role.MANAGER, user=UserFactory(is_active=False)
        ).user,
        "staff": MembershipFactory(scope=support, role=Role.POI_STAFF).user,
        "editor": MembershipFactory(scope=support, role=Role.POI_EDITOR).user,
        "admin": MembershipFactory(scope=support, role=Role.POI_ADMIN).user,
        "stranger": UserFactory(),
    }


@pytest.fixture
def indicator(db: None) -> Indicator:
    return IndicatorFactory(code="LOANS", name="Uitleningen")


@pytest.fixture
def year(db: None) -> Period:
    """The open calendar year 2023."""
    return PeriodFactory(is_opened=True)


@pytest.fixture
def report(people, library, indicator, year):
    """Report the figure of the library as its manager; anything can be said otherwise."""

    def do(value=1931, **otherwise):
        usual = {"indicator": indicator, "scope": library, "period": year, "by": people["manager"]}
        number = None if value is None else Decimal(value)
        return actions.report_figure(**{**usual, "value": number, **otherwise})

    return do


@pytest.fixture
def accepted(report, people):
    """Report, hand in and accept in one go."""

    def do(value=1931, **otherwise):
        reading = report(value, **otherwise)
        actions.submit_reading(reading=reading, by=people["manager"])
        return actions.accept_reading(reading=reading, by=people["staff"])

    return do


@pytest.fixture
def as_(people):
    """Return a client signed in as one of the cast."""

    def do(person: str) -> Client:
        client = Client()
        client.force_login(people[person])
        return client

    return do


@pytest.fixture
def some_figures(library, indicator, year):
    """A settled figure, a contradiction, a missing one and a draft, of four places."""
    value = settled(indicator=indicator, scope=library, period=year)
    conflict = FigureFactory(indicator=indicator, scope=OrganisationFactory(), period=year)
    ReadingFactory(figure=conflict, value=Decimal(1))
    ReadingFactory(figure=conflict, value=Decimal(2))
    missing = FigureFactory(indicator=indicator, scope=OrganisationFactory(), period=year)
    ReadingFactory(figure=missing, state="withheld", value=None)
    actions.settle(figure=missing)
    draft = FigureFactory(indicator=IndicatorFactory(), scope=library, period=year)
    EntryFactory(figure=draft)
    return {"settled": value, "conflict": conflict, "missing": missing, "waiting": draft}
