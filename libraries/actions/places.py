"""Places change their names; reports of before keep the old one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.models import EarlierName, Scope


@transaction.atomic
def rename_scope(*, scope: Scope, name: str, until: date, by: User, short_name: str = "") -> Scope:
    """Give a scope another name; the old one was in use until (and on) a day."""
    if not rules.administers(by):
        raise ValidationError(
            _("Only administrators of the support institution change names."), code="not_allowed"
        )
    if name.strip() in ("", scope.name):
        raise ValidationError({"name": _("Enter another name than the one in use.")})
    earlier = EarlierName(scope=scope, name=scope.name, until_on=until)
    earlier.full_clean()
    earlier.save()
    scope.name, scope.short_name = name.strip(), short_name.strip()
    scope.full_clean()
    scope.save(update_fields=["name", "short_name"])
    record(
        "renamed",
        scope,
        by=by,
        scope=scope.owner_code,
        before=earlier.name,
        until=until.isoformat(),
    )
    return scope
