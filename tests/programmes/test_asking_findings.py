"""What is found of the answers of a form: ranges, ratios, sums, what another answer calls for."""

import pytest

from libraries.models import Reading
from programmes.models import Check, Question
from programmes.overviews import findings_in_words, problems_in_words, sheet_of
from tests.forms import BRANCH, Form, make_form

pytestmark = pytest.mark.django_db
Kind = Question.Kind
BARE = {"percent": 0, "least": 0}


@pytest.fixture
def form(cast) -> Form:
    return make_form(cast.pop("library"), cast)


def found(form: Form, question: Question, place: int = 0) -> list[tuple[str, int]]:
    return [(one.kind, int(one.amount)) for one in form.slot(question, place).findings]


# A range


@pytest.mark.parametrize(
    ("value", "bounds", "is_found"),
    [
        (9, {"low": 10}, True),
        (10, {"low": 10}, False),
        (20, {"low": 10, "high": 20}, False),
        (21, {"high": 20}, True),
    ],
)
def test_an_answer_outside_what_is_likely_is_found(form, value, bounds, is_found):
    (books,) = form.questions
    form.check(question=books, kind=Check.Kind.RANGE, **BARE, **bounds)

    form.answer(value, books)

    assert found(form, books) == ([("range", value)] if is_found else [])


def test_a_range_asks_a_sentence(form):
    (books,) = form.questions
    form.check(question=books, kind=Check.Kind.RANGE, low=10, **BARE)
    form.answer(9, books)

    assert findings_in_words(form.slot(books)) == ("9 is hier niet gebruikelijk. Klopt dat?",)
    form.answer(9, books, explanation="Verbouwing.")
    assert problems_in_words(form.slot(books)) == ()


# A ratio


def test_an_answer_is_held_against_another_at_the_same_place(form):
    visits, loans = form.ask(name="Bezoeken", **BRANCH), form.ask(name="Uitleningen", **BRANCH)
    form.check(question=loans, kind=Check.Kind.RATIO, other=visits, high=5, **BARE)
    for place, (many, few) in enumerate(((10, 60), (10, 50))):
        form.answer(many, visits, place=place)
        form.answer(few, loans, place=place)

    assert (found(form, loans, 0), found(form, loans, 1)) == ([("ratio", 6)], [])
    (words,) = findings_in_words(form.slot(loans))
    assert words.startswith("Dit is 6,00 keer zoveel als “Bezoeken” (10), en dat is")


def test_the_only_other_answer_is_held_beside_every_place(form):
    (books,) = form.questions
    hours = form.ask(name="Uren", **BRANCH)
    form.check(question=hours, kind=Check.Kind.RATIO, other=books, low=1, **BARE)
    form.answer(100, books)
    form.answer(50, hours, place=1)

    assert found(form, hours, 1) == [("ratio", 0)]


def test_of_several_others_elsewhere_none_is_chosen(form):
    (books,) = form.questions
    hours = form.ask(name="Uren", **BRANCH)
    form.check(question=books, kind=Check.Kind.RATIO, other=hours, low=1, **BARE)
    form.answer(0, books)
    form.answer(50, hours)

    assert found(form, books) == []


def test_something_beside_nothing_is_told_in_words(form):
    visits, loans = form.ask(name="Bezoeken"), form.ask(name="Uitleningen")
    form.check(question=loans, kind=Check.Kind.RATIO, other=visits, high=5, **BARE)
    form.answer(0, visits)
    form.answer(3, loans)

    assert findings_in_words(form.slot(loans)) == (
        "Hier staat iets, en “Bezoeken” is 0. Klopt dat?",
    )


# What another answer calls for


