"""Everything that is due, day by day: by law, in rounds, and the progress of quarters.

How an organisation stands is its own business and that of the support institution: nobody else
sees here who is ready and who is late.
"""

from biblionet.home.overviews.statutory.late import Late, late_for
from biblionet.home.overviews.statutory.law import ObligationPage, obligation_page, who_of_debt
from biblionet.home.overviews.statutory.rounds import page_of
from biblionet.home.overviews.statutory.rows import Row, Who
from biblionet.home.overviews.statutory.year import Choice, StatutoryCalendar, calendar_of

__all__ = [
    "Choice",
    "Late",
    "ObligationPage",
    "Row",
    "StatutoryCalendar",
    "Who",
    "calendar_of",
    "late_for",
    "obligation_page",
    "page_of",
    "who_of_debt",
]
