"""Imports of figures: the list, how far one is, what was thought of its rows, what it will do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_number
from libraries.models import Import, ImportRow, Publication

IMPORTS_A_PAGE: Final = 25
ROWS_A_PAGE: Final = 50
QUIET: Final = timedelta(seconds=8)  # a running worker takes an order within a second
State = Import.State
Verdict = ImportRow.Verdict


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: done, busy, waiting or failed."""

    label: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is, as the progress component shows it."""

    title: str
    words: str
    stages: tuple[StageLine, ...]
    part: int
    whole: int
    is_done: bool
    is_failed: bool
    fragment_url: str
    page_url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows got one verdict, and where they are listed."""

    verdict: str
    label: str
    count: int


def import_list(*, page: str | int | None = 1) -> Page[Import]:
    """Return a page of the files that came in, newest first."""
    found = Import.objects.select_related("by", "applied_by", "undone_by")
    return Paginator(found, IMPORTS_A_PAGE).get_page(page)


def rows_of(batch: Import, *, verdict: str, page: str | int | None = 1) -> Page[ImportRow]:
    """Return a page of the rows of a file, of one verdict when it is named.

    They are counted already: among a hundred thousand that takes longer than all the rest.
    """
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    if verdict in Verdict.values:
        return _Counted(rows.filter(verdict=verdict), getattr(batch, verdict)).get_page(page)
    return _Counted(rows, batch.rows).get_page(page)


class _Counted(Paginator):  # type: ignore[type-arg]  # not generic while running
    """Pages of rows of which the number is known."""

    def __init__(self, rows: QuerySet[ImportRow], count: int) -> None:
        super().__init__(rows, ROWS_A_PAGE)
        self.count = count


def tallies(batch: Import) -> tuple[Tally, ...]:
    """Return how many rows got which verdict, the refused ones first."""
    order = (Verdict.REFUSED, Verdict.CHANGED, Verdict.NEW, Verdict.SAME)
    return tuple(Tally(one.value, str(one.label), getattr(batch, one.value)) for one in order)


def new_publications(batch: Import) -> tuple[str, ...]:
    """Return the codes of the publications that an import will add."""
    rows = ImportRow.objects.filter(batch=batch, verdict=Verdict.NEW).exclude(publication="")
    codes = rows.order_by("publication").values_list("publication", flat=True).distinct()
    return tuple(codes.exclude(publication__in=Publication.objects.values("code"))[:20])


def progress_of(
    batch: Import,
    *,
    now: datetime,
    told: tuple[str, int, int] | None,
    fragment_url: str,
    page_url: str,
) -> ImportProgress:
    """Tell how far an import is; `told` is what a long transaction says of itself meanwhile."""
    stages = _check_stages(batch) if batch.state == State.CHECKING else _write_stages(batch, told)
    busy = next((place for place, one in enumerate(stages) if one.state == "busy"), 0)
    done, total = _measure(batch, told)
    return ImportProgress(
        title=TITLES[State(batch.state)](),
        words=_say(batch, now=now),
        stages=stages,
        part=busy * 100 + min(100 * done // total if total else 0, 99),
        whole=len(stages) * 100,
        is_done=False,
        is_failed=False,
        fragment_url=fragment_url,
        page_url=page_url,
    )


TITLES: Final = {
    State.CHECKING: lambda: _("Checking the file"),
    State.APPLYING: lambda: _("Writing the figures"),
    State.UNDOING: lambda: _("Undoing the import"),
}


def _measure(batch: Import, told: tuple[str, int, int] | None) -> tuple[int, int]:
    if batch.state == State.CHECKING:
        return batch.done, batch.total
    return (told[1], told[2]) if told and batch.token else (0, 0)


def _check_stages(batch: Import) -> tuple[StageLine, ...]:
    taken = batch.token is not None
    return (
        StageLine(_("In the queue"), "done" if taken else "busy"),
        StageLine(
            _("Judging every row"),
            "busy" if taken else "waiting",
            counted(batch.done, batch.total) if batch.done else "",
        ),
    )


def _write_stages(batch: Import, told: tuple[str, int, int] | None) -> tuple[StageLine, ...]:
    labels = {
        "queue": _("In the queue"),
        "figures": _("Looking for the figures"),
        "readings": _("Writing what the source says"),
        "settling": _("Settling which reading counts"),
    }
    names = list(labels)
    here = names.index(told[0] if told else "figures") if batch.token else 0
    return tuple(
        StageLine(
            labels[name],
            "done" if place < here else "busy" if place == here else "waiting",
            counted(told[1], told[2]) if told and place == here and told[2] > 1 else "",
        )
        for place, name in enumerate(names)
    )


def counted(done: int, total: int) -> str:
    """Say how many rows are done: '20.000 van 100.000 rijen'."""
    language = current_language()
    if total > done:
        words = ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", total)
    else:
        words = ngettext("%(done)s row", "%(done)s rows", done)
    numbers = {"done": write_number(done, language=language)}
    return words % (numbers | {"total": write_number(total, language=language)})


def _say(batch: Import, *, now: datetime) -> str:
    if batch.token is None:
        if now - batch.rung_at > QUIET and not _is_anybody_at_work(now):
            return _(
                "No worker is running now. The order stands and begins by itself when one starts."
            )
        return _("In the queue. You may close this page: the work goes on.")
    if batch.attempt > 1:
        return _("Busy, attempt %(n)s of %(of)s. You may close this page.") % {
            "n": batch.attempt,
            "of": Import.ATTEMPTS,
        }
    return _("Busy. You may close this page: the work goes on.")


def _is_anybody_at_work(now: datetime) -> bool:
    return Import.objects.filter(token__isnull=False, lease_until__gte=now).exists()
