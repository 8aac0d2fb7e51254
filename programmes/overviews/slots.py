"""A return as a sheet: every question at every place, with what is typed, stood and found there."""

from dataclasses import dataclass

from libraries.models import Indicator, Reading, Scope
from programmes.models import Question, Return
from programmes.standing import Finding

Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class Slot:
    """One question at one place: where an answer goes, and what may stand beside it.

    `reading` is what was answered last, whatever its status; `before` is the quarter (or month)
    before and `year_ago` the same one a year earlier, as they count now.
    """

    question: Question
    place: Scope
    part: str
    reading: Reading | None
    before: Reading | None
    year_ago: Reading | None
    findings: tuple[Finding, ...]
    is_unanswered: bool = False  # sent back, and nothing was changed since

    @property
    def key(self) -> str:
        """How the slot is called in forms and addresses."""
        return f"{self.question.pk}-{self.place.pk}"

    @property
    def compared_with(self) -> Reading | None:
        """What an answer is held against: a year ago, or of a stock else the period before.

        What flows has its seasons: the quarter before says nothing of it.
        """
        is_stock = self.question.indicator.nature == Indicator.Nature.STOCK
        return self.year_ago or (self.before if is_stock else None)

    @property
    def is_answered(self) -> bool:
        return self.reading is not None

    @property
    def is_missing(self) -> bool:
        return self.question.is_required and not self.is_answered

    @property
    def is_silent(self) -> bool:
        """Answered without a number, a day on which it is known, or a sentence."""
        reading = self.reading
        return bool(
            reading
            and reading.state != Reading.State.VALUE
            and reading.expected_on is None
            and not reading.explanation
        )

    @property
    def is_writable(self) -> bool:
        """Still in hand: nothing was handed in, agreed with or brought from elsewhere."""
        return self.reading is None or (self.is_ours and self.reading.workflow == Workflow.DRAFT)

    @property
    def is_ours(self) -> bool:
        """Typed here, or still to be typed: not brought in from another source."""
        return self.reading is None or self.reading.source == Reading.Source.ENTRY

    @property
    def is_unexplained(self) -> bool:
        """Something asks for a sentence, and there is none."""
        asks = any(finding.asks for finding in self.findings)
        return asks and not (self.reading and self.reading.explanation)

    @property
    def is_wrong(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def was_sent_back(self) -> bool:
        reading = self.reading
        return bool(reading and reading.workflow == Workflow.DRAFT and reading.remark)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All slots of a return, in the order of the questions, place by place."""

    given: Return
    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]  # of all answers together

    @property
    def answered(self) -> int:
        return sum(slot.is_answered for slot in self.slots)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(slot.reading for slot in self.slots if slot.reading)

    def slot(self, key: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.key == key), None)

    def in_workflow(self, workflow: str) -> tuple[Reading, ...]:
        """Return what was typed here and has a status."""
        return tuple(
            slot.reading
            for slot in self.slots
            if slot.reading and slot.is_ours and slot.reading.workflow == workflow
        )
