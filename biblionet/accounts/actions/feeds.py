"""Keys with which programs read figures. Only the hash of the secret is kept."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import FeedToken, User
from biblionet.trail.actions import record

BYTES_OF_A_SECRET = 32
MOST_TOKENS = 10


@transaction.atomic
def make_feed_token(
    *, name: str, days: int, scopes: Sequence[str] = (), by: User, today: date
) -> tuple[FeedToken, str]:
    """Make a key for so many days, and return it with its secret: this one time.

    With `scopes` (kind and code) it opens figures of these only.
    """
    User.objects.select_for_update().get(pk=by.pk)  # of two at once the second counts the first
    if FeedToken.objects.usable(on=today).filter(user=by).count() >= MOST_TOKENS:
        raise ValidationError(
            _("You have %(most)s keys. Revoke one that you do not use.") % {"most": MOST_TOKENS},
            code="too_many",
        )
    if not 0 < days <= FeedToken.LONGEST_DAYS:
        raise ValidationError({"days": _("A key holds for a year at most.")})
    secret = secrets.token_urlsafe(BYTES_OF_A_SECRET)
    token = FeedToken(
        user=by,
        name=name.strip(),
        digest=FeedToken.digest_of(secret),
        scopes=sorted(scopes),
        expires_on=today + timedelta(days=days),
    )
    token.full_clean()
    token.save()
    record("made feed token", token, by=by, until=token.expires_on.isoformat(), only=token.scopes)
    return token, secret


@transaction.atomic
def revoke_feed_token(*, token: FeedToken, by: User) -> bool:
    """Let a key open nothing any more; False when it did not already."""
    open_ones = FeedToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not open_ones.update(revoked_at=timezone.now(), revoked_by=by):
        return False
    record("revoked feed token", token, by=by)
    return True


def mark_used(*, token: FeedToken, today: date) -> None:
    """Remember on which day a key was last used: one write a day, and no line in the trail."""
    FeedToken.objects.filter(pk=token.pk).exclude(last_used_on=today).update(last_used_on=today)
