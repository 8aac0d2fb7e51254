"""Who reports on what, what is aimed for, and the lines of the activity plan."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from goals.models import Action, ActionLink, Assignment, Objective, Performance, Target
from libraries.models import Indicator, Period, Scope


def _key(about: Objective | Action) -> dict[str, Objective | Action]:
    return {"objective" if isinstance(about, Objective) else "action": about}


@transaction.atomic
def assign(
    *,
    about: Objective | Action,
    scope: Scope,
    starts: date | None = None,
    period: Period | None = None,
    by: User,
) -> Assignment:
    """Let a scope report on an objective or action; who did so before takes it up again.

    `period` for one year only, otherwise from `starts` on.
    """
    assignment, is_new = Assignment.objects.get_or_create(
        **_key(about), scope=scope, defaults={"starts": starts, "period": period}
    )
    if not is_new:
        _require_goes_on(assignment, starts, period)
        assignment.ends = None
        assignment.save(update_fields=["ends"])
    record("assigned", assignment, by=by, scope=scope.owner_code)
    return assignment


def _require_goes_on(assignment: Assignment, starts: date | None, period: Period | None) -> None:
    """Refuse to take up again what would get other dates: what was said of the past stays true."""
    if assignment.ends is None:
        raise ValidationError(_("This is assigned already."), code="twice")
    following = assignment.ends + timedelta(days=1)
    has_gap = starts is not None and starts > following
    if has_gap or period != assignment.period:
        raise ValidationError(
            _(
                "This was assigned until %(day)s. It can only go on without a gap and for the same "
                "years: leave the first day empty, or choose %(next)s."
            ),
            code="gap",
            params={"day": date_format(assignment.ends), "next": date_format(following)},
        )


@transaction.atomic
def unassign(*, assignment: Assignment, last_day: date, by: User) -> Assignment:
    """End an assignment; what was reported until then stays."""
    if assignment.starts and last_day < assignment.starts - timedelta(days=1):
        raise ValidationError(_("The end lies before the start."), code="order")
    assignment.ends = last_day
    assignment.save(update_fields=["ends"])
    record(
        "unassigned",
        assignment,
        by=by,
        scope=assignment.scope.owner_code,
        last_day=last_day.isoformat(),
    )
    return assignment


@transaction.atomic
def link_action(
    *, action: Action, objective: Objective, order: int, period: Period | None = None, by: User
) -> ActionLink:
    """Put an action under one more objective, of whatever framework; for a year or lasting."""
    link = ActionLink.objects.create(action=action, objective=objective, order=order, period=period)
    record("linked", link, by=by)
    return link


@transaction.atomic
def set_target(
    *,
    about: Objective | Action,
    indicator: Indicator,
    scope: Scope,
    period: Period,
    value: Decimal,
    direction: str = Target.Direction.AT_LEAST,
    margin: int = 0,
    by: User,
    is_new: bool = False,
) -> Target:
    """Write down what is to be reached, in the unit of the indicator; the old value is kept.

    `is_new` refuses to write over a target that is there.
    """
    key = {**_key(about), "indicator": indicator, "scope": scope, "period": period}
    before = Target.objects.filter(**key).first()
    if before and is_new:
        raise ValidationError(_("There is a target for this already. Change that one."))
    target = before or Target(**key)
    old = str(before.value) if before else ""
    target.value, target.direction, target.margin = value, direction, margin
    target.full_clean()
    target.save()
    record("set target", target, by=by, scope=scope.owner_code, old=old, new=str(value))
    return target


@transaction.atomic
def set_performance(
    *,
    action: Action,
    period: Period,
    aimed: str,
    realised: str = "",
    budget: Decimal | None = None,
    spent: Decimal | None = None,
    explanation: str = "",
    by: User,
    is_new: bool = False,
) -> Performance:
    """Keep the line of the activity plan for an action and a year; amounts in euros.

    `is_new` refuses to write over a line that is there.
    """
    found = Performance.objects.filter(action=action, period=period).first()
    if found and is_new:
        raise ValidationError(_("There is a line for this action and year. Change that one."))
    line = found or Performance(action=action, period=period)
    before = _told(line)
    line.aimed, line.realised, line.explanation = aimed, realised, explanation
    line.budget, line.spent = budget, spent
    line.full_clean()
    line.save()
    after = _told(line)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record("set performance", line, by=by, changed=changed)
    return line


def _told(line: Performance) -> dict[str, str]:
    """Return what a line says, as the trail keeps it."""
    names = ("aimed", "realised", "budget", "spent", "explanation")
    return {name: "" if (value := getattr(line, name)) is None else str(value) for name in names}
