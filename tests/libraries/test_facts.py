"""Totals with coverage, ratios and checks over rows; and how many queries they take."""

from datetime import date
from decimal import Decimal

import pytest

from libraries import actions
from libraries.models import Figure, Indicator, Organisation, Period, Reading, Scope, Year
from libraries.overviews import CONFLICT, FactBook, Map, gather_facts
from libraries.standing import Coverage
from tests.factories.libraries import (
    BranchFactory,
    DefinitionFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MunicipalityFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
    ServiceAreaFactory,
)

pytestmark = pytest.mark.django_db

Kind = Scope.Kind
YEAR = Year(2023)
DAY = date(2023, 12, 31)


@pytest.fixture
def network() -> Scope:
    return ScopeFactory()


@pytest.fixture
def members(network) -> list[Organisation]:
    """Four members: A, B, C, and D that works in two municipalities."""
    bodies = [OrganisationFactory(name=f"Bibliotheek {letter}") for letter in "ABCD"]
    for body in bodies:
        NetworkMemberFactory(network=network, organisation=body)
        ServiceAreaFactory(owner=body, place=MunicipalityFactory(name=f"Plaats {body.name[-1]}"))
    ServiceAreaFactory(owner=bodies[3], place=MunicipalityFactory(name="Plaats E"))
    return bodies


def said(indicator: Indicator, scope: Scope, value: object, **more: object) -> Reading:
    """Let one publication say a value, settled."""
    figure_part = more.pop("part", "library")
    period = more.pop("period", None) or PeriodFactory()
    definition = indicator.definitions.order_by("version").last()
    figure = Figure.objects.filter(
        indicator=indicator, scope=scope, period=period, part=figure_part
    ).first() or FigureFactory(
        indicator=indicator,
        definition=definition,
        scope=Scope.objects.get(pk=scope.pk),
        period=period,
        part=figure_part,
    )
    number = None if value is None else Decimal(value)
    reading = ReadingFactory(figure=figure, value=number, **more)
    actions.settle(figure=figure)
    return reading


def book_of(*indicators: Indicator, year: Year = YEAR) -> FactBook:
    return gather_facts(indicators=[one.code for one in indicators], years=[year])


# Totals


def test_three_of_four_organisations(network, members):
    members_total = IndicatorFactory(level=Kind.ORGANISATION)
    for body, value in zip(members[:3], (10, 20, 30), strict=True):
        said(members_total, body, value)

    facts = book_of(members_total).total(members_total.code, network, YEAR)

    assert facts.value == 60
    assert facts.coverage == Coverage(3, 4, "organisation", ("Bibliotheek D",))
    assert facts.total.is_provisional
    assert len(facts.parts) == 3


def test_areas_add_up_and_an_organisation_counts_when_all_its_areas_are_there(network, members):
    loans = IndicatorFactory(level=Kind.SERVICE_AREA)
    for area in Scope.objects.filter(kind=Kind.SERVICE_AREA, place__name__lt="Plaats E"):
        said(loans, area, 5)
    book = book_of(loans)

    whole, own = (book.total(loans.code, over, YEAR) for over in (network, members[3]))

    assert (whole.value, whole.coverage.reported) == (20, 3)
    assert whole.coverage.missing == ("Bibliotheek D (Plaats E)",)
    assert own.coverage == Coverage(1, 2, "service_area", ("Plaats E",))


def test_a_total_adds_one_level_only(network, members):
    loans = IndicatorFactory(level=Kind.SERVICE_AREA)
    said(loans, members[0], 1000)
    said(loans, Scope.objects.get(kind=Kind.SERVICE_AREA, owner=members[0]), 7)

    assert book_of(loans).total(loans.code, network, YEAR).value == 7


def test_a_zero_is_a_value_and_nothing_is_not(network, members):
    loans = IndicatorFactory()
    book = book_of(loans)
    assert book.total(loans.code, network, YEAR).value is None

    said(loans, members[0], 0)

    assert book_of(loans).total(loans.code, network, YEAR).value == 0


@pytest.mark.parametrize("state", ["not_reported", "not_yet_known", "withheld"])
def test_what_is_missing_is_named_and_not_added(network, members, state):
    loans = IndicatorFactory()
    said(loans, members[0], 3)
    said(loans, members[1], None, state=state)

    facts = book_of(loans).total(loans.code, network, YEAR)

    assert (facts.value, facts.coverage.reported, facts.coverage.expected) == (3, 1, 4)
    assert "Bibliotheek B" in facts.coverage.missing


def test_whom_it_does_not_apply_to_is_not_expected(network, members):
    buses = IndicatorFactory()
    for body in members[:3]:
        said(buses, body, None, state="not_applicable")
    said(buses, members[3], 2)

    facts = book_of(buses).total(buses.code, network, YEAR)

    assert (facts.value, facts.coverage) == (2, Coverage(1, 1, "organisation"))
    assert not facts.total.is_provisional


