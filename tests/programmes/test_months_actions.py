"""Several months, or several cells of them, at once: all of it, or nothing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from libraries.actions import close_period
from libraries.models import Period, Reading
from programmes import actions
from programmes.actions import Pasted

pytestmark = pytest.mark.django_db


def pasted(months, question, month, value, version=0):
    cell = months.cell(question, month)
    return Pasted(months.returns[month], cell.slot, Decimal(value), version)


def test_one_number_that_is_refused_keeps_all_others_out(months):
    months.open_month(1)
    months.open_month(2)
    months.answer(0, 2, 50)

    with pytest.raises(ValidationError) as refusal:
        actions.paste_answers(
            pasted=[pasted(months, 0, 1, 70), pasted(months, 0, 2, 80, version=0)],
            by=months.people["manager"],
        )

    (told,) = refusal.value.messages
    assert told.startswith("Aangevraagd in de provincie, februari 2023: ")
    assert list(Reading.objects.values_list("value", flat=True)) == [50]


def test_a_month_that_was_closed_meanwhile_takes_nothing(months):
    given = months.open_month(1)
    waiting = pasted(months, 0, 1, 70)
    close_period(period=Period.objects.get(pk=given.period_id), by=months.people["admin"])
    waiting.given.period.refresh_from_db()

    with pytest.raises(ValidationError, match="gesloten"):
        actions.paste_answers(pasted=[waiting], by=months.people["manager"])


def test_what_somebody_changed_since_is_not_put_back(months):
    months.open_month(1)
    put = actions.paste_answers(pasted=[pasted(months, 0, 1, 70)], by=months.people["manager"])
    months.answer(0, 1, 71)
    (one,) = put
    now = actions.Put(one.given, months.cell(0, 1).slot, one.version, one.before)

    assert actions.take_back_paste(put=[now], by=months.people["manager"]).count == 0
    assert months.cell(0, 1).reading.value == 71


def test_no_months_is_nothing_to_hand_in_or_agree_with(months):
    people = months.people

    with pytest.raises(ValidationError, match="geen maand om in te sturen"):
        actions.submit_months(returns=[], accountable=people["director"], by=people["manager"])
    with pytest.raises(ValidationError, match="geen maand om akkoord"):
        actions.accept_months(returns=[], rounds={}, by=people["staff"])


def test_one_month_handed_in_again_keeps_the_others_unaccepted(months):
    for number in (1, 2):
        months.open_month(number)
        months.fill(number)
        months.submit(number)
    rounds = {months.returns[1].pk: 1, months.returns[2].pk: 7}

    with pytest.raises(ValidationError, match="februari 2023 is intussen opnieuw"):
        actions.accept_months(
            returns=list(months.returns.values()), rounds=rounds, by=months.people["staff"]
        )

    assert {months.page().month(number).state for number in (1, 2)} == {"submitted"}


def test_who_hands_in_months_reports_for_the_library(months):
    months.open_month(1)
    months.fill(1)

    with pytest.raises(ValidationError, match="januari 2023: "):
        actions.submit_months(
            returns=[months.returns[1]],
            accountable=months.people["director"],
            by=months.people["neighbour"],
        )
