"""What pages and reports are told of a year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from goals import overviews
from goals.standing import Outcome
from libraries.actions import settle
from libraries.models import PeriodException, Reading, Year
from tests.factories.goals import (
    ActionFactory,
    ActionLinkFactory,
    AssignmentFactory,
    FrameworkFactory,
    ObjectiveFactory,
    PerformanceFactory,
    QuarterFactory,
    TargetFactory,
    UpdateFactory,
    update_in,
)
from tests.factories.libraries import (
    FigureFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ServiceAreaFactory,
)
from tests.factories.programmes import ReturnFactory

pytestmark = pytest.mark.django_db
YEAR = Year(2023)


@pytest.fixture
def objective():
    return ObjectiveFactory(framework=FrameworkFactory())


def overview(objective, *scopes, year=YEAR):
    (framework,) = overviews.objectives_with_progress(year=year, scopes=scopes, network=None)
    return next(one for one in framework.objectives if one.objective == objective)


def reports(objective, scope, state="accepted", **values):
    AssignmentFactory(objective=objective, scope=scope)
    return update_in(state, objective=objective, scope=scope, **values)


def test_coverage_counts_those_who_were_asked_and_accepted(objective):
    told, waiting, silent = OrganisationFactory.create_batch(3)
    not_asked = OrganisationFactory()
    reports(objective, told)
    reports(objective, waiting, "submitted")
    AssignmentFactory(objective=objective, scope=silent)

    progress = overview(objective, told, waiting, silent, not_asked).progress

    assert progress.coverage.reported == (told.label,)
    assert progress.coverage.missing == (waiting.label, silent.label)
    assert progress.picture.overall == "on_track"


def test_the_latest_accepted_update_of_the_year_counts(objective, library):
    first, second = QuarterFactory(start=date(2023, 1, 1)), QuarterFactory(start=date(2023, 4, 1))
    later = QuarterFactory(start=date(2024, 1, 1))
    reports(objective, library, period=second, note="Tweede kwartaal", poi_rating="on_track")
    update_in("accepted", objective=objective, scope=library, period=first, note="Eerste kwartaal")
    update_in("accepted", objective=objective, scope=library, period=later, note="Volgend jaar")
    update_in("draft", objective=objective, scope=library, period=QuarterFactory(), note="Concept")

    (told,) = overview(objective, library).progress.by_scope

    assert (told.note, told.rating) == ("Tweede kwartaal", "on_track")


def test_the_example_and_the_real_year_never_mix(objective, library):
    reports(objective, library, note="Echt")
    example = QuarterFactory(is_example=True)
    update_in("accepted", objective=objective, scope=library, period=example, note="Voorbeeld")

    notes = [
        overview(objective, library, year=Year(2023, is_example=is_example))
        .progress.by_scope[0]
        .note
        for is_example in (False, True)
    ]

    assert notes == ["Echt", "Voorbeeld"]


def test_an_action_serves_objectives_of_two_frameworks_and_for_a_year_only(objective):
    action, other = ActionFactory(), ObjectiveFactory()
    ActionLinkFactory(action=action, objective=objective)
    ActionLinkFactory(action=action, objective=other, period=PeriodFactory(is_example=True))

    def serves(year):
        found = overviews.objectives_with_progress(year=year, scopes=(), network=None)
        return {
            one.objective.pk
            for framework in found
            for one in framework.objectives
            if [line.action for line in one.actions] == [action]
        }

    assert serves(YEAR) == {objective.pk}
    assert serves(Year(2023, is_example=True)) == {objective.pk, other.pk}


@pytest.mark.parametrize(
    ("starts", "ends", "asked"),
    [
        (None, None, True),
        (date(2023, 12, 31), None, True),
        (date(2024, 1, 1), None, False),
        (None, date(2023, 12, 31), True),
        (None, date(2023, 12, 30), False),
    ],
)
def test_who_reports_on_the_last_day_of_the_year(objective, library, starts, ends, asked):
    AssignmentFactory(objective=objective, scope=library, starts=starts, ends=ends)

    assert bool(overview(objective, library).progress.by_scope) is asked
    assert overviews.reporting_scopes(YEAR) == ((library.scope_ptr,) if asked else ())


def test_the_poi_comes_last(poi, objective):
    others = [OrganisationFactory(name="Zuid"), OrganisationFactory(name="Aa")]
    for scope in (poi, *others):
        AssignmentFactory(objective=objective, scope=scope)

    names = [scope.name for scope in overviews.reporting_scopes(YEAR)]

    assert names == ["Aa", "Zuid", poi.name]


def settled(target, value):
    """Give the scope of a target an accepted figure."""
    figure = FigureFactory(indicator=target.indicator, scope=target.scope, period=target.period)
    ReadingFactory(figure=figure, value=Decimal(value))
    settle(figure=figure)
    return figure


@pytest.mark.parametrize(
    ("value", "outcome"), [("0", Outcome.MISSED), ("97", Outcome.WITHIN_MARGIN), ("100", "reached")]
)
def test_a_target_beside_its_figure(objective, library, value, outcome):
    target = TargetFactory(objective=objective, scope=library, margin=5)
    figure = settled(target, value)

    (one,) = overview(objective, library).targets

    assert (one.reached.value, one.reached.figure) == (Decimal(value), figure)
    assert one.outcome == outcome


def test_a_target_without_a_figure_is_unknown_not_missed(objective, library):
    TargetFactory(objective=objective, scope=library)

    (one,) = overview(objective, library).targets

    assert (one.reached.value, one.outcome) == (None, Outcome.UNKNOWN)


@pytest.mark.parametrize("level", ["organisation", "service_area"])
def test_a_target_of_what_does_not_apply_is_not_waited_for(objective, library, level):
    target = TargetFactory(objective=objective, scope=library, indicator__level=level)
    place = library if level == "organisation" else ServiceAreaFactory(owner=library)
    figure = FigureFactory(indicator=target.indicator, scope=place, period=target.period)
    ReadingFactory(figure=figure, value=None, state=Reading.State.NOT_APPLICABLE)
    settle(figure=figure)

    (one,) = overview(objective, library).targets

    assert (one.reached.gap, one.outcome) == ("not_applicable", Outcome.NOT_APPLICABLE)


def test_a_target_over_several_places_says_what_its_sum_covers(objective, library):
    target = TargetFactory(objective=objective, scope=library, indicator__level="service_area")
    here, _there = ServiceAreaFactory.create_batch(2, owner=library)
    figure = FigureFactory(indicator=target.indicator, scope=here, period=target.period)
    ReadingFactory(figure=figure, value=Decimal(60))
    settle(figure=figure)

    (one,) = overview(objective, library).targets

    covered = one.reached.coverage
    assert (one.reached.value, covered.reported, covered.expected) == (Decimal(60), 1, 2)
    assert (one.reached.is_part, one.outcome) == (True, Outcome.UNKNOWN)


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_plan_asks_no_more(objective, count, django_assert_num_queries):
    scopes = OrganisationFactory.create_batch(count)
    quarter, year = QuarterFactory(), PeriodFactory()
    for one in [objective, *ObjectiveFactory.create_batch(count - 1)]:
        for scope in scopes:
            reports(one, scope, period=quarter)
        TargetFactory(objective=one, scope=scopes[0], period=year)
        link = ActionLinkFactory(objective=one)
        PerformanceFactory(action=link.action, period=year)

    with django_assert_num_queries(6):
        overviews.objectives_with_progress(
            year=YEAR, scopes=scopes, network=None, with_targets=False
        )
    with django_assert_num_queries(13):
        found = overviews.objectives_with_progress(year=YEAR, scopes=scopes, network=None)

    told = [one for framework in found for one in framework.objectives]
    assert [one.progress.coverage.expected for one in told] == [count] * count
    assert [len(one.targets) for one in told] == [1] * count
    assert all(one.actions[0].performance for one in told)


# To write and to judge


def test_a_manager_writes_for_the_own_scopes_in_open_quarters(people, library, quarter):
    mine = AssignmentFactory(scope=library)
    area = AssignmentFactory(scope=ServiceAreaFactory(owner=library))
    AssignmentFactory()
    QuarterFactory(start=date(2023, 1, 1), is_closed=True)
    update_in("submitted", objective=mine.objective, scope=library, period=quarter)

    found = overviews.quarters_to_write(people["manager"], today=timezone.localdate())

    assert {(one.scope, one.period, one.tasks[0].assignment, one.done) for one in found} == {
        (library.scope_ptr, quarter, mine, 1),
        (area.scope.scope_ptr, quarter, area, 0),
    }


def test_who_is_asked_figures_only_has_a_quarter_too(people, library, quarter):
    given = ReturnFactory(scope=library, period=quarter)
    ReturnFactory(period=quarter)

    (found,) = overviews.quarters_to_write(people["manager"], today=timezone.localdate())

    assert (found.scope.pk, found.period, found.tasks) == (given.scope_id, quarter, ())


@pytest.mark.parametrize(("days", "count"), [(0, 1), (-1, 0)])
def test_an_exception_puts_a_closed_quarter_on_the_list(people, assignment, days, count):
    until = timezone.localdate() + timedelta(days=days)
    closed = QuarterFactory(is_closed=True)
    PeriodException.objects.create(
        period=closed,
        scope=assignment.scope,
        reason="Ziekte.",
        until=until,
        granted_by=people["admin"],
    )

    found = overviews.quarters_to_write(people["manager"], today=timezone.localdate())

    assert [one.until for one in found] == [until] * count


def test_the_poi_writes_for_itself(people, poi, library, quarter):
    own = AssignmentFactory(scope=poi)
    AssignmentFactory(scope=library)

    (found,) = overviews.quarters_to_write(people["staff"], today=timezone.localdate())

    assert [task.assignment for task in found.tasks] == [own]


def test_the_director_writes_nothing(people, assignment, quarter):
    assert overviews.quarters_to_write(people["director"], today=timezone.localdate()) == ()


def test_objectives_stand_before_actions_in_the_order_of_the_plan(people, library, quarter):
    framework = FrameworkFactory()
    action = AssignmentFactory(objective=None, action=ActionFactory(), scope=library)
    second = AssignmentFactory(scope=library, objective__order=2, objective__framework=framework)
    first = AssignmentFactory(scope=library, objective__order=1, objective__framework=framework)

    (found,) = overviews.quarters_to_write(people["manager"], today=timezone.localdate())

    assert [task.assignment for task in found.tasks] == [first, second, action]


def test_who_waits_longest_is_judged_first_beside_what_was_said_before(people, library):
    spring, autumn = QuarterFactory(start=date(2023, 4, 1)), QuarterFactory()
    objective = ObjectiveFactory()
    before = update_in("accepted", objective=objective, scope=library, period=spring)
    update_in(
        "accepted",
        objective=objective,
        scope=library,
        period=QuarterFactory(start=date(2023, 7, 1), is_example=True),
    )
    early, late = timezone.now() - timedelta(days=9), timezone.now()
    newer = update_in("submitted", period=autumn, submitted_at=late)
    older = update_in(
        "submitted", objective=objective, scope=library, period=autumn, submitted_at=early
    )
    UpdateFactory()

    first, second = overviews.packets()

    assert [one.since for one in (first, second)] == [early, late]
    told = [overviews.submission(one.organisation, autumn).updates for one in (first, second)]
    assert [[(one.update, one.before) for one in updates] for updates in told] == [
        [(older, before)],
        [(newer, None)],
    ]


def test_what_stands_beside_the_form_is_what_one_may_see(people, library, quarter):
    earlier = QuarterFactory(start=date(2023, 1, 1))
    draft = UpdateFactory(scope=library, period=earlier)
    about = draft.objective

    assert overviews.said_before(about, library, quarter, user=people["manager"]) == draft
    assert overviews.said_before(about, library, quarter, user=people["neighbour"]) is None
    assert overviews.said_before(about, library, earlier, user=people["manager"]) is None
