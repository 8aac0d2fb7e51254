"""A new year starts as a copy; what is different in it is listed, what it was and what it is."""

from dataclasses import astuple
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes import actions, overviews
from programmes.models import Check, Question, Questionnaire
from programmes.overviews import Happened, document_of, whole_of
from programmes.standing import moved, pair
from tests.factories.libraries import DefinitionFactory, IndicatorFactory
from tests.factories.programmes import OptionFactory, SectionFactory
from tests.programmes.making import Form, ask, make_form, say, sentence_of, steps

db = pytest.mark.django_db
TODAY = date(2025, 2, 1)
ASKS = ": dan vragen we een zin uitleg."
RATIO = "Het antwoord gedeeld door A1 (Bezoeken) is niet"


@pytest.fixture
def form(cast) -> Form:
    return make_form(ends=date(2023, 12, 31))


@pytest.fixture
def staff(cast):
    return cast["staff"]


def copied(form: Form, staff, **values) -> Questionnaire:
    usual = {
        "code": "enquete-2024",
        "name": "Enquête 2024",
        "starts": date(2024, 1, 1),
        "ends": None,
        "deadline": None,
    }
    return actions.copy_questionnaire(
        questionnaire=form.questionnaire, by=staff, **{**usual, **values}
    )


def listed(copy: Questionnaire) -> overviews.Difference:
    fetched = Questionnaire.objects.select_related("follows").get(pk=copy.pk)
    found = overviews.difference(fetched, today=TODAY)
    assert found is not None
    return found


def question(copy: Questionnaire, number: str) -> Question:
    return Question.objects.get(section__questionnaire=copy, number=number)


# The copy


@db
def test_a_copy_has_everything_and_knows_what_it_follows(form, staff):
    Question.objects.filter(pk=form.loans.pk).update(every=4, since=2023)

    copy = copied(form, staff)

    old, new = document_of(whole_of(form.questionnaire)), document_of(whole_of(copy))
    assert {name: new[name] for name in new if new[name] != old.get(name)} == {
        "code": "enquete-2024",
        "name": "Enquête 2024",
        "follows": "enquete-2023",
        "starts": date(2024, 1, 1),
    }
    assert new["sections"][0]["questions"][1]["every"] == 4
    assert steps("copied") == [("Enquête 2024", {"before": "enquete-2023"})]


@db
def test_the_checks_of_a_copy_look_at_its_own_questions(form, staff):
    copy = copied(form, staff)

    looked_at = {
        (one.question, one.other) for one in Check.objects.filter(questionnaire=copy) if one.other
    }
    assert looked_at == {
        (question(copy, "A2"), question(copy, "A1")),
        (question(copy, "B1"), question(copy, "A3")),
    }


@db
def test_two_versions_are_not_asked_over_the_same_days(form, staff):
    starts = date(2023, 12, 31)

    refused = sentence_of(copied, form=form, staff=staff, starts=starts)
    copied(form, staff, starts=starts, ends_old=True)

    assert (
        refused == "Op die dag is Enquête 2023 nog in gebruik. Laat die eindigen, of begin later."
    )
    assert Questionnaire.objects.get(code="enquete-2023").ends == date(2023, 12, 30)


@db
def test_what_has_no_end_gets_one_when_the_copy_begins(form, staff):
    Questionnaire.objects.update(ends=None)
    form.questionnaire.refresh_from_db()

    sentence_of(copied, form=form, staff=staff)
    copied(form, staff, ends_old=True)

    assert Questionnaire.objects.get(code="enquete-2023").ends == date(2023, 12, 31)


@db
@pytest.mark.parametrize(
    "values",
    [{"code": "enquete-2023"}, {"ends": date(2023, 1, 1)}, {"name": ""}],
    ids=["code taken", "ends before it starts", "no name"],
)
def test_a_copy_that_cannot_be_is_refused_and_leaves_nothing(form, staff, values):
    sentence_of(copied, form=form, staff=staff, **values)

    assert Questionnaire.objects.count() == 1


@db
def test_a_manager_copies_nothing(form, cast):
    assert sentence_of(copied, form=form, staff=cast["manager"]) == (
        "Alleen de POI bouwt vragenlijsten."
    )


