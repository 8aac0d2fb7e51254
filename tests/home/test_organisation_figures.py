"""The page of an organisation: its figures over the years, its quarters, and its files."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from libraries.actions import settle
from libraries.models import Indicator, Scope, Year
from tests.factories.accounts import UserFactory
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
    QuarterFactory,
    update_in,
)
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ScopeFactory,
)

pytestmark = pytest.mark.django_db
YEAR = Year(2023)


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def members():
    network = ScopeFactory(kind=Scope.Kind.NETWORK, code="net", name="Netwerk")
    found = [OrganisationFactory(code=f"lid-{n}", name=f"Lid {n}") for n in range(4)]
    for one in found:
        NetworkMemberFactory(network=network, organisation=one)
    return found


def put(indicator, scope, year, value, **more):
    period = PeriodFactory(start=date(year, 1, 1), end=date(year, 12, 31))
    figure = FigureFactory(indicator=indicator, scope=scope, period=period)
    ReadingFactory(figure=figure, value=Decimal(value), **more)
    settle(figure=figure)


def asked(organisation, **indicator):
    """Let an organisation report on an objective that one indicator shows."""
    objective = ObjectiveFactory()
    AssignmentFactory(objective=objective, scope=organisation)
    made = IndicatorFactory(unit="leden", **indicator)
    return ObjectiveIndicatorFactory(objective=objective, indicator=made)


def opened(client, organisation, user=None):
    client.force_login(user or UserFactory())
    return client.get(reverse("home:organisation_in_year", args=[organisation.code, YEAR]))


def file_of(organisation, indicator, kind):
    args = [organisation.code, YEAR, indicator.code, kind]
    return reverse("home:organisation_file", args=args)


def test_its_own_line_stands_alone_where_all_are_added_up(client, members):
    link = asked(members[2])
    for year in (2022, 2023):
        for place, one in enumerate(members):
            put(link.indicator, one, year, 100 + place)

    response = opened(client, members[2])

    (shown,) = response.context["shown"]
    assert shown.figure.drafted.text == "In 2023 telde Lid 2 102 leden, evenveel als in 2022."
    assert "Netwerk" not in shown.charts[0].svg
    assert shown.charts[0].table.header == ("Jaar", "Lid 2 (leden)", "Netwerk (leden)")
    assert shown.charts[0].table.rows == (("2022", "102", "406"), ("2023", "102", "406"))


def test_the_network_stands_beside_what_is_not_added_up(client, members):
    link = asked(members[0], over_places=Indicator.OverPlaces.NOT_ADDITIVE)
    network = Scope.objects.get(code="net")
    for year in (2022, 2023):
        put(link.indicator, members[0], year, 7)
        put(link.indicator, network, year, 8)

    (shown,) = opened(client, members[0]).context["shown"]

    assert "Netwerk" in shown.charts[0].svg


def test_one_year_is_compared_with_the_others(client, members):
    link = asked(members[0])
    for one in members[:3]:
        put(link.indicator, one, 2023, 5)

    (shown,) = opened(client, members[0]).context["shown"]

    assert [name in shown.charts[0].svg for name in ("Lid 0", "Lid 1", "Lid 3")] == [True] * 3
    assert shown.charts[0].svg.count('fill="#6f777b"') == 2  # the others, grey


def test_who_is_in_no_network_has_its_own_line(client):
    alone = OrganisationFactory(code="alleen")
    link = asked(alone)
    for year in (2021, 2023):
        put(link.indicator, alone, year, 5)

    (shown,) = opened(client, alone).context["shown"]

    assert [row[0] for row in shown.charts[0].table.rows] == ["2021", "2022", "2023"]


def test_the_quarters_of_each_objective_are_told_as_far_as_one_may_know(client, members):
    own = MembershipFactory(scope=members[0]).user
    objective = ObjectiveFactory()
    AssignmentFactory(objective=objective, scope=members[0])
    for month, state in ((1, "accepted"), (4, "submitted"), (7, "draft")):
        quarter = QuarterFactory(start=date(2023, month, 1))
        update_in(
            state, objective=objective, scope=members[0], period=quarter, note=f"Bericht {month}"
        )
    QuarterFactory()

    seen = {}
    for name, user in (("own", own), ("other", UserFactory())):
        page = opened(client, members[0], user).context["page"]
        (row,) = page.frameworks[0].objectives
        seen[name] = [one.state if one else "" for one in row.updates]
        assert row.note == "Bericht 1"

    assert seen == {
        "own": ["accepted", "submitted", "draft", ""],
        "other": ["accepted", "", "", ""],
    }


@pytest.mark.parametrize("kind", ["csv", "svg"])
def test_a_file_holds_no_draft_and_no_other_organisation(client, members, kind):
    link = asked(members[0])
    for year in (2021, 2022):
        for place, one in enumerate(members):
            put(link.indicator, one, year, 1111 * (place + 1))
    period = PeriodFactory()
    draft = FigureFactory(indicator=link.indicator, scope=members[0], period=period)
    EntryFactory(figure=draft, value=Decimal(98765), is_submitted=True)
    client.force_login(UserFactory())

    response = client.get(file_of(members[0], link.indicator, kind))
    content = response.content.decode()

    assert response.status_code == 200
    assert not any(value in content for value in ("98765", "98.765", "2222", "Lid 1"))
    assert response["Content-Disposition"].endswith(f'_lid-0.{kind}"')


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_asks_a_fixed_number(client, members, links, django_assert_num_queries):
    for _ in range(links):
        link = asked(members[0])
        for year in range(2019, 2024):
            for one in members:
                put(link.indicator, one, year, 100)
        update_in("accepted", objective=link.objective, scope=members[0], period=QuarterFactory())

    client.force_login(UserFactory())
    address = reverse("home:organisation_in_year", args=[members[0].code, YEAR])

    with django_assert_num_queries(19):
        response = client.get(address)

    assert len(response.context["shown"]) == links
