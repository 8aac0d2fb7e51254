"""The start page in the example year: what each role has to do and to know."""

from datetime import date

import pytest
from django.urls import reverse

from biblionet.home.overviews.direction import direction_for
from biblionet.home.overviews.season import deadlines, latest_quarter, matrix, queues
from biblionet.home.overviews.tasks import tasks_of
from goals.models import ProgressUpdate
from libraries.models import Period, Reading

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 10)
MOST_QUERIES = 36


@pytest.mark.parametrize("role", ["managers", "directors", "staff"])
def test_the_start_page_asks_little(client, example_year, role, django_assert_max_num_queries):
    person = getattr(example_year, role)
    client.force_login(person["bind"] if isinstance(person, dict) else person)

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse("home:start"))

    assert response.status_code == 200


def test_a_manager_sees_every_open_quarter_of_the_own_organisation(example_year):
    tasks = tasks_of(example_year.managers["facet"], today=TODAY)

    open_quarters = Period.objects.filter(
        kind=Period.Kind.QUARTER, opened_at__isnull=False, closed_at__isnull=True
    )
    assert {task.quarter.period for task in tasks.quarters} == set(open_quarters)
    assert {task.quarter.scope.code for task in tasks.quarters} == {"facet"}


def test_what_is_unfinished_stands_above_what_is_done(example_year):
    done = [task.is_done for task in tasks_of(example_year.managers["bind"], today=TODAY).quarters]

    assert done == sorted(done)


def test_a_quarter_is_one_task_that_says_how_far_it_is(client, example_year):
    client.force_login(example_year.managers["facet"])

    text = client.get(reverse("home:start")).content.decode()

    assert "7 doelen</span> · <span>3 acties</span>" in text
    assert "20 cijfers, 10 ingevuld" in text


def test_what_the_poi_asks_is_a_line_that_leads_to_its_row(client, example_year):
    manager = example_year.managers["bind"]
    replies = tasks_of(manager, today=TODAY).replies
    client.force_login(manager)
    text = client.get(reverse("home:start")).content.decode()

    assert {one.text for one in replies} >= {
        reading.remark
        for reading in Reading.objects.filter(
            workflow="draft", figure__scope__owner__code="bind", figure__period__kind="quarter"
        ).exclude(remark="")
    }
    for one in replies:
        assert f"#row-{one.key}" in text


def test_a_late_quarter_stands_first_and_says_so(example_year):
    task = tasks_of(example_year.managers["facet"], today=TODAY).quarters[0]

    assert task.is_late(task.deadline) is False
    assert task.is_late(date(2999, 1, 1))
    assert task.badge.tone == "question"


def test_the_matrix_has_a_cell_for_everything_that_was_asked(example_year):
    quarter = latest_quarter()
    found = matrix(quarter)

    cells = {
        (row.objective.pk, scope.pk): cell
        for row in found.rows
        for scope, cell in zip(found.scopes, row.cells, strict=True)
    }
    updates = ProgressUpdate.objects.filter(period=quarter, objective__isnull=False)
    assert (quarter.end, quarter.is_example) == (date(2025, 12, 31), True)
    assert len(found.rows) == 11
    assert {key for key, cell in cells.items() if cell.update} == {
        (update.objective_id, update.scope_id) for update in updates
    }


def test_a_cell_tells_how_it_goes_only_once_it_is_agreed(example_year):
    for row in matrix(latest_quarter()).rows:
        for cell in row.cells:
            accepted = cell.update and cell.update.state == ProgressUpdate.State.ACCEPTED
            word = str(cell.badge.label) if cell.badge else ""
            ratings = {str(label) for label in ProgressUpdate.Rating.labels}
            assert (word in ratings) is bool(accepted)


def test_the_queues_count_what_waits(example_year):
    found = queues()

    updates = sum(one.updates for one in found.packets)
    figures = sum(one.figures for one in found.packets)
    assert updates == ProgressUpdate.objects.filter(state="submitted").count() > 0
    assert found.figures > 0
    submitted = Reading.objects.filter(workflow="submitted")
    assert found.figures == submitted.filter(with_round=False).count()
    assert figures == submitted.filter(with_round=True, figure__period__kind="quarter").count()
    assert found.conflicts > 0


def test_the_matrix_says_how_far_each_organisation_is_with_its_figures(example_year):
    found = matrix(latest_quarter())

    (row,) = found.given
    assert row.name == "Kwartaalcijfers"
    cells = dict(zip([scope.code for scope in found.scopes], row.cells, strict=True))
    states = {code: cell.given.state for code, cell in cells.items() if cell.given}
    assert sorted(states.values()) == ["accepted", "draft", "sent_back", "submitted"]
    assert {cell.badge.tone for cell in row.cells if cell.badge} == {
        "agreed",
        "busy",
        "question",
        "sent",
    }
    assert [one.what for one in deadlines(found) if one.what] == ["Kwartaalcijfers"]


def test_who_has_nothing_to_do_is_not_reminded(example_year):
    found = matrix(latest_quarter())

    for place, column in enumerate(found.columns):
        tones = {row.cells[place].badge.tone for row in found.rows if row.cells[place].badge}
        tones |= {row.cells[place].badge.tone for row in found.given if row.cells[place].badge}
        assert column.has_to_act is bool(tones & {"todo", "busy", "question"})


def test_a_director_reads_what_goes_badly_what_is_missing_and_what_changed(example_year):
    found = direction_for(example_year.directors["bind"], today=date(2026, 11, 1))

    assert {one.code for one in found.organisations} == {"bind"}
    assert found.off_track
    assert all(one.update.agreed_rating in ProgressUpdate.OFF_TRACK for one in found.off_track)
    assert {one.update.scope.owner_code for one in found.off_track} == {"bind"}
    assert [one.scope.code for one in found.missing] == ["bind"]
    assert 0 < found.missing[0].absent < found.missing[0].asked
    assert 0 < len(found.changes) <= 6
    assert {one.first.questionnaire.name for one in found.forms} >= {"Bezit", "IBL per maand"}
    assert {one.first.scope.owner_code for one in found.forms} == {"bind"}
    assert not {given.state for one in found.forms for given in one.returns} - {
        "draft",
        "sent_back",
    }


def test_reports_come_from_wide_to_narrow_and_the_newest_year_first(client, example_year):
    client.force_login(example_year.staff)
    reports = [line.report for line in client.get(reverse("home:start")).context["reports"]]

    kinds = list(dict.fromkeys(report.outline.kind for report in reports))
    assert kinds == ["provincial", "organisation", "municipal"]
    assert {report.period.end.year for report in reports} == {2025}
