"""The page of a figure tells what uses it, what shows that it is right, and what not to compare."""

import re
from datetime import date

import pytest
from django.db import transaction

from goals.models import Evidence
from libraries.models import Import, Indicator
from reports.models import Block
from tests.factories.goals import (
    ActionFactory,
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
    QuarterFactory,
    TargetFactory,
    UpdateFactory,
)
from tests.factories.libraries import (
    DefinitionFactory,
    IndicatorFactory,
    PeriodFactory,
    ReadingFactory,
)
from tests.factories.programmes import (
    ProgrammeIndicatorFactory,
    QuestionFactory,
    QuestionnaireFactory,
    RequirementFactory,
    RequirementResultFactory,
    SectionFactory,
)
from tests.factories.reports import BlockFactory, OutlineFactory
from tests.reports.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(world) -> Indicator:
    return world.indicator("MEMBERS")


@pytest.fixture
def figure(world, members):
    return world.figure(members, world.north, 1931)


def use(world, members) -> None:
    """Use the indicator in every way there is."""
    questionnaire = QuestionnaireFactory()
    QuestionFactory(
        section=SectionFactory(questionnaire=questionnaire), indicator=members, number="B7"
    )
    objective = ObjectiveIndicatorFactory(indicator=members).objective
    TargetFactory(
        indicator=members, scope=world.north, period=world.year, objective=objective, value=2000
    )
    requirement = RequirementFactory(indicator=members)
    RequirementResultFactory(requirement=requirement, period=world.year)
    ProgrammeIndicatorFactory(indicator=members)
    IndicatorFactory(
        over_places="ratio", over_time="none", numerator=IndicatorFactory(), denominator=members
    )
    for options in ({"indicators": ["MEMBERS"]}, {"facts": ["MEMBERS|network"]}):
        BlockFactory(outline=OutlineFactory(), kind="figure_table", options=options)


def shown(client, person, figure) -> str:
    client.force_login(person)
    return words(read(client.get(figure.get_absolute_url()).content.decode()))


def context(client, person, figure) -> dict[str, object]:
    client.force_login(person)
    return client.get(figure.get_absolute_url()).context


def test_everything_that_uses_a_figure_is_named_and_linked(client, people, world, members, figure):
    use(world, members)

    groups = context(client, people["neighbour"], figure)["uses"]

    assert [len(group.things) for group in groups] == [1, 1, 1, 1, 1, 1, 2]
    (target,) = groups[2].things
    assert target.detail == "ten minste 2.000 members"
    assert groups[0].things[0].detail == "B7"
    for group in groups:
        for one in group.things:
            assert client.get(one.url).status_code == 200, one


def test_an_outline_is_named_once_with_the_titles_that_say_something(client, people, figure):
    outline = OutlineFactory()
    for title in ("Leden door de jaren", "{scope} in het kort", ""):
        BlockFactory(
            outline=outline, kind="chart", title=title, options={"indicators": ["MEMBERS"]}
        )

    (group,) = context(client, people["staff"], figure)["uses"]

    assert [(one.label, one.detail) for one in group.things] == [
        (str(outline), "Leden door de jaren")
    ]


def test_what_others_use_is_not_used_here(client, people, world, figure):
    use(world, world.indicator("OTHER"))
    Block.objects.all().delete()  # those name MEMBERS
    BlockFactory(kind="figure_table", options={"indicators": ["MEMBERS_TOTAL"]})
    TargetFactory(indicator=figure.indicator, scope=world.south, period=world.year)
    TargetFactory(
        indicator=figure.indicator, scope=world.north, period=PeriodFactory(start=date(2022, 1, 1))
    )

    assert context(client, people["staff"], figure)["uses"] == ()
    assert "Nog niets gebruikt het." in shown(client, people["staff"], figure)


# Evidence


@pytest.fixture
def proof(world, members):
    """A file with progress on an objective that the figure shows, and one of the year before."""
    objective = ObjectiveFactory()
    ObjectiveIndicatorFactory(objective=objective, indicator=members)
    made = []
    for year in (2023, 2022):
        update = UpdateFactory(
            objective=objective,
            scope=world.north,
            period=QuarterFactory(start=date(year, 1, 1), end=date(year, 3, 31)),
        )
        made.append(
            Evidence.objects.create(
                progress_update=update,
                name=f"telling-{year}.pdf",
                sha256="0" * 64,
                size=1,
                content_type="application/pdf",
                by=update.author,
            )
        )
    return made


