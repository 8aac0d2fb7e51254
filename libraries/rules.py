"""Who may. One function a question; each answers yes or no."""

from datetime import date

from django.conf import settings

from biblionet.accounts.models import FeedToken, User
from libraries.models import Figure, Membership, Period, Reading, Scope, duties_of


def is_poi(user: User) -> bool:
    """Somebody of the support institution, in whatever role."""
    return duties_of(user).is_poi


def edits_reports(user: User) -> bool:
    """An editor or administrator of the support institution."""
    roles = duties_of(user).poi_roles
    return bool(roles & {Membership.Role.POI_EDITOR, Membership.Role.POI_ADMIN})


def administers(user: User) -> bool:
    """An administrator of the support institution: users, periods, settings."""
    return Membership.Role.POI_ADMIN in duties_of(user).poi_roles


def works_for(user: User, scope: Scope) -> bool:
    """A manager of the scope itself, or of the organisation that reports for it."""
    manages = duties_of(user).manages
    return scope.pk in manages or scope.owner_id in manages


def directs(user: User, scope: Scope) -> bool:
    """A director of the scope itself, or of the organisation that reports for it."""
    directed = duties_of(user).directs
    return scope.pk in directed or scope.owner_id in directed


def belongs_to(user: User, scope: Scope) -> bool:
    """Somebody who sees the unfinished business of a scope: its own people, and the POI."""
    return is_poi(user) or works_for(user, scope) or directs(user, scope)


def is_writable(period: Period, scope: Scope, *, today: date) -> bool:
    """The period is open, or the scope or who reports for it has an exception that still holds."""
    if period.is_open:
        return True
    excepted = [pk for pk in (scope.pk, scope.owner_id) if pk]
    return period.exceptions.filter(scope__in=excepted, until__gte=today).exists()


def may_enter(user: User) -> bool:
    """An open account; a demonstration account opens nothing in production."""
    return user.is_active and not (settings.PRODUCTION and user.is_demo)


def reads_feed(user: User) -> bool:
    """Somebody with a role today: programs read no more than people do, and no longer."""
    duties = duties_of(user)
    return may_enter(user) and bool(duties.own or duties.is_poi)


def can_revoke_token(user: User, token: FeedToken) -> bool:
    """Everybody revokes their own keys, administrators everybody's."""
    return token.user_id == user.pk or administers(user)


def can_report_figure(user: User, scope: Scope) -> bool:
    """Managers report for their own scopes, POI staff for all; the action asks the period."""
    return works_for(user, scope) or is_poi(user)


def is_typed_alone(figure: Figure) -> bool:
    """A figure over its own kind of period; that of a quarter of it goes with its round.

    Once the round was accepted it is corrected alone too.
    """
    if figure.period.kind == figure.indicator.period_kind:
        return True
    if not figure.pk:
        return False
    return figure.readings.accepted().filter(source=Reading.Source.ENTRY).exists()


def is_judged_alone(reading: Reading) -> bool:
    """Handed in by itself. What was handed in with a round is judged and taken back there."""
    return not reading.with_round and is_typed_alone(reading.figure)


def can_withdraw_reading(user: User, reading: Reading, *, today: date) -> bool:
    """Who reports takes back what nobody has judged yet, while the period lets them write."""
    figure = reading.figure
    return (
        can_report_figure(user, figure.scope)
        and is_judged_alone(reading)
        and reading.workflow == Reading.Workflow.SUBMITTED
        and is_writable(figure.period, figure.scope, today=today)
    )


def was_never_handed_in(reading: Reading) -> bool:
    """A typed draft that nobody else has had to read."""
    return (
        reading.workflow == Reading.Workflow.DRAFT
        and reading.source == Reading.Source.ENTRY
        and reading.submitted_at is None
        and not reading.remark
    )


def can_discard_reading(user: User, reading: Reading, *, today: date) -> bool:
    """Who reports throws away what was typed by mistake; what was ever handed in stays."""
    figure = reading.figure
    return (
        can_report_figure(user, figure.scope)
        and is_typed_alone(figure)
        and was_never_handed_in(reading)
        and is_writable(figure.period, figure.scope, today=today)
    )


def can_accept_reading(user: User, reading: Reading) -> bool:
    """POI staff accept and send back what was submitted."""
    return is_poi(user) and reading.workflow == Reading.Workflow.SUBMITTED


def can_choose_reading(user: User) -> bool:
    """POI staff decide which of two sources is the current one."""
    return is_poi(user)


def can_open_period(user: User) -> bool:
    """POI administrators open and close periods and grant exceptions."""
    return administers(user)


def can_import(user: User) -> bool:
    """POI staff bring in figures with a file, and undo that."""
    return is_poi(user)
