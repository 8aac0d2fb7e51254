"""A library that fills in a form of the data delivery, for tests of several rooms."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from biblionet.accounts.models import User
from libraries.actions import period_of_kind
from libraries.models import Indicator, Organisation, Period, Reading, Scope, Year
from programmes import actions
from programmes.models import Delegation, Question, Return, Section
from programmes.overviews import Slot, sheet_of
from tests.factories.libraries import (
    BranchFactory,
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    PeriodFactory,
    PublicationFactory,
    ReadingFactory,
)
from tests.factories.programmes import (
    CheckFactory,
    OptionFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReturnFactory,
    SectionFactory,
)

YEAR, BEFORE = date(2023, 1, 1), date(2022, 1, 1)
BRANCH = {"level": Scope.Kind.BRANCH}


@dataclass
class Form:
    """One form with two sections and two branches; made bigger by tests that want more."""

    given: Return
    sections: list[Section]
    library: Organisation
    branches: list[Scope]
    people: dict[str, User]
    before: Period
    questions: list[Question] = field(default_factory=list)

    def ask(self, *, section: int = 0, number: str = "", question: dict | None = None, **indicator):
        """Ask a figure more: of the library, unless the indicator has another level."""
        asked = QuestionFactory(
            section=self.sections[section],
            number=number,
            indicator=IndicatorFactory(**indicator),
            **(question or {}),
        )
        self.questions.append(asked)
        return asked

    def ask_else(self, kind: str, *, section: int = 1, options: str = "", **values: Any):
        """Ask something that is no figure, with the codes of its options."""
        asked = QuestionFactory(
            section=self.sections[section],
            indicator=None,
            kind=kind,
            **{"text": f"Vraag naar {kind}", **values},
        )
        for code in options.split():
            OptionFactory(question=asked, code=code, name=code.capitalize())
        self.questions.append(asked)
        return asked

    def check(self, **values: object) -> None:
        CheckFactory(questionnaire=self.given.questionnaire, **values)

    def slots_of(self, question: Question) -> list[Slot]:
        return [slot for slot in sheet_of(self.given).slots if slot.question == question]

    def slot(self, question: Question, place: int = 0) -> Slot:
        return self.slots_of(question)[place]

    def was(self, value: int | None, question: Question, *, place: int = 0, **reading: Any) -> None:
        """Let a figure have been accepted a year before."""
        slot = self.slot(question, place)
        figure = FigureFactory(
            indicator=slot.indicator,
            scope=slot.place,
            period=self._like(slot.period),
            part=slot.part,
        )
        typed = {"value": value and Decimal(value), "author": self.people["manager"], **reading}
        figure.current = EntryFactory(figure=figure, is_accepted=True, **typed)
        figure.save()

    def _like(self, period: Period) -> Period:
        if period.kind == Period.Kind.CALENDAR_YEAR:
            return self.before
        day = date(period.end.year - 1, period.end.month, period.end.day)
        return PeriodFactory(kind=period.kind, start=day, end=day)

    def bring(self, value: int, question: Question, *, place: int = 0) -> Reading:
        """Let another source have brought a figure of this year."""
        slot = self.slot(question, place)
        figure = FigureFactory(
            indicator=slot.indicator, scope=slot.place, period=slot.period, part=slot.part
        )
        reading = ReadingFactory(
            figure=figure, value=Decimal(value), publication=PublicationFactory(title="G!DS")
        )
        figure.current = reading
        figure.save()
        return reading

    def answer(
        self, value: object, question: Question, *, place: int = 0, by: str = "manager", **more: Any
    ) -> object:
        """Answer a question of any kind."""
        slot, person = self.slot(question, place), self.people[by]
        if slot.is_figure:
            version = slot.reading.version if slot.reading and slot.is_ours else 0
            number = None if value is None else Decimal(str(value))
            typed = {"value": number, "version": version, **more}
            return actions.save_answer(given=self.given, slot=slot, by=person, **typed)
        typed = {"value": value, "version": slot.answer.version if slot.answer else 0, **more}
        return actions.say(given=self.given, slot=slot, by=person, **typed)

    def submit(self) -> Return:
        people = self.people
        return actions.submit_return(
            given=self.given, accountable=people["director"], by=people["manager"]
        )

    def approve(self) -> Return:
        return actions.approve_return(given=self.given, by=self.people["director"])

    def accept(self) -> Return:
        return actions.accept_return(given=self.given, by=self.people["staff"])


def make_form(library: Organisation, people: dict[str, User]) -> Form:
    """A form over 2023 with a section of figures and one of other questions, asked of a library."""
    questionnaire = QuestionnaireFactory(
        code="wsob-bezit",
        name="Bezit",
        period_kind=Period.Kind.CALENDAR_YEAR,
        needs_approval=True,
        days_inside=14,
    )
    NetworkMemberFactory(network=questionnaire.asked_of, organisation=library)
    made = Form(
        given=ReturnFactory(
            questionnaire=questionnaire,
            scope=library,
            period=PeriodFactory(start=YEAR, is_opened=True),
            deadline=date(2024, 3, 15),
        ),
        sections=[
            SectionFactory(questionnaire=questionnaire, order=order, number=number, title=title)
            for order, number, title in ((1, "A", "Collectie"), (2, "B", "Beleid"))
        ],
        library=library,
        branches=[BranchFactory(owner=library, name=name) for name in ("Aa", "Borger")],
        people=people,
        before=PeriodFactory(start=BEFORE),
    )
    made.ask(number="A1", name="Boeken", code="BOOKS", decimals=0)
    return made


STOCK = {"nature": Indicator.Nature.STOCK, "over_time": Indicator.OverTime.LAST}


def samples_of_forms(own: str, year: Year, director: User) -> dict[str, tuple[object, ...]]:
    """Return with what the pages of forms of an organisation are tried, in the example.

    One is filled in, with a colleague; one was handed in.
    """
    forms = Return.objects.with_labels().filter(
        scope__code=own, state="draft", questionnaire__layout="form", period__is_example=True
    )
    writing, handed_in = forms.order_by("questionnaire__code")[:2]
    slot = next(one for one in sheet_of(handed_in).slots if one.is_figure and not one.reading)
    place = {"scope": slot.place, "indicator": slot.indicator, "part": slot.part}
    EntryFactory(
        **{f"figure__{name}": value for name, value in place.items()},
        figure__period=period_of_kind(kind=slot.period.kind, like=handed_in.period),
        is_submitted=True,
    )
    people = dict.fromkeys(("submitted_by", "accountable"), director)
    Return.objects.filter(pk=handed_in.pk).update(
        state="submitted", submitted_at=timezone.now(), round=1, **people
    )
    section = Section.objects.filter(questionnaire=writing.questionnaire).first()
    asked = Delegation.objects.create(
        given=writing, section=section, colleague=director, asked_by=director
    )
    first = (writing.pk, 1)
    of_form = ("delivery", "check_delivery", "delivery_contact")
    of_sent = ("approve", "judge", "accept", "withdraw")
    return {
        "programmes:deliveries_of_year": (year,),
        **{f"programmes:{name}": (writing.pk,) for name in of_form},
        **{f"programmes:{name}_delivery": (handed_in.pk,) for name in of_sent},
        "programmes:delivery_section": first,
        "programmes:delivery_section_page": (*first, 1),
        "programmes:ask_colleague": first,
        "programmes:finish_section": (writing.pk, asked.pk),
        "programmes:withdraw_section": (writing.pk, asked.pk),
        "programmes:send_back_delivered": (handed_in.pk, slot.key),
        "programmes:declare_finality": (handed_in.pk,),
        "programmes:delivery_file": (writing.pk, "xlsx"),
    }
