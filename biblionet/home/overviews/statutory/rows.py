"""One thing that is due, and how everybody stands with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.kit.dates import PartialDate
from libraries.models import Period, Scope
from programmes.models import Obligation
from programmes.overviews import Debt
from programmes.standing import Stand

PORTAL = "poi"  # beside the bodies by law: what the support institution itself asks for


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with the tone of its colour and its icon."""

    label: str | Promise
    tone: str
    icon: str


SIGNS: Mapping[str, Sign] = {
    Stand.MET: Sign(_("Ready"), "done", "done"),
    Stand.TO_DO: Sign(_("Not ready yet"), "todo", "todo"),
    Stand.LATE_INSIDE: Sign(_("Late inside"), "attention", "clock"),
    Stand.LATE: Sign(_("Late"), "stuck", "alert"),
    Stand.NOT_KEPT: Sign(_("Not kept here"), "draft", "info"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """How one scope stands with what is due; `url` is where it is answered or read."""

    scope: Scope
    stand: Stand
    days_late: int = 0
    met_on: date | None = None
    met_by: User | None = None
    url: str = ""
    debt: Debt | None = None

    @property
    def sign(self) -> Sign:
        return SIGNS[self.stand]

    @property
    def is_late(self) -> bool:
        return self.stand == Stand.LATE

    @property
    def is_example(self) -> bool:
        about = self.debt.obligation.period if self.debt else None
        return about is not None and about.is_example


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is due or happens, with how everybody stands of whom somebody may know it."""

    what: str
    body: str
    to: str | Promise
    about: Period | None
    due: date | None
    inside: date | None
    whos: tuple[Who, ...]
    obligation: Obligation | None = None
    until: Period | None = None  # of several periods together the last

    @property
    def over(self) -> str:
        """What it is about in words: a year, or several months together."""
        if self.about is None:
            return ""
        return f"{self.about} – {self.until}" if self.until else str(self.about)

    @property
    def when(self) -> str:
        """The day in the words of the source, where it has some."""
        known = self.obligation
        if known:
            return str(known.ends or known.ends_words or known.starts or known.starts_words)
        return str(PartialDate(self.due)) if self.due else ""

    @property
    def since(self) -> str:
        """From when it runs, where that is another day."""
        known = self.obligation
        if known is None or not (known.ends_on or known.ends_words):
            return ""
        start = str(known.starts or known.starts_words)
        return "" if known.starts_on == known.ends_on else start

    @property
    def placed(self) -> date | None:
        """The day at which it stands in the year."""
        known = self.obligation
        return (known.ends_on or known.starts_on) if known else self.due

    @property
    def is_event(self) -> bool:
        return self.obligation is not None and not self.obligation.is_deadline

    @property
    def days_earlier(self) -> int:
        return (self.due - self.inside).days if self.due and self.inside else 0

    @property
    def is_example(self) -> bool:
        return self.about is not None and self.about.is_example

    @property
    def is_late(self) -> bool:
        return any(who.is_late for who in self.whos)

    @property
    def order(self) -> tuple[date, str, str]:
        return self.due or self.placed or date.max, self.what, str(self.about or "")
