"""Write, submit and take back a progress update."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from goals.models import Action, Assignment, Objective, ProgressUpdate
from goals.overviews.locks import Lock, lock_of_period, lock_of_state
from goals.standing import Act, after, allows, needs_a_sentence
from libraries.models import Period, Scope

TYPED = ("rating", "note", "question")
HELD = ("state", "version", "submitted_at", "submitted_by_id", "accepted_at", "accepted_by_id")


class StaleUpdateError(ValidationError):
    """Somebody else changed the update meanwhile; both texts are kept, nothing is overwritten."""

    def __init__(self, theirs: ProgressUpdate, mine: dict[str, str]) -> None:
        at = timezone.localtime(theirs.changed_at)
        super().__init__(
            _(
                "%(who)s changed this on %(day)s at %(time)s. There it says now: “%(theirs)s”. "
                "You wrote: “%(mine)s”. Choose what stays."
            ),
            code="stale",
            params={
                "who": str(theirs.author),
                "day": date_format(at.date()),
                "time": time_format(at),
                "theirs": _told(theirs.get_rating_display(), theirs.note),
                "mine": _told(_label(mine.get("rating", "")), mine.get("note", "")),
            },
        )
        self.theirs = theirs
        self.mine = mine


def _told(rating: str, note: str) -> str:
    return ": ".join(part for part in (rating, note) if part) or "–"


def _label(rating: str) -> str:
    return str(ProgressUpdate.Rating(rating).label) if rating else ""


@transaction.atomic
def save_update(
    *,
    about: Objective | Action,
    scope: Scope,
    period: Period,
    version: int,
    rating: str = "",
    note: str = "",
    question: str = "",
    by: User,
    at: datetime | None = None,
) -> ProgressUpdate:
    """Make the one shared draft, or change it. `version` is the one that was read; 0 for none.

    StaleUpdateError when somebody was first; ValidationError when it is locked or not assigned.
    """
    at = at or timezone.now()
    typed = {"rating": rating, "note": note.strip(), "question": question.strip()}
    require_open(period, scope, at)
    key = {"objective" if isinstance(about, Objective) else "action": about}
    found = ProgressUpdate.objects.filter(**key, scope=scope, period=period).first()
    if found is None:
        return _begin(key, scope, period, typed, by, at)
    require_possible(found, Act.SAVE)
    before = {name: getattr(found, name) for name in TYPED}
    if before == typed:  # whoever typed it
        return found
    if found.version != version:
        raise StaleUpdateError(found, typed)
    if found.state == ProgressUpdate.State.SENT_BACK:  # was handed in once: it stays whole
        require_whole(rating, typed["note"])
    move(found, Act.SAVE, version=version, mine=typed, **typed, author=by, changed_at=at)
    changed = {name: [before[name], typed[name]] for name in TYPED if before[name] != typed[name]}
    record("saved update", found, by=by, scope=scope.owner_code, changed=changed)
    return found


def _begin(
    key: dict[str, Any],
    scope: Scope,
    period: Period,
    typed: dict[str, str],
    by: User,
    at: datetime,
) -> ProgressUpdate:
    if not Assignment.objects.during(period).filter(**key, scope=scope).exists():
        raise ValidationError(
            _("%(scope)s does not report on this. Ask the POI to assign it first."),
            code="not_assigned",
            params={"scope": scope.label},
        )
    try:
        with transaction.atomic():
            update = ProgressUpdate.objects.create(
                **key, scope=scope, period=period, **typed, author=by, changed_at=at
            )
    except IntegrityError:  # another began in the same moment
        theirs = ProgressUpdate.objects.get(**key, scope=scope, period=period)
        raise StaleUpdateError(theirs, typed) from None
    record("began update", update, by=by, scope=scope.owner_code)
    return update


@transaction.atomic
def submit_update(
    *, update: ProgressUpdate, version: int, by: User, at: datetime | None = None
) -> ProgressUpdate:
    """Hand a draft in, as it was read. ValidationError says what is still missing."""
    at = at or timezone.now()
    require_open(update.period, update.scope, at)
    require_possible(update, Act.SUBMIT)
    require_whole(update.rating, update.note)
    move(update, Act.SUBMIT, version=version, submitted_at=at, submitted_by=by)
    record("submitted update", update, by=by, scope=update.scope.owner_code)
    return update


@transaction.atomic
def withdraw_update(
    *, update: ProgressUpdate, version: int, by: User, at: datetime | None = None
) -> ProgressUpdate:
    """Take back what was submitted and not yet judged, while the period is open."""
    require_open(update.period, update.scope, at or timezone.now())
    require_possible(update, Act.WITHDRAW)
    move(update, Act.WITHDRAW, version=version, submitted_at=None, submitted_by=None)
    record("withdrew update", update, by=by, scope=update.scope.owner_code)
    return update


def missing_in(update: ProgressUpdate) -> Iterable[ValidationError]:
    """Yield what keeps an update from being submitted, with what it is about before it."""
    try:
        require_whole(update.rating, update.note)
    except ValidationError as refusal:
        yield ValidationError(
            _("%(about)s: %(problem)s"),
            code="not_whole",
            params={"about": str(update.about).rstrip("."), "problem": " ".join(refusal.messages)},
        )


def require_whole(rating: str, note: str) -> None:
    """Refuse what cannot be submitted: no rating, or off track without a sentence."""
    if not rating:
        raise ValidationError({"rating": _("Choose how it goes.")})
    if needs_a_sentence(rating) and not note.strip():
        why = _("Write in one sentence why it is “%(rating)s”.") % {"rating": _label(rating)}
        raise ValidationError({"note": why})


def move(
    update: ProgressUpdate,
    act: Act,
    *,
    version: int,
    mine: dict[str, str] | None = None,
    **values: Any,
) -> None:
    """Bring an update into its next state in one UPDATE, if it is still as it was read."""
    state = after(update.state, act)
    still = ProgressUpdate.objects.filter(pk=update.pk, version=version, state=update.state)
    if not still.update(state=state, version=F("version") + 1, **values):
        theirs = ProgressUpdate.objects.select_related("author").get(pk=update.pk)
        raise StaleUpdateError(theirs, mine or {name: getattr(update, name) for name in TYPED})
    for name, value in {"state": state, "version": version + 1, **values}.items():
        setattr(update, name, value)


def hold(update: ProgressUpdate) -> None:
    """Let nobody else change an update until this is done, and see it as it is now."""
    there = ProgressUpdate.objects.select_for_update().get(pk=update.pk)
    for name in HELD:
        setattr(update, name, getattr(there, name))


def require_open(period: Period, scope: Scope, at: datetime) -> None:
    """Refuse what is written in a closed period, as it is now and not when it was read."""
    there = Period.objects.select_related("closed_by").get(pk=period.pk)
    refuse(lock_of_period(there, scope, today=timezone.localdate(at)), "closed")


def require_possible(update: ProgressUpdate, act: Act) -> None:
    """Refuse what the status does not allow, and say why."""
    if allows(update.state, act):
        return
    refuse(lock_of_state(update), "state")
    raise ValidationError(
        _("This cannot be done: the status is “%(state)s”."),
        code="state",
        params={"state": update.get_state_display()},
    )


def refuse(lock: Lock | None, code: str) -> None:
    """Raise a lock as the sentences people read."""
    if lock is not None:
        raise ValidationError(str(lock), code=code)
