"""Imports a file with figures, all of it or nothing, and says of each row what became of it."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.kit import files
from libraries.actions import importing
from libraries.models import Import, ImportRow
from libraries.resources import imports
from libraries.resources.columns import heading_in, propose

WRONG = 2  # exit code besides 1, for what was asked wrongly


class Command(BaseCommand):
    help = "Import figures from a CSV, XLSX or ODS file: all rows, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="with the columns of statistics.csv, or ours")
        parser.add_argument("--source", required=True, help="where the figures come from")
        parser.add_argument("--by", required=True, help="e-mail address of who imports")
        parser.add_argument("--sheet", default="", help="name of the sheet; else the first one")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
            if by is None:
                raise CommandError(
                    _("Nobody signs in as %(email)s.") % {"email": options["by"]}, returncode=WRONG
                )
            if not options["file"].is_file():
                raise CommandError(
                    _("There is no file %(name)s.") % {"name": options["file"]}, returncode=WRONG
                )
            try:
                refused = self.bring_in(by, options)
            except ValidationError as refusal:
                raise CommandError(" ".join(refusal.messages)) from None
            if refused:
                raise CommandError(_("Nothing has been written: mend the refused rows first."))

    def bring_in(self, by: User, options: dict[str, Any]) -> int:
        """Check and write in one transaction; return how many rows were refused."""
        with options["file"].open("rb") as file:
            was_kept = files.is_kept(hashlib.file_digest(file, "sha256").hexdigest())
        with transaction.atomic():
            batch = imports.receive(
                path=options["file"], name=options["file"].name, source=options["source"], by=by
            )
            batch = check(batch, by, options["sheet"])
            self.tell(batch)
            writes = not (batch.refused or batch.changes_nothing or options["dry_run"])
            if writes:
                importing.order_apply(batch=batch, by=by)
                importing.apply_import(batch.pk)
                batch.refresh_from_db()
                if batch.state != Import.State.APPLIED:
                    raise ValidationError(batch.failure)
            else:
                transaction.set_rollback(True)
        if not writes and not was_kept:  # somebody else may hold the same file
            files.discard(batch.sha256)
        counts = ("new", "changed", "same", "refused")
        self.stdout.write(" ".join(f"{name}={getattr(batch, name)}" for name in counts))
        return batch.refused

    def tell(self, batch: Import) -> None:
        """Print the verdict on each row."""
        rows = ImportRow.objects.filter(batch=batch).order_by("number").iterator(2000)
        for row in rows:
            self.stdout.write(in_words(row, heading_in(batch.header, batch.columns, row.column)))


def check(batch: Import, by: User, sheet: str) -> Import:
    """Have every row judged, with the columns as their headings say."""
    looked = imports.look(files.path_of(batch.sha256), sheet)
    ordered = importing.order_check(
        batch=batch,
        columns=propose(looked.header),
        sheet=looked.sheet,
        header=looked.header,
        by=by,
    )
    imports.check_import(ordered.pk)
    ordered.refresh_from_db()
    if ordered.state != Import.State.CHECKED:
        raise ValidationError(ordered.failure)
    return ordered


def in_words(row: ImportRow, heading: str) -> str:
    """Say in one line what is thought of a row."""
    verdict = f"{_('row')} {row.number}: {row.get_verdict_display()}"
    if row.verdict == ImportRow.Verdict.REFUSED:
        column = f"{_('column')} {heading}: " if heading else ""
        return f"{verdict}: {row.about}: {column}{row.reason}"
    change = f"{row.was} → {row.said}" if row.verdict == ImportRow.Verdict.CHANGED else row.said
    return f"{verdict}: {row.about}: {change}" + (f" ({row.reason})" if row.reason else "")
