"""The POI builds questionnaires; what was answered stays asked as it was."""

from datetime import date

import pytest

from biblionet.trail.models import Step
from programmes import actions, overviews, rules
from programmes.models import Check, Question, Questionnaire, Section
from tests.factories.programmes import ObligationFactory, QuestionnaireFactory
from tests.programmes.making import (
    Form,
    answered,
    handed_in,
    handed_out,
    make_form,
    sentence_of,
    steps,
)

pytestmark = pytest.mark.django_db
Kind = Question.Kind


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(cast):
    return cast["staff"]


# Who


def test_the_poi_builds_and_nobody_else(cast):
    may = {name: rules.can_build(cast[name]) for name in ("staff", "admin", "manager", "director")}

    assert may == {"staff": True, "admin": True, "manager": False, "director": False}


def test_every_act_refuses_a_manager(form, cast):
    by = cast["manager"]
    acts = (
        (actions.make_questionnaire, {"code": "x", "name": "X"}),
        (actions.change_questionnaire, {"questionnaire": form.questionnaire, "name": "X"}),
        (actions.remove_questionnaire, {"questionnaire": form.questionnaire}),
        (actions.add_section, {"questionnaire": form.questionnaire, "title": "X"}),
        (actions.change_section, {"section": form.first, "title": "X"}),
        (actions.move_section, {"section": form.first, "up": False}),
        (actions.remove_section, {"section": form.first}),
        (actions.add_question, {"section": form.first, "kind": Kind.TEXT, "text": "X"}),
        (actions.change_question, {"question": form.text, "text": "X"}),
        (actions.move_question, {"question": form.visits, "up": False}),
        (actions.remove_question, {"question": form.visits}),
        (actions.set_options, {"question": form.choice, "options": [("", "X")]}),
        (actions.add_check, {"questionnaire": form.questionnaire, "kind": "parts"}),
        (actions.change_check, {"check": Check.objects.first(), "percent": 5}),
        (actions.remove_check, {"check": Check.objects.first()}),
    )

    for act, values in acts:
        assert sentence_of(act, by=by, **values) == "Alleen de POI bouwt vragenlijsten."
    assert Step.objects.exclude(verb="added membership").count() == 0


# The questionnaire itself


def test_a_questionnaire_is_made_and_says_so_in_the_trail(staff, form):
    made = actions.make_questionnaire(
        code="klein",
        name="Klein",
        layout="form",
        period_kind="calendar_year",
        asked_of=form.questionnaire.asked_of,
        by=staff,
    )

    assert Questionnaire.objects.get(code="klein") == made
    assert steps("added") == [("Klein", {})]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"code": "enquete-2023"}, "bestaat al"),
        ({"layout": "rows"}, "Een kwartaal staat naast zijn voortgang"),
        ({"starts": date(2024, 1, 1), "ends": date(2023, 1, 1)}, "Het einde ligt voor het begin."),
        ({"name": ""}, "Dit veld"),
    ],
)
def test_what_the_database_refuses_is_said_in_a_sentence(staff, form, values, sentence):
    usual = {
        "code": "klein",
        "name": "Klein",
        "layout": "form",
        "period_kind": "calendar_year",
        "asked_of": form.questionnaire.asked_of,
    }

    assert sentence in sentence_of(actions.make_questionnaire, by=staff, **{**usual, **values})


def test_a_change_says_what_it_was_and_what_it_became(staff, form):
    actions.change_questionnaire(
        questionnaire=form.questionnaire, contact="de POI", needs_approval=True, by=staff
    )

    ((label, details),) = steps("changed")
    assert label == "Enquête 2023"
    assert details == {
        "before": {"contact": "–", "needs_approval": "nee"},
        "after": {"contact": "de POI", "needs_approval": "ja"},
    }


def test_what_does_not_differ_is_no_change(staff, form):
    actions.change_questionnaire(questionnaire=form.questionnaire, name="Enquête 2023", by=staff)

    assert steps("changed") == []


def test_a_refused_change_leaves_the_row_as_it_was(staff, form):
    questionnaire = form.questionnaire

    sentence_of(
        actions.change_questionnaire,
        questionnaire=questionnaire,
        name="Ander",
        starts=date(2024, 1, 1),
        ends=date(2023, 1, 1),
        by=staff,
    )

    assert (questionnaire.name, questionnaire.starts) == ("Enquête 2023", None)


def test_what_was_handed_out_keeps_whom_it_asks_and_over_what(staff, form, cast):
    handed_out(form, cast)

    refused = sentence_of(
        actions.change_questionnaire,
        questionnaire=form.questionnaire,
        period_kind="school_year",
        by=staff,
    )

    assert refused == "Dit is al uitgezet. Maak een kopie om het anders te vragen."


def test_a_layout_of_figures_takes_no_other_questions(staff, form):
    refused = sentence_of(
        actions.change_questionnaire,
        questionnaire=form.questionnaire,
        layout="rows",
        period_kind="quarter",
        by=staff,
    )

    assert refused == "In deze vorm kun je alleen cijfers vragen."


