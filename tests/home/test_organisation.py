"""The page of one organisation, in the real years and in the example."""

from datetime import date

import pytest
from django.urls import reverse

from biblionet.home.overviews.organisation import figure_lines, years_of
from goals.overviews import all_periods
from libraries.models import Organisation, Scope, Year
from libraries.overviews import gather_facts
from tests.factories.accounts import UserFactory
from tests.factories.goals import QuarterFactory, UpdateFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    OrganisationFactory,
    PeriodFactory,
    ServiceAreaFactory,
)
from tests.libraries.making import settled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["bind", "poi", "facet"])
def test_the_page_of_an_organisation_asks_a_bounded_number(
    client, example_year, code, django_assert_max_num_queries
):
    client.force_login(example_year.managers["facet"])
    address = reverse("home:organisation_in_year", args=[code, Year(2025, is_example=True)])

    with django_assert_max_num_queries(20):
        response = client.get(address)

    assert response.status_code == 200


def test_the_page_shows_names_places_objectives_and_figures(client, example_year):
    client.force_login(example_year.managers["facet"])
    year = Year(2025, is_example=True)

    response = client.get(reverse("home:organisation_in_year", args=["bind", year]))
    page = response.content.decode()

    assert "B9-bibliotheken" in page
    assert "Coevorden" in page
    assert "Doelstelling 3" in page
    assert "bn-example" in page
    assert "van 9 plekken" in page


def test_without_a_year_the_newest_real_one_is_shown(client, example_year):
    client.force_login(example_year.managers["facet"])

    response = client.get(reverse("home:organisation", args=["bind"]))

    assert not response.context["page"].year.is_example
    assert "bn-example" not in response.content.decode()


@pytest.fixture
def body(db):
    """An organisation with an open quarter of 2026, of which nothing was told yet."""
    QuarterFactory(start=date(2026, 1, 1))
    return OrganisationFactory(code="ergens")


def year_shown(client, body) -> Year:
    client.force_login(UserFactory())
    return client.get(reverse("home:organisation", args=[body.code])).context["page"].year


@pytest.mark.parametrize("lies", ["itself", "in a place"])
def test_a_year_without_figures_or_progress_is_not_shown_first(client, body, lies):
    scope = body if lies == "itself" else ServiceAreaFactory(owner=body)
    scope = Scope.objects.get(pk=scope.pk)
    for number in (2021, 2022):
        period = PeriodFactory(start=date(number, 1, 1))
        settled(indicator=IndicatorFactory(level=scope.kind), scope=scope, period=period)
    EntryFactory(figure=FigureFactory(scope=scope, period=PeriodFactory(start=date(2023, 1, 1))))

    assert year_shown(client, body) == Year(2022)


def test_agreed_progress_is_something_to_show(client, body):
    settled(indicator=IndicatorFactory(), scope=body, period=PeriodFactory())
    UpdateFactory(scope=body, period=QuarterFactory(start=date(2024, 1, 1)), is_accepted=True)
    UpdateFactory(scope=body, period=QuarterFactory(start=date(2025, 1, 1)))

    assert year_shown(client, body) == Year(2024)


def test_a_year_without_figures_does_not_exist(client, example_year):
    client.force_login(example_year.managers["facet"])
    address = reverse("home:organisation_in_year", args=["bind", Year(1999)])

    assert client.get(address).status_code == 404


def test_a_figure_of_the_whole_is_the_sum_of_the_places(example_year):
    organisation = Organisation.objects.get(code="bind")
    year = Year(2025, is_example=True)
    lines = figure_lines(organisation, year, gather_facts(indicators=None, years=[year]))
    visits = next(line for line in lines if line.indicator.code == "VISITS_LIBRARY")

    assert visits.own is None
    assert visits.total.value == sum(part.current.value for part in visits.total.parts)
    assert Year(2025, is_example=True) in years_of(organisation, all_periods())
