"""The pages: who sees what, in how many queries, and what bad input does."""

from datetime import date

import pytest
from django.urls import reverse

from goals.models import ProgressUpdate
from libraries.models import Year
from tests.factories.goals import (
    ActionFactory,
    ActionLinkFactory,
    AssignmentFactory,
    FrameworkFactory,
    ObjectiveFactory,
    PerformanceFactory,
    QuarterFactory,
    RemarkFactory,
    TargetFactory,
    update_in,
)
from tests.factories.libraries import OrganisationFactory, PeriodFactory

pytestmark = pytest.mark.django_db
FRAME = 4  # session, person, duties, whose portal it is
YEAR = Year(2023)


def populate(count, library):
    """Make so many of everything for one objective and one action."""
    objective, action = ObjectiveFactory(framework=FrameworkFactory()), ActionFactory()
    scopes = [library, *OrganisationFactory.create_batch(count - 1)]
    quarters = [QuarterFactory(start=date(2023, month, 1)) for month in (1, 4, 7)[:count]]
    for scope in scopes:
        AssignmentFactory(objective=objective, scope=scope)
        AssignmentFactory(objective=None, action=action, scope=scope)
        TargetFactory(objective=objective, scope=scope)
        TargetFactory(objective=None, action=action, scope=scope)
        for quarter in quarters:
            update_in("accepted", objective=objective, scope=scope, period=quarter)
            update_in("submitted", objective=None, action=action, scope=scope, period=quarter)
    for _number in range(count):
        ActionLinkFactory(objective=objective)
        ActionLinkFactory(action=action)
        PerformanceFactory()
    return objective, action


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("objectives", 8),
        ("frameworks", 2),
        ("actions", 3),
        ("assignments", 1),
        ("targets", 8),
        ("performances", 2),
        ("updates", 4),
        ("review_queue", 4),
    ],
)
def test_a_longer_list_asks_no_more(
    sign_in_as, library, name, queries, count, django_assert_num_queries
):
    populate(count, library)
    client = sign_in_as("staff")

    with django_assert_num_queries(FRAME + queries):
        response = client.get(reverse(f"goals:{name}"))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("what", "queries"), [("objective", 15), ("action", 14)])
