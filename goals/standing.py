"""How far it came, as arithmetic: who reported, the overall picture, targets, and the states."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Coverage


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was to report and who did, by name, in the order they were given."""

    reported: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def expected(self) -> int:
        return len(self.reported) + len(self.missing)

    @property
    def is_whole(self) -> bool:
        return not self.missing


def cover(heard: Mapping[str, bool]) -> Coverage:
    """Split those who were asked into those who were heard and those who were not."""
    return Coverage(
        reported=tuple(name for name, did in heard.items() if did),
        missing=tuple(name for name, did in heard.items() if not did),
    )


# Ratings

WORST_FIRST = ("stuck", "attention", "not_started", "on_track", "done", "dropped")
OFF_TRACK = frozenset({"attention", "stuck", "dropped"})


@dataclass(frozen=True, slots=True)
class Picture:
    """The ratings together: how many of each, worst first, and the one that stands for all."""

    counts: tuple[tuple[str, int], ...]
    overall: str

    @property
    def rated(self) -> int:
        return sum(count for _rating, count in self.counts)

    @property
    def off_track(self) -> int:
        return sum(count for rating, count in self.counts if rating in OFF_TRACK)


def picture(ratings: Iterable[str]) -> Picture:
    """Sum ratings up; empty ones are no rating and count for nothing.

    The overall one is the worst that occurs, with two exceptions: what was dropped only speaks
    when all dropped it, and who has not started or is done does not hide that others are on track.
    """
    tally = Counter(rating for rating in ratings if rating)
    counts = tuple((rating, tally[rating]) for rating in WORST_FIRST if tally[rating])
    return Picture(counts=counts, overall=_overall(frozenset(tally)))


def _overall(present: frozenset[str]) -> str:
    for worrying in ("stuck", "attention"):
        if worrying in present:
            return worrying
    alive = present - {"dropped"}
    if not alive:
        return "dropped" if present else ""
    return next(iter(alive)) if len(alive) == 1 else "on_track"


def needs_a_sentence(rating: str) -> bool:
    """Off track is told in words too."""
    return rating in OFF_TRACK


# Targets


class Outcome(StrEnum):
    """How a value stands to its target."""

    REACHED = "reached"
    WITHIN_MARGIN = "within_margin"
    MISSED = "missed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def counts_as_reached(self) -> bool:
        return self in {Outcome.REACHED, Outcome.WITHIN_MARGIN}


def judge(value: Decimal | None, target: Decimal, *, direction: str, margin: int = 0) -> Outcome:
    """Compare a value with its target; `margin` is in percent of the target.

    A missing value is never judged: it is unknown, not zero.
    """
    if value is None:
        return Outcome.UNKNOWN
    short = _shortfall(value, target, direction)
    if short <= 0:
        return Outcome.REACHED
    allowed = abs(target) * margin / 100
    return Outcome.WITHIN_MARGIN if short <= allowed else Outcome.MISSED


def judge_part(
    value: Decimal | None, target: Decimal, *, direction: str, margin: int = 0
) -> Outcome:
    """Compare a sum that is not whole: what is missing can only add to it.

    So "at least" may be reached already; everything else stays unknown.
    """
    outcome = judge(value, target, direction=direction, margin=margin)
    return outcome if outcome is Outcome.REACHED and direction == "at_least" else Outcome.UNKNOWN


def _shortfall(value: Decimal, target: Decimal, direction: str) -> Decimal:
    if direction == "at_least":
        return target - value
    if direction == "at_most":
        return value - target
    return abs(value - target)


# What may be said of figures

SMALL = 10  # below this a percentage says more than the count does


class Movement(StrEnum):
    """How a count stands to that of the year before."""

    MORE = "more"
    LESS = "less"
    HARDLY = "hardly"
    SAME = "same"


def movement(before: Decimal, now: Decimal) -> tuple[Movement, Decimal] | None:
    """Say how a count moved, with the percentage; silent about small and negative numbers.

    Whether the two may be compared at all, who asks has seen to.
    """
    if min(before, now) < SMALL:
        return None
    percent = abs(now - before) / before * 100
    if not percent:
        return Movement.SAME, percent
    if percent < Decimal("0.05"):  # one decimal is printed
        return Movement.HARDLY, percent
    return (Movement.MORE if now > before else Movement.LESS), percent


# States of a progress update


class Act(StrEnum):
    """What can be done with a progress update."""

    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    ACCEPT = "accept"


class Side(StrEnum):
    """The two sides of the table: who reports, and who reads what was reported."""

    REPORTER = "reporter"
    REVIEWER = "reviewer"


DONE_BY: Mapping[Act, Side] = {
    Act.SAVE: Side.REPORTER,
    Act.SUBMIT: Side.REPORTER,
    Act.WITHDRAW: Side.REPORTER,
    Act.SEND_BACK: Side.REVIEWER,
    Act.ACCEPT: Side.REVIEWER,
}
MOVES: Mapping[tuple[str, Act], str] = {
    ("draft", Act.SAVE): "draft",
    ("draft", Act.SUBMIT): "submitted",
    ("submitted", Act.WITHDRAW): "draft",
    ("submitted", Act.SEND_BACK): "sent_back",
    ("submitted", Act.ACCEPT): "accepted",
    ("sent_back", Act.SAVE): "sent_back",
    ("sent_back", Act.SUBMIT): "submitted",
    ("accepted", Act.SEND_BACK): "sent_back",  # a mistake is mended by a new round, never silently
}


def allows(state: str, act: Act) -> bool:
    """Tell whether something can be done in a state, whoever does it."""
    return (state, act) in MOVES


def after(state: str, act: Act) -> str:
    """Return the state that follows. KeyError when the act is not possible."""
    return MOVES[state, act]
