"""Norm, measured figure, computed tick and published tick stand apart."""

from datetime import date
from decimal import Decimal

import pytest

from libraries.actions import settle
from libraries.models import Organisation, Period, Year
from programmes.models import Requirement, RequirementResult
from programmes.overviews import checklist, checklist_years, deviations
from programmes.standing import Met
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    PublicationFactory,
    ReadingFactory,
    ServiceAreaFactory,
)
from tests.factories.programmes import RequirementFactory, RequirementResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return PeriodFactory()


def measure(requirement, period, value, **reading):
    """Make the figure of a requirement, settled on an accepted reading."""
    figure = FigureFactory(
        indicator=requirement.indicator, scope=requirement.measured_at, period=period
    )
    ReadingFactory(figure=figure, value=Decimal(value), **reading)
    settle(figure=figure)
    return figure


@pytest.mark.parametrize(("value", "computed"), [("80", Met.MET), ("79.9", Met.NOT_MET)])
def test_the_measured_figure_decides(year, value, computed):
    requirement = RequirementFactory()
    figure = measure(requirement, year, value)

    (line,) = checklist(year=Year(2023))

    assert (line.figure, line.computed) == (figure, computed)
    assert line.norm == "ten minste 80%"


def test_a_published_tick_is_a_claim_and_decides_nothing(year):
    source = PublicationFactory(title="Bestuursverslag")
    RequirementResultFactory(
        requirement=RequirementFactory(), period=year, claim="met", publication=source
    )

    (line,) = checklist(year=Year(2023))

    assert (line.claim, line.claim_source) == ("met", source)
    assert (line.computed, line.reading) == (Met.UNDETERMINABLE, None)


def test_what_is_not_accepted_yet_counts_for_nothing(year):
    requirement = RequirementFactory()
    figure = FigureFactory(
        indicator=requirement.indicator, scope=requirement.measured_at, period=year
    )
    EntryFactory(figure=figure, is_submitted=True)

    (line,) = checklist(year=Year(2023))

    assert (line.computed, line.figure) == (Met.UNDETERMINABLE, None)


def test_sources_that_contradict_each_other_determine_nothing(year):
    requirement = RequirementFactory()
    figure = measure(requirement, year, "90")
    ReadingFactory(figure=figure, value=Decimal(70))
    settle(figure=figure)

    (line,) = checklist(year=Year(2023))

    assert (line.computed, line.figure, line.reading) == (Met.UNDETERMINABLE, figure, None)


def test_a_norm_of_yes_is_a_word():
    requirement = RequirementFactory(
        measure=Requirement.Measure.YES_NO,
        comparison=Requirement.Comparison.EQUAL,
        norm=1,
        indicator__unit="ja/nee",
    )
    measure(requirement, PeriodFactory(), "0")

    (line,) = checklist(year=Year(2023))

    assert (line.norm, line.computed) == ("ja", Met.NOT_MET)


def test_a_requirement_holds_between_its_years(year):
    RequirementFactory(first_year=2024)
    RequirementFactory(first_year=2020, last_year=2022)
    held = RequirementFactory(first_year=2020, last_year=2023)

    assert [line.requirement for line in checklist(year=Year(2023))] == [held]


def test_the_example_stays_in_its_own_world(year):
    requirement = RequirementFactory()
    example = PeriodFactory(is_example=True)
    RequirementResultFactory(requirement=requirement, period=example, explanation="Voorbeeld.")
    measure(requirement, example, "90")

    (real,) = checklist(year=Year(2023))
    (made_up,) = checklist(year=Year(2023, is_example=True))

    assert (real.computed, real.explanation) == (Met.UNDETERMINABLE, "")
    assert (made_up.computed, made_up.explanation) == (Met.MET, "Voorbeeld.")


def test_years_are_those_of_which_something_is_known():
    requirement = RequirementFactory()
    RequirementResultFactory(requirement=requirement, period=PeriodFactory())
    later = PeriodFactory(start=date(2025, 1, 1), is_example=True)
    measure(requirement, later, "90")
    PeriodFactory(start=date(2024, 1, 1))

    assert checklist_years() == (Year(2025, is_example=True), Year(2023))


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_checklist_asks_no_more(year, count, django_assert_num_queries):
    for requirement in RequirementFactory.create_batch(count):
        measure(requirement, year, "90")
        RequirementResult.objects.create(
            requirement=requirement, period=year, scope=requirement.measured_at
        )

    with django_assert_num_queries(8):
        lines = checklist(year=Year(2023))
        told = [(line.norm, str(line.figure), line.claim_words) for line in lines]

    assert len(told) == count
    assert Period.objects.count() == 1


