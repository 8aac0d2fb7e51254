"""Type a figure, hand it in, accept it or send it back. Nothing accepted is ever rewritten."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.actions.locks import require_writable
from libraries.actions.refusals import (
    changed_meanwhile,
    judged_by_the_database,
    out_of_bounds,
    require_reason,
)
from libraries.actions.settling import place_figure, settle
from libraries.models import Figure, Indicator, Period, Reading, Scope
from libraries.overviews.words import written
from libraries.standing import LEAST, Point, change, jumps

State = Reading.State
Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed of one figure."""

    state: str
    value: Decimal | None
    decimals: int
    qualifier: str
    method: str
    finality: str
    expected_on: date | None
    explanation: str
    confirms: Reading | None
    correction: str


@transaction.atomic
def report_figure(
    *,
    indicator: Indicator,
    scope: Scope,
    period: Period,
    by: User,
    state: str = State.VALUE,
    value: Decimal | None = None,
    decimals: int | None = None,
    qualifier: str = Reading.Qualifier.EXACT,
    method: str = Reading.Method.UNKNOWN,
    finality: str = Reading.Finality.NONE,
    expected_on: date | None = None,
    explanation: str = "",
    confirms: Reading | None = None,
    correction: str = "",
    part: str | None = None,
    version: int | None = None,
    asked_over: Period | None = None,
) -> Reading:
    """Keep what is typed as the one shared draft of a figure.

    `decimals` is how many were typed; without it as many as the value carries. `version` is the
    one of the draft the person saw, 0 when there was none: somebody who typed since is named.
    None leaves that check out. A figure that was accepted gets a new reading that revises it, with
    a `correction` that says why, and an explanation. `confirms` is the reading of the period before
    that somebody said still holds. `asked_over` is the period of the round in which it is asked:
    a form over a year asks for its last day too, and the lock of the year decides.
    """
    if not rules.can_report_figure(by, scope):
        raise ValidationError(_("You do not report for %(scope)s.") % {"scope": scope.label})
    _require_place(indicator, scope, period)
    require_writable(period=asked_over or period, scope=scope)
    given = _decimals_of(value) if decimals is None else decimals
    words = explanation.strip()
    typed = Typed(
        state, value, given, qualifier, method, finality, expected_on, words, confirms, correction
    )
    if value is not None and out_of_bounds(indicator, value):
        raise ValidationError({"value": out_of_bounds(indicator, value)})
    figure = place_figure(indicator=indicator, scope=scope, period=period, part=part)
    return _keep_draft(figure, typed, version=version, by=by)


def _require_place(indicator: Indicator, scope: Scope, period: Period) -> None:
    if scope.kind != indicator.level:
        raise ValidationError(
            _("“%(indicator)s” is reported per %(level)s, not for %(scope)s.")
            % {
                "indicator": indicator,
                "level": indicator.get_level_display(),
                "scope": scope.label,
            },
            code="other_level",
        )
    if not indicator.is_counted_over(period.kind):
        raise ValidationError(
            _("“%(indicator)s” is counted per %(kind)s, not over %(period)s.")
            % {
                "indicator": indicator,
                "kind": indicator.get_period_kind_display(),
                "period": period,
            },
            code="other_period",
        )


