"""Figures under an objective: the page, and the files of it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from libraries.actions import settle
from libraries.models import Period, Reading, Year
from tests.factories.goals import (
    ObjectiveFactory,
    ObjectiveIndicatorFactory,
)
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    ReadingFactory,
)
from tests.goals.charting import YEAR, aim, file_of, fill, page_of, put, word_of, write, year_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dutch")]


def test_the_page_shows_chart_sentence_coverage_and_files(link, members, network, sign_in_as):
    fill(link, members, 2022, 100, 200, 300)
    fill(link, members, 2023, 110, 205, 304)
    aim(link, network, 2023, 700)

    page = sign_in_as("manager").get(page_of(link)).content.decode()

    assert "telden drie van de vier organisaties samen 619 leden" in page
    assert "3 van 4 organisaties" in page
    assert "Niet meegeteld: Lid 3" in page
    assert page.count("<svg xmlns") == 1
    assert all(file_of(link, kind) in page for kind in ("xlsx", "ods", "csv", "svg"))
    assert word_of(link) not in page


def test_the_page_tells_an_editor_what_is_out_of_date(link, members, sign_in_as, people):
    fill(link, members, 2023, 100)
    write(link, people["editor"], "Het liep goed.")
    client = sign_in_as("editor")
    before = client.get(page_of(link)).content.decode()

    put(link.indicator, members[1], 2023, 50)
    after = client.get(page_of(link)).content.decode()

    assert "Aangepast" in before
    assert "De cijfers zijn daarna veranderd" not in before
    assert "De cijfers zijn daarna veranderd" in after
    assert "150 leden" in after
    assert word_of(link) in after


def test_a_file_tells_zero_from_missing(link, members, sign_in_as):
    put(link.indicator, members[0], 2023, 0)
    put(link.indicator, members[1], 2023, None, state=Reading.State.WITHHELD)

    response = sign_in_as("manager").get(file_of(link, "csv"))

    rows = [line.split(";") for line in response.content.decode("utf-8-sig").splitlines()]
    assert [(row[2], row[3], row[5]) for row in rows[1:4]] == [
        ("Lid 0", "0", "een waarde"),
        ("Lid 1", "", "niet getoond"),
        ("Lid 2", "", "geen gegevens"),
    ]
    assert response["Content-Disposition"] == (
        f'attachment; filename="2023_bibliotheekleden_doel-{link.objective.order}.csv"'
    )


def test_there_is_no_file_of_what_does_not_belong_to_the_objective(link, members, sign_in_as):
    client, other = sign_in_as("manager"), ObjectiveFactory()
    stray = reverse(
        "goals:figure_file", args=[YEAR, other.framework.code, other.code, "LEDEN", "csv"]
    )

    assert client.get(stray).status_code == 404
    assert client.get(file_of(link, "exe")).status_code == 404
    assert client.get(file_of(link, "svg")).status_code == 404  # nothing to draw


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "svg"])
def test_no_file_or_page_holds_a_draft_of_somebody_else(link, members, sign_in_as, kind):
    fill(link, members, 2022, 100, 200)
    fill(link, members, 2023, 110, 205)
    for workflow, value in (("draft", 77777), ("submitted", 88888)):
        EntryFactory(
            figure=FigureFactory(
                indicator=link.indicator,
                scope=members[2 if workflow == "draft" else 3],
                period=year_of(2023),
            ),
            value=Decimal(value),
            is_submitted=workflow == "submitted",
        )
    client = sign_in_as("neighbour")

    contents = [client.get(address).content for address in (page_of(link), file_of(link, kind))]

    for content in contents:
        assert not any(word in content for word in (b"77777", b"77.777", b"88888", b"88.888"))
    if kind == "csv":
        assert contents[1].decode("utf-8-sig").count("geen gegevens") == 4


def test_the_example_marks_its_page_and_its_files(link, members, sign_in_as):
    year = Year(2025, is_example=True)
    figure = FigureFactory(
        indicator=link.indicator, scope=members[0], period=year_of(2025, is_example=True)
    )
    ReadingFactory(figure=figure, value=Decimal(5))
    settle(figure=figure)
    put(link.indicator, members[0], 2023, 4321)
    client = sign_in_as("manager")

    page = client.get(page_of(link, year)).content.decode()
    response = client.get(file_of(link, "csv", year))

    assert "bn-example" in page
    assert "4.321" not in page
    assert "4321" not in response.content.decode()
    assert "2025-voorbeeld_" in response["Content-Disposition"]


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_asks_a_fixed_number(
    links, members, network, sign_in_as, django_assert_num_queries
):
    objective = ObjectiveFactory()
    for _ in range(links):
        made = ObjectiveIndicatorFactory(objective=objective)
        for year in range(2019, 2024):
            fill(made, members, year, 10, 20, 30, 40)
        aim(made, network, 2023, 100)
    client = sign_in_as("manager")

    with django_assert_num_queries(20):
        client.get(page_of(made))


def test_a_period_without_anything_is_a_page_like_any_other(link, members, sign_in_as):
    assert Period.objects.count() == 0

    page = sign_in_as("manager").get(page_of(link)).content.decode()

    assert "Bibliotheekleden: nog geen cijfers tot en met dit jaar." in page


def test_page_and_files_say_the_same(link, members, sign_in_as):
    fill(link, members, 2021, 100, 200)
    fill(link, members, 2023, 0, 205, 304)
    client = sign_in_as("manager")

    (figure,) = client.get(page_of(link)).context["page"].figures
    lines = client.get(file_of(link, "csv")).content.decode("utf-8-sig").splitlines()[1:]

    shown = [
        (str(cell.year.number), line.scope.label, "" if cell.value is None else f"{cell.value:.0f}")
        for line in figure.trend.all_lines
        for cell in line.cells
    ]
    assert [tuple(line.split(";")[1:4]) for line in lines] == shown
    assert ("2023", "Lid 0", "0") in shown
    assert ("2022", "Lid 0", "") in shown


def test_a_period_limits_whatever_else_is_chosen(client, link, members, people, network):
    fill(link, members, 2022, 100)
    fill(link, members, 2024, 987)
    aim(link, network, 2024, 1234)
    client.force_login(people["manager"])

    for address in (page_of(link), *(file_of(link, kind) for kind in ("csv", "svg"))):
        response = client.get(address)
        if response.status_code == 200:
            assert "987" not in response.content.decode()
            assert "1.234" not in response.content.decode()
