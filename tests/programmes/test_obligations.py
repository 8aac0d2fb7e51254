"""What is due by law: who owes it, by when, who is late, and who says that it was met."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from biblionet.trail.actions import record
from biblionet.trail.models import Step
from programmes import actions
from programmes.models import Fulfilment, Obligation
from programmes.overviews import obligation_lines, obligations_in, years_of_obligations
from programmes.standing import Stand, inside_day, same_day_in, stand_of
from tests.factories.libraries import (
    NetworkMemberFactory,
    OrganisationFactory,
    ServiceAreaFactory,
)
from tests.factories.programmes import (
    FulfilmentFactory,
    ObligationFactory,
    QuestionnaireFactory,
    ReturnFactory,
)
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db
DUE = date(2024, 3, 13)
BEFORE, AFTER = date(2024, 3, 1), date(2024, 3, 20)


# Arithmetic


@pytest.mark.parametrize(
    ("today", "is_met", "is_kept", "stand"),
    [
        (date(2024, 2, 26), False, True, Stand.TO_DO),
        (date(2024, 2, 27), False, True, Stand.TO_DO),  # the own day itself
        (date(2024, 2, 28), False, True, Stand.LATE_INSIDE),
        (DUE, False, True, Stand.LATE_INSIDE),
        (date(2024, 3, 14), False, True, Stand.LATE),
        (date(2024, 3, 14), True, True, Stand.MET),
        (date(2024, 3, 14), False, False, Stand.NOT_KEPT),
        (DUE, False, False, Stand.LATE_INSIDE),
    ],
)
def test_late_is_what_was_not_met_after_its_day(today, is_met, is_kept, stand):
    inside = inside_day(DUE, 15)

    assert inside == date(2024, 2, 27)
    assert stand_of(due=DUE, inside=inside, is_met=is_met, is_kept=is_kept, today=today) == stand


def test_without_days_for_ourselves_there_is_no_own_day():
    assert inside_day(DUE, 0) is None
    assert inside_day(None, 15) is None
    assert stand_of(due=None, inside=None, is_met=False, is_kept=True, today=AFTER) == Stand.TO_DO


def test_29_february_has_a_day_in_every_year():
    assert same_day_in(date(2024, 2, 29), 2025) == date(2025, 2, 28)
    assert same_day_in(date(2024, 2, 29), 2028) == date(2028, 2, 29)


# Who owes it, and how that stands


@pytest.fixture
def obligation(cast):
    """What the library and a neighbour owe the KB."""
    due = ObligationFactory(name="Vragenlijst Bezit", days_inside=15)
    NetworkMemberFactory(network=due.asked_of, organisation=cast["library"])
    NetworkMemberFactory(
        network=due.asked_of, organisation=cast["neighbour"].memberships.get().scope.organisation
    )
    NetworkMemberFactory(network=due.asked_of, ends=date(2024, 3, 12))  # no member any more
    return due


def line_of(due, user, today=AFTER):
    (line,) = obligation_lines(Obligation.objects.filter(pk=due.pk), user, today=today)
    return line


def test_a_network_owes_as_its_members_on_the_last_day(obligation, cast):
    debts = line_of(obligation, cast["staff"]).debts

    assert {debt.scope.name for debt in debts} == {
        "Bibliotheek de Heide",
        cast["neighbour"].memberships.get().scope.name,
    }
    assert {(debt.stand, debt.days_late, debt.inside) for debt in debts} == {
        (Stand.LATE, 7, date(2024, 2, 27))
    }


@pytest.mark.parametrize(("who", "seen"), [("manager", 1), ("director", 1), ("staff", 2)])
def test_how_others_stand_is_their_own_business(obligation, cast, who, seen):
    debts = line_of(obligation, cast[who]).debts

    assert len(debts) == seen
    assert cast["library"].scope_ptr in {debt.scope for debt in debts}


def test_what_one_body_owes_is_its_own(cast):
    due = ObligationFactory(asked_of=cast["staff"].memberships.get().scope)

    assert [debt.scope.code for debt in line_of(due, cast["staff"]).debts] == ["poi"]
    assert line_of(due, cast["manager"]).debts == ()


def test_what_only_happens_is_owed_by_nobody(obligation, cast):
    Obligation.objects.update(is_deadline=False)

    assert line_of(obligation, cast["staff"]).debts == ()


def test_who_said_that_it_was_met_stands_with_it(obligation, cast):
    FulfilmentFactory(obligation=obligation, scope=cast["library"], by=cast["colleague"])

    (debt,) = line_of(obligation, cast["manager"]).debts

    assert (debt.stand, debt.met_on, debt.met_by) == (
        Stand.MET,
        date(2024, 3, 11),
        cast["colleague"],
    )
    assert not debt.can_be_marked


@pytest.fixture
def asked(obligation, cast):
    """The obligation is met by answering a questionnaire, ten days before it is due."""
    obligation.questionnaire = QuestionnaireFactory(period_kind="calendar_year", days_inside=20)
    obligation.days_inside = 0
    obligation.save()
    return ReturnFactory(
        questionnaire=obligation.questionnaire,
        scope=cast["library"],
        period=obligation.period,
        deadline=date(2024, 3, 3),
    )


def hand_in(given, cast, state="submitted"):
    at = datetime(2024, 3, 2, 12, tzinfo=UTC)
    values = {"submitted_at": at, "submitted_by": cast["manager"], "accountable": cast["director"]}
    type(given).objects.filter(pk=given.pk).update(state=state, round=1, **values)


def test_a_questionnaire_is_met_by_handing_in_its_return(obligation, asked, cast):
    (before,) = line_of(obligation, cast["manager"], today=date(2024, 2, 12)).debts
    hand_in(asked, cast)
    (after,) = line_of(obligation, cast["manager"]).debts

    assert (before.stand, before.inside) == (Stand.TO_DO, date(2024, 2, 12))
    assert (after.stand, after.met_on, after.met_by) == (
        Stand.MET,
        date(2024, 3, 2),
        cast["manager"],
    )
    assert line_of(obligation, cast["manager"]).inside == date(2024, 2, 12)


def test_what_was_sent_back_is_not_met(obligation, asked, cast):
    hand_in(asked, cast, state="sent_back")

    (debt,) = line_of(obligation, cast["manager"]).debts
    assert (debt.stand, debt.given, debt.met_on, debt.met_by) == (Stand.LATE, asked, None, None)


def test_who_answers_for_each_place_has_met_it_once_all_are_in(obligation, asked, cast):
    areas = [ServiceAreaFactory(owner=cast["library"]) for _number in range(2)]
    asked.scope = areas[0]
    asked.save()
    other = ReturnFactory(
        questionnaire=asked.questionnaire, scope=areas[1], period=asked.period, deadline=DUE
    )
    hand_in(asked, cast)
    (halfway,) = line_of(obligation, cast["manager"]).debts
    hand_in(other, cast)
    (done,) = line_of(obligation, cast["manager"]).debts

    assert (halfway.stand, halfway.given) == (Stand.LATE, other)
    assert done.stand == Stand.MET


def test_what_was_over_before_it_came_in_the_portal_is_not_late(obligation, cast):
    with time_machine.travel(datetime(2024, 3, 13, 9, tzinfo=UTC)):
        kept = ObligationFactory(asked_of=obligation.asked_of)
        record("loaded", kept, by=None)
    for day in (14, 15):
        with time_machine.travel(datetime(2024, 3, day, 9, tzinfo=UTC)):
            record("loaded", obligation, by=None)

    assert line_of(obligation, cast["manager"]).debts[0].stand == Stand.NOT_KEPT
    assert line_of(kept, cast["manager"]).debts[0].stand == Stand.LATE


def test_what_is_answered_here_is_late_whenever_it_came_in_the_portal(obligation, asked, cast):
    record("loaded", obligation, by=None)

    assert line_of(obligation, cast["manager"]).debts[0].stand == Stand.LATE


def test_a_day_in_words_is_late_after_the_last_day_it_can_be(obligation, cast):
    Obligation.objects.update(ends_on=date(2024, 3, 1), ends_precision="month")
    obligation.refresh_from_db()

    assert not line_of(obligation, cast["manager"], today=date(2024, 3, 31)).late
    assert line_of(obligation, cast["manager"], today=date(2024, 4, 1)).late


def test_a_deadline_without_a_day_is_never_late(obligation, cast):
    Obligation.objects.update(ends_on=None, ends_words="twee per jaar")

    (debt,) = line_of(obligation, cast["manager"]).debts
    assert (debt.stand, debt.days_late) == (Stand.TO_DO, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_calendar_asks_no_more(obligation, asked, cast, count, django_assert_num_queries):
    for _number in range(count - 1):
        due = ObligationFactory(
            asked_of=obligation.asked_of, questionnaire=asked.questionnaire, period=asked.period
        )
        FulfilmentFactory(obligation=due, scope=cast["library"])

    with django_assert_num_queries(7):  # with what the person is entrusted with
        lines = obligation_lines(Obligation.objects.all(), cast["staff"], today=AFTER)
        seen = [(debt.met_by, debt.scope.owner_code) for line in lines for debt in line.debts]
    assert len(seen) == 2 * count


def test_a_year_has_what_is_due_in_it_and_what_has_no_day():
    made = {
        "ends": ObligationFactory(),
        "starts": ObligationFactory(ends_on=None, ends_words="ooit", starts_on=DUE),
        "about": ObligationFactory(ends_on=None, ends_words="ooit", period__start=date(2024, 1, 1)),
        "always": ObligationFactory(ends_on=None, is_deadline=False, period=None),
        "other": ObligationFactory(ends_on=date(2025, 3, 1), starts_on=DUE),
    }

    assert set(obligations_in(2024)) == {made[one] for one in ("ends", "starts", "about", "always")}
    assert set(obligations_in(2023)) == {made["always"]}
    assert years_of_obligations() == (2025, 2024)


# Saying that it was met


def mark(due, cast, by="manager", scope="library", **values):
    arguments = {"met_on": DUE, **values}
    return {"obligation": due, "scope": cast[scope], "by": cast[by], **arguments}


@pytest.mark.parametrize("by", ["manager", "director", "staff"])
def test_who_answers_for_it_says_that_it_was_met(obligation, cast, by):
    met = actions.mark_met(**mark(obligation, cast, by=by, note=" In G!DS. "))

    assert (met.met_on, met.note, met.by) == (DUE, "In G!DS.", cast[by])
    step = Step.objects.get(verb="marked as met")
    assert (step.by, step.scope, step.details) == (cast[by], "heide", {"met_on": "2024-03-13"})


def test_others_do_not_say_that_it_was_met(obligation, cast):
    said = refused(actions.mark_met, **mark(obligation, cast, by="neighbour"))

    assert said == "Manager Veen staat niet in voor Bibliotheek de Heide."
    assert Fulfilment.objects.count() == 0


def test_who_owes_nothing_meets_nothing(obligation, cast):
    other = OrganisationFactory(name="Elders")

    said = refused(
        actions.mark_met, obligation=obligation, scope=other, met_on=DUE, by=cast["staff"]
    )

    assert said == "Elders hoeft dit niet te doen."


def test_a_day_that_has_not_come_is_refused(obligation, cast):
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert refused(actions.mark_met, **mark(obligation, cast, met_on=tomorrow)) == (
        "Deze dag is nog niet geweest."
    )


def test_it_is_met_once(obligation, cast):
    actions.mark_met(**mark(obligation, cast))

    assert refused(actions.mark_met, **mark(obligation, cast)) == "Dit stond al op klaar."


@pytest.mark.parametrize("of", ["library", "area"])
def test_a_questionnaire_that_is_here_says_so_itself(obligation, asked, cast, of):
    if of == "area":
        asked.scope = ServiceAreaFactory(owner=cast["library"])
        asked.save()

    assert refused(actions.mark_met, **mark(obligation, cast)) == (
        "Dit is klaar als de vragenlijst is ingestuurd. Stuur die in."
    )
    asked.delete()
    assert actions.mark_met(**mark(obligation, cast)).pk


def test_taking_it_back_leaves_what_was_said_in_the_trail(obligation, cast):
    met = actions.mark_met(**mark(obligation, cast, note="Te vroeg."))

    assert refused(actions.unmark, fulfilment=met, by=cast["neighbour"])
    actions.unmark(fulfilment=met, by=cast["director"])

    assert Fulfilment.objects.count() == 0
    step = Step.objects.get(verb="marked as not met")
    assert (step.by, step.scope) == (cast["director"], "heide")
    assert step.details == {"met_on": "2024-03-13", "note": "Te vroeg."}
