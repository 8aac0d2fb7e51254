"""The lines of a letter: what there is, and the page where it is done. No figures, no reasons."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.home.overviews.bundles import Waiting
from biblionet.home.overviews.deadlines import Due
from biblionet.home.overviews.naming import example_marked, period_name
from biblionet.home.overviews.returned import Place, Thing
from biblionet.home.overviews.returns import Handed, section_page
from biblionet.home.overviews.statutory import Late, Who, page_of
from biblionet.home.overviews.tasks import FiguresTask
from goals.models import ProgressUpdate
from goals.overviews import Packet
from libraries.models import Figure, Reading
from programmes.models import Answer, Delegation, Return

MOST_LINES = 10


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


def address(thing: Place | Figure | Packet) -> str:
    """Return where it is seen to."""
    if isinstance(thing, Packet):
        page = reverse("goals:submission", args=[thing.period.pk, thing.organisation.pk])
        return f"{settings.PORTAL_ADDRESS}{page}"
    if isinstance(thing, Return):
        return f"{settings.PORTAL_ADDRESS}{page_of(thing)}"
    shown = thing.figure if isinstance(thing, Reading) else thing
    return f"{settings.PORTAL_ADDRESS}{shown.get_absolute_url()}"


def on_one_line(text: str) -> str:
    return " ".join(text.split())
