"""Who may. One function a question; each answers yes or no."""

from biblionet.accounts.models import User
from libraries.models import Scope, ServiceArea, duties_of
from libraries.rules import directs, edits_reports, is_poi
from reports.models import Edition, Report


def can_follow_report(user: User, report: Report) -> bool:
    """The POI, the people of the organisation it is about, and for the network every director."""
    return Report.objects.visible_to(user).filter(pk=report.pk).exists()


def can_read_edition(user: User, edition: Edition) -> bool:
    """Concepts: who follows the report. Published editions: everybody who signed in."""
    return Edition.objects.visible_to(user).filter(pk=edition.pk).exists()


def can_order_report(user: User, report: Report) -> bool:
    """The POI orders every report; a director what is about the own organisation or its places."""
    return is_poi(user) or directs(user, report.scope) or _directs_in(user, report.scope)


def can_write_texts(user: User) -> bool:
    """Editors and administrators of the POI write the texts."""
    return edits_reports(user)


def can_see_texts(user: User) -> bool:
    """The POI sees texts and their revisions."""
    return is_poi(user)


def _directs_in(user: User, place: Scope) -> bool:
    """A director of an organisation that works in this municipality."""
    directed = duties_of(user).directs
    return ServiceArea.objects.filter(place_id=place.pk, owner__in=directed).exists()
