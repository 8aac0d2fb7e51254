"""What came after the year of a report is not in it; quarters of a stock are not added up."""

from datetime import date

import msgspec
import pytest

from reports.dossier import gather
from reports.models import Block
from tests.factories.goals import TargetFactory
from tests.factories.libraries import DefinitionFactory, PeriodFactory

Kind = Block.Kind
LATER = 987654
RECIPES = [
    {"kind": Kind.FIGURE_TABLE, "options": {"indicators": ["MEMBERS"], "scopes": ["members"]}},
    {"kind": Kind.FIGURE_TABLE, "options": {"indicators": ["MEMBERS"], "back": 3}},
    {"kind": Kind.CHART, "options": {"indicators": ["MEMBERS"], "back": 3, "shape": "lines"}},
    {"kind": Kind.CHART, "options": {"indicators": ["MEMBERS"], "target": True}},
    {"kind": Kind.INFOGRAPHIC, "options": {"facts": ["MEMBERS", "MEMBERS|network"]}},
    {"kind": Kind.RATIOS, "options": {"indicators": ["MEMBERS"]}},
    {"kind": Kind.COVERAGE, "options": {"indicators": ["MEMBERS"], "scope": "network"}},
    {"kind": Kind.DEFINITIONS},
]


@pytest.fixture
def members(world):
    return world.indicator("MEMBERS")


def other(world) -> dict[str, object]:
    """A table with something in it: a report without any figure is refused."""
    for scope in (world.north, world.network):
        world.figure(world.indicator(f"OTHER_{scope.code}"), scope, 1)
    codes = ["OTHER_noord", "OTHER_net"]
    options = {"indicators": codes, "scopes": ["self"]}
    return {"kind": Kind.FIGURE_TABLE, "key": "ander", "options": options}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: one["kind"].value)
@pytest.mark.parametrize("has_own_year", [True, False])
def test_a_figure_dated_after_the_end_of_the_report_is_never_the_latest(
    world, members, recipe, has_own_year
):
    years = [2021, 2022, *([2023] if has_own_year else [])]
    for number in years:
        for scope in (world.north, world.south):
            period = PeriodFactory(start=date(number, 1, 1))
            world.figure(members, scope, number, period=period)
    later = PeriodFactory(start=date(2024, 1, 1))
    for scope in (world.north, world.south, world.network):
        world.figure(members, scope, LATER, period=later)
    DefinitionFactory(
        indicator=members, version=2, valid_from=date(2024, 1, 1), text="Latere definitie."
    )
    TargetFactory(indicator=members, scope=world.north, period=later, value=LATER)
    report = world.report(recipe, other(world), scope=world.north)

    written = msgspec.json.encode(gather(report)).decode()

    assert str(LATER) not in written
    assert "Latere definitie." not in written


def test_quarters_of_a_stock_are_no_year_in_a_report(world):
    """Four times a hundred members is not four hundred, and not a hundred of the year either."""
    stock = world.indicator("STOCK", nature="stock", over_time="last")
    for month in (1, 4, 7, 10):
        quarter = PeriodFactory(
            kind="quarter", start=date(2023, month, 1), end=date(2023, month + 2, 28)
        )
        world.figure(stock, world.north, 100, period=quarter)
    asked = {"kind": Kind.FIGURE_TABLE, "options": {"indicators": ["STOCK"]}}
    report = world.report(asked, other(world), scope=world.north)

    values = {one.indicator: one.value for one in gather(report).facts}

    assert values.get("STOCK") is None


@pytest.mark.parametrize(("values", "total"), [((0, 0), "0"), ((None, None), None)])
def test_a_total_of_zeros_is_zero_and_of_nothing_is_nothing(world, members, values, total):
    for scope, value in zip((world.north, world.south), values, strict=True):
        state = "value" if value is not None else "not_reported"
        world.figure(members, scope, value, state=state)
    asked = {"indicators": ["MEMBERS"], "scopes": ["network"]}
    report = world.report({"kind": Kind.FIGURE_TABLE, "options": asked}, other(world))

    found = {(one.indicator, one.scope): one.value for one in gather(report).facts}

    assert found.get(("MEMBERS", "net")) == total
