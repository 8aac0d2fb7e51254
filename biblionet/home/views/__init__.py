"""Pages over several floors, the frame around every page, and the answer to our own mistakes."""

from biblionet.home.views.calendar import (
    calendar,
    my_calendar,
    renew_calendar,
    withdraw_calendar,
)
from biblionet.home.views.errors import server_error
from biblionet.home.views.feedback import feedback
from biblionet.home.views.frame import frame
from biblionet.home.views.gallery import gallery
from biblionet.home.views.letters import letters, remind, reminders
from biblionet.home.views.log import log
from biblionet.home.views.organisations import organisation, organisation_file
from biblionet.home.views.periods import (
    add_period,
    close_period,
    grant_exception,
    open_period,
    period,
    periods,
)
from biblionet.home.views.setting_up import set_up
from biblionet.home.views.signs import healthz, security_txt
from biblionet.home.views.start import start
from biblionet.home.views.statutory import (
    add_obligation,
    change_obligation,
    copy_obligation,
    mark_met,
    obligation,
    statutory_calendar,
    unmark,
)
from biblionet.home.views.texts import accessibility, help_page, privacy, vulnerability

__all__ = [
    "accessibility",
    "add_obligation",
    "add_period",
    "calendar",
    "change_obligation",
    "close_period",
    "copy_obligation",
    "feedback",
    "frame",
    "gallery",
    "grant_exception",
    "healthz",
    "help_page",
    "letters",
    "log",
    "mark_met",
    "my_calendar",
    "obligation",
    "open_period",
    "organisation",
    "organisation_file",
    "period",
    "periods",
    "privacy",
    "remind",
    "reminders",
    "renew_calendar",
    "security_txt",
    "server_error",
    "set_up",
    "start",
    "statutory_calendar",
    "unmark",
    "vulnerability",
    "withdraw_calendar",
]
