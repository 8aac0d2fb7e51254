"""The address at which a calendar program reads somebody's deadlines. Only its hash is kept."""

import secrets

from django.db import transaction
from django.utils import timezone

from biblionet.accounts.models import CalendarKey, User
from biblionet.trail.actions import record

BYTES_OF_A_SECRET = 32


@transaction.atomic
def renew_calendar(*, person: User) -> str:
    """Make the secret of a calendar address, and return it this one time; an older one ends."""
    secret = secrets.token_urlsafe(BYTES_OF_A_SECRET)
    CalendarKey.objects.update_or_create(
        user=person, defaults={"digest": CalendarKey.digest_of(secret), "made_at": timezone.now()}
    )
    record("renewed calendar", person, by=person)
    return secret


@transaction.atomic
def withdraw_calendar(*, person: User) -> None:
    """Let nobody read somebody's deadlines by an address any more."""
    if CalendarKey.objects.filter(user=person).delete()[0]:
        record("withdrew calendar", person, by=person)
