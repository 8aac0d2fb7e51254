"""The page of one organisation, in the real years and in the example."""

import pytest
from django.urls import reverse

from biblionet.home.overviews.organisation import figure_lines, years_of
from libraries.models import Organisation, Year

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["bind", "poi", "facet"])
def test_the_page_of_an_organisation_asks_a_bounded_number(
    client, example_year, code, django_assert_max_num_queries
):
    client.force_login(example_year.managers["facet"])
    address = reverse("home:organisation_in_year", args=[code, Year(2025, is_example=True)])

    with django_assert_max_num_queries(50):
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


def test_a_year_without_figures_does_not_exist(client, example_year):
    client.force_login(example_year.managers["facet"])
    address = reverse("home:organisation_in_year", args=["bind", Year(1999)])

    assert client.get(address).status_code == 404


def test_a_figure_of_the_whole_is_the_sum_of_the_places(example_year):
    organisation = Organisation.objects.get(code="bind")
    lines = figure_lines(organisation, Year(2025, is_example=True))
    visits = next(line for line in lines if line.indicator.code == "VISITS_LIBRARY")

    assert visits.own is None
    assert visits.total.value == sum(part.current.value for part in visits.total.parts)
    assert Year(2025, is_example=True) in years_of(organisation)
