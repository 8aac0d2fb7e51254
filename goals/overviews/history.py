"""What happened, in plain words, from the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.db import models
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from goals.models import Action, Objective, ProgressUpdate
from goals.rules import can_see_conversation
from goals.standing import WORST_FIRST

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

    `others` are its assignments and targets. Of another organisation's update only that it was
    agreed with.
    """
    known = {str(update.pk): update for update in updates}
    keys: dict[str, list[object]] = {ProgressUpdate._meta.label_lower: list(known)}
    for row in (thing, *others):
        keys.setdefault(row._meta.label_lower, []).append(row.pk)
    return tuple(
        _line(step, known[step.key]) if _is_update(step) else _line(step)
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


def _line(step: Step, update: ProgressUpdate | None = None, *, thing: str = "") -> Line:
    """Put a step into words, with what changed and a link to the update it was done to."""
    line = read(step, thing=thing)
    details = _details(step)
    return replace(
        line,
        what=f"{line.what} ({details})" if details else line.what,
        url=update.get_absolute_url() if update else "",
    )


def _details(step: Step) -> str:
    """Write what changed, where a few words can."""
    if step.verb == "saved update":
        return ", ".join(_changes(step.details.get("changed", {})))
    if step.verb == "set target":
        old, new = step.details.get("old"), step.details.get("new")
        return f"{old} → {new}" if old else f"{new}"
    return str(step.details.get("file", ""))


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
