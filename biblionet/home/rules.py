"""Who may. One function a question; each answers yes or no."""

from django.conf import settings

from biblionet.accounts.models import User
from libraries.rules import is_poi


def gets_mail(user: User) -> bool:
    """Somebody who may sign in; in production nobody reads the mail of a demonstration account."""
    return user.is_active and not (settings.PRODUCTION and user.is_demo)


def reads_calendar(user: User) -> bool:
    """Whose account is closed has no calendar address either."""
    return gets_mail(user)


def hears_of(user: User, *, is_example: bool) -> bool:
    """The example is for the demonstration accounts only: nobody is chased for what is not real."""
    return user.is_demo or not is_example


def can_remind(user: User) -> bool:
    """POI staff send reminders, and see who got how much mail."""
    return is_poi(user)
