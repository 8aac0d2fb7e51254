"""Hand out, submit, take back and send back. The figures of a return go through libraries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import actions as figures
from libraries.models import Period, Reading
from libraries.rules import directs
from libraries.standing import deadline_after
from programmes import rules
from programmes.models import Answer, Questionnaire, Return
from programmes.overviews import Sheet, Slot, asked_of, problems_in_words, sheet_of

State = Return.State
Workflow = Reading.Workflow
# What others may have changed since a return was read.
HELD = (
    "state",
    "round",
    "submitted_at",
    "submitted_by_id",
    "accepted_at",
    "approved_at",
    "finality",
)


@transaction.atomic
def hand_out(*, period: Period, at: datetime | None = None) -> list[Return]:
    """Give everybody who is asked something over an open period a return; the new ones come back.

    Safe to do twice: who has one keeps it. A late opening leaves as many days to answer.
    """
    if not period.is_open:
        return []
    at = at or timezone.now()
    opened = timezone.localdate(period.opened_at)
    new = []
    asked = Questionnaire.objects.asked_over(period).select_related("asked_of")
    for questionnaire in asked.filter(sections__questions__isnull=False).distinct():
        counted = deadline_after(period.end, opened=opened, days=questionnaire.days_after)
        deadline = questionnaire.deadline or counted
        contacts = _contacts_before(questionnaire)
        for scope in asked_of(questionnaire, period):
            given, is_new = Return.objects.get_or_create(
                questionnaire=questionnaire,
                scope=scope,
                period=period,
                defaults={
                    "deadline": deadline,
                    "handed_out_at": at,
                    "contact_id": contacts.get(scope.pk),
                },
            )
            if is_new:
                record("handed out", given, by=None, scope=scope.owner_code)
                new.append(given)
    return new


def _contacts_before(questionnaire: Questionnaire) -> dict[int, int]:
    """Return who gathered the answers the last time, of this one or the one it follows."""
    series = [one for one in (questionnaire.pk, questionnaire.follows_id) if one]
    before = Return.objects.filter(questionnaire__in=series, contact__is_active=True)
    in_order = before.order_by("period__end").values_list("scope", "contact")
    return {scope: contact for scope, contact in in_order if contact}


@transaction.atomic
def submit_return(
    *, given: Return, accountable: User, by: User, at: datetime | None = None
) -> Return:
    """Hand in everything a return still has in hand: all of it, or nothing.

    `accountable` answers for it, `by` sends it; both are kept. ValidationError lists what is
    missing, wrong or not explained.
    """
    at = at or timezone.now()
    hold(given)
    require_in_hand(given)
    if not rules.can_answer_for(accountable, given.scope):
        raise ValidationError(
            _("%(who)s does not answer for %(scope)s.")
            % {"who": accountable, "scope": given.scope.label},
            code="not_accountable",
        )
    sheet = sheet_of(given)
    problems = list(problems_in(sheet))
    if problems:
        raise ValidationError(problems)
    figures.join_round(readings=sheet.in_workflow(Workflow.SUBMITTED))
    figures.submit_readings(
        readings=sheet.in_workflow(Workflow.DRAFT),
        scope=given.scope,
        period=given.period,
        by=by,
        at=at,
    )
    change(
        given,
        State.SUBMITTED,
        submitted_at=at,
        submitted_by=by,
        accountable=accountable,
        round=given.round + 1,
    )
    owner = given.scope.owner_code
    record("submitted return", given, by=by, scope=owner, accountable=accountable.pk)
    return given


@transaction.atomic
def withdraw_return(*, given: Return, by: User) -> Return:
    """Take back what was submitted and not yet judged, while the period is open."""
    hold(given)
    if given.state != State.SUBMITTED:
        raise ValidationError(state_sentence(given), code="state")
    figures.withdraw_readings(
        readings=sheet_of(given).in_workflow(Workflow.SUBMITTED),
        scope=given.scope,
        period=given.period,
        by=by,
    )
    change(given, State.DRAFT, approved_at=None, approved_by=None)
    record("withdrew return", given, by=by, scope=given.scope.owner_code)
    return given


@transaction.atomic
def send_back_answer(*, given: Return, slot: Slot, reason: str, by: User) -> Return:
    """Send one answer back with the reason; the others stay handed in."""
    hold(given)
    said = slot.given
    if given.state not in Return.UNDER_REVIEW or said is None:
        raise ValidationError(state_sentence(given), code="state")
    if isinstance(said, Answer):
        _remark_on(said, reason, by=by)
    else:
        figures.send_back_reading(reading=said, reason=reason, by=by)
    change(given, State.SENT_BACK, approved_at=None, approved_by=None)
    record("sent back return", given, by=by, scope=given.scope.owner_code, reason=reason.strip())
    return given


def _remark_on(answer: Answer, reason: str, *, by: User) -> None:
    """Say what has to change of an answer that is no figure; the next version answers it."""
    if not rules.can_review(by):
        raise ValidationError(
            _("Only the support institution accepts figures or sends them back."),
            code="not_allowed",
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Say what has to change.")})
    answer.remark = reason.strip()
    as_read = Answer.objects.filter(pk=answer.pk, version=answer.version)
    if not as_read.update(remark=answer.remark):
        raise ValidationError(
            _("Somebody changed this in the meantime. Look at it again."), code="changed"
        )
    record(
        "sent back answer",
        answer,
        by=by,
        scope=answer.given.scope.owner_code,
        reason=answer.remark,
    )


@transaction.atomic
def approve_return(*, given: Return, by: User, seen_round: int | None = None) -> Return:
    """Agree with what was submitted, for the organisation; only one of its directors does.

    `seen_round` is the round that was read: what was handed in again since has to be read again.
    """
    hold(given)
    require_round(given, seen_round)
    if not directs(by, given.scope):
        raise ValidationError(
            _("Only a director of %(scope)s agrees with this.") % {"scope": given.scope.label},
            code="not_allowed",
        )
    if given.state != State.SUBMITTED:
        raise ValidationError(state_sentence(given), code="state")
    if given.approved_at is not None:
        raise ValidationError(_("A director agreed with this already."), code="approved")
    change(given, State.SUBMITTED, approved_at=timezone.now(), approved_by=by)
    record("approved return", given, by=by, scope=given.scope.owner_code)
    return given


def require_period_open(given: Return) -> None:
    """Refuse what is written in a closed period, saying why."""
    figures.require_writable(period=given.period, scope=given.scope)


def problems_in(sheet: Sheet) -> Iterable[ValidationError]:
    """Yield what keeps a return from being submitted, each with what it is about before it."""
    for slot in sheet.slots:
        for problem in problems_in_words(slot):
            yield ValidationError(
                gettext_lazy("%(question)s, %(place)s: %(problem)s"),
                code="answer",
                params={
                    "question": str(slot.question),
                    "place": slot.place.label,
                    "problem": problem,
                },
            )


def require_round(given: Return, seen: int | None) -> None:
    """Refuse to judge another round than was read. None leaves that check out."""
    if seen is not None and seen != given.round:
        raise ValidationError(
            _("This was handed in again in the meantime. Read it again."), code="changed"
        )


def require_in_hand(given: Return) -> None:
    """Refuse to write in a return that is out of hand, saying who has it."""
    if not given.is_writable:
        raise ValidationError(state_sentence(given), code="state")


def state_sentence(given: Return, *, can_withdraw: bool = True) -> str:
    """Return why a return cannot be changed now, and what can be done about it."""
    if given.state == State.SUBMITTED:
        words = {"day": _day(given.submitted_at), "who": given.submitted_by}
        if not can_withdraw:
            return _("This was submitted on %(day)s by %(who)s.") % words
        return (
            _(
                "This was submitted on %(day)s by %(who)s. You can take it back as long as the "
                "POI has not judged it."
            )
            % words
        )
    if given.state == State.ACCEPTED:
        return _(
            "The POI agreed with this on %(day)s: %(who)s. Is something wrong in it? Ask the POI."
        ) % {"day": _day(given.accepted_at), "who": given.accepted_by}
    return _("This has not been submitted yet.")


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localdate(moment)) if moment else ""


def hold(given: Return) -> None:
    """Let nobody else change the return until this is done, and see it as it is now."""
    there = Return.objects.select_for_update().get(pk=given.pk)
    for name in HELD:
        setattr(given, name, getattr(there, name))


def change(given: Return, state: str, **values: Any) -> None:
    """Bring a return that is held into another state."""
    for name, value in {"state": state, **values}.items():
        setattr(given, name, value)
    given.save(update_fields=["state", *values])
