"""Several months, or several cells of them, at once: all of it, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from biblionet.accounts.models import User
from libraries.models import Reading
from programmes.actions.answers import clear_answer, save_answer
from programmes.actions.judging import accept_return
from programmes.actions.returns import submit_return
from programmes.models import Return
from programmes.overviews import Slot


@dataclass(frozen=True, slots=True)
class Pasted:
    """A number for one slot of a return, with the version of what stood there, 0 for nothing."""

    given: Return
    slot: Slot
    value: Decimal
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft said before something was pasted over it."""

    state: str
    value: Decimal | None
    decimals: int
    expected_on: date | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Put:
    """A pasted number and what it took the place of: enough to put that back."""

    given: Return
    slot: Slot
    version: int  # of the draft as the paste left it
    before: Said | None


@dataclass(frozen=True, slots=True)
class Undone:
    """How many numbers were put back, and why others could not be: a sentence for each month."""

    count: int
    refused: tuple[str, ...]


@transaction.atomic
def paste_answers(*, pasted: Sequence[Pasted], by: User) -> list[Put]:
    """Keep all pasted numbers as drafts, or none of them when one is refused.

    A number replaces the reason why there was none; a sentence that was written stays.
    """
    done: list[Put] = []
    refused: list[ValidationError] = []
    for one in pasted:
        said = _said(one.slot.reading)
        try:
            reading = save_answer(
                given=one.given,
                slot=one.slot,
                value=one.value,
                explanation=said.explanation if said else "",
                version=one.version,
                by=by,
            )
        except ValidationError as refusal:
            refused.extend(_about(one, refusal))
        else:
            done.append(Put(one.given, one.slot, reading.version, said))
    if refused:
        raise ValidationError(refused)
    return done


def _said(reading: Reading | None) -> Said | None:
    """Return what a draft says now: the next one is written over it."""
    if reading is None:
        return None
    return Said(**{name: getattr(reading, name) for name in Said.__dataclass_fields__})


def _about(one: Pasted, refusal: ValidationError) -> Iterable[ValidationError]:
    """Yield what was refused, each sentence with its row and month before it."""
    for message in refusal.messages:
        yield ValidationError(
            gettext_lazy("%(question)s, %(period)s: %(problem)s"),
            code=getattr(refusal, "code", None) or "answer",
            params={
                "question": str(one.slot.question),
                "period": str(one.given.period),
                "problem": message,
            },
        )


@transaction.atomic
def take_back_paste(*, put: Sequence[Put], by: User) -> Undone:
    """Put back what a paste replaced, but for what somebody changed since.

    A month that was closed or handed in since stays as it is, and keeps no other from going back.
    """
    count, refused = 0, {}
    for one in put:
        now = one.slot.reading
        if now is None or now.version != one.version:
            continue
        try:
            with transaction.atomic():
                _put_back(one, by=by)
        except ValidationError as refusal:
            refused[one.given.period.pk] = _("%(period)s stays as it is. %(problem)s") % {
                "period": one.given.period,
                "problem": " ".join(refusal.messages),
            }
        else:
            count += 1
    return Undone(count, tuple(refused.values()))


def _put_back(one: Put, *, by: User) -> None:
    if one.before is None:
        clear_answer(given=one.given, slot=one.slot, version=one.version, by=by)
        return
    save_answer(given=one.given, slot=one.slot, version=one.version, by=by, **asdict(one.before))


@transaction.atomic
def submit_months(*, returns: Sequence[Return], accountable: User, by: User) -> list[Return]:
    """Hand in several months at once; when one of them is not ready nothing is handed in."""
    if not returns:
        raise ValidationError(_("There is no month to submit."), code="nothing")
    at = timezone.now()
    problems: list[ValidationError] = []
    for given in returns:
        try:
            submit_return(given=given, accountable=accountable, by=by, at=at)
        except ValidationError as refusal:
            problems.extend(
                ValidationError(
                    gettext_lazy("%(period)s: %(problem)s"),
                    code="answer",
                    params={"period": str(given.period), "problem": message},
                )
                for message in refusal.messages
            )
    if problems:
        raise ValidationError(problems)
    return list(returns)


@transaction.atomic
def accept_months(*, returns: Sequence[Return], rounds: dict[int, int], by: User) -> list[Return]:
    """Agree with several months as they were read; `rounds` is how often each was handed in then.

    Was one taken back and handed in again since, nothing is accepted.
    """
    if not returns:
        raise ValidationError(_("There is no month to agree with."), code="nothing")
    for given in returns:
        there = Return.objects.get(pk=given.pk)
        if there.round != rounds.get(given.pk):
            raise ValidationError(
                _("%(period)s was handed in again in the meantime. Look at it first.")
                % {"period": given.period},
                code="changed",
            )
        accept_return(given=given, by=by, seen_round=rounds[given.pk])
    return list(returns)
