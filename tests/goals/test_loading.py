"""The plan as it is loaded: 3 pillars, 7 objectives, 10 actions; and 4 goals."""

import pytest

from biblionet.trail.models import Step
from goals import resources
from goals.models import (
    Action,
    ActionLink,
    Framework,
    Objective,
    ObjectiveAlias,
    ObjectiveIndicator,
    Pillar,
)
from goals.overviews import framework_page, objectives_with_progress
from goals.resources.loading import DATA, read_plan
from libraries.models import Year
from libraries.resources.loading import DATA as LIBRARIES
from libraries.resources.loading import read_master_data
from tests.factories.libraries import IndicatorFactory

PLAN, STRATEGY = "plan-2019-2022", "strategie-2023"
KINDS = {
    "goals.framework": 2,
    "goals.pillar": 3,
    "goals.objective": 11,
    "goals.objectivealias": 3,
    "goals.action": 10,
    "goals.actionlink": 10,
}

pytestmark = pytest.mark.django_db


def test_loading_counts_what_is_new_and_says_so_in_the_trail():
    assert resources.load(by=None) == KINDS
    assert Step.objects.filter(verb="loaded", by=None).count() == sum(KINDS.values())


@pytest.mark.sqlite
def test_loading_again_changes_nothing():
    resources.load(by=None)
    steps = Step.objects.count()

    assert resources.load(by=None) == dict.fromkeys(KINDS, 0)
    assert Step.objects.count() == steps


def test_loading_mends_what_the_file_says_and_leaves_what_it_does_not():
    resources.load(by=None)
    Framework.objects.filter(code=PLAN).update(name="Oud plan", in_use_until="2026-12-31")

    counts = resources.load(by=None)

    plan = Framework.objects.get(code=PLAN)
    assert counts["goals.framework"] == 1
    assert (plan.name, str(plan.in_use_until)) == ("Strategisch plan 2019-2022", "2026-12-31")


def test_the_plan_is_there_word_for_word():
    resources.load(by=None)

    plan = Framework.objects.get(code=PLAN)
    pillars = Pillar.objects.filter(framework=plan).values_list("name", flat=True)
    assert list(pillars) == [
        "Pijler provinciale vindplaats",
        "Pijler lokale vindplaats",
        "Pijler interne vindplaats",
    ]
    counts = [row.actions.count() for row in plan.objectives.order_by("order")]
    assert counts == [4, 2, 2, 2, 0, 0, 0]
    assert plan.objectives.get(order=6).text == (
        "De medewerkers ondersteunen de transitie van de bibliotheek als uitleeninstituur naar"
        " vindplaats."
    )
    assert Action.objects.get(code="1-1-fundament").text == (
        "Leggen van het juiste fundament voor een moderne organisatie ('fixing de basics')"
    )
    assert not ActionLink.objects.filter(period__isnull=False).exists()


def test_the_third_goal_has_two_names():
    resources.load(by=None)

    goal = Objective.objects.get(framework__code=STRATEGY, order=3)
    assert goal.title == "Doel 3: Drenthe digitaal inclusief"
    assert list(goal.aliases.values_list("name", flat=True)) == ["Heel Drenthe doet mee"]
    assert ObjectiveAlias.objects.exclude(source="").count() == 3


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (2018, []),
        (2019, [PLAN]),
        (2022, [PLAN]),
        (2023, [PLAN, STRATEGY]),
        (2025, [PLAN, STRATEGY]),
    ],
)
def test_which_frameworks_are_in_use(year, codes):
    resources.load(by=None)

    found = objectives_with_progress(year=Year(year), scopes=(), network=None)

    assert [one.framework.code for one in found] == codes


def test_objectives_without_actions_look_like_any_other():
    resources.load(by=None)

    (plan, strategy) = objectives_with_progress(year=Year(2023), scopes=(), network=None)

    assert [len(one.actions) for one in plan.objectives] == [4, 2, 2, 2, 0, 0, 0]
    assert [one.pillar for one in plan.objectives[4:]] == [
        "Pijler lokale vindplaats",
        "Pijler interne vindplaats",
        "Pijler interne vindplaats",
    ]
    assert strategy.objectives[2].aliases == ("Heel Drenthe doet mee",)


def test_a_framework_page_shows_its_pillars_in_order():
    resources.load(by=None)

    page = framework_page(Framework.objects.get(code=PLAN))

    assert [(part.pillar.name[:10], len(part.objectives)) for part in page.parts] == [
        ("Pijler pro", 2),
        ("Pijler lok", 3),
        ("Pijler int", 2),
    ]
    assert [len(row.actions) for part in page.parts for row in part.objectives] == [
        4,
        2,
        2,
        2,
        0,
        0,
        0,
    ]


def test_every_objective_is_shown_by_indicators_that_are_there():
    plan, data = read_plan(DATA), read_master_data(LIBRARIES)

    assert {row["indicator"] for row in plan.indicators} <= {row["code"] for row in data.indicators}
    assert {(row["framework"], row["objective"]) for row in plan.indicators} == {
        (row["framework"], row["code"]) for row in plan.objectives
    }


def test_indicators_are_linked_in_order_once_they_are_there():
    resources.load(by=None)
    assert not ObjectiveIndicator.objects.exists()
    for code in ("ACTIVITIES", "VISITS_LIBRARY"):
        IndicatorFactory(code=code)

    assert resources.load(by=None)["goals.objectiveindicator"] == 4
    assert resources.load(by=None)["goals.objectiveindicator"] == 0

    goal = Objective.objects.get(framework__code=STRATEGY, code="leert")
    assert [one.indicator.code for one in goal.shown_by.all()] == ["VISITS_LIBRARY", "ACTIVITIES"]
