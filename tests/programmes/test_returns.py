"""A return from handing out to accepting: who may, what is refused with which sentence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.trail.models import Step
from libraries.actions import close_period
from libraries.models import Reading
from programmes import actions, rules
from programmes.models import Check, Return
from tests.factories.goals import QuarterFactory
from tests.factories.libraries import (
    NetworkMemberFactory,
)
from tests.factories.programmes import QuestionFactory, QuestionnaireFactory
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db
State, Workflow = Return.State, Reading.Workflow
TODAY = date(2024, 1, 10)


# Handing out


def asking(**values):
    """Make a questionnaire that asks something: who is asked nothing gets no return."""
    return QuestionFactory(
        section__questionnaire=QuestionnaireFactory(**values)
    ).section.questionnaire


def test_every_member_of_the_network_gets_a_return_once():
    at = datetime(2023, 11, 3, 12, tzinfo=UTC)
    questionnaire, quarter = asking(days_after=14), QuarterFactory(opened_at=at)
    members = [
        NetworkMemberFactory(network=questionnaire.asked_of).organisation for _number in range(2)
    ]
    NetworkMemberFactory(network=questionnaire.asked_of, ends=date(2023, 6, 30))

    new = actions.hand_out(period=quarter, at=at)
    again = actions.hand_out(period=quarter, at=at + timedelta(days=60))

    assert {one.scope for one in new} == {member.scope_ptr for member in members}
    assert {one.deadline for one in new} == {date(2024, 1, 14)}
    assert {one.handed_out_at for one in new} == {at}
    assert again == []
    assert Return.objects.count() == 2
    assert Step.objects.filter(verb="handed out", by=None).count() == 2


def test_who_is_asked_nothing_gets_no_return():
    NetworkMemberFactory(network=QuestionnaireFactory().asked_of)

    assert actions.hand_out(period=QuarterFactory()) == []


def test_who_is_asked_late_has_as_many_days():
    questionnaire = asking(days_after=14)
    NetworkMemberFactory(network=questionnaire.asked_of)

    opened = QuarterFactory(opened_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    (given,) = actions.hand_out(period=opened, at=datetime(2024, 3, 9, 12, tzinfo=UTC))

    assert given.deadline == date(2024, 3, 14)  # the day it opened is the first


def test_over_a_closed_period_and_what_is_not_in_use_nothing_is_handed_out():
    for dates in ({"starts": date(2024, 1, 1)}, {"ends": date(2023, 12, 30)}):
        NetworkMemberFactory(network=asking(**dates).asked_of)
    NetworkMemberFactory(network=asking(period_kind="month").asked_of)

    assert actions.hand_out(period=QuarterFactory()) == []
    NetworkMemberFactory(network=asking().asked_of)
    assert actions.hand_out(period=QuarterFactory(start=date(2023, 7, 1), is_closed=True)) == []
    assert Return.objects.count() == 0


# Answering


def test_an_answer_is_a_shared_draft_that_says_who(round_):
    first = round_.answer(91)
    second = round_.answer(92, by="colleague", explanation=" Twee erbij. ")

    assert (first.pk, second.value, second.version) == (second.pk, 92, 2)
    assert (second.author.name, second.explanation) == ("Jan Heide", "Twee erbij.")


def test_saving_the_same_changes_nothing(round_):
    round_.answer(91)
    steps = Step.objects.count()

    assert round_.answer(91).version == 1
    assert Step.objects.count() == steps


def test_who_read_an_older_draft_is_told_who_when_and_both_values(round_):
    round_.answer(1913, by="colleague")

    said = refused(round_.answer, value=1931, version=0)

    assert "Jan Heide" in said
    assert "1.913" in said
    assert "1.931" in said
    assert round_.slots[0].reading.value == 1913


def test_confirming_says_who_and_of_what(round_):
    round_.was("before", 91)
    reading = actions.confirm_unchanged(
        given=round_.given, slot=round_.slots[0], version=0, by=round_.people["manager"]
    )

    assert (reading.value, reading.confirms.value) == (91, 91)
    assert Step.objects.filter(verb="confirmed figure", by=round_.people["manager"]).count() == 1
    assert round_.answer(91, explanation="Nagekeken.").confirms_id == reading.confirms_id
    assert round_.answer(92).confirms is None
    again = actions.confirm_unchanged(
        given=round_.given, slot=round_.slots[0], version=3, by=round_.people["manager"]
    )
    assert (again.value, again.confirms.value) == (91, 91)


@pytest.mark.parametrize("before", [None, "not_reported"])
def test_only_a_number_can_be_confirmed(round_, before):
    if before:
        round_.was("before", None, state=before)

    said = refused(
        actions.confirm_unchanged,
        given=round_.given,
        slot=round_.slots[0],
        version=0,
        by=round_.people["manager"],
    )

    assert said == "Er is geen getal van de periode ervoor om te bevestigen. Vul een getal in."


def clear(round_, **more):
    slot = round_.slots[0]
    version = slot.reading.version if slot.reading else 0
    usual = {"given": round_.given, "slot": slot, "version": version}
    return actions.clear_answer(**usual, by=round_.people["manager"], **more)


def test_an_answer_that_was_never_handed_in_can_be_emptied(round_):
    clear(round_)  # there is nothing yet
    round_.answer(91)
    clear(round_)

    assert round_.slots[0].reading is None
    assert Step.objects.filter(verb="discarded draft").count() == 1


def test_what_was_sent_back_is_not_emptied(round_):
    reading = round_.answer(91)
    Reading.objects.filter(pk=reading.pk).update(remark="Klopt dit?")

    with pytest.raises(ValidationError, match="Vul een getal in"):
        clear(round_)

    assert round_.slots[0].reading.value == 91


# Submitting


def test_a_return_goes_as_a_whole_with_its_figures(round_):
    round_.ask()
    for number in range(2):
        round_.answer(question=number)

    given = round_.submit()

    assert (given.state, given.round) == (State.SUBMITTED, 1)
    assert (given.submitted_by.name, given.accountable.name) == ("Manager Heide", "Directeur Heide")
    assert given.confirmation == f"202312-{given.pk}-1"
    assert {slot.reading.workflow for slot in round_.slots} == {Workflow.SUBMITTED}
    assert {slot.reading.author.name for slot in round_.slots} == {"Manager Heide"}


def test_before_it_is_sent_there_is_no_number_to_keep(round_):
    assert round_.given.confirmation == ""


def test_submitting_lists_everything_that_is_missing_wrong_or_unexplained(round_):
    jump, total = round_.questions[0], round_.ask(name="Leden").indicator
    round_.ask(name="Jeugd", part_of=total)
    round_.ask(name="Vragen")
    round_.ask(name="Bezoek")
    optional = round_.ask(name="Telefoon")
    optional.is_required = False
    optional.save()
    round_.check(question=jump)
    round_.check(kind=Check.Kind.PARTS, severity=Check.Severity.ERROR, percent=0)
    round_.was("year_ago", 100)
    round_.answer(160)
    round_.answer(790, question=1)
    round_.answer(812, question=2)
    round_.answer(None, question=3, state=Reading.State.NOT_APPLICABLE)

    with pytest.raises(ValidationError) as refusal:
        round_.submit()

    place = "Bibliotheek de Heide"
    assert refusal.value.messages == [
        f"Vrijwilligers, {place}: Dit is 60% meer dan in het 4e kwartaal 2022. Klopt dit?",
        f"Leden, {place}: De delen samen (812) zijn meer dan het totaal (790). "
        "Pas één van de twee aan.",
        f"Vragen, {place}: Schrijf in één zin waarom er geen getal is.",
        f"Bezoek, {place}: Vul een getal in, of zeg waarom er geen is.",
    ]
    assert Return.objects.get().state == State.DRAFT
    assert Reading.objects.filter(workflow=Workflow.SUBMITTED).count() == 0


def test_not_yet_known_with_a_day_is_an_answer(round_):
    round_.answer(None, state=Reading.State.NOT_YET_KNOWN, expected_on=date(2024, 2, 1))

    assert round_.submit().state == State.SUBMITTED


def test_a_zero_is_an_answer(round_):
    round_.answer(0)

    assert round_.submit().state == State.SUBMITTED


@pytest.mark.parametrize("who", ["staff", "neighbour"])
def test_only_own_people_are_accountable(round_, who):
    round_.answer()

    said = refused(round_.submit, accountable=who)

    assert "Bibliotheek de Heide" in said
    assert Return.objects.get().state == State.DRAFT


def test_the_poi_may_send_for_who_answers(round_):
    round_.answer(by="staff")

    given = round_.submit(by="staff")

    assert (given.submitted_by.name, given.accountable.name) == (
        "Medewerker POI",
        "Directeur Heide",
    )


def test_what_is_submitted_says_who_has_it(round_):
    round_.answer()
    given = round_.submit()

    day = f"{timezone.localdate():%-d}"
    for act in (round_.submit, round_.answer):
        said = refused(act)
        assert "Manager Heide" in said
        assert day in said
        assert "terughalen" in said
    assert actions.state_sentence(given) == said


def test_a_draft_says_that_it_was_not_submitted(round_):
    assert actions.state_sentence(round_.given) == "Dit is nog niet ingestuurd."


def test_a_neighbour_submits_nothing(round_):
    round_.answer()

    with pytest.raises(ValidationError):
        round_.submit(by="neighbour")

    assert Return.objects.get().state == State.DRAFT


def test_after_closing_nothing_goes(round_):
    round_.answer()
    close_period(period=round_.given.period, by=round_.people["admin"])

    with pytest.raises(ValidationError, match="4e kwartaal 2023"):
        round_.submit()


# Taking back, agreeing, sending back


def withdraw(round_, by="manager"):
    return actions.withdraw_return(given=round_.given, by=round_.people[by])


def test_what_was_submitted_is_taken_back_and_sent_again(round_):
    round_.answer()
    round_.submit()

    assert withdraw(round_).state == State.DRAFT
    assert round_.slots[0].reading.workflow == Workflow.DRAFT
    round_.answer(101)
    assert round_.submit().confirmation.endswith("-2")


def test_what_is_in_hand_cannot_be_taken_back(round_):
    assert refused(withdraw, round_=round_) == "Dit is nog niet ingestuurd."


def accept(round_, by="staff"):
    return actions.accept_return(given=round_.given, by=round_.people[by])


def test_agreeing_keeps_the_author_and_settles_the_figures(round_):
    round_.answer()
    round_.submit()

    given = accept(round_)

    (slot,) = round_.slots
    assert (given.state, given.accepted_by.name) == (State.ACCEPTED, "Medewerker POI")
    assert (slot.reading.workflow, slot.reading.author.name) == ("accepted", "Manager Heide")
    assert slot.reading.approver.name == "Medewerker POI"
    slot.reading.figure.refresh_from_db()
    assert slot.reading.figure.current == slot.reading
    said = refused(withdraw, round_=round_)
    assert "Medewerker POI" in said
    assert said == actions.state_sentence(given)


def test_only_the_poi_agrees_and_only_with_what_was_submitted(round_):
    round_.answer()

    assert "Concept" in refused(accept, round_=round_)
    round_.submit()
    assert "Alleen de POI" in refused(accept, round_=round_, by="manager")
    assert Return.objects.get().state == State.SUBMITTED


def send_back(round_, question=0, reason="Klopt dit?", by="staff"):
    return actions.send_back_answer(
        given=round_.given, slot=round_.slots[question], reason=reason, by=round_.people[by]
    )


def test_one_answer_is_sent_back_and_the_others_stay(round_):
    round_.ask()
    for number in range(2):
        round_.answer(question=number)
    round_.submit()

    given = send_back(round_, reason=" Zonder de scholen? ")

    back, stays = round_.slots
    assert given.state == State.SENT_BACK
    assert (back.was_sent_back, back.reading.remark) == (True, "Zonder de scholen?")
    assert (stays.was_sent_back, stays.reading.workflow) == (False, Workflow.SUBMITTED)
    send_back(round_, question=1)
    assert all(slot.was_sent_back for slot in round_.slots)
    round_.answer(120)
    round_.answer(question=1, explanation="Zonder de scholen.")
    assert round_.submit().round == 2
    assert {slot.reading.workflow for slot in round_.slots} == {Workflow.SUBMITTED}


def test_what_was_sent_back_is_changed_or_explained_before_it_goes_again(round_):
    round_.answer()
    round_.submit()
    send_back(round_)

    assert "De POI stuurde dit terug" in refused(round_.submit)
    round_.answer()  # the same number again is no answer
    assert "De POI stuurde dit terug" in refused(round_.submit)
    round_.answer(explanation="Nagekeken: het klopt.")
    assert round_.submit().round == 2


def test_what_was_not_submitted_or_answered_is_not_sent_back(round_):
    assert refused(send_back, round_=round_) == "Dit is nog niet ingestuurd."
    optional = round_.ask()
    optional.is_required = False
    optional.save()
    round_.answer()
    round_.submit()

    refused(send_back, round_=round_, question=1)

    assert Return.objects.get().state == State.SUBMITTED


# Who may


@pytest.mark.parametrize(
    ("who", "for_scope", "reviews"),
    [
        ("manager", True, False),
        ("director", True, False),
        ("staff", False, True),
        ("neighbour", False, False),
    ],
)
def test_who_may_what_with_a_draft(round_, who, for_scope, reviews):
    user, given = round_.people[who], round_.given

    assert rules.can_answer_for(user, given.scope) is for_scope
    assert rules.can_review(user) is reviews


def test_what_is_agreed_everybody_may_read(round_):
    round_.answer()
    round_.submit()
    accept(round_)
    neighbour = round_.people["neighbour"]

    assert list(Return.objects.visible_to(neighbour)) == [round_.given]
    assert not Return.objects.visible_to(neighbour).filter(state=State.DRAFT).exists()
