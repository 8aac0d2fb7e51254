"""Evidence: files beside an update, judged by what is in them and kept under their hash."""

import io
import unicodedata
import zipfile
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.kit import files
from biblionet.trail.actions import record
from goals.actions.updates import hold, require_open, require_possible
from goals.models import Evidence, ProgressUpdate
from goals.standing import Act

MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 10
OFFICE = {  # what lies in the package -> ending and kind
    "word/document.xml": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
BEGINNINGS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
)


@transaction.atomic
def add_evidence(
    *, update: ProgressUpdate, name: str, content: bytes, by: User, at: datetime | None = None
) -> Evidence:
    """Keep a file beside an update that is being written; at most 5 MB, of a known kind."""
    at = at or timezone.now()
    hold(update)
    require_possible(update, Act.SAVE)
    require_open(update.period, update.scope, at)
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Make it smaller."), code="size")
    if update.evidence.count() >= MOST_FILES:
        raise ValidationError(
            _("There are %(most)s files already. Remove one first."),
            code="many",
            params={"most": MOST_FILES},
        )
    ending, kind = recognise(content)
    kept = files.keep([content])
    evidence = update.evidence.create(
        name=safe_name(name, ending),
        sha256=kept.sha256,
        size=kept.size,
        content_type=kind,
        by=by,
        at=at,
    )
    record("added evidence", update, by=by, scope=update.scope.owner_code, file=evidence.name)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, at: datetime | None = None) -> None:
    """Take a file away from an update that is being written.

    What was kept under its hash stays: something else may hold the same photo.
    """
    update = evidence.progress_update
    hold(update)
    require_possible(update, Act.SAVE)
    require_open(update.period, update.scope, at or timezone.now())
    record("removed evidence", update, by=by, scope=update.scope.owner_code, file=evidence.name)
    evidence.delete()


def recognise(content: bytes) -> tuple[str, str]:
    """Return ending and kind by what is in a file, whatever it is called.

    ValidationError when it is empty or of no known kind.
    """
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    for beginning, ending, kind in BEGINNINGS:
        if content.startswith(beginning):
            return ending, kind
    found = _office(content)
    if found is None:
        raise ValidationError(
            _("Choose a PDF, a photo (PNG or JPG), a Word document or an Excel sheet."),
            code="kind",
        )
    return found


def _office(content: bytes) -> tuple[str, str] | None:
    """Look into a package without unpacking it."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        inside = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in inside or any("vbaProject" in name for name in inside):
        return None
    return next((known for part, known in OFFICE.items() if part in inside), None)


def safe_name(name: str, ending: str) -> str:
    """Return a name that is only a name: no folders, no signs that cannot be seen, right ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem = seen.rsplit(".", 1)[0].strip(" .")[: 150 - len(ending)]
    return f"{stem or 'bestand'}.{ending}"
