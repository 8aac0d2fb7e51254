"""A library that answers a year of months, and the people around it, for tests of several rooms."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from biblionet.accounts.models import User
from libraries.models import Indicator, Organisation, Period, Scope, Year
from libraries.standing import spans_of_year
from programmes import actions
from programmes.models import Question, Questionnaire, Return
from programmes.overviews import MonthsPage, cells_by_key, months_page, sheet_of
from tests.factories.accounts import UserFactory
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    IndicatorFactory,
    NetworkMemberFactory,
    PeriodFactory,
)
from tests.factories.programmes import (
    QuestionFactory,
    QuestionnaireFactory,
    ReturnFactory,
    SectionFactory,
)

YEAR = Year(2023)
TODAY = date(2023, 10, 5)
LEAD = {
    "unit": "dagen",
    "decimals": 1,
    "over_places": Indicator.OverPlaces.NOT_ADDITIVE,
    "over_time": Indicator.OverTime.AVERAGE,
}


@dataclass
class MonthsCast:
    """Requested, supplied and the lead time within the province, of which a share is computed."""

    questionnaire: Questionnaire
    library: Organisation
    people: dict[str, User]
    questions: list[Question] = field(default_factory=list)
    returns: dict[int, Return] = field(default_factory=dict)

    def open_month(self, number: int, *, of: Scope | None = None, **period: object) -> Return:
        """Open a month and hand it out to the library, or to another one."""
        opened = self.month(number, **period)
        given = ReturnFactory(
            questionnaire=self.questionnaire, scope=of or self.library, period=opened
        )
        if of is None:
            self.returns[number] = given
        return given

    def month(self, number: int, *, is_open: bool = True, year: int = YEAR.number) -> Period:
        start, end = spans_of_year("month", year)[number - 1]
        opened = {"opened_at": "2023-01-02T08:00Z", "opened_by": UserFactory()} if is_open else {}
        return PeriodFactory(kind=Period.Kind.MONTH, start=start, end=end, **opened)

    def page(self, who: str = "manager", *, of: Scope | None = None) -> MonthsPage:
        user = User.objects.get(pk=self.people[who].pk)  # knows nothing yet
        return months_page(self.questionnaire, of or self.library, YEAR, user=user, today=TODAY)

    def key(self, question: int, month: int | None = None) -> str:
        of = f"{self.questions[question].pk}-{self.library.pk}"
        return of if month is None else f"{of}-{month}"

    def cell(self, question: int, month: int, who: str = "manager") -> object:
        return cells_by_key(self.page(who))[self.key(question, month)]

    def answer(self, question: int, month: int, value: object, **more: object) -> None:
        given = more.pop("given", None) or self.returns[month]
        questions = [slot.question for slot in sheet_of(given).slots]
        slot = sheet_of(given).slots[questions.index(self.questions[question])]
        number = None if value is None else Decimal(str(value))
        version = slot.reading.version if slot.reading else 0
        actions.save_answer(
            given=given,
            slot=slot,
            **{"value": number, "version": version, "by": self.people["staff"], **more},
        )

    def fill(self, month: int, *, given: Return | None = None) -> None:
        """Answer everything of a month: 100 requested, 90 supplied, 3,1 days."""
        for question, value in enumerate((100, 90, "3.1")):
            self.answer(question, month, value, given=given)

    def submit(self, month: int, *, given: Return | None = None) -> Return:
        given = given or self.returns[month]
        return actions.submit_return(
            given=given, accountable=self.people["director"], by=self.people["manager"]
        )

    def accept(self, month: int) -> Return:
        self.fill(month)
        given = self.submit(month)
        return actions.accept_return(given=given, by=self.people["staff"])

    def was(self, question: int, month: int, value: object, *, year: int = 2022) -> None:
        """Let something have been accepted in a month of an earlier year."""
        period = self.month(month, is_open=False, year=year)
        figure = FigureFactory(
            indicator=self.questions[question].indicator, scope=self.library, period=period
        )
        figure.current = EntryFactory(figure=figure, is_accepted=True, value=Decimal(str(value)))
        figure.save()


def make_months(library: Organisation, people: dict[str, User]) -> MonthsCast:
    """Three rows in one layer, without checks; no month is open yet."""
    questionnaire = QuestionnaireFactory(
        code="ibl", name="IBL per maand", period_kind=Period.Kind.MONTH
    )
    NetworkMemberFactory(network=questionnaire.asked_of, organisation=library)
    section = SectionFactory(questionnaire=questionnaire, title="Binnen de provincie")
    made = MonthsCast(questionnaire=questionnaire, library=library, people=people)
    for name, more in (("Aangevraagd", {}), ("Geleverd", {}), ("Levertijd", LEAD)):
        indicator = IndicatorFactory(name=f"IBL: {name.lower()}", **more)
        made.questions.append(
            QuestionFactory(section=section, indicator=indicator, text=f"{name} in de provincie")
        )
    requested, supplied = (one.indicator for one in made.questions[:2])
    IndicatorFactory(
        name="IBL: honorering",
        unit="%",
        decimals=1,
        over_places=Indicator.OverPlaces.RATIO,
        over_time=Indicator.OverTime.NONE,
        numerator=supplied,
        denominator=requested,
    )
    return made
