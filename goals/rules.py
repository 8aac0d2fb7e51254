"""Who may do what with the plan and its progress. One function a question."""

from datetime import date

from biblionet.accounts.models import User
from goals.models import Assignment, ProgressUpdate
from goals.standing import Act, allows
from libraries.models import Period, Scope
from libraries.rules import administers, belongs_to, edits_reports, is_poi, is_writable, works_for


def reports_for(user: User, scope: Scope) -> bool:
    """Managers report for their own scopes; POI staff may type it in for anybody."""
    return works_for(user, scope) or is_poi(user)


def can_write_update(
    user: User, scope: Scope, period: Period, update: ProgressUpdate | None, *, today: date
) -> bool:
    """The own manager or the POI, as long as the update is theirs and the period lets them."""
    state = update.state if update else ProgressUpdate.State.DRAFT
    return (
        reports_for(user, scope)
        and allows(state, Act.SAVE)
        and is_writable(period, scope, today=today)
    )


def can_submit(user: User, update: ProgressUpdate, *, today: date) -> bool:
    """Who may write an update may hand it in."""
    return can_write_update(user, update.scope, update.period, update, today=today)


def can_withdraw(user: User, update: ProgressUpdate, *, today: date) -> bool:
    """One's own, while nobody has judged it and the period lets one write on."""
    return (
        reports_for(user, update.scope)
        and allows(update.state, Act.WITHDRAW)
        and is_writable(update.period, update.scope, today=today)
    )


def can_review(user: User) -> bool:
    """POI staff read what was handed in."""
    return is_poi(user)


def can_accept(user: User, update: ProgressUpdate) -> bool:
    """POI staff accept what was handed in."""
    return can_review(user) and allows(update.state, Act.ACCEPT)


def can_send_back(user: User, update: ProgressUpdate) -> bool:
    """POI staff send back what was handed in; also what was accepted, to have it mended."""
    return can_review(user) and allows(update.state, Act.SEND_BACK)


def can_see_update(user: User, update: ProgressUpdate) -> bool:
    """What is accepted everybody may read; the rest is for its own people and the POI."""
    return update.state == ProgressUpdate.State.ACCEPTED or can_see_conversation(user, update)


def can_see_conversation(user: User, update: ProgressUpdate) -> bool:
    """Questions, remarks and evidence are for the own people and the POI, also once accepted."""
    return belongs_to(user, update.scope)


def can_add_evidence(user: User, update: ProgressUpdate, *, today: date) -> bool:
    """Evidence belongs to what is being written."""
    return can_write_update(user, update.scope, update.period, update, today=today)


def can_assign(user: User) -> bool:
    """POI staff say who reports on what."""
    return is_poi(user)


def can_end_assignment(user: User, assignment: Assignment) -> bool:
    """POI staff end what has not ended yet."""
    return can_assign(user) and assignment.ends is None


def can_set_target(user: User) -> bool:
    """POI staff write down what was agreed."""
    return is_poi(user)


def can_set_performance(user: User) -> bool:
    """POI staff keep the lines of the activity plan."""
    return is_poi(user)


def can_word(user: User) -> bool:
    """Editors and administrators of the POI may overrule the sentence at a chart."""
    return edits_reports(user)


def can_edit_plan(user: User) -> bool:
    """POI administrators edit frameworks, objectives and actions, in the administration."""
    return administers(user)
