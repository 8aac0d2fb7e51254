"""Ask a colleague for a section, say that it is ready, take it back; and who gathers it all."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries.rules import can_report_figure
from programmes.actions.returns import hold, require_in_hand
from programmes.models import Delegation, Return, Section
from programmes.overviews import colleagues


@transaction.atomic
def ask_colleague(
    *, given: Return, section: Section, colleague: User, by: User, note: str = ""
) -> Delegation:
    """Ask a colleague of the organisation to fill in one section; who has it is asked again.

    The letter is written from this row. Whoever is asked signs in as always.
    """
    hold(given)
    _require_reporter(given, by)
    require_in_hand(given)
    if section.questionnaire_id != given.questionnaire_id:
        raise ValidationError(_("This section is of another form."), code="other_form")
    _require_colleague(given, colleague)
    asked, is_new = Delegation.objects.get_or_create(
        given=given,
        section=section,
        colleague=colleague,
        defaults={"asked_by": by, "note": note.strip()},
    )
    if not is_new:
        asked.asked_by, asked.asked_at, asked.note = by, timezone.now(), note.strip()
        asked.done_at = None
        asked.save(update_fields=["asked_by", "asked_at", "note", "done_at"])
    record("asked colleague", asked, by=by, scope=given.scope.owner_code)
    return asked


@transaction.atomic
def finish_section(*, delegation: Delegation, by: User, at: datetime | None = None) -> Delegation:
    """Say that a section is ready: who was asked does, or whoever fills the form in."""
    given = delegation.given
    hold(given)
    _require_reporter(given, by)
    if delegation.done_at is None:
        delegation.done_at = at or timezone.now()
        delegation.save(update_fields=["done_at"])
        record("finished section", delegation, by=by, scope=given.scope.owner_code)
    return delegation


@transaction.atomic
def withdraw_section(*, delegation: Delegation, by: User) -> None:
    """Ask a colleague no longer. What was filled in stays."""
    given = delegation.given
    hold(given)
    _require_reporter(given, by)
    record("withdrew section", delegation, by=by, scope=given.scope.owner_code)
    delegation.delete()


@transaction.atomic
def set_contact(*, given: Return, contact: User, by: User) -> Return:
    """Say who gathers the answers inside the organisation; next year this person is first."""
    hold(given)
    _require_reporter(given, by)
    _require_colleague(given, contact)
    if given.contact_id != contact.pk:
        given.contact = contact
        given.save(update_fields=["contact"])
        record("chose contact", given, by=by, scope=given.scope.owner_code, contact=contact.pk)
    return given


def _require_reporter(given: Return, by: User) -> None:
    if not can_report_figure(by, given.scope):
        raise ValidationError(
            _("You do not report for %(scope)s.") % {"scope": given.scope.label},
            code="not_allowed",
        )


def _require_colleague(given: Return, person: User) -> None:
    if person not in colleagues(given.scope, today=timezone.localdate()):
        raise ValidationError(
            _("%(who)s does not fill in forms for %(scope)s. Choose a colleague who does.")
            % {"who": person, "scope": given.scope.label},
            code="no_colleague",
        )
