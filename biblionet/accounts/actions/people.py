"""Who gets an account, and who loses it. Nobody makes one by himself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    function: str = "",
    password: str | None = None,
    is_demo: bool = False,
    by: User | None,
) -> User:
    """Make an account. Without a password it opens through "forgot password" on the sign-in page.

    `by` is None only for the demonstration accounts, which the portal makes of itself.
    """
    person = User(email=email.strip().lower(), name=name.strip(), function=function.strip())
    person.is_demo = is_demo
    person.set_password(password)
    person.full_clean()
    person.save()
    record("added person", person, by=by)
    return person


@transaction.atomic
def set_password(*, person: User, password: str, by: User | None) -> None:
    """Replace a password; every session that was open with the old one ends."""
    person.set_password(password)
    person.save(update_fields=("password",))
    record("set password", person, by=by)


@transaction.atomic
def end_access(*, person: User, reason: str, by: User) -> None:
    """Close an account now: nobody signs in with it, and its open sessions end.

    The row stays, because what this person did stays.
    """
    if person.pk == by.pk:
        raise ValidationError(_("You cannot end your own access."), code="own_access")
    if not reason.strip():
        raise ValidationError(_("Say why access ends."), code="no_reason")
    person.is_active = False
    person.save(update_fields=("is_active",))
    record("ended access", person, by=by, reason=reason.strip())


@transaction.atomic
def restore_access(*, person: User, by: User) -> None:
    """Open a closed account again."""
    person.is_active = True
    person.save(update_fields=("is_active",))
    record("restored access", person, by=by)
