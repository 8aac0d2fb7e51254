"""The words of a letter: one content, as plain text and as HTML. No figures, no text of notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.accounts.models import Letter, User
from biblionet.home.overviews.bundles import Bundle
from biblionet.home.overviews.deadlines import Due
from biblionet.home.overviews.naming import period_name
from biblionet.home.overviews.returned import Returned, mended_in
from biblionet.home.printing.lines import (
    Line,
    Section,
    address,
    delegated_line,
    due_line,
    due_name,
    figures_line,
    handed_line,
    late_line,
    law_line,
    listed,
    name_of,
    on_one_line,
    waiting_line,
)
from biblionet.home.standing import reminder_days
from biblionet.kit.dates import days_until
from programmes.models import Delegation

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Message:
    """A letter as it goes."""

    subject: str
    text: str
    html: str


def write_bundle(bundle: Bundle, kind: str) -> Message:
    """Write the letter of a week, or a reminder, which tells the same under another heading."""
    with translation.override(settings.LANGUAGE_CODE):
        about = reminded_of(bundle) if kind != Letter.Kind.WEEKLY else None
        if about:
            subject, lead = subject_of(about, bundle), lead_of(about, bundle)
        else:
            count = bundle.count
            subject = ngettext(
                "%(count)s thing waits for you in the portal",
                "%(count)s things wait for you in the portal",
                count,
            ) % {"count": count}
            lead = _("This is what there is for you in the portal now.")
        return written(subject, bundle.person, lead, sections_of(bundle))


def write_returned(person: User, returned: Sequence[Returned]) -> Message:
    """Write the letter that says what was sent back; the reasons stand in the portal."""
    with translation.override(settings.LANGUAGE_CODE):
        count = len(returned)
        subject = ngettext(
            "Sent back: %(count)s thing to mend", "Sent back: %(count)s things to mend", count
        ) % {"count": count}
        lead = _("The support organisation sent this back. What is to be mended stands with it.")
        lines = tuple(
            Line(name_of(one.thing), address(where))
            for one, where in zip(returned, mended_in(returned), strict=True)
        )
        return written(subject, person, lead, [Section(_("Sent back"), lines)])


def write_delegated(person: User, delegations: Sequence[Delegation]) -> Message:
    """Write the letter that says which sections a colleague asks for; what is asked stands there.

    Whoever asks says so in the subject, as far as it is one person.
    """
    with translation.override(settings.LANGUAGE_CODE):
        names = {on_one_line(one.asked_by.name) for one in delegations}
        first = delegations[0]
        words = {"who": min(names), "section": on_one_line(first.section.title)}
        count = len(delegations)
        if count == 1:
            subject = _("%(who)s asks you to fill in the section “%(section)s”") % words
        else:
            subject = _("You are asked to fill in %(count)s sections") % {"count": count}
        lead = _("You can start at once: what you fill in is seen by your colleagues too.")
        lines = tuple(map(delegated_line, delegations))
        return written(subject[:LONGEST_SUBJECT], person, lead, [Section(_("To fill in"), lines)])


def written(subject: str, person: User, lead: str, sections: Sequence[Section]) -> Message:
    """Put the same content in both shapes."""
    context = {
        "subject": subject,
        "greeting": _("Hello %(name)s,") % {"name": on_one_line(person.name)},
        "lead": lead,
        "sections": sections,
        "calendar": settings.PORTAL_ADDRESS + reverse("home:my_calendar"),
        "contact": settings.CONTACT_EMAIL,
        "language": settings.LANGUAGE_CODE,
    }
    return Message(
        subject=subject,
        text=render_to_string("home/mail/letter.txt", context).strip() + "\n",
        html=render_to_string("home/mail/letter.html", context),
    )


def reminded_of(bundle: Bundle) -> Due | None:
    """Return what a reminder is about: what is to be reminded of today, else the most urgent."""
    today = (one for one in bundle.due if bundle.today in reminder_days(one.deadline))
    return next(today, next(iter(bundle.due), None))


def subject_of(due: Due, bundle: Bundle) -> str:
    words = {"period": period_name(due.period), "day": date_format(due.deadline, "j F")}
    if due.deadline < bundle.today:
        return _("Reminder: %(period)s was due on %(day)s") % words
    return _("Reminder: %(period)s, until %(day)s") % words


def lead_of(due: Due, bundle: Bundle) -> str:
    days = days_until(due.deadline, today=bundle.today)
    words = {
        "what": due_name(due),
        "day": date_format(due.deadline, "l j F"),
        "days": days,
    }
    if days < 0:
        return _("This was due on %(day)s: %(what)s.") % words
    if days == 0:
        return _("This is due today: %(what)s.") % words
    return (
        ngettext(
            "This is due in %(days)s day, on %(day)s: %(what)s.",
            "This is due in %(days)s days, on %(day)s: %(what)s.",
            days,
        )
        % words
    )


# Sections


def sections_of(bundle: Bundle) -> list[Section]:
    """Return what there is, in the order in which it is done."""
    back = [update for one in bundle.due for update in one.sent_back]
    return [
        section
        for section in (
            Section(_("To hand in"), tuple(map(due_line, bundle.due))),
            listed(
                _("Due by law"),
                list(map(law_line, bundle.law)),
                reverse("home:statutory_calendar"),
            ),
            listed(
                _("Late"),
                list(map(late_line, bundle.late)),
                reverse("home:statutory_calendar"),
            ),
            listed(
                _("Waits for your yes"),
                list(map(handed_line, bundle.approvals)),
                reverse("home:start"),
            ),
            listed(
                _("Sent back"),
                [Line(name_of(one), address(one)) for one in back],
                reverse("goals:my_updates"),
            ),
            Section(_("Figures in hand"), tuple(map(figures_line, bundle.figures))),
            listed(
                _("Waits for the support organisation, longest first"),
                list(map(waiting_line, bundle.waiting)),
                reverse("home:start"),
            ),
            listed(
                _("Forms and months to judge"),
                list(map(handed_line, bundle.judged)),
                reverse("home:start"),
            ),
        )
        if section.lines
    ]
