"""The calendar of the example year: what was due about the last real year, two years later.

A form is due when its returns are. Of the rest some is met on time, and some is late.
"""

from datetime import date, timedelta

from biblionet.kit.dates import PartialDate
from libraries.management.example import YEAR, People
from libraries.models import Period
from libraries.overviews import Map
from programmes import actions
from programmes.models import Obligation, Questionnaire, Return
from programmes.overviews import owed_by
from programmes.standing import same_day_in

LIKE = 2023  # of which the calendar is known
EARLY = timedelta(days=4)


def make(*, people: People) -> None:
    """Make what is due about the example year, and let some of it be met."""
    year = Period.objects.example().get(kind=Period.Kind.CALENDAR_YEAR, start__year=YEAR)
    known = (
        Obligation.objects.with_labels()
        .filter(period__is_example=False, period__start__year=LIKE, ends_on__isnull=False)
        .exclude(body=Obligation.Body.CBS)  # names its years
    )
    today, world = date(YEAR + 1, 1, 1), Map()
    for one in known.order_by("ends_on", "code"):
        made = actions.add_obligation(terms=terms_of(one, year), by=people.admin)
        if made.ends_on and made.questionnaire is None:
            owing = owed_by(made, world, today=today)
            for scope in owing[2:]:
                by = people.managers.get(scope.code, people.admin)
                actions.mark_met(obligation=made, scope=scope, met_on=made.ends_on - EARLY, by=by)


def terms_of(known: Obligation, year: Period) -> actions.Terms:
    """Return the same about the example year; without a source, because nobody published it."""
    asked, due = answered_in(known.questionnaire, year)
    ends = known.ends
    moved = due or (same_day_in(ends.first, ends.first.year + YEAR - LIKE) if ends else None)
    return actions.Terms(
        name=known.name,
        body=known.body,
        period=year,
        asked_of=known.asked_of,
        questionnaire=asked,
        ends=PartialDate(moved) if moved else None,
        is_deadline=known.is_deadline,
        days_inside=known.days_inside,
    )


def answered_in(
    questionnaire: Questionnaire | None, year: Period
) -> tuple[Questionnaire | None, date | None]:
    """Return the version of a questionnaire that was handed out over a year, and until when."""
    while questionnaire:
        given = Return.objects.filter(questionnaire=questionnaire, period=year).first()
        if given:
            return questionnaire, given.deadline
        questionnaire = questionnaire.followed_by.first()
    return None, None
