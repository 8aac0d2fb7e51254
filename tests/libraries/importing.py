"""Files with figures for tests, and what is asked of the portal with them."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
from django.apps import apps
from django.db import connection

from libraries.actions import importing
from libraries.models import Import, ImportRow
from libraries.resources import imports
from libraries.resources.columns import propose

HEADER = (
    "scope_type",
    "scope_code",
    "scope_name",
    "year",
    "indicator_code",
    "indicator_name_nl",
    "unit",
    "value",
    "qualifier",
    "publication",
    "note",
    "source_url",
)
USUAL = {
    "scope_type": "organisation",
    "scope_code": "facet",
    "scope_name": "Facet",
    "year": "2023",
    "indicator_code": "LOANS",
    "indicator_name_nl": "Uitleningen",
    "unit": "aantal",
    "value": "1931",
    "qualifier": "exact",
    "publication": "jaarverslag-2023",
}


def row(**otherwise: object) -> dict[str, object]:
    """One row as statistics.csv has it; anything can be said otherwise."""
    return {**USUAL, **otherwise}


def write_csv(path: Path, rows, header=HEADER, delimiter=",", encoding="utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows([one.get(name, "") for name in header] for one in rows)
    return path


def write_xlsx(path: Path, rows, header=HEADER) -> Path:
    book = openpyxl.Workbook()
    book.active.append(header)
    for one in rows:
        book.active.append([one.get(name) for name in header])
    book.save(path)
    return path


def bring_in(path: Path, by, source="Proef") -> Import:
    """Take a file in and have it checked."""
    batch = imports.receive(path=path, name=path.name, source=source, by=by)
    importing.order_check(
        batch=batch,
        columns=propose(batch.header),
        sheet=batch.sheet,
        header=batch.header,
        by=by,
    )
    imports.check_import(batch.pk)
    batch.refresh_from_db()
    return batch


def apply(batch: Import, by) -> Import:
    importing.order_apply(batch=batch, by=by)
    importing.apply_import(batch.pk)
    batch.refresh_from_db()
    return batch


def undo(batch: Import, by, reason="Verkeerd bestand") -> Import:
    importing.order_undo(batch=batch, reason=reason, by=by)
    importing.undo_import(batch.pk)
    batch.refresh_from_db()
    return batch


def counts(batch: Import) -> tuple[int, int, int, int]:
    return batch.new, batch.changed, batch.same, batch.refused


def verdicts(batch: Import) -> list[tuple[int, str]]:
    return list(ImportRow.objects.filter(batch=batch).values_list("number", "verdict"))


def refusal(batch: Import, number: int = 2) -> tuple[str, str]:
    """Return column and sentence of a refused row."""
    found = ImportRow.objects.get(batch=batch, number=number)
    assert found.verdict == "refused"
    return found.column, found.reason


def contents(*left_out: str) -> dict[str, list[tuple]]:
    """Return every row of every table, to see that nothing changed."""
    tables = [
        model._meta.db_table for model in apps.get_models() if model._meta.label not in left_out
    ]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def package(path: Path, **members: str | bytes) -> Path:
    """Write a ZIP file; names have two underscores for a slash, one dot at the end."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in members.items():
            book.writestr(name, text)
    return path


def as_rows(content: bytes, delimiter=";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
