"""Who may, for every way to stand towards an organisation and every state."""

from datetime import date, timedelta

import pytest

from goals import rules
from libraries.models import Period, PeriodException
from tests.factories.goals import AssignmentFactory, QuarterFactory, update_in

TODAY = date(2024, 1, 10)
PEOPLE = ("manager", "director", "neighbour", "staff", "editor", "admin", "stranger")
REPORTERS = {"manager", "staff", "editor", "admin"}
POI = {"staff", "editor", "admin"}
OWN = REPORTERS | {"director"}
STATES = ("draft", "submitted", "sent_back", "accepted")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["", *STATES])
@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_write(people, library, quarter, person, state):
    update = update_in(state, scope=library, period=quarter) if state else None

    allowed = rules.can_write_update(people[person], library, quarter, update, today=TODAY)

    assert allowed is (person in REPORTERS and state in {"", "draft", "sent_back"})


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_do_what_in_an_open_quarter(people, library, quarter, person, state):
    update = update_in(state, scope=library, period=quarter)
    user = people[person]

    assert {
        "submit": rules.can_submit(user, update, today=TODAY),
        "withdraw": rules.can_withdraw(user, update, today=TODAY),
        "evidence": rules.can_add_evidence(user, update, today=TODAY),
        "accept": rules.can_accept(user, update),
        "send back": rules.can_send_back(user, update),
        "see": rules.can_see_update(user, update),
        "see conversation": rules.can_see_conversation(user, update),
    } == {
        "submit": person in REPORTERS and state in {"draft", "sent_back"},
        "withdraw": person in REPORTERS and state == "submitted",
        "evidence": person in REPORTERS and state in {"draft", "sent_back"},
        "accept": person in POI and state == "submitted",
        "send back": person in POI and state in {"submitted", "accepted"},
        "see": person in OWN or state == "accepted",
        "see conversation": person in OWN,
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", PEOPLE)
def test_rows_and_rule_agree_on_what_one_may_see(people, library, quarter, person, state):
    update = update_in(state, scope=library, period=quarter)
    user = people[person]

    seen = type(update).objects.visible_to(user).filter(pk=update.pk).exists()

    assert seen is rules.can_see_update(user, update)


@pytest.mark.parametrize("person", sorted(REPORTERS))
def test_nobody_writes_or_takes_back_in_a_closed_quarter(people, library, person):
    closed = QuarterFactory(is_closed=True)
    draft = update_in("draft", scope=library, period=closed)
    submitted = update_in("submitted", scope=library, period=closed)

    assert not rules.can_write_update(people[person], library, closed, draft, today=TODAY)
    assert not rules.can_submit(people[person], draft, today=TODAY)
    assert not rules.can_withdraw(people[person], submitted, today=TODAY)


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (1, True), (-1, False)])
def test_an_exception_lasts_until_its_day(people, library, days, allowed):
    closed = QuarterFactory(is_closed=True)
    PeriodException.objects.create(
        period=closed,
        scope=library,
        reason="Ziekte.",
        until=TODAY + timedelta(days=days),
        granted_by=people["admin"],
    )

    writes = rules.can_write_update(people["manager"], library, closed, None, today=TODAY)

    assert writes is allowed


def test_nobody_writes_in_a_quarter_that_was_never_opened(people, library):
    unopened = QuarterFactory(opened_at=None, opened_by=None)

    assert Period.objects.get(pk=unopened.pk).is_open is False
    assert not rules.can_write_update(people["manager"], library, unopened, None, today=TODAY)


@pytest.mark.parametrize("person", PEOPLE)
def test_what_only_the_poi_decides(people, library, person):
    user = people[person]
    running, ended = AssignmentFactory(scope=library), AssignmentFactory(ends=TODAY)

    assert {
        rules.can_review(user),
        rules.can_assign(user),
        rules.can_set_target(user),
        rules.can_set_performance(user),
        rules.can_end_assignment(user, running),
    } == {person in POI}
    assert not rules.can_end_assignment(user, ended)
    assert rules.can_edit_plan(user) is (person == "admin")
