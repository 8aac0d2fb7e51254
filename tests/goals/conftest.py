"""A small cast: one person for each way to stand towards an organisation."""

import pytest
from django.utils import translation

from libraries.models import Membership, Scope
from tests.factories.accounts import UserFactory
from tests.factories.goals import AssignmentFactory, ObjectiveIndicatorFactory, QuarterFactory
from tests.factories.libraries import (
    IndicatorFactory,
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    ScopeFactory,
    SupportFactory,
)
from tests.goals.screens import Screen
from tests.rounds import make_round

Role = Membership.Role


@pytest.fixture
def library(db):
    return OrganisationFactory(code="heide", name="Bibliotheek de Heide")


@pytest.fixture
def poi(db):
    return SupportFactory()


@pytest.fixture
def people(library, poi):
    return {
        "manager": MembershipFactory(scope=library, user__name="Manager Heide").user,
        "director": MembershipFactory(scope=library, role=Role.DIRECTOR).user,
        "neighbour": MembershipFactory(scope=OrganisationFactory(name="Bibliotheek Veen")).user,
        "staff": MembershipFactory(
            scope=poi, role=Role.POI_STAFF, user__name="Medewerker POI"
        ).user,
        "editor": MembershipFactory(scope=poi, role=Role.POI_EDITOR).user,
        "admin": MembershipFactory(scope=poi, role=Role.POI_ADMIN).user,
        "stranger": UserFactory(),
    }


@pytest.fixture
def quarter(db):
    return QuarterFactory()


@pytest.fixture
def assignment(library):
    return AssignmentFactory(scope=library)


@pytest.fixture
def sign_in_as(client, people):
    """Sign in as one of the cast; returns the client."""

    def do(name):
        client.force_login(people[name])
        return client

    return do


@pytest.fixture
def dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def network(db):
    return ScopeFactory(kind=Scope.Kind.NETWORK, code="net", name="Netwerk")


@pytest.fixture
def members(network):
    """Four organisations in a network."""
    found = [OrganisationFactory(code=f"lid-{n}", name=f"Lid {n}") for n in range(4)]
    for one in found:
        NetworkMemberFactory(network=network, organisation=one)
    return found


@pytest.fixture
def link(db):
    """An objective with an indicator that shows how far it came."""
    return ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(code="LEDEN", name="Bibliotheekleden", unit="leden")
    )


@pytest.fixture
def round_(library, people):
    return make_round(library, people)


@pytest.fixture
def told(round_):
    """An objective the library reports on."""
    return AssignmentFactory(scope=round_.library)


@pytest.fixture
def at_screen(round_, told, people):
    """Open the screen as one of the cast."""

    def do(who="manager"):
        return Screen(people[who], round_.given.period, round_.library).open()

    return do