def _decimals_of(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _keep_draft(figure: Figure, typed: Typed, *, version: int | None, by: User) -> Reading:
    """Change the draft, or begin one; what was handed in has to come back first."""
    # Two first drafts at once become one; the figure goes when its only draft is thrown away.
    if not Figure.objects.order_by("pk").select_for_update().filter(pk=figure.pk).first():
        raise changed_meanwhile(None, typed.value, wanted=version or 0)
    heads = figure.readings.heads().filter(source=Reading.Source.ENTRY)
    latest = heads.select_related("author").first()
    if latest is not None and latest.workflow == Workflow.SUBMITTED:
        raise ValidationError(
            _("This figure has been handed in. Take it back before you change it."),
            code="submitted",
        )
    is_new = latest is None or latest.workflow == Workflow.ACCEPTED
    seen = 0 if latest is None or is_new else latest.version
    if version is not None and version != seen:
        raise changed_meanwhile(latest, typed.value, wanted=version)
    if (latest if is_new else latest and latest.revises) is not None:
        require_reason(typed.correction, typed.explanation)
    fresh = Reading(figure=figure, source=Reading.Source.ENTRY, revises=latest, version=0)
    return _write(fresh if latest is None or is_new else latest, typed, by=by)


def _write(draft: Reading, typed: Typed, *, by: User) -> Reading:
    """Write a draft; on a race the one who comes second is told by the version."""
    for name in Typed.__dataclass_fields__:
        setattr(draft, name, getattr(typed, name))
    draft.author = by
    draft.version += 1
    draft.clean_fields(exclude=["figure", "revises", "author", "confirms"])
    with judged_by_the_database(draft):
        _put(draft, typed, by)
    record(
        "confirmed figure" if typed.confirms else "reported figure",
        draft,
        by=by,
        scope=draft.figure.scope.owner_code,
        state=typed.state,
        value=str(typed.value) if typed.value is not None else "",
        explanation=typed.explanation,
        correction=typed.correction,
        reason=typed.explanation if typed.correction else "",
    )
    return draft


def _put(draft: Reading, typed: Typed, by: User) -> None:
    if draft.pk is None:
        draft.save()
        return
    fields: dict[str, Any] = {name: getattr(typed, name) for name in Typed.__dataclass_fields__}
    mine = Reading.objects.filter(pk=draft.pk, version=draft.version - 1, workflow=Workflow.DRAFT)
    if not mine.update(**fields, author=by, version=draft.version):
        there = Reading.objects.filter(pk=draft.pk).first()
        raise changed_meanwhile(there, typed.value, wanted=draft.version - 1)


@transaction.atomic
def submit_reading(*, reading: Reading, by: User) -> Reading:
    """Hand in a draft. A large jump against last year asks for an explanation first."""
    figure = reading.figure
    if not rules.can_report_figure(by, figure.scope):
        raise ValidationError(_("You do not report for %(scope)s.") % {"scope": figure.scope.label})
    require_writable(period=figure.period, scope=figure.scope)
    if reading.workflow != Workflow.DRAFT:
        raise ValidationError(_("This figure has been handed in already."), code="submitted")
    if not reading.explanation and (question := jump_question(reading=reading)):
        raise ValidationError({"explanation": question})
    return move(
        reading,
        Workflow.SUBMITTED,
        "submitted reading",
        by=by,
        submitted_at=timezone.now(),
        with_round=False,
    )


def jump_question(*, reading: Reading) -> str:
    """Return the question a large change asks for; empty when nothing needs to be explained."""
    figure = reading.figure
    if reading.amount is None:
        return ""
    last = (
        Figure.objects.like(figure.period)
        .filter(
            indicator=figure.indicator,
            definition=figure.definition,
            part=figure.part,
            scope=figure.scope,
            period__kind=figure.period.kind,
            period__end__year=figure.period.end.year - 1,
        )
        .select_related("indicator", "current")
        .first()
    )
    if last is None or last.current is None:
        return ""
    series = str(figure.definition_id)
    last.current.figure = last
    moved = change(
        Point(figure.period.end.year - 1, series, last.current.amount),
        Point(figure.period.end.year, series, reading.amount),
    )
    # A share or a mark is small by nature: there the percentage alone decides.
    least = LEAST if figure.indicator.is_additive else Decimal()
    if moved is None or not jumps(moved, least=least):
        return ""
    if moved.percent is None:
        return _("Last year this was zero. Is this right? Then explain it in a sentence.")
    more = _("This is %(percent)s%% more than last year. Is this right? Then explain it.")
    less = _("This is %(percent)s%% less than last year. Is this right? Then explain it.")
    return (more if moved.difference > 0 else less) % {
        "percent": written(abs(moved.percent), decimals=0)
    }


@transaction.atomic
def accept_reading(*, reading: Reading, by: User) -> Reading:
    """Accept what was handed in; its author stays who typed it. Settles the figure."""
    _require_reviewer(reading, by)
    accepted = move(
        reading,
        Workflow.ACCEPTED,
        "accepted reading",
        by=by,
        accepted_at=timezone.now(),
        approver=by,
    )
    settle(figure=reading.figure)
    return accepted


@transaction.atomic
def send_back_reading(*, reading: Reading, reason: str, by: User) -> Reading:
    """Send one figure back with the reason; it becomes the shared draft again."""
    _require_reviewer(reading, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what has to change.")})
    return move(
        reading,
        Workflow.DRAFT,
        "sent back reading",
        by=by,
        reason=reason.strip(),
        remark=reason.strip(),
        submitted_at=None,
    )


def _require_reviewer(reading: Reading, by: User) -> None:
    if not rules.is_poi(by):
        raise ValidationError(
            _("Only the support institution accepts figures or sends them back."),
            code="not_allowed",
        )
    if not rules.can_accept_reading(by, reading):
        raise ValidationError(
            _("This figure is not waiting for a review: it is “%(status)s”.")
            % {"status": reading.get_workflow_display()},
            code="not_submitted",
        )


def move(
    reading: Reading, to: Workflow, verb: str, *, by: User, reason: str = "", **fields: Any
) -> Reading:
    """Take a reading to another status, unless somebody else did so in the meantime."""
    still = Reading.objects.filter(
        pk=reading.pk, workflow=reading.workflow, version=reading.version
    )
    version = reading.version + 1
    if not still.update(workflow=to, version=version, **fields):
        there = Reading.objects.filter(pk=reading.pk).first()
        raise changed_meanwhile(there, reading.value, wanted=reading.version)
    for name, value in {"workflow": to.value, "version": version, **fields}.items():
        setattr(reading, name, value)
    record(verb, reading, by=by, scope=reading.figure.scope.owner_code, reason=reason)
    return reading
