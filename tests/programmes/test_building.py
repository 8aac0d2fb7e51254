"""The POI builds questionnaires; what was answered stays asked as it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.trail.models import Step
from programmes import actions, overviews, rules
from programmes.models import Check, Option, Question, Questionnaire, Return, Section
from tests.factories.libraries import IndicatorFactory, PeriodFactory
from tests.factories.programmes import (
    ObligationFactory,
    QuestionnaireFactory,
    ReturnFactory,
)
from tests.programmes.making import Form, make_form

pytestmark = pytest.mark.django_db
Kind = Question.Kind


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(cast):
    return cast["staff"]


def handed_out(form: Form, cast, **values) -> Return:
    """Give the library a return of the year 2023, still in hand."""
    period = PeriodFactory(is_opened=True)
    return ReturnFactory(
        questionnaire=form.questionnaire, scope=cast["library"], period=period, **values
    )


def answered(form: Form, cast, question: Question) -> Return:
    given = handed_out(form, cast)
    slot = next(one for one in overviews.sheet_of(given).slots if one.question == question)
    if slot.is_figure:
        actions.save_answer(given=given, slot=slot, value=Decimal(5), by=cast["manager"])
    else:
        value = "ja" if question.kind == Kind.CHOICE else "Daarom."
        actions.say(given=given, slot=slot, value=value, by=cast["manager"])
    return given


def handed_in(form: Form, cast) -> Return:
    people = cast["manager"]
    now = timezone.now()
    state = {"state": "submitted", "submitted_at": now, "submitted_by": people}
    return handed_out(form, cast, accountable=people, round=1, **state)


def sentence_of(act, **values) -> str:
    """Return what is said when something is refused; it changes nothing."""
    with pytest.raises(ValidationError) as refused:
        act(**values)
    return " ".join(refused.value.messages)


def steps(verb: str) -> list[tuple[str, dict]]:
    return [(one.label, one.details) for one in Step.objects.filter(verb=verb).order_by("pk")]


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


# Questions


def numbers(section: Section) -> list[str]:
    rows = Question.objects.filter(section=section).order_by("order")
    assert [one.order for one in rows] == list(range(1, len(rows) + 1))
    return [one.number for one in rows]


def test_a_question_comes_last_in_its_section(staff, form):
    actions.add_question(
        section=form.first, kind=Kind.YES_NO, text="Mag het?", number="A4", by=staff
    )

    assert numbers(form.first) == ["A1", "A2", "A3", "A4"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": Kind.TEXT, "text": "Wat?", "number": "A1"}, "heeft dit nummer al"),
        ({"kind": Kind.TEXT, "text": ""}, "Een cijfer heeft een indicator"),
        ({"kind": Kind.FIGURE}, "Een cijfer heeft een indicator"),
        ({"kind": Kind.TEXT, "text": "Wat?", "every": 4}, "vanaf welk jaar"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_a_sentence(staff, form, values, sentence):
    assert sentence in sentence_of(actions.add_question, section=form.first, by=staff, **values)


def test_an_indicator_is_asked_once_in_a_section(staff, form):
    refused = sentence_of(
        actions.add_question, section=form.first, indicator=form.visits.indicator, by=staff
    )

    assert refused == "Dit onderdeel vraagt dit al."


def test_beside_the_progress_of_a_quarter_only_figures_are_asked(staff, cast):
    quarter = QuestionnaireFactory()
    section = actions.add_section(questionnaire=quarter, title="Mensen", by=staff)

    refused = sentence_of(
        actions.add_question, section=section, kind=Kind.TEXT, text="Wat?", by=staff
    )
    actions.add_question(section=section, indicator=IndicatorFactory(), by=staff)

    assert refused == "In deze vorm kun je alleen cijfers vragen."
    assert section.questions.count() == 1


def test_to_what_was_handed_in_nothing_is_added(staff, form, cast):
    handed_in(form, cast)

    refused = sentence_of(
        actions.add_question, section=form.first, kind=Kind.TEXT, text="Wat?", by=staff
    )

    assert refused == "Dit is al ingestuurd: maak een kopie voor een nieuw jaar."


@pytest.mark.parametrize("asked", ["visits", "choice"])
def test_what_was_answered_changes_in_words_only(staff, form, cast, asked):
    question = getattr(form, asked)
    answered(form, cast, question)

    refused = sentence_of(actions.change_question, question=question, every=4, since=2023, by=staff)
    actions.change_question(question=question, hint="Kijk in de kast.", number="A9", by=staff)

    assert refused == "Er zijn al antwoorden: maak een kopie voor een nieuw jaar."
    held = Question.objects.get(pk=question.pk)
    assert (held.hint, held.number, held.every) == ("Kijk in de kast.", "A9", 1)


def test_what_nobody_answered_can_be_asked_otherwise(staff, form, cast):
    answered(form, cast, form.visits)

    actions.change_question(question=form.loans, every=4, since=2023, by=staff)

    assert Question.objects.get(pk=form.loans.pk).every == 4


def test_a_question_goes_to_the_end_of_another_section(staff, form):
    actions.change_question(question=form.visits, section=form.second, by=staff)

    assert (numbers(form.first), numbers(form.second)) == (["A2", "A3"], ["B1", "A1"])


def test_a_question_goes_to_a_section_that_is_empty(staff, form):
    empty = actions.add_section(questionnaire=form.questionnaire, title="Leeg", by=staff)

    actions.change_question(question=form.visits, section=empty, by=staff)

    assert numbers(empty) == ["A1"]


def test_a_number_that_a_check_names_is_not_emptied(staff, form):
    refused = sentence_of(actions.change_question, question=form.visits, number="", by=staff)

    assert refused == "Een controle noemt deze vraag bij dit nummer."


def test_a_question_with_options_stays_a_choice(staff, form):
    refused = sentence_of(actions.change_question, question=form.choice, kind=Kind.TEXT, by=staff)

    assert refused == "Haal eerst de antwoorden weg waaruit je kiest."


def test_questions_change_places_and_stay_at_the_edge(staff, form):
    actions.move_question(question=form.loans, up=True, by=staff)
    actions.move_question(question=form.loans, up=True, by=staff)
    assert numbers(form.first) == ["A2", "A1", "A3"]

    actions.move_question(question=form.loans, up=False, by=staff)
    assert numbers(form.first) == ["A1", "A2", "A3"]


def test_a_question_goes_with_its_checks_and_leaves_no_gap(staff, form):
    actions.remove_question(question=form.visits, by=staff)

    assert numbers(form.first) == ["A2", "A3"]
    assert [one.kind for one in Check.objects.order_by("pk")] == ["jump", "required"]


@pytest.mark.parametrize("way", ["answered", "handed in"])
def test_a_question_that_was_asked_for_real_stays(staff, form, cast, way):
    if way == "answered":
        answered(form, cast, form.visits)
    else:
        handed_in(form, cast)

    assert "maak een kopie" in sentence_of(actions.remove_question, question=form.visits, by=staff)


# Options


def test_options_are_named_added_put_in_order_and_taken_away(staff, form):
    Check.objects.all().delete()

    kept = actions.set_options(
        question=form.choice,
        options=[("", "Weet ik niet"), ("ja", "Ja, zeker"), ("", "Weet ik niet"), ("", "…")],
        by=staff,
    )

    assert [(one.order, one.code, one.name) for one in kept] == [
        (1, "weet-ik-niet", "Weet ik niet"),
        (2, "ja", "Ja, zeker"),
        (3, "weet-ik-niet-2", "Weet ik niet"),
        (4, "antwoord", "…"),
    ]
    assert list(Option.objects.order_by("order")) == list(kept)


def test_only_a_choice_has_options(staff, form):
    refused = sentence_of(actions.set_options, question=form.text, options=[("", "Ja")], by=staff)

    assert refused == "Bij deze vraag kiest niemand uit antwoorden."


def test_an_option_that_may_be_answered_stays(staff, form, cast):
    Check.objects.all().delete()
    answered(form, cast, form.choice)

    refused = sentence_of(
        actions.set_options, question=form.choice, options=[("ja", "Ja")], by=staff
    )
    actions.set_options(
        question=form.choice, options=[("ja", "Jazeker"), ("nee", "Nee"), ("", "?")], by=staff
    )

    assert "Er zijn al antwoorden" in refused
    assert Option.objects.count() == 3


def test_an_option_that_calls_for_another_answer_stays(staff, form):
    refused = sentence_of(
        actions.set_options, question=form.choice, options=[("ja", "Ja")], by=staff
    )

    assert refused == "Een controle kijkt naar dit antwoord: wijzig eerst die controle."
