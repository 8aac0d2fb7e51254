"""What is due by law."""

from dataclasses import dataclass
from datetime import date

from biblionet.accounts.models import User
from biblionet.home.overviews.statutory.rounds import Asked, page_of
from biblionet.home.overviews.statutory.rows import Row, Who
from programmes.models import Obligation
from programmes.overviews import Debt, ObligationLine, obligation_lines


def row_of_line(line: ObligationLine) -> Row:
    one = line.obligation
    return Row(
        what=one.name,
        body=one.body,
        to=one.get_body_display(),
        about=one.period,
        due=one.ends.last if one.ends else None,
        inside=line.inside if one.is_deadline else None,
        whos=tuple(map(who_of_debt, line.debts)),
        obligation=one,
    )


def who_of_debt(debt: Debt) -> Who:
    return Who(
        scope=debt.scope,
        stand=debt.stand,
        days_late=debt.days_late,
        met_on=debt.met_on,
        met_by=debt.met_by,
        url=page_of(debt.given) if debt.given else "",
        debt=debt,
    )


def answered_by_law() -> set[Asked]:
    """Return which questionnaires over which periods stand in the calendar by law, in one query."""
    linked = Obligation.objects.filter(questionnaire__isnull=False, is_deadline=True)
    return set(linked.values_list("questionnaire", "period"))


# One obligation


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """One thing that is due, and where it stands in the years."""

    row: Row
    others: tuple[Obligation, ...]


def obligation_page(obligation: Obligation, user: User, *, today: date) -> ObligationPage:
    """Return an obligation with how everybody stands, and the same in other years."""
    (line,) = obligation_lines(Obligation.objects.filter(pk=obligation.pk), user, today=today)
    others = (
        Obligation.objects.filter(name=obligation.name, body=obligation.body)
        .exclude(pk=obligation.pk)
        .with_labels()
    )
    return ObligationPage(row_of_line(line), tuple(others))
