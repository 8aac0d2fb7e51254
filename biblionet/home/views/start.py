"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.direction import direction_for
from biblionet.home.overviews.reports import report_lines
from biblionet.home.overviews.season import latest_quarter, matrix, queues
from biblionet.home.overviews.tasks import tasks_of
from libraries.models import duties_of


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Show what there is to do and to know, by role; somebody with two roles sees both."""
    duties = duties_of(request.user)
    context: dict[str, object] = {
        "tasks": tasks_of(request.user, today=timezone.localdate()) if duties.manages else None,
        "direction": direction_for(request.user) if duties.directs else None,
        "reports": report_lines(request.user),
        "is_new": not (duties.own or duties.is_poi),
        "today": timezone.localdate(),
        **(season() if duties.is_poi else {}),
    }
    return render(request, "home/start.html", context)


def season() -> dict[str, object]:
    """Return what the support institution runs the season by."""
    quarter = latest_quarter()
    if quarter is None:
        return {"queues": queues(), "matrix": None}
    example = {"example_year": quarter.end.year} if quarter.is_example else {}
    return {"queues": queues(), "matrix": matrix(quarter), **example}
