"""Forms, months and sections: whose task they are, and which letters tell of them."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from biblionet.home.overviews.returns import approvals_for, to_judge
from biblionet.home.overviews.tasks import figures_in_hand, tasks_of
from programmes import actions
from programmes.models import Return
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ScopeFactory,
)
from tests.factories.programmes import (
    DelegationFactory,
    ObligationFactory,
    QuestionFactory,
    ReturnFactory,
    SectionFactory,
)
from tests.home.returns.conftest import hand_in, months_of, start

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 16)  # a Monday


# Where it is


def test_each_kind_of_return_has_its_page(library, form, quarter):
    (month,) = months_of(library, 1)
    row = ReturnFactory(scope=library, period=quarter)

    assert form.get_absolute_url() == reverse("programmes:delivery", args=[form.pk])
    assert month.get_absolute_url() == reverse(
        "programmes:months", args=["ibl", month.period.year, library.pk]
    )
    assert row.get_absolute_url() == reverse("home:feedback", args=[row.pk])


# Tasks


def test_a_form_is_a_task_with_its_days(client, annet, form):
    text = start(client, annet)

    (task,) = tasks_of(annet, today=TODAY).returns
    assert (task.deadline, task.inside) == (date(2026, 3, 13), date(2026, 2, 27))
    assert f'href="{form.get_absolute_url()}"' in text
    assert "Bezit, 2025 · Heide" in text
    assert "Bij de POI op 27 februari 2026" in text


def test_months_of_a_year_are_one_task(client, annet, library):
    first, _second = months_of(library, 2)

    text = start(client, annet)

    (task,) = tasks_of(annet, today=TODAY).returns
    assert (task.deadline, len(task.returns)) == (first.deadline, 2)
    assert "IBL, 2026 · Heide" in text
    assert "2 maanden in te vullen" in text


def test_what_came_back_says_so(annet, form):
    hand_in(form, annet, state="sent_back")

    (task,) = tasks_of(annet, today=TODAY).returns
    assert task.badge.tone == "question"


def test_what_is_handed_in_closed_or_of_others_is_no_task(annet, form, year):
    ReturnFactory(questionnaire=form.questionnaire, period=year)
    hand_in(form, annet)
    assert tasks_of(annet, today=TODAY).returns == ()

    Return.objects.update(state="draft", round=0)
    type(year).objects.update(closed_at=timezone.now(), closed_by=annet)
    assert tasks_of(annet, today=TODAY).returns == ()


def test_a_section_that_a_colleague_asks_for_is_a_task(client, annet, colleague, form):
    section = SectionFactory(questionnaire=form.questionnaire, title="Personeel")
    asked = DelegationFactory(given=form, section=section, colleague=colleague, asked_by=annet)

    text = start(client, colleague)

    assert "Onderdeel “Personeel” van Bezit · Heide" in text or "‘Personeel’" in text
    assert "Annet de Boer vraagt je dit in te vullen" in text
    page = reverse("programmes:delivery_section", args=[form.pk, section.order])
    assert f'href="{page}"' in text
    assert tasks_of(annet, today=TODAY).sections == ()
    asked.done_at = timezone.now()
    asked.save()
    assert tasks_of(colleague, today=TODAY).sections == ()


def test_what_the_law_asks_soon_is_a_task_until_it_is_met(client, annet, library, year):
    due = ObligationFactory(
        name="Locaties in G!DS", asked_of=library, period=year, ends_on=date(2026, 3, 1)
    )
    ObligationFactory(asked_of=library, ends_on=TODAY + timedelta(days=61))
    ObligationFactory(asked_of=OrganisationFactory(), ends_on=date(2026, 3, 1))

    text = start(client, annet)

    assert [who.debt.obligation for who in tasks_of(annet, today=TODAY).debts] == [due]
    assert "Locaties in G!DS (KB) · Heide" in text
    actions.mark_met(obligation=due, scope=library, met_on=TODAY, by=annet)
    assert tasks_of(annet, today=TODAY).debts == ()


def test_figures_of_a_form_or_a_month_are_no_task_beside_it(annet, library, form):
    indicator = IndicatorFactory()
    day = PeriodFactory(kind="reference_date", start=date(2025, 12, 31))
    QuestionFactory(section__questionnaire=form.questionnaire, indicator=indicator)
    for period in (form.period, day):
        EntryFactory(figure=FigureFactory(indicator=indicator, scope=library, period=period))
    assert figures_in_hand(annet) == ()

    EntryFactory(figure=FigureFactory(scope=library, period=form.period))
    (task,) = figures_in_hand(annet)
    assert task.drafts == 1


@pytest.mark.parametrize("count", [1, 3])
def test_more_forms_ask_no_more(annet, library, year, count, django_assert_num_queries):
    for _number in range(count):
        given = ReturnFactory(
            questionnaire__period_kind="calendar_year", scope=library, period=year
        )
        section = SectionFactory(questionnaire=given.questionnaire)
        DelegationFactory(given=given, section=section, colleague=annet)
        ObligationFactory(asked_of=library, ends_on=TODAY)

    with django_assert_num_queries(16):
        tasks = tasks_of(annet, today=TODAY)
        shown = [(one.url, one.about, one.first.scope.label) for one in tasks.returns]
        shown += [(one.url, str(one.delegation.asked_by)) for one in tasks.sections]
        shown += [who.debt.obligation.get_absolute_url() for who in tasks.debts]
    assert len(shown) == 3 * count


# A director


def test_a_director_sees_in_red_what_is_late(client, director, library, year):
    ObligationFactory(
        name="Vragenlijst Bezit", asked_of=library, period=year, ends_on=date(2025, 6, 10)
    )

    text = start(client, director)

    assert "Vragenlijst Bezit (KB)" in text
    assert "bn-badge--stuck" in text
    assert "<span>Te laat</span>" in text
    assert "10 juni 2025" in text
    assert "251 dagen te laat" in text


def test_what_others_did_not_do_is_not_said(client, director, form):
    other = OrganisationFactory(name="Kanarie")
    ObligationFactory(asked_of=other, ends_on=date(2025, 6, 10))
    ReturnFactory(questionnaire=form.questionnaire, scope=other, period=form.period)

    assert "Kanarie" not in start(client, director)


def test_a_director_is_asked_to_agree(client, director, annet, form):
    assert approvals_for(director) == ()
    hand_in(form, annet)

    text = start(client, director)

    assert "Wacht op jouw akkoord" in text
    assert f'href="{form.get_absolute_url()}"' in text
    Return.objects.update(approved_at=timezone.now(), approved_by=director)
    assert approvals_for(director) == ()


# The support institution


def test_what_a_director_agreed_with_is_judged(client, staff, director, annet, library, form):
    hand_in(form, annet)
    for given in months_of(library, 2):
        hand_in(given, annet)
    assert [one.first.questionnaire.name for one in to_judge()] == ["IBL"]

    Return.objects.filter(pk=form.pk).update(approved_at=timezone.now(), approved_by=director)
    text = start(client, staff)

    assert [len(one.returns) for one in to_judge()] == [1, 2]
    assert f'href="{reverse("programmes:judge_delivery", args=[form.pk])}"' in text
    assert "IBL, 2026, Heide" in text


def test_the_support_institution_sees_what_is_late(client, staff, library, year):
    ObligationFactory(name="Te late lijst", asked_of=library, period=year, ends_on=TODAY)
    assert "Te late lijst" not in start(client, staff)

    with time_machine.travel(datetime(2026, 2, 17, 9, tzinfo=timezone.get_default_timezone())):
        assert "Te late lijst (KB)" in start(client, staff)


def test_forms_are_not_in_the_queue_of_quarters(staff, annet, library, form):
    question = QuestionFactory(section__questionnaire=form.questionnaire)
    figure = FigureFactory(indicator=question.indicator, scope=library, period=form.period)
    EntryFactory(figure=figure, is_submitted=True, with_round=True)
    hand_in(form, annet)

    from biblionet.home.overviews.season import queues

    assert (queues().packets, queues().figures) == ((), 0)


def test_members_of_a_network_are_asked_by_it(annet, library):
    network = ScopeFactory()
    NetworkMemberFactory(network=network, organisation=library)
    ObligationFactory(asked_of=network, ends_on=TODAY)

    (who,) = tasks_of(annet, today=TODAY).debts
    assert who.scope.pk == library.pk
