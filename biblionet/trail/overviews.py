"""Steps as lines that people can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from biblionet.trail.models import Step

# What a line says after the name of who did it; %(thing)s is what it was done to. Every verb of
# the actions stands here: a test compares.
SENTENCES: dict[str, str | Promise] = {
    "accepted reading": _("accepted %(thing)s"),
    "accepted return": _("agreed with %(thing)s"),
    "accepted update": _("agreed with %(thing)s"),
    "added": _("added %(thing)s"),
    "added evidence": _("added a file to %(thing)s"),
    "added membership": _("gave a role: %(thing)s"),
    "added period": _("added %(thing)s"),
    "added person": _("made an account for %(thing)s"),
    "answered": _("answered %(thing)s"),
    "approved return": _("agreed with %(thing)s for the organisation"),
    "asked colleague": _("asked a colleague to fill in %(thing)s"),
    "assigned": _("asked for progress: %(thing)s"),
    "began update": _("began %(thing)s"),
    "changed": _("changed %(thing)s"),
    "chose contact": _("chose who gathers the answers of %(thing)s"),
    "chose reading": _("chose which source counts: %(thing)s"),
    "confirmed figure": _("said that this still holds: %(thing)s"),
    "closed period": _("closed %(thing)s"),
    "copied obligation": _("copied to another year: %(thing)s"),
    "declared finality": _("said how final %(thing)s is"),
    "copied": _("copied %(thing)s from another"),
    "deleted": _("deleted %(thing)s"),
    "discarded draft": _("threw away a draft of %(thing)s"),
    "ended access": _("closed the account of %(thing)s"),
    "ended membership": _("ended a role: %(thing)s"),
    "explained requirement": _("explained %(thing)s"),
    "finished section": _("said that this is ready: %(thing)s"),
    "froze": _("froze %(thing)s"),
    "granted exception": _("granted an exception: %(thing)s"),
    "handed out": _("handed out %(thing)s"),
    "imported": _("imported %(thing)s from a sheet"),
    "imported figures": _("imported figures: %(thing)s"),
    "linked": _("linked %(thing)s"),
    "made feed token": _("made a key to the figures: %(thing)s"),
    "loaded": _("loaded %(thing)s from a file"),
    "marked as met": _("said that this is met: %(thing)s"),
    "marked as not met": _("took back that this is met: %(thing)s"),
    "moved": _("moved %(thing)s"),
    "moved deadline": _("gave another deadline to %(thing)s"),
    "opened": _("opened %(thing)s"),
    "opened period": _("opened %(thing)s"),
    "ordered the file of": _("ordered the file of %(thing)s"),
    "placed a text in": _("put a text in %(thing)s"),
    "produced the file of": _("produced the file of %(thing)s"),
    "quoted": _("quoted %(thing)s from a publication"),
    "reminded": _("sent a reminder to %(thing)s"),
    "removed evidence": _("removed a file from %(thing)s"),
    "removed example": _("removed the example year of %(thing)s"),
    "renamed": _("changed the name: %(thing)s"),
    "renewed calendar": _("made a calendar address for %(thing)s"),
    "reported figure": _("entered %(thing)s"),
    "restored access": _("opened the account of %(thing)s again"),
    "revoked feed token": _("revoked a key to the figures: %(thing)s"),
    "saved update": _("saved %(thing)s"),
    "sent back answer": _("sent back %(thing)s"),
    "sent back reading": _("sent back %(thing)s"),
    "sent back return": _("sent back an answer of %(thing)s"),
    "sent back update": _("sent back %(thing)s"),
    "set password": _("set the password of %(thing)s"),
    "set performance": _("changed the activity plan: %(thing)s"),
    "set target": _("set a target: %(thing)s"),
    "stopped taking part in profile": _("ended: %(thing)s"),
    "submitted reading": _("handed in %(thing)s"),
    "submitted return": _("submitted %(thing)s"),
    "submitted update": _("submitted %(thing)s"),
    "took part in profile": _("took part: %(thing)s"),
    "undid import": _("undid the import of figures: %(thing)s"),
    "unassigned": _("no longer asks for progress: %(thing)s"),
    "withdrew reading": _("took back %(thing)s"),
    "withdrew return": _("took back %(thing)s"),
    "withdrew section": _("asks no longer: %(thing)s"),
    "withdrew update": _("took back %(thing)s"),
    "withdrew calendar": _("stopped the calendar address of %(thing)s"),
    "wrote": _("wrote %(thing)s"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step in words, as the timeline component prints it."""

    when: datetime
    who: str
    what: str
    reason: str
    url: str = ""


def read(step: Step, *, thing: str = "") -> Line:
    """Put a step into words of the active language; `by` must have been fetched.

    `thing` says it shorter where everybody knows what it was done to.
    """
    sentence = SENTENCES.get(step.verb, f"{step.verb} %(thing)s")
    return Line(
        when=step.at,
        who=str(step.by) if step.by else gettext("The portal"),
        what=str(sentence) % {"thing": thing or step.label},
        reason=step.reason,
    )


def history(*things: models.Model, limit: int = 50) -> tuple[Line, ...]:
    """Return what happened to these objects, newest first, in one query."""
    about = Q(pk__in=())
    for thing in things:
        about |= Q(kind=thing._meta.label_lower, key=str(thing.pk))
    steps = Step.objects.filter(about).select_related("by")[:limit]
    return tuple(map(read, steps))


def kinds(steps: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return label and name of these kinds, by name: ('goals.target', 'streefwaarde')."""
    named = [(kind, name_of(kind)) for kind in steps]
    return tuple(sorted(named, key=lambda pair: pair[1]))


def name_of(kind: str) -> str:
    """Return what people call a kind; something general when nothing is called so any more."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except LookupError:
        return gettext("something that is not kept any more")
