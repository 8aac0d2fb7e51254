"""What was refused, as a sheet with the remark in the cell it is about."""

from io import BytesIO

from django.utils.translation import gettext as _

from biblionet.kit import files
from biblionet.kit.sheets import NOT_XML
from biblionet.kit.tables import Line, recognise, text_in
from libraries.models import Import, ImportRow

MOST_REMARKS = 5000  # a sheet with more of them opens slowly, and nobody reads it
WIDTH = 24


def remarks(batch: Import) -> bytes:
    """Return a workbook with the refused rows as they were, and a remark in the cell."""
    from openpyxl import Workbook  # noqa: PLC0415  # only who asks for it waits for it

    refused = ImportRow.objects.filter(batch=batch, verdict=ImportRow.Verdict.REFUSED)
    reasons = {row.number: row for row in refused.order_by("number")[:MOST_REMARKS]}
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Refused rows"))
    for column in range(1, len(batch.header) + 3):
        sheet.column_dimensions[_letters(column)].width = WIDTH
    sheet.append([_text(sheet, word) for word in (_("Row"), _("Remark"), *batch.header)])
    for line in _lines(batch):
        if line.number in reasons:
            sheet.append(_row(sheet, batch, line, reasons[line.number]))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # only who asks for it waits

    letters: str = get_column_letter(column)
    return letters


def _lines(batch: Import) -> list[Line]:
    lines = recognise(files.path_of(batch.sha256)).lines(batch.sheet)
    next(lines, None)
    return lines  # type: ignore[return-value]  # read once, row by row


def _row(sheet: object, batch: Import, line: Line, row: ImportRow) -> list[object]:
    """Write a row again, each cell as text, with the remark where it belongs."""
    cells: list[object] = [row.number, _text(sheet, row.reason)]
    wrong = batch.columns.get(row.column, -1)
    for place in range(max(len(batch.header), len(line.cells))):
        cell = _text(sheet, text_in(line.cells[place] if place < len(line.cells) else None))
        if place == wrong:
            _remark(cell, row.reason)
        cells.append(cell)
    return cells


def _text(sheet: object, words: str) -> object:
    """Return a cell that is text whatever it begins with: no formula is ever written."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # only who asks for it waits for it

    cell = WriteOnlyCell(sheet, NOT_XML.sub("", words))
    cell.data_type = "s"
    return cell


def _remark(cell: object, words: str) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415  # only who asks for it waits for it
    from openpyxl.styles import PatternFill  # noqa: PLC0415  # idem

    cell.comment = Comment(words, _("The portal"))  # type: ignore[attr-defined]  # openpyxl has no stubs
    cell.fill = PatternFill("solid", fgColor="FFF3CD")  # type: ignore[attr-defined]  # idem