# What is different


@db
def test_a_fresh_copy_differs_in_its_own_days_only(form, staff):
    difference = listed(copied(form, staff, deadline=date(2025, 3, 1)))

    assert [astuple(one) for one in difference.own] == [
        ("Naam", "Enquête 2023", "Enquête 2024"),
        ("Uiterste dag", "–", "1 maart 2025"),
        ("In gebruik vanaf", "–", "1 januari 2024"),
        ("In gebruik tot en met", "31 december 2023", "–"),
    ]
    assert (difference.sections, difference.questions) == ((), ())
    assert not difference.is_empty


@db
def test_a_questionnaire_that_follows_none_differs_from_none(form):
    assert overviews.difference(form.questionnaire, today=TODAY) is None


@db
def test_every_change_is_listed_with_what_it_was(form, staff):
    copy = copied(form, staff)
    loans, choice = question(copy, "A2"), question(copy, "A3")
    actions.change_question(question=loans, number="A2b", hint="Kijk.", is_required=False, by=staff)
    actions.set_options(question=choice, options=[("nee", "Nee"), ("ja", "Ja hoor")], by=staff)
    actions.change_check(check=loans.checks.get(), high=Decimal(9), by=staff)

    found = {item.name: item for item in listed(copy).questions}

    assert {name: item.happened for name, item in found.items()} == {
        "Uitleningen": Happened.CHANGED,
        "Is er een plan?": Happened.CHANGED,
    }
    assert [astuple(one) for one in found["Uitleningen"].changes] == [
        ("Nummer", "A2", "A2b"),
        ("Waar het getal vandaan komt", "–", "Kijk."),
        ("Moet beantwoord worden", "ja", "nee"),
        (
            "Controle",
            f"{RATIO} tussen 1 en 5{ASKS}",
            f"{RATIO} tussen 1 en 9{ASKS}",
        ),
    ]
    assert [astuple(one) for one in found["Is er een plan?"].changes] == [
        ("Antwoord om te kiezen", "Ja", "Ja hoor"),
        ("Volgorde van de antwoorden", "Ja, Nee", "Nee, Ja hoor"),
    ]


@db
def test_what_came_went_and_moved_is_listed(form, staff):
    copy = copied(form, staff)
    first = copy.sections.get(number="A")
    actions.remove_question(question=question(copy, "A2"), by=staff)
    added = actions.add_question(
        section=first, number="A4", indicator=IndicatorFactory(name="Leden"), by=staff
    )
    actions.move_question(question=added, up=True, by=staff)
    actions.change_question(
        question=question(copy, "A1"), section=copy.sections.get(number="B"), by=staff
    )
    OptionFactory(question=question(copy, "A3"), order=3, code="wie", name="Wie weet")

    found = [
        (item.happened, item.number, [astuple(one) for one in item.changes])
        for item in listed(copy).questions
    ]

    assert found == [
        (Happened.ADDED, "A4", []),
        (Happened.CHANGED, "A3", [("Antwoord om te kiezen", "–", "Wie weet")]),
        (Happened.CHANGED, "A1", [("Onderdeel", "Gebruik", "Waarom")]),
        (Happened.REMOVED, "A2", []),
    ]


@db
def test_another_order_is_a_change_and_a_shift_is_none(form, staff):
    copy = copied(form, staff)
    actions.move_question(question=question(copy, "A3"), up=True, by=staff)
    actions.move_question(question=question(copy, "A3"), up=True, by=staff)

    ((item),) = listed(copy).questions

    assert (item.number, [astuple(one) for one in item.changes]) == ("A3", [("Plek", "3", "1")])


@db
def test_another_text_under_the_same_number_is_the_same_question(form, staff):
    copy = copied(form, staff)
    actions.change_question(question=question(copy, "B1"), text="Waarom wel?", by=staff)

    ((item),) = listed(copy).questions

    assert astuple(item.changes[0]) == ("Vraag", "Waarom niet?", "Waarom wel?")


