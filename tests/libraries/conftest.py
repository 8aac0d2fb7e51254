"""One person for each way to stand towards an organisation, and a place to report for."""

from datetime import date

import pytest

from biblionet.accounts.models import User
from libraries.models import Indicator, Membership, Organisation, Period
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
    SupportFactory,
)

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
