"""The forms somebody has to do with, and one of them section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from biblionet.accounts.models import User
from libraries.models import Period, Year, duties_of
from programmes.models import Delegation, Questionnaire, Return, Section
from programmes.overviews.delivery.scores import Score, score_of
from programmes.overviews.returns import sheets_of
from programmes.overviews.slots import Sheet, Slot

State = Return.State


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One form of one organisation, with how far it is."""

    given: Return
    score: Score
    today: date

    @property
    def inside(self) -> date:
        """The day on which it should be with the support institution."""
        return inside_of(self.given)

    @property
    def is_late(self) -> bool:
        return self.given.is_writable and self.given.deadline < self.today

    @property
    def is_due(self) -> bool:
        """The day inside has passed, the deadline itself perhaps not."""
        return self.given.is_writable and self.inside < self.today


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of a form: how far it is, and which colleagues have it."""

    section: Section
    slots: tuple[Slot, ...]
    delegations: tuple[Delegation, ...]

    @property
    def score(self) -> Score:
        return score_of(self.slots)

    @property
    def title(self) -> str:
        """The title with the number that the form gives it."""
        return f"{self.section.number} {self.section.title}".strip()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A form of an organisation with its sections, in the order of the form."""

    sheet: Sheet
    sections: tuple[SectionLine, ...]

    @property
    def given(self) -> Return:
        return self.sheet.given

    @property
    def score(self) -> Score:
        return score_of(self.sheet.slots)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every answer in the order of the form: question by question, place by place."""
        return tuple(slot for line in self.sections for slot in line.slots)

    @property
    def inside(self) -> date:
        return inside_of(self.given)

    @property
    def is_combined(self) -> bool:
        return self.given.scope.is_of_combined

    def line(self, order: int) -> SectionLine | None:
        """Return the section at a place in the order; None when nothing is asked there."""
        return next((one for one in self.sections if one.section.order == order), None)

    def after(self, line: SectionLine) -> SectionLine | None:
        """Return the section after another one; None after the last."""
        later = [one for one in self.sections if one.section.order > line.section.order]
        return next(iter(later), None)


def inside_of(given: Return) -> date:
    """Return the day on which a form should be with the support institution."""
    return given.deadline - timedelta(days=given.questionnaire.days_inside)


def forms_of(user: User) -> list[Year]:
    """Return the years of which somebody has forms, the newest first and the example last."""
    mine = Return.objects.filter(
        duties_of(user).owns(), questionnaire__layout=Questionnaire.Layout.FORM
    )
    periods = Period.objects.filter(pk__in=mine.values("period")).only("end", "is_example")
    years = {period.year for period in periods}
    return sorted(years, key=lambda year: (year.is_example, -year.number))


def delivery_lines(user: User, year: Year, *, today: date) -> tuple[DeliveryLine, ...]:
    """Return the forms of a year of one's own organisation, of all for the support institution."""
    mine = (
        Return.objects.with_labels()
        .select_related("contact")
        .filter(
            duties_of(user).owns(),
            questionnaire__layout=Questionnaire.Layout.FORM,
            period__in=Period.objects.within(year),
        )
        .order_by("scope__name", "deadline", "questionnaire__name", "pk")
    )
    return tuple(
        DeliveryLine(sheet.given, score_of(sheet.slots), today) for sheet in sheets_of(list(mine))
    )


def delivery_of(given: Return, *, is_inside: bool) -> Delivery:
    """Return a form with its sections, in a fixed number of queries.

    Who is not inside sees what is accepted, and not who in the organisation does what.
    """
    (sheet,) = sheets_of([given])
    if not is_inside:
        sheet = Sheet(given, tuple(_as_accepted(slot) for slot in sheet.slots), ())
    asked = Delegation.objects.filter(given=given).select_related("colleague", "asked_by")
    delegations = list(asked) if is_inside else []
    return Delivery(sheet=sheet, sections=tuple(_sections(sheet.slots, delegations)))


def _as_accepted(slot: Slot) -> Slot:
    """Return an answer as everybody may see it: what counts, not what is in hand."""
    reading = slot.reading
    if reading is not None and reading.workflow != reading.Workflow.ACCEPTED:
        reading = reading.figure.current
    return Slot(
        question=slot.question,
        place=slot.place,
        period=slot.period,
        part=slot.part,
        reading=reading,
        before=slot.before,
        year_ago=slot.year_ago,
        findings=(),
        answer=slot.answer,
        answer_before=slot.answer_before,
        options=slot.options,
    )


def _sections(slots: Iterable[Slot], delegations: Sequence[Delegation]) -> Iterable[SectionLine]:
    """Yield the sections that ask something, each in the order of the form.

    The places of a question stay in the order of the sheet: who answers first, then by name.
    """
    ordered = sorted(
        slots, key=lambda slot: (slot.question.section.order, slot.question.order, slot.question.pk)
    )
    for section, here in groupby(ordered, key=lambda slot: slot.question.section):
        yield SectionLine(
            section=section,
            slots=tuple(here),
            delegations=tuple(one for one in delegations if one.section_id == section.pk),
        )
