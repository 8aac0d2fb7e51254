"""A library with two places that answers a quarter, for tests of several rooms."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from biblionet.accounts.models import User
from libraries.models import Indicator, Membership, Organisation, Period, Scope
from programmes import actions
from programmes.models import Question, Return, Section
from programmes.overviews import Slot, sheet_of
from tests.factories.goals import QuarterFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    ServiceAreaFactory,
)
from tests.factories.programmes import (
    CheckFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReturnFactory,
    SectionFactory,
)

Role = Membership.Role
STOCK = {"nature": Indicator.Nature.STOCK, "over_time": Indicator.OverTime.LAST}
QUARTERS = {"now": date(2023, 10, 1), "before": date(2023, 7, 1), "year_ago": date(2022, 10, 1)}


@dataclass
class Round:
    """One return with its people; made bigger by the tests that want more of something."""

    given: Return
    section: Section
    library: Organisation
    places: list[Scope]
    people: dict[str, User]
    quarters: dict[str, Period]
    questions: list[Question] = field(default_factory=list)

    def ask(self, **indicator: object) -> Question:
        """Ask one thing more: of the library, unless the indicator has another level."""
        question = QuestionFactory(section=self.section, indicator=IndicatorFactory(**indicator))
        self.questions.append(question)
        return question

    def check(self, **values: object) -> None:
        CheckFactory(questionnaire=self.given.questionnaire, **values)

    def was(self, when: str, value: int | None, *, question: int = 0, **reading: object) -> None:
        """Let something have been accepted in an earlier quarter."""
        slot = self.slots[question]
        figure = FigureFactory(
            indicator=slot.question.indicator,
            scope=slot.place,
            period=self.quarters[when],
            part=slot.part,
        )
        typed = {"value": value and Decimal(value), "author": self.people["manager"], **reading}
        figure.current = EntryFactory(figure=figure, is_accepted=True, **typed)
        figure.save()

    @property
    def slots(self) -> tuple[Slot, ...]:
        return sheet_of(self.given).slots

    def answer(self, value: int | None = 100, *, question: int = 0, by: str = "manager", **more):
        slot = self.slots[question]
        version = slot.reading.version if slot.reading else 0
        number = None if value is None else Decimal(value)
        return actions.save_answer(
            given=self.given,
            slot=slot,
            **{"value": number, "version": version, "by": self.people[by], **more},
        )

    def submit(self, by: str = "manager", accountable: str = "director") -> Return:
        people = self.people
        return actions.submit_return(
            given=self.given, accountable=people[accountable], by=people[by]
        )


def make_round(library: Organisation, people: dict[str, User]) -> Round:
    """One question to the library itself, without checks, over the last quarter of 2023."""
    questionnaire = QuestionnaireFactory(code="kwartaal", name="Kwartaalcijfers")
    NetworkMemberFactory(network=questionnaire.asked_of, organisation=library)
    quarters = {name: QuarterFactory(start=start) for name, start in QUARTERS.items()}
    places = [
        ServiceAreaFactory(owner=library, place__name=name, name=name) for name in ("Aa", "Borger")
    ]
    made = Round(
        given=ReturnFactory(questionnaire=questionnaire, scope=library, period=quarters["now"]),
        section=SectionFactory(questionnaire=questionnaire, title="Mensen"),
        library=library,
        places=places,
        people=people,
        quarters=quarters,
    )
    made.ask(code="VOLUNTEERS", name="Vrijwilligers", **STOCK)
    return made
