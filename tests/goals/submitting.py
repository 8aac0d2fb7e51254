"""A library that handed in a quarter: progress and figures."""

from decimal import Decimal

from biblionet.accounts.models import User
from goals.models import ProgressUpdate
from libraries.models import Organisation, Period, Reading
from programmes import actions as programmes
from programmes.models import Questionnaire, Return
from programmes.overviews import Slot, sheet_of
from tests.factories.goals import AssignmentFactory, update_in
from tests.factories.libraries import IndicatorFactory, NetworkMemberFactory
from tests.factories.programmes import (
    CheckFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
)


def ask(questions: int = 2, **indicator: object) -> Questionnaire:
    """Make a questionnaire of so many questions, with a check on what differs much."""
    questionnaire = QuestionnaireFactory(name="Kwartaalcijfers")
    section = SectionFactory(questionnaire=questionnaire)
    for number in range(questions):
        made = IndicatorFactory(name=f"Kengetal {chr(65 + number)}", **indicator)
        QuestionFactory(section=section, indicator=made)
    CheckFactory(questionnaire=questionnaire)
    return questionnaire


def give(questionnaire: Questionnaire, library: Organisation, quarter: Period) -> Return:
    """Hand a return out to a library."""
    NetworkMemberFactory(network=questionnaire.asked_of, organisation=library)
    programmes.hand_out(period=quarter)
    return returned(library, quarter)


def returned(library: Organisation, quarter: Period) -> Return:
    return Return.objects.with_labels().get(scope=library, period=quarter)


def slots_of(given: Return) -> tuple[Slot, ...]:
    return sheet_of(Return.objects.with_labels().get(pk=given.pk)).slots


def answer(given: Return, *, by: User, value: int = 100, slots: tuple[int, ...] = ()) -> None:
    """Answer what is asked, or only these; a number each."""
    for place, slot in enumerate(slots_of(given)):
        if slots and place not in slots:
            continue
        programmes.save_answer(
            given=given,
            slot=slot,
            value=Decimal(value + place),
            explanation="We telden het na.",
            version=slot.reading.version if slot.reading else 0,
            by=by,
        )


def hand_in(given: Return, *, by: User) -> Return:
    answer(given, by=by)
    programmes.submit_return(given=given, accountable=by, by=by)
    return given


def tell(library: Organisation, quarter: Period, count: int, *, by: User) -> list[ProgressUpdate]:
    """Let a library hand in progress on so many objectives."""
    return [
        update_in(
            "submitted",
            objective=AssignmentFactory(scope=library).objective,
            scope=library,
            period=quarter,
            author=by,
        )
        for _ in range(count)
    ]


def states() -> tuple[list[str], list[str]]:
    """Return the states of all updates and readings, in order."""
    updates = ProgressUpdate.objects.order_by("pk").values_list("state", flat=True)
    readings = Reading.objects.order_by("pk").values_list("workflow", flat=True)
    return list(updates), list(readings)
