"""What is late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.home.overviews.statutory.law import answered_by_law, row_of_line
from biblionet.home.overviews.statutory.rounds import quarter_rows, quarters_opened, return_rows
from biblionet.home.overviews.statutory.rows import Row, Who
from programmes.models import Obligation, Return
from programmes.overviews import obligation_lines


@dataclass(frozen=True, slots=True)
class Late:
    """Something one scope should have done, and since when."""

    row: Row
    who: Who

    @property
    def url(self) -> str:
        """Where it is done: on the page of its answers, else on that of the obligation."""
        due = self.row.obligation
        return self.who.url or (due.get_absolute_url() if due else "")

    @property
    def order(self) -> tuple[date, str, str]:
        return self.row.due or date.max, self.row.what, self.who.scope.name


def late_for(user: User, *, today: date) -> tuple[Late, ...]:
    """Return what is late as far as somebody may know, longest late first.

    Of the rounds only what can still be written: a closed quarter asks nobody for anything.
    """
    passed = Obligation.objects.filter(is_deadline=True, ends_on__lt=today)
    is_open = Q(period__opened_at__isnull=False, period__closed_at__isnull=True)
    returns = Return.objects.filter(is_open, deadline__lt=today, state__in=Return.WRITABLE)
    quarters = [
        one for one in quarters_opened().filter(closed_at__isnull=True) if deadline_of(one) < today
    ]
    rows = [
        *map(row_of_line, obligation_lines(passed, user, today=today)),
        *return_rows(returns, user, today=today, besides=answered_by_law()),
        *quarter_rows(quarters, user, today=today),
    ]
    found = (Late(row, who) for row in rows for who in row.whos if who.is_late)
    return tuple(sorted(found, key=lambda one: one.order))