def test_an_open_conflict_is_not_added(network, members):
    loans = IndicatorFactory()
    said(loans, members[0], 3)
    said(loans, members[1], 5)
    said(loans, members[1], 6)
    book = book_of(loans)

    facts = book.total(loans.code, network, YEAR)

    conflict = book.get(loans.code, members[1], YEAR)
    assert (conflict.state, conflict.amount, len(conflict.alternatives)) == (CONFLICT, None, 2)
    assert (facts.value, "Bibliotheek B" in facts.coverage.missing) == (3, True)


def test_only_library_work_enters_a_network_sum_but_an_organisation_sees_all(network, members):
    visits = IndicatorFactory(level=Kind.SERVICE_AREA)
    area = Scope.objects.get(kind=Kind.SERVICE_AREA, owner=members[0])
    said(visits, area, 900, part="whole")
    book = book_of(visits)
    assert book.total(visits.code, network, YEAR).value is None
    assert book.total(visits.code, members[0], YEAR).value == 900

    said(visits, area, 400, part="library")

    book = book_of(visits)
    assert book.total(visits.code, network, YEAR).value == 400
    assert book.get(visits.code, area, YEAR).figure.part == "library"


def test_the_parts_of_a_sum_are_those_it_counts(network, members):
    visits = IndicatorFactory(level=Kind.SERVICE_AREA)
    whole, library = (Scope.objects.get(kind=Kind.SERVICE_AREA, owner=body) for body in members[:2])
    said(visits, whole, 900, part="whole")
    said(visits, library, 400)

    facts = book_of(visits).total(visits.code, network, YEAR)

    assert [part.figure.scope_id for part in facts.parts] == [library.pk]
    assert facts.value == sum(part.amount.value for part in facts.parts)


def test_what_is_not_additive_has_no_total_but_has_coverage(network, members):
    mark = IndicatorFactory(over_places=Indicator.OverPlaces.NOT_ADDITIVE)
    said(mark, members[0], 8)

    facts = book_of(mark).total(mark.code, network, YEAR)

    assert (facts.value, facts.coverage.reported) == (None, 1)


def test_at_its_own_level_a_total_is_the_figure_itself(network):
    score = IndicatorFactory(level=Kind.NETWORK, over_places=Indicator.OverPlaces.NOT_ADDITIVE)
    said(score, network, 7)

    facts = book_of(score).total(score.code, network, YEAR)

    assert (facts.value, facts.coverage, facts.published) == (7, Coverage(1, 1, "network"), None)


def test_a_scope_outside_every_total_has_none():
    loans = IndicatorFactory(level=Kind.SERVICE_AREA)

    facts = book_of(loans).total(loans.code, ScopeFactory(kind=Kind.COUNTRY), YEAR)

    assert (facts.value, facts.coverage) == (None, Coverage(0, 0, "service_area"))


def test_a_published_total_that_is_not_the_sum_is_flagged(network, members):
    loans = IndicatorFactory()
    for body in members:
        said(loans, body, 10)
    said(loans, network, 45)

    facts = book_of(loans).total(loans.code, network, YEAR)

    assert (facts.value, facts.published.amount.value, facts.contradicts) == (40, 45, True)


def test_a_published_total_is_not_flagged_while_somebody_is_missing(network, members):
    loans = IndicatorFactory()
    said(loans, members[0], 10)
    said(loans, network, 45)

    assert not book_of(loans).total(loans.code, network, YEAR).contradicts


def test_members_and_areas_count_on_their_days(network, members):
    network.members.filter(organisation=members[0]).update(ends=date(2022, 12, 31))
    loans = IndicatorFactory()

    assert book_of(loans).total(loans.code, network, YEAR).coverage.expected == 3


def test_drafts_and_what_is_handed_in_do_not_count(network, members):
    loans = IndicatorFactory()
    EntryFactory(figure=FigureFactory(indicator=loans, scope=members[0]))
    EntryFactory(figure=FigureFactory(indicator=loans, scope=members[1]), is_submitted=True)

    book = book_of(loans)

    assert book.get(loans.code, members[0], YEAR) is None
    assert book.total(loans.code, network, YEAR).coverage.reported == 0


def test_a_draft_of_a_correction_hides_nothing(members):
    loans = IndicatorFactory()
    reading = said(loans, members[0], 10)
    EntryFactory(figure=reading.figure, revises=reading, value=Decimal(11))

    assert book_of(loans).get(loans.code, members[0], YEAR).current == reading


def test_example_and_real_years_never_mix(network, members):
    loans = IndicatorFactory()
    said(loans, members[0], 1)
    said(loans, members[1], 2, period=PeriodFactory(is_example=True))
    book = gather_facts(indicators=[loans.code], years=[YEAR, Year(2023, is_example=True)])

    assert book.total(loans.code, network, YEAR).value == 1
    assert book.total(loans.code, network, Year(2023, is_example=True)).value == 2


