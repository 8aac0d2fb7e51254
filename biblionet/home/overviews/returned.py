"""What the support institution sent back, and who has to know. The trail says that it happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from biblionet.accounts.models import Told, User
from biblionet.home.overviews.people import people_who_report
from biblionet.home.rules import gets_mail, hears_of
from biblionet.trail.models import Step
from goals.models import ProgressUpdate
from libraries.models import Figure, Period, Reading, Scope
from programmes.models import Answer, Return
from programmes.overviews import sheets_of

VERBS = ("sent back update", "sent back reading", "sent back answer")
Thing = ProgressUpdate | Reading | Answer
Place = ProgressUpdate | Reading | Return


@dataclass(frozen=True, slots=True)
class Returned:
    """Something that was sent back and is still with who reports, by the step that says so."""

    step: Step
    thing: Thing

    @property
    def key(self) -> str:
        return key_of(self.step.pk)

    @property
    def scope(self) -> Scope:
        return self._about.scope

    @property
    def period(self) -> Period:
        return self._about.period

    @property
    def _about(self) -> ProgressUpdate | Figure | Return:
        """What says of whom and over which period it is."""
        if isinstance(self.thing, Reading):
            return self.thing.figure
        return self.thing.given if isinstance(self.thing, Answer) else self.thing


def key_of(step: int) -> str:
    """Return the key under which somebody is told of a step."""
    return f"step-{step}"


def returned_since(moment: datetime) -> tuple[Returned, ...]:
    """Return what was sent back since a moment and did not come in again, in four queries."""
    return still_out(Step.objects.filter(verb__in=VERBS, at__gte=moment))


def returned_by_keys(keys: Iterable[str]) -> tuple[Returned, ...]:
    """Return what these keys tell of, as far as it did not come in again."""
    steps = [int(key.removeprefix("step-")) for key in keys]
    return still_out(Step.objects.filter(verb__in=VERBS, pk__in=steps))


def still_out(steps: QuerySet[Step]) -> tuple[Returned, ...]:
    """Keep of these steps the last of each thing that is still sent back, oldest first."""
    last = {(step.kind, step.key): step for step in steps.order_by("pk")}
    updates = (
        ProgressUpdate.objects.filter(pk__in=keys_of(ProgressUpdate, last))
        .filter(state=ProgressUpdate.State.SENT_BACK)
        .with_labels()
    )
    readings = (
        Reading.objects.heads()
        .filter(pk__in=keys_of(Reading, last), workflow=Reading.Workflow.DRAFT)
        .exclude(remark="")
        .select_related("author", "figure__indicator", "figure__scope__owner", "figure__period")
    )
    answers = (
        Answer.objects.heads()
        .filter(pk__in=keys_of(Answer, last), given__state=Return.State.SENT_BACK)
        .exclude(remark="")
        .select_related(
            "author",
            "place",
            "question__section",
            "given__questionnaire",
            "given__scope__owner",
            "given__period",
        )
    )
    found = [
        Returned(last[thing._meta.label_lower, str(thing.pk)], thing)
        for thing in (*updates, *readings, *answers)
    ]
    return tuple(sorted(found, key=lambda one: one.step.pk))


def mended_in(returned: Sequence[Returned]) -> tuple[Place, ...]:
    """Return where each is mended: in the return in which it was asked, or else by itself."""
    rounds: dict[int, Return] = {}
    if any(isinstance(one.thing, Reading) for one in returned):
        given = Return.objects.with_labels().filter(state=Return.State.SENT_BACK)
        for sheet in sheets_of(list(given)):
            rounds |= {slot.reading.pk: sheet.given for slot in sheet.slots if slot.reading}
    return tuple(_mended_in(one.thing, rounds) for one in returned)


def _mended_in(thing: Thing, rounds: dict[int, Return]) -> Place:
    if isinstance(thing, Reading):
        return rounds.get(thing.pk, thing)
    return thing.given if isinstance(thing, Answer) else thing


def keys_of(model: type[Thing], last: Iterable[tuple[str, str]]) -> list[str]:
    return [key for kind, key in last if kind == model._meta.label_lower]


def untold(returned: Sequence[Returned], *, today: date) -> dict[User, list[str]]:
    """Return by person the keys of what came back and was not told to them yet, in two queries."""
    reporting = people_who_report(
        {one.scope.pk: one.scope for one in returned}.values(), today=today
    )
    told = set(
        Told.objects.filter(key__in=[one.key for one in returned]).values_list("user", "key")
    )
    found: dict[User, list[str]] = {}
    for one in returned:
        for person in reporting[one.scope.pk] or writers_of(one):
            knows = (person.pk, one.key) in told or person.pk == one.step.by_id
            if not knows and hears_of(person, is_example=one.period.is_example):
                found.setdefault(person, []).append(one.key)
    return found


def writers_of(returned: Returned) -> tuple[User, ...]:
    """Return who wrote what nobody reports for, such as a figure of the whole province."""
    author = returned.thing.author
    return (author,) if author and gets_mail(author) else ()
