"""Who may. One function a question; each answers yes or no."""

from datetime import date

from biblionet.accounts.models import User
from libraries.models import Period, Scope
from libraries.rules import (
    belongs_to,
    can_report_figure,
    directs,
    is_poi,
    is_writable,
    works_for,
)
from programmes.models import Return


def can_explain_requirement(user: User, period: Period, scope: Scope, *, today: date) -> bool:
    """POI staff explain what was measured, as long as the year can be written."""
    return is_poi(user) and is_writable(period, scope, today=today)


def can_answer(user: User, given: Return, *, today: date) -> bool:
    """The own manager or the POI, as long as it is in hand and the period lets them."""
    return (
        can_report_figure(user, given.scope)
        and given.is_writable
        and is_writable(given.period, given.scope, today=today)
    )


def can_withdraw(user: User, given: Return, *, today: date) -> bool:
    """One's own, while nobody has judged it and the period lets one write on."""
    return (
        can_report_figure(user, given.scope)
        and given.state == Return.State.SUBMITTED
        and is_writable(given.period, given.scope, today=today)
    )


def can_answer_for(user: User, scope: Scope) -> bool:
    """Managers and directors are accountable for what their organisation says."""
    return works_for(user, scope) or directs(user, scope)


def can_review(user: User) -> bool:
    """POI staff read and judge what was handed in."""
    return is_poi(user)


def can_see_return(user: User, given: Return) -> bool:
    """What is accepted everybody may read; the rest is for its own people and the POI."""
    return given.state == Return.State.ACCEPTED or belongs_to(user, given.scope)
