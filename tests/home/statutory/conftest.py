"""Two libraries of one network, and what the law asks of both."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from libraries.models import Membership
from tests.factories.libraries import (
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ScopeFactory,
)
from tests.factories.programmes import ObligationFactory


@pytest.fixture
def in_april():
    with time_machine.travel(datetime(2026, 4, 20, 9, tzinfo=timezone.get_default_timezone())):
        yield


@pytest.fixture
def neighbour(db):
    return OrganisationFactory(code="veen", name="Bibliotheek het Veen", short_name="Veen")


@pytest.fixture
def network(library, neighbour):
    made = ScopeFactory(name="Ons netwerk")
    for body in (library, neighbour):
        NetworkMemberFactory(network=made, organisation=body)
    return made


@pytest.fixture
def form(network):
    """Due to the KB on 13 March 2026, inside on 26 February."""
    return ObligationFactory(
        code="bezit-2025",
        name="Vragenlijst Bezit",
        asked_of=network,
        period=PeriodFactory(start=date(2025, 1, 1)),
        ends_on=date(2026, 3, 13),
        days_inside=15,
        source_url="https://kb.example/vragenlijst",
    )


@pytest.fixture
def director(library):
    return MembershipFactory(scope=library, role=Membership.Role.DIRECTOR).user
