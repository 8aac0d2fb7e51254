"""The sentence at a chart, drafted by rule from the same figures."""

import pytest

from libraries.models import Indicator, Reading, Scope, Year
from tests.factories.goals import (
    ObjectiveIndicatorFactory,
)
from tests.factories.libraries import (
    IndicatorFactory,
    ServiceAreaFactory,
)
from tests.goals.charting import YEAR, aim, figure, fill, put, sentence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dutch")]


def test_it_says_how_many_counted_how_much_and_what_was_aimed_for(link, members, network):
    fill(link, members, 2022, 100, 200, 300)
    fill(link, members, 2023, 110, 205, 304)
    aim(link, network, 2023, 700)

    assert sentence(link) == (
        "In 2023 telden drie van de vier organisaties samen 619 leden, 3,2% meer dan in 2022."
        " Het streven was ten minste 700 leden. Dit cijfer is voorlopig."
    )


def test_when_all_counted_it_says_so_and_it_is_not_provisional(link, members):
    fill(link, members, 2022, 100, 100, 100, 100)
    fill(link, members, 2023, 100, 100, 100, 90)

    assert sentence(link) == (
        "In 2023 telden alle vier organisaties samen 390 leden, 2,5% minder dan in 2022."
    )


@pytest.mark.parametrize(
    ("before", "now", "tail"),
    [
        (100, 100, ", evenveel als in 2022."),
        (100_000, 100_001, ", bijna evenveel als in 2022."),
        (9, 12, "."),  # small numbers: silent
        (12, 9, "."),
        (0, 50, "."),
    ],
)
def test_what_it_says_against_the_year_before(link, members, before, now, tail):
    put(link.indicator, members[0], 2022, before)
    put(link.indicator, members[0], 2023, now)

    (first, *_rest) = sentence(link).split(". Dit cijfer")

    assert first.rstrip(".") + "." == (
        f"In 2023 telde een van de vier organisaties {now:,}".replace(",", ".") + f" leden{tail}"
    )


def test_it_does_not_compare_when_others_counted(link, members):
    fill(link, members, 2022, 100, 200)
    fill(link, members, 2023, 110, 205, 304)

    assert "dan in 2022" not in sentence(link)


def test_it_does_not_compare_over_a_year_that_is_missing(link, members):
    fill(link, members, 2021, 100, 200, 100, 100)
    fill(link, members, 2023, 110, 205, 304, 100)

    assert "dan in" not in sentence(link)


def test_it_does_not_compare_what_is_about_so_much(link, members):
    fill(link, members, 2022, 100)
    put(link.indicator, members[0], 2023, 160, qualifier="over")

    assert "ruim\xa0160 leden" in sentence(link)
    assert "dan in" not in sentence(link)


def test_an_organisation_that_is_there_in_part_is_no_organisation_that_counted(members):
    link = ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(unit="leden", level=Scope.Kind.SERVICE_AREA)
    )
    areas = [ServiceAreaFactory(owner=members[0]) for _ in range(2)]
    put(link.indicator, areas[0], 2023, 50)

    assert sentence(link) == (
        f"In 2023 telde het netwerk 50 leden, zonder Lid 0 ({areas[1].place.name})."
        " Dit cijfer is voorlopig."
    )


def test_of_what_cannot_be_added_up_it_says_from_what_to_what(members):
    link = ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(
            unit="rapportcijfer", decimals=1, over_places=Indicator.OverPlaces.NOT_ADDITIVE
        )
    )
    for one, value in zip(members, ("7.8", "8.4", "8.1"), strict=False):
        put(link.indicator, one, 2023, value, decimals=1)

    assert sentence(link) == (
        "In 2023 liep het van 7,8 (Lid 0) tot 8,4 (Lid 1); 3 van 4 opgegeven."
    )


def test_whom_it_does_not_apply_to_is_not_counted_among_those_who_were_asked(members):
    link = ObjectiveIndicatorFactory(
        indicator=IndicatorFactory(over_places=Indicator.OverPlaces.NOT_ADDITIVE)
    )
    fill(link, members, 2023, 7, 8)
    put(link.indicator, members[2], 2023, None, state=Reading.State.NOT_APPLICABLE)

    assert sentence(link).endswith("2 van 3 opgegeven.")


def test_a_figure_that_is_counted_for_all_at_once_is_that_of_the_network(network, link):
    link.indicator.level = Scope.Kind.NETWORK
    link.indicator.save()
    put(link.indicator, network, 2022, 1000)
    put(link.indicator, network, 2023, 1020, finality="provisional")

    assert sentence(link) == (
        "In 2023 telde het netwerk 1.020 leden, 2,0% meer dan in 2022. Dit cijfer is voorlopig."
    )


def test_without_figures_it_says_nothing(link, members):
    assert sentence(link) == ""
    assert figure(link).drafted is None


def test_what_comes_after_the_year_of_the_page_is_not_the_latest(link, members):
    fill(link, members, 2022, 100)
    fill(link, members, 2024, 900)

    assert "In 2022" in sentence(link)
    assert figure(link).trend.years == (Year(2022),)


def test_one_target_for_each_organisation_is_one_line(link, members):
    fill(link, members, 2023, 1, 2, 3, 4)
    for one in members:
        aim(link, one, 2023, 5)

    aims = figure(link).aims

    assert aims.of_each
    assert {year: target.value for year, target in aims.targets.items()} == {YEAR: 5}


def test_different_targets_are_no_line(link, members):
    fill(link, members, 2023, 1, 2, 3, 4)
    for value, one in enumerate(members):
        aim(link, one, 2023, value)

    assert figure(link).aims is None
