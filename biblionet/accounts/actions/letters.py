"""The way of a letter: ordered, taken, sent. The row is the truth, a message only points at it.

Whoever takes a letter counts one attempt further; every later change names that attempt, so a late
twin changes nothing. Letters are written by the portal itself: their rows are the record of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from biblionet.accounts.models import Letter, LetterQuerySet, Told, User

LEASE = timedelta(minutes=5)  # longer than a mail server may keep us waiting
LONGEST_PROBLEM = 300


@transaction.atomic
def order_letter_of_week(
    *, person: User, kind: Letter.Kind, week: str, at: datetime, asked_by: User | None = None
) -> Letter | None:
    """Order the one letter that somebody gets in a week; None when it is there already."""
    _hold(person)
    if Letter.objects.filter(user=person, key=week).exists():
        return None
    return Letter.objects.create(
        user=person, kind=kind, key=week, ordered_at=at, try_at=at, asked_by=asked_by
    )


@transaction.atomic
def order_letter_about(
    *,
    person: User,
    things: Sequence[str],
    at: datetime,
    kind: Letter.Kind = Letter.Kind.SENT_BACK,
) -> Letter | None:
    """Order a letter that tells of things by keys, oldest first; None when all was told."""
    _hold(person)
    told = set(Told.objects.filter(user=person, key__in=things).values_list("key", flat=True))
    fresh = [thing for thing in things if thing not in told]
    if not fresh:
        return None
    letter = Letter.objects.create(user=person, kind=kind, key=fresh[-1], ordered_at=at, try_at=at)
    Told.objects.bulk_create(Told(letter=letter, user=person, key=thing) for thing in fresh)
    return letter


def _hold(person: User) -> None:
    """Hold somebody's row: of two who order at once the second sees what the first did."""
    User.objects.select_for_update().get(pk=person.pk)


@transaction.atomic
def take_letter(letter_id: int, *, at: datetime, week: str) -> Letter | None:
    """Take a letter that waits: one UPDATE, and only one can win. None when there is none to send.

    A letter of the week counts for the week in which it goes. One that waited until after another
    of that week is given up: the other says the same.
    """
    waiting = Letter.objects.waiting(at).filter(pk=letter_id)
    if not waiting.update(try_at=at + LEASE, attempt=F("attempt") + 1):
        return None
    letter = Letter.objects.select_related("user").get(pk=letter_id)
    if not letter.is_of_the_week or letter.key == week:
        return letter
    if Letter.objects.filter(user=letter.user, key=week).exists():
        letter.delete()
        return None
    letter.key = week
    letter.save(update_fields=("key",))
    return letter


def finish_letter(letter: Letter, *, subject: str, at: datetime) -> bool:
    """Write down that the mail server took a letter; False for a late twin."""
    return bool(_mine(letter).update(subject=subject, sent_at=at, problem=""))


def put_off_letter(letter: Letter, *, problem: str, until: datetime) -> bool:
    """Let a letter wait for another attempt, and say what was wrong."""
    return bool(_mine(letter).update(try_at=until, problem=problem[:LONGEST_PROBLEM]))


def withdraw_letter(letter: Letter) -> bool:
    """Give up a letter that has nothing to say any more."""
    return bool(_mine(letter).delete()[0])


def _mine(letter: Letter) -> LetterQuerySet:
    """Return the row, as long as nobody took it after us."""
    return Letter.objects.filter(pk=letter.pk, attempt=letter.attempt, sent_at__isnull=True)
