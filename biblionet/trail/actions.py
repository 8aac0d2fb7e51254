"""The one way to add to the trail."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils import translation

from biblionet.trail.models import Step

LONGEST_LABEL = Step._meta.get_field("label").max_length or 0


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
        label=label_of(thing),
        scope=scope,
        reason=reason,
        details=details,
    )


def label_of(thing: models.Model) -> str:
    """Return what the trail calls a thing: in the portal's own language, cut between words.

    The trail is read by others than who acted, perhaps in another language.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = str(thing)
    if len(words) <= LONGEST_LABEL:
        return words
    room = words[:LONGEST_LABEL]
    return f"{room[:-2].rpartition(' ')[0] or room[:-2]} …"


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
