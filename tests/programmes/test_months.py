"""A year of months: what stands where, what it comes to, and who sees it."""

from decimal import Decimal

import pytest

from libraries.models import Scope
from programmes.overviews import month_years, months_of_all
from tests.factories.libraries import (
    FigureFactory,
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
)
from tests.months import YEAR

pytestmark = pytest.mark.django_db


def test_a_row_has_twelve_months_and_says_of_how_many_its_total_is(months):
    for number in (1, 2):
        months.open_month(number)
    months.answer(0, 1, 100)
    months.answer(0, 2, 40)
    months.was(0, 1, 70)
    months.was(0, 12, 30)

    requested = months.page().rows[0]

    assert [cell.reading and cell.reading.value for cell in requested.cells[:3]] == [100, 40, None]
    assert (requested.total.value, requested.total.known, requested.total.expected) == (140, 2, 12)
    assert (requested.last_year.value, requested.last_year.known) == (100, 2)
    assert requested.is_provisional


def test_a_year_that_was_only_counted_whole_stands_beside_too(months):
    months.open_month(1)
    year = PeriodFactory(start="2022-01-01", end="2022-12-31")
    figure = FigureFactory(
        indicator=months.questions[0].indicator, scope=months.library, period=year
    )
    figure.current = ReadingFactory(figure=figure, value=Decimal(900))
    figure.save()

    assert months.page().rows[0].last_year.value == 900
    assert months.page().rows[0].last_year.is_whole


def test_days_are_averaged_and_never_added(months):
    for number in (1, 2):
        months.open_month(number)
    months.answer(2, 1, "3.0")
    months.answer(2, 2, "4.0")

    assert months.page().rows[2].total.value == Decimal("3.5")


def test_the_share_is_computed_of_months_that_have_both(months):
    for number in (1, 2, 3):
        months.open_month(number)
    months.answer(0, 1, 100)
    months.answer(1, 1, 90)
    months.answer(0, 2, 100)
    months.answer(0, 3, 0)
    months.answer(1, 3, 0)

    (share,) = months.page().layers[0].computed

    assert [one.value for one in share.months[:3]] == [90, None, None]
    assert (share.total.value, share.total.known) == (90, 2)


def test_a_month_that_was_not_opened_cannot_be_typed_in(months):
    months.open_month(1)
    months.month(2, is_open=False)

    row = months.page().rows[0]

    assert [cell.is_writable for cell in row.cells[:3]] == [True, False, False]
    assert [month.number for month in months.page().in_hand] == [1]


def test_a_neighbour_sees_only_what_is_accepted(months):
    months.open_month(1)
    months.open_month(2)
    months.accept(1)
    months.fill(2)

    page = months.page("neighbour")

    assert [month.state for month in page.months[:2]] == ["accepted", ""]
    assert [one.reading and one.reading.value for one in page.rows[0].cells[:2]] == [100, None]
    assert page.rows[0].total.value == 100
    assert not page.shows_drafts


def test_a_correction_in_the_making_stays_with_its_own_people(months):
    months.open_month(1)
    months.accept(1)
    months.returns[1].refresh_from_db()
    figure = months.cell(0, 1).reading.figure
    from libraries.actions import report_figure

    report_figure(
        indicator=figure.indicator,
        scope=figure.scope,
        period=figure.period,
        value=Decimal(55),
        correction="typed_wrong",
        explanation="Een rij te laag.",
        by=months.people["manager"],
    )

    assert months.cell(0, 1).reading.value == 55
    assert months.cell(0, 1, "neighbour").reading.value == 100


@pytest.mark.parametrize("count", [1, 3])
def test_a_year_is_made_in_a_fixed_number_of_queries(months, count, django_assert_num_queries):
    for number in range(1, count + 1):
        months.open_month(number)
        months.fill(number)

    with django_assert_num_queries(13):
        page = months.page()
        told = [cell.key for row in page.rows for cell in row.cells]

    assert len(told) == 36
    assert len(page.in_hand) == count


# Everybody


def test_the_network_adds_up_what_is_accepted_and_says_of_whom(months):
    other = OrganisationFactory(name="Bibliotheek Zand")
    NetworkMemberFactory(network=months.questionnaire.asked_of, organisation=other)
    months.open_month(1)
    given = months.open_month(1, of=other)
    months.accept(1)
    months.fill(1, given=given)

    page = months_of_all(months.questionnaire, YEAR, user=months.people["staff"])

    requested, supplied, days, share = (
        {row.name: row for row in page.layers[0].rows}[name]
        for name in (
            "Aangevraagd in de provincie",
            "Geleverd in de provincie",
            "Levertijd in de provincie",
            "IBL: honorering",
        )
    )
    january = requested.months[0]
    assert (january.value, january.reported, january.expected) == (100, 1, 2)
    assert (requested.total.value, requested.total.reported, requested.total.expected) == (
        100,
        1,
        24,
    )
    assert supplied.months[1].value is None
    assert (share.months[0].value, share.total.value) == (90, 90)
    assert (days.total.value, days.is_additive) == (None, False)
    assert [one.scope.name for one in page.scopes] == ["Bibliotheek de Heide", "Bibliotheek Zand"]
    assert [one.months[0].state for one in page.scopes] == ["accepted", "draft"]


def test_a_manager_sees_of_others_only_the_months_that_are_accepted(months):
    other = OrganisationFactory(name="Bibliotheek Zand")
    NetworkMemberFactory(network=months.questionnaire.asked_of, organisation=other)
    months.open_month(1)
    months.open_month(1, of=other)

    page = months_of_all(months.questionnaire, YEAR, user=months.people["manager"])

    assert [one.has_months for one in page.scopes] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_everybody_is_shown_in_a_fixed_number_of_queries(months, count, django_assert_num_queries):
    months.open_month(1)
    for _number in range(count - 1):
        other = OrganisationFactory()
        NetworkMemberFactory(network=months.questionnaire.asked_of, organisation=other)
        months.open_month(1, of=other)

    with django_assert_num_queries(13):
        page = months_of_all(months.questionnaire, YEAR, user=months.people["staff"])

    assert len(page.scopes) == count


def test_years_are_those_somebody_may_see(months):
    months.open_month(1)
    outsider = MembershipFactory(scope=OrganisationFactory()).user

    assert month_years(months.questionnaire, months.people["manager"]) == (YEAR,)
    assert month_years(months.questionnaire, outsider) == ()
    assert Scope.objects.filter(kind="organisation").exists()
