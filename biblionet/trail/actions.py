"""The one way to add to the trail."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models

from biblionet.trail.models import Step


class Person(Protocol):
    """What the trail keeps of a person: the id."""

    pk: Any


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Person | None,
    scope: str = "",
    reason: str = "",
    **details: Any,
) -> Step:
    """Add one step, inside the transaction of the action that calls this.

    `by` is None only for what the portal does of itself: loading, sweeping.
    `details` must be JSON: strings, numbers, lists.
    """
    step = _step(verb, thing, by, scope, reason, details)
    step.save(force_insert=True)
    return step


def record_all(
    verb: str, things: Iterable[models.Model], *, by: Person | None, scope: str = ""
) -> None:
    """Add a step for each of many things to which the same was done, in one query."""
    Step.objects.bulk_create(_step(verb, thing, by, scope, "", {}) for thing in things)


def _step(
    verb: str,
    thing: models.Model,
    by: Person | None,
    scope: str,
    reason: str,
    details: dict[str, Any],
) -> Step:
    return Step(
        by_id=None if by is None else by.pk,
        verb=verb,
        kind=thing._meta.label_lower,
        key=str(thing.pk),
        label=str(thing)[:255],
        scope=scope,
        reason=reason,
        details=details,
    )


def forget(keys: dict[str, list[str]]) -> int:
    """Delete the steps about these objects, by kind and keys; return how many there were.

    Only for what was never real: the example year.
    """
    count = 0
    for kind, of_kind in keys.items():
        for start in range(0, len(of_kind), 500):
            found = Step.objects.filter(kind=kind, key__in=of_kind[start : start + 500])
            count += found.delete()[0]
    return count
