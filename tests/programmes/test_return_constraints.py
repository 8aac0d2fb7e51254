"""What must always be true of returns holds in the database, for who goes around the actions."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from libraries.models import Reading
from programmes.models import Check, Return
from tests.factories.programmes import ReturnFactory

pytestmark = pytest.mark.django_db
State, Workflow = Return.State, Reading.Workflow
TODAY = date(2024, 1, 10)


def is_refused(row, **values):
    """Change a row as somebody at the database would."""
    columns = ", ".join(f'"{column}" = %s' for column in values)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET {columns} WHERE id = %s",
                [*values.values(), row.pk],
            )
            assert cursor.rowcount == 1, "nothing was tried"
    except IntegrityError:
        return True
    return False


@pytest.mark.sqlite
def test_the_database_keeps_a_return_whole(round_):
    given, at = round_.given, timezone.now()
    by = round_.people["manager"].pk

    assert not is_refused(given, deadline=date(2024, 2, 1))
    assert is_refused(given, state="submitted")
    assert is_refused(given, state="accepted")
    assert is_refused(given, accepted_at=at)
    sent = {"submitted_at": at, "submitted_by_id": by, "accountable_id": by}
    assert is_refused(given, state="submitted", **sent, round=0)
    assert not is_refused(given, state="submitted", **sent, round=1)
    assert is_refused(given, accountable_id=None)
    assert is_refused(given, state="accepted", accepted_at=at)
    assert not is_refused(given, state="accepted", accepted_at=at, accepted_by_id=by)


@pytest.mark.sqlite
def test_the_database_hands_out_once(round_):
    given = round_.given
    other = ReturnFactory(questionnaire=given.questionnaire, period=given.period)

    assert is_refused(other, scope_id=given.scope_id)


@pytest.mark.sqlite
def test_the_database_keeps_questionnaires_in_order(round_):
    questionnaire, question = round_.given.questionnaire, round_.questions[0]
    second = round_.ask()
    round_.check()
    round_.check(question=question)
    general, own = Check.objects.order_by("pk")

    assert is_refused(second, order=question.order)
    assert is_refused(second, indicator_id=question.indicator_id)
    assert is_refused(own, question_id=None)
    assert is_refused(general, question_id=question.pk)
    assert is_refused(general, percent=0)
    assert is_refused(questionnaire, starts=date(2024, 1, 1), ends=date(2023, 1, 1))
