"""One section of a form on one page: its questions with what each counts and comes to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from libraries.models import Definition, Figure, Period, Scope
from programmes.models import Question
from programmes.overviews.delivery.lists import Delivery, SectionLine
from programmes.overviews.slots import Slot

MOST_ON_A_PAGE = 100  # answers: five fields each, and a browser is not to be made to wait


@dataclass(frozen=True, slots=True)
class Total:
    """What the places of a question come to, and of how many of them something is known."""

    value: Decimal | None
    decimals: int
    known: int
    places: int

    @property
    def is_whole(self) -> bool:
        return self.known == self.places


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question of a section with its places, what it counts, and what it comes to."""

    slots: tuple[Slot, ...]
    definition: Definition | None
    total: Total | None  # only of what adds up over places
    total_before: Total | None
    is_by_place: bool  # asked inside who answers: each answer is named by its place

    @property
    def question(self) -> Question:
        return self.slots[0].question

    @property
    def period(self) -> Period:
        return self.slots[0].period

    @property
    def part(self) -> str:
        """Which part of a combined institution it is about; empty where there is only one."""
        is_combined = self.slots[0].is_figure and self.slots[0].place.is_of_combined
        return str(Figure.Part(self.slots[0].part).label) if is_combined else ""

    @property
    def text(self) -> str:
        """What counts: what the form says, else the definition that holds in the period."""
        return self.question.counts or (self.definition.text if self.definition else "")


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section, or as much of it as fits on a page, with the way to the others."""

    delivery: Delivery
    line: SectionLine
    number: int  # which page of the section, from 1
    pages: int
    questions: tuple[AskedQuestion, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for one in self.questions for slot in one.slots)

    @property
    def preloaded(self) -> tuple[Slot, ...]:
        """What was filled in before on this page, and nobody looked at."""
        return tuple(slot for slot in self.slots if slot.is_preloaded)


def section_page(delivery: Delivery, line: SectionLine, number: int) -> SectionPage | None:
    """Return a page of a section, in one query; None when there is no such page."""
    pages = -(-len(line.slots) // MOST_ON_A_PAGE)
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * MOST_ON_A_PAGE
    here = line.slots[start : start + MOST_ON_A_PAGE]
    definitions = _definitions(here)
    everywhere = {pk: list(slots) for pk, slots in groupby(line.slots, key=_question_of)}
    return SectionPage(
        delivery=delivery,
        line=line,
        number=number,
        pages=pages,
        questions=tuple(_questions(here, everywhere, definitions, delivery.given.scope)),
    )


def page_of(index: int) -> int:
    """Return on which page of its section an answer stands, by its place in the section."""
    return 1 + index // MOST_ON_A_PAGE


def _question_of(slot: Slot) -> int:
    return slot.question.pk


def _questions(
    here: Iterable[Slot],
    everywhere: dict[int, list[Slot]],
    definitions: Sequence[Definition],
    answering: Scope,
) -> Iterator[AskedQuestion]:
    for pk, group in groupby(here, key=_question_of):
        slots, places = tuple(group), everywhere[pk]
        is_by_place = places[0].place.pk != answering.pk
        adds_up = is_by_place and total_of(places) is not None
        yield AskedQuestion(
            slots=slots,
            definition=_holding(definitions, slots[0]),
            total=total_of(places) if adds_up else None,
            total_before=total_of(places, before=True) if adds_up else None,
            is_by_place=is_by_place,
        )


def total_of(slots: Sequence[Slot], *, before: bool = False) -> Total | None:
    """Return what a figure comes to over its places; None of what does not add up.

    A place that does not apply adds nothing and is known; what is missing is never zero.
    """
    if not slots[0].is_figure or not slots[0].indicator.is_additive:
        return None
    readings = [slot.year_ago if before else slot.reading for slot in slots]
    known = [one for one in readings if one and (one.value is not None or _is_none(one.state))]
    values = [one.value for one in known if one.value is not None]
    return Total(
        value=sum(values, Decimal()) if values else None,
        decimals=max((one.decimals for one in known), default=0),
        known=len(known),
        places=len(slots),
    )


def _is_none(state: str) -> bool:
    return state == "not_applicable"


def _definitions(slots: Iterable[Slot]) -> list[Definition]:
    asked = {slot.question.indicator_id for slot in slots if slot.is_figure}
    return list(Definition.objects.filter(indicator__in=asked).order_by("version"))


def _holding(definitions: Iterable[Definition], slot: Slot) -> Definition | None:
    """Return the definition that holds on the last day of the period: the latest that has begun."""
    day = slot.period.end
    begun = [
        one
        for one in definitions
        if one.indicator_id == slot.question.indicator_id
        and (one.valid_from is None or one.valid_from <= day)
    ]
    return begun[-1] if begun else None
