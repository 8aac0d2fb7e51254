"""The statutory calendar: a year at a glance, for whom, and what may be done with it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from biblionet.home.overviews.statutory import Choice, calendar_of, late_for
from tests.factories.goals import AssignmentFactory, UpdateFactory
from tests.factories.libraries import (
    PeriodFactory,
)
from tests.factories.programmes import (
    FulfilmentFactory,
    ObligationFactory,
    QuestionnaireFactory,
    ReturnFactory,
)
from tests.home.conftest import opened

pytestmark = [pytest.mark.usefixtures("in_april"), pytest.mark.django_db]
TODAY = date(2026, 4, 20)


def page(client, user, **query):
    client.force_login(user)
    response = client.get(reverse("home:statutory_calendar"), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def titles(calendar):
    return [(month.number, [row.what for row in month.rows]) for month in calendar.months]


def calendar(user, **choice):
    return calendar_of(user, Choice(**choice), today=TODAY)


# A year at a glance


def test_a_year_has_the_law_rounds_and_quarters_month_by_month(annet, library, form, quarter):
    AssignmentFactory(scope=library)
    ObligationFactory(name="Publicatie", is_deadline=False, ends_on=date(2026, 3, 1))
    ReturnFactory(
        questionnaire=QuestionnaireFactory(name="IBL", period_kind="month", days_inside=3),
        scope=library,
        period=PeriodFactory(kind="month", start=date(2026, 2, 1), end=date(2026, 2, 28)),
        deadline=date(2026, 3, 10),
    )
    ObligationFactory(name="Overleg", is_deadline=False, ends_on=None, ends_words="twee per jaar")
    ObligationFactory(name="Ooit", period=None, is_deadline=False, ends_on=None, ends_words="soms")

    found = calendar(annet, year="2026")

    assert titles(found) == [
        (1, ["Voortgang op de doelen"]),
        (3, ["Publicatie", "IBL", "Vragenlijst Bezit"]),
    ]
    assert [row.what for row in found.undated] == ["Ooit"]
    assert [row.what for row in calendar(annet, year="2023").undated] == ["Ooit", "Overleg"]
    ibl = found.months[1].rows[1]
    assert (ibl.inside, ibl.days_earlier) == (date(2026, 3, 7), 3)


def test_the_own_day_is_counted_back(client, annet, form):
    text = page(client, annet, jaar="2026")

    assert "13 maart 2026" in text
    assert "Intern klaar op 26 februari 2026: 15 dagen eerder" in text
    assert 'href="https://kb.example/vragenlijst"' in text


def test_who_is_late_is_said_in_a_word_an_icon_and_days(client, director, form, library):
    text = page(client, director)

    assert "bn-badge--stuck" in text
    assert "#alert" in text
    assert "<span>Te laat</span>" in text
    assert "Heide: <strong>38 dagen te laat</strong>" in text


def test_who_is_ready_is_said_with_the_day_and_by_whom(client, annet, form, library):
    FulfilmentFactory(obligation=form, scope=library, by=annet, met_on=date(2026, 3, 11))

    text = page(client, annet)

    assert "<span>Klaar</span>" in text
    assert "op 11 maart 2026, Annet de Boer" in text


def test_the_newest_year_is_shown_when_nothing_is_due_in_this_one(annet, network):
    ObligationFactory(asked_of=network, ends_on=date(2024, 3, 13))
    ObligationFactory(asked_of=network, ends_on=date(2023, 3, 13))

    assert calendar(annet).year == 2024
    assert calendar(annet, year="2023").year == 2023
    assert calendar(annet, year="nooit").year == 2024


def test_an_empty_calendar_says_so(client, annet):
    assert "Niets in dit jaar past bij wat je zoekt" in page(client, annet)


def test_it_can_be_narrowed_to_a_body_and_to_an_organisation(staff, form, network, neighbour):
    ObligationFactory(name="Locaties", body="gids", asked_of=neighbour, ends_on=date(2026, 1, 1))
    ObligationFactory(name="Cijfers", body="cbs", is_deadline=False, ends_on=date(2026, 1, 2))

    everything = calendar(staff)

    assert [key for key, _name in everything.bodies] == ["cbs", "gids", "kb"]
    assert [scope.label for scope in everything.organisations] == ["Heide", "Veen"]
    assert titles(calendar(staff, body="gids")) == [(1, ["Locaties"])]
    assert titles(calendar(staff, organisation="heide")) == [(3, ["Vragenlijst Bezit"])]
    (row,) = calendar(staff, organisation="veen", body="kb").months[0].rows
    assert [who.scope.label for who in row.whos] == ["Veen"]


# Whose business it is


@pytest.fixture
def kanarie(form, neighbour):
    """What a colleague of the neighbour said, which is nobody else's business."""
    return FulfilmentFactory(
        obligation=form,
        scope=neighbour,
        by__name="kanarie-naam",
        note="kanarie-bericht",
        met_on=date(2026, 3, 9),
    )


@pytest.mark.parametrize("who", ["annet", "director"])
def test_how_others_stand_is_on_no_page(client, request, kanarie, who):
    user = request.getfixturevalue(who)
    text = page(client, user) + client.get(kanarie.obligation.get_absolute_url()).content.decode()

    assert "kanarie" not in text
    assert "Veen" not in text
    assert "Heide" in text