@pytest.mark.parametrize(
    ("kind", "wanted", "calls", "does_not"),
    [
        (Kind.YES_NO, "yes", True, False),
        (Kind.YES_NO, "no", False, True),
        (Kind.YES_NO, "", True, False),
        (Kind.CHOICE, "nee", "nee", "ja"),
        (Kind.CHOICES, "nee", ["ja", "nee"], ["ja"]),
        (Kind.TEXT, "", "Iets.", None),
        (Kind.FIGURE, "", 3, 0),
    ],
)
def test_an_answer_calls_for_another(form, kind, wanted, calls, does_not):
    options = "ja nee" if kind in Question.CHOSEN else ""
    other = (
        form.ask(name="Zalen", number="B1")
        if kind == Kind.FIGURE
        else form.ask_else(kind, number="B1", options=options)
    )
    why = form.ask_else(Kind.TEXT, text="Waarom?", is_required=False)
    form.check(question=why, kind=Check.Kind.REQUIRED, other=other, wanted=wanted, **BARE)

    assert not form.slot(why).is_missing
    if does_not is not None:
        form.answer(does_not, other)
        assert not form.slot(why).is_missing
    form.answer(calls, other)
    assert form.slot(why).is_missing
    assert problems_in_words(form.slot(why)) == ("Geef een antwoord, of zeg waarom er geen is.",)
    form.answer("Daarom.", why)
    assert not form.slot(why).is_missing


def test_no_answer_for_a_reason_calls_for_nothing(form):
    other = form.ask_else(Kind.YES_NO)
    why = form.ask_else(Kind.TEXT, text="Waarom?", is_required=False)
    form.check(question=why, kind=Check.Kind.REQUIRED, other=other, wanted="yes", **BARE)

    form.answer(None, other, state=Reading.State.WITHHELD, explanation="Liever niet.")

    assert not form.slot(why).is_missing


# Parts and their total


def test_parts_that_do_not_add_up_are_found_once_all_are_known(form):
    total = form.questions[0]
    parts = [
        form.ask(name=name, part_of=total.indicator) for name in ("Jeugdboeken", "Volwassenboeken")
    ]
    form.check(question=total, kind=Check.Kind.SUM, percent=0, least=2)
    form.answer(100, total)
    form.answer(60, parts[0])
    assert found(form, total) == []

    form.answer(39, parts[1])
    assert found(form, total) == []  # one is too small to ask about
    form.answer(30, parts[1])

    assert found(form, total) == [("sum", 100)]
    (words,) = findings_in_words(form.slot(total))
    assert words.startswith("De delen samen zijn 90 en het totaal is 100.")


def test_parts_at_another_level_are_held_against_all_places_together(form):
    total = form.ask(name="Uren", **BRANCH)
    part = form.ask(name="Uren van het personeel", part_of=total.indicator)
    form.check(question=total, kind=Check.Kind.PARTS, severity="error", **BARE)
    form.answer(10, total, place=0)
    form.answer(31, part)
    assert found(form, total, 0) == []  # a place is not known yet

    form.answer(20, total, place=1)

    assert (found(form, total, 0), found(form, total, 1)) == ([("parts", 30)], [])
    assert form.slot(total, 0).is_wrong


def test_a_total_without_parts_has_none_that_are_too_many(form):
    (books,) = form.questions
    form.check(question=books, kind=Check.Kind.PARTS, severity="error", **BARE)
    form.answer(0, books)

    assert found(form, books) == []


def test_another_part_of_the_institution_is_no_part_of_the_total(form):
    total = form.questions[0]
    part = form.ask(name="Jeugdboeken", part_of=total.indicator, question={"part": "whole"})
    form.check(question=total, kind=Check.Kind.PARTS, severity="error", **BARE)
    form.answer(1, total)
    form.answer(5, part)

    assert found(form, total) == []


# All together


def test_a_check_of_all_answers_finds_nothing_of_one(form):
    (books,) = form.questions
    form.was(7, books)
    form.check(kind=Check.Kind.SAME, severity="information", percent=0, least=0)
    form.answer(7, books)

    sheet = sheet_of(form.given)

    assert sheet.slots[0].findings == ()
    assert [int(one.amount) for one in sheet.findings] == [1]
