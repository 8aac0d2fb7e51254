"""Who is entrusted with what."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import rules
from libraries.models import Membership, Organisation, Scope


@transaction.atomic
def add_membership(
    *,
    user: User,
    scope: Scope,
    role: str,
    starts: date,
    by: User | None,
    ends: date | None = None,
) -> Membership:
    """Entrust somebody with a scope in a role. `by` is None only for the portal itself."""
    _require_admin(by)
    is_poi_role = role in Membership.POI_ROLES
    at_poi = Organisation.objects.filter(pk=scope.pk, form=Organisation.Form.SUPPORT).exists()
    if is_poi_role != at_poi:
        raise ValidationError(
            {
                "role": _("Only the support institution has this role.")
                if is_poi_role
                else _("The support institution has no such role.")
            }
        )
    membership = Membership(user=user, scope=scope, role=role, starts=starts, ends=ends)
    membership.full_clean()
    membership.save()
    forget_duties(user)
    record("added membership", membership, by=by, scope=scope.owner_code, role=role)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends: date, by: User) -> Membership:
    """End a role after a day; what the person did stays."""
    _require_admin(by)
    is_own = membership.user_id == by.pk and membership.role == Membership.Role.POI_ADMIN
    if is_own:
        raise ValidationError(
            _("You cannot end your own administration. Ask a second administrator."),
            code="own_role",
        )
    membership.ends = ends
    membership.full_clean()
    membership.save(update_fields=["ends"])
    forget_duties(membership.user)
    record(
        "ended membership",
        membership,
        by=by,
        scope=membership.scope.owner_code,
        ends=ends.isoformat(),
    )
    return membership


def forget_duties(user: User) -> None:
    """Let the next question about this user object ask the database again."""
    user.__dict__.pop("_duties", None)


def _require_admin(by: User | None) -> None:
    if by is not None and not rules.administers(by):
        raise ValidationError(
            _("Only administrators of the support institution change roles."), code="not_allowed"
        )
