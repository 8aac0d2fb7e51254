"""The screens of a year of months: one scope in a grid, and everybody beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.sheets import KINDS
from libraries.models import Reading, Year
from libraries.rules import can_report_figure
from programmes import overviews, rules
from programmes.forms import GridCell, MonthCell
from programmes.models import Return
from programmes.overviews import Cell, ChecklistLine, GridRow, MonthsPage, findings_in_words
from programmes.overviews.months import ComputedRow, Layer
from programmes.views.months.finding import find_page, find_questionnaire

Refused = Mapping[str, MonthCell]
State = Return.State


@dataclass(frozen=True, slots=True)
class Note:
    """What is told of one month of a row. `theirs` is what somebody else typed meanwhile."""

    cell: Cell
    weight: str
    text: str
    theirs: Reading | None = None
    mine: str = ""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is shown; with a form it can be typed in."""

    cell: Cell
    form: MonthCell | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is shown, with what is told under it."""

    row: GridRow
    cells: tuple[ShownCell, ...]
    notes: tuple[Note, ...]

    @property
    def is_writable(self) -> bool:
        return any(one.form for one in self.cells)


@dataclass(frozen=True, slots=True)
class ShownLayer:
    """A layer as it is shown."""

    layer: Layer
    rows: tuple[ShownRow, ...]

    @property
    def computed(self) -> tuple[ComputedRow, ...]:
        return self.layer.computed


@require_safe
def everybody(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show who has typed which month, and what the network comes to; first the newest year."""
    questionnaire = find_questionnaire(code)
    years = overviews.month_years(questionnaire, request.user)
    if year is None:
        year = (years or (Year(timezone.localdate().year),))[0]
    elif year not in years:
        raise Http404
    context = {
        "page": overviews.months_of_all(questionnaire, year, user=request.user),
        "years": years,
        "asked": asked_by_the_funder(questionnaire.legal_task_id, year),
        "example_year": year.number if year.is_example else None,
    }
    return render(request, "programmes/months/everybody.html", context)


@require_safe
def grid(request: SignedInRequest, code: str, year: Year, scope: int) -> HttpResponse:
    """Show the year of one scope; whoever reports for it types here."""
    return show(request, find_page(request, code, year, scope), {})


def show(
    request: SignedInRequest, page: MonthsPage, refused: Refused, *, status: int = 200
) -> HttpResponse:
    """Show the grid; cells that were refused keep what was typed."""
    may_write = can_report_figure(request.user, page.scope)
    context = {
        "page": page,
        "layers": [shown(layer, page, refused, may_write=may_write) for layer in page.layers],
        "may_report": may_write,
        "may_write": may_write and bool(page.in_hand),
        "kinds": tuple(KINDS),
        "may_judge": rules.can_review(request.user),
        "waiting": [one for one in page.waiting if one.state == State.SUBMITTED],
        "last_in_hand": page.last_begun,
        "years": overviews.month_years(page.questionnaire, request.user),
        "asked": asked_by_the_funder(page.questionnaire.legal_task_id, page.year),
        "errors": summary_of(refused),
        "has_errors": bool(refused),
        "can_undo": request.session.get("pasted", {}).get("path") == request.path,
        "today": timezone.localdate(),
        "example_year": page.year.number if page.year.is_example else None,
    }
    return render(request, "programmes/months/grid.html", context, status=status)


def shown(layer: Layer, page: MonthsPage, refused: Refused, *, may_write: bool) -> ShownLayer:
    """Return a layer with its cells as forms, where something can be typed."""
    return ShownLayer(
        layer=layer,
        rows=tuple(
            shown_row(row, refused, may_write=may_write, tells=page.shows_drafts)
            for row in layer.rows
        ),
    )


def shown_row(row: GridRow, refused: Refused, *, may_write: bool, tells: bool) -> ShownRow:
    cells = tuple(
        ShownCell(
            cell=cell,
            form=refused.get(cell.key, GridCell(cell)) if may_write and cell.is_writable else None,
        )
        for cell in row.cells
    )
    notes = tuple(note for one in cells for note in notes_of(one)) if tells else ()
    return ShownRow(row, cells, notes)


def notes_of(shown: ShownCell) -> list[Note]:
    """Return what is told of a cell: why it was refused, sent back, asked or explained."""
    cell, form = shown.cell, shown.form
    notes = []
    if form and form.is_bound:
        for errors in form.errors.values():
            for error in errors:
                theirs = cell.reading if form.is_clash else None
                notes.append(Note(cell, "error", str(error), theirs, mine=form.text("value")))
    slot = cell.slot
    if slot is None:
        return notes
    if slot.was_sent_back and cell.reading:
        told = _("The POI sent this back: %(why)s") % {"why": cell.reading.remark}
        notes.append(Note(cell, "attention", told))
    if slot.is_unexplained or slot.is_wrong:
        weight = "error" if slot.is_wrong else "attention"
        notes.extend(Note(cell, weight, words) for words in findings_in_words(slot))
    if cell.reading and cell.reading.explanation:
        notes.append(Note(cell, "information", cell.reading.explanation))
    return notes


def summary_of(refused: Refused) -> list[tuple[str, str]]:
    """Return each refusal with the way to its cell."""
    return [
        (f"{form.cell.question}, {form.cell.month.name}: {error}", f"#{form.key}")
        for form in refused.values()
        for errors in form.errors.values()
        for error in errors
    ]


def asked_by_the_funder(legal_task: int | None, year: Year) -> tuple[ChecklistLine, ...]:
    """Return what the funder asks within the legal task, with norm and measured value."""
    if legal_task is None:
        return ()
    lines = overviews.checklist(year=year)
    return tuple(line for line in lines if line.requirement.legal_task_id == legal_task)
