"""How far a form is: what is filled in, wrong, and still to be explained or looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from programmes.overviews.slots import Slot


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of answers. What nobody has to answer counts only once it is answered."""

    answered: int
    asked: int
    errors: int  # wrong: only a correction helps
    attention: int  # a sentence or a correction helps
    unseen: int  # filled in before, and nobody here looked at it

    @property
    def percent(self) -> int:
        """Rounded down: only what is whole is 100."""
        return 100 * self.answered // self.asked if self.asked else 100

    @property
    def is_complete(self) -> bool:
        return self.answered == self.asked and not self.errors and not self.attention

    @property
    def is_begun(self) -> bool:
        return self.answered > 0


def score_of(slots: Iterable[Slot]) -> Score:
    """Count the answers of a form, or of a part of it."""
    here = list(slots)
    unseen = sum(slot.is_preloaded for slot in here)
    answered = sum(slot.is_answered for slot in here) - unseen
    return Score(
        answered=answered,
        asked=answered + unseen + sum(slot.is_missing for slot in here),
        errors=sum(slot.is_answered and slot.is_wrong for slot in here),
        attention=sum(asks_something(slot) for slot in here),
        unseen=unseen,
    )


def asks_something(slot: Slot) -> bool:
    """Say whether an answer asks for a sentence: a check does, or the support institution."""
    if not slot.is_answered or slot.is_wrong:
        return False
    return slot.is_unexplained or slot.is_silent or slot.is_unanswered
