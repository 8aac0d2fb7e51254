"""What happened, in plain words, from the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from goals.models import Action, Objective, ProgressUpdate
from goals.rules import can_see_conversation
from goals.standing import WORST_FIRST

MOST_STEPS = 30
WORDS: Mapping[str, str | Promise] = {
    "began update": gettext_lazy("began an update"),
    "saved update": gettext_lazy("changed the update"),
    "submitted update": gettext_lazy("submitted the update"),
    "withdrew update": gettext_lazy("took the update back"),
    "accepted update": gettext_lazy("agreed with the update"),
    "sent back update": gettext_lazy("sent the update back"),
    "added evidence": gettext_lazy("added a file"),
    "removed evidence": gettext_lazy("removed a file"),
    "assigned": gettext_lazy("asked a scope to report"),
    "unassigned": gettext_lazy("ended an assignment"),
    "set target": gettext_lazy("set a target"),
    "set performance": gettext_lazy("changed a line of the activity plan"),
    "linked": gettext_lazy("linked an action"),
    "loaded": gettext_lazy("loaded this from a file"),
    "imported": gettext_lazy("imported this from a sheet"),
    "added": pgettext_lazy("history", "added this"),
    "changed": pgettext_lazy("history", "changed this"),
    "deleted": pgettext_lazy("history", "deleted this"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: when, who, what, and the reason that was given."""

    when: datetime
    who: str
    what: str
    reason: str = ""
    url: str = ""


def history_of_update(update: ProgressUpdate) -> tuple[Entry, ...]:
    """Return everything that was done with one update, newest first."""
    steps = _steps({ProgressUpdate._meta.label_lower: [update.pk]})
    return tuple(_entry(step) for step in steps)


def history_of_thing(
    thing: Objective | Action,
    updates: Iterable[ProgressUpdate],
    others: Iterable[models.Model],
    *,
    user: User,
) -> tuple[Entry, ...]:
    """Return what happened with an objective or action, as far as somebody may know.

    `others` are its assignments and targets. Of another organisation's update only that it was
    agreed with.
    """
    known = {str(update.pk): update for update in updates}
    keys: dict[str, list[object]] = {ProgressUpdate._meta.label_lower: list(known)}
    for row in (thing, *others):
        keys.setdefault(row._meta.label_lower, []).append(row.pk)
    return tuple(
        _entry(step, known.get(step.key) if _is_update(step) else None)
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


def _entry(step: Step, update: ProgressUpdate | None = None) -> Entry:
    about = f"{update.scope.label}, {update.period}: " if update else ""
    what = f"{about}{WORDS.get(step.verb, step.verb)}"
    details = _details(step)
    return Entry(
        when=step.at,
        who=str(step.by) if step.by else _("The portal"),
        what=f"{what} ({details})" if details else what,
        reason=step.reason,
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
