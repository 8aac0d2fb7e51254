"""A library that answers a quarter, and the people around it."""

import pytest

from libraries.models import Membership
from tests.factories.libraries import MembershipFactory, OrganisationFactory, SupportFactory
from tests.forms import Form, make_form
from tests.months import MonthsCast, make_months
from tests.rounds import Round, make_round

Role = Membership.Role


@pytest.fixture
def cast(db: None) -> dict[str, object]:
    library = OrganisationFactory(code="heide", name="Bibliotheek de Heide")
    support = SupportFactory()
    return {
        "library": library,
        "manager": MembershipFactory(scope=library, user__name="Manager Heide").user,
        "colleague": MembershipFactory(scope=library, user__name="Jan Heide").user,
        "director": MembershipFactory(
            scope=library, role=Role.DIRECTOR, user__name="Directeur Heide"
        ).user,
        "neighbour": MembershipFactory(user__name="Manager Veen").user,
        "staff": MembershipFactory(
            scope=support, role=Role.POI_STAFF, user__name="Medewerker POI"
        ).user,
        "admin": MembershipFactory(scope=support, role=Role.POI_ADMIN).user,
    }


@pytest.fixture
def round_(cast: dict[str, object]) -> Round:
    return make_round(cast.pop("library"), cast)


@pytest.fixture
def months(cast: dict[str, object]) -> MonthsCast:
    return make_months(cast.pop("library"), cast)


@pytest.fixture
def form(cast: dict[str, object]) -> Form:
    return make_form(cast.pop("library"), cast)
