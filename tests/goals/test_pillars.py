"""A pillar: its objectives by organisation, each with its first figure."""

import pytest
from django.urls import reverse

from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
    PillarFactory,
    QuarterFactory,
    update_in,
)
from tests.goals.charting import YEAR, fill, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dutch")]


def in_pillar(objectives, members):
    """Make a pillar with objectives on which all members report, each with two figures."""
    pillar = PillarFactory()
    for _ in range(objectives):
        objective = ObjectiveFactory(framework=pillar.framework, pillar=pillar)
        for one in members:
            AssignmentFactory(objective=objective, scope=one)
        update_in(
            "accepted",
            objective=objective,
            scope=members[0],
            period=QuarterFactory(),
            rating="attention",
        )
        for _ in range(2):
            made = ObjectiveIndicatorFactory(objective=objective)
            for year in range(2019, 2024):
                fill(made, members, year, 10, 20, 30, 40)
    return pillar


def test_a_pillar_shows_its_objectives_by_organisation_with_their_first_figure(
    members, sign_in_as, people
):
    pillar = in_pillar(1, members)
    link = pillar.objectives.get().shown_by.first()
    write(link, people["editor"], "Overal evenveel.")
    address = reverse("goals:pillar_in_year", args=[YEAR, pillar.framework.code, pillar.order])

    response = sign_in_as("manager").get(address)

    (row,) = response.context["page"].rows
    assert row.ratings == ("attention", "", "", "")
    assert row.progress.coverage.reported == ("Lid 0",)
    assert row.figure.indicator == link.indicator
    assert "Overal evenveel." in response.content.decode()


def test_a_pillar_knows_nothing_of_drafts(members, sign_in_as):
    pillar = in_pillar(1, members)
    update_in(
        "submitted",
        objective=pillar.objectives.get(),
        scope=members[1],
        period=QuarterFactory(),
        rating="stuck",
        note="Nog geheim",
    )

    response = sign_in_as("staff").get(pillar.get_absolute_url())

    (row,) = response.context["page"].rows
    assert row.ratings == ("attention", "", "", "")
    assert "Loopt vast" not in response.content.decode()


@pytest.mark.parametrize("objectives", [1, 3])
def test_a_pillar_asks_a_fixed_number(objectives, members, sign_in_as, django_assert_num_queries):
    pillar = in_pillar(objectives, members)
    client = sign_in_as("manager")

    with django_assert_num_queries(18):
        client.get(pillar.get_absolute_url())


def test_objectives_without_actions_or_reports_look_normal(sign_in_as):
    pillar = PillarFactory()
    objective = ObjectiveFactory(framework=pillar.framework, pillar=pillar)

    page = sign_in_as("manager").get(pillar.get_absolute_url()).content.decode()

    assert objective.title in page
    assert "Niemand vertelt hierover" in page