@db
def test_another_version_of_the_definition_is_listed_with_both_texts(form, staff):
    indicator = form.visits.indicator
    indicator.definitions.all().delete()
    DefinitionFactory(indicator=indicator, version=1, text="Alle bezoeken.")
    DefinitionFactory(
        indicator=indicator, version=2, text="Zonder personeel.", valid_from=date(2024, 1, 1)
    )

    ((item),) = listed(copied(form, staff)).questions

    assert [astuple(one) for one in item.changes] == [
        ("Definitie", "v1: Alle bezoeken.", "v2: Zonder personeel.")
    ]


@db
def test_another_indicator_is_a_change_of_it_and_not_of_its_definition(form, staff):
    copy = copied(form, staff)
    other = IndicatorFactory(name="Uitleningen per lid")
    actions.change_question(question=question(copy, "A2"), indicator=other, by=staff)

    ((item),) = listed(copy).questions

    assert [astuple(one) for one in item.changes] == [
        ("Kengetal", "Uitleningen", "Uitleningen per lid")
    ]


@db
def test_sections_come_go_move_and_change(form, staff):
    SectionFactory(questionnaire=form.questionnaire, order=3, number="C", title="Weg")
    copy = copied(form, staff)
    first, second, third = copy.sections.order_by("order")
    actions.remove_section(section=third, by=staff)
    actions.change_section(section=second, title="Daarom", by=staff)
    actions.move_section(section=second, up=True, by=staff)
    actions.add_section(questionnaire=copy, number="D", title="Slot", by=staff)

    difference = listed(copy)

    assert [
        (item.happened, item.name, [astuple(one) for one in item.changes])
        for item in difference.sections
    ] == [
        (Happened.CHANGED, "Daarom", [("Titel", "Waarom", "Daarom"), ("Plek", "2", "1")]),
        (Happened.ADDED, "Slot", []),
        (Happened.REMOVED, "Weg", []),
    ]
    assert difference.questions == ()
    assert first.title == "Gebruik"


@db
def test_a_check_for_all_answers_that_came_or_went_is_listed(form, staff):
    copy = copied(form, staff)
    actions.remove_check(check=copy.checks.get(question=None), by=staff)
    actions.add_check(questionnaire=copy, kind="parts", severity="error", by=staff)

    assert [astuple(one) for one in listed(copy).own if one.what == "Controle"] == [
        (
            "Controle",
            "–",
            "De delen samen zijn meer dan het totaal: dan moet het gewijzigd worden.",
        ),
        ("Controle", f"Meer dan 20% en minstens 10 anders dan een jaar eerder{ASKS}", "–"),
    ]


@db
@pytest.mark.parametrize("count", [1, 3])
def test_a_difference_asks_no_more_with_more_of_everything(
    form, staff, count, django_assert_num_queries
):
    for number in range(count):
        section = SectionFactory(questionnaire=form.questionnaire, order=number + 3)
        ask(section, 1, f"C{number}", indicator=IndicatorFactory())
        chosen = say(section, 2, f"D{number}", Question.Kind.CHOICE, "Welke?")
        OptionFactory(question=chosen)
    copy = Questionnaire.objects.select_related("follows").get(pk=copied(form, staff).pk)

    with django_assert_num_queries(12):
        overviews.difference(copy, today=TODAY)


# Pairs and places, as arithmetic


def test_things_are_paired_by_the_first_key_that_says_something():
    before, after = ["a1", "b2", "c"], ["b1", "a9", "x"]

    assert pair(before, after, [lambda one: one[0]]) == {0: 1, 1: 0}
    assert pair(before, after, [lambda one: one[1:], lambda one: one[0]]) == {0: 0}


@given(st.permutations(range(6)))
def test_everything_is_paired_with_itself(order):
    pairs = pair(sorted(order), order, [lambda one: f"n{one}"])

    assert [pairs[place] for place in range(6)] == list(order)


@given(st.lists(st.integers(0, 9), unique=True))
def test_what_keeps_its_order_did_not_move(left):
    """Whatever comes in or goes out, what stays in order is where it was."""
    was = sorted(left)

    assert moved({place: place * 2 for place in range(len(was))}) == frozenset()


def test_what_was_lifted_over_others_moved():
    assert moved({0: 2, 1: 0, 2: 1}) == frozenset({0})
