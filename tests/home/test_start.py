"""The start page without an example: figures in hand, and when nothing has begun."""

from datetime import date

import pytest
from django.urls import reverse

from biblionet.home.overviews.direction import direction_for
from biblionet.home.overviews.season import latest_quarter, queues
from biblionet.home.overviews.tasks import figures_in_hand
from libraries.models import Membership, Year
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ServiceAreaFactory,
    SupportFactory,
)

pytestmark = pytest.mark.django_db


def test_who_has_no_role_yet_is_told_what_to_do(client):
    client.force_login(UserFactory())

    page = client.get(reverse("home:start")).content.decode()

    assert "Je account hoort nog niet bij een organisatie" in page


@pytest.fixture
def manager():
    """Somebody who manages one organisation with two places."""
    membership = MembershipFactory(scope=OrganisationFactory(name="Bibliotheek Noord"))
    for _ in range(2):
        ServiceAreaFactory(owner=membership.scope.organisation)
    return membership.user


def entries(manager, count, **reading):
    organisation = manager.memberships.get().scope.organisation
    places = list(organisation.scopes.all())
    for number in range(count):
        figure = FigureFactory(
            indicator=IndicatorFactory(level="service_area"),
            scope=places[number % 2],
            period=PeriodFactory(),
        )
        EntryFactory(figure=figure, **reading)


@pytest.mark.parametrize("count", [1, 3])
def test_figures_in_hand_are_counted_in_few_queries(manager, count, django_assert_num_queries):
    entries(manager, count)
    entries(manager, count, remark="Klopt dit?")
    entries(manager, count, is_submitted=True)
    entries(manager, count, is_accepted=True)
    entries(MembershipFactory(scope=manager.memberships.get().scope).user, 0)

    with django_assert_num_queries(2):
        (task,) = figures_in_hand(manager)

    assert (task.scope.name, task.year) == ("Bibliotheek Noord", Year(2023))
    assert (task.drafts, task.sent_back, task.submitted) == (count, count, count)
    assert task.badge.tone == "question"


def test_figures_of_others_are_not_in_hand(manager):
    entries(manager, 3)

    assert figures_in_hand(MembershipFactory().user) == ()


def test_without_any_quarter_there_is_nothing_to_run(client):
    client.force_login(
        MembershipFactory(scope=SupportFactory(), role=Membership.Role.POI_STAFF).user
    )

    assert latest_quarter() is None
    assert client.get(reverse("home:start")).status_code == 200


def test_a_director_without_any_quarter_misses_nothing():
    found = direction_for(MembershipFactory(role="director").user, today=date(2026, 1, 1))

    assert (found.off_track, found.missing, found.changes) == ((), (), ())


def test_what_is_said_once_only_contradicts_nothing():
    undone = FigureFactory()
    EntryFactory(figure=undone, is_accepted=True)
    twice = FigureFactory()
    for _source in range(2):
        ReadingFactory(figure=twice)

    assert queues().conflicts == 1


@pytest.mark.parametrize("name", ["soort", "organisatie", "persoon"])
def test_the_log_is_narrowed_by_nonsense_to_nothing_worse(client, name):
    client.force_login(MembershipFactory().user)

    assert client.get(reverse("home:log"), {name: "\x00"}).status_code == 200