def test_a_page_about_one_thing_asks_no_more_when_longer(
    sign_in_as, library, what, queries, count, django_assert_num_queries
):
    objective, action = populate(count, library)
    client = sign_in_as("manager")
    page = (objective if what == "objective" else action).get_absolute_url()

    with django_assert_num_queries(FRAME + queries):
        response = client.get(page)

    assert len(response.context["page"].told.rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_list_asks_no_more_when_longer(
    sign_in_as, library, quarter, count, django_assert_num_queries
):
    for assignment in AssignmentFactory.create_batch(count, scope=library):
        update_in("draft", objective=assignment.objective, scope=library, period=quarter)
    client = sign_in_as("manager")

    with django_assert_num_queries(FRAME + 6):
        response = client.get(reverse("goals:my_updates"))

    (found,) = response.context["quarters"]
    assert (len(found.tasks), found.in_hand) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_an_update_with_more_rounds_asks_no_more(
    sign_in_as, library, quarter, count, django_assert_num_queries
):
    update = update_in("sent_back", scope=library, period=quarter)
    AssignmentFactory(objective=update.objective, scope=library)
    for number in range(count):
        RemarkFactory(update_sent_back=update, round=number + 1, text=f"Vraag {number}")
    client = sign_in_as("manager")

    with django_assert_num_queries(FRAME + 5):
        response = client.get(update.get_absolute_url())

    page = response.content.decode()
    assert [f"Vraag {number}" in page for number in range(count)] == [True] * count


# Who sees what


@pytest.mark.parametrize("state", ["draft", "submitted", "sent_back"])
def test_anothers_unfinished_business_does_not_exist(sign_in_as, library, quarter, state):
    update = update_in(state, scope=library, period=quarter, note="Geheim")
    AssignmentFactory(objective=update.objective, scope=library)
    client = sign_in_as("neighbour")

    assert client.get(update.get_absolute_url()).status_code == 404
    for name in ("check_update", "review"):
        assert client.get(reverse(f"goals:{name}", args=[update.pk])).status_code == 404
    for name in ("submit_update", "withdraw_update", "accept_update", "send_back_update"):
        assert client.post(reverse(f"goals:{name}", args=[update.pk])).status_code == 404
    for page in (update.objective.get_absolute_url(), reverse("goals:updates")):
        assert "Geheim" not in client.get(page).content.decode()
    assert update not in client.get(reverse("goals:updates")).context["page"].object_list


def test_of_what_is_accepted_others_read_no_questions_or_remarks(sign_in_as, library, quarter):
    update = update_in("accepted", scope=library, period=quarter, question="Onze vraag")
    RemarkFactory(update_sent_back=update, text="Onze opmerking")

    seen = {
        name: sign_in_as(name).get(update.get_absolute_url()).content.decode()
        for name in ("manager", "director", "staff", "neighbour")
    }

    for words in ("Onze vraag", "Onze opmerking"):
        assert {name: words in page for name, page in seen.items()} == {
            "manager": True,
            "director": True,
            "staff": True,
            "neighbour": False,
        }
    assert all("We lazen voor." in page for page in seen.values())


def test_a_history_tells_others_only_what_was_agreed_with(sign_in_as, library, quarter, people):
    from goals import actions

    update = update_in("submitted", scope=library, period=quarter)
    AssignmentFactory(objective=update.objective, scope=library)
    actions.send_back_update(update=update, version=1, reason="Niet af.", by=people["staff"])
    actions.submit_update(update=update, version=2, by=people["manager"])
    actions.accept_update(update=update, version=3, by=people["staff"])
    page = update.objective.get_absolute_url()

    own = sign_in_as("manager").get(page).context["page"].told.history
    others = sign_in_as("neighbour").get(page).context["page"].told.history

    assert [entry.reason for entry in own] == ["", "", "Niet af."]
    assert len(others) == 1
    assert others[0].who == str(people["staff"])


@pytest.mark.parametrize("name", ["review_queue", "assign", "set_target", "set_performance"])
@pytest.mark.parametrize("person", ["manager", "director", "stranger"])
def test_pages_of_the_poi_are_closed_to_others(sign_in_as, person, name):
    assert sign_in_as(person).get(reverse(f"goals:{name}")).status_code == 403


@pytest.mark.parametrize(
    ("person", "status"),
    [("manager", 200), ("staff", 200), ("director", 403), ("neighbour", 404), ("stranger", 404)],
)
def test_the_form_is_for_who_reports(sign_in_as, assignment, quarter, person, status):
    client = sign_in_as(person)

    for name, last in (("write_update", assignment.pk), ("submit_quarter", assignment.scope_id)):
        page = reverse(f"goals:{name}", args=[quarter.pk, last])
        assert client.get(page).status_code == status


def test_the_example_is_marked_wherever_it_shows(sign_in_as, library, people):
    example = QuarterFactory(is_example=True)
    update = update_in("submitted", scope=library, period=example)
    year = PeriodFactory(is_example=True)
    assignment = AssignmentFactory(objective=update.objective, scope=library, period=year)
    TargetFactory(objective=update.objective, scope=library, period=year)
    PerformanceFactory(period=year)
    year = Year(2023, is_example=True)
    pages = [
        update.get_absolute_url(),
        reverse("goals:objectives_in_year", args=[year]),
        reverse(
            "goals:objective_in_year",
            args=[year, update.objective.framework.code, update.objective.code],
        ),
        reverse("goals:my_updates"),
        reverse("goals:updates") + f"?year={year}",
        reverse("goals:write_update", args=[example.pk, assignment.pk]),
        reverse("goals:submit_quarter", args=[example.pk, library.pk]),
        reverse("goals:assignments"),
        reverse("goals:targets_in_year", args=[year]),
        reverse("goals:performances_in_year", args=[year]),
    ]
    poi = [
        reverse("goals:review_queue"),
        reverse("goals:submission", args=[example.pk, library.pk]),
        reverse("goals:review", args=[update.pk]),
    ]

    marked = {
        page: "bn-example" in sign_in_as("manager").get(page).content.decode() for page in pages
    }
    marked |= {page: "bn-example" in sign_in_as("staff").get(page).content.decode() for page in poi}

    assert marked == dict.fromkeys([*pages, *poi], True)


def test_a_real_page_bears_no_mark(sign_in_as, library, quarter):
    update = update_in("accepted", scope=library, period=quarter)

    assert "bn-example" not in sign_in_as("manager").get(update.get_absolute_url()).content.decode()


# Bad input


@pytest.mark.parametrize(
    "query",
    [
        "year=2023",
        "year=nooit",
        "year=9999-voorbeeld",
        "year=2023%00",
        "organisation=nergens",
        "organisation=' OR 1=1",
        "state=weg",
        "page=0",
        "page=-1",
        "page=999999999999",
        "page=een",
        "year=" + "9" * 300,
    ],
)
def test_a_filter_nobody_can_choose_breaks_nothing(sign_in_as, quarter, query):
    response = sign_in_as("manager").get(f"{reverse('goals:updates')}?{query}")

    assert response.status_code == 200


def test_filters_narrow_the_list_together(sign_in_as, library, quarter):
    wanted = update_in("accepted", scope=library, period=quarter)
    update_in("draft", scope=library, period=quarter)
    update_in("accepted", period=quarter)
    update_in("accepted", scope=library, period=QuarterFactory(start=date(2022, 1, 1)))
    client = sign_in_as("manager")

    response = client.get(
        reverse("goals:updates"), {"year": "2023", "organisation": "heide", "state": "accepted"}
    )

    assert list(response.context["page"].object_list) == [wanted]


@pytest.mark.parametrize(
    "address",
    [
        "/doelen/kaders/geen/",
        "/doelen/geen/doel/",
        "/doelen/2023-test/",
        "/doelen/0000/",
        "/doelen/streefwaarden/0001/",
        "/acties/geen/",
        "/voortgang/999999/",
        "/voortgang/99999999999999999999/",
        "/voortgang/bestanden/1/",
        "/voortgang/schrijven/1/1/",
        "/voortgang/insturen/1/1/",
        "/doelen/streefwaarden/1/wijzigen/",
    ],
)
def test_what_does_not_exist_is_not_found(sign_in_as, address):
    assert sign_in_as("staff").get(address).status_code == 404


@pytest.mark.parametrize("year", ["1000", "9999", "2023-voorbeeld", "2018"])
def test_a_year_without_anything_is_an_empty_page(sign_in_as, year):
    client = sign_in_as("staff")

    for name in ("objectives", "targets", "performances"):
        page = reverse(f"goals:{name}_in_year", args=[Year.read(year)])
        assert client.get(page).status_code == 200


def test_a_form_made_up_by_hand_is_refused(sign_in_as, assignment, quarter):
    client = sign_in_as("manager")
    page = reverse("goals:write_update", args=[quarter.pk, assignment.pk])
    good = {"version": "0", "rating": "on_track", "note": "Goed", "act": "save"}

    for bad in (
        {"version": "-1"},
        {"version": ""},
        {"version": "9" * 30},
        {"rating": "geweldig"},
        {"note": "a" * 2001},
    ):
        assert client.post(page, {**good, **bad}).status_code == 422
    assert not ProgressUpdate.objects.exists()
