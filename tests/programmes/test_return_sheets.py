"""A return as a sheet: what stands where, what is found of it, and in how many queries."""

from datetime import date
from decimal import Decimal

import pytest

from libraries.models import Reading
from programmes.actions import confirm_unchanged
from programmes.models import Check, Return
from programmes.overviews import findings_in_words, sheet_in_words, sheet_of, sheets_of
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    OrganisationFactory,
    ReadingFactory,
)
from tests.factories.programmes import ReturnFactory

pytestmark = pytest.mark.django_db
State, Workflow = Return.State, Reading.Workflow
TODAY = date(2024, 1, 10)


# The sheet


def test_a_sheet_has_a_slot_for_every_question_at_every_place(round_):
    round_.ask(name="Leden", level="service_area")
    round_.was("before", 91)
    round_.was("year_ago", 80)
    round_.answer(92)

    sheet = sheet_of(round_.given)

    assert [(str(slot.question), slot.place.name) for slot in sheet.slots] == [
        ("Vrijwilligers", "Bibliotheek de Heide"),
        ("Leden", "Aa"),
        ("Leden", "Borger"),
    ]
    volunteers, members, _other = sheet.slots
    assert [one and one.value for one in (volunteers.reading, volunteers.before)] == [92, 91]
    assert (volunteers.year_ago.value, volunteers.compared_with.value) == (80, 80)
    assert (members.reading, members.before, members.compared_with) == (None, None, None)
    assert (sheet.answered, sheet.readings) == (1, (volunteers.reading,))
    assert sheet.slot(members.key) == members
    assert sheet.slot("0-0") is None


def test_what_counts_of_an_earlier_quarter_stands_beside_even_unsettled(round_):
    slot = round_.slots[0]
    figure = FigureFactory(
        indicator=slot.question.indicator, scope=slot.place, period=round_.quarters["before"]
    )
    published = ReadingFactory(figure=figure, value=Decimal(7))
    typed = EntryFactory(figure=figure, value=Decimal(8))

    assert round_.slots[0].before == typed
    figure.current = published
    figure.save()
    assert round_.slots[0].before == published


def test_what_another_source_brought_is_not_ours_to_type(round_):
    slot = round_.slots[0]
    figure = FigureFactory(
        indicator=slot.question.indicator, scope=slot.place, period=round_.given.period
    )
    ReadingFactory(figure=figure, value=Decimal(7))

    (slot,) = round_.slots

    assert (slot.is_answered, slot.is_ours) == (True, False)
    assert sheet_of(round_.given).in_workflow(Workflow.ACCEPTED) == ()


def test_a_flow_is_not_held_against_the_quarter_before(round_):
    round_.ask(name="Uitleningen")
    round_.was("before", 500, question=1)

    assert round_.slots[1].compared_with is None
    assert round_.slots[1].before.value == 500


@pytest.mark.parametrize("count", [1, 3])
def test_sheets_are_made_in_a_fixed_number_of_queries(round_, count, django_assert_num_queries):
    for _number in range(count):
        round_.ask(level="service_area")
        round_.check(question=round_.questions[-1])
    for number in range(len(round_.slots)):
        round_.was("before", 50, question=number)
        round_.answer(90, question=number)
    others = [
        ReturnFactory(
            questionnaire=round_.given.questionnaire,
            period=round_.given.period,
            scope=OrganisationFactory(),
        )
        for _number in range(count - 1)
    ]
    returns = list(
        Return.objects.with_labels().filter(pk__in=[round_.given.pk, *(one.pk for one in others)])
    )

    with django_assert_num_queries(6):
        sheets = sheets_of(returns)
        words = [findings_in_words(slot) for sheet in sheets for slot in sheet.slots]

    assert len(sheets) == count
    assert len(words) == 1 + 2 * count + 1 * (count - 1)


# Checks


def test_a_jump_asks_a_sentence_with_percentage_and_period(round_):
    round_.check()
    round_.was("year_ago", 100)
    round_.answer(160)

    (slot,) = round_.slots

    assert findings_in_words(slot) == ("Dit is 60% meer dan in het 4e kwartaal 2022. Klopt dit?",)
    assert (slot.is_unexplained, slot.is_wrong) == (True, False)
    round_.answer(60)
    assert findings_in_words(round_.slots[0]) == (
        "Dit is 40% minder dan in het 4e kwartaal 2022. Klopt dit?",
    )
    round_.answer(60, explanation="Twee groepen stopten.")
    assert not round_.slots[0].is_unexplained


def test_a_zero_asks_a_sentence(round_):
    round_.check(kind=Check.Kind.ZERO, percent=0, least=5)
    round_.was("before", 86)
    round_.answer(0)

    assert findings_in_words(round_.slots[0]) == (
        "Dit is 0, en in het 3e kwartaal 2023 was het 86. Klopt dit?",
    )


def test_parts_above_their_total_are_wrong(round_):
    total = round_.questions[0].indicator
    round_.ask(name="Jeugd", part_of=total)
    round_.check(kind=Check.Kind.PARTS, severity=Check.Severity.ERROR, percent=0, least=0)
    round_.answer(790)
    round_.answer(812, question=1)

    slot = round_.slots[0]

    assert slot.is_wrong
    assert findings_in_words(slot) == (
        "De delen samen (812) zijn meer dan het totaal (790). Pas één van de twee aan.",
    )
    round_.answer(700, question=1)
    assert not round_.slots[0].is_wrong


def test_the_check_of_a_question_takes_the_place_of_the_general_one(round_):
    round_.check(percent=20)
    round_.check(percent=90, question=round_.questions[0])
    round_.was("year_ago", 100)
    round_.answer(160)

    assert round_.slots[0].findings == ()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 getal is gelijk aan de periode ervoor. Heb je er opnieuw naar gekeken?"),
        (2, "2 getallen zijn gelijk aan de periode ervoor. Heb je er opnieuw naar gekeken?"),
    ],
)
def test_many_the_same_is_told_of_all_together(round_, count, words):
    round_.ask()
    round_.check(kind=Check.Kind.SAME, severity=Check.Severity.INFORMATION, percent=0, least=0)
    for number in range(count):
        round_.was("before", 91, question=number)
        round_.answer(91, question=number)

    assert sheet_in_words(sheet_of(round_.given)) == (words,)


def test_what_somebody_said_is_unchanged_is_not_asked_again(round_):
    round_.check(kind=Check.Kind.SAME, severity=Check.Severity.INFORMATION, percent=0, least=0)
    round_.was("before", 91)

    confirm_unchanged(
        given=round_.given, slot=round_.slots[0], version=0, by=round_.people["manager"]
    )

    assert sheet_in_words(sheet_of(round_.given)) == ()


def test_without_anything_before_nothing_is_found(round_):
    for kind in set(Check.Kind) - {*Check.BESIDE, *Check.BOUND}:
        round_.check(kind=kind)
    round_.answer(160)

    assert round_.slots[0].findings == ()
    assert sheet_in_words(sheet_of(round_.given)) == ()
