"""Who is entrusted with what."""

from datetime import date

from django.db.models import Q

from libraries.models import Membership


def membership_rows(*, today: date, ended: bool = False) -> tuple[Membership, ...]:
    """Return who is entrusted with what today; with `ended` what is over."""
    rows = Membership.objects.select_related("user", "scope__owner").order_by(
        "user__name", "scope__name", "role"
    )
    over = Q(ends__lt=today)
    return tuple(rows.filter(over) if ended else rows.exclude(over))
