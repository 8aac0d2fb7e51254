"""A library with a manager, the support institution with a staff member."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from libraries.models import Membership
from tests.factories.goals import AssignmentFactory, QuarterFactory
from tests.factories.libraries import MembershipFactory, OrganisationFactory, SupportFactory


@pytest.fixture
def library(db):
    return OrganisationFactory(code="heide", name="Bibliotheek de Heide", short_name="Heide")


@pytest.fixture
def annet(library):
    """Who manages the library."""
    return MembershipFactory(
        scope=library, user__name="Annet de Boer", user__email="annet@example.org"
    ).user


@pytest.fixture
def staff(db):
    return MembershipFactory(
        scope=SupportFactory(),
        role=Membership.Role.POI_STAFF,
        user__name="Medewerker POI",
        user__email="poi@example.org",
    ).user


@pytest.fixture
def quarter(db):
    """The last quarter of 2025, open: to be handed in until Wednesday 14 January 2026."""
    return opened(date(2025, 10, 1))


def opened(start, **values):
    """Make a quarter that opened on the day after its last one."""
    quarter = QuarterFactory(start=start, **values)
    quarter.opened_at = timezone.make_aware(
        datetime.combine(quarter.end + timedelta(days=1), time(9))
    )
    quarter.save()
    return quarter


@pytest.fixture
def assignment(library):
    return AssignmentFactory(scope=library, objective__text="Iedereen leest")


@pytest.fixture(autouse=True)
def its_address(settings):
    settings.PORTAL_ADDRESS = "https://portal.example"
    settings.CONTACT_EMAIL = "hulp@example.org"