# Norms for each member


@pytest.fixture
def norm(year):
    """At least 10 percent new copies, of each of two members."""
    asked = RequirementFactory(per_member=True, norm=10)
    for name in ("Bibliotheek A", "Bibliotheek B"):
        member = OrganisationFactory(name=name)
        NetworkMemberFactory(network=asked.measured_at, organisation=member)
    return asked


def member_of(norm, number):
    return Organisation.objects.filter(networks__network=norm.measured_at).order_by("name")[number]


def measured(norm, year, number, value):
    figure = FigureFactory(indicator=norm.indicator, scope=member_of(norm, number), period=year)
    ReadingFactory(figure=figure, value=Decimal(value))
    settle(figure=figure)


def test_each_member_has_its_own_line(norm, year):
    measured(norm, year, 0, 12)
    measured(norm, year, 1, 8)

    (line,) = checklist(year=Year(2023))

    assert [(one.scope.name, one.reading.value, one.computed) for one in line.members] == [
        ("Bibliotheek A", 12, Met.MET),
        ("Bibliotheek B", 8, Met.NOT_MET),
    ]
    assert (line.met, line.computed, line.figure) == (1, Met.NOT_MET, None)


def test_nothing_is_ticked_as_long_as_a_member_is_not_measured(norm, year):
    measured(norm, year, 0, 12)

    (line,) = checklist(year=Year(2023))

    assert [one.computed for one in line.members] == [Met.MET, Met.UNDETERMINABLE]
    assert line.computed == Met.UNDETERMINABLE


def test_a_norm_may_be_about_what_is_computed_once_all_places_reported(year):
    loans, items = IndicatorFactory(level="service_area"), IndicatorFactory(level="service_area")
    turnover = IndicatorFactory(
        level="service_area", over_places="ratio", numerator=loans, denominator=items
    )
    norm = RequirementFactory(per_member=True, norm=2, indicator=turnover)
    member = OrganisationFactory()
    NetworkMemberFactory(network=norm.measured_at, organisation=member)
    areas = ServiceAreaFactory.create_batch(2, owner=member)

    def count(area):
        for indicator, value in ((loans, 30), (items, 10)):
            figure = FigureFactory(indicator=indicator, scope=area, period=year)
            ReadingFactory(figure=figure, value=Decimal(value))
            settle(figure=figure)

    count(areas[0])
    (line,) = checklist(year=Year(2023))
    assert line.members[0].computed == Met.UNDETERMINABLE
    count(areas[1])
    (line,) = checklist(year=Year(2023))
    assert (line.members[0].computed, line.members[0].total.value) == (Met.MET, 3)


def test_a_deviation_without_a_sentence_is_an_open_point(norm, year):
    measured(norm, year, 0, 12)
    measured(norm, year, 1, 8)
    lacking = member_of(norm, 1)

    (open_point,) = deviations(year=Year(2023))
    assert open_point.scope.pk == lacking.pk
    assert checklist(year=Year(2023))[0].unexplained == 1
    assert deviations(year=Year(2023), of=member_of(norm, 0)) == ()

    RequirementResult.objects.create(
        requirement=norm, period=year, scope=lacking, explanation="Er was een verhuizing."
    )

    assert deviations(year=Year(2023)) == ()
    assert checklist(year=Year(2023))[0].members[1].explanation == "Er was een verhuizing."


def test_a_norm_of_the_whole_that_is_not_met_asks_a_sentence_too(year):
    measure(RequirementFactory(), year, "79")

    (line,) = deviations(year=Year(2023))

    assert line.is_unexplained


@pytest.mark.parametrize("count", [1, 3])
def test_more_members_ask_no_more(year, count, django_assert_num_queries):
    norm = RequirementFactory(per_member=True)
    for _number in range(count):
        NetworkMemberFactory(network=norm.measured_at, organisation=OrganisationFactory())

    with django_assert_num_queries(8):
        (line,) = checklist(year=Year(2023))

    assert len(line.members) == count