def test_a_layout_of_figures_can_be_chosen_when_only_figures_are_asked(staff, form):
    Question.objects.filter(indicator__isnull=True).delete()

    actions.change_questionnaire(
        questionnaire=form.questionnaire, layout="rows", period_kind="quarter", by=staff
    )

    assert Questionnaire.objects.get().layout == "rows"


def test_another_deadline_moves_what_is_in_hand_once_somebody_saw_it(staff, form, cast):
    given = handed_out(form, cast, deadline=date(2024, 1, 14))
    new = {"questionnaire": form.questionnaire, "deadline": date(2024, 5, 1), "by": staff}

    assert "Kijk daar eerst naar." in sentence_of(actions.change_questionnaire, **new)
    actions.change_questionnaire(**new, moves=[given.pk])

    given.refresh_from_db()
    assert given.deadline == date(2024, 5, 1)
    assert steps("moved deadline") == [
        (str(given), {"before": "2024-01-14", "after": "2024-05-01"}),
    ]


def test_more_days_move_the_day_that_is_counted(staff, form, cast):
    given = handed_out(form, cast)
    period = given.period
    expected = overviews.due_on(period, deadline=None, days_after=30)

    actions.change_questionnaire(
        questionnaire=form.questionnaire, days_after=30, moves=[given.pk], by=staff
    )

    given.refresh_from_db()
    assert given.deadline == expected
    assert expected > period.end


def test_what_was_handed_in_keeps_its_day(staff, form, cast):
    given = handed_in(form, cast)

    actions.change_questionnaire(
        questionnaire=form.questionnaire, deadline=date(2024, 5, 1), by=staff
    )

    given.refresh_from_db()
    assert given.deadline == date(2024, 1, 14)


def test_what_nothing_leans_on_can_go(staff, form):
    actions.remove_questionnaire(questionnaire=form.questionnaire, by=staff)

    assert Questionnaire.objects.count() == 0
    assert steps("deleted") == [("Enquête 2023", {})]


@pytest.mark.parametrize("leaning", ["return", "copy", "obligation"])
def test_what_something_leans_on_stays(staff, form, cast, leaning):
    if leaning == "return":
        handed_out(form, cast)
    elif leaning == "copy":
        QuestionnaireFactory(follows=form.questionnaire)
    else:
        ObligationFactory(questionnaire=form.questionnaire)

    sentence_of(actions.remove_questionnaire, questionnaire=form.questionnaire, by=staff)

    assert Questionnaire.objects.filter(code="enquete-2023").exists()


# Sections


def test_a_section_comes_last_and_its_words_can_change(staff, form):
    section = actions.add_section(questionnaire=form.questionnaire, title="Slot", by=staff)
    actions.change_section(section=section, title="Slotvraag", by=staff)

    assert (section.order, section.title) == (3, "Slotvraag")


def test_sections_change_places_and_stay_at_the_edge(staff, form):
    actions.move_section(section=form.second, up=True, by=staff)
    actions.move_section(section=form.second, up=True, by=staff)
    assert titles(form) == ["Waarom", "Gebruik"]

    actions.move_section(section=form.second, up=False, by=staff)
    assert titles(form) == ["Gebruik", "Waarom"]
    assert len(steps("moved")) == 2


def titles(form: Form) -> list[str]:
    rows = Section.objects.filter(questionnaire=form.questionnaire).order_by("order")
    assert [one.order for one in rows] == list(range(1, len(rows) + 1))
    return [one.title for one in rows]


def test_a_section_goes_with_its_questions_and_leaves_no_gap(staff, form):
    actions.remove_section(section=form.first, by=staff)

    assert titles(form) == ["Waarom"]
    assert [str(one) for one in Question.objects.all()] == ["Waarom niet?"]


def test_a_section_with_an_answer_stays(staff, form, cast):
    answered(form, cast, form.visits)

    refused = sentence_of(actions.remove_section, section=form.first, by=staff)

    assert refused == "Er zijn al antwoorden: maak een kopie voor een nieuw jaar."
    actions.remove_section(section=form.second, by=staff)
    assert titles(form) == ["Gebruik"]


def test_of_what_was_handed_in_only_an_empty_section_goes(staff, form, cast):
    empty = actions.add_section(questionnaire=form.questionnaire, title="Leeg", by=staff)
    handed_in(form, cast)

    refused = sentence_of(actions.remove_section, section=form.second, by=staff)
    actions.remove_section(section=empty, by=staff)

    assert refused == "Dit is al ingestuurd: maak een kopie voor een nieuw jaar."
    assert titles(form) == ["Gebruik", "Waarom"]


def test_gaps_in_the_order_close_when_something_is_added(staff, form):
    Section.objects.filter(pk=form.second.pk).update(order=7)

    actions.add_section(questionnaire=form.questionnaire, title="Slot", by=staff)

    assert titles(form) == ["Gebruik", "Waarom", "Slot"]
