"""Who answers for a scope, and who can be asked to."""

from collections.abc import Collection
from datetime import date

from biblionet.accounts.models import User
from libraries.models import Membership, Scope

Role = Membership.Role


def who_answers(scope: Scope, *, today: date) -> list[User]:
    """Return the managers and directors of a scope, of whom one is accountable for its figures."""
    return _people(scope, (Role.MANAGER, Role.DIRECTOR), today)


def colleagues(scope: Scope, *, today: date) -> list[User]:
    """Return who may fill in what a scope is asked: the managers of its organisation."""
    return _people(scope, (Role.MANAGER,), today)


def _people(scope: Scope, roles: Collection[str], today: date) -> list[User]:
    held = (
        Membership.objects.on(today)
        .filter(
            scope__in=[pk for pk in (scope.pk, scope.owner_id) if pk],
            role__in=roles,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user__name", "user")
    )
    return list({one.user_id: one.user for one in held}.values())
