"""A key, and a network of which not everybody reported."""

from datetime import date
from decimal import Decimal

import pytest

from libraries import actions
from tests.factories.libraries import (
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
)
from tests.libraries.feed.asking import key_of, said


@pytest.fixture
def secret(people) -> str:
    return key_of(people["neighbour"])


@pytest.fixture
def network(library, indicator):
    """Three members: one reported 0, one "about" 660, one nothing."""
    network = ScopeFactory(code="drenthe")
    bodies = [library, OrganisationFactory(name="Noord"), OrganisationFactory(name="Zuid")]
    for body in bodies:
        NetworkMemberFactory(network=network, organisation=body)
    said(indicator, bodies[0], Decimal(0))
    said(indicator, bodies[1], Decimal(660), qualifier="over")
    return network


@pytest.fixture
def two_years(network, indicator, library):
    said(indicator, library, Decimal(7), period=PeriodFactory(start=date(2022, 1, 1)))
    made_up = PeriodFactory(start=date(2023, 1, 1), is_example=True)
    said(indicator, library, Decimal(9), period=made_up)
    said(IndicatorFactory(code="OTHER"), library, Decimal(3))


@pytest.fixture
def everything(two_years):
    """Also sources that contradict each other, and something that nobody reported."""
    various = IndicatorFactory(code="VARIOUS")
    conflict = said(various, OrganisationFactory(), Decimal(1))
    ReadingFactory(figure=conflict, value=Decimal(2))
    actions.settle(figure=conflict)
    said(various, OrganisationFactory(), None, state="not_yet_known")