@pytest.mark.parametrize(
    ("person", "sees"),
    [("manager", True), ("director", True), ("staff", True), ("neighbour", False)],
)
def test_files_behind_a_figure_are_for_its_own_people(client, people, figure, proof, person, sees):
    page = shown(client, people[person], figure)

    assert ("telling-2023.pdf" in page) is sees
    assert "telling-2022.pdf" not in page


def test_a_file_of_an_action_that_promises_the_figure_counts_too(client, people, world, figure):
    action = ActionFactory()
    TargetFactory(
        indicator=figure.indicator,
        objective=None,
        action=action,
        scope=world.north,
        period=world.year,
    )
    update = UpdateFactory(
        objective=None,
        action=action,
        scope=world.north,
        period=QuarterFactory(start=date(2023, 1, 1), end=date(2023, 3, 31)),
    )
    Evidence.objects.create(
        progress_update=update,
        name="actie.pdf",
        sha256="0" * 64,
        size=1,
        content_type="application/pdf",
        by=update.author,
    )

    assert "actie.pdf" in shown(client, people["manager"], figure)


@pytest.mark.parametrize(("person", "sees"), [("staff", True), ("manager", False)])
def test_the_sheet_a_figure_came_in_with_is_for_who_imports(client, people, world, person, sees):
    figure = world.figure(world.indicator("VISITS"), world.north, 5)
    batch = Import.objects.create(
        by=people["staff"],
        state="applied",
        source="Levering 2023",
        file_name="levering.xlsx",
        sha256="0" * 64,
        size=1,
        kind="xlsx",
        applied_by=people["staff"],
        applied_at="2024-01-01T00:00:00Z",
    )
    ReadingFactory(figure=figure, source="import", publication=None, batch=batch, value=5)

    assert ("levering.xlsx" in shown(client, people[person], figure)) is sees


# What not to compare, and what is rounded


def test_a_later_definition_says_that_a_new_series_begins(client, people, world, members):
    first = world.figure(members, world.north, 10, period=PeriodFactory(start=date(2022, 1, 1)))
    later = DefinitionFactory(indicator=members, version=2, valid_from=date(2023, 1, 1))
    second = world.figure(members, world.north, 12)
    type(second).objects.filter(pk=second.pk).update(definition=later)

    before, after = (shown(client, people["neighbour"], one) for one in (first, second))

    assert "Definitie 1:" in before
    assert "Hier begint een nieuwe reeks" not in before
    assert "Definitie 2, vanaf 1 januari 2023:" in after
    assert "Hier begint een nieuwe reeks" in after


def test_a_sum_names_its_rounded_parts(client, people, world, members):
    world.figure(members, world.north, 660, qualifier="over")
    world.figure(members, world.south, 340)
    total = world.figure(members, world.network, 1000, qualifier="about")

    page = shown(client, people["neighbour"], total)

    assert "ongeveer 1.000" in page
    assert "afgerond: Bibliotheek Noord (ruim 660)." in page
    assert not re.search(r"afgerond: [^.]*Bibliotheek Zuid", page)


def test_a_sum_of_exact_parts_says_nothing_of_rounding(client, people, world, members):
    world.figure(members, world.north, 660)
    total = world.figure(members, world.network, 660)

    assert "afgerond:" not in shown(client, people["neighbour"], total)


def test_the_page_takes_as_many_queries_for_three_as_for_one(
    client, people, world, members, figure, django_assert_max_num_queries
):
    counts = []
    client.force_login(people["staff"])
    for count in (1, 3):
        before = transaction.savepoint()
        for _number in range(count):
            use(world, members)
        client.get(figure.get_absolute_url())
        with django_assert_max_num_queries(30) as captured:
            client.get(figure.get_absolute_url())
        counts.append(len(captured))
        transaction.savepoint_rollback(before)

    assert counts[0] == counts[1]
