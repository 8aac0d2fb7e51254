"""Who may. One function a question; each answers yes or no."""

from datetime import date

from biblionet.accounts.models import User
from libraries.models import Period, Scope
from libraries.rules import is_poi, is_writable


def can_explain_requirement(user: User, period: Period, scope: Scope, *, today: date) -> bool:
    """POI staff explain what was measured, as long as the year can be written."""
    return is_poi(user) and is_writable(period, scope, today=today)
