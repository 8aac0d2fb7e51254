"""A return as a sheet: every question at every place, with what is typed, stood and found there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from libraries.models import Indicator, Period, Reading, Scope
from libraries.standing import SoFar
from programmes.models import Answer, Option, Question, Return
from programmes.standing import Finding

Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class Slot:
    """One question at one place: where an answer goes, and what may stand beside it.

    Of a figure `reading` is what was answered last, whatever its status, of anything else `answer`.
    `before` is the period before (of a quarter the quarter before) and `year_ago` the same one a
    year earlier, as they count now; `answer_before` is what was answered the last time. `offer` is
    what the parts of the year come to, where a year is asked.
    """

    question: Question
    place: Scope
    period: Period
    part: str
    reading: Reading | None
    before: Reading | None
    year_ago: Reading | None
    findings: tuple[Finding, ...]
    is_unanswered: bool = False  # sent back, and nothing was changed since
    answer: Answer | None = None
    answer_before: Answer | None = None
    offer: SoFar | None = None
    options: tuple[Option, ...] = ()

    @property
    def key(self) -> str:
        """How the slot is called in forms and addresses."""
        return f"{self.question.pk}-{self.place.pk}"

    @property
    def is_figure(self) -> bool:
        return self.question.kind == Question.Kind.FIGURE

    @property
    def indicator(self) -> Indicator:
        """What is counted; only a figure has one."""
        indicator = self.question.indicator
        if indicator is None:
            raise ValueError(f"{self.question} is no figure")
        return indicator

    @property
    def compared_with(self) -> Reading | None:
        """What an answer is held against: a year ago, or of a stock else the period before.

        What flows has its seasons: the quarter before says nothing of it.
        """
        if not self.is_figure:
            return None
        is_stock = self.indicator.nature == Indicator.Nature.STOCK
        return self.year_ago or (self.before if is_stock else None)

    @property
    def given(self) -> Reading | Answer | None:
        """What was answered, of whatever kind."""
        return self.reading or self.answer

    @property
    def is_answered(self) -> bool:
        return self.given is not None

    @property
    def is_missing(self) -> bool:
        """Has to be answered and is not; a check may ask for more than the question does."""
        if self.is_answered:
            return False
        return self.question.is_required or any(one.kind == "required" for one in self.findings)

    @property
    def is_silent(self) -> bool:
        """Answered without a value, a day on which it is known, or a sentence."""
        given = self.given
        expected = self.reading.expected_on if self.reading else None
        return bool(
            given
            and given.state != Reading.State.VALUE
            and expected is None
            and not given.explanation
        )

    @property
    def is_writable(self) -> bool:
        """Still in hand: nothing was handed in, agreed with or brought from elsewhere.

        What another source brought into a form is looked at there, and said to be right or not.
        """
        if self.reading is None:
            return True
        return self.is_ours and self.reading.workflow == Workflow.DRAFT

    @property
    def is_ours(self) -> bool:
        """Typed here, or still to be typed: not brought in from another source."""
        return self.reading is None or self.reading.source == Reading.Source.ENTRY

    @property
    def is_preloaded(self) -> bool:
        """Another source brought a value, and nobody here has looked at it yet."""
        return self.reading is not None and not self.is_ours

    @property
    def is_unexplained(self) -> bool:
        """Something asks for a sentence, and there is none."""
        asks = any(finding.asks for finding in self.findings)
        return asks and not (self.given and self.given.explanation)

    @property
    def is_wrong(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def was_sent_back(self) -> bool:
        if self.answer:
            return bool(self.answer.remark)
        reading = self.reading
        return bool(reading and reading.workflow == Workflow.DRAFT and reading.remark)

    @property
    def value(self) -> Any:
        """What was answered, bare: a number, a code, codes, yes or no, a text; None without."""
        return self.given.value if self.given else None


@dataclass(frozen=True)
class Sheet:
    """All slots of a return, in the order of the questions, place by place."""

    given: Return
    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]  # of all answers together

    @property
    def answered(self) -> int:
        return sum(slot.is_answered for slot in self.slots)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Each reading once: two questions may ask the same figure."""
        return tuple(
            {slot.reading.pk: slot.reading for slot in self.slots if slot.reading}.values()
        )

    def slot(self, key: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.key == key), None)

    def in_workflow(self, workflow: str) -> tuple[Reading, ...]:
        """Return what was typed here and has a status."""
        return tuple(
            one
            for one in self.readings
            if one.source == Reading.Source.ENTRY and one.workflow == workflow
        )
