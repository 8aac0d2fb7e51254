"""What the POI does with what was submitted. The author of an update stays who wrote it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from goals.actions.updates import move, require_possible
from goals.models import ProgressUpdate, Remark
from goals.standing import Act


@transaction.atomic
def accept_update(
    *,
    update: ProgressUpdate,
    version: int,
    poi_rating: str = "",
    poi_reason: str = "",
    by: User,
    at: datetime | None = None,
) -> ProgressUpdate:
    """Agree with what was submitted, if need be with another rating and the reason for it."""
    require_possible(update, Act.ACCEPT)
    reason = poi_reason.strip()
    if poi_rating and poi_rating != update.rating and not reason:
        raise ValidationError(_("Say why your rating differs."), code="no_reason")
    move(
        update,
        Act.ACCEPT,
        version=version,
        poi_rating=poi_rating,
        poi_reason=reason,
        accepted_at=at or timezone.now(),
        accepted_by=by,
    )
    record(
        "accepted update",
        update,
        by=by,
        scope=update.scope.owner_code,
        reason=reason,
        rating=update.agreed_rating,
    )
    return update


@transaction.atomic
def send_back_update(
    *, update: ProgressUpdate, version: int, reason: str, by: User, at: datetime | None = None
) -> Remark:
    """Send an update back with what is to be mended; earlier rounds stay readable."""
    require_possible(update, Act.SEND_BACK)
    text = reason.strip()
    if not text:
        raise ValidationError(_("Say what is to be mended."), code="no_reason")
    move(
        update,
        Act.SEND_BACK,
        version=version,
        poi_rating="",
        poi_reason="",
        accepted_at=None,
        accepted_by=None,
    )
    remark = update.remarks.create(
        round=update.remarks.count() + 1, text=text, by=by, at=at or timezone.now()
    )
    record("sent back update", update, by=by, scope=update.scope.owner_code, reason=text)
    return remark
