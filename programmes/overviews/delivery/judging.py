"""What an organisation handed in with a form, side by side, with every round it went."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from libraries.models import Reading
from programmes.models import Answer, Return
from programmes.overviews.delivery.lists import Delivery, SectionLine
from programmes.overviews.delivery.telling import Difference, difference_of
from programmes.overviews.slots import Slot
from programmes.overviews.words import findings_in_words

READING, ANSWER = Reading._meta.label_lower, Answer._meta.label_lower


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer beside last year's, with what was found and every round."""

    slot: Slot
    rounds: tuple[Line, ...]

    @property
    def difference(self) -> Difference | None:
        return difference_of(self.slot)

    @property
    def findings(self) -> tuple[str, ...]:
        return findings_in_words(self.slot)

    @property
    def is_waiting(self) -> bool:
        """Handed in, and to be accepted by itself: only figures are."""
        reading = self.slot.reading
        return bool(
            reading and self.slot.is_ours and reading.workflow == Reading.Workflow.SUBMITTED
        )

    @property
    def token(self) -> str:
        """What a form says of it: which one, and as it was read."""
        reading = self.slot.reading
        return f"{reading.pk}-{reading.version}" if reading else ""

    @property
    def version(self) -> int:
        return self.slot.given.version if self.slot.given else 0


@dataclass(frozen=True, slots=True)
class JudgedSection:
    """A section with its answers."""

    line: SectionLine
    answers: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class JudgedDelivery:
    """A form with its answers, section by section."""

    page: Delivery
    sections: tuple[JudgedSection, ...]

    @property
    def answers(self) -> tuple[Judged, ...]:
        return tuple(one for section in self.sections for one in section.answers)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Everything that waits for a judgement, as it is read now."""
        return tuple(one.token for one in self.answers if one.is_waiting)

    @property
    def attention(self) -> tuple[Judged, ...]:
        """The answers of which something was found."""
        return tuple(one for one in self.answers if one.findings)

    @property
    def waits(self) -> bool:
        """Something of it can be judged now: a form without figures as a whole."""
        given = self.page.given
        return bool(self.tokens) or given.state == Return.State.SUBMITTED


def judged(page: Delivery) -> JudgedDelivery:
    """Return a form as it is judged, in one query more for what the trail keeps."""
    rounds = _rounds(page)
    return JudgedDelivery(
        page=page,
        sections=tuple(
            JudgedSection(line, tuple(_judged(slot, rounds) for slot in line.slots))
            for line in page.sections
        ),
    )


def _judged(slot: Slot, rounds: dict[tuple[str, str], list[Line]]) -> Judged:
    if slot.reading is not None:
        return Judged(slot, tuple(rounds.get((READING, str(slot.reading.pk)), ())))
    key = f"{slot.question.pk}-{slot.place.pk}"
    return Judged(slot, tuple(rounds.get((ANSWER, key), ())))


def _rounds(page: Delivery) -> dict[tuple[str, str], list[Line]]:
    """Return who sent each answer back and why, first round first.

    A figure keeps its reading; anything else has a version a round, so all of them are looked up.
    """
    readings = [str(slot.reading.pk) for slot in page.slots if slot.reading]
    versions = _versions(page.given, [slot for slot in page.slots if slot.answer])
    steps = Step.objects.filter(
        Q(kind=READING, key__in=readings, verb="sent back reading")
        | Q(kind=ANSWER, key__in=list(versions), verb="sent back answer")
    )
    found: dict[tuple[str, str], list[Line]] = {}
    for step in steps.select_related("by").order_by("pk"):
        key = versions.get(step.key, step.key) if step.kind == ANSWER else step.key
        found.setdefault((step.kind, key), []).append(read(step))
    return found


def _versions(given: Return, slots: Sequence[Slot]) -> dict[str, str]:
    """Return of every version of an answer that is no figure at which question and place it is."""
    if not slots:
        return {}
    versions = Answer.objects.filter(given=given).exclude(remark="")
    return {
        str(pk): f"{question}-{place}"
        for pk, question, place in versions.values_list("pk", "question", "place")
    }
