"""A quarter on one screen: what a scope says of objectives, and its figures, in one order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goals.models import ProgressUpdate, Remark, Target
from goals.overviews.tasks import Task
from goals.standing import needs_a_sentence
from libraries.models import Period, Scope
from programmes.models import Question, Return
from programmes.overviews import Sheet, Slot

State = ProgressUpdate.State


@dataclass(frozen=True, slots=True)
class Told:
    """One objective or action to write about, with what stands beside the fields."""

    task: Task
    before: ProgressUpdate | None
    remarks: tuple[Remark, ...]
    files: int
    targets: tuple[Target, ...]

    @property
    def key(self) -> str:
        """How the row is called in forms and addresses."""
        return f"t{self.task.assignment.pk}"

    @property
    def update(self) -> ProgressUpdate | None:
        return self.task.update

    @property
    def is_writable(self) -> bool:
        return self.update is None or self.update.is_writable

    @property
    def is_unanswered(self) -> bool:
        """Sent back, and nothing was changed since."""
        return bool(self.update and self.update.is_unanswered(self.remarks))

    @property
    def lacks_sentence(self) -> bool:
        """Off track, and no words about it."""
        update = self.update
        return bool(update and needs_a_sentence(update.rating) and not update.note.strip())

    @property
    def is_ready(self) -> bool:
        """Nothing is left to do but to hand it in."""
        if self.update is None or not self.update.rating:
            return False
        return not self.is_writable or not (self.lacks_sentence or self.is_unanswered)

    @property
    def asks(self) -> bool:
        """The POI or the rules ask for something."""
        return self.is_writable and (self.lacks_sentence or self.is_unanswered)


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to fill in, with the return it belongs to and the target beside it."""

    slot: Slot
    given: Return
    target: Target | None
    confirmed_at: datetime | None = None  # when somebody said that it is unchanged

    @property
    def key(self) -> str:
        return self.slot.key

    @property
    def is_writable(self) -> bool:
        return self.given.is_writable and self.slot.is_writable

    @property
    def asks(self) -> bool:
        """A check, or the POI, asks for a sentence or a correction."""
        slot = self.slot
        return self.is_writable and (slot.is_wrong or slot.is_unexplained or slot.is_unanswered)


@dataclass(frozen=True, slots=True)
class Fold:
    """One question at several places, folded away; or questions that are asked at one place."""

    asked: tuple[Asked, ...]
    is_folded: bool

    @property
    def question(self) -> Question:
        return self.asked[0].slot.question

    @property
    def key(self) -> str:
        return f"q{self.question.pk}"

    @property
    def answered(self) -> int:
        return sum(one.slot.is_answered for one in self.asked)

    @property
    def asking(self) -> int:
        return sum(one.asks for one in self.asked)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together: an objective or action with its figures, or a section of questions."""

    key: str
    title: str
    told: Told | None
    folds: tuple[Fold, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(one for fold in self.folds for one in fold.asked)

    @property
    def has_column(self) -> bool:
        """More than one number can be typed, so that a column may be pasted."""
        return sum(one.is_writable for one in self.asked) > 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """The blocks of one pillar, of the actions, or of one questionnaire."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How far a quarter is, in numbers."""

    objectives: int
    actions: int
    ready: int
    asking: int
    figures: int
    answered: int
    begun: bool
    handed_in: bool
    accepted: bool

    @property
    def badge(self) -> str:
        """The state of the whole, as a task: the most urgent first."""
        if self.asking:
            return State.SENT_BACK
        if self.handed_in:
            return State.ACCEPTED if self.accepted else State.SUBMITTED
        return State.DRAFT if self.begun else ""


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """Everything one scope says over one quarter, in the order of the screen."""

    scope: Scope
    period: Period
    chapters: tuple[Chapter, ...]
    sheets: tuple[Sheet, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        return (block for chapter in self.chapters for block in chapter.blocks)

    @property
    def told(self) -> tuple[Told, ...]:
        return tuple(block.told for block in self.blocks if block.told)

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(one for block in self.blocks for one in block.asked)

    @property
    def count(self) -> Count:
        return count_of(self.told, self.sheets)

    @property
    def returns(self) -> tuple[Return, ...]:
        return tuple(sheet.given for sheet in self.sheets)

    @property
    def in_hand(self) -> bool:
        """Something can still be handed in."""
        begun = any(told.update and told.is_writable for told in self.told)
        return begun or any(given.is_writable for given in self.returns)

    @property
    def is_writable(self) -> bool:
        """Something can still be typed."""
        told = any(one.is_writable for one in self.told)
        return told or any(one.is_writable for one in self.asked)

    @property
    def is_told(self) -> bool:
        """Something was handed in, and is not back in hand."""
        told = any(one.task.is_out_of_hand for one in self.told)
        return told or any(not given.is_writable for given in self.returns)


def count_of(told: Sequence[Told], sheets: Sequence[Sheet]) -> Count:
    """Count what is ready, asks something, and is handed in."""
    slots = [(slot, sheet.given) for sheet in sheets for slot in sheet.slots]
    asked = [Asked(slot, given, None) for slot, given in slots]
    objectives = [one for one in told if one.task.assignment.objective_id]
    states = [one.task.state for one in told] + [sheet.given.state for sheet in sheets]
    out_of_hand = {State.SUBMITTED.value, State.ACCEPTED.value}
    return Count(
        objectives=len(objectives),
        actions=len(told) - len(objectives),
        ready=sum(one.is_ready for one in told),
        asking=sum(one.asks for one in told) + sum(one.asks for one in asked),
        figures=len(asked),
        answered=sum(one.slot.is_answered for one in asked),
        begun=any(one.update for one in told) or any(one.slot.is_answered for one in asked),
        handed_in=set(states) <= out_of_hand,
        accepted=set(states) == {State.ACCEPTED.value},
    )
