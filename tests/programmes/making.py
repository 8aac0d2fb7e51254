"""A questionnaire to build on: two sections, a figure with checks, a choice, a text."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.trail.models import Step
from libraries.models import Indicator, Period
from programmes import actions, overviews
from programmes.models import Check, Question, Questionnaire, Return, Section
from tests.factories.libraries import IndicatorFactory, PeriodFactory
from tests.factories.programmes import (
    CheckFactory,
    OptionFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReturnFactory,
    SectionFactory,
)

Kind = Question.Kind


@dataclass(frozen=True)
class Form:
    """A questionnaire over a calendar year, with its parts by name."""

    questionnaire: Questionnaire
    first: Section
    second: Section
    visits: Question
    loans: Question
    choice: Question
    text: Question


def make_form(**values: object) -> Form:
    """Ask two figures and a choice, and in a second section why."""
    questionnaire = QuestionnaireFactory(
        **{
            "code": "enquete-2023",
            "name": "Enquête 2023",
            "period_kind": Period.Kind.CALENDAR_YEAR,
            **values,
        }
    )
    first = SectionFactory(questionnaire=questionnaire, order=1, number="A", title="Gebruik")
    second = SectionFactory(questionnaire=questionnaire, order=2, number="B", title="Waarom")
    visits = ask(first, 1, "A1", indicator=counted("VISITS", "Bezoeken"))
    loans = ask(first, 2, "A2", indicator=counted("LOANS", "Uitleningen"))
    choice = say(first, 3, "A3", Kind.CHOICE, "Is er een plan?")
    for order, name in enumerate(("ja", "nee"), 1):
        OptionFactory(question=choice, order=order, code=name, name=name.capitalize())
    text = say(second, 1, "B1", Kind.TEXT, "Waarom niet?", is_required=False)
    CheckFactory(questionnaire=questionnaire, percent=20, least=10)
    beside = {"questionnaire": questionnaire, "percent": 0, "least": 0}
    CheckFactory(question=loans, kind=Check.Kind.RATIO, other=visits, low=1, high=5, **beside)
    CheckFactory(question=text, kind=Check.Kind.REQUIRED, other=choice, wanted="nee", **beside)
    return Form(questionnaire, first, second, visits, loans, choice, text)


def counted(code: str, name: str) -> Indicator:
    """Return an indicator that several questionnaires may ask."""
    there = Indicator.objects.filter(code=code).first()
    return there or IndicatorFactory(code=code, name=name)


def ask(section: Section, order: int, number: str, **more: object) -> Question:
    return QuestionFactory(section=section, order=order, number=number, **more)


def say(section: Section, order: int, number: str, kind: str, text: str, **more: object):
    """Ask something that is no figure."""
    return ask(section, order, number, kind=kind, indicator=None, text=text, **more)


def handed_out(form: Form, cast, **values) -> Return:
    """Give the library a return of the year 2023, still in hand."""
    period = PeriodFactory(is_opened=True)
    return ReturnFactory(
        questionnaire=form.questionnaire, scope=cast["library"], period=period, **values
    )


def answered(form: Form, cast, question: Question) -> Return:
    given = handed_out(form, cast)
    slot = next(one for one in overviews.sheet_of(given).slots if one.question == question)
    if slot.is_figure:
        actions.save_answer(given=given, slot=slot, value=Decimal(5), by=cast["manager"])
    else:
        value = "ja" if question.kind == Kind.CHOICE else "Daarom."
        actions.say(given=given, slot=slot, value=value, by=cast["manager"])
    return given


def handed_in(form: Form, cast) -> Return:
    people = cast["manager"]
    now = timezone.now()
    state = {"state": "submitted", "submitted_at": now, "submitted_by": people}
    return handed_out(form, cast, accountable=people, round=1, **state)


def sentence_of(act, **values) -> str:
    """Return what is said when something is refused; it changes nothing."""
    with pytest.raises(ValidationError) as refused:
        act(**values)
    return " ".join(refused.value.messages)


def steps(verb: str) -> list[tuple[str, dict]]:
    return [(one.label, one.details) for one in Step.objects.filter(verb=verb).order_by("pk")]
