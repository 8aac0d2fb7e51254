"""Who may. One function a question; each answers yes or no."""

from datetime import date

from biblionet.accounts.models import User
from libraries.models import Period, Scope
from libraries.rules import (
    directs,
    is_poi,
    is_writable,
    works_for,
)


def can_explain_requirement(user: User, period: Period, scope: Scope, *, today: date) -> bool:
    """POI staff explain what was measured, managers that of their own, while the year is open."""
    may = is_poi(user) or works_for(user, scope)
    return may and is_writable(period, scope, today=today)


def can_keep_profiles(user: User) -> bool:
    """POI staff say who takes part in which collection profile."""
    return is_poi(user)


def can_answer_for(user: User, scope: Scope) -> bool:
    """Managers and directors are accountable for what their organisation says."""
    return works_for(user, scope) or directs(user, scope)


def can_keep_calendar(user: User) -> bool:
    """POI staff keep what is due by which day."""
    return is_poi(user)


def can_say_met(user: User, scope: Scope) -> bool:
    """Managers and directors say what their organisation met, POI staff of everybody."""
    return can_answer_for(user, scope) or is_poi(user)


def can_review(user: User) -> bool:
    """POI staff read and judge what was handed in."""
    return is_poi(user)


def can_build(user: User) -> bool:
    """POI staff make questionnaires and change them."""
    return is_poi(user)
