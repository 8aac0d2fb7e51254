"""Fetches what the screen of a quarter shows, in a fixed number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Count, Q

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from goals.models import ProgressUpdate, Remark, Target
from goals.overviews.progress import thing_of, whole_year
from goals.overviews.quarter.order import Order
from goals.overviews.quarter.page import QuarterPage, Told
from goals.overviews.tasks import Quarter, Task, quarter_of
from libraries.models import Period, Reading, Scope
from programmes.models import Return
from programmes.overviews import Sheet, sheets_of


def quarter_page(scope: Scope, period: Period, *, user: User) -> QuarterPage:
    """Return the screen of a quarter for somebody who may see it, in a fixed number of queries."""
    quarter = quarter_of(scope, period)
    returns = Return.objects.with_labels().select_related(
        "submitted_by", "accountable", "accepted_by"
    )
    given = returns.filter(scope=scope, period=period).order_by("pk")
    sheets = sheets_of(list(given)) if given else ()
    told = tuple(_told(quarter, user=user))
    return QuarterPage(
        scope=scope,
        period=period,
        chapters=tuple(Order(scope, told, sheets, _confirmed(sheets)).chapters()),
        sheets=sheets,
    )


def _confirmed(sheets: Iterable[Sheet]) -> dict[int, datetime]:
    """Return when each reading was last confirmed, of those that stand confirmed."""
    keys = [str(one.pk) for sheet in sheets for one in sheet.readings if one.confirms_id]
    steps = Step.objects.filter(
        kind=Reading._meta.label_lower, verb="confirmed figure", key__in=keys
    ).order_by("pk")
    return {int(key): at for key, at in steps.values_list("key", "at")}


def told_of(quarters: Sequence[Quarter]) -> dict[tuple[int, int], tuple[Told, ...]]:
    """Return what is to be written of several quarters, with remarks only: for a task list."""
    remarks = _remarks([task for quarter in quarters for task in quarter.tasks])
    return {
        (quarter.scope.pk, quarter.period.pk): tuple(
            Told(task, None, remarks.get(task.update.pk, ()) if task.update else (), 0, ())
            for task in quarter.tasks
        )
        for quarter in quarters
    }


def _told(quarter: Quarter, *, user: User) -> Iterator[Told]:
    """Yield each thing to write about with what stands beside it."""
    remarks = _remarks(quarter.tasks)
    before = _before(quarter, user)
    files = _files(quarter.tasks)
    targets = _targets(quarter)
    for task in quarter.tasks:
        thing, update = thing_of(task.assignment), task.update
        yield Told(
            task=task,
            before=before.get(thing),
            remarks=remarks.get(update.pk, ()) if update else (),
            files=files.get(update.pk, 0) if update else 0,
            targets=tuple(one for one in targets if thing_of(one) == thing),
        )


def _remarks(tasks: Iterable[Task]) -> dict[int, tuple[Remark, ...]]:
    found: dict[int, tuple[Remark, ...]] = {}
    of = [task.update.pk for task in tasks if task.update]
    for remark in Remark.objects.filter(update_sent_back__in=of).select_related("by"):
        key = remark.update_sent_back_id
        found[key] = (*found.get(key, ()), remark)
    return found


def _before(quarter: Quarter, user: User) -> dict[tuple[str, int], ProgressUpdate]:
    """Return the last thing said of each subject before this quarter."""
    earlier = (
        ProgressUpdate.objects.visible_to(user)
        .like(quarter.period)
        .filter(scope=quarter.scope, period__end__lt=quarter.period.end)
        .select_related("period")
        .order_by("period__end")
    )
    return {thing_of(one): one for one in earlier}  # oldest first, so the latest stays


def _files(tasks: Iterable[Task]) -> dict[int, int]:
    of = [task.update.pk for task in tasks if task.update]
    counted = ProgressUpdate.objects.filter(pk__in=of).annotate(files=Count("evidence"))
    return dict(counted.values_list("pk", "files"))


def _targets(quarter: Quarter) -> list[Target]:
    """Return the targets of the year that the scope, its places and the network work towards."""
    year = whole_year(quarter.period.year)
    return list(
        Target.objects.filter(
            Q(scope=quarter.scope)
            | Q(scope__owner=quarter.scope)
            | Q(scope__kind=Scope.Kind.NETWORK),
            period__is_example=year.is_example,
            period__end__range=(year.start, year.end),
        )
        .select_related("indicator", "scope", "period")
        .order_by("pk")
    )
