"""Say how final an accepted form is: provisional first, definitive at last."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import actions as figures
from libraries.models import Reading
from programmes import rules
from programmes.actions.returns import hold
from programmes.models import Return
from programmes.overviews import sheet_of

Finality = Reading.Finality
ORDER = (Finality.NONE, Finality.PROVISIONAL, Finality.FURTHER_PROVISIONAL, Finality.DEFINITIVE)


@transaction.atomic
def declare_finality(*, given: Return, finality: str, by: User, reason: str = "") -> Return:
    """Say of an accepted form, and of every figure in it, how final it is.

    It goes one way. Back, because something turned out to be wrong, takes a reason.
    """
    if not rules.can_review(by):
        raise ValidationError(
            _("Only the support institution says how final figures are."), code="not_allowed"
        )
    hold(given)
    if given.state != Return.State.ACCEPTED:
        raise ValidationError(
            _("Agree with it first: only then it can be provisional or definitive."), code="state"
        )
    before, after = Finality(given.finality), Finality(finality)
    if after == before:
        return given
    if ORDER.index(after) < ORDER.index(before) and not reason.strip():
        raise ValidationError(
            {"reason": _("Say why this is no longer “%(was)s”.") % {"was": before.label}}
        )
    given.finality = after
    given.save(update_fields=["finality"])
    owner = given.scope.owner_code
    record(
        "declared finality", given, by=by, scope=owner, reason=reason.strip(), was=before, now=after
    )
    ours = sheet_of(given).in_workflow(Reading.Workflow.ACCEPTED)
    figures.declare_finality(readings=ours, scope=given.scope, finality=after, by=by)
    return given
