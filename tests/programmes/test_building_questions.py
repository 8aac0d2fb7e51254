"""Questions and their options: added, changed, moved, taken away while nobody answered them."""

import pytest

from programmes import actions
from programmes.models import Check, Option, Question, Section
from tests.factories.libraries import IndicatorFactory
from tests.factories.programmes import QuestionnaireFactory
from tests.programmes.making import Form, answered, handed_in, make_form, sentence_of

pytestmark = pytest.mark.django_db
Kind = Question.Kind


@pytest.fixture
def form(cast) -> Form:
    return make_form()


@pytest.fixture
def staff(cast):
    return cast["staff"]


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
