"""Many readings at once, from hand to hand: as many queries for a hundred as for one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record_all
from libraries import rules
from libraries.actions.locks import require_writable
from libraries.actions.settling import settle_all
from libraries.models import Period, Reading, Scope

Workflow = Reading.Workflow


@transaction.atomic
def submit_readings(
    *, readings: Sequence[Reading], scope: Scope, period: Period, by: User, at: datetime
) -> None:
    """Hand in the drafts of a scope and what it reports for; what they say was checked before."""
    _require_reporter(scope, period, by)
    _move_all(readings, Workflow.DRAFT, Workflow.SUBMITTED, submitted_at=at, with_round=True)
    record_all("submitted reading", readings, by=by, scope=scope.owner_code)


@transaction.atomic
def join_round(*, readings: Sequence[Reading]) -> None:
    """Let what was handed in by itself go with the round: it is judged and taken back there."""
    Reading.objects.filter(pk__in=[one.pk for one in readings], workflow=Workflow.SUBMITTED).update(
        with_round=True
    )


@transaction.atomic
def withdraw_readings(
    *, readings: Sequence[Reading], scope: Scope, period: Period, by: User
) -> None:
    """Take back what nobody has judged yet. It keeps when it was handed in: nobody discards it."""
    _require_reporter(scope, period, by)
    _move_all(readings, Workflow.SUBMITTED, Workflow.DRAFT)
    record_all("withdrew reading", readings, by=by, scope=scope.owner_code)


@transaction.atomic
def accept_readings(*, readings: Sequence[Reading], scope: Scope, by: User) -> None:
    """Accept what a scope handed in; authors stay who typed. Settles the figures."""
    if not rules.is_poi(by):
        raise ValidationError(
            _("Only the support institution accepts figures or sends them back."),
            code="not_allowed",
        )
    _move_all(
        readings, Workflow.SUBMITTED, Workflow.ACCEPTED, accepted_at=timezone.now(), approver=by
    )
    record_all("accepted reading", readings, by=by, scope=scope.owner_code)
    settle_all(figures=[one.figure for one in readings])


@transaction.atomic
def declare_finality(*, readings: Sequence[Reading], scope: Scope, finality: str, by: User) -> None:
    """Say how final accepted figures are; what they say stays as it is."""
    if not rules.is_poi(by):
        raise ValidationError(
            _("Only the support institution says how final figures are."), code="not_allowed"
        )
    there = Reading.objects.filter(pk__in=[one.pk for one in readings], workflow=Workflow.ACCEPTED)
    there.update(finality=finality)
    for reading in readings:
        reading.finality = finality
    record_all("declared finality", readings, by=by, scope=scope.owner_code)


def _require_reporter(scope: Scope, period: Period, by: User) -> None:
    if not rules.can_report_figure(by, scope):
        raise ValidationError(_("You do not report for %(scope)s.") % {"scope": scope.label})
    require_writable(period=period, scope=scope)


def _move_all(readings: Sequence[Reading], now: str, to: str, **values: Any) -> None:
    """Take all to another status in one UPDATE; none when one is not as it was read."""
    there = Reading.objects.filter(pk__in=[one.pk for one in readings], workflow=now)
    if there.update(workflow=to, version=F("version") + 1, **values) != len(readings):
        raise ValidationError(
            _("Somebody changed this in the meantime. Look at it again."), code="changed"
        )
    for reading in readings:
        for name, value in {"workflow": to, "version": reading.version + 1, **values}.items():
            setattr(reading, name, value)
