"""What a form asks: which questions, at which places, over which day, year or quarter."""

from datetime import date

import pytest

from libraries.models import Figure, Indicator, Period, Scope
from programmes.models import Question
from programmes.overviews import sheet_of, sheets_of
from programmes.overviews.asking import Almanac, has_parts, kind_of
from tests.factories.goals import QuarterFactory
from tests.factories.libraries import IndicatorFactory, OrganisationFactory, PeriodFactory
from tests.forms import BRANCH, STOCK, Form, make_form

pytestmark = pytest.mark.django_db
Kind = Period.Kind


@pytest.fixture
def form(cast) -> Form:
    return make_form(cast.pop("library"), cast)


def asked(form: Form) -> list[tuple[str, str]]:
    return [(str(slot.question), slot.place.name) for slot in sheet_of(form.given).slots]


# Which questions, where


def test_a_question_is_asked_at_the_level_of_its_indicator(form):
    form.ask(name="Uren", **BRANCH)

    assert asked(form) == [
        ("Boeken", "Bibliotheek de Heide"),
        ("Uren", "Aa"),
        ("Uren", "Borger"),
    ]


def test_what_is_no_figure_is_asked_once_or_at_its_own_level(form):
    form.ask_else(Question.Kind.TEXT, text="Waarom?")
    form.ask_else(Question.Kind.YES_NO, text="Open?", level=Scope.Kind.BRANCH)

    assert asked(form)[1:] == [
        ("Waarom?", "Bibliotheek de Heide"),
        ("Open?", "Aa"),
        ("Open?", "Borger"),
    ]


def test_some_things_are_asked_of_combined_institutions_only(form):
    form.ask(name="Zaalhuur", question={"only_combined": True})
    assert len(asked(form)) == 1

    type(form.library).objects.filter(pk=form.library.pk).update(is_combined=True)

    assert [name for name, _place in asked(form)] == ["Boeken", "Zaalhuur"]


@pytest.mark.parametrize(
    ("every", "since", "is_asked"),
    [(1, None, True), (2, 2023, True), (2, 2022, False), (4, 2019, True), (4, 2027, True)],
)
def test_some_things_are_not_asked_each_year(form, every, since, is_asked):
    form.ask(name="Enquête", question={"every": every, "since": since})

    assert (("Enquête", "Bibliotheek de Heide") in asked(form)) is is_asked


def test_a_part_that_is_asked_goes_before_the_usual_one(form):
    form.ask(name="Kosten", question={"part": Figure.Part.WHOLE})

    parts = {str(slot.question): slot.part for slot in sheet_of(form.given).slots}

    assert parts == {"Boeken": Figure.Part.LIBRARY, "Kosten": Figure.Part.WHOLE}


# Over what


def test_a_figure_is_asked_over_the_kind_of_period_in_which_it_is_counted(form):
    form.ask(name="Titels", period_kind=Kind.REFERENCE_DATE, **STOCK)
    form.ask(name="Leerlingen", period_kind=Kind.SCHOOL_YEAR)

    spans = {
        str(slot.question): (slot.period.kind, slot.period.start, slot.period.end, slot.period.pk)
        for slot in sheet_of(form.given).slots
    }

    assert spans == {
        "Boeken": (Kind.CALENDAR_YEAR, date(2023, 1, 1), date(2023, 12, 31), form.given.period_id),
        "Titels": (Kind.REFERENCE_DATE, date(2023, 12, 31), date(2023, 12, 31), None),
        "Leerlingen": (Kind.SCHOOL_YEAR, date(2022, 8, 1), date(2023, 7, 31), None),
    }


def test_a_period_that_is_there_is_taken(form):
    day = date(2023, 12, 31)
    there = PeriodFactory(kind=Kind.REFERENCE_DATE, start=day, end=day)
    question = form.ask(name="Titels", period_kind=Kind.REFERENCE_DATE, **STOCK)

    assert form.slot(question).period == there


def test_an_answer_over_another_period_makes_that_period(form):
    question = form.ask(name="Titels", period_kind=Kind.REFERENCE_DATE, **STOCK)

    reading = form.answer(12, question)

    assert (reading.figure.period.kind, reading.figure.period.end) == (
        Kind.REFERENCE_DATE,
        date(2023, 12, 31),
    )


