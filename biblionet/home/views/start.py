"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.direction import Direction, direction_for
from biblionet.home.overviews.feedback import feedback_for
from biblionet.home.overviews.reports import report_lines
from biblionet.home.overviews.returns import to_judge
from biblionet.home.overviews.season import deadlines, latest_quarter, matrix, queues
from biblionet.home.overviews.statutory import late_for
from biblionet.home.overviews.tasks import Tasks, tasks_of
from libraries.models import Period, duties_of


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Show what there is to do and to know, by role; somebody with two roles sees both."""
    user, today = request.user, timezone.localdate()
    duties = duties_of(user)
    quarter = latest_quarter() if duties.is_poi else None
    season = matrix(quarter) if quarter else None
    tasks = tasks_of(user, today=today) if duties.manages else None
    direction = direction_for(user, today=today) if duties.directs else None
    shown = [quarter, *periods_in(tasks, direction)]
    context = {
        "tasks": tasks,
        "direction": direction,
        "feedback": feedback_for(user) if duties.own else (),
        "queues": queues() if duties.is_poi else None,
        "to_judge": to_judge() if duties.is_poi else (),
        "late": late_for(user, today=today) if duties.is_poi else (),
        "matrix": season,
        "deadlines": deadlines(season) if season else (),
        "reports": report_lines(user),
        "is_new": not (duties.own or duties.is_poi),
        "today": today,
        "example_year": next((one.end.year for one in shown if one and one.is_example), None),
    }
    return render(request, "home/start.html", context)


def periods_in(tasks: Tasks | None, direction: Direction | None) -> list[Period]:
    """Return the periods of which the page tells, to know whether it shows the example."""
    told = [task.quarter.period for task in tasks.quarters] if tasks else []
    told += [task.first.period for task in tasks.returns] if tasks else []
    if direction:
        told += [one.update.period for one in direction.off_track]
        told += [one.period for one in direction.missing]
    return told