def test_the_latest_definition_stands_before_the_earlier(members):
    loans = IndicatorFactory()
    said(loans, members[0], 1)
    DefinitionFactory(indicator=loans, version=2, valid_from=date(2023, 1, 1))
    FigureFactory(
        indicator=loans,
        definition=loans.definitions.get(version=2),
        scope=members[0],
        period=Period.objects.get(),
    ).readings.create(
        value=2,
        source="import",
        workflow="accepted",
        accepted_at="2024-01-01T00:00:00Z",
    )

    book = book_of(loans)
    fact = book.get(loans.code, members[0], YEAR)

    assert fact.figure.definition.version == 2
    assert book.definition(loans.code, YEAR).version == 2
    assert book.definition(loans.code, Year(2020)).version == 1
    assert book.period(loans.code, YEAR) == fact.figure.period


# Ratios and parts


@pytest.fixture
def per_member() -> Indicator:
    return IndicatorFactory(
        over_places=Indicator.OverPlaces.RATIO,
        over_time=Indicator.OverTime.NONE,
        numerator=IndicatorFactory(),
        denominator=IndicatorFactory(),
        decimals=1,
    )


def test_a_ratio_over_a_network_takes_places_with_both_terms(network, members, per_member):
    said(per_member.numerator, members[0], 100)
    said(per_member.denominator, members[0], 10)
    said(per_member.numerator, members[1], 900)

    facts = book_of(per_member).total(per_member.code, network, YEAR)

    assert (facts.value, facts.total.decimals, facts.coverage.reported) == (10, 1, 1)
    assert len(facts.parts) == 3


def test_a_ratio_of_terms_at_two_levels_has_no_value(network, members, per_member):
    per_member.numerator.level = Kind.SERVICE_AREA
    per_member.numerator.save()

    facts = book_of(per_member).total(per_member.code, network, YEAR)

    assert (facts.value, facts.total.expected) == (None, 0)


def test_a_published_ratio_is_compared_with_its_terms(network, per_member):
    said(per_member, network, 25)
    assert book_of(per_member).check_ratio(per_member.code, network, YEAR) is None
    said(per_member.numerator, network, 3712871)
    said(per_member.denominator, network, 133914)

    check = book_of(per_member).check_ratio(per_member.code, network, YEAR)

    assert (round(check.computed, 1), check.agrees) == (Decimal("27.7"), False)


def test_a_published_ratio_of_a_network_that_its_members_contradict(network, members, per_member):
    for body in members:
        said(per_member.numerator, body, 100)
        said(per_member.denominator, body, 10)
    said(per_member, network, 12)
    assert book_of(per_member).total(per_member.code, network, YEAR).contradicts


def test_of_a_part_and_its_successor_only_the_successor_is_a_part(network):
    total = IndicatorFactory()
    old = IndicatorFactory(part_of=total)
    new = IndicatorFactory(part_of=total, follows=old, follows_with_break=True)
    for indicator, value in ((total, 100), (old, 60), (new, 40)):
        said(indicator, network, value)

    book = book_of(total)

    assert [fact.figure.indicator for fact in book.parts(total.code, network, YEAR)] == [new]
    assert book.check_parts(total.code, network, YEAR).verdict == "rest"
    assert book.check_parts(old.code, network, YEAR) is None


# Where things lie


def test_what_lies_in_what(network, members):
    area = Scope.objects.get(kind=Kind.SERVICE_AREA, owner=members[0])
    branch = BranchFactory(owner=members[0], place=area.place)
    closed = BranchFactory(owner=members[0], place=area.place, closed_on=date(2020, 1, 1))
    province = ScopeFactory(kind=Kind.PROVINCE, code="PV99")
    ties = Map()

    for over in (network, members[0], area, area.place, province):
        found = ties.inside(Scope.objects.get(pk=over.pk), Kind.BRANCH, on=DAY)
        assert [one.pk for one in found] == [branch.pk], over
    assert len(ties.inside(province, Kind.MUNICIPALITY, on=DAY)) == 5
    assert ties.inside(branch, Kind.ORGANISATION, on=DAY) == []
    assert closed.pk in ties.scopes
    assert ties.organisation_of(ties.scopes[branch.pk]).pk == members[0].pk


@pytest.mark.parametrize("count", [1, 3])
def test_facts_take_no_more_queries_when_there_is_more(network, count, django_assert_num_queries):
    indicators = IndicatorFactory.create_batch(count, level=Kind.SERVICE_AREA)
    for body in OrganisationFactory.create_batch(count):
        NetworkMemberFactory(network=network, organisation=body)
        area = ServiceAreaFactory(owner=body)
        for indicator in indicators:
            for year in range(2024 - count, 2024):
                period = PeriodFactory(start=date(year, 1, 1))
                said(indicator, area, 5, period=period)
                said(indicator, area, 5, period=period)
    years = [Year(year) for year in range(2024 - count, 2024)]

    with django_assert_num_queries(6):
        book = gather_facts(indicators=None, years=years)
        for indicator in indicators:
            for year in years:
                facts = book.total(indicator.code, network, year)
                assert facts.value == 5 * count
                for fact in facts.parts:
                    assert fact.current.publication.title
                    assert str(fact.figure)
                    assert fact.figure.scope.owner_code
