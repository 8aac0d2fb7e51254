"""The words of a letter: one content, as plain text and as HTML. No figures, no text of notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.accounts.models import Letter, User
from biblionet.home.overviews.bundles import Bundle, Waiting
from biblionet.home.overviews.deadlines import Due
from biblionet.home.overviews.naming import example_marked, period_name
from biblionet.home.overviews.returned import Returned, Thing
from biblionet.home.overviews.returns import Handed, section_page
from biblionet.home.overviews.statutory import Late, Who, page_of
from biblionet.home.overviews.tasks import FiguresTask
from biblionet.home.standing import reminder_days
from biblionet.kit.dates import days_until
from goals.models import ProgressUpdate
from goals.overviews import Packet
from libraries.models import Figure, Reading
from programmes.models import Answer, Delegation

MOST_LINES = 10
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, and the page where it is done."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind; `more` says how many are not listed."""

    title: str
    lines: tuple[Line, ...]
    more: Line | None = None


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
        lines = tuple(Line(name_of(one.thing), address(one.thing)) for one in returned)
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


def delegated_line(delegation: Delegation) -> Line:
    given = delegation.given
    text = _(
        "%(section)s, of %(form)s, %(scope)s, %(period)s. Asked by %(who)s. Until %(day)s."
    ) % {
        "section": delegation.section.title,
        "form": given.questionnaire.name,
        "scope": given.scope.label,
        "period": period_name(given.period),
        "who": delegation.asked_by.name,
        "day": date_format(given.deadline, "l j F Y"),
    }
    return Line(on_one_line(text), settings.PORTAL_ADDRESS + section_page(delegation))


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


def listed(title: str, lines: list[Line], rest: str) -> Section:
    """Return the first of many lines, and how many more there are."""
    left = len(lines) - MOST_LINES
    if left <= 0:
        return Section(title, tuple(lines))
    words = ngettext("And %(count)s more.", "And %(count)s more.", left) % {"count": left}
    more = Line(words, settings.PORTAL_ADDRESS + rest)
    return Section(title, tuple(lines[:MOST_LINES]), more)


def due_line(due: Due) -> Line:
    words = {
        "what": due_name(due),
        "done": due.done,
        "all": due.asked,
        "day": date_format(due.deadline, "l j F Y"),
    }
    if due.questionnaire:
        text = _("%(what)s. Until %(day)s.") % words
    else:
        text = _("%(what)s: %(done)s of %(all)s handed in. Until %(day)s.") % words
    return Line(text, settings.PORTAL_ADDRESS + due.page)


def law_line(who: Who) -> Line:
    assert who.debt is not None  # what the law asks of somebody
    debt, due = who.debt, who.debt.obligation
    text = _("%(what)s (%(to)s), %(scope)s%(about)s. Until %(day)s.") % {
        "what": due.name,
        "to": due.get_body_display(),
        "scope": who.scope.label,
        "about": f", {period_name(due.period)}" if due.period else "",
        "day": date_format(debt.due, "l j F Y") if debt.due else "",
    }
    return Line(on_one_line(text), settings.PORTAL_ADDRESS + due.get_absolute_url())


def late_line(late: Late) -> Line:
    row = late.row
    text = _("%(what)s (%(to)s), %(scope)s%(about)s: was due on %(day)s.") % {
        "what": row.what,
        "to": row.to,
        "scope": late.who.scope.label,
        "about": f", {period_name(row.about)}" if row.about else "",
        "day": date_format(row.due, "j F Y") if row.due else "",
    }
    return Line(on_one_line(text), settings.PORTAL_ADDRESS + late.url)


def handed_line(handed: Handed) -> Line:
    first = handed.first
    about = example_marked(handed.about, is_example=first.period.is_example)
    text = f"{first.questionnaire.name}, {first.scope.label}, {about}"
    return Line(on_one_line(text), settings.PORTAL_ADDRESS + handed.url)


def due_name(due: Due) -> str:
    what = due.questionnaire or _("Progress")
    return on_one_line(f"{what}, {due.scope.label}, {period_name(due.period)}")


def figures_line(task: FiguresTask) -> Line:
    year = example_marked(str(task.year.number), is_example=task.year.is_example)
    parts = [_("Figures of %(year)s, %(scope)s") % {"year": year, "scope": task.scope.label}]
    if task.sent_back:
        parts.append(
            ngettext("%(number)s sent back", "%(number)s sent back", task.sent_back)
            % {"number": task.sent_back}
        )
    if task.drafts:
        parts.append(
            ngettext("%(number)s draft", "%(number)s drafts", task.drafts) % {"number": task.drafts}
        )
    query = {"stand": "waiting", "jaar": str(task.year)}
    page = reverse("libraries:figures", query=query)
    return Line(on_one_line(" · ".join(parts)), settings.PORTAL_ADDRESS + page)


def waiting_line(waiting: Waiting) -> Line:
    since = date_format(timezone.localdate(waiting.since), "j F")
    text = _("%(thing)s, since %(day)s") % {"thing": name_of(waiting.thing), "day": since}
    return Line(text, address(waiting.thing))


# Names


def name_of(thing: Thing | Figure | Packet) -> str:
    """Name what there is to see to without any value: what it is about, of whom and when."""
    if isinstance(thing, Packet):
        return on_one_line(f"{thing.organisation.label}, {period_name(thing.period)}")
    if isinstance(thing, ProgressUpdate):
        about = thing.objective.title if thing.objective else str(thing.about)
        scope, period = thing.scope, thing.period
    elif isinstance(thing, Answer):
        about, scope, period = str(thing.question), thing.place, thing.given.period
    else:
        figure = thing if isinstance(thing, Figure) else thing.figure
        about, scope, period = str(figure.indicator), figure.scope, figure.period
    return on_one_line(f"{about}, {scope.label}, {period_name(period)}")


def address(thing: Thing | Figure | Packet) -> str:
    """Return where it is seen to."""
    if isinstance(thing, Packet):
        page = reverse("goals:submission", args=[thing.period.pk, thing.organisation.pk])
        return f"{settings.PORTAL_ADDRESS}{page}"
    if isinstance(thing, Answer):
        return f"{settings.PORTAL_ADDRESS}{page_of(thing.given)}"
    shown = thing.figure if isinstance(thing, Reading) else thing
    return f"{settings.PORTAL_ADDRESS}{shown.get_absolute_url()}"


def on_one_line(text: str) -> str:
    return " ".join(text.split())