def test_the_support_institution_sees_everybody(client, staff, kanarie):
    text = page(client, staff) + client.get(kanarie.obligation.get_absolute_url()).content.decode()

    assert "kanarie-naam" in text
    assert "kanarie-bericht" in text
    assert "Heide" in text


def test_returns_and_progress_of_others_are_not_there(annet, neighbour, quarter):
    AssignmentFactory(scope=neighbour)
    ReturnFactory(scope=neighbour, period=quarter, deadline=date(2026, 1, 20))

    assert titles(calendar(annet, year="2026")) == []


# Rounds


def test_a_round_that_the_law_asks_stands_there_once(annet, library, form):
    form.questionnaire = QuestionnaireFactory(name="Bezit", period_kind="calendar_year")
    form.save()
    given = ReturnFactory(
        questionnaire=form.questionnaire, scope=library, period=form.period, deadline=form.ends_on
    )

    ((_month, rows),) = titles(calendar(annet))

    assert rows == ["Vragenlijst Bezit"]
    (who,) = calendar(annet).months[0].rows[0].whos
    assert who.url == given.get_absolute_url()


def test_a_quarter_is_ready_once_everything_is_handed_in(annet, library, quarter):
    assignments = [AssignmentFactory(scope=library) for _number in range(2)]
    stands = []
    for one in assignments:
        (row,) = calendar(annet, year="2026").months[0].rows
        stands.append(row.whos[0].stand)
        UpdateFactory(scope=library, objective=one.objective, period=quarter, is_submitted=True)
    (row,) = calendar(annet, year="2026").months[0].rows

    assert [*stands, row.whos[0].stand] == ["late", "late", "met"]
    assert row.whos[0].url == reverse("goals:quarter", args=[quarter.pk, library.pk])


def test_the_return_of_a_quarter_is_answered_in_the_quarter(annet, library, quarter):
    given = ReturnFactory(scope=library, period=quarter, deadline=date(2026, 1, 20))

    (row,) = calendar(annet, year="2026").months[0].rows
    assert row.whos[0].url == reverse("goals:quarter", args=[quarter.pk, library.pk])
    type(given).objects.update(
        state="accepted",
        round=1,
        submitted_at=timezone.now(),
        submitted_by=annet,
        accountable=annet,
        accepted_at=timezone.now(),
        accepted_by=annet,
    )
    (row,) = calendar(annet, year="2026").months[0].rows
    assert row.whos[0].url == reverse("home:feedback", args=[given.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_a_fuller_year_asks_no_more(staff, library, network, count, django_assert_num_queries):
    for number in range(count):
        quarter = opened(date(2025, 1 + 3 * number, 1))
        due = ObligationFactory(asked_of=network, ends_on=date(2025, 5, 1))
        FulfilmentFactory(obligation=due, scope=library)
        AssignmentFactory(scope=library)
        ReturnFactory(scope=library, period=quarter, deadline=date(2025, 5, 1))
        UpdateFactory(scope=library, period=quarter, is_submitted=True)

    with django_assert_num_queries(13):
        found = calendar(staff, year="2025")
        rows = [row for month in found.months for row in month.rows]
        shown = [(row.when, str(row.about), who.scope.label) for row in rows for who in row.whos]
    assert len(shown) == 4 * count


# What is late


def test_late_is_what_can_still_be_done_longest_first(director, library, form, quarter):
    AssignmentFactory(scope=library)
    ReturnFactory(
        questionnaire__name="IBL", scope=library, period=quarter, deadline=date(2026, 1, 20)
    )
    closed = opened(date(2025, 7, 1))
    ReturnFactory(scope=library, period=closed, deadline=date(2025, 10, 20))
    type(closed).objects.filter(pk=closed.pk).update(
        closed_at=timezone.now(), closed_by=closed.opened_by
    )

    assert [(one.row.what, one.who.days_late) for one in late_for(director, today=TODAY)] == [
        ("Voortgang op de doelen", 96),
        ("IBL", 90),
        ("Vragenlijst Bezit", 38),
    ]


def test_months_with_one_deadline_are_one_row_of_who_is_furthest_behind(annet, library):
    asked = QuestionnaireFactory(name="IBL", period_kind="month")
    returns = [
        ReturnFactory(
            questionnaire=asked,
            scope=library,
            period=PeriodFactory(
                kind="month", start=date(2026, month, 1), end=date(2026, month, 28)
            ),
            deadline=date(2026, 3, 10),
        )
        for month in (1, 2)
    ]
    at = timezone.now()
    said = {"state": "submitted", "round": 1, "submitted_at": at, "submitted_by": annet}
    type(returns[0]).objects.filter(pk=returns[0].pk).update(accountable=annet, **said)

    (row,) = calendar(annet).months[0].rows

    assert (row.what, row.over) == ("IBL", "januari 2026 – februari 2026")
    assert [(who.scope.label, who.stand) for who in row.whos] == [("Heide", "late")]
    assert row.whos[0].url == returns[1].get_absolute_url()
