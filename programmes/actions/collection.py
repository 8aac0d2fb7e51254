"""Who takes part in which collection profile in a year."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.models import Organisation, Period
from programmes import rules
from programmes.models import CollectionProfile, ProfileUse


@transaction.atomic
def take_part(
    *,
    profile: CollectionProfile,
    organisation: Organisation,
    period: Period,
    by: User,
    note: str = "",
) -> ProfileUse:
    """Say that an organisation takes part in a profile in a year; the second time is no change."""
    _require_keeper(by)
    use, is_new = ProfileUse.objects.get_or_create(
        profile=profile,
        organisation=organisation,
        period=period,
        defaults={"note": note.strip()},
    )
    if is_new:
        record("took part in profile", use, by=by, scope=organisation.owner_code)
    return use


@transaction.atomic
def stop_taking_part(
    *, profile: CollectionProfile, organisation: Organisation, period: Period, by: User
) -> None:
    """Say that an organisation does not take part; nothing when it did not."""
    _require_keeper(by)
    use = ProfileUse.objects.filter(
        profile=profile, organisation=organisation, period=period
    ).first()
    if use is not None:
        record("stopped taking part in profile", use, by=by, scope=organisation.owner_code)
        use.delete()


def _require_keeper(by: User) -> None:
    if not rules.can_keep_profiles(by):
        raise ValidationError(
            _("Only the support institution says who takes part in a collection profile."),
            code="not_allowed",
        )