@pytest.mark.parametrize(
    ("values", "over", "kind"),
    [
        ({"period_kind": Kind.CALENDAR_YEAR}, Kind.CALENDAR_YEAR, Kind.CALENDAR_YEAR),
        ({"period_kind": Kind.CALENDAR_YEAR}, Kind.QUARTER, Kind.QUARTER),
        (
            {"period_kind": Kind.CALENDAR_YEAR, "over_time": Indicator.OverTime.NONE},
            Kind.QUARTER,
            Kind.CALENDAR_YEAR,
        ),
        ({"period_kind": Kind.SCHOOL_YEAR}, Kind.CALENDAR_YEAR, Kind.SCHOOL_YEAR),
    ],
)
def test_a_figure_says_over_which_kind_it_is_asked(values, over, kind):
    question = Question(indicator=IndicatorFactory(**values))

    assert kind_of(question, Period(kind=over)) == kind


@pytest.mark.parametrize(
    ("own", "kind"), [("", Kind.CALENDAR_YEAR), (Kind.SCHOOL_YEAR, Kind.SCHOOL_YEAR)]
)
def test_what_is_no_figure_is_about_the_round_unless_it_says_more(own, kind):
    question = Question(kind=Question.Kind.TEXT, period_kind=own)

    assert kind_of(question, Period(kind=Kind.CALENDAR_YEAR)) == kind
    assert not has_parts(question, kind)


@pytest.mark.parametrize(
    ("values", "kind", "found"),
    [
        ({}, Kind.CALENDAR_YEAR, True),
        ({}, Kind.QUARTER, False),
        ({"over_time": Indicator.OverTime.NONE}, Kind.CALENDAR_YEAR, False),
        ({"period_kind": Kind.SCHOOL_YEAR}, Kind.SCHOOL_YEAR, False),
    ],
)
def test_quarters_come_to_what_goes_on_over_a_year(values, kind, found):
    assert has_parts(Question(indicator=IndicatorFactory(**values)), kind) is found


# The almanac


def test_the_almanac_knows_the_period_before_and_a_year_ago():
    now, before, year_ago = (
        QuarterFactory(start=start)
        for start in (date(2023, 1, 1), date(2022, 10, 1), date(2022, 1, 1))
    )
    almanac = Almanac([Kind.QUARTER])

    assert (almanac.before(now), almanac.year_ago(now)) == (before.pk, year_ago.pk)
    assert almanac.before(year_ago) == 0


def test_the_almanac_keeps_the_example_apart():
    QuarterFactory(start=date(2022, 10, 1), is_example=True)
    now = QuarterFactory(start=date(2023, 1, 1))

    assert Almanac([Kind.QUARTER]).before(now) == 0


def test_what_goes_on_has_nothing_before_it():
    running = Period(kind=Kind.RUNNING, start=date(2023, 1, 1), end=date(2023, 6, 1))

    assert Almanac([Kind.RUNNING]).before(running) == 0


def test_the_parts_of_a_year_are_its_quarters_and_months():
    year = PeriodFactory(start=date(2023, 1, 1))
    second = QuarterFactory(start=date(2023, 4, 1))

    parts = Almanac([Kind.QUARTER, Kind.MONTH]).parts(year)

    assert parts == {Kind.QUARTER: (0, second.pk, 0, 0), Kind.MONTH: (0,) * 12}


@pytest.mark.parametrize("count", [1, 3])
def test_forms_are_fetched_in_a_fixed_number_of_queries(form, count, django_assert_num_queries):
    for number in range(count):
        form.ask(name=f"Cijfer {number}", **BRANCH)
        form.ask_else(Question.Kind.CHOICE, text=f"Keuze {number}", options="ja nee")
        form.check(question=form.questions[-2], kind="parts", percent=0, least=0)
    given = type(form.given).objects.with_labels().get(pk=form.given.pk)

    with django_assert_num_queries(9):
        sheets_of([given])


def test_the_example_and_others_are_not_asked(form):
    OrganisationFactory(name="Elders")

    assert all(place != "Elders" for _question, place in asked(form))
