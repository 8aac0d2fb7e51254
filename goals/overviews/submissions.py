"""What an organisation handed in over a quarter: progress and figures, for who judges them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from goals.models import ProgressUpdate, Remark, Target
from goals.overviews.targets import targets_at
from goals.overviews.tasks import last_said
from libraries.models import Period, Reading, Scope
from programmes.models import Questionnaire, Return
from programmes.overviews import Sheet, Slot, findings_in_words, sheets_of

State = ProgressUpdate.State
Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class JudgedUpdate:
    """A progress update beside what was said before, with every round it went."""

    update: ProgressUpdate
    before: ProgressUpdate | None
    remarks: tuple[Remark, ...]

    @property
    def is_waiting(self) -> bool:
        return self.update.state == State.SUBMITTED

    @property
    def token(self) -> str:
        """What a form says of it: which one, and as it was read."""
        return f"update-{self.update.pk}-{self.update.version}"


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """A figure beside what stood before, what is aimed for, what was found and every round."""

    slot: Slot
    reading: Reading
    target: Target | None
    findings: tuple[str, ...]
    rounds: tuple[Line, ...]

    @property
    def is_waiting(self) -> bool:
        return self.slot.is_ours and self.reading.workflow == Workflow.SUBMITTED

    @property
    def token(self) -> str:
        return f"answer-{self.reading.pk}-{self.reading.version}"


@dataclass(frozen=True, slots=True)
class JudgedReturn:
    """A return with its answers, place by place, and how many are not handed in."""

    given: Return
    answers: tuple[JudgedAnswer, ...]
    unanswered: int

    @property
    def attention(self) -> tuple[JudgedAnswer, ...]:
        """The answers that wait and of which something was found."""
        return tuple(one for one in self.answers if one.findings and one.is_waiting)

    @property
    def waiting(self) -> int:
        return sum(one.is_waiting for one in self.answers)


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything one organisation handed in over one period."""

    organisation: Scope
    period: Period
    updates: tuple[JudgedUpdate, ...]
    returns: tuple[JudgedReturn, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """Everything that waits for a judgement, as it is read now."""
        told = [one.token for one in self.updates if one.is_waiting]
        answers = [answer for one in self.returns for answer in one.answers]
        return (*told, *(answer.token for answer in answers if answer.is_waiting))

    @property
    def attention(self) -> tuple[JudgedAnswer, ...]:
        return tuple(answer for one in self.returns for answer in one.attention)

    @property
    def is_empty(self) -> bool:
        return not self.updates and not self.returns


@dataclass(frozen=True, slots=True)
class Packet:
    """One line of the queue: what waits of an organisation over a period, and since when."""

    organisation: Scope
    period: Period
    since: datetime
    updates: int
    figures: int
    attention: int


# The queue


@dataclass(slots=True)
class Pile:
    """What waits of one organisation over one period, while it is being gathered."""

    moments: list[datetime] = field(default_factory=list)
    updates: int = 0
    slots: list[Slot] = field(default_factory=list)


def packets() -> tuple[Packet, ...]:
    """Return what waits by organisation and period, longest first, in at most nine queries."""
    piles: dict[tuple[Scope, Period], Pile] = defaultdict(Pile)
    updates = ProgressUpdate.objects.filter(state=State.SUBMITTED)
    for update in updates.select_related("scope__owner", "period"):
        pile = piles[update.scope.owner or update.scope, update.period]
        pile.updates += 1
        pile.moments += [update.submitted_at] if update.submitted_at else []
    beside = Q(questionnaire__layout=Questionnaire.Layout.ROWS)  # others are judged by themselves
    waiting = Return.objects.with_labels().filter(beside, state__in=Return.UNDER_REVIEW)
    for sheet in sheets_of(list(waiting)):
        submitted = set(sheet.in_workflow(Workflow.SUBMITTED))
        if slots := [slot for slot in sheet.slots if slot.reading in submitted]:
            given = sheet.given
            pile = piles[given.scope.owner or given.scope, given.period]
            pile.slots += slots
            pile.moments += [given.submitted_at] if given.submitted_at else []
    found = [_packet(*key, pile) for key, pile in piles.items()]
    return tuple(sorted(found, key=lambda one: (one.since, one.organisation.name)))


def _packet(organisation: Scope, period: Period, pile: Pile) -> Packet:
    return Packet(
        organisation=organisation,
        period=period,
        since=min(pile.moments),
        updates=pile.updates,
        figures=len(pile.slots),
        attention=sum(bool(slot.findings) for slot in pile.slots),
    )


# One submission


def submission(organisation: Scope, period: Period) -> Submission:
    """Return all of what an organisation handed in over a period, whatever came of it.

    A fixed number of queries, however much there is.
    """
    mine = Q(scope=organisation) | Q(scope__owner=organisation)
    handed_in = Return.objects.with_labels().filter(mine, period=period)
    given = handed_in.exclude(state=Return.State.DRAFT).select_related(
        "submitted_by", "accountable", "accepted_by"
    )
    sheets = sheets_of(list(given.order_by("pk")))
    targets = targets_at([slot for sheet in sheets for slot in sheet.slots], period)
    rounds = _rounds_of(sheets)
    return Submission(
        organisation=organisation,
        period=period,
        updates=_updates_of(mine, period),
        returns=tuple(_judged(sheet, targets, rounds) for sheet in sheets),
    )


def judged_answer(given: Return, key: str) -> JudgedAnswer | None:
    """Return one answer of a return as it is judged; None when there is none at that place."""
    sheets = sheets_of([given])
    targets = targets_at(sheets[0].slots, given.period)
    judged = _judged(sheets[0], targets, _rounds_of(sheets))
    return next((one for one in judged.answers if one.slot.key == key), None)


def _updates_of(mine: Q, period: Period) -> tuple[JudgedUpdate, ...]:
    updates = list(
        ProgressUpdate.objects.with_labels()
        .filter(mine, period=period)
        .exclude(state=State.DRAFT)
        .select_related("author", "submitted_by", "accepted_by")
        .prefetch_related("remarks__by")
        .order_by("objective__framework__code", "objective__order", "action__code", "pk")
    )
    before = last_said(updates)
    return tuple(JudgedUpdate(one, before.get(one.pk), tuple(one.remarks.all())) for one in updates)


def _judged(
    sheet: Sheet, targets: dict[tuple[int, int], Target], rounds: dict[str, list[Line]]
) -> JudgedReturn:
    answers = tuple(
        JudgedAnswer(
            slot=slot,
            reading=slot.reading,
            target=targets.get((slot.indicator.pk, slot.place.pk)),
            findings=findings_in_words(slot),
            rounds=tuple(rounds.get(str(slot.reading.pk), ())),
        )
        for slot in sheet.slots
        if slot.reading
    )
    return JudgedReturn(sheet.given, answers, len(sheet.slots) - len(answers))


def _rounds_of(sheets: Sequence[Sheet]) -> dict[str, list[Line]]:
    """Return who sent each reading back and why, first round first: the trail keeps all of them."""
    keys = [str(reading.pk) for sheet in sheets for reading in sheet.readings]
    steps = Step.objects.filter(
        kind=Reading._meta.label_lower, key__in=keys, verb="sent back reading"
    )
    found: dict[str, list[Line]] = {}
    for step in steps.select_related("by").order_by("pk"):
        found.setdefault(step.key, []).append(read(step))
    return found
