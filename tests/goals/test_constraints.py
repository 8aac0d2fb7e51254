"""What must always be true holds in the database, also for who goes around the actions."""

import pytest
from django.db import IntegrityError, connection, transaction

from goals.models import Performance, Target
from tests.factories.goals import (
    ActionFactory,
    ActionLinkFactory,
    AssignmentFactory,
    FrameworkFactory,
    ObjectiveFactory,
    PerformanceFactory,
    PillarFactory,
    RemarkFactory,
    TargetFactory,
    UpdateFactory,
    update_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def is_refused(sql: str, *values: object) -> bool:
    """Try a statement as somebody at the database would."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert cursor.rowcount == 1, "nothing was tried"
    except IntegrityError:
        return True
    return False


def change(row: object, **values: object) -> bool:
    table, (column, value) = row._meta.db_table, next(iter(values.items()))
    return is_refused(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', value, row.pk)


def test_a_change_that_is_allowed_passes():
    assert not change(UpdateFactory(), note="Andere tekst")


@pytest.mark.parametrize("make", [UpdateFactory, AssignmentFactory, TargetFactory])
def test_a_row_is_about_an_objective_or_an_action_never_both_or_none(make):
    row = make()

    assert change(row, action_id=ActionFactory().pk)
    assert change(row, objective_id=None)


def test_one_update_for_a_thing_a_scope_and_a_period():
    first = UpdateFactory()
    second = UpdateFactory(scope=first.scope, period=first.period)
    third = UpdateFactory(
        objective=None, action=ActionFactory(), scope=first.scope, period=first.period
    )
    fourth = UpdateFactory(
        objective=None, action=ActionFactory(), scope=first.scope, period=first.period
    )

    assert change(second, objective_id=first.objective_id)
    assert change(fourth, action_id=third.action_id)


@pytest.mark.parametrize("state", ["submitted", "sent_back", "accepted"])
@pytest.mark.parametrize("column", ["submitted_at", "submitted_by_id"])
def test_what_was_submitted_says_who_and_when(state, column):
    assert change(update_in(state), **{column: None})


@pytest.mark.parametrize("state", ["submitted", "sent_back", "accepted"])
def test_what_was_submitted_has_a_rating(state):
    assert change(update_in(state), rating="")


@pytest.mark.parametrize("rating", ["attention", "stuck", "dropped"])
def test_off_track_has_a_sentence(rating):
    assert change(update_in("submitted", rating=rating), note="")
    assert not change(update_in("draft", rating=rating), note="")


@pytest.mark.parametrize("column", ["accepted_at", "accepted_by_id"])
def test_what_was_agreed_with_says_who_and_when(column):
    assert change(update_in("accepted"), **{column: None})


def test_only_what_was_agreed_with_says_so():
    assert change(update_in("accepted"), state="submitted")
    assert change(update_in("submitted"), state="accepted")


def test_another_rating_has_a_reason():
    update = update_in("accepted")

    assert change(update, poi_rating="stuck")
    assert not change(update, poi_rating=update.rating)


def test_a_round_has_one_remark_that_says_something():
    first = RemarkFactory()
    second = RemarkFactory(update_sent_back=first.update_sent_back, round=2)

    assert change(second, round=1)
    assert change(second, text="")


def test_the_plan_keeps_its_order():
    framework = FrameworkFactory()
    pillars = PillarFactory.create_batch(2, framework=framework)
    objectives = ObjectiveFactory.create_batch(2, framework=framework)
    links = ActionLinkFactory.create_batch(2, action=ActionFactory())

    assert change(pillars[1], order=pillars[0].order)
    assert change(objectives[1], order=objectives[0].order)
    assert change(objectives[1], code=objectives[0].code)
    assert change(links[1], objective_id=links[0].objective_id)
    assert change(framework, in_use_until="2022-12-31")


def test_a_margin_is_a_percentage():
    assert change(TargetFactory(), margin=101)
    assert Target.objects.get().margin == 0


@pytest.mark.parametrize("column", ["budget", "spent"])
def test_an_amount_is_not_negative(column):
    assert change(PerformanceFactory(), **{column: -1})
    assert Performance.objects.get().budget is None
