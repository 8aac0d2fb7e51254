"""Who gets letters: everybody with a role, and who reports for a scope."""

from collections.abc import Iterable
from datetime import date

from biblionet.accounts.models import User
from biblionet.home.rules import gets_mail
from libraries.models import Membership, Scope

REPORTING = (Membership.Role.MANAGER, *Membership.POI_ROLES)
WITH_MAIL = (*REPORTING, Membership.Role.DIRECTOR)


def everybody_with_mail(*, today: date) -> tuple[User, ...]:
    """Return everybody who has a role today and gets mail, in one query."""
    held = Membership.objects.on(today).filter(role__in=WITH_MAIL)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return tuple(filter(gets_mail, people))


def people_who_report(scopes: Iterable[Scope], *, today: date) -> dict[int, tuple[User, ...]]:
    """Return by scope who reports for it and gets mail, in one query.

    That are the managers of the scope or of the organisation it belongs to; for the support
    institution itself its own people.
    """
    scopes = list(scopes)
    asked = {pk for scope in scopes for pk in (scope.pk, scope.owner_id) if pk}
    held = list(
        Membership.objects.on(today)
        .filter(role__in=REPORTING, scope__in=asked)
        .select_related("user")
        .order_by("user__name", "user")
    )
    return {
        scope.pk: tuple(
            {
                one.user_id: one.user
                for one in held
                if one.scope_id in (scope.pk, scope.owner_id) and gets_mail(one.user)
            }.values()
        )
        for scope in scopes
    }
