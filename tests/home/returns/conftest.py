"""A library with a form over 2025 to hand in, in February 2026."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from libraries.models import Membership
from programmes.models import Return
from tests.factories.libraries import MembershipFactory, PeriodFactory
from tests.factories.programmes import QuestionnaireFactory, ReturnFactory


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(datetime(2026, 2, 16, 9, tzinfo=timezone.get_default_timezone())):
        yield


@pytest.fixture
def year(db):
    return PeriodFactory(start=date(2025, 1, 1), is_opened=True)


@pytest.fixture
def form(library, year):
    """The library answers the form of 2025 until 13 March 2026, a director agrees with it."""
    asked = QuestionnaireFactory(
        name="Bezit", period_kind="calendar_year", days_inside=14, needs_approval=True
    )
    return ReturnFactory(
        questionnaire=asked, scope=library, period=year, deadline=date(2026, 3, 13)
    )


@pytest.fixture
def director(library):
    return MembershipFactory(
        scope=library,
        role=Membership.Role.DIRECTOR,
        user__name="Dirk de Vries",
        user__email="dirk@example.org",
    ).user


@pytest.fixture
def colleague(library):
    return MembershipFactory(
        scope=library, user__name="Jan Smit", user__email="jan@example.org"
    ).user


def hand_in(given, by, **values):
    at = timezone.now()
    said = {"state": "submitted", "round": 1, "submitted_at": at, "submitted_by": by}
    Return.objects.filter(pk=given.pk).update(accountable=by, **{**said, **values})


def months_of(library, count):
    """Make a return for each of the first months of 2026, in one questionnaire."""
    asked = QuestionnaireFactory(name="IBL", code="ibl", period_kind="month")
    return [
        ReturnFactory(
            questionnaire=asked,
            scope=library,
            period=PeriodFactory(
                kind="month",
                start=date(2026, month, 1),
                end=date(2026, month, 28),
                is_opened=True,
            ),
            deadline=date(2026, month, 28) + timedelta(days=10),
        )
        for month in range(1, count + 1)
    ]


def start(client, user):
    client.force_login(user)
    return " ".join(client.get(reverse("home:start")).content.decode().split())
