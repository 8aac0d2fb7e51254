"""What happened, in plain words, from the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from goals.models import (
    Action,
    Assignment,
    Objective,
    ObjectiveAlias,
    ProgressUpdate,
    Target,
    Wording,
)
from goals.rules import can_see_conversation
from goals.standing import WORST_FIRST
from libraries.overviews import write_with_unit

MOST_STEPS = 30


def history_of_update(update: ProgressUpdate) -> tuple[Line, ...]:
    """Return everything that was done with one update, newest first."""
    steps = _steps({ProgressUpdate._meta.label_lower: [update.pk]})
    return tuple(_line(step, thing=_("this update")) for step in steps)


def history_of_thing(
    thing: Objective | Action,
    updates: Iterable[ProgressUpdate],
    others: Iterable[models.Model],
    *,
    user: User,
) -> tuple[Line, ...]:
    """Return what happened with an objective or action, as far as somebody may know.

    `others` are its targets, assignments, other names and the words at its charts. Of another
    organisation's update only that it was agreed with, and how.
    """
    known = {str(update.pk): update for update in updates}
    rows = {(row._meta.label_lower, str(row.pk)): row for row in (thing, *others)}
    keys: dict[str, list[object]] = {ProgressUpdate._meta.label_lower: list(known)}
    for kind, key in rows:
        keys.setdefault(kind, []).append(key)
    return tuple(
        _line(step, known[step.key])
        if _is_update(step)
        else _line(step, about=rows.get((step.kind, step.key)))
        for step in _steps(keys)
        if not _is_update(step) or _may_know(step, known[step.key], user)
    )


def _steps(keys: Mapping[str, Iterable[object]]) -> list[Step]:
    wanted = Step.objects.none()
    for kind, of_kind in keys.items():
        wanted |= Step.objects.filter(kind=kind, key__in=[str(key) for key in of_kind])
    return list(wanted.select_related("by")[:MOST_STEPS])


def _is_update(step: Step) -> bool:
    return step.kind == ProgressUpdate._meta.label_lower


def _may_know(step: Step, update: ProgressUpdate, user: User) -> bool:
    return step.verb == "accepted update" or can_see_conversation(user, update)


def _line(
    step: Step,
    update: ProgressUpdate | None = None,
    *,
    thing: str = "",
    about: models.Model | None = None,
) -> Line:
    """Put a step into words, with what changed and a link to the update it was done to."""
    line = read(step, thing=thing or _name(about))
    details = _details(step, about)
    return replace(
        line,
        what=f"{line.what} ({details})" if details else line.what,
        url=update.get_absolute_url() if update else "",
    )


def _name(row: models.Model | None) -> str:
    """Name what hangs on the thing of the page, without naming that thing again."""
    if isinstance(row, Target):
        return f"{row.indicator}, {row.scope.label}, {row.period.year.number}"
    if isinstance(row, Assignment):
        return row.scope.label
    if isinstance(row, ObjectiveAlias):
        return _("the other name “%(name)s”") % {"name": row.name}
    if isinstance(row, Wording):
        words = {"indicator": row.indicator, "year": row.period.year.number}
        return _("the sentence with %(indicator)s, %(year)s") % words
    return ""


def _details(step: Step, about: models.Model | None) -> str:
    """Write what changed, where a few words can."""
    if step.verb == "saved update":
        return ", ".join(_changes(step.details.get("changed", {})))
    if step.verb == "accepted update":
        return _rating(step.details.get("rating", ""))
    if step.verb == "set target":
        values = [step.details.get(name) for name in ("old", "new")]
        return " → ".join(_aimed(value, about) for value in values if value)
    if step.verb == "unassigned":
        last = date.fromisoformat(step.details["last_day"])
        return _("until %(day)s") % {"day": date_format(last, "DATE_FORMAT")}
    return str(step.details.get("file", ""))


def _aimed(value: str, target: models.Model | None) -> str:
    """Write a value that was aimed for as people do, in the unit of its indicator."""
    if isinstance(target, Target):
        return write_with_unit(Decimal(value), target.indicator)
    return value


def _changes(changed: Mapping[str, list[str]]) -> Iterable[str]:
    names: Mapping[str, Callable[[], str]] = {
        "note": lambda: _("text"),
        "question": lambda: _("question to the POI"),
    }
    for name, (old, new) in changed.items():
        if name == "rating":
            yield " → ".join(_rating(value) for value in (old, new) if value)
        elif name in names:
            yield names[name]()


def _rating(value: str) -> str:
    return str(ProgressUpdate.Rating(value).label) if value in WORST_FIRST else value
