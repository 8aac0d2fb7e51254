"""An indicator over the years: what is joined, what is a gap, what is added up."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from biblionet.kit.charts import Target
from biblionet.kit.numbers import Missing
from libraries import actions
from libraries.illustrations import charts_of, table_of
from libraries.models import Indicator, Organisation, Period, Reading, Scope, Year
from libraries.overviews import gather_trends
from libraries.resources.trends import sheet_of
from tests.factories.libraries import (
    DefinitionFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db
YEARS = [Year(2021), Year(2022), Year(2023)]


@pytest.fixture
def network():
    return ScopeFactory(kind=Scope.Kind.NETWORK, code="net", name="Netwerk")


@pytest.fixture
def members(network):
    """Two organisations; the first works in two municipalities, the second in one."""
    found = [OrganisationFactory(code=code, name=code.title()) for code in ("aa", "bee")]
    for one in found:
        NetworkMemberFactory(network=network, organisation=one)
    ServiceAreaFactory.create_batch(2, owner=found[0])
    ServiceAreaFactory(owner=found[1])
    return found


@pytest.fixture
def indicator():
    return IndicatorFactory(unit="leden", level=Scope.Kind.SERVICE_AREA)


def put(indicator, scope, year, value=None, *, state=Reading.State.VALUE, **figure):
    """Give a scope an accepted figure in a year; a quarter with `period`."""
    figure.setdefault("period", PeriodFactory(start=date(year, 1, 1), end=date(year, 12, 31)))
    made = FigureFactory(indicator=indicator, scope=scope, **figure)
    given = None if value is None else Decimal(value)
    ReadingFactory(figure=made, value=given, state=state)
    actions.settle(figure=made)
    return made


def areas_of(organisation):
    return list(Scope.objects.filter(owner=organisation, kind=Scope.Kind.SERVICE_AREA))


def trend_of(indicator, years=YEARS):
    return gather_trends([indicator], years)[indicator.pk]


def values(line):
    return [None if cell.value is None else int(cell.value) for cell in line.cells]


def test_a_line_is_the_sum_of_the_places_and_the_whole_says_what_it_covers(indicator, members):
    one, other = areas_of(members[0])
    for year in (2021, 2022):
        put(indicator, one, year, 10)
        put(indicator, other, year, 5)
    put(indicator, areas_of(members[1])[0], 2022, 7)

    trend = trend_of(indicator)

    assert trend.years == (Year(2021), Year(2022))
    assert [values(line) for line in trend.lines] == [[15, 15], [None, 7]]
    assert values(trend.whole) == [15, 22]
    covered = [(cell.coverage.reported, cell.coverage.expected) for cell in trend.whole.cells]
    assert covered == [(1, 2), (2, 2)]
    assert [cell.is_provisional for cell in trend.whole.cells] == [True, False]


def test_sums_over_other_places_are_not_joined_or_compared(indicator, members):
    place = areas_of(members[1])[0]
    for year in (2021, 2022, 2023):
        put(indicator, place, year, 100)
    for area in areas_of(members[0]):
        put(indicator, area, 2022, 100)
        put(indicator, area, 2023, 110)

    whole = trend_of(indicator).whole

    assert whole.starts() == {1}
    assert whole.moved(Year(2022)) is None
    assert whole.moved(Year(2023)).difference == 20


def test_missing_is_a_gap_and_zero_is_a_point(members):
    indicator = IndicatorFactory()
    put(indicator, members[0], 2021, 0)
    put(indicator, members[0], 2022, state=Reading.State.WITHHELD)
    put(indicator, members[0], 2023, 4)

    trend = trend_of(indicator)
    with translation.override("nl"):
        (chart,) = charts_of(trend)

    assert [cell.state for cell in trend.lines[0].cells] == ["value", "withheld", "value"]
    assert chart.svg.count("<circle") == 2 + 2  # of the organisation, and of all together
    assert [row[1] for row in chart.table.rows] == ["0", "niet getoond", "4"]
    assert [row[2] for row in chart.table.rows] == ["–", "–", "–"]


def test_a_contradiction_is_a_gap_that_the_table_names(members):
    indicator = IndicatorFactory()
    for year in (2021, 2023):
        put(indicator, members[0], year, 4)
    figure = put(indicator, members[0], 2022, 5)
    ReadingFactory(figure=figure, value=Decimal(6))
    actions.settle(figure=figure)

    trend = trend_of(indicator)

    with translation.override("nl"):
        assert table_of(trend, None).rows[1][1] == "bronnen spreken elkaar tegen"
    assert values(trend.lines[0]) == [4, None, 4]


def test_a_new_definition_breaks_every_line(members):
    indicator = IndicatorFactory()
    later = DefinitionFactory(indicator=indicator, version=2, valid_from=date(2023, 1, 1))
    for year, definition in ((2021, 1), (2022, 1), (2023, 2)):
        chosen = later if definition == 2 else indicator.definitions.first()
        put(indicator, members[0], year, 100, definition=chosen)

    trend = trend_of(indicator)
    with translation.override("nl"):
        (chart,) = charts_of(trend)

    assert trend.breaks == (2,)
    assert trend.lines[0].starts() == {2}
    assert trend.lines[0].moved(Year(2023)) is None
    assert "andere definitie" in chart.svg
    assert "is 100 in 2021 en 100 in 2023" in chart.alternative


@pytest.mark.parametrize(("with_break", "breaks"), [(True, (1,)), (False, ())])
def test_what_an_indicator_follows_stands_before_it(members, with_break, breaks):
    before = IndicatorFactory()
    indicator = IndicatorFactory(follows=before, follows_with_break=with_break)
    put(before, members[0], 2021, 10)
    put(indicator, members[0], 2022, 11)

    trend = trend_of(indicator)

    assert values(trend.lines[0]) == [10, 11]
    assert trend.breaks == breaks
    assert (trend.lines[0].moved(Year(2022)) is None) is with_break


def test_a_stock_is_its_last_value_and_a_quarter_is_no_year(members):
    stock = IndicatorFactory(
        nature=Indicator.Nature.STOCK,
        period_kind=Period.Kind.REFERENCE_DATE,
        over_time=Indicator.OverTime.LAST,
    )
    for month, day, value in ((6, 30, 400), (12, 31, 410)):
        moment = PeriodFactory(kind=Period.Kind.REFERENCE_DATE, start=date(2021, month, day))
        put(stock, members[0], 2021, value, period=moment)
    quarter = PeriodFactory(
        kind=Period.Kind.QUARTER, start=date(2021, 10, 1), end=date(2021, 12, 31)
    )
    put(stock, members[0], 2021, 999, period=quarter)

    trend = trend_of(stock)
    sheet = sheet_of(trend, whole_target=None, each_target=None)

    assert values(trend.lines[0]) == [410]
    assert values(trend.whole) == [410]
    assert [row[3] for row in sheet.rows] == [410, None, 410]
    assert "410" in table_of(trend, None).rows[0]


def test_what_is_not_additive_shows_its_places_and_no_total(members):
    indicator = IndicatorFactory(
        over_places=Indicator.OverPlaces.NOT_ADDITIVE, level=Scope.Kind.SERVICE_AREA, unit="%"
    )
    for area in areas_of(members[0]):
        put(indicator, area, 2023, 40)

    trend = trend_of(indicator)

    assert len(trend.lines) == 3  # a line for each place
    assert [values(line) for line in trend.lines] == [[40], [40], [None]]
    assert values(trend.whole) == [None]


def test_one_year_becomes_bars_and_one_figure_no_drawing(members, network):
    indicator, network_only = IndicatorFactory(), IndicatorFactory(level=Scope.Kind.NETWORK)
    for one, value in zip(members, (3, 0), strict=True):
        put(indicator, one, 2023, value)
    put(network_only, network, 2023, 8)

    with translation.override("nl"):
        (bars,) = charts_of(trend_of(indicator))

    assert bars.svg.count("<rect") == 2 * 2  # a bar and the white under its value
    assert charts_of(trend_of(network_only)) == ()


def test_more_than_four_places_become_two_drawings_with_lasting_colours(network):
    indicator = IndicatorFactory()
    for place in range(5):
        member = OrganisationFactory(code=f"lid-{place}")
        NetworkMemberFactory(network=network, organisation=member)
        for year in (2022, 2023):
            put(indicator, member, year, 10 + place)

    assert len(charts_of(trend_of(indicator))) == 2
    Organisation.objects.filter(code="lid-0").update(name="Zzz")
    assert [line.place for line in trend_of(indicator).lines] == [0, 1, 2, 3, 4]


def test_the_example_is_another_world(members):
    indicator = IndicatorFactory()
    put(indicator, members[0], 2022, 1)
    put(
        indicator,
        members[0],
        2022,
        900,
        period=PeriodFactory(start=date(2022, 1, 1), end=date(2022, 12, 31), is_example=True),
    )

    real, example = trend_of(indicator), trend_of(indicator, [Year(2022, is_example=True)])

    assert (values(real.lines[0]), values(example.lines[0])) == ([1], [900])


def test_a_sheet_tells_zero_from_missing_and_carries_the_target(members):
    indicator = IndicatorFactory(unit="leden")
    put(indicator, members[0], 2023, 0)
    put(indicator, members[1], 2023, state=Reading.State.NOT_APPLICABLE)

    trend = trend_of(indicator)
    aim = Target("streven", [Decimal(5)])
    with translation.override("nl"):
        sheet = sheet_of(trend, whole_target=aim, each_target=None)

    assert [(row[2], row[3], row[5], row[11]) for row in sheet.rows] == [
        ("Aa", Decimal(0), "een waarde", None),
        ("Bee", None, "niet van toepassing", None),
        ("Netwerk", Decimal(0), "een waarde", Decimal(5)),
    ]


def test_drafts_and_what_waits_are_in_no_trend(members):
    indicator = IndicatorFactory()
    figure = put(indicator, members[0], 2022, 5)
    later = FigureFactory(indicator=indicator, scope=members[0], period=PeriodFactory())
    ReadingFactory(figure=later, value=Decimal(777), workflow="submitted", accepted_at=None)
    actions.settle(figure=later)

    trend = trend_of(indicator)

    assert trend.years == (figure.period.year,)
    assert "777" not in repr(trend)


@pytest.mark.parametrize(("indicators", "years"), [(1, 1), (3, 5)])
def test_trends_are_gathered_in_a_fixed_number_of_queries(
    network, indicators, years, django_assert_num_queries
):
    made = IndicatorFactory.create_batch(indicators)
    for place in range(4):
        member = OrganisationFactory(code=f"lid-{place}")
        NetworkMemberFactory(network=network, organisation=member)
        for one in made:
            for year in range(2023 - years, 2023):
                put(one, member, year, 10)

    with django_assert_num_queries(6):
        trends = gather_trends(made, [Year(number) for number in range(2015, 2024)])

    assert all(len(trend.whole.known) == years for trend in trends.values())


def test_a_missing_target_is_missing_in_the_table_too(members):
    indicator = IndicatorFactory()
    for year in (2022, 2023):
        put(indicator, members[0], year, 5)

    with translation.override("nl"):
        table = table_of(trend_of(indicator), Target("streven", [Missing.NO_DATA, Decimal(6)]))

    assert [row[-1] for row in table.rows] == ["–", "6"]
